-- Who holds the card in its reader's stead; none where the reader does. It follows from what the reader sees alone.
alter table sip.finding add column holder uuid constraint finding_holder check (holder <> reader);

-- Whoever says that a card is for somebody else gives it up, and the next of those who see the gap has it.
drop trigger tell_detector on sip.finding_work;
create trigger tell_detector after insert on sip.finding_work
    for each row when (new.state = 'snoozed' or new.code = 'wrong-recipient') execute function sip.tell_detector();

-- When a consent or a part in a plan changes, by which it is known who sees what, whoever sees that holds at once what it
-- sees, until the detector has looked again. Nobody else's card moves.
create function sip.take_back_cards() returns trigger
language plpgsql security definer set search_path = sip, pg_temp as $$
begin
    update finding f set holder = null
     where f.person_id = new.person_id and f.holder is not null
       and (f.reader = new.owner or f.reader = any (new.named)
            or exists (select from access_grant g
                        where g.person_id = new.person_id and g.reader = f.reader and g.owner = new.owner
                          and g.plan_id = new.plan_id and g.category = new.category));
    return null;
end $$;
create trigger take_back_cards after insert on sip.fact
    for each row when (new.kind in ('consent', 'participant')
                       and (new.void or new.revision > 0 or new.source_version > 1)) execute function sip.take_back_cards();
revoke execute on function sip.take_back_cards() from public;

-- Everybody is looked at again, in time.
insert into sip.recheck (person_id) select distinct person_id from sip.finding on conflict do nothing;
