"""What is taken out whole: all about a person, for the person; and an actor's own items in a plan, for that actor."""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.audit_reads import BY, GRANTED
from app.adapters.postgres.corrections import CORRECTION
from app.adapters.postgres.disclosing import logged
from app.adapters.postgres.findings_read import AT_WORK, FINDING
from app.adapters.postgres.holds import HOLD
from app.adapters.postgres.plan_reads import VERSION
from app.adapters.postgres.protections import HANDLER

# Every version of the items in `mine`, in the order of their coming, with who made each; what is sealed stays sealed.
HISTORY: Final = """
    told as materialized (
        select m.id, min(m.recorded) as since, jsonb_build_object(
                   'id', m.id, 'person_id', m.person_id, 'kind', m.kind, 'owner', m.owner,
                   'versions', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                       'version', m.source_version || '.' || m.revision, 'at', m.recorded, 'current', m.current,
                       'category', m.category, 'disclosure', case when m.disclosed then 'parties' else 'own' end,
                       'plan_id', m.plan_id, 'title', m.title, 'reason', m.reason,
                       'tentative', case when m.tentative then true end, 'void', case when m.void then true end,
                       'by', case when e.id is not null then coalesce(e.actor, sip.the_person()) end,
                       'user', case when e.actor = sip.me() then e."user" end))
                       || jsonb_build_object('fields', m.fields)
                       order by m.source_version, m.revision)) as item
          from mine m
          left join event e on e.person_id = m.person_id and e.item_id = m.id and e.reader is null
                           and e.version = m.source_version || '.' || m.revision
         group by m.person_id, m.id, m.kind, m.owner)"""
ITEMS: Final = "(select coalesce(jsonb_agg(item order by since, id), '[]') from told)"
WHO: Final = """
    (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name, a.id), '[]')
       from actor a where a.id in ({ids}))"""

OF_PERSON: Final = WHO.format(
    ids="""select owner from mine union select unnest(named) from mine
           union select (item ->> 'by')::uuid from told t, jsonb_array_elements(t.item -> 'versions') as item
           union select actor from log union select unnest(array[owner, reader]) from shared
           union select owner from found
           union select h.owner from legal_hold h where h.person_id = any (sip.mine())
           union select c.owner from correction c where c.person_id = any (sip.mine())
           union select s.actor_id from protection s where s.person_id = any (sip.mine())
           union select h.actor_id from named_handler h where h.person_id = any (sip.mine())"""
)
# Whoever has items of its own in the plan, or takes part in it: also when it does not see the plan itself any more.
IN_PLAN: Final = """
    in_plan as materialized (
        select p.person_id, p.id, p.owner from fact p
         where p.plan_id = %(plan_id)s and p.current
           and (p.owner = (select sip.me())
                or p.kind = 'participant' and not p.void and (select sip.me()) = any (p.named)))"""
# On its own basis, or on the mandate of whoever acts for the person.
ALL_LOGGED: Final = """select distinct person_id, id, category, coalesce(sip.said('sip.mandate'), 'self') as basis
    from mine where current"""
# Of whoever has none, that it takes part is told all the same.
OWN_LOGGED: Final = """select person_id, id, category, 'own' as basis from mine where current
    union all select person_id, %(plan_id)s, 'plan', 'named' from in_plan where not exists (select from mine)"""

