-- As before, but for every kind of grant that opens its owner's items.
create or replace function sip.discloses(kind text) returns boolean language sql immutable parallel safe
    return kind in ('consent', 'legal-basis', 'emergency');

-- As before, but that a grant may end at a moment.
create or replace function sip.sees_by_right(person uuid, item uuid) returns boolean
language plpgsql stable parallel safe as $$
begin
    return exists (
        select from sip.fact f
         where f.person_id = person and f.id = item and f.current and not f.void
           and (f.owner = sip.me()
                or f.disclosed and f.kind <> 'consent' and (
                    select true from sip.access_grant g
                     where g.person_id = f.person_id and g.reader = sip.me() and g.owner = f.owner
                       and g.category = f.category and sip.discloses(g.kind) and g.days @> sip.today()
                       and (g.until is null or sip.moment() < g.until)
                       and (f.plan_id is null or g.plan_id = f.plan_id) limit 1)));
end $$;

do $$
begin
    execute format('alter policy seen on sip.fact using (
        case when owner = (select sip.me()) or person_id = (select sip.myself()) then true
             when void then false
             when kind = ''person'' then current and sip.knows(person_id)
             when kind = ''message'' and not sip.sees_by_right(person_id, (fields ->> ''about'')::uuid) then false
             when kind = ''message'' and owner = %L::uuid and current then true
             when disclosed and kind <> ''consent'' and (
                      select true from sip.access_grant g
                       where g.person_id = fact.person_id and g.reader = (select sip.me()) and g.owner = fact.owner
                         and g.category = fact.category and sip.discloses(g.kind) and g.days @> (select sip.today())
                         and (g.until is null or (select sip.moment()) < g.until)
                         and (fact.plan_id is null or g.plan_id = fact.plan_id) limit 1)
                  or (select sip.me()) = any (named)
             then current or sip.still_seen(person_id, id)
             when nullif(current_setting(''sip.link'', true), '''') is not null
             then id = sip.linked_call() and current end)', sip.the_person());
end $$;

-- The least of the grants that open an item is its basis, before one that ends at a moment: the first in the index.
drop index sip.access_grant_reader;
create index access_grant_reader on sip.access_grant (person_id, reader, owner, category, until nulls first, basis);
