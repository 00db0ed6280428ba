-- As before, but that the person says yes to an activity that is proposed, whosever it is: nothing else in it changes, a yes
-- gives no reason, and in a plan that has ended there is nothing to say yes to. Whoever acts for the person is stopped by
-- sip.check_proxy().
create or replace function sip.admit() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    held fact;
    owns boolean := coalesce(new.owner = me(), false)
        or coalesce(new.person_id = any (mine()), false) and new.owner = the_person()
        -- A migration or a repair; the service's role is stopped by its policies.
        or me() is null and myself() is null and not exists (select from linked());
    answers text[] := answers_of(new.kind);
    accepts boolean;
begin
    perform lock_sight(new.person_id,
                       new.kind in ('plan', 'participant', 'consent') or new.void or new.plan_id is not null);
    select * into held from fact where person_id = new.person_id and id = new.id and current for update;
    if not found then
        if new.revision > 0 or not (owns or new.kind = 'person') then
            raise insufficient_privilege using message = 'there is no version of this item to amend';
        end if;
    else
        if (new.source, new.owner, new.kind) <> (held.source, held.owner, held.kind) then
            raise insufficient_privilege using message = 'only its source changes an item, and never whose or what it is';
        end if;
        if new.revision > 0 and (new.source_version, new.revision) <> (held.source_version, held.revision + 1) then
            raise serialization_failure using message = 'the item was changed by somebody else meanwhile';
        end if;
        if new.revision > 0
           and (new.category, new.disclosed, new.plan_id, new.named, new.title)
               is distinct from (held.category, held.disclosed, held.plan_id, held.named, held.title) then
            raise insufficient_privilege using message = 'a revision keeps all that decides who sees the item';
        end if;
        -- The person's yes to what is proposed, which is neither begun nor over, in no plan or in one that is at work.
        accepts := coalesce(new.person_id = any (mine()), false) and new.kind = 'activity' and not new.tentative
            and new.reason is null and not held.fields ?| array['start', 'outcome']
            and coalesce((held.fields ->> 'end')::date > today(), true)
            and not exists (select from fact p
                             where p.person_id = new.person_id and p.id = new.plan_id and p.kind = 'plan' and p.current
                               and (p.void or (p.fields ->> 'end')::date <= today()));
        if not owns and (new.revision = 0 or held.void or new.void or new.tentative <> held.tentative and not accepts
                         or new.fields - answers <> held.fields - answers) then
            raise insufficient_privilege using message = 'whoever is only named in an item adds the answer alone';
        end if;
        if not owns and new.kind = 'consent' and (new.fields ->> 'withdrawn_on')::date > today() then
            raise insufficient_privilege using message = 'a withdrawal is of today, or of a day that has been';
        end if;
        if not owns and new.kind = 'plan'
           and (not held.tentative or held.fields ? 'end' or coalesce((new.fields ->> 'end')::date > today(), true)) then
            raise insufficient_privilege using message = 'a draft is refused, once, on today or a day that has been';
        end if;
    end if;
    if new.kind = 'participant' and not exists (
           select from fact p where p.person_id = new.person_id and p.id = new.plan_id and p.kind = 'plan'
                                and p.current and not p.void and p.owner = new.owner)
       or new.kind not in ('plan', 'participant') and new.plan_id is not null and new.owner <> the_person()
          and not exists (select from fact p where p.person_id = new.person_id and p.plan_id = new.plan_id
                             and p.kind = 'participant' and p.current and not p.void and new.owner = any (p.named))
       or new.kind = 'plan' and new.plan_id is distinct from new.id then
        raise insufficient_privilege using message = 'only the parties of a plan add to it';
    end if;

    -- Whatever somebody adds by a link, it is the one thing: the link is used.
    if me() is null and myself() is null then
        update answer_link l set used = true from linked() k where l.person_id = k.person_id and l.call_id = k.call_id;
    end if;

    new.current := held.id is null or (new.source_version, new.revision) > (held.source_version, held.revision);
    if new.current then
        update fact set current = false where person_id = new.person_id and id = new.id and current;
    end if;
    return new;
end $$;
