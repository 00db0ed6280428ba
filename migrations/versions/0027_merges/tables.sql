-- Two records of one person are read as one. Nothing of either is moved: each keeps its number, its items, its consents, its
-- grants and its key, and what is written later stands on the record that it was written on. So nobody sees more than before
-- of either; and a merge that is undone leaves nothing behind.

-- What was proposed, decided and undone; the greatest version holds. `person_id` is the record that leads: its day of birth
-- is the person's.
create table sip.merge (
    person_id   uuid not null references sip.person on delete cascade,
    absorbed_id uuid not null references sip.person on delete cascade
        constraint merge_of_another check (absorbed_id <> person_id),
    id          uuid not null,
    version     integer not null constraint merge_version check (version > 0),
    actor_id    uuid not null references sip.actor,
    state       text not null constraint merge_state check (state in ('proposed', 'declined', 'applied', 'undone')),
    evidence    text not null constraint merge_evidence
        check (evidence in ('number-changed', 'number-mistyped', 'two-coordination-numbers', 'confirmed-by-person')),
    reason      text constraint merge_reason
        check (reason in ('different-persons', 'evidence-insufficient', 'merged-by-mistake')),
    undo_until  date constraint merge_undo_until check ((undo_until is not null) = (state = 'applied')),
    on_day      date not null,
    client      text not null,
    "user"      text not null,
    at          timestamptz not null default clock_timestamp(),
    primary key (person_id, id, version),
    constraint merge_reason_given check ((reason is null) = (state in ('proposed', 'applied')))
);
create index merge_absorbed on sip.merge (absorbed_id);

-- Which records are one now, each beside the one that leads; kept by the trigger on merges alone.
create table sip.same_person (
    person_id  uuid primary key references sip.person on delete cascade,
    leading_id uuid not null references sip.person on delete cascade
);
create index same_person_leading on sip.same_person (leading_id);

do $$
declare
    t text;
begin
    foreach t in array array['merge', 'same_person'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
        execute format('create policy projections on sip.%I to sip_owner using (true) with check (true)', t);
    end loop;
    foreach t in array array['legal_hold', 'legal_hold_release'] loop
        execute format('create policy projections on sip.%I for select to sip_owner using (true)', t);
    end loop;
end $$;
grant select on sip.same_person to sip_worker, sip_retention;
create policy computes on sip.same_person for select to sip_worker using (true);
create policy weighed on sip.same_person for select to sip_retention using (true);

-- ── Which records are one ──────────────────────────────────────────────────────────────────────────────

-- The records of the person whose record that is, the leading one first; itself alone as a rule.
create function sip.same(person uuid) returns uuid[]
language plpgsql stable parallel safe security definer set search_path = sip, pg_temp as $$
declare
    head uuid;
begin
    -- One look, since nearly everybody has one record, and every reading asks.
    if not exists (select from same_person s where person in (s.person_id, s.leading_id)) then
        return array[person];
    end if;
    head := coalesce((select s.leading_id from same_person s where s.person_id = person), person);
    return head || array(select s.person_id from same_person s where s.leading_id = head order by 1);
end $$;

-- The records of the person who asks; none for an agency. Whoever acts for the person has the one that the mandate is in.
create function sip.mine() returns uuid[] language plpgsql stable parallel safe as $$
begin
    return case when sip.myself() is null then '{}'
                when sip.said('sip.proxy') is not null then array[sip.myself()]
                else sip.same(sip.myself()) end;
end $$;

-- Under which numbers the findings of whoever asks stand.
create function sip.readers() returns uuid[] language plpgsql stable parallel safe as $$
begin
    return case when sip.me() is null then sip.mine() else array[sip.me()] end;
end $$;

-- The record that is asked about with those that are one with it to whoever asks: an agency has to know each of them, so
-- that nobody learns of a record by another one. The leading one first.
create function sip.records(person uuid) returns uuid[] language plpgsql stable parallel safe as $$
declare
    one constant uuid[] := sip.same(person);
begin
    if cardinality(one) = 1 then
        return one;
    elsif person = any (sip.mine()) then
        return sip.mine();
    elsif not sip.knows(person) then
        return array[person];
    end if;
    return array(select r from unnest(one) with ordinality as o (r, n) where sip.knows(r) order by n);
end $$;
revoke execute on function sip.same(uuid), sip.mine(), sip.readers(), sip.records(uuid) from public;
grant execute on function sip.same(uuid), sip.mine(), sip.readers(), sip.records(uuid) to sip_service;
grant execute on function sip.same(uuid) to sip_retention, sip_keeper;
