-- Row-level security, forced on every table that bears a person, and what each role may do at all.
-- The rules are those of app/domain/disclosure.py; a test holds the two against each other.

grant usage on schema sip to sip_service, sip_worker, sip_admin;

grant select on sip.actor, sip.issuer, sip.client to sip_service, sip_worker, sip_admin;
grant select, insert on sip.key_mark to sip_service;
grant insert, update on sip.actor, sip.issuer, sip.client to sip_admin;

do $$
declare
    t text;
begin
    foreach t in array array['person', 'person_identity', 'fact', 'source_key', 'access_grant', 'finding',
                             'dirty', 'watch', 'event', 'audit', 'idempotency'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
    end loop;
    -- The owner acts through the projections only (security definer); nobody logs in as it.
    foreach t in array array['fact', 'person', 'access_grant', 'finding', 'dirty'] loop
        execute format('create policy projections on sip.%I to sip_owner using (true) with check (true)', t);
    end loop;
end $$;

-- ── The service: acts for one actor, or for the person ─────────────────────────────────────────────────

grant select, insert, update (details, version) on sip.person to sip_service;
create policy seen on sip.person for select to sip_service using (
    person_id = sip.myself()
    or (select true from sip.access_grant g where g.person_id = person.person_id and g.reader = sip.me()
                                              and g.days @> sip.today() limit 1));
create policy found on sip.person for insert to sip_service with check (sip.me() is not null);
create policy described on sip.person for update to sip_service using (
    person_id = sip.myself()
    or (select true from sip.access_grant g where g.person_id = person.person_id and g.reader = sip.me()
                                              and g.days @> sip.today() limit 1));

grant select, insert on sip.person_identity to sip_service;
create policy sought on sip.person_identity to sip_service
    using (hash = decode(nullif(current_setting('sip.sought', true), ''), 'hex'))
    with check (hash = decode(nullif(current_setting('sip.sought', true), ''), 'hex'));

grant select, insert on sip.fact to sip_service;
create policy own on sip.fact for select to sip_service using (owner = sip.me());
create policy about_me on sip.fact for select to sip_service using (person_id = sip.myself());
create policy disclosed on sip.fact for select to sip_service using (
    current and not void and (
        sip.me() = any (named)
        or disclosed and kind <> 'consent' and (
            select true from sip.access_grant g
             where g.person_id = fact.person_id and g.reader = sip.me() and g.owner = fact.owner
               and g.category = fact.category and g.kind = 'consent' and g.days @> sip.today()
               and (fact.plan_id is null or g.plan_id = fact.plan_id) limit 1)
        or kind = 'person' and (
            select true from sip.access_grant g where g.person_id = fact.person_id and g.reader = sip.me()
                                                  and g.days @> sip.today() limit 1)));
-- What is appended is judged by sip.admit(), which sees the version before it; this is who may append at all.
create policy append on sip.fact for insert to sip_service with check (
    owner = sip.me()
    or person_id = sip.myself() and (owner = sip.the_person() or revision > 0)
    or sip.me() = any (named) and revision > 0
    or kind = 'person' and owner = sip.the_person() and sip.me() is not null
       and (revision = 0
            or (select true from sip.access_grant g where g.person_id = fact.person_id and g.reader = sip.me()
                                                      and g.days @> sip.today() limit 1)));

grant select, insert on sip.source_key to sip_service;
create policy own_source on sip.source_key to sip_service
    using (source = nullif(current_setting('sip.source', true), ''))
    with check (source = nullif(current_setting('sip.source', true), ''));

grant select on sip.access_grant to sip_service;
create policy concerns_me on sip.access_grant for select to sip_service
    using (reader = sip.me() or owner = sip.me() or person_id = sip.myself());

grant select on sip.finding to sip_service;
create policy mine on sip.finding for select to sip_service
    using (reader = coalesce(sip.me(), sip.myself()) and status <> 'retracted' and (valid_until is null or sip.today() < valid_until));

grant insert on sip.event to sip_service;
create policy append on sip.event for insert to sip_service with check (
    actor is not distinct from sip.me() and (sip.me() is not null or person_id = sip.myself()));

grant select, insert on sip.audit to sip_service;
create policy append on sip.audit for insert to sip_service with check (actor is not distinct from sip.me());
create policy about_me on sip.audit for select to sip_service using (person_id = sip.myself());

grant select, insert on sip.idempotency to sip_service;
create policy own_client on sip.idempotency to sip_service
    using (client = nullif(current_setting('sip.client', true), ''))
    with check (client = nullif(current_setting('sip.client', true), ''));

-- ── The worker: computes for every reader, and writes findings only ────────────────────────────────────

grant select on sip.fact, sip.access_grant to sip_worker;
grant select, insert, update, delete on sip.finding, sip.dirty, sip.watch to sip_worker;
grant insert on sip.event to sip_worker;
do $$
declare
    t text;
begin
    foreach t in array array['fact', 'access_grant'] loop
        execute format('create policy computes on sip.%I for select to sip_worker using (true)', t);
    end loop;
    foreach t in array array['finding', 'dirty', 'watch'] loop
        execute format('create policy keeps on sip.%I to sip_worker using (true) with check (true)', t);
    end loop;
end $$;
create policy found on sip.event for insert to sip_worker with check (reader is not null and actor is null);
