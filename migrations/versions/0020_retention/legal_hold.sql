-- An actor's decision that its own items about a person, or those in one plan, are kept although their time has come; and
-- that it is over. Nobody changes or removes either while anything of the person is left.

create table sip.legal_hold (
    person_id uuid not null references sip.person on delete cascade,
    id        uuid not null unique,
    owner     uuid not null,
    plan_id   uuid,
    reason    text not null,
    on_day    date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, id)
);
create table sip.legal_hold_release (
    person_id uuid not null,
    hold_id   uuid not null,
    reason    text not null,
    on_day    date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, hold_id),
    foreign key (person_id, hold_id) references sip.legal_hold on delete cascade
);

do $$
declare
    t text;
begin
    foreach t in array array['legal_hold', 'legal_hold_release'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
        execute format('grant select, insert on sip.%I to sip_service', t);
    end loop;
end $$;

-- One's own, and all of them to the person; of a person that the caller sees at all.
create policy ours on sip.legal_hold for select to sip_service using (
    person_id = sip.myself()
    or owner = sip.me() and exists (select from sip.person p where p.person_id = legal_hold.person_id));
create policy placed on sip.legal_hold for insert to sip_service with check (
    owner = sip.me() and on_day = sip.today()
    and exists (select from sip.fact f where f.person_id = legal_hold.person_id and f.owner = sip.me()
                                         and (legal_hold.plan_id is null or f.plan_id = legal_hold.plan_id)));
create policy ours on sip.legal_hold_release for select to sip_service using (
    exists (select from sip.legal_hold h where h.person_id = legal_hold_release.person_id
                                           and h.id = legal_hold_release.hold_id));
create policy released on sip.legal_hold_release for insert to sip_service with check (
    on_day = sip.today()
    and exists (select from sip.legal_hold h where h.person_id = legal_hold_release.person_id
                                               and h.id = legal_hold_release.hold_id and h.owner = sip.me()));

-- Whoever removes what is due has the persons to itself: a hold comes before, or waits.
create function sip.keep_still() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    perform lock_sight(new.person_id, false);
    return new;
end $$;
create trigger keep_still before insert on sip.legal_hold for each row execute function sip.keep_still();
create trigger keep_still before insert on sip.legal_hold_release for each row execute function sip.keep_still();
revoke execute on function sip.keep_still() from public;
