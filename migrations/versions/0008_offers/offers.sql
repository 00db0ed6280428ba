-- The catalogue of activities: no person is in it. A change is a new version, and the greatest one holds.
create table sip.offer (
    id            uuid not null,
    version       integer not null constraint offer_version check (version > 0),
    body          text not null,
    actor         uuid not null references sip.actor,
    title         text not null,
    category      text not null,
    target_groups text[] not null,
    scope         text not null constraint offer_scope check (scope in ('local', 'national')),
    capacity      integer not null,
    start_dates   date[] not null,
    weekly_cost   integer,
    payer         text,
    withdrawn_on  date,
    reason        text,
    client        text not null,
    "user"        text not null,
    at            timestamptz not null default clock_timestamp(),
    primary key (id, version),
    constraint offer_cost check ((weekly_cost is null) = (payer is null)),
    constraint offer_withdrawal check ((withdrawn_on is null) = (reason is null))
);
create index offer_body on sip.offer (body);
create index offer_national on sip.offer (scope) where scope = 'national';

-- How many places there are and how many are taken. No role writes it: the triggers below do, in the transaction that
-- changes the offer or the activity, and whoever would take one place too many is refused here at the latest.
create table sip.offer_place (
    offer_id uuid primary key,
    capacity integer not null,
    taken    integer not null default 0,
    constraint offer_place_left check (taken between 0 and capacity)
);

alter table sip.offer enable row level security;
alter table sip.offer force row level security;
grant select, insert on sip.offer to sip_service;
grant select on sip.offer_place to sip_service;
-- Everybody who has to do with the service reads the catalogue. An actor says what it offers itself, version by version.
create policy catalogue on sip.offer for select to sip_service using (true);
create policy offered on sip.offer for insert to sip_service with check (
    actor = sip.me()
    and (version = 1
         or exists (select from sip.offer o
                     where (o.id, o.actor, o.body) = (offer.id, offer.actor, offer.body)
                       and o.version = offer.version - 1 and o.withdrawn_on is null)));

create function sip.keep_capacity() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into offer_place (offer_id, capacity) values (new.id, new.capacity)
        on conflict (offer_id) do update set capacity = excluded.capacity;
    return null;
end $$;
create trigger keep_capacity after insert on sip.offer for each row execute function sip.keep_capacity();

-- The offer in which an activity takes a place: while it lives, which is until it has an end or an outcome.
create function sip.place_of(void boolean, fields jsonb) returns uuid language sql immutable parallel safe
    return case when not void and not fields ?| '{end,outcome}' then (fields ->> 'offer')::uuid end;

-- What the version that held had, and this one has no longer, is given back; what it has anew is taken.
create function sip.keep_places() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    had uuid;
    has uuid := place_of(new.void, new.fields);
begin
    select place_of(f.void, f.fields) into had from fact f
     where f.person_id = new.person_id and f.id = new.id and not f.current
     order by f.source_version desc, f.revision desc limit 1;
    if had is distinct from has then
        update offer_place set taken = taken - 1 where offer_id = had;
        update offer_place set taken = taken + 1 where offer_id = has;
        if has is not null and not found then
            raise insufficient_privilege using message = 'there is no such offer to take a place in';
        end if;
    end if;
    return null;
end $$;
create trigger keep_places after insert on sip.fact for each row
    when (new.kind = 'activity' and new.current) execute function sip.keep_places();

revoke execute on function sip.keep_capacity(), sip.keep_places(), sip.place_of(boolean, jsonb) from public;