EXPORT_VIEWS: Final[Mapping[str, str]] = {
    "person-export": f"""
        with mine as materialized (
                 select f.* from fact f where f.person_id = any (sip.mine()) and %(person_id)s = any (sip.mine())),
             log as materialized (
                 select a.n, a.at, a.actor, a.action, a.outcome, a.items, {BY} as by,
                        coalesce(a.on_behalf = a.person_id, false) as in_your_name
                   from audit a where a.person_id = any (sip.mine())),
             shared as materialized (
                 select * from access_grant g
                  where g.person_id = any (sip.mine()) and coalesce(upper(g.days) > sip.today(), true)),
             found as materialized (
                 select g.*, w.* from finding g {AT_WORK}
                  where g.person_id = any (sip.mine()) and g.reader = any (sip.mine())),
             {HISTORY},
             {logged(ALL_LOGGED)}
        select jsonb_build_object(
                   'person', jsonb_strip_nulls(jsonb_build_object(
                       'id', p.person_id, 'birth_date', p.birth_date, 'protection', p.protection,
                       'municipality_code', p.municipality_code)),
                   'items', {ITEMS},
                   'plan_versions', (select coalesce(jsonb_agg({VERSION} order by v.plan_id, v.n), '[]')
                                       from plan_version v where v.person_id = any (sip.mine())),
                   'findings', (select coalesce(jsonb_agg({FINDING} order by g.opens, g.rule, g.id), '[]')
                                  from found g),
                   'sharing', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                                          'owner', g.owner, 'reader', g.reader, 'kind', g.kind, 'plan_id', g.plan_id,
                                          'category', nullif(g.category, ''), 'basis', g.basis,
                                          'start', lower(g.days), 'end', upper(g.days)))
                                          order by g.reader, g.owner, g.kind, g.category, g.plan_id, g.basis, g.days,
                                                   g.id), '[]')
                                 from shared g),
                   'holds', (select coalesce(jsonb_agg({HOLD} order by h.at, h.id), '[]')
                               from legal_hold h where h.person_id = any (sip.mine())),
                   'protection', (select coalesce(jsonb_agg(jsonb_build_object(
                                             'actor', s.actor_id, 'level', s.level, 'reason', s.reason, 'on', s.on_day)
                                             order by s.at), '[]')
                                    from protection s where s.person_id = any (sip.mine())),
                   'handlers', (select coalesce(jsonb_agg({HANDLER} order by h.first_day, h.id, h.version), '[]')
                                  from named_handler h where h.person_id = any (sip.mine())),
                   'corrections', (select coalesce(jsonb_agg({CORRECTION} order by c.n), '[]')
                                     from correction c where c.person_id = any (sip.mine())),
                   'log', (select coalesce(jsonb_agg(to_jsonb(l) - 'n' order by l.n), '[]') from log l),
                   'granted', {GRANTED}, 'actors', {OF_PERSON}) as document, p.identity, p.details,
               (select coalesce(jsonb_agg(jsonb_build_object(
                           'id', o.person_id, 'birth_date', o.birth_date, 'identity', encode(o.identity, 'hex'),
                           'details', encode(o.details, 'hex')) order by o.person_id), '[]')
                  from person o where o.person_id = any (sip.mine()) and o.person_id <> p.person_id) as others
          from person p where p.person_id = %(person_id)s and p.person_id = any (sip.mine())""",
    "plan-archive": f"""
        with {IN_PLAN},
             mine as materialized (
                 select f.* from fact f join in_plan i on i.person_id = f.person_id and i.id = f.id
                  where f.owner = (select sip.me())),
             {HISTORY},
             {logged(OWN_LOGGED)}
        select jsonb_build_object(
                   'plan_id', %(plan_id)s::text, 'person_id', (select person_id from in_plan limit 1),
                   'actor', (select jsonb_strip_nulls(to_jsonb(a)) from actor a where a.id = sip.me()),
                   'items', {ITEMS},
                   'frozen', (select coalesce(jsonb_agg(jsonb_build_object(
                                         'n', i.n, 'item', i.item_id,
                                         'version', i.source_version || '.' || i.revision)
                                         order by i.n, i.item_id), '[]')
                                from plan_version_item i
                               where i.person_id = (select person_id from in_plan limit 1) and i.plan_id = %(plan_id)s
                                 and i.item_id in (select id from mine)),
                   'accepted', (select coalesce(jsonb_agg(jsonb_build_object('n', a.n, 'on', a.on_day) order by a.n),
                                                '[]')
                                  from plan_acceptance a
                                 where a.plan_id = %(plan_id)s and a.acceptor = sip.me())) as document
         where sip.me() is not null and exists (select from in_plan)""",
}
