-- What whoever is only named in an item adds to it: of a referral also why it was not taken, or led to nothing.
create function sip.answers_of(kind text) returns text[] language sql stable parallel safe
    return case kind when 'call' then '{answered,answer}'::text[]
                     when 'referral' then '{answered,answer,refusal,started,closed,failure}'::text[]
                     when 'consent' then '{withdrawn_on}'::text[]
                     when 'person' then '{deceased_on}'::text[]
                     when 'plan' then case when sip.me() is null then '{end}'::text[] else '{}'::text[] end
                     else '{}'::text[] end;
revoke execute on function sip.answers_of(text) from public;

-- As it was, but that the fields of an answer are told by the function above.
create or replace function sip.admit() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    held fact;
    owns boolean := coalesce(new.owner = me(), false)
        or coalesce(new.person_id = myself(), false) and new.owner = the_person()
        or me() is null and myself() is null;  -- a migration or a repair; the service's role is stopped by its policies
    answers text[] := answers_of(new.kind);
begin
    perform lock_sight(new.person_id,
                       new.kind in ('plan', 'participant', 'consent') or new.void or new.plan_id is not null);
    select * into held from fact where person_id = new.person_id and id = new.id and current for update;
    if not found then
        if new.revision > 0 or not (owns or new.kind = 'person') then
            raise insufficient_privilege using message = 'there is no version of this item to amend';
        end if;
    else
        if (new.source, new.owner, new.kind) <> (held.source, held.owner, held.kind) then
            raise insufficient_privilege using message = 'only its source changes an item, and never whose or what it is';
        end if;
        if new.revision > 0 and (new.source_version, new.revision) <> (held.source_version, held.revision + 1) then
            raise serialization_failure using message = 'the item was changed by somebody else meanwhile';
        end if;
        if new.revision > 0
           and (new.category, new.disclosed, new.plan_id, new.named, new.title)
               is distinct from (held.category, held.disclosed, held.plan_id, held.named, held.title) then
            raise insufficient_privilege using message = 'a revision keeps all that decides who sees the item';
        end if;
        if not owns and (new.revision = 0 or held.void or new.void or new.tentative <> held.tentative
                         or new.fields - answers <> held.fields - answers) then
            raise insufficient_privilege using message = 'whoever is only named in an item adds the answer alone';
        end if;
        if not owns and new.kind = 'consent' and (new.fields ->> 'withdrawn_on')::date > today() then
            raise insufficient_privilege using message = 'a withdrawal is of today, or of a day that has been';
        end if;
        if not owns and new.kind = 'plan'
           and (not held.tentative or held.fields ? 'end' or coalesce((new.fields ->> 'end')::date > today(), true)) then
            raise insufficient_privilege using message = 'a draft is refused, once, on today or a day that has been';
        end if;
    end if;
    if new.kind = 'participant' and not exists (
           select from fact p where p.person_id = new.person_id and p.id = new.plan_id and p.kind = 'plan'
                                and p.current and not p.void and p.owner = new.owner)
       or new.kind not in ('plan', 'participant') and new.plan_id is not null and new.owner <> the_person()
          and not exists (select from fact p where p.person_id = new.person_id and p.plan_id = new.plan_id
                             and p.kind = 'participant' and p.current and not p.void and new.owner = any (p.named))
       or new.kind = 'plan' and new.plan_id is distinct from new.id then
        raise insufficient_privilege using message = 'only the parties of a plan add to it';
    end if;

    new.current := held.id is null or (new.source_version, new.revision) > (held.source_version, held.revision);
    if new.current then
        update fact set current = false where person_id = new.person_id and id = new.id and current;
    end if;
    return new;
end $$;

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
