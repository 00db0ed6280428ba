-- A version that somebody accepted on paper: the person, or a participant without an account. A party records who saw it
-- and where the paper is; whose name it is in may say that it is not so. Nobody changes or removes any of it.

create table sip.paper_acceptance (
    person_id      uuid not null,
    plan_id        uuid not null,
    n              integer not null,
    acceptor       uuid not null,
    recorded_by    uuid not null constraint paper_acceptance_of_another check (recorded_by <> acceptor),
    on_day         date not null,
    witness        text not null,
    second_witness text constraint paper_acceptance_witnesses check (second_witness <> witness),
    kept           text not null,
    client         text not null,
    "user"         text not null,
    at             timestamptz not null default clock_timestamp(),
    primary key (person_id, plan_id, n, acceptor),
    foreign key (person_id, plan_id, n) references sip.plan_version
);

create table sip.acceptance_contradiction (
    person_id uuid not null,
    plan_id   uuid not null,
    n         integer not null,
    acceptor  uuid not null,
    on_day    date not null,
    reason    text not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, plan_id, n, acceptor),
    foreign key (person_id, plan_id, n, acceptor) references sip.paper_acceptance
);

do $$
declare
    t text;
begin
    foreach t in array array['paper_acceptance', 'acceptance_contradiction'] loop
        execute format('alter table sip.%I enable row level security', t);
        execute format('alter table sip.%I force row level security', t);
        execute format('grant select, insert on sip.%I to sip_service', t);
        execute format('create trigger frozen before update or delete on sip.%I '
                       'for each row execute function sip.refuse_change()', t);
        execute format('create trigger kept before truncate on sip.%I execute function sip.refuse_change()', t);
    end loop;
end $$;

-- As an acceptance: told where it is told that the acceptor takes part, and whoever recorded it; by a party, of the
-- newest version.
create policy of_a_party on sip.paper_acceptance for select to sip_service using (
    exists (select from sip.plan_version v where v.person_id = paper_acceptance.person_id
                                             and v.plan_id = paper_acceptance.plan_id and v.n = paper_acceptance.n)
    and (acceptor = sip.the_person()
         or exists (select from sip.fact f where f.person_id = paper_acceptance.person_id
                                             and f.plan_id = paper_acceptance.plan_id and f.kind = 'participant'
                                             and f.current and not f.void and paper_acceptance.acceptor = any (f.named)))
    and exists (select from sip.fact f where f.person_id = paper_acceptance.person_id
                                         and f.plan_id = paper_acceptance.plan_id and f.kind = 'participant'
                                         and f.current and not f.void and paper_acceptance.recorded_by = any (f.named)));
create policy seen_signed on sip.paper_acceptance for insert to sip_service with check (
    on_day <= sip.today() and recorded_by = sip.me()
    and exists (select from sip.plan_version v where v.person_id = paper_acceptance.person_id
                                             and v.plan_id = paper_acceptance.plan_id and v.n = paper_acceptance.n
                                             and v.on_day <= paper_acceptance.on_day)
    and not exists (select from sip.plan_version v where v.person_id = paper_acceptance.person_id
                                                 and v.plan_id = paper_acceptance.plan_id and v.n > paper_acceptance.n)
    and exists (select from sip.fact f where f.person_id = paper_acceptance.person_id
                                         and f.plan_id = paper_acceptance.plan_id and f.kind = 'participant'
                                         and f.current and not f.void and sip.me() = any (f.named))
    and (acceptor = sip.the_person()
         or exists (select from sip.fact f where f.person_id = paper_acceptance.person_id
                                             and f.plan_id = paper_acceptance.plan_id and f.kind = 'participant'
                                             and f.current and not f.void and paper_acceptance.acceptor = any (f.named))));

-- Told with what it is said against, and said by nobody but whose name that is in.
create policy of_a_paper on sip.acceptance_contradiction for select to sip_service using (
    exists (select from sip.paper_acceptance p
             where (p.person_id, p.plan_id, p.n, p.acceptor)
                 = (acceptance_contradiction.person_id, acceptance_contradiction.plan_id,
                    acceptance_contradiction.n, acceptance_contradiction.acceptor)));
create policy said on sip.acceptance_contradiction for insert to sip_service with check (
    on_day = sip.today() and acceptor = coalesce(sip.me(), sip.the_person())
    and (sip.me() is not null or person_id = sip.myself())
    and exists (select from sip.paper_acceptance p
                 where (p.person_id, p.plan_id, p.n, p.acceptor)
                     = (acceptance_contradiction.person_id, acceptance_contradiction.plan_id,
                        acceptance_contradiction.n, acceptance_contradiction.acceptor)));
