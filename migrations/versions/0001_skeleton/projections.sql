-- What follows from a fact by itself, in the transaction that appends it: whether it may be appended, which
-- version holds, who may see what because of it, whose findings it makes stale, and that the detector must look.

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

-- Whether the number is a person's at all; it says nothing of who. To a person only that person exists.
create function sip.is_person(candidate uuid) returns boolean
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select exists (select from person p where p.person_id = candidate)
       and (me() is not null or candidate = myself());
end;

-- One lock per person, so that who sees what never changes under somebody who is working it out: alone to
-- change it, shared to rest on it. The detector takes it shared while it writes findings.
create function sip.lock_sight(person uuid, alone boolean) returns void language plpgsql as $$
begin
    if alone then
        perform pg_advisory_xact_lock(hashtextextended(person::text, 1));
    else
        perform pg_advisory_xact_lock_shared(hashtextextended(person::text, 1));
    end if;
end $$;

-- ── Before: what may be appended, and which version holds from then on ─────────────────────────────────

-- The policies say who may append; this says what, since a policy cannot see the version that is amended:
-- only its source supersedes an item; a revision rests on the version that holds and keeps all that decides
-- who sees it; whoever was only asked or named adds the answer and nothing else; and only the owner of a plan
-- says who takes part in it, and only they tie items to it.
create function sip.admit() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    held fact;
    owns boolean := coalesce(new.owner = me(), false)
        or coalesce(new.person_id = myself(), false) and new.owner = the_person()
        or me() is null and myself() is null;  -- a migration or a repair; the service's role is stopped by its policies
    answers text[] := case new.kind when 'call' then '{answered,answer}'
                                    when 'referral' then '{answered,answer,started,closed}'
                                    when 'consent' then '{withdrawn_on}'
                                    when 'person' then '{deceased_on}' else '{}' end;
begin
    perform lock_sight(new.person_id,
                       new.kind in ('plan', 'participant', 'consent') or new.void or new.plan_id is not null);
    select * into held from fact where person_id = new.person_id and id = new.id and current for update;
    if not found then
        if new.revision > 0 or not (owns or new.kind = 'person') then
            raise insufficient_privilege using message = 'there is no version of this item to amend';
        end if;
    else
        if (new.source, new.owner, new.kind) <> (held.source, held.owner, held.kind) then
            raise insufficient_privilege using message = 'only its source changes an item, and never whose or what it is';
        end if;
        if new.revision > 0 and (new.source_version, new.revision) <> (held.source_version, held.revision + 1) then
            raise serialization_failure using message = 'the item was changed by somebody else meanwhile';
        end if;
        if new.revision > 0
           and (new.category, new.disclosed, new.plan_id, new.named, new.title)
               is distinct from (held.category, held.disclosed, held.plan_id, held.named, held.title) then
            raise insufficient_privilege using message = 'a revision keeps all that decides who sees the item';
        end if;
        if not owns and (new.revision = 0 or held.void or new.void or new.tentative <> held.tentative
                         or new.fields - answers <> held.fields - answers) then
            raise insufficient_privilege using message = 'whoever is only named in an item adds the answer alone';
        end if;
        if not owns and new.kind = 'consent' and (new.fields ->> 'withdrawn_on')::date > today() then
            raise insufficient_privilege using message = 'a withdrawal is of today, or of a day that has been';
        end if;
    end if;
    if new.kind = 'participant' and not exists (
           select from fact p where p.person_id = new.person_id and p.id = new.plan_id and p.kind = 'plan'
                                and p.current and not p.void and p.owner = new.owner)
       or new.kind not in ('plan', 'participant') and new.plan_id is not null and new.owner <> the_person()
          and not exists (select from fact p where p.person_id = new.person_id and p.plan_id = new.plan_id
                             and p.kind = 'participant' and p.current and not p.void and new.owner = any (p.named))
       or new.kind = 'plan' and new.plan_id is distinct from new.id then
        raise insufficient_privilege using message = 'only the parties of a plan add to it';
    end if;

    new.current := held.id is null or (new.source_version, new.revision) > (held.source_version, held.revision);
    if new.current then
        update fact set current = false where person_id = new.person_id and id = new.id and current;
    end if;
    return new;
