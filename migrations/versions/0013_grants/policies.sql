-- As before, but that every grant that opens is read alike: by its day, and by its moment where it has one.
alter policy disclosed on sip.fact using (
    current and not void and (
        sip.me() = any (named)
        or disclosed and kind <> 'consent' and (
            select true from sip.access_grant g
             where g.person_id = fact.person_id and g.reader = sip.me() and g.owner = fact.owner
               and g.category = fact.category and g.opens and g.days @> sip.today()
               and (g.until is null or sip.moment() < g.until)
               and (fact.plan_id is null or g.plan_id = fact.plan_id) limit 1)
        or kind = 'person' and (
            select true from sip.access_grant g where g.person_id = fact.person_id and g.reader = sip.me()
                                                  and g.days @> sip.today() limit 1)));
alter policy earlier on sip.fact using (
    not current and not void and kind <> 'person' and (
        sip.me() = any (named)
        or disclosed and kind <> 'consent' and (
            select true from sip.access_grant g
             where g.person_id = fact.person_id and g.reader = sip.me() and g.owner = fact.owner
               and g.category = fact.category and g.opens and g.days @> sip.today()
               and (g.until is null or sip.moment() < g.until)
               and (fact.plan_id is null or g.plan_id = fact.plan_id) limit 1))
    and sip.still_seen(person_id, id));

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
                       and g.category = f.category and g.opens and g.days @> sip.today()
                       and (g.until is null or sip.moment() < g.until)
                       and (f.plan_id is null or g.plan_id = f.plan_id) limit 1)));
end $$;
