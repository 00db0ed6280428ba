-- Which version of the item the event made: who did it stands in the event, what it made in the version.
alter table sip.event add column version text;

-- Whether the caller sees the item as it stands now: its policies are asked, and those of no earlier version.
create function sip.still_seen(person uuid, item uuid) returns boolean language plpgsql stable parallel safe as $$
begin
    return exists (select from sip.fact f where f.person_id = person and f.id = item and f.current and not f.void);
end $$;
revoke execute on function sip.still_seen(uuid, uuid) from public;
grant execute on function sip.still_seen(uuid, uuid) to sip_service;

-- Earlier versions, by the rights of today alone: whoever sees the item as it stands now sees those of its earlier
-- versions that it would see if they stood now. What was kept to oneself then stays so.
create policy earlier on sip.fact for select to sip_service using (
    not current and not void and kind <> 'person' and (
        sip.me() = any (named)
        or disclosed and kind <> 'consent' and (
            select true from sip.access_grant g
             where g.person_id = fact.person_id and g.reader = sip.me() and g.owner = fact.owner
               and g.category = fact.category and g.kind = 'consent' and g.days @> sip.today()
               and (fact.plan_id is null or g.plan_id = fact.plan_id) limit 1))
    and sip.still_seen(person_id, id));

-- What happened to an item is told to whoever sees the version that it made.
grant select on sip.event to sip_service;
create policy history on sip.event for select to sip_service using (
    reader is null and version is not null
    and exists (select from sip.fact f
                 where f.person_id = event.person_id and f.id = event.item_id
                   and f.source_version || '.' || f.revision = event.version));
