-- What whoever is only asked or named adds to an item; `refusal` is the code of a no, of every question alike.
create or replace function sip.answers_of(kind text) returns text[] language sql stable parallel safe
    return case kind when 'call' then '{answered,answer,refusal,deputy}'::text[]
                     when 'task' then '{answered,answer,refusal,activity}'::text[]
                     when 'referral' then '{answered,answer,refusal,started,closed,failure}'::text[]
                     when 'consent' then '{withdrawn_on}'::text[]
                     when 'person' then '{deceased_on}'::text[]
                     when 'plan' then case when sip.me() is null then '{end}'::text[] else '{}'::text[] end
                     else '{}'::text[] end;

-- Why a step of escalation was taken, as of findings and events: a step that follows from changed rules or terms alone
-- says so.
alter table sip.escalation
    add column origin text not null default 'facts'
        constraint escalation_origin check (origin in ('facts', 'rule-change'));
