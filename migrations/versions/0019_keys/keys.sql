-- ── Which store holds the keys ─────────────────────────────────────────────────────────────────────────

-- Noted by the first process that uses this database, so that another store is noticed before it makes two of
-- everybody. The mark of the master key, which came before it, is looked at once more: when the store is noted.
create table sip.key_store (
    one   boolean primary key default true check (one),
    store uuid not null
);
grant select, insert on sip.key_store to sip_service;

-- ── By which key persons are found ─────────────────────────────────────────────────────────────────────

-- The ids of the keys of the index; one of them is current, and persons are added under no other. A key with rows
-- under it cannot be taken away.
create table sip.index_key (
    id      text primary key,
    current boolean not null
);
create unique index index_key_current on sip.index_key (current) where current;
insert into sip.index_key values ('first', true);
alter table sip.person_identity add column key_id text not null default 'first' references sip.index_key;
alter table sip.person_identity alter column key_id drop default;
create index person_identity_key on sip.person_identity (key_id);
grant usage on schema sip to sip_keeper;
grant select on sip.index_key to sip_service;
grant select, insert, update, delete on sip.index_key to sip_keeper;

-- Holds the current key until the transaction ends: when another has become current, everybody who was added under
-- the one before can be seen. Whoever comes too late begins anew, and then looks under both.
create function sip.under_current_key() returns trigger language plpgsql security definer set search_path = sip, pg_temp
as $$
begin
    if new.key_id is null then
        select id into new.key_id from index_key where current for share;
    else
        perform from index_key where id = new.key_id and current for share;
        if not found then
            raise serialization_failure using message = 'another key finds persons now';
        end if;
    end if;
    return new;
end $$;
revoke execute on function sip.under_current_key() from public;
create trigger under_current_key before insert on sip.person_identity
    for each row execute function sip.under_current_key();

-- While persons are moved from one key to another they are sought by both.
create function sip.sought() returns bytea[] language sql stable parallel safe return
    (select array_agg(decode(one, 'hex'))
       from unnest(string_to_array(nullif(current_setting('sip.sought', true), ''), ',')) as one);
grant execute on function sip.sought() to sip_service;
drop policy sought on sip.person_identity;
create policy sought on sip.person_identity to sip_service
    using (hash = any ((select sip.sought())::bytea[]))
    with check (hash = any ((select sip.sought())::bytea[]));

-- ── Whose key has been destroyed ───────────────────────────────────────────────────────────────────────

-- Written before the key is destroyed in its store. A store that is older than that destroys it again.
create table sip.destroyed_key (
    person_id uuid primary key,
    at        timestamptz not null default clock_timestamp(),
    reason    text not null,
    decision  text
);
alter table sip.destroyed_key enable row level security;
alter table sip.destroyed_key force row level security;
grant select (person_id) on sip.destroyed_key to sip_service;
create policy destroyed_again on sip.destroyed_key for select to sip_service using (true);
grant select, insert on sip.destroyed_key to sip_keeper;
create policy destroys on sip.destroyed_key to sip_keeper using (true) with check (true);

-- ── The keeper of the keys: seals anew what is sealed, and sees nothing in the clear ───────────────────

grant select, update (hash, key_id) on sip.person_identity to sip_keeper;
create policy keeps on sip.person_identity to sip_keeper using (true) with check (true);
grant select (person_id, identity, details), update (identity, details) on sip.person to sip_keeper;
create policy keeps on sip.person to sip_keeper using (true) with check (true);

-- Of facts: what is sealed in them, and how many plans of a person have not ended.
create function sip.sealed_facts(persons uuid[])
    returns table (person_id uuid, id uuid, source_version bigint, revision integer, sealed text)
    language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select f.person_id, f.id, f.source_version, f.revision, f.fields ->> 'contacts' from fact f
     where f.person_id = any (persons) and f.kind = 'crisis-plan' and f.fields ->> 'contacts' is not null;
end;
create function sip.sealed_by_one_key() returns setof uuid
    language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select f.person_id from fact f
     where f.kind = 'crisis-plan' and get_byte(decode(f.fields ->> 'contacts', 'base64'), 0) = 1;
end;
create function sip.plans_of(person uuid, day date) returns table (plans bigint, open bigint)
    language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select count(*), count(*) filter (where ((f.fields ->> 'end')::date <= day) is not true) from fact f
     where f.person_id = person and f.kind = 'plan' and f.current and not f.void;
end;
revoke execute on function sip.sealed_facts(uuid[]), sip.sealed_by_one_key(), sip.plans_of(uuid, date) from public;
grant execute on function sip.sealed_facts(uuid[]), sip.sealed_by_one_key(), sip.plans_of(uuid, date) to sip_keeper;

-- The same contacts under another key: nothing else of a fact is changed.
create function sip.reseal(person uuid, fact uuid, version bigint, numbered integer, before text, after text)
    returns void language sql security definer set search_path = sip, pg_temp
begin atomic
    update fact f set fields = jsonb_set(f.fields, '{contacts}', to_jsonb(after))
     where f.person_id = person and f.id = fact and f.source_version = version and f.revision = numbered
       and f.kind = 'crisis-plan' and f.fields ->> 'contacts' = before;
end;
revoke execute on function sip.reseal(uuid, uuid, bigint, integer, text, text) from public;
grant execute on function sip.reseal(uuid, uuid, bigint, integer, text, text) to sip_keeper;

-- What the keeper does is in the log.
grant insert (request_id, client, "user", actor, on_behalf, person_id, action, outcome, reason, items)
    on sip.audit to sip_keeper;
grant execute on function sip.log_clock(xid8) to sip_keeper;
create policy keeps on sip.audit for insert to sip_keeper
    with check (actor is null and action in ('key-rotation', 'key-destruction'));