end $$;

create trigger admit before insert on sip.fact for each row execute function sip.admit();

-- The plan that an item frames, if the caller is a party to it: a party may tie its own items to the plan and
-- its needs although, without consent, it may not see them. Anything else answers as if it did not exist.
create function sip.frame(item uuid, out person_id uuid, out plan_id uuid, out kind text, out category text)
returns setof record language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select f.person_id, f.plan_id, f.kind, f.category
      from fact f
     where f.id = item and f.current and not f.void and f.kind in ('plan', 'need')
       and (f.owner = me() or f.person_id = myself()
            or f.disclosed
               and exists (select from fact p where p.person_id = f.person_id and p.plan_id = f.plan_id and p.current
                              and not p.void and p.kind = 'participant' and me() = any (p.named)));
end;

-- ── After: consents × parties of plans → grants ────────────────────────────────────────────────────────

-- The same facts always give the same grants. The person's own consent opens the items of every actor it names.
-- One that an agency recorded opens those of an actor that, like the agency, has joined the reader's plan by an
-- act of its own; else whoever knows a number could start a plan, state a consent, and read.
create function sip.grants_due(person uuid)
returns table (owner uuid, reader uuid, plan_id uuid, category text, days daterange, kind text, basis uuid)
language sql stable
begin atomic
    with consent as (
        select f.id, f.owner as recorder, f.named, f.fields -> 'categories' as categories,
               daterange(d.starts, d.ends) as days
          from fact f
         cross join lateral (select (f.fields ->> 'start')::date as starts,
                                    least((f.fields ->> 'end')::date + 1,
                                          (f.fields ->> 'withdrawn_on')::date) as ends) d
         where f.person_id = person and f.kind = 'consent' and f.current and not f.void
           and coalesce(d.ends > d.starts, true)),
    party as (
        select distinct p.plan_id, n.actor
          from fact p
          join fact plan on plan.person_id = p.person_id and plan.id = p.plan_id and plan.kind = 'plan'
                        and plan.current and not plan.void and plan.owner = p.owner
         cross join lateral unnest(p.named) as n (actor)
         where p.person_id = person and p.kind = 'participant' and p.current and not p.void),
    joined as (
        select distinct f.plan_id, f.owner as actor
          from fact f where f.person_id = person and f.plan_id is not null and f.disclosed and f.current and not f.void)
    select distinct o.owner, p.actor, p.plan_id, k.category, c.days, 'consent', c.id
      from consent c
      join party p on p.actor = any (c.named)
     cross join lateral (select unnest(c.named) union select the_person()) as o (owner)
     cross join lateral (select jsonb_array_elements_text(c.categories) union select 'plan') as k (category)
     where o.owner <> p.actor
       and (c.recorder = the_person()
            or exists (select from joined j where j.plan_id = p.plan_id and j.actor = c.recorder)
               and exists (select from joined j where j.plan_id = p.plan_id and j.actor = o.owner))
    union all
    select distinct c.recorder, n.reader, null::uuid, '', c.days, 'named', c.id
      from consent c cross join lateral unnest(c.named) as n (reader);
end;

