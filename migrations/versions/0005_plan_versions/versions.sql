-- A version of a plan is a number and references to versions of its items, never a copy of what they say: it is shown
-- to each reader by the rights of the day on which it is read. Nobody changes or removes any of it.

create table sip.plan_version (
    person_id uuid not null,
    plan_id   uuid not null,
    n         integer not null constraint plan_version_number check (n > 0),
    id        uuid not null unique,
    owner     uuid not null,
    note      text,
    on_day    date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, plan_id, n)
);
create index plan_version_plan on sip.plan_version (plan_id);

create table sip.plan_version_item (
    person_id      uuid not null,
    plan_id        uuid not null,
    n              integer not null,
    item_id        uuid not null,
    source_version bigint not null,
    revision       integer not null,
    primary key (person_id, plan_id, n, item_id),
    foreign key (person_id, plan_id, n) references sip.plan_version
);

create table sip.plan_acceptance (
    person_id uuid not null,
    plan_id   uuid not null,
    n         integer not null,
    acceptor  uuid not null,
    on_day    date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, plan_id, n, acceptor),
    foreign key (person_id, plan_id, n) references sip.plan_version
);

do $$
declare
    t text;
begin
    foreach t in array array['plan_version', 'plan_version_item', 'plan_acceptance'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
        execute format('create policy projections on sip.%I for select to sip_owner using (true)', t);
    end loop;
end $$;

-- The references are written by the trigger below, as the owner, and by nobody else.
create policy referenced on sip.plan_version_item for insert to sip_owner with check (true);

-- Whoever sees the plan knows its versions; what is in one is known by whoever sees that version of that item.
grant select, insert on sip.plan_version to sip_service;
create policy of_a_plan on sip.plan_version for select to sip_service using (
    exists (select from sip.fact f where f.person_id = plan_version.person_id and f.id = plan_version.plan_id
                                     and f.kind = 'plan' and f.current and not f.void));
create policy agreed on sip.plan_version for insert to sip_service with check (
    on_day = sip.today() and owner = coalesce(sip.me(), sip.the_person())
    and exists (select from sip.fact f where f.person_id = plan_version.person_id and f.id = plan_version.plan_id
                                         and f.kind = 'plan' and f.current and not f.void
                                         and f.owner = plan_version.owner));

grant select on sip.plan_version_item to sip_service;
create policy of_an_item on sip.plan_version_item for select to sip_service using (
    exists (select from sip.fact f where f.person_id = plan_version_item.person_id and f.id = plan_version_item.item_id
                                     and f.source_version = plan_version_item.source_version
                                     and f.revision = plan_version_item.revision));

-- An acceptance is told where it is told that the acceptor takes part.
grant select, insert on sip.plan_acceptance to sip_service;
create policy of_a_party on sip.plan_acceptance for select to sip_service using (
    exists (select from sip.plan_version v where v.person_id = plan_acceptance.person_id
                                             and v.plan_id = plan_acceptance.plan_id and v.n = plan_acceptance.n)
    and (acceptor = sip.the_person()
         or exists (select from sip.fact f where f.person_id = plan_acceptance.person_id
                                             and f.plan_id = plan_acceptance.plan_id and f.kind = 'participant'
                                             and f.current and not f.void and plan_acceptance.acceptor = any (f.named))));
create policy accept on sip.plan_acceptance for insert to sip_service with check (
    on_day <= sip.today() and acceptor = coalesce(sip.me(), sip.the_person())
    and (sip.me() is not null or person_id = sip.myself())
    and exists (select from sip.plan_version v where v.person_id = plan_acceptance.person_id
                                             and v.plan_id = plan_acceptance.plan_id and v.n = plan_acceptance.n
                                             and v.on_day <= plan_acceptance.on_day)
    and not exists (select from sip.plan_version v where v.person_id = plan_acceptance.person_id
                                                 and v.plan_id = plan_acceptance.plan_id and v.n > plan_acceptance.n)
    and (sip.me() is null
         or exists (select from sip.fact f where f.person_id = plan_acceptance.person_id
                                             and f.plan_id = plan_acceptance.plan_id and f.kind = 'participant'
                                             and f.current and not f.void and sip.me() = any (f.named))));

-- Every item of the plan as it stands, also what whoever freezes it does not see.
create function sip.freeze_items() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into plan_version_item (person_id, plan_id, n, item_id, source_version, revision)
    select new.person_id, new.plan_id, new.n, f.id, f.source_version, f.revision
      from fact f
     where f.person_id = new.person_id and f.plan_id = new.plan_id and f.current and not f.void;
    return null;
end $$;
create trigger freeze_items after insert on sip.plan_version for each row execute function sip.freeze_items();

-- Also not by the owner, and not by mistake.
create function sip.refuse_change() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = 'what has been agreed on is never changed; freeze a new version';
end $$;
do $$
declare
    t text;
begin
    foreach t in array array['plan_version', 'plan_version_item', 'plan_acceptance'] loop
        execute format('create trigger frozen before update or delete on sip.%I '
                       'for each row execute function sip.refuse_change()', t);
        execute format('create trigger kept before truncate on sip.%I execute function sip.refuse_change()', t);
    end loop;
end $$;
revoke execute on function sip.freeze_items(), sip.refuse_change() from public;
