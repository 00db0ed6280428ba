"""Escalations as whoever was told of them reads them, and the list of a coordination body, which bears no person."""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.disclosing import item_of

# Of a round that is not over, and of a question that the reader sees today: the policies hide what is not its own.
OPEN: Final = f"""
    standing as materialized (
        select e.* from escalation e
         where (e.reader = sip.me() or e.person_id = any (sip.mine())) and e.step <> 'ended'
           and not exists (select from escalation x
                            where x.person_id = e.person_id and x.reader = e.reader and x.rule = e.rule
                              and x.subject = e.subject and x.step = 'ended' and x.n > e.n)
           and exists (select from fact f where f.person_id = e.person_id and f.id = {item_of("e.subject")}
                                            and f.current and not f.void))"""

ESCALATION_VIEWS: Final[Mapping[str, str]] = {
    "escalations": f"""
        with {OPEN},
             found as materialized (
                 select person_id, reader, rule, subject, (array_agg(owner order by n desc))[1] as owner,
                        (array_agg(opens order by n desc))[1] as opens,
                        (array_agg(step order by n desc))[1] as step, max(case_number::text) as case_number,
                        jsonb_agg(jsonb_build_object('step', step, 'due', due, 'taken', taken, 'origin', origin)
                                  order by n) as steps
                   from standing group by person_id, reader, rule, subject
                 having (%(step)s::text is null or bool_or(step = %(step)s))
                        and (%(digits)s::text is null
                             or starts_with(replace(max(case_number::text), '-', ''), %(digits)s))
                  order by opens, rule, subject, reader limit %(limit)s + 1 offset %(skip)s),
             page as (select * from found order by opens, rule, subject, reader limit %(limit)s),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read',
                        coalesce(jsonb_agg(jsonb_build_object('id', subject, 'category', 'escalation', 'basis', 'view')
                                           order by subject)
                                     filter (where subject is not null), '[]')
                   from (select person_id, subject from page
                          union all select sip.myself(), null where not exists (select from page)) as disclosed
                  group by person_id)
        select jsonb_build_object(
                   'escalations', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                        'person_id', p.person_id, 'reader', p.reader, 'rule', p.rule, 'subject', p.subject,
                        'owner', p.owner, 'opens', p.opens, 'age_days', sip.today() - p.opens, 'step', p.step,
                        'steps', p.steps, 'case_number', p.case_number)) order by opens, rule, subject, reader), '[]')
                                     from page p),
                   'more', (select count(*) from found) > %(limit)s) as document""",
    # Of no person: what the body's members are told of a silence. In an order that does not tell when it was listed.
    "body-escalations": """
        with listed as (
            select l.* from body_escalation l
             where l.body = %(body)s and l.state = 'listed'
               and not exists (select from body_escalation x
                                where x.case_number = l.case_number and x.state = 'lifted')
             order by l.opens, l.rule, l.case_number limit %(limit)s + 1 offset %(skip)s),
        page as (select * from listed order by opens, rule, case_number limit %(limit)s),
        logged as (
            insert into audit (request_id, client, "user", actor, action, outcome)
            values (%(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read'))
        select jsonb_build_object(
                   'escalations', (select coalesce(jsonb_agg(jsonb_build_object(
                        'case_number', p.case_number, 'rule', p.rule, 'actor', p.actor,
                        'age_days', sip.today() - p.opens) order by opens, rule, case_number), '[]') from page p),
                   'more', (select count(*) from listed) > %(limit)s) as document""",
}
