-- What follows from a fact by itself, in the transaction that appends it: which version holds, who may see
-- what because of it, whose findings it makes stale, and that the detector must look at the person again.

-- Who is asking, for the transaction at hand. A setting that was reset is '', not null.
create function sip.me() returns uuid language sql stable parallel safe
    return nullif(current_setting('sip.actor', true), '')::uuid;
create function sip.myself() returns uuid language sql stable parallel safe
    return nullif(current_setting('sip.person', true), '')::uuid;
create function sip.today() returns date language sql stable parallel safe
    return nullif(current_setting('sip.today', true), '')::date;

-- The person as an owner of items: a number of its own, the same for everybody.
create function sip.the_person() returns uuid language sql immutable parallel safe
    return '00000000-0000-4000-8000-000000000001'::uuid;

-- Whether the number is a person's at all; it says nothing of who.
create function sip.is_person(candidate uuid) returns boolean language sql stable security definer set search_path = sip
begin atomic
    select exists (select from person p where p.person_id = candidate);
end;

create function sip.supersede() returns trigger language plpgsql security definer set search_path = sip as $$
declare
    held record;
begin
    select source_version, revision into held from fact
     where person_id = new.person_id and id = new.id and current for update;
    if found then
        new.current := (new.source_version, new.revision) > (held.source_version, held.revision);
        if new.current then
            update fact set current = false where person_id = new.person_id and id = new.id and current;
        end if;
    else
        new.current := true;
    end if;
    return new;
end $$;

create trigger supersede before insert on sip.fact for each row execute function sip.supersede();

-- The plan that an item frames, if the caller is a party to it: a party may tie its own items to the plan and
-- its needs although, without consent, it may not see them. Anything else answers as if it did not exist.
create function sip.frame(item uuid, out person_id uuid, out plan_id uuid, out kind text, out category text)
returns setof record language sql stable security definer set search_path = sip
begin atomic
    select f.person_id, f.plan_id, f.kind, f.category
      from fact f
     where f.id = item and f.current and not f.void and f.kind in ('plan', 'need')
       and (f.owner = me() or f.person_id = myself()
            or exists (select from fact p where p.person_id = f.person_id and p.plan_id = f.plan_id and p.current
                        and not p.void and p.kind = 'participant' and me() = any (p.named)));
end;

-- Consents x parties of plans -> grants, whole person at a time: the same facts always give the same grants.
create function sip.project_grants(person uuid) returns void language sql security definer set search_path = sip
begin atomic
    delete from access_grant where person_id = person and kind in ('consent', 'named');
    insert into access_grant (person_id, owner, reader, days, kind, basis)
    select distinct f.person_id, f.owner, n.reader, daterange((f.fields ->> 'start')::date, null), 'named', f.id
      from fact f, unnest(f.named) as n (reader)
     where f.person_id = person and f.kind = 'consent' and f.current and not f.void;
    insert into access_grant (person_id, owner, reader, plan_id, category, days, kind, basis)
    select distinct c.person_id, o.owner, r.reader, p.plan_id, k.category, c.days, 'consent', c.id
      from (select f.person_id, f.id, f.named, f.fields,
                   daterange((f.fields ->> 'start')::date,
                             least((f.fields ->> 'end')::date + 1, (f.fields ->> 'withdrawn_on')::date)) as days
              from fact f
             where f.person_id = person and f.kind = 'consent' and f.current and not f.void
               and coalesce(least((f.fields ->> 'end')::date + 1, (f.fields ->> 'withdrawn_on')::date), 'infinity')
                   > (f.fields ->> 'start')::date) c
      cross join lateral unnest(c.named) as r (reader)
      cross join lateral (select unnest(c.named) as owner union select the_person()) as o
      cross join lateral (select jsonb_array_elements_text(c.fields -> 'categories') as category union select 'plan') k
      join fact p on p.person_id = c.person_id and p.kind = 'participant' and p.current and not p.void
                 and (p.fields ->> 'actor')::uuid = r.reader
     where o.owner <> r.reader;
end;

-- A reader whose sight shrank must not go on seeing what was computed on more: its findings end at once.
create function sip.forget_findings(person uuid) returns void language sql security definer set search_path = sip
begin atomic
    update finding set valid_until = '0001-01-01' where person_id = person and reader <> person;
end;

create function sip.project() returns trigger language plpgsql security definer set search_path = sip as $$
declare
    shrank boolean;
begin
    insert into access_grant (person_id, owner, reader, days, kind)
    values (new.person_id, new.owner, new.owner, daterange(null, null), 'own')
    on conflict (person_id, reader) where kind = 'own' do nothing;

    if not new.current then
        return null;
    end if;
    if new.kind in ('consent', 'participant') then
        perform project_grants(new.person_id);
    elsif new.kind in ('call', 'referral') then
        delete from access_grant where person_id = new.person_id and kind = 'addressee' and basis = new.id;
        if not new.void then
            insert into access_grant (person_id, owner, reader, days, kind, basis)
            select new.person_id, new.owner, n.reader, daterange(null, null), 'addressee', new.id
              from unnest(new.named) as n (reader) where n.reader <> new.owner;
        end if;
    end if;

    select new.kind in ('consent', 'participant') or new.void or f.disclosed and not new.disclosed
           or f.category <> new.category or f.plan_id is distinct from new.plan_id or f.named <> new.named
      into shrank
      from fact f
     where f.person_id = new.person_id and f.id = new.id and not f.current
     order by f.source_version desc, f.revision desc limit 1;
    if shrank then
        perform forget_findings(new.person_id);
    end if;

    insert into dirty (person_id) values (new.person_id);
    return null;
end $$;

create trigger project after insert on sip.fact for each row execute function sip.project();
