-- ── What may be made one, by whom, and undone ──────────────────────────────────────────────────────────

-- Whether the caller may make these two one: it knows both; neither was ever protected, or is held by anybody; and neither
-- is one with another already, but that the first may lead others. One answer for all of these. Until the transaction ends
-- nobody changes any of it.
create function sip.may_be_one(head uuid, absorbed uuid) returns boolean
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    pair constant uuid[] := array[head, absorbed];
    one uuid;
begin
    for one in select p from unnest(pair) p order by p loop
        perform lock_sight(one, true);
    end loop;
    return knows(head) and knows(absorbed)
       and not exists (select from same_person s
                        where absorbed in (s.person_id, s.leading_id) or s.person_id = head)
       and not exists (select from protection p where p.person_id = any (pair) and p.level <> 'none')
       and not exists (select from fact f where f.person_id = any (pair) and f.kind = 'status'
                                            and f.fields ->> 'code' = 'protected-identity')
       and not exists (select from legal_hold h
                        where h.person_id = any (pair)
                          and not exists (select from legal_hold_release r
                                           where (r.person_id, r.hold_id) = (h.person_id, h.id)));
end $$;

-- Proposed, reviewed by somebody else at the same actor who coordinates there, and undone until its last day, in this order
-- and each once. What a merge is of is never another.
create function sip.admit_merge() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    held merge;
    one uuid;
begin
    for one in select p from unnest(array[new.person_id, new.absorbed_id]) p order by p loop
        perform lock_sight(one, true);
    end loop;
    select * into held from merge m
     where m.person_id = new.person_id and m.id = new.id order by m.version desc limit 1;
    -- A repair has no actor; the service's role is stopped by its policies.
    if me() is not null and (
       new.version <> coalesce(held.version, 0) + 1
       or held.id is not null and (new.absorbed_id, new.actor_id, new.evidence)
                               is distinct from (held.absorbed_id, held.actor_id, held.evidence)
       or not coalesce(case new.state when 'proposed' then held.id is null
                             when 'declined' then held.state = 'proposed'
                             when 'applied' then held.state = 'proposed' and new."user" <> held."user"
                             when 'undone' then today() <= held.undo_until end, false)
       or new.state <> 'proposed' and said('sip.leads') is null
       or new.state in ('proposed', 'applied') and not may_be_one(new.person_id, new.absorbed_id)) then
        raise insufficient_privilege using message = 'this is not for the caller to make one, or not so';
    end if;
    if new.state = 'applied' then
        insert into same_person (person_id, leading_id) values (new.absorbed_id, new.person_id);
    elsif new.state = 'undone' then
        -- What was found by both together is found by neither.
        perform forget_findings(new.person_id, same(new.person_id) || array(
            select distinct g.reader from access_grant g where g.person_id = any (same(new.person_id))));
        delete from same_person s where s.person_id = new.absorbed_id;
    end if;
    if new.state in ('applied', 'undone') then
        insert into dirty (person_id) values (new.person_id), (new.absorbed_id);
    end if;
    return new;
end $$;
create trigger admit before insert on sip.merge for each row execute function sip.admit_merge();
revoke execute on function sip.may_be_one(uuid, uuid), sip.admit_merge() from public;
grant execute on function sip.may_be_one(uuid, uuid) to sip_service;

grant select, insert on sip.merge to sip_service;
-- The actor whose review it is, while it may open both; and the person, of what stands.
create policy ours on sip.merge for select to sip_service using (
    person_id = any ((select sip.mine())::uuid[]) and absorbed_id = any ((select sip.mine())::uuid[])
    or actor_id = sip.me() and exists (select from sip.person p where p.person_id = merge.person_id)
                           and exists (select from sip.person p where p.person_id = merge.absorbed_id));
create policy said on sip.merge for insert to sip_service with check (
    actor_id = sip.me() and on_day = sip.today() and "user" = sip.said('sip.user'));
