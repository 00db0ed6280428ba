-- Beside consents, what lets somebody see another actor's items: a provision that their owner names, and for some hours
-- an emergency. They are alike to whatever reads the table; `until` says that one ends at a moment and not with a day.
--   legal-basis  owner's items of `category` to reader, by a provision    (basis: the legal basis)
--   emergency    owner's items of `category` in `plan_id` to reader       (basis: the emergency access)
--   mandate      reader, a person, acts for this one, with the power that `category` says   (basis: the mandate)
alter table sip.access_grant
    drop constraint access_grant_kind,
    add constraint access_grant_kind
        check (kind in ('own', 'addressee', 'named', 'consent', 'legal-basis', 'emergency', 'mandate')),
    add column until timestamptz constraint access_grant_until check ((kind = 'emergency') = (until is not null));

-- The moment at which it is asked: the database's, whatever the service says of the day.
create function sip.moment() returns timestamptz language sql stable parallel safe
    return transaction_timestamp();
revoke execute on function sip.moment() from public;
grant execute on function sip.moment() to sip_service;

-- The categories that there are, with the frame of the plan.
create function sip.categories() returns text[] language sql immutable parallel safe
    return '{work,education,economy,health,housing,social,plan}'::text[];
revoke execute on function sip.categories() from public;

drop function sip.project_grants(uuid);
drop function sip.grants_due(uuid);

-- The same facts always give the same grants. The person's own consent opens the items of every actor it names.
-- One that an agency recorded opens those of an actor that, like the agency, has joined the reader's plan by an
-- act of its own; else whoever knows a number could start a plan, state a consent, and read. An emergency does what
-- such a consent of everybody in the plan about everything would do, for its hours, and no more. A draft does nothing.
create function sip.grants_due(person uuid)
returns table (owner uuid, reader uuid, plan_id uuid, category text, days daterange, kind text, basis uuid,
               until timestamptz)
language sql stable
begin atomic
    with stated as (
        select f.id, f.kind, f.owner, f.named, f.fields, daterange(d.starts, d.ends) as days
          from fact f
         cross join lateral (select (f.fields ->> 'start')::date as starts,
                                    least((f.fields ->> 'end')::date + 1,
                                          (f.fields ->> 'withdrawn_on')::date) as ends) d
         where f.person_id = person and f.kind in ('consent', 'legal-basis') and f.current and not f.void
           and not f.tentative and coalesce(d.ends > d.starts, true)),
    consent as (select s.id, s.owner as recorder, s.named, s.fields, s.days from stated s where s.kind = 'consent'),
    legal as (select s.id, s.owner, s.named, s.fields, s.days from stated s where s.kind = 'legal-basis'),
    party as (
        select distinct p.plan_id, n.actor
          from fact p
          join fact plan on plan.person_id = p.person_id and plan.id = p.plan_id and plan.kind = 'plan'
                        and plan.current and not plan.void and plan.owner = p.owner
         cross join lateral unnest(p.named) as n (actor)
         where p.person_id = person and p.kind = 'participant' and p.current and not p.void),
    joined as (
        select distinct f.plan_id, f.owner as actor
          from fact f where f.person_id = person and f.plan_id is not null and f.disclosed and f.current and not f.void),
    crisis as (
        select e.id, e.owner as reader, e.plan_id, (e.fields ->> 'on')::date as on_day,
               (e.fields ->> 'until')::timestamptz as until
          from fact e
          join party p on p.plan_id = e.plan_id and p.actor = e.owner
          join joined j on j.plan_id = e.plan_id and j.actor = e.owner
         where e.person_id = person and e.kind = 'emergency-access' and e.current and not e.void),
    mandate as (
        select m.id, m.owner, (m.fields ->> 'proxy')::uuid as proxy, m.fields -> 'powers' as powers,
               daterange(d.starts, d.ends) as days
          from fact m
          join person child on child.person_id = m.person_id
         cross join lateral (
               select greatest((m.fields ->> 'start')::date, (m.fields ->> 'accepted_on')::date) as starts,
                      least((m.fields ->> 'end')::date + 1, (m.fields ->> 'withdrawn_on')::date,
                            case m.fields ->> 'form' when 'guardian'
                                 -- 29 February becomes 1 March, as everywhere.
                                 then (child.birth_date + interval '18 years')::date
                                      + (to_char(child.birth_date, 'MMDD') = '0229')::integer end) as ends) d
         where m.person_id = person and m.kind = 'mandate' and m.current and not m.void
           and coalesce(d.ends > d.starts, false)
           and case m.fields ->> 'form'
                    when 'guardian' then exists (select from joined j where j.actor = m.owner)
                    else m.fields ? 'accepted_on' end)
    select distinct o.owner, p.actor, p.plan_id, k.category, c.days, 'consent', c.id, null::timestamptz
      from consent c
      join party p on p.actor = any (c.named)
     cross join lateral (select unnest(c.named) union select the_person()) as o (owner)
     cross join lateral (select jsonb_array_elements_text(c.fields -> 'categories') union select 'plan') as k (category)
     where o.owner <> p.actor
       and (c.recorder = the_person()
            or exists (select from joined j where j.plan_id = p.plan_id and j.actor = c.recorder)
               and exists (select from joined j where j.plan_id = p.plan_id and j.actor = o.owner))
    union all
    select distinct s.owner, n.reader, null::uuid, '', s.days, 'named', s.id, null::timestamptz
      from stated s cross join lateral unnest(s.named) as n (reader)
    union all
    select distinct l.owner, n.reader, p.plan_id, k.category, l.days, 'legal-basis', l.id, null::timestamptz
      from legal l
     cross join lateral unnest(l.named) as n (reader)
     cross join lateral jsonb_array_elements_text(l.fields -> 'categories') as k (category)
     cross join lateral (select null::uuid union
                         select f.plan_id from fact f
                          where f.person_id = person and f.owner = l.owner and f.current and not f.void) as p (plan_id)
     where n.reader <> l.owner
    union all
    select distinct o.actor, e.reader, e.plan_id, k.category, daterange(e.on_day, e.on_day + 2), 'emergency', e.id, e.until
      from crisis e
      join joined o on o.plan_id = e.plan_id and o.actor <> e.reader
      join (select p.plan_id, p.actor from party p union select p.plan_id, the_person() from party p) w
           on w.plan_id = o.plan_id and w.actor = o.actor
     cross join lateral unnest(categories()) as k (category)
    union all
    select distinct m.owner, m.proxy, null::uuid, k.power, m.days, 'mandate', m.id, null::timestamptz
      from mandate m cross join lateral jsonb_array_elements_text(m.powers) as k (power);
