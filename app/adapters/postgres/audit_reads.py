"""The log as it is read: by the person it is about, and by the auditor of the actor whose log it is."""

from collections.abc import Mapping
from typing import Final

# Of the code list log-by.
BY: Final = """case when a."user" = 'system' then 'system' when a."user" = 'answer-link' then 'link'
                    when a."user" = 'operator' and a.client is null then 'operator'
                    when a.actor is not null then 'caseworker' when a."user" like 'proxy-%%' then 'proxy'
                    when a.client is not null then 'person'
                    else 'unknown' end"""
LOGGED: Final = """
    logged as (
        insert into audit (request_id, client, "user", actor, action, outcome)
        select %(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read' where sip.me() is not null)"""
# What an auditor is shown of a row: ids and codes. Which items were read is told by their categories alone; the row's
# number in the log is not shown, since the gaps between them would count what the other actors do.
SHOWN: Final = f"""
    jsonb_build_object('at', a.at, 'by', {BY}, 'user', a."user", 'client', a.client, 'person_id', a.person_id,
                       'on_behalf', a.on_behalf, 'action', a.action, 'outcome', a.outcome, 'reason', a.reason,
                       'request_id', a.request_id, 'items', a.items)"""
OF_MINE: Final = """a.actor = sip.me() and a.at >= %(first)s::date::timestamp at time zone 'Europe/Stockholm'
                    and a.at < (%(last)s::date + 1)::timestamp at time zone 'Europe/Stockholm'"""
# What an id that stands as a basis is the id of, when it is no consent.
GRANTED: Final = """
    (select coalesce(jsonb_object_agg(f.id, f.kind), '{}') from fact f
      where f.person_id = any (sip.records(%(person_id)s)) and f.current
        and f.kind in ('legal-basis', 'emergency-access', 'mandate'))"""

AUDIT_VIEWS: Final[Mapping[str, str]] = {
    "access-log": f"""
        with logged as (
            insert into audit (request_id, client, "user", actor, person_id, action, outcome)
            select %(request_id)s, %(client)s, %(user)s, sip.me(), %(person_id)s, %(action)s, 'read'
             where %(person_id)s = any (sip.mine()))
        select jsonb_build_object(
                   'entries', (select coalesce(jsonb_agg(to_jsonb(e) - 'n' order by e.n desc), '[]') from (
                        select a.n, a.at, a.actor, a.action, a.outcome, a.items, {BY} as by,
                               coalesce(a.on_behalf = a.person_id, false) as in_your_name
                          from audit a where a.person_id = any (sip.mine())
                         order by a.n desc limit %(limit)s + 1 offset %(skip)s) e),
                   'granted', {GRANTED},
                   'actors', (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(x)) order by x.name, x.id), '[]')
                                from actor x
                               where x.id in (select actor from audit where person_id = any (sip.mine())))) as document
         where %(person_id)s = any (sip.mine())""",
    "audit": f"""
        with {LOGGED}
        select jsonb_build_object('entries', coalesce(jsonb_agg({SHOWN} order by a.n), '[]')) as document
          from (select a.* from audit a
                 where {OF_MINE} and (%(of_user)s::text is null or a."user" = %(of_user)s)
                 order by a.n limit %(limit)s + 1 offset %(skip)s) a""",
    "audit-samples": f"""
        with {LOGGED}, drawn as (
            select a.* from (
                select a.*, row_number() over (order by a.n) as place from audit a
                 where {OF_MINE} and a.person_id is not null and a.outcome <> 'refused') a
             order by hashint8extended(a.place, %(seed)s), a.place limit %(size)s)
        select jsonb_build_object('entries', coalesce(jsonb_agg({SHOWN} order by a.n), '[]')) as document
          from drawn a""",
    # Of one person, named by an id out of the log, of a plan or of a case on a body's list; by the last two only as far
    # as the own actor sees them. The person is told that it was read, and an actor without a row about it gets nothing.
    "audit-person": f"""
        with meant as (
            select %(reference)s::uuid as person_id
            union select f.person_id from fact f where f.id = %(reference)s and f.kind = 'plan' and f.current
            union select e.person_id from escalation e where e.case_number = %(reference)s),
        found as (
            select a.* from audit a
             where a.actor = sip.me() and a.person_id in (select person_id from meant)),
        logged as (
            insert into audit (request_id, client, "user", actor, person_id, action, outcome, reason)
            select distinct %(request_id)s, %(client)s, %(user)s, sip.me(), f.person_id, %(action)s, 'read', %(reason)s
              from found f)
        select jsonb_build_object('entries', jsonb_agg({SHOWN} order by a.n)) as document
          from (select a.* from found a order by a.n limit %(limit)s + 1 offset %(skip)s) a
        having exists (select from found)""",
    "audit-seal": f"""
        with {LOGGED}
        select coalesce((select jsonb_build_object('block', s.block, 'sealed_at', s.sealed_at,
                                                   'seal', encode(s.seal, 'hex'), 'late', s.late)
                           from sip.seal_status() s), '{{}}') as document
         where sip.me() is not null""",
}
