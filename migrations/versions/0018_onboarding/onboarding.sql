-- ── Let in, or stopped ─────────────────────────────────────────────────────────────────────────────────

alter table sip.issuer add column active boolean not null default true;
alter table sip.client
    add column id uuid not null unique generated always as (md5(issuer_id::text || ':' || client_id)::uuid) stored;

-- Raises unless the client (its issuer's url, #, its id there) is registered and neither it nor its issuer is stopped.
-- Every transaction that a caller acts in asks first, in the statement that says who acts: what a process remembers of
-- the registrations lets nobody in. The plan is made once a session; it is the same whoever asks.
create function sip.let_in(reference text) returns void language plpgsql stable parallel safe
set plan_cache_mode = force_generic_plan as $$
begin
    perform from sip.issuer i join sip.client c on c.issuer_id = i.id
      where i.url = split_part(reference, '#', 1) and c.client_id = substr(reference, strpos(reference, '#') + 1)
        and i.active and c.active;
    if not found then
        raise invalid_authorization_specification using message = 'the client is not registered, or is stopped';
    end if;
end $$;
grant execute on function sip.let_in(text) to sip_service, sip_admin;

-- ── What is administered, and by whom ──────────────────────────────────────────────────────────────────

-- Of an actor what administrators alone need: its key in registration files, the actor that it is a unit of, and
-- whether it runs the service. Apart from the actor itself, which is told to everybody.
create table sip.administered (
    actor_id uuid primary key references sip.actor deferrable initially deferred,
    key      text unique,
    part_of  uuid references sip.actor constraint administered_part_of check (part_of <> actor_id),
    operator boolean not null default false
);
grant select, insert, update on sip.administered to sip_admin;

-- Who runs the service is said by command alone, never by whoever calls.
create function sip.operator_by_command() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('sip.client', true), '') <> '' then
        raise insufficient_privilege using message = 'who runs the service is registered by command';
    end if;
    return new;
end $$;
create trigger operator_by_command before insert on sip.administered
    for each row when (new.operator) execute function sip.operator_by_command();
create trigger operator_kept_by_command before update on sip.administered
    for each row when (new.operator is distinct from old.operator) execute function sip.operator_by_command();

-- Every registration as it has stood, version by version, with who made it so (nobody: a command).
create table sip.registration (
    id       uuid not null,
    version  integer not null constraint registration_version check (version > 0),
    kind     text not null constraint registration_kind check (kind in ('actor', 'issuer', 'client')),
    document jsonb not null,
    client   text,
    "user"   text,
    actor    uuid,
    at       timestamptz not null default clock_timestamp(),
    primary key (id, version)
);
grant select on sip.registration to sip_admin;

create function sip.keep_registration() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    what text := case tg_table_name when 'administered' then 'actor' else tg_table_name end;
    which uuid := case tg_table_name when 'administered' then to_jsonb(new) ->> 'actor_id' else to_jsonb(new) ->> 'id' end;
    stands jsonb := to_jsonb(new);
begin
    if what = 'actor' then
        select to_jsonb(a) || coalesce(to_jsonb(m) - 'actor_id', '{}') into stands
          from actor a left join administered m on m.actor_id = a.id where a.id = which;
        if not found then
            return null;  -- the actor comes next, and tells of both
        end if;
    end if;
    insert into registration (id, version, kind, document, client, "user", actor)
    select which, coalesce(max(version), 0) + 1, what, stands, nullif(current_setting('sip.client', true), ''),
           nullif(current_setting('sip.user', true), ''), me()
      from registration r where r.id = which;
    return null;
end $$;
do $$
declare
    t text;
begin
    foreach t in array array['actor', 'issuer', 'client', 'administered'] loop
        execute format('create trigger added after insert on sip.%I
                        for each row execute function sip.keep_registration()', t);
        execute format('create trigger changed after update on sip.%I for each row when (old.* is distinct from new.*)
                        execute function sip.keep_registration()', t);
    end loop;
end $$;
insert into sip.registration (id, version, kind, document)
select id, 1, 'actor', to_jsonb(a) from sip.actor a
 union all select id, 1, 'issuer', to_jsonb(i) from sip.issuer i
 union all select id, 1, 'client', to_jsonb(c) from sip.client c;

-- ── Administrators at work: logged, and seeing nobody ──────────────────────────────────────────────────

-- What an administrator's request did, so that it does it once.
create table sip.administration_request (
    client          text not null,
    key             bytea not null,
    request         bytea not null,
    registration_id uuid not null,
    at              timestamptz not null default clock_timestamp(),
    primary key (client, key)
);
grant select, insert on sip.administration_request to sip_admin;

grant execute on function sip.me() to sip_admin;
grant execute on function sip.log_clock(xid8) to sip_admin;
grant insert (request_id, client, "user", actor, on_behalf, person_id, action, outcome, reason, items)
    on sip.audit to sip_admin;
create policy administration on sip.audit for insert to sip_admin
    with check (person_id is null and actor is not distinct from sip.me());

-- How many persons an actor can reach on the day: a number, and no small one. Null: fewer than five, but some. In
-- steps of five, so that nobody is told by one more or one less. Whoever is protected is in no number.
create function sip.reach(actor uuid, day date) returns bigint
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select case when n = 0 then 0 when n < 5 then null else n / 5 * 5 end
      from (select count(distinct g.person_id) as n from access_grant g
             where g.reader = reach.actor and g.days @> reach.day and not g.guarded) as counted;
end;
grant execute on function sip.reach(uuid, date) to sip_admin;

-- ── An agreement as proposed, and what a worker counted that it would change ───────────────────────────

-- `proposed` is the whole body with the agreement in it, so that what was counted is what is taken into use. `counted`
-- tells of no fewer than five persons.
create table sip.agreement_preview (
    id       uuid primary key,
    body     text not null,
    version  integer not null,
    proposed jsonb not null,
    on_day   date not null,
    actor    uuid not null,
    at       timestamptz not null default clock_timestamp(),
    begun    timestamptz,
    counted  jsonb
);
create index agreement_preview_waiting on sip.agreement_preview (at) where counted is null;
grant select, insert on sip.agreement_preview to sip_admin;
grant select, update (begun, counted) on sip.agreement_preview to sip_worker;