end;

-- Makes the grants those that are due; the readers that lost one.
create function sip.project_grants(person uuid) returns uuid[]
language sql volatile security definer set search_path = sip, pg_temp
begin atomic
    with due as materialized (select * from grants_due(person)),
    gone as (
        delete from access_grant g
         where g.person_id = person and g.kind not in ('own', 'addressee')
           and not exists (
               select from due d
                where (d.owner, d.reader, d.plan_id, d.category, d.days, d.kind, d.basis, d.until)
                      is not distinct from
                      (g.owner, g.reader, g.plan_id, g.category, g.days, g.kind, g.basis, g.until))
        returning g.reader),
    added as (
        insert into access_grant (person_id, owner, reader, plan_id, category, days, kind, basis, until)
        select person, d.owner, d.reader, d.plan_id, d.category, d.days, d.kind, d.basis, d.until from due d
         where not exists (
               select from access_grant g
                where g.person_id = person
                  and (d.owner, d.reader, d.plan_id, d.category, d.days, d.kind, d.basis, d.until)
                      is not distinct from
                      (g.owner, g.reader, g.plan_id, g.category, g.days, g.kind, g.basis, g.until)))
    select coalesce(array_agg(distinct reader), '{}') from gone;
end;

-- As before, but for what else gives grants.
create or replace function sip.project() returns trigger
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
             where was.disclosed and g.person_id = was.person_id and discloses(g.kind) and g.owner = was.owner
               and g.category = was.category and (was.plan_id is null or g.plan_id = was.plan_id)
               and coalesce(g.days @> today(), true));
    end if;

    if new.kind in ('plan', 'participant', 'consent', 'legal-basis', 'emergency-access', 'mandate')
       or coalesce(new.plan_id, was.plan_id) is not null
          and exists (select from fact c where c.person_id = new.person_id and c.current
                                           and (c.kind = 'consent' and c.owner <> the_person()
                                                or c.kind in ('legal-basis', 'emergency-access', 'mandate'))) then
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

-- The mandate by which that person acts for this one today, with the power; none when there is none.
create function sip.mandate_of(proxy uuid, person uuid, power text, on_day date) returns uuid
language sql stable security definer set search_path = sip, pg_temp
return (select g.basis from access_grant g
         where g.person_id = person and g.reader = proxy and g.kind = 'mandate' and g.category = power
           and g.days @> on_day order by g.basis limit 1);

-- The person whom that one acts for by the mandate on the day; '' when there is none. All of it as settings are: texts.
create function sip.acts_for(proxy text, person text, mandate text, on_day text) returns text
language sql stable security definer set search_path = sip, pg_temp
return coalesce((select g.person_id::text from access_grant g
                  where g.person_id = person::uuid and g.reader = proxy::uuid and g.kind = 'mandate'
                    and g.basis = mandate::uuid and g.days @> on_day::date limit 1), '');
grant execute on function sip.mandate_of(uuid, uuid, text, date), sip.acts_for(text, text, text, text) to sip_service;
