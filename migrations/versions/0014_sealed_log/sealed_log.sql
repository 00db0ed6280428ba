-- ── Where in the log a row stands ──────────────────────────────────────────────────────────────────────

-- Rows get their number before they are committed, and in any order. Their transaction's number tells which of them
-- are final: when every transaction before one has ended, no row can come in before it any more. A database that is
-- taken to another server goes on counting from where it was: see docs/how-to/audit.md.
create function sip.log_clock(transaction xid8) returns bigint language sql immutable parallel safe
    return transaction::text::bigint;
grant execute on function sip.log_clock(xid8) to sip_service, sip_sealer;

alter table sip.audit add column on_behalf uuid;
alter table sip.audit add column written bigint not null default sip.log_clock(pg_current_xact_id());
create index audit_order on sip.audit (written, n);
-- For a day's rows; a row costs it next to nothing.
create index audit_days on sip.audit using brin (at) with (pages_per_range = 32, autosummarize = on);

-- What the database fills in is not for the service to say.
revoke insert on sip.audit from sip_service;
grant insert (request_id, client, "user", actor, on_behalf, person_id, action, outcome, reason, items)
    on sip.audit to sip_service;

-- ── Blocks, each sealed over its rows and the block before ─────────────────────────────────────────────

-- `written` and `n` are those of its last row; `numbers` the exact n of its rows, as 1-4,6-11: what was rolled back
-- leaves gaps, and what is taken away later is told from them.
create table sip.audit_block (
    block   bigint primary key,
    key_id  text not null,
    written bigint not null,
    n       bigint not null,
    count   integer not null constraint audit_block_count check (count > 0),
    numbers text not null,
    digest  bytea not null,
    seal    bytea not null,
    at      timestamptz not null default clock_timestamp()
);
grant usage on schema sip to sip_sealer;
grant select on sip.audit, sip.audit_block to sip_sealer;
grant insert on sip.audit_block to sip_sealer;
create policy seals on sip.audit for select to sip_sealer using (true);

-- ── Appended to and nothing else, by whomever ──────────────────────────────────────────────────────────

create function sip.only_append() returns trigger language plpgsql set search_path = sip, pg_temp as $$
begin
    raise insufficient_privilege using message = 'the log is only ever appended to';
end $$;
create trigger only_append before update or delete or truncate on sip.audit
    for each statement execute function sip.only_append();
create trigger only_append before update or delete or truncate on sip.audit_block
    for each statement execute function sip.only_append();
revoke update, delete, truncate on sip.audit, sip.audit_block from sip_owner;

-- ── The auditor: the own actor's rows, and nothing else of anybody ─────────────────────────────────────

create policy audits on sip.audit for select to sip_service
    using (actor = sip.me() and current_setting('sip.audits', true) = 'yes');
