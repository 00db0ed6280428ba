-- What each actor states of a person's protection, and why; the greatest version of each holds, and the highest of these
-- levels counts for everybody: nobody lifts what another has closed.
create table sip.protection (
    person_id uuid not null references sip.person on delete cascade,
    actor_id  uuid not null references sip.actor,
    version   integer not null constraint protection_version check (version > 0),
    level     text not null constraint protection_level
        check (level in ('none', 'marked', 'protected-registration', 'new-identity')),
    reason    text not null,
    on_day    date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, actor_id, version)
);

-- Which caseworkers of an actor may open the person while it is protected, both days included, no last day: until further
-- notice; the greatest version holds. One can be named for anybody: that somebody is named says nothing of the person.
create table sip.named_handler (
    person_id uuid not null constraint named_handler_person references sip.person on delete cascade,
    id        uuid not null,
    version   integer not null constraint named_handler_version check (version > 0),
    actor_id  uuid not null,
    "user"    text not null,
    first_day date not null,
    last_day  date,
    client    text not null,
    named_by  text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, id, version),
    foreign key (actor_id, "user") references sip.colleague
);

-- Whether the row is of a protected person travels with the row, so that nobody else's read looks anything up. It is
-- kept by the projections below, and like `current` it is no part of what a version says.
do $$
declare
    t text;
begin
    foreach t in array array['fact', 'source_key', 'access_grant', 'finding', 'finding_work', 'admission',
                             'escalation', 'event'] loop
        execute format('alter table sip.%I add column guarded boolean not null default false', t);
    end loop;
    foreach t in array array['source_key', 'finding_work', 'admission', 'escalation', 'event'] loop
        execute format('create policy projections on sip.%I to sip_owner using (true) with check (true)', t);
    end loop;
    foreach t in array array['protection', 'named_handler'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
        execute format('grant select, insert on sip.%I to sip_service', t);
        execute format('create policy projections on sip.%I for select to sip_owner using (true)', t);
    end loop;
end $$;
create index access_grant_guarded on sip.access_grant (reader) where guarded;

-- Whoever has ever been protected is in no statistics.
grant select (person_id) on sip.protection to sip_worker;
create policy counts on sip.protection for select to sip_worker using (true);
