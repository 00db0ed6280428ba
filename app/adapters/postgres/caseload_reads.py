"""Caseloads as they are read: one statement for a page, whose every person is logged as read."""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.caseloads import IN_HAND
from app.adapters.postgres.disclosing import ACTORS, ITEM, logged, visible
from app.adapters.postgres.findings_read import AT_WORK, HELD

# For whom the caseworker stands in today, and until when. What was said last of a deputyship holds.
STANDING_IN: Final = """
    latest as (
        select distinct on (d.id) d.* from deputyship d where d.actor_id = sip.me() order by d.id, d.version desc),
    standing as materialized (
        select absent, max(last_day) as until from latest
         where deputy = %(caseworker)s::text and sip.today() between first_day and last_day group by absent)"""

MINE: Final = f"""
    {STANDING_IN},
    mine as materialized (
        select a.person_id, a.plan_id, a.id, a.fields ->> 'user' as holder, s.until
          from fact a left join standing s on s.absent = a.fields ->> 'user'
         where a.owner = sip.me() and a.kind = 'assignment' and a.current and not a.void
           and (%(unit)s or a.fields ->> 'user' = %(caseworker)s::text or s.absent is not null)
           and (%(plans)s::uuid[] is null or a.plan_id = any (%(plans)s::uuid[])) and {IN_HAND})"""

# Whoever opens a caseload is a colleague from then on, to whom plans can be handed over.
KNOWN: Final = """
    known as (
        insert into colleague (actor_id, "user", since)
        select sip.me(), %(caseworker)s::text, sip.today() where %(caseworker)s::text is not null
            on conflict do nothing)"""
LOGGED_OF_NOBODY: Final = """
    logged as (
        insert into audit (request_id, client, "user", actor, action, outcome)
        values (%(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read'))"""

# How many cards the reader has at hand of each person on the list; what another explains is told inside that one.
COUNTED: Final = f"""
    cross join lateral (
        select count(*) filter (where g.status = 'open') as open,
               count(*) filter (where g.status = 'critical') as critical
          from finding g
          {AT_WORK}
         where g.person_id = m.person_id and g.reader = sip.me() and g.status in ('open', 'critical')
           and g.inhibited_by = '{{}}' and {HELD} and w.state = any (%(at_hand)s)) c"""
URGENT_FIRST: Final = "critical desc, open desc, id"

# What is shown of each plan. A question that is only put to the reader says of no plan that it belongs to it.
SHOWN: Final = "{assignment,plan,appointment,follow-up,call,referral,task}"
OF_THE_PAGE: Final = f"""fact f
         where f.current and not f.void and f.kind = any ('{SHOWN}')
           and (f.person_id, f.plan_id) in (select person_id, plan_id from page)"""
GLANCE: Final = f"""
    seen as materialized ({visible(OF_THE_PAGE)} and basis <> 'named')"""
DETAILS: Final = """
    (select coalesce(jsonb_object_agg(p.person_id, encode(p.details, 'hex')), '{}') from person p
      where p.details is not null and p.person_id in (select person_id from page)) as details"""

CASELOAD_VIEWS: Final[Mapping[str, str]] = {
    "caseload": f"""
        with {MINE}, {KNOWN},
             listed as materialized (
                 select m.*, c.open, c.critical from mine m {COUNTED}
                  order by {URGENT_FIRST} limit %(limit)s + 1 offset %(skip)s),
             page as (select * from listed order by {URGENT_FIRST} limit %(limit)s),
             {GLANCE}, found as (select null::uuid as owner where false),
             {logged("select person_id, id, category, basis from seen")}
        select jsonb_build_object(
                   'entries', (select coalesce(jsonb_agg(jsonb_build_object(
                                   'person_id', p.person_id, 'plan_id', p.plan_id, 'assignment', p.id,
                                   'user', p.holder, 'deputy_until', p.until, 'open', p.open, 'critical', p.critical)
                                   order by {URGENT_FIRST}), '[]') from page p),
                   'items', (select coalesce(jsonb_agg({ITEM} order by s.id), '[]') from seen s
                              where s.kind <> 'assignment'),
                   'more', (select count(*) from listed) > %(limit)s, 'actors', {ACTORS}) as document,
               {DETAILS}""",
    # The sealed names of one's own list, to be looked through; whoever is then shown is logged by the view above.
    "caseload-names": f"""
        with {MINE}, {KNOWN}, {LOGGED_OF_NOBODY},
             listed as materialized (select * from mine order by id limit %(most)s + 1),
             page as (select * from listed order by id limit %(most)s)
        select jsonb_build_object(
                   'plans', (select coalesce(jsonb_object_agg(plan_id, person_id), '{{}}') from page),
                   'more', (select count(*) from listed) > %(most)s) as document,
               {DETAILS}""",
    "colleagues": f"""
        with {KNOWN}, {LOGGED_OF_NOBODY}
        select jsonb_build_object('colleagues', coalesce(jsonb_agg(c."user" order by c."user"), '[]')) as document
          from colleague c where c.actor_id = sip.me() and c."user" is distinct from %(caseworker)s::text""",
    "deputies": f"""
        with {STANDING_IN}, {LOGGED_OF_NOBODY}
        select jsonb_build_object('deputies', coalesce(jsonb_agg(jsonb_build_object(
                   'id', d.id, 'absent', d.absent, 'deputy', d.deputy, 'start', d.first_day, 'end', d.last_day)
                   order by d.first_day, d.id), '[]')) as document
          from latest d
         where d.last_day >= sip.today() and d.last_day >= d.first_day
           and (%(caseworker)s::text is null or %(caseworker)s::text in (d.absent, d.deputy))""",
    "caseload-transfer": f"""
        with act as (select * from caseload_transfer where actor_id = sip.me() and id = %(transfer_id)s),
             seen as materialized (
                 select f.*, 'own' as basis from fact f
                  where f.owner = sip.me() and f.kind = 'assignment' and not f.void
                    and f.fields ->> 'transfer' = %(transfer_id)s::text),
             {logged("select person_id, id, category, basis from seen")}
        select jsonb_build_object(
                   'id', a.id, 'holder', a.holder, 'to', a.to_user, 'by', a."user", 'on', a.on_day, 'note', a.note,
                   'plans', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                                 'plan_id', s.plan_id, 'person_id', s.person_id, 'note', s.fields -> 'note'))
                                 order by s.plan_id), '[]') from seen s)) as document
          from act a where exists (select from seen)""",
}
