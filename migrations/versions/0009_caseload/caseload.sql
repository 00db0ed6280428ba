-- What an actor keeps of its own caseworkers, by the opaque references of its own issuer. No person that a plan is
-- about is in any of it, and no other actor sees it.

-- Whoever has opened a caseload: there is nobody else to hand anything to.
create table sip.colleague (
    actor_id uuid not null references sip.actor,
    "user"   text not null,
    since    date not null,
    primary key (actor_id, "user")
);

-- Who stands in for whom, both days included; the greatest version holds.
create table sip.deputyship (
    actor_id  uuid not null,
    id        uuid not null,
    version   integer not null constraint deputyship_version check (version > 0),
    absent    text not null,
    deputy    text not null constraint deputyship_of_another check (deputy <> absent),
    first_day date not null,
    last_day  date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (actor_id, id, version),
    foreign key (actor_id, absent) references sip.colleague,
    foreign key (actor_id, deputy) references sip.colleague
);

-- An act by which plans went to a colleague, with what there was to say about all of them; which plans, their
-- assignments tell.
create table sip.caseload_transfer (
    actor_id uuid not null,
    id       uuid not null,
    holder   text not null,
    to_user  text not null constraint caseload_transfer_to_another check (to_user <> holder),
    note     text not null,
    on_day   date not null,
    client   text not null,
    "user"   text not null,
    at       timestamptz not null default clock_timestamp(),
    primary key (actor_id, id),
    foreign key (actor_id, holder) references sip.colleague,
    foreign key (actor_id, to_user) references sip.colleague
);

do $$
declare
    t text;
begin
    foreach t in array array['colleague', 'deputyship', 'caseload_transfer'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
        execute format('grant select, insert on sip.%I to sip_service', t);
        execute format('create policy ours on sip.%I for select to sip_service using (actor_id = sip.me())', t);
    end loop;
end $$;
create policy known on sip.colleague for insert to sip_service
    with check (actor_id = sip.me() and since = sip.today());
create policy named on sip.deputyship for insert to sip_service with check (actor_id = sip.me());
create policy done on sip.caseload_transfer for insert to sip_service
    with check (actor_id = sip.me() and on_day = sip.today());

-- An actor's assignments: the lists of its caseworkers, and what went to whom.
create index fact_assignment on sip.fact (owner) where kind = 'assignment';
