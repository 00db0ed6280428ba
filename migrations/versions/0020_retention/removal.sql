-- What is removed when its time has come. The role may remove, for one actor at a time, rows that no hold keeps, and reads
-- no content; all that follows from their going, the triggers do.

grant usage on schema sip to sip_retention;
grant select on sip.actor, sip.legal_hold, sip.legal_hold_release to sip_retention;
grant select (person_id, birth_date) on sip.person to sip_retention;
grant select (person_id) on sip.protection to sip_retention;
grant select (person_id, id, source_version, revision, kind, owner, category, plan_id, current, recorded), delete
    on sip.fact to sip_retention;
grant select (person_id, id, reader, rule, subject, owner, status, opens, closes, changed), delete
    on sip.finding to sip_retention;
grant select (person_id, finding_id, reader), delete on sip.finding_work, sip.admission to sip_retention;
grant insert (request_id, client, "user", actor, person_id, action, outcome, items) on sip.audit to sip_retention;
grant execute on function sip.me(), sip.myself(), sip.today(), sip.the_person(), sip.lock_sight(uuid, boolean),
                          sip.log_clock(xid8) to sip_retention;

-- Whether an open hold keeps what that one has about the person: the actor's own, or the person's own view of it.
create function sip.held(person uuid, whose uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select from sip.legal_hold h
                    where h.person_id = person and whose in (h.owner, person)
                      and not exists (select from sip.legal_hold_release r
                                       where r.person_id = person and r.hold_id = h.id));
end $$;

-- Whether the item may go: it is the caller's own; no open hold keeps it; of the frame of a plan, nobody else has anything
-- in the plan. What is the person's own goes by nobody's name, when no actor has anything about the person any more.
create function sip.may_go(person uuid, item uuid, whose uuid, sort text) returns boolean language plpgsql stable as $$
begin
    if whose = sip.the_person() then
        return sip.me() is null
           and not exists (select from sip.fact f where f.person_id = person and f.owner <> whose);
    end if;
    return whose = sip.me()
       and not exists (
           select from sip.legal_hold h
            where h.person_id = person and h.owner = whose
              and (h.plan_id is null
                   or exists (select from sip.fact f where f.person_id = person and f.id = item and f.plan_id = h.plan_id))
              and not exists (select from sip.legal_hold_release r where r.person_id = person and r.hold_id = h.id))
       and (sort not in ('plan', 'participant')
            or not exists (
                select from sip.fact f
                 where f.person_id = person and f.owner not in (whose, sip.the_person())
                   and f.plan_id in (select i.plan_id from sip.fact i where i.person_id = person and i.id = item)));
end $$;
revoke execute on function sip.held(uuid, uuid), sip.may_go(uuid, uuid, uuid, text) from public;
grant execute on function sip.held(uuid, uuid), sip.may_go(uuid, uuid, uuid, text) to sip_retention;

do $$
declare
    t text;
begin
    foreach t in array array['fact', 'person', 'protection', 'legal_hold', 'legal_hold_release', 'finding', 'finding_work',
                             'admission'] loop
        execute format('create policy weighed on sip.%I for select to sip_retention using (true)', t);
    end loop;
    -- What the triggers below take away with it, as the owner.
    foreach t in array array['watch', 'person_identity', 'plan_version', 'plan_version_item', 'plan_acceptance',
                             'paper_acceptance', 'acceptance_contradiction'] loop
        execute format('create policy removes on sip.%I for delete to sip_owner using (true)', t);
        execute format('create policy removable on sip.%I for select to sip_owner using (true)', t);
    end loop;
end $$;
create policy removes on sip.fact for delete to sip_retention using (sip.may_go(person_id, id, owner, kind));
create policy removes on sip.finding for delete to sip_retention using (
    (status = 'closed' and closes < sip.today() - interval '24 months'
     or status = 'retracted' and changed < sip.today() - interval '24 months')
    and not sip.held(person_id, reader));
create policy removes on sip.finding_work for delete to sip_retention using (not sip.held(person_id, reader));
create policy removes on sip.admission for delete to sip_retention using (not sip.held(person_id, reader));
create policy removed on sip.audit for insert to sip_retention with check (
    action = 'retention-removal' and actor is not distinct from sip.me());

