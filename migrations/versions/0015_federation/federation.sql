-- How an issuer's claims are read. What was registered before goes on as it was: nothing more is asked of it.

alter table sip.issuer
    add column unit_ids           uuid[]  not null default '{}',
    add column organisation_claim text,
    add column unit_claim         text,
    add column role_names         jsonb   not null default '{}',
    add column assurance_claim    text    not null default 'acr',
    add column assurance          text[]  not null default '{}',
    add column assurance_for      jsonb   not null default '{}',
    add column proof_required     boolean not null default false;

-- ── Proofs of possession that have been used (RFC 9449, section 11.1) ──────────────────────────────────

-- One table for all processes. A mark is a hash: of no person, and of no use to anybody who reads it.
create table sip.proof_seen (
    mark    bytea primary key,
    "until" timestamptz not null
);
create index proof_seen_until on sip.proof_seen ("until");

-- True once for each mark. It runs as the owner, so that no caller can forget a proof for itself. What cannot be
-- used any more is swept away with it, a few rows at a time, so that the table is as large as a minute is busy.
create function sip.spend_proof(the_mark bytea, usable_until timestamptz) returns boolean
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    -- Nobody has been answered yet, and a proof is good for a minute: a crash may forget the last half second.
    perform set_config('synchronous_commit', 'off', true);
    delete from proof_seen where mark in (
        select mark from proof_seen where "until" < now() - interval '1 minute'
         order by "until" limit 8 for update skip locked);
    insert into proof_seen values (the_mark, usable_until) on conflict do nothing;
    return found;
end $$;
grant execute on function sip.spend_proof(bytea, timestamptz) to sip_service;