-- Makes the grants those that are due; the readers that lost one.
create function sip.project_grants(person uuid) returns uuid[]
language sql volatile security definer set search_path = sip, pg_temp
begin atomic
    with due as materialized (select * from grants_due(person)),
    gone as (
        delete from access_grant g
         where g.person_id = person and g.kind in ('consent', 'named')
           and not exists (
               select from due d
                where (d.owner, d.reader, d.plan_id, d.category, d.days, d.kind, d.basis)
                      is not distinct from (g.owner, g.reader, g.plan_id, g.category, g.days, g.kind, g.basis))
        returning g.reader),
    added as (
        insert into access_grant (person_id, owner, reader, plan_id, category, days, kind, basis)
        select person, d.owner, d.reader, d.plan_id, d.category, d.days, d.kind, d.basis from due d
         where not exists (
               select from access_grant g
                where g.person_id = person
                  and (d.owner, d.reader, d.plan_id, d.category, d.days, d.kind, d.basis)
                      is not distinct from (g.owner, g.reader, g.plan_id, g.category, g.days, g.kind, g.basis)))
    select coalesce(array_agg(distinct reader), '{}') from gone;
end;

-- A reader whose sight shrank must not go on seeing what was computed on more: its findings end at once. Only
-- its own: another reader's must not so much as flicker because of what it may not see.
create function sip.forget_findings(person uuid, readers uuid[]) returns void
language sql volatile security definer set search_path = sip, pg_temp
begin atomic
    update finding set valid_until = '0001-01-01' where person_id = person and reader = any (readers);
end;

create function sip.project() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    was fact;
    lost uuid[] := '{}';
begin
    if not new.current then
        return null;
    end if;
    select * into was from fact f
     where f.person_id = new.person_id and f.id = new.id and not f.current
     order by f.source_version desc, f.revision desc limit 1;

    if not new.void then
        insert into access_grant (person_id, owner, reader, days, kind)
        values (new.person_id, new.owner, new.owner, daterange(null, null), 'own')
        on conflict (person_id, reader) where kind = 'own' do nothing;
    elsif not exists (select from fact f where f.person_id = new.person_id and f.owner = new.owner
                                           and f.current and not f.void) then
        delete from access_grant g where g.person_id = new.person_id and g.reader = new.owner and g.kind = 'own';
        lost := lost || new.owner;
    end if;

    if new.kind in ('call', 'referral') then
        delete from access_grant g where g.person_id = new.person_id and g.kind = 'addressee' and g.basis = new.id;
        if not new.void then
            insert into access_grant (person_id, owner, reader, days, kind, basis)
            select new.person_id, new.owner, n.reader, daterange(null, null), 'addressee', new.id
              from unnest(new.named) as n (reader) where n.reader <> new.owner;
        end if;
    end if;

    -- Whoever could see the version that held until now, where fewer may see this one.
    if not was.void and (new.void or was.disclosed and not new.disclosed or was.category <> new.category
                         or was.plan_id is distinct from new.plan_id or was.named <> new.named) then
        lost := lost || was.named || array(
            select g.reader from access_grant g
             where was.disclosed and g.person_id = was.person_id and g.kind = 'consent' and g.owner = was.owner
               and g.category = was.category and (was.plan_id is null or g.plan_id = was.plan_id)
               and coalesce(g.days @> today(), true));
    end if;

    if new.kind in ('plan', 'participant', 'consent')
       or coalesce(new.plan_id, was.plan_id) is not null
          and exists (select from fact c where c.person_id = new.person_id and c.kind = 'consent' and c.current
                                           and c.owner <> the_person()) then
        perform lock_sight(new.person_id, true);
        lost := lost || project_grants(new.person_id);
    end if;
    if lost <> '{}' then
        perform lock_sight(new.person_id, true);
        perform forget_findings(new.person_id, lost);
    end if;

    insert into dirty (person_id) values (new.person_id);
    return null;
end $$;

create trigger project after insert on sip.fact for each row execute function sip.project();

-- Nobody runs a function by default. What is left is what the policies and the statements of the service call.
revoke execute on all functions in schema sip from public;
grant execute on function sip.me(), sip.myself(), sip.today(), sip.the_person(), sip.is_person(uuid),
                          sip.frame(uuid) to sip_service;
grant execute on function sip.lock_sight(uuid, boolean) to sip_worker;
