-- For whom whoever has signed in acts today, by which mandates and with which powers, and how each is sealed who may be
-- read: the one thing that a proxy may ask of everybody at once. Whoever acts for somebody already asks for nobody else.
create function sip.represented() returns table (person_id uuid, mandate uuid, power text, days daterange, details bytea)
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select g.person_id, g.basis, g.category, g.days, case when g.category = 'read' then p.details end
      from access_grant g join person p on p.person_id = g.person_id
     where g.kind = 'mandate' and g.reader = myself() and g.days @> today() and said('sip.proxy') is null;
end;
revoke execute on function sip.represented() from public;
grant execute on function sip.represented() to sip_service;
