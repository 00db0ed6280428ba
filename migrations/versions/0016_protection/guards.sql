-- Behind every read: of a protected person nobody sees a row but the person, a caseworker whom the actor has named, and
-- whoever holds a link to one question. An actor's own system has its own source's facts again, as receipts of what it
-- reports, and nothing else. To everybody else there is no such person.

-- A setting of the transaction that is not there, or left empty by another one, is null.
create function sip.said(setting text) returns text language sql stable parallel safe
    return nullif(current_setting(setting, true), '');

-- Not unfolded into the plans of those who never need it.
create function sip.opens(person uuid) returns boolean
language plpgsql stable security definer set search_path = sip, pg_temp as $$
begin
    return coalesce(person = myself(), false)
        or exists (select from named_handler h
                    where h.person_id = person and h.actor_id = me() and h."user" = said('sip.user')
                      and today() between h.first_day and coalesce(h.last_day, 'infinity')
                      and not exists (select from named_handler n where n.person_id = h.person_id and n.id = h.id
                                                                    and n.version > h.version))
        or said('sip.link') is not null and exists (select from linked() l where l.person_id = person);
end $$;

-- The same for a fact of that source. One call, since every reading pays for planning what a policy says.
create function sip.opens(person uuid, source text) returns boolean
language plpgsql stable security definer set search_path = sip, pg_temp as $$
begin
    return coalesce(source = said('sip.source'), false) or opens(person);
end $$;

-- The protected persons of whom the caller's actor has something and whom nobody there may open: numbers, no more.
create function sip.unhandled() returns setof uuid
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select distinct g.person_id
      from access_grant g
     where g.reader = me() and g.guarded and g.days @> today() and said('sip.leads') is not null
       and not exists (
           select from named_handler h
            where h.person_id = g.person_id and h.actor_id = me()
              and today() between h.first_day and coalesce(h.last_day, 'infinity')
              and not exists (select from named_handler n where n.person_id = h.person_id and n.id = h.id
                                                            and n.version > h.version));
end;
revoke execute on function sip.said(text), sip.opens(uuid), sip.opens(uuid, text), sip.unhandled() from public;
grant execute on function sip.said(text), sip.opens(uuid), sip.opens(uuid, text), sip.unhandled() to sip_service;

do $$
declare
    t text;
begin
    foreach t in array array['access_grant', 'finding', 'finding_work', 'admission', 'escalation', 'event'] loop
        execute format('create policy guarded on sip.%I as restrictive for select to sip_service '
                       'using (not guarded or sip.opens(person_id))', t);
    end loop;
    foreach t in array array['fact', 'source_key'] loop
        execute format('create policy guarded on sip.%I as restrictive for select to sip_service '
                       'using (not guarded or sip.opens(person_id, source))', t);
        execute format('create policy guarded_append on sip.%I as restrictive for insert to sip_service '
                       'with check (not guarded or sip.opens(person_id) or sip.said(''sip.source'') is not null)', t);
    end loop;
end $$;
create policy guarded on sip.person as restrictive to sip_service
    using (protection = 'none' or sip.opens(person_id));

-- What an actor states is known by whoever there may open the person, and by the person; it states it by a caseworker,
-- of a person of whom it has something of its own.
create policy ours on sip.protection for select to sip_service using (
    person_id = sip.myself()
    or actor_id = sip.me() and exists (select from sip.person p where p.person_id = protection.person_id));
create policy stated on sip.protection for insert to sip_service with check (
    actor_id = sip.me() and on_day = sip.today() and "user" = sip.said('sip.user')
    and exists (select from sip.access_grant g
                 where g.person_id = protection.person_id and g.reader = sip.me() and g.kind = 'own'));

-- Whoever leads an actor's caseworkers names handlers without seeing whom it is about; whoever is about to protect a
-- person names itself, once it is protected nobody does.
create policy ours on sip.named_handler for select to sip_service using (
    person_id = sip.myself()
    or actor_id = sip.me() and (sip.said('sip.leads') is not null
                                or exists (select from sip.person p where p.person_id = named_handler.person_id)));
create policy named on sip.named_handler for insert to sip_service with check (
    actor_id = sip.me()
    and (sip.said('sip.leads') is not null
         or "user" = sip.said('sip.user') and exists (
            select from sip.person p where p.person_id = named_handler.person_id and p.protection = 'none')));

-- ── The flag of the rows, and the level that counts ────────────────────────────────────────────────────

-- A change of the level waits for everybody who writes about the person, and they for it: `admit` and the detector have
-- the lock already; a work on a card takes it here.
create function sip.guard() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    if tg_table_name = 'finding_work' then
        perform lock_sight(new.person_id, false);
    end if;
    new.guarded := exists (select from person p where p.person_id = new.person_id and p.protection <> 'none');
    -- The key of a new item was written before the lock was had.
    if new.guarded and tg_table_name = 'fact' then
        update source_key k set guarded = true where k.person_id = new.person_id and k.id = new.id and not k.guarded;
    end if;
    return new;
end $$;

create function sip.project_protection() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    levels constant text[] := '{none,marked,protected-registration,new-identity}';
    counts text;
    held text;
    t text;
begin
    perform lock_sight(new.person_id, true);
    select levels[max(array_position(levels, s.level))] into counts
      from (select distinct on (p.actor_id) p.level from protection p
             where p.person_id = new.person_id order by p.actor_id, p.version desc) s;
    select p.protection into held from person p where p.person_id = new.person_id for update;
    if counts <> held then
        update person p set protection = counts, version = p.version + 1 where p.person_id = new.person_id;
    end if;
    if (counts = 'none') <> (held = 'none') then
        foreach t in array array['fact', 'source_key', 'access_grant', 'finding', 'finding_work', 'admission',
                                 'escalation', 'event'] loop
            execute format('update %I set guarded = $1 where person_id = $2', t) using counts <> 'none', new.person_id;
        end loop;
        insert into dirty (person_id) values (new.person_id);
    end if;
    return null;
end $$;

do $$
declare
    t text;
begin
    foreach t in array array['fact', 'source_key', 'access_grant', 'finding', 'finding_work', 'admission',
                             'escalation', 'event'] loop
        execute format('create trigger guard before insert on sip.%I for each row execute function sip.guard()', t);
    end loop;
end $$;
create trigger project after insert on sip.protection for each row execute function sip.project_protection();
revoke execute on function sip.guard(), sip.project_protection() from public;

-- ── What answered past the policies ────────────────────────────────────────────────────────────────────

-- Whether somebody else's person is there at all: as before, but that a protected one is there for an actor's own system,
-- which goes on reporting, and for whoever may open it.
create or replace function sip.is_person(candidate uuid) returns boolean
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select exists (select from person p
                    where p.person_id = candidate
                      and (p.protection = 'none' or opens(candidate) or said('sip.source') is not null))
       and (me() is not null or candidate = myself());
end;

-- As before, with the same exception.
create or replace function sip.frame(item uuid, out person_id uuid, out plan_id uuid, out kind text, out category text)
returns setof record language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select f.person_id, f.plan_id, f.kind, f.category
      from fact f
     where f.id = item and f.current and not f.void and f.kind in ('plan', 'need')
       and (not f.guarded or opens(f.person_id) or said('sip.source') is not null)
       and (f.owner = me() or f.person_id = myself()
            or f.disclosed
               and exists (select from fact p where p.person_id = f.person_id and p.plan_id = f.plan_id and p.current
                              and not p.void and p.kind = 'participant' and me() = any (p.named)));
end;
