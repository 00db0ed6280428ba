"""Findings as their reader reads them: with where they stand at work, and with what each of them explains.

The state is that of app/domain/findings_work.py, told in SQL so that pages can be cut; a test holds the two against
each other.
"""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.disclosing import item_of
from app.adapters.postgres.pacing import HELD_BACK, PACED, WAITS

FINDING: Final = """
    jsonb_build_object(
        'id', g.id, 'person_id', g.person_id, 'rule', g.rule, 'subject', g.subject, 'owner', g.owner,
        'status', g.status, 'state', g.state, 'opens', g.opens, 'critical', g.critical, 'closes', g.closes,
        'spans', g.spans, 'inhibited_by', g.inhibited_by, 'unconfirmed', g.unconfirmed, 'evidence', g.evidence,
        'origin', g.origin, 'prevented_until', g.prevented_until, 'snoozes', g.snoozes,
        'holder', coalesce(g.holder, sip.me()), 'names', (select jsonb_object_agg(a.id, a.name) from actor a
                                                          where a.id in (g.owner, g.holder)),
        'version', g.version || '.' || g.acts)
    || jsonb_strip_nulls(jsonb_build_object('work', g.work))"""

HELD: Final = "(sip.me() is null or g.holder is null)"
"""Whether the reader's own actor holds the card; the person holds none, and is told of all gaps."""

DONE: Final = "(w.acts > 0 and w.state in ('resolved', 'dismissed'))"
"""Whether it was the reader's own actor that was done with the card."""

FIRST: Final = "(g.spans -> 0 ->> 'opens')::date"
# Of the acts, those since the gap last opened count; the columns that this adds have names of their own.
AT_WORK: Final = f"""
    left join lateral (
        select a.acts, a.snoozes, case when l.counts then l.work end as work,
               case when g.status = 'upcoming' then 'upcoming'
                    when g.status in ('closed', 'retracted') then 'resolved'
                    when l.counts and (l.until is null or sip.today() < l.until) then l.did
                    when g.opens > {FIRST} then 'reopened' else 'open' end as state
          from (select count(*) as acts,
                       count(*) filter (where w.state = 'snoozed'
                                          and (g.opens = {FIRST} or w.on_day >= g.opens)) as snoozes
                  from finding_work w where w.person_id = g.person_id and w.finding_id = g.id) a
          left join (select w.state as did, w.until, g.opens = {FIRST} or w.on_day >= g.opens as counts,
                            jsonb_strip_nulls(jsonb_build_object(
                                'state', w.state, 'on', w.on_day, 'code', w.code, 'reason', w.reason,
                                'until', w.until, 'routed_to', w.routed_to)) as work
                       from finding_work w where w.person_id = g.person_id and w.finding_id = g.id
                      order by w.version desc limit 1) l on true) w on true"""

# The plan and the need that a finding is about: itself, or what it is part of, as far as the reader sees it. Each is
# looked for by its id, or the policy would be asked about all that is known of the person. And `one`, the same for all
# records that are one person's to the reader.
ABOUT: Final = f"""
    jsonb_build_object('about', (
        select jsonb_build_object('plan', max(a.id::text) filter (where a.kind = 'plan'),
                                  'need', max(a.id::text) filter (where a.kind = 'need'))
          from fact f cross join unnest(array[f.id, f.plan_id, (f.fields ->> 'need')::uuid]) as o (id)
         cross join lateral (
               select a.id, a.kind from fact a
                where a.person_id = f.person_id and a.id = o.id and a.current and not a.void limit 1) a
         where f.person_id = g.person_id and f.id = {item_of("g.subject")} and f.current and not f.void
         having count(*) > 0),
        'one', (sip.records(g.person_id))[1])"""

# A read of what is nothing at present is a read too: it says that there is nothing. `asked` is empty for a person who
# asks about somebody else.
LOGGED_ALWAYS: Final = """
    logged as (
        insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
        select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read',
               coalesce(jsonb_agg(jsonb_build_object('id', id, 'category', 'finding', 'basis', 'view') order by id)
                            filter (where id is not null), '[]')
          from (select person_id, id from page union select person_id, id from inside
                union all select person_id, null from asked where not exists (select from page)) as disclosed
         group by person_id)"""

