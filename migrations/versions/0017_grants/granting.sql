-- What whoever is only asked or named adds to an item. What replaces a consent ends it; the person accepts a mandate.
create or replace function sip.answers_of(kind text) returns text[] language sql stable parallel safe
    return case kind when 'call' then '{answered,answer,refusal,deputy}'::text[]
                     when 'task' then '{answered,answer,refusal,activity}'::text[]
                     when 'referral' then '{answered,answer,refusal,started,closed,failure}'::text[]
                     when 'consent' then '{withdrawn_on,replaced_on,end}'::text[]
                     when 'mandate' then case when sip.me() is null then '{accepted_on,withdrawn_on}'::text[]
                                              else '{}'::text[] end
                     when 'person' then '{deceased_on}'::text[]
                     when 'plan' then case when sip.me() is null then '{end}'::text[] else '{}'::text[] end
                     else '{}'::text[] end;

-- What no version of these items may say, whoever sends it: it comes before sip.admit(), by its name, and takes the
-- lock on who sees what first, for items that lie outside every plan too.
create function sip.check_granting() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    held fact;
begin
    perform lock_sight(new.person_id, true);
    select * into held from fact where person_id = new.person_id and id = new.id and current;
    if new.kind <> 'consent' and new.disclosed then
        raise insufficient_privilege using message = 'by what one sees is told to those whom it names alone';
    end if;
    if new.kind = 'consent' and new.revision > 0 and held.id is not null
       and (coalesce((new.fields ->> 'withdrawn_on')::date > (held.fields ->> 'withdrawn_on')::date,
                     held.fields ? 'withdrawn_on' and not new.fields ? 'withdrawn_on')
            or held.fields ? 'replaced_on' and new.fields -> 'replaced_on' is distinct from held.fields -> 'replaced_on'
            or new.fields -> 'end' is distinct from held.fields -> 'end'
               and (not new.fields ? 'replaced_on'
                    or coalesce((new.fields ->> 'end')::date >= (held.fields ->> 'end')::date, not new.fields ? 'end'))) then
        raise insufficient_privilege using message = 'a consent that has ended is not opened again; it is given anew';
    end if;
    if new.kind = 'emergency-access' then
        if held.id is not null or new.void or (new.fields ->> 'on')::date is distinct from today() then
            raise insufficient_privilege using message = 'an emergency access is opened now, and stands as it was opened';
        end if;
        new.recorded := clock_timestamp();
        new.fields := new.fields || jsonb_build_object('until', to_char(
            (moment() + interval '24 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
    end if;
    -- Only the person, and nobody in the person's place, accepts a mandate; nothing is accepted beforehand.
    if new.kind = 'mandate' and new.fields -> 'accepted_on' is distinct from held.fields -> 'accepted_on'
       and not (held.id is not null and not held.void and not held.fields ? 'accepted_on'
                and coalesce(new.person_id = myself(), false) and nullif(current_setting('sip.proxy', true), '') is null
                and (new.fields ->> 'accepted_on')::date = today()
                and new.fields - 'accepted_on' = held.fields) then
        raise insufficient_privilege using message = 'a mandate is accepted by the person alone, as it is and today';
    end if;
    return new;
end $$;
create trigger a_granting before insert on sip.fact for each row
    when (new.kind in ('consent', 'legal-basis', 'emergency-access', 'mandate'))
    execute function sip.check_granting();

-- Whoever acts for somebody else consents for them, by a mandate that says so, and does nothing else.
create function sip.check_proxy() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    if new.kind <> 'consent'
       or mandate_of(current_setting('sip.proxy')::uuid, new.person_id, 'consent', today()) is null then
        raise insufficient_privilege using message = 'whoever acts for somebody else consents for them, and no more';
    end if;
    return new;
end $$;
create trigger a_proxy before insert on sip.fact for each row
    when (nullif(current_setting('sip.proxy', true), '') is not null) execute function sip.check_proxy();
revoke execute on function sip.check_granting(), sip.check_proxy() from public;

-- As before, but for what is no part of what is agreed on.
create or replace function sip.freeze_items() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    insert into plan_version_item (person_id, plan_id, n, item_id, source_version, revision)
    select new.person_id, new.plan_id, new.n, f.id, f.source_version, f.revision
      from fact f
     where f.person_id = new.person_id and f.plan_id = new.plan_id and f.current and not f.void
       and f.kind not in ('message', 'emergency-access');
    return null;
end $$;
