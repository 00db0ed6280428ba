-- Who acts says no more than its command does, whatever else the transaction is told.

-- What is told to a reader comes from the agencies and the detector; a person tells everybody who sees the item.
alter policy append on sip.event with check (
    actor is not distinct from sip.me() and (sip.me() is not null or person_id = sip.myself() and reader is null));

-- As before, but that a key is of somebody: of any person for an agency, of oneself for a person.
alter policy own_source on sip.source_key
    with check (source = nullif(current_setting('sip.source', true), '') and sip.is_person(person_id));

-- As before, but that whoever comes as somebody does not come by a link too.
create or replace function sip.linked(out person_id uuid, out call_id uuid, out addressee uuid, out until date)
returns setof record language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select l.person_id, l.call_id, (f.fields ->> 'to')::uuid, l.until
      from answer_link l
      join fact f on f.person_id = l.person_id and f.id = l.call_id and f.current and not f.void
     where me() is null and myself() is null
       and l.hash = decode(nullif(current_setting('sip.link', true), ''), 'hex') and not l.used and today() <= l.until
       and f.fields ->> 'cancelled_on' is null and f.fields ->> 'rebooked_on' is null
       and coalesce(f.fields ->> 'answer', 'new-time') = 'new-time';
end;
