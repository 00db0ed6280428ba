-- A person who had a coordination number gets a personal one: the new one is the person's, and the former still finds it.
alter table sip.person_identity
    drop constraint person_identity_person_id_key,
    add column former boolean not null default false;
create unique index person_identity_number on sip.person_identity (person_id) where not former;
create index person_identity_person on sip.person_identity (person_id);
create policy projections on sip.person_identity to sip_owner using (true) with check (true);
-- The service makes somebody known, and gives nobody a second number but by the function below.
revoke insert on sip.person_identity from sip_service;
grant insert (hash, person_id, key_id) on sip.person_identity to sip_service;

-- A number by its hashes under every key of the index; `found_by` is that under the current one. False when the new number is somebody's already. The day of birth is the new number's, as a revision of what was known.
create function sip.renumber(person uuid, held bytea[], given bytea[], found_by bytea, under text, sealed bytea, born date)
    returns boolean
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    was fact;
    actor constant text := current_setting('sip.actor', true);
begin
    perform lock_sight(person, true);
    if me() is null or not knows(person)
       or not exists (select from person p where p.person_id = person and p.protection = 'none')
       or not exists (select from person_identity i where i.hash = any (held) and i.person_id = person and not i.former) then
        raise insufficient_privilege using message = 'this person''s number is not for the caller to change';
    end if;
    if exists (select from person_identity i where i.hash = any (given)) then
        return false;
    end if;
    update person_identity i set former = true where i.person_id = person and not i.former;
    insert into person_identity (hash, person_id, key_id) values (found_by, person, under);
    update person p set identity = sealed, birth_date = born, version = p.version + 1 where p.person_id = person;
    select * into was from fact f where f.person_id = person and f.id = person and f.current;
    if found and was.fields ->> 'birth_date' <> born::text then
        -- It is nobody's item to change: this is the repair that it is, and the caller again for what follows.
        perform set_config('sip.actor', '', true);
        insert into fact (person_id, id, source, source_version, revision, kind, owner, category, disclosed, fields, named)
        values (person, person, was.source, was.source_version, was.revision + 1, was.kind, was.owner, was.category,
                was.disclosed, was.fields || jsonb_build_object('birth_date', born), was.named);
        perform set_config('sip.actor', actor, true);
    end if;
    -- A guardian's mandate ends by the day of birth.
    perform forget_findings(person, project_grants(person));
    return true;
end $$;
revoke execute on function sip.renumber(uuid, bytea[], bytea[], bytea, text, bytea, date) from public;
grant execute on function sip.renumber(uuid, bytea[], bytea[], bytea, text, bytea, date) to sip_service;