-- As before, but that what has been agreed on goes with the plan: taken away by a trigger, and by nobody's own statement.
create or replace function sip.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and pg_trigger_depth() > 1 then
        return old;
    end if;
    raise insufficient_privilege using message = 'what has been agreed on is never changed; freeze a new version';
end $$;

-- What rests on the rows that are gone goes with them; who sees what is worked out anew, and the detector looks again.
create function sip.follow_removal() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    who uuid;
    lost uuid[];
begin
    delete from source_key k using gone g where (k.person_id, k.id) = (g.person_id, g.id);
    delete from answer_link l using gone g where (l.person_id, l.call_id) = (g.person_id, g.id);
    delete from access_grant a using gone g where a.kind = 'addressee' and (a.person_id, a.basis) = (g.person_id, g.id);
    delete from escalation e using gone g where (e.person_id, e.subject) = (g.person_id, g.id::text);
    delete from plan_version_item i using gone g where (i.person_id, i.item_id) = (g.person_id, g.id);
    delete from acceptance_contradiction a using gone g where (a.person_id, a.plan_id) = (g.person_id, g.id);
    delete from paper_acceptance a using gone g where (a.person_id, a.plan_id) = (g.person_id, g.id);
    delete from plan_acceptance a using gone g where (a.person_id, a.plan_id) = (g.person_id, g.id);
    delete from plan_version_item i using gone g where (i.person_id, i.plan_id) = (g.person_id, g.id);
    delete from plan_version v using gone g where (v.person_id, v.plan_id) = (g.person_id, g.id);
    update offer_place p set taken = p.taken - t.times
      from (select place_of(g.void, g.fields) as offer_id, count(*) as times from gone g
             where g.current and g.kind = 'activity' group by 1) t
     where p.offer_id = t.offer_id;
    with forgotten as (
        delete from finding f
         using (select g.person_id, array_agg(distinct g.id::text) as ids from gone g group by 1) g
         where f.person_id = g.person_id and (f.subject = any (g.ids) or f.evidence && g.ids)
        returning f.person_id, f.id),
    worked as (delete from finding_work w using forgotten f where (w.person_id, w.finding_id) = (f.person_id, f.id))
    delete from admission a using forgotten f where (a.person_id, a.finding_id) = (f.person_id, f.id);

    for who in select distinct g.person_id from gone g order by 1 loop
        perform lock_sight(who, true);
        if exists (select from fact f where f.person_id = who) then
            with gone_too as (
                delete from access_grant a
                 where a.person_id = who and a.kind = 'own'
                   and not exists (select from fact f where f.person_id = who and f.owner = a.reader
                                                        and f.current and not f.void)
                returning a.reader)
            select coalesce(array_agg(reader), '{}') into lost from gone_too;
            perform forget_findings(who, lost || project_grants(who));
        else
            perform forget_person(who);
        end if;
        -- Also for a person who is gone: a detector that has begun with the person then writes nothing.
        insert into dirty (person_id) values (who);
    end loop;
    return null;
end $$;

-- Nothing is left: the identity, the way to it and all that was worked out go too. Events and the log stay, which are ids.
create function sip.forget_person(who uuid) returns void
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    t text;
begin
    foreach t in array array['access_grant', 'finding', 'finding_work', 'admission', 'escalation', 'watch', 'recheck',
                             'correction', 'person_identity', 'person'] loop
        execute format('delete from %I where person_id = $1', t) using who;
    end loop;
end $$;
-- What is taken away as a mistake leaves otherwise: see what comes with corrections.
create trigger follow_removal after delete on sip.fact referencing old table as gone
    for each statement when (current_user = 'sip_retention') execute function sip.follow_removal();
revoke execute on function sip.follow_removal(), sip.forget_person(uuid) from public;

-- ── Findings that have been closed for two years: how many, and of nobody ──────────────────────────────

-- By the quarter in which they closed, the rule, and the county of whoever they were up to; null for a number that rests
-- on fewer than five persons. Made once for a quarter, and never changed.
create table sip.finding_count (
    quarter     text not null constraint finding_count_quarter check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
    rule        text not null,
    county_code text not null,
    findings    integer constraint finding_count_many check (findings >= 5),
    primary key (quarter, rule, county_code)
);
grant select, insert on sip.finding_count to sip_retention;
