-- Tables of the skeleton. Days are civil days in Europe/Stockholm; timestamps are UTC and for audit only.

-- A function of a later revision, too, is run by nobody until it is granted.
alter default privileges revoke execute on functions from public;

-- ── Who takes part (no person in these) ────────────────────────────────────────────────────────────────

create table sip.actor (
    id                  uuid primary key,
    name                text not null,
    function            text not null,
    level               text not null,
    organisation_number text,
    hsa_id              text,
    municipality_code   text,
    county_code         text
);

create table sip.issuer (
    id             uuid primary key,
    url            text not null unique,
    kind           text not null constraint issuer_kind check (kind in ('system', 'workforce', 'person')),
    audience       text not null,
    algorithms     text[] not null,
    jwks_uri       text not null,
    actor_id       uuid references sip.actor,
    role_claim     text not null default 'roles',
    identity_claim text not null default 'https://id.oidc.se/claim/personalIdentityNumber'
);

create table sip.client (
    issuer_id uuid not null references sip.issuer,
    client_id text not null,
    actor_id  uuid references sip.actor,
    source    text unique,
    scopes    text[] not null,
    active    boolean not null default true,
    primary key (issuer_id, client_id)
);

-- ── Persons ────────────────────────────────────────────────────────────────────────────────────────────

create table sip.person (
    person_id         uuid primary key,
    birth_date        date not null,
    identity          bytea not null,
    details           bytea,
    municipality_code text,
    protection        text not null default 'none'
        constraint person_protection check (protection in ('none', 'marked', 'protected-registration', 'new-identity')),
    version           integer not null default 1
);

-- A fingerprint of the master key in use, so that another key is noticed before it makes two of everybody.
create table sip.key_mark (
    one  boolean primary key default true check (one),
    mark bytea not null
);

-- The keyed hash of an identity number: the only way from a number to a person, and one way only. So the hash is
-- its key: whoever asks has no person yet.
create table sip.person_identity (
    hash      bytea primary key,
    person_id uuid not null unique
);

-- ── The one timeline ───────────────────────────────────────────────────────────────────────────────────

-- Append-only versions. `current` is kept by a trigger and is the only thing about a row that ever changes.
create table sip.fact (
    person_id      uuid not null,
    id             uuid not null,
    source_version bigint not null,
    revision       integer not null default 0,
    source         text not null,
    kind           text not null,
    owner          uuid not null,
    category       text not null,
    disclosed      boolean not null,
    plan_id        uuid,
    title          text,
    fields         jsonb not null,
    named          uuid[] not null default '{}',
    tentative      boolean not null default false,
    void           boolean not null default false,
    reason         text,
    current        boolean not null default true,
    recorded       timestamptz not null default clock_timestamp(),
    primary key (person_id, id, source_version, revision)
);
create unique index fact_current on sip.fact (person_id, id) where current;
create index fact_item on sip.fact (id) where current;
create index fact_plan on sip.fact (plan_id) where current and plan_id is not null;

create table sip.source_key (
    person_id uuid not null,
    id        uuid not null,
    source    text not null,
    key       text not null,
    primary key (person_id, id),
    unique (source, key)
);

-- ── Who may see it ─────────────────────────────────────────────────────────────────────────────────────

-- Projected from the facts by a trigger; never written by hand.
--   own        reader owns something about the person
--   addressee  a call or referral was addressed to the reader      (basis: the call or referral)
--   named      a consent in force names the reader                  (basis: the consent)
--   consent    owner's items of `category` in `plan_id` to reader   (basis: the consent)
create table sip.access_grant (
    person_id uuid not null,
    id        uuid not null default gen_random_uuid(),
    owner     uuid not null,
    reader    uuid not null,
    plan_id   uuid,
    category  text not null default '',
    days      daterange not null,
    kind      text not null constraint access_grant_kind check (kind in ('own', 'addressee', 'named', 'consent')),
    basis     uuid,
    primary key (person_id, id)
);
create index access_grant_reader on sip.access_grant (person_id, reader, owner, category);
create index access_grant_caseload on sip.access_grant (reader);
create unique index access_grant_own on sip.access_grant (person_id, reader) where kind = 'own';

-- ── What was found ─────────────────────────────────────────────────────────────────────────────────────

create table sip.finding (
    person_id    uuid not null,
    id           uuid not null,
    reader       uuid not null,
    rule         text not null,
    subject      text not null,
    owner        uuid not null,
    status       text not null
        constraint finding_status check (status in ('upcoming', 'open', 'critical', 'closed', 'retracted')),
    opens        date not null,
    critical     date,
    closes       date,
    spans        jsonb not null,
    inhibited_by text[] not null default '{}',
    unconfirmed  boolean not null default false,
    evidence     text[] not null default '{}',
    valid_until  date,
    version      integer not null default 1,
    changed      timestamptz not null default clock_timestamp(),
    primary key (person_id, id)
);
create index finding_worklist on sip.finding (reader, status, opens);
create index finding_view on sip.finding (person_id, reader);

create table sip.dirty (
    person_id uuid not null,
    n         bigint generated always as identity,
    since     timestamptz not null default clock_timestamp(),
    primary key (person_id, n)
);
create index dirty_order on sip.dirty (n);

create table sip.watch (
    person_id uuid primary key,
    wake_on   date not null
);
create index watch_due on sip.watch (wake_on);

-- ── What happened, and who read it ─────────────────────────────────────────────────────────────────────

create table sip.event (
    person_id uuid not null,
    id        uuid not null,
    at        timestamptz not null default clock_timestamp(),
    actor     uuid,
    client    text,
    "user"    text,
    item_id   uuid,
    owner     uuid,
    reader    uuid,
    category  text,
    type      text not null,
    changed   text[] not null default '{}',
    primary key (person_id, id)
);

-- Keyed by its order and not by person: the log is one sequence, and some of its rows are about nobody.
create table sip.audit (
    n          bigint generated always as identity primary key,
    at         timestamptz not null default clock_timestamp(),
    request_id text not null,
    client     text,
    "user"     text,
    actor      uuid,
    person_id  uuid,
    action     text not null,
    outcome    text not null constraint audit_outcome check (outcome in ('done', 'read', 'refused')),
    reason     text,
    items      jsonb not null default '[]'
);
create index audit_person on sip.audit (person_id, n);

create table sip.idempotency (
    client       text not null,
    key          bytea not null,
    request      bytea not null,
    status       integer not null,
    location     text,
    at           timestamptz not null default clock_timestamp(),
    primary key (client, key)
);
