-- What a reader's caseworkers have done with a finding: one row per act, never changed; the greatest version holds.
-- `rule` stays with the act, so that it counts for or against the rule when the finding is gone.

create table sip.finding_work (
    person_id  uuid not null,
    finding_id uuid not null,
    version    integer not null constraint finding_work_version check (version > 0),
    reader     uuid not null,
    rule       text not null,
    state      text not null
        constraint finding_work_state check (state in ('acknowledged', 'snoozed', 'resolved', 'dismissed')),
    code       text,
    reason     text,
    until      date,
    routed_to  uuid,
    on_day     date not null,
    client     text not null,
    "user"     text not null,
    at         timestamptz not null default clock_timestamp(),
    primary key (person_id, finding_id, version),
    constraint finding_work_whole check ((state = 'snoozed') = (until is not null)
                                         and (state = 'resolved') = (code is not null)
                                         and (state not in ('snoozed', 'dismissed') or reason is not null)
                                         and coalesce(until > on_day, true))
);
create index finding_work_outcomes on sip.finding_work (reader, rule, code) where code is not null;

alter table sip.finding_work enable row level security;
alter table sip.finding_work force row level security;

-- The reader's own acts, on findings that it sees (the finding's own policy is asked); the person works no cards.
grant select, insert on sip.finding_work to sip_service;
create policy mine on sip.finding_work for select to sip_service using (reader = sip.me());
create policy append on sip.finding_work for insert to sip_service with check (
    reader = sip.me() and on_day = sip.today()
    and exists (select from sip.finding f
                 where f.person_id = finding_work.person_id and f.id = finding_work.finding_id
                   and f.rule = finding_work.rule and f.status in ('open', 'critical')));

-- The detector reads until when a finding sleeps, to look again that day.
grant select on sip.finding_work to sip_worker;
create policy computes on sip.finding_work for select to sip_worker using (true);

-- The end of the snooze that the detector has told of: each is told once, however late it looks.
alter table sip.finding add column returned date;

-- The detector must know of a snooze, to look again when it ends.
create function sip.tell_detector() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into dirty (person_id) values (new.person_id);
    return null;
end $$;

create trigger tell_detector after insert on sip.finding_work
    for each row when (new.state = 'snoozed') execute function sip.tell_detector();
