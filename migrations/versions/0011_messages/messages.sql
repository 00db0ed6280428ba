-- A message is an item of its writer's, tied to another item of the plan. Whoever sees it sees that one too, and by more
-- than having been asked about it. The rules are those of app/domain/disclosure.py, as for every other item.

-- Whether the caller, an actor, sees that item by owning it or by a consent. What it asks stands here in full and not
-- in the policies, so that the reading statements can ask the same.
create function sip.sees_by_right(person uuid, item uuid) returns boolean language plpgsql stable parallel safe as $$
begin
    return exists (
        select from sip.fact f
         where f.person_id = person and f.id = item and f.current and not f.void
           and (f.owner = sip.me()
                or f.disclosed and f.kind <> 'consent' and (
                    select true from sip.access_grant g
                     where g.person_id = f.person_id and g.reader = sip.me() and g.owner = f.owner
                       and g.category = f.category and g.kind = 'consent' and g.days @> sip.today()
                       and (f.plan_id is null or g.plan_id = f.plan_id) limit 1)));
end $$;

create function sip.reads_message(person uuid, writer uuid, about uuid) returns boolean
language plpgsql stable parallel safe as $$
begin
    return coalesce(writer = sip.me() or person = sip.myself(), false) or sip.sees_by_right(person, about);
end $$;
revoke execute on function sip.sees_by_right(uuid, uuid), sip.reads_message(uuid, uuid, uuid) from public;
grant execute on function sip.sees_by_right(uuid, uuid), sip.reads_message(uuid, uuid, uuid) to sip_service;

-- Beside what the other policies let through of a message; of anything else this asks nothing. Neither policy calls a
-- function that would be unfolded into the plan of every statement: reading what is no message would pay for it.
create policy tied on sip.fact as restrictive for select to sip_service using (
    kind <> 'message' or sip.reads_message(person_id, owner, (fields ->> 'about')::uuid));

-- What the person writes needs no consent of the person's: it is told to whoever sees what it is about.
do $$
begin
    execute format('create policy told_by_the_person on sip.fact for select to sip_service using ('
                   'kind = ''message'' and owner = %L::uuid and current and not void)', sip.the_person());
end $$;

-- As before, but for messages: they are talk about the plan, and not what is agreed on in it.
create or replace function sip.freeze_items() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into plan_version_item (person_id, plan_id, n, item_id, source_version, revision)
    select new.person_id, new.plan_id, new.n, f.id, f.source_version, f.revision
      from fact f
     where f.person_id = new.person_id and f.plan_id = new.plan_id and f.current and not f.void
       and f.kind <> 'message';
    return null;
end $$;
