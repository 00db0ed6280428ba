-- Whoever acts for somebody else is not that person, and so opens no protected one: nobody does but the person and the
-- handlers who are named. By what is said in the grants, so that the mandate holds again once the person is open.

create or replace function sip.mandate_of(proxy uuid, person uuid, power text, on_day date) returns uuid
language sql stable security definer set search_path = sip, pg_temp
return (select g.basis from access_grant g
         where g.person_id = person and g.reader = proxy and g.kind = 'mandate' and g.category = power
           and g.days @> on_day and not g.guarded order by g.basis limit 1);

create or replace function sip.acts_for(proxy text, person text, mandate text, on_day text) returns text
language sql stable security definer set search_path = sip, pg_temp
return coalesce((select g.person_id::text from access_grant g
                  where g.person_id = person::uuid and g.reader = proxy::uuid and g.kind = 'mandate'
                    and g.basis = mandate::uuid and g.days @> on_day::date and not g.guarded limit 1), '');