# Of each card the person's records, in any of which may stand what it explains: looked for there, and not among all
# cards of the reader.
INSIDE: Final = f"""
    causes as materialized (
        select distinct r as person_id, p.rule from page p cross join lateral unnest(sip.records(p.person_id)) r),
    inside as materialized (
        select g.*, w.* from (select distinct person_id from causes) one
         cross join lateral (
               select * from finding f where f.person_id = one.person_id and f.reader = any (sip.readers())
                                         and cardinality(f.inhibited_by) > 0 offset 0) g {AT_WORK}
         where g.status in ('critical', 'open', 'upcoming')
           and exists (select from causes c where c.person_id = g.person_id and c.rule = any (g.inhibited_by)))"""

URGENT_FIRST: Final = (
    "array_position('{critical,open,upcoming,closed,retracted}'::text[], g.status), g.opens, g.rule, g.id"
)

LISTED: Final = f"""finding g {AT_WORK} {PACED}
                  where g.reader = any (sip.readers()) and g.status = any (%(status)s)
                    and w.state = any (%(state)s)
                    and (%(inhibited)s or g.inhibited_by = '{{}}') and (%(not_held)s or {HELD} or {DONE})"""
"""The reader's cards `g` with their acts `w` and the reader's pace: those that a list is asked for, paced or not."""

FINDING_VIEWS: Final[Mapping[str, str]] = {
    "findings": f"""
        with asked as (
                 select %(person_id)s::uuid as person_id
                  where sip.me() is not null or coalesce(%(person_id)s::uuid = any (sip.mine()), true)),
             card as materialized (
                 select g.*, w.*, {WAITS} as waits from {LISTED}
                    and (%(person_id)s::uuid is null or g.person_id = any (sip.records(%(person_id)s::uuid)))
                    and (not %(mine)s or g.owner = sip.me())),
             found as materialized (
                 select * from card g where waits = coalesce(%(held_back)s::boolean, waits)
                  order by {URGENT_FIRST} limit %(limit)s + 1 offset %(skip)s),
             page as (select * from found g order by {URGENT_FIRST} limit %(limit)s), {INSIDE},
             {LOGGED_ALWAYS}
        select jsonb_build_object(
                   'findings', (select coalesce(jsonb_agg({FINDING} || {ABOUT} order by {URGENT_FIRST}), '[]')
                                  from page g),
                   'inside', (select coalesce(jsonb_agg({FINDING} || {ABOUT} order by g.opens, g.rule, g.id), '[]')
                                from inside g),
                   'held_back', case when %(held_back)s::boolean is not null then {HELD_BACK} end,
                   'more', (select count(*) from found) > %(limit)s) as document,
               (select coalesce(jsonb_object_agg(p.person_id, encode(p.details, 'hex')), '{{}}')
                  from person p
                 where p.details is not null and p.person_id in (select person_id from page)) as details
          from asked""",
    "finding": f"""
        with page as materialized (
                 select g.*, w.* from finding g {AT_WORK}
                  where g.id = %(finding_id)s and g.reader = any (sip.readers())),
             {INSIDE},
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read',
                        jsonb_agg(jsonb_build_object('id', id, 'category', 'finding', 'basis', 'view') order by id)
                   from (select person_id, id from page union select person_id, id from inside) as d group by person_id)
        select {FINDING} || {ABOUT} || jsonb_build_object(
                   'inside', (select coalesce(jsonb_agg({FINDING} || {ABOUT} order by g.opens, g.rule, g.id), '[]')
                                from inside g),
                   'history', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                                          'state', w.state, 'on', w.on_day, 'code', w.code, 'reason', w.reason,
                                          'until', w.until, 'routed_to', w.routed_to, 'at', w.at, 'user', w."user"))
                                          order by w.version), '[]')
                                 from finding_work w where w.person_id = g.person_id and w.finding_id = g.id)
               ) as document,
               (select encode(p.details, 'hex') from person p where p.person_id = g.person_id) as details
          from page g""",
    # Of no person: how often the actor's own cards were done with for each reason.
    "rule-outcomes": """
        with logged as (
            insert into audit (request_id, client, "user", actor, action, outcome)
            values (%(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read'))
        select jsonb_build_object('rules', coalesce(jsonb_object_agg(r.rule, r.codes), '{}')) as document
          from (select rule, jsonb_object_agg(code, times) as codes
                  from (select rule, code, count(*) as times from finding_work
                         where reader = sip.me() and code is not null group by rule, code) c group by rule) r""",
}
