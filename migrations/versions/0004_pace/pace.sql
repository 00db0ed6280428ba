-- How fast an actor's worklist fills; an actor without a row sees everything at once. It bears no person.
create table sip.pace (
    actor_id             uuid primary key references sip.actor,
    start_on             date not null,
    cards_per_caseworker integer not null constraint pace_cards check (cards_per_caseworker > 0),
    caseworkers          integer not null constraint pace_caseworkers check (caseworkers > 0)
);
grant select on sip.pace to sip_service, sip_worker, sip_admin;
grant insert, update, delete on sip.pace to sip_admin;

-- The cards that the budget has let into their reader's worklist, each once and for good: decided by the worker
-- from what that reader holds, and from nothing else.
create table sip.admission (
    person_id  uuid not null,
    finding_id uuid not null,
    reader     uuid not null,
    on_day     date not null,
    primary key (person_id, finding_id)
);
create index admission_week on sip.admission (reader, on_day);
create index finding_work_week on sip.finding_work (reader, on_day);

alter table sip.admission enable row level security;
alter table sip.admission force row level security;

grant select on sip.admission to sip_service;
create policy mine on sip.admission for select to sip_service using (reader = sip.me());

grant select, insert on sip.admission to sip_worker;
create policy computes on sip.admission for select to sip_worker using (true);
create policy lets_in on sip.admission for insert to sip_worker with check (true);
