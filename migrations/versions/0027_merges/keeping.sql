-- ── What counts for one record counts for all of the person's ──────────────────────────────────────────

-- As before: what a reader was found by one record may rest on another, and the person reads under the number of each.
create or replace function sip.forget_findings(person uuid, readers uuid[]) returns void
language sql volatile security definer set search_path = sip, pg_temp
begin atomic
    update finding set valid_until = '0001-01-01'
     where person_id = any (same(person))
       and (reader = any (readers) or readers && same(person) and reader = any (same(person)));
end;

-- Whoever closes one closes all, and whoever is named for one is named for all: what an actor says of that it says of each
-- record, and it stays so when they are two again. A statement's comes after what follows from it, which has the lock.
create function sip.state_of_all() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into protection (person_id, actor_id, version, level, reason, on_day, client, "user")
    select r, new.actor_id, coalesce(held.version, 0) + 1, new.level, new.reason, new.on_day, new.client, new."user"
      from unnest(same(new.person_id)) r
      left join lateral (select p.version, p.level from protection p
                          where p.person_id = r and p.actor_id = new.actor_id order by p.version desc limit 1) held on true
     where r <> new.person_id and coalesce(held.level, 'none') <> new.level;
    return null;
end $$;
create function sip.name_for_all() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into named_handler (person_id, id, version, actor_id, "user", first_day, last_day, client, named_by)
    select r, new.id, new.version, new.actor_id, new."user", new.first_day, new.last_day, new.client, new.named_by
      from unnest(same(new.person_id)) r where r <> new.person_id
        on conflict do nothing;
    return null;
end $$;
create policy said_of_all on sip.protection for insert to sip_owner with check (true);
create policy said_of_all on sip.named_handler for insert to sip_owner with check (true);
create trigger state_of_all after insert on sip.protection for each row execute function sip.state_of_all();
create trigger name_for_all after insert on sip.named_handler for each row execute function sip.name_for_all();
revoke execute on function sip.state_of_all(), sip.name_for_all() from public;

-- As before, but that a hold on one record keeps what its actor has in the others.
create or replace function sip.held(person uuid, whose uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select from sip.legal_hold h
                    where h.person_id = any (sip.same(person)) and whose in (h.owner, person)
                      and not exists (select from sip.legal_hold_release r
                                       where r.person_id = h.person_id and r.hold_id = h.id));
end $$;

create or replace function sip.may_go(person uuid, item uuid, whose uuid, sort text) returns boolean language plpgsql stable as $$
begin
    if whose = sip.the_person() then
        return sip.me() is null
           and not exists (select from sip.fact f where f.person_id = any (sip.same(person)) and f.owner <> whose);
    end if;
    return whose = sip.me()
       and not exists (
           select from sip.legal_hold h
            where h.person_id = any (sip.same(person)) and h.owner = whose
              and (h.plan_id is null
                   or exists (select from sip.fact f where f.person_id = person and f.id = item and f.plan_id = h.plan_id))
              and not exists (select from sip.legal_hold_release r where r.person_id = h.person_id and r.hold_id = h.id))
       and (sort not in ('plan', 'participant')
            or not exists (
                select from sip.fact f
                 where f.person_id = person and f.owner not in (whose, sip.the_person())
                   and f.plan_id in (select i.plan_id from sip.fact i where i.person_id = person and i.id = item)));
end $$;
