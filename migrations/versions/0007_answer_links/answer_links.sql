-- What whoever is only asked or named adds to an item: the answer, and nothing else.
create or replace function sip.answers_of(kind text) returns text[] language sql stable parallel safe
    return case kind when 'call' then '{answered,answer,deputy}'::text[]
                     when 'task' then '{answered,answer,activity}'::text[]
                     when 'referral' then '{answered,answer,refusal,started,closed,failure}'::text[]
                     when 'consent' then '{withdrawn_on}'::text[]
                     when 'person' then '{deceased_on}'::text[]
                     when 'plan' then case when sip.me() is null then '{end}'::text[] else '{}'::text[] end
                     else '{}'::text[] end;

-- One-time links with which a partner without an account answers a call: one per call, a new one replaces it. Only a
-- keyed hash of the token is kept, and no role may read or write the table: the functions below do.
create table sip.answer_link (
    person_id uuid not null,
    call_id   uuid not null,
    hash      bytea not null unique,
    until     date not null,
    used      boolean not null default false,
    primary key (person_id, call_id)
);
alter table sip.answer_link enable row level security;
alter table sip.answer_link force row level security;
create policy projections on sip.answer_link to sip_owner using (true) with check (true);

-- Whoever put the question makes a link for it; `until` is its last day.
create function sip.issue_answer_link(call uuid, token_hash bytea, last_day date) returns void
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into answer_link (person_id, call_id, hash, until)
    select f.person_id, f.id, token_hash, last_day
      from fact f where f.id = call and f.kind = 'call' and f.owner = me() and f.current and not f.void
        on conflict (person_id, call_id) do update set hash = token_hash, until = last_day, used = false;
    if not found then
        raise insufficient_privilege using message = 'only whoever put a question makes a link for it';
    end if;
end $$;

-- The question that the transaction's link leads to; none when the link is unknown, used or expired, or when there is
-- nothing to answer any more: all of these look alike.
create function sip.linked(out person_id uuid, out call_id uuid, out addressee uuid, out until date)
returns setof record language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select l.person_id, l.call_id, (f.fields ->> 'to')::uuid, l.until
      from answer_link l
      join fact f on f.person_id = l.person_id and f.id = l.call_id and f.current and not f.void
     where l.hash = decode(nullif(current_setting('sip.link', true), ''), 'hex') and not l.used and today() <= l.until
       and f.fields ->> 'cancelled_on' is null and f.fields ->> 'rebooked_on' is null
       and coalesce(f.fields ->> 'answer', 'new-time') = 'new-time';
end;

create function sip.linked_call() returns uuid
language sql stable security definer set search_path = sip, pg_temp
return (select call_id from linked());

revoke execute on function sip.issue_answer_link(uuid, bytea, date), sip.linked(),
                           sip.linked_call() from public;
grant execute on function sip.issue_answer_link(uuid, bytea, date), sip.linked(), sip.linked_call() to sip_service;

-- By a link one sees that question, adds an answer to it, and leaves a trace as the addressee. Nothing else is there.
-- A case, so that nobody else's read pays for working out where a link leads, nor for planning how to look for it.
create policy by_link_seen on sip.fact for select to sip_service using (
    case when nullif(current_setting('sip.link', true), '') is not null
         then id = sip.linked_call() and current and not void end);
create policy by_link on sip.fact for insert to sip_service
    with check (revision > 0 and id = sip.linked_call());
create policy by_link on sip.event for insert to sip_service with check (
    sip.me() is null and (person_id, item_id, actor) = (select person_id, call_id, addressee from sip.linked()));
create policy by_link on sip.audit for insert to sip_service with check (
    sip.me() is null and (person_id, actor) = (select person_id, addressee from sip.linked()));

-- As before, but that whoever comes by a link is one who was only asked.
create or replace function sip.admit() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    held fact;
    owns boolean := coalesce(new.owner = me(), false)
        or coalesce(new.person_id = myself(), false) and new.owner = the_person()
        -- A migration or a repair; the service's role is stopped by its policies.
        or me() is null and myself() is null and not exists (select from linked());
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

    -- Whatever somebody adds by a link, it is the one thing: the link is used.
    if me() is null and myself() is null then
        update answer_link l set used = true from linked() k where l.person_id = k.person_id and l.call_id = k.call_id;
    end if;

    new.current := held.id is null or (new.source_version, new.revision) > (held.source_version, held.revision);
    if new.current then
        update fact set current = false where person_id = new.person_id and id = new.id and current;
    end if;
    return new;
end $$;
