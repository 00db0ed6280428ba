-- What was written on the wrong person is moved to the right one, or removed. What is left on the wrong one is a row here:
-- that there was something of a kind, whose it was, who took it away, when and why by a code. Nothing of what it said, and
-- not where it went.
create table sip.correction (
    person_id uuid not null,
    item_id   uuid not null,
    n         bigint generated always as identity,
    owner     uuid not null,
    kind      text not null,
    reason    text not null constraint correction_reason
        check (reason in ('number-mistaken', 'persons-mixed-up', 'document-misfiled')),
    outcome   text not null constraint correction_outcome check (outcome in ('moved', 'removed')),
    on_day    date not null,
    client    text not null,
    "user"    text not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (person_id, item_id, n)
);
alter table sip.correction enable row level security;
alter table sip.correction force row level security;
create policy projections on sip.correction to sip_owner using (true) with check (true);
grant select on sip.correction to sip_service;
-- The person, and whose it was, unless there is no such person for the caller any more.
create policy told on sip.correction for select to sip_service using (
    person_id = sip.myself() or owner = sip.me() and sip.is_person(person_id));

-- Who had read it stands in the log, which the function below asks. It tells them, and not whoever corrects.
create policy projections on sip.audit for select to sip_owner using (true);

-- All of `mistaken`, which are the caller's own on `wrong`, go to `rightful` with every version, or nowhere when that is null.
-- The use case has seen to what stands in the way as far as the caller may know it. What must not happen in any case is
-- refused here: another's items, another source's, a plan that somebody else takes part in or that was agreed on, and
-- anything by which somebody would be let see the rightful person; and an emergency access stands as it was opened.
create function sip.correct(wrong uuid, mistaken uuid[], rightful uuid, why text) returns void
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    subjects constant text[] := mistaken::text[];
    one uuid;
    saw uuid[];
    secret boolean;
begin
    for one in select p from unnest(array[wrong, rightful]) p where p is not null order by p loop
        perform lock_sight(one, true);
    end loop;
    if rightful = wrong or rightful is not null and not is_person(rightful)
       or exists (select from unnest(mistaken) i
                   where not exists (
                         select from fact f
                          where f.person_id = wrong and f.id = i and f.current and f.owner = me()
                            and f.kind not in ('person', 'emergency-access')
                            and f.source in ('sip', said('sip.source'))
                            and (not f.guarded or opens(wrong, f.source))))
       or exists (select from fact f
                   where f.person_id = wrong and f.plan_id = any (mistaken)
                     and (f.kind = 'participant' and f.named <> array[me()]
                          or f.owner = me() and f.id <> all (mistaken)))
       or exists (select from plan_version v where v.person_id = wrong and v.plan_id = any (mistaken))
       or rightful is not null and exists (
              select from fact f
               where f.person_id = wrong and f.id = any (mistaken)
                 and (f.kind in ('consent', 'mandate', 'legal-basis', 'crisis-plan')
                      or f.plan_id is not null and f.plan_id <> all (mistaken)))
       or rightful is not null and exists (
              select from event e
               where e.person_id = wrong and e.item_id = any (mistaken) and e.reader is null
                 and e.actor is distinct from me()) then
        raise insufficient_privilege using message = 'this is not for the caller to correct, or not so';
    end if;

    -- Whoever could see any of it: the policies' own conditions, and the person.
    select array_agg(distinct r.reader) into saw
      from fact f
     cross join lateral (
           select f.owner as reader union select f.person_id union select unnest(f.named)
           union select g.reader from access_grant g
                  where f.disclosed and g.person_id = f.person_id and g.owner = f.owner and g.category = f.category
                    and discloses(g.kind) and (f.plan_id is null or g.plan_id is null or g.plan_id = f.plan_id)) r
     where f.person_id = wrong and f.id = any (mistaken);

    insert into event (person_id, id, actor, client, "user", reader, owner, item_id, type)
    select wrong, gen_random_uuid(), me(), said('sip.client'), said('sip.user'), had.reader, me(), had.id,
           had.kind || '-withdrawn'
      from (select distinct a.actor as reader, f.id, f.kind
              from audit a
             cross join lateral jsonb_array_elements(a.items) i
              join fact f on f.person_id = wrong and f.id = any (mistaken) and f.current and f.id::text = i ->> 'id'
             where a.person_id = wrong and a.outcome = 'read' and a.actor <> me()) had;
    insert into correction (person_id, item_id, owner, kind, reason, outcome, on_day, client, "user")
    select wrong, f.id, f.owner, f.kind, why, case when rightful is null then 'removed' else 'moved' end, today(),
           said('sip.client'), coalesce(said('sip.user'), 'system')
      from fact f where f.person_id = wrong and f.id = any (mistaken) and f.current;

    -- What rests on it goes with it, for whomever it was worked out.
    perform forget_findings(wrong, saw);
    delete from finding_work w using finding g
     where w.person_id = wrong and g.person_id = wrong and w.finding_id = g.id
       and (g.subject = any (subjects) or g.evidence && subjects);
    delete from admission a using finding g
     where a.person_id = wrong and g.person_id = wrong and a.finding_id = g.id
       and (g.subject = any (subjects) or g.evidence && subjects);
    delete from finding g where g.person_id = wrong and (g.subject = any (subjects) or g.evidence && subjects);
    -- What stands on a body's list is lifted from it by the detector, which needs the steps for that; they say nothing.
    delete from escalation e
     where e.person_id = wrong and e.subject = any (subjects)
       and not exists (select from escalation b
                        where (b.person_id, b.reader, b.rule, b.subject) = (e.person_id, e.reader, e.rule, e.subject)
                          and b.case_number is not null);

    if rightful is null then
        update offer_place p set taken = p.taken - gone.places
          from (select place_of(f.void, f.fields) as offer, count(*) as places
                  from fact f where f.person_id = wrong and f.id = any (mistaken) and f.current group by 1) gone
         where p.offer_id = gone.offer;
        delete from answer_link where person_id = wrong and call_id = any (mistaken);
        delete from access_grant g where g.person_id = wrong and g.kind = 'addressee' and g.basis = any (mistaken);
        delete from fact where person_id = wrong and id = any (mistaken);
    else
        select p.protection <> 'none' into secret from person p where p.person_id = rightful;
        update answer_link set person_id = rightful where person_id = wrong and call_id = any (mistaken);
        update access_grant g set person_id = rightful, guarded = secret
         where g.person_id = wrong and g.kind = 'addressee' and g.basis = any (mistaken);
        update fact set person_id = rightful, guarded = secret where person_id = wrong and id = any (mistaken);
        update source_key set person_id = rightful, guarded = secret where person_id = wrong and id = any (mistaken);
        insert into access_grant (person_id, owner, reader, days, kind)
        select rightful, me(), me(), daterange(null, null), 'own'
         where exists (select from fact f where f.person_id = rightful and f.owner = me() and f.current and not f.void)
            on conflict (person_id, reader) where kind = 'own' do nothing;
    end if;
    delete from access_grant g
     where g.person_id = wrong and g.kind = 'own' and g.reader = me()
       and not exists (select from fact f where f.person_id = wrong and f.owner = me() and f.current and not f.void);
    for one in select p from unnest(array[wrong, rightful]) p where p is not null order by p loop
        perform forget_findings(one, project_grants(one));
        insert into dirty (person_id) values (one);
    end loop;
end $$;
revoke execute on function sip.correct(uuid, uuid[], uuid, text) from public;
grant execute on function sip.correct(uuid, uuid[], uuid, text) to sip_service;
