-- What whoever is only named in an item adds to it: of a referral also why it was not taken, or led to nothing.
create or replace function sip.answers_of(kind text) returns text[] language sql stable parallel safe
    return case kind when 'call' then '{answered,answer}'::text[]
                     when 'referral' then '{answered,answer,refusal,started,closed,failure}'::text[]
                     when 'consent' then '{withdrawn_on}'::text[]
                     when 'person' then '{deceased_on}'::text[]
                     when 'plan' then case when sip.me() is null then '{end}'::text[] else '{}'::text[] end
                     else '{}'::text[] end;

-- ── The escalation of silence ──────────────────────────────────────────────────────────────────────────

-- Each step that was taken, once, for whom it was: who is awaited (`owner`), since which day (`opens`), the day on
-- which the step was due and the day on which it was taken. `ended` closes the round of that reader.
create table sip.escalation (
    person_id   uuid not null,
    n           bigint generated always as identity,
    reader      uuid not null,
    rule        text not null,
    subject     text not null,
    step        text not null constraint escalation_step
        check (step in ('reminded', 'manager', 'main-responsible', 'body', 'ended')),
    owner       uuid not null,
    opens       date not null,
    due         date not null,
    taken       date not null,
    case_number uuid,
    body        text,
    at          timestamptz not null default clock_timestamp(),
    primary key (person_id, n),
    constraint escalation_case check ((case_number is null) = (body is null)
                                      and case step when 'body' then body is not null
                                                    when 'ended' then true else body is null end)
);
create index escalation_reader on sip.escalation (reader);
alter table sip.escalation enable row level security;
alter table sip.escalation force row level security;
grant select on sip.escalation to sip_service;
grant select, insert on sip.escalation to sip_worker;
create policy mine on sip.escalation for select to sip_service
    using (reader = sip.me() or person_id = sip.myself());
create policy keeps on sip.escalation to sip_worker using (true) with check (true);

-- What stands on a body's list, and when it was taken off: a case number that means nothing elsewhere, the rule,
-- the actor, and since when. No person, no plan, no item.
create table sip.body_escalation (
    case_number uuid not null,
    state       text not null constraint body_escalation_state check (state in ('listed', 'lifted')),
    body        text not null,
    rule        text not null,
    actor       uuid not null,
    opens       date not null,
    on_day      date not null,
    primary key (case_number, state)
);
create index body_escalation_body on sip.body_escalation (body);
alter table sip.body_escalation enable row level security;
alter table sip.body_escalation force row level security;
grant select on sip.body_escalation to sip_service;
grant insert on sip.body_escalation to sip_worker;
create policy keeps on sip.body_escalation for insert to sip_worker with check (true);
-- Its members of the day read it; of a body that has named none, the actors of its municipalities.
create policy members on sip.body_escalation for select to sip_service using (
    exists (select from sip.coordination_body b
             where b.key = body_escalation.body
               and b.version = (select max(v.version) from sip.coordination_body v where v.key = b.key)
               and case when b.members = '[]'
                        then exists (select from sip.actor a where a.id = sip.me()
                                        and a.municipality_code = any (b.municipalities))
                        else exists (select from jsonb_to_recordset(b.members) as m (actor uuid, start date, "end" date)
                                      where m.actor = sip.me() and m.start <= sip.today()
                                        and coalesce(sip.today() <= m."end", true)) end));

-- Silences that are there already are looked at when nobody waits to whom something has happened.
insert into sip.recheck (person_id) select distinct person_id from sip.access_grant on conflict do nothing;
