-- Coordination bodies with all their local agreements; a change is a new version, and the greatest one holds.
-- `id` is of the version, so that what was found by an older one can be told by it.
create table sip.coordination_body (
    key            text not null,
    version        integer not null constraint coordination_body_version check (version > 0),
    id             uuid not null unique,
    name           text not null,
    municipalities text[] not null,
    members        jsonb not null default '[]',
    agreements     jsonb not null,
    at             timestamptz not null default clock_timestamp(),
    primary key (key, version)
);
grant select on sip.coordination_body to sip_service, sip_worker, sip_admin;
grant insert on sip.coordination_body to sip_admin;

-- The rules as the workers have them: when they are others than last, everybody is looked at again.
create table sip.rules_in_use (
    one     boolean primary key default true check (one),
    edition text not null
);
grant select, insert, update on sip.rules_in_use to sip_worker;

-- Whom changed terms or rules concern: looked at when nobody waits to whom something has happened.
create table sip.recheck (
    person_id uuid primary key
);
alter table sip.recheck enable row level security;
alter table sip.recheck force row level security;
grant select, insert, update, delete on sip.recheck to sip_worker;
create policy keeps on sip.recheck to sip_worker using (true) with check (true);
create policy projections on sip.recheck to sip_owner using (true) with check (true);

-- Whoever changes an agreement sees no person: it is found out here whom it concerns. Those are the persons of whom
-- an actor in one of the body's municipalities has told something, in its old municipalities as in its new.
create function sip.recheck_those_concerned() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into recheck (person_id)
    select distinct g.person_id
      from access_grant g join actor a on a.id = g.reader
     where g.kind = 'own'
       and a.municipality_code = any (new.municipalities || coalesce(
               (select b.municipalities from coordination_body b
                 where b.key = new.key and b.version = new.version - 1), '{}'))
        on conflict do nothing;
    return null;
end $$;
create trigger recheck_those_concerned after insert on sip.coordination_body
    for each row execute function sip.recheck_those_concerned();
revoke execute on function sip.recheck_those_concerned() from public;

-- Why a finding last changed, and by which rules and which body's agreements it was worked out. What follows from
-- changed rules or terms alone is told to nobody: it is there when somebody looks.
alter table sip.finding
    add column origin text not null default 'facts'
        constraint finding_origin check (origin in ('facts', 'rule-change')),
    add column edition text,
    add column body uuid;

-- While a gap is only foreseen: until when what prevents it does so, by the thresholds that count for it.
alter table sip.finding
    add column prevented_until date;
alter table sip.event
    add column origin text not null default 'facts'
        constraint event_origin check (origin in ('facts', 'rule-change'));
