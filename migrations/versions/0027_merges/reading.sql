-- ── The person is whoever has any of the person's records ──────────────────────────────────────────────

-- In the same words wherever a policy, or what admits a fact, asks whether the person who asks is the one that a row is of.
do $$
declare
    asks constant text := 'person_id = (myself\(\)|\( SELECT myself\(\) AS myself\))';
    asked constant text := 'person_id = any ((select sip.mine())::uuid[])';
    rule record;
    body regprocedure;
begin
    for rule in
        select p.polname, p.polrelid::regclass as at,
               regexp_replace(pg_get_expr(p.polqual, p.polrelid), asks, asked, 'g') as shown,
               regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), asks, asked, 'g') as written
          from pg_policy p join pg_class c on c.oid = p.polrelid
         where c.relnamespace = 'sip'::regnamespace
           and concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) ~ asks
    loop
        execute format('alter policy %I on %s', rule.polname, rule.at)
             || coalesce(' using (' || rule.shown || ')', '') || coalesce(' with check (' || rule.written || ')', '');
    end loop;
    foreach body in array array['sip.admit()', 'sip.check_granting()']::regprocedure[] loop
        execute regexp_replace(pg_get_functiondef(body), 'new\.person_id = myself\(\)', 'new.person_id = any (mine())', 'g');
    end loop;
end $$;

-- As before, with each of the person's records.
create or replace function sip.is_person(candidate uuid) returns boolean
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select exists (select from person p
                    where p.person_id = candidate
                      and (p.protection = 'none' or opens(candidate) or said('sip.source') is not null))
       and (me() is not null or candidate = any (mine()));
end;

create or replace function sip.frame(item uuid, out person_id uuid, out plan_id uuid, out kind text, out category text)
returns setof record language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select f.person_id, f.plan_id, f.kind, f.category
      from fact f
     where f.id = item and f.current and not f.void and f.kind in ('plan', 'need')
       and (not f.guarded or opens(f.person_id) or said('sip.source') is not null)
       and (f.owner = me() or f.person_id = any (mine())
            or f.disclosed
               and exists (select from fact p where p.person_id = f.person_id and p.plan_id = f.plan_id and p.current
                              and not p.void and p.kind = 'participant' and me() = any (p.named)));
end;

create or replace function sip.opens(person uuid) returns boolean
language plpgsql stable security definer set search_path = sip, pg_temp as $$
begin
    return coalesce(person = any (mine()), false)
        or exists (select from named_handler h
                    where h.person_id = person and h.actor_id = me() and h."user" = said('sip.user')
                      and today() between h.first_day and coalesce(h.last_day, 'infinity')
                      and not exists (select from named_handler n where n.person_id = h.person_id and n.id = h.id
                                                                    and n.version > h.version))
        or said('sip.link') is not null and exists (select from linked() l where l.person_id = person);
end $$;

-- What is found for the person rests on all records, and a mandate is in one of them: whoever acts for the person sees none
-- of it, which would tell of the other.
alter policy mine on sip.finding using (
    reader = any ((select sip.readers())::uuid[])
    and (sip.said('sip.proxy') is null or cardinality(sip.same(person_id)) = 1)
    and status <> 'retracted' and (valid_until is null or sip.today() < valid_until));
