-- From which day the worker removes what is due of what an actor has; an actor without a row is left alone. It bears no
-- person.
create table sip.retention_start (
    actor_id uuid primary key references sip.actor,
    start_on date not null
);
grant select on sip.retention_start to sip_retention, sip_admin;
grant insert, update, delete on sip.retention_start to sip_admin;

-- As before, and the key is to be destroyed: said in the transaction in which the person goes, and done by whoever comes
-- by next with the store of keys.
create or replace function sip.forget_person(who uuid) returns void
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    t text;
begin
    foreach t in array array['access_grant', 'finding', 'finding_work', 'admission', 'escalation', 'watch', 'recheck',
                             'correction', 'person_identity', 'person'] loop
        execute format('delete from %I where person_id = $1', t) using who;
    end loop;
    insert into destroyed_key (person_id, reason) values (who, 'retention') on conflict do nothing;
end $$;
create policy forgotten on sip.destroyed_key for insert to sip_owner with check (true);
