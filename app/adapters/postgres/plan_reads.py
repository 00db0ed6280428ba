"""What is read of a plan beside the plan itself: what it has to say, its frozen versions, and its history.

Earlier versions of an item are shown by the rights of today (the policy `earlier` on the timeline).
"""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.disclosing import ACTORS, ITEM, OF_A_PLAN, item, logged, seen, visible
from app.adapters.postgres.findings_read import AT_WORK, FINDING

ITEMS_LOGGED: Final = "select person_id, id, category, basis from seen"
# A reading that finds nothing in a version is one all the same.
ELSE_THE_PLAN: Final = (
    "union all select person_id, plan_id, 'plan', 'view' from page where not exists (select from seen)"
)
ITS_PERSON: Final = "(select p.person_id from fact p where p.id = %(plan_id)s and p.current)"

# All that a plan says, and how far the reader sees; messages are only about it, as is an emergency.
BESIDE: Final = "('message', 'emergency-access')"
STATING: Final = f"(f.plan_id = %(plan_id)s and f.kind not in {BESIDE} or f.kind = 'consent')"

# The plan as the reader sees it now: without it nothing of it is told.
PLAN: Final = seen(f"f.id = %(plan_id)s and f.person_id = {ITS_PERSON} and f.kind = 'plan'")

# Who stands behind the version `v`: by its own act, or by a paper that somebody saw signed, which may be contradicted.
ACCEPTANCES: Final = """
    select a.at, jsonb_build_object('acceptor', a.acceptor, 'on', a.on_day, 'at', a.at) as told
      from plan_acceptance a where (a.person_id, a.plan_id, a.n) = (v.person_id, v.plan_id, v.n)
    union all
    select a.at, jsonb_build_object(
               'acceptor', a.acceptor, 'on', a.on_day, 'at', a.at,
               'on_paper', jsonb_strip_nulls(jsonb_build_object(
                   'recorded_by', a.recorded_by, 'witness', a.witness, 'second_witness', a.second_witness,
                   'kept', a.kept, 'contradicted', (
                       select jsonb_build_object('on', c.on_day, 'reason', c.reason) from acceptance_contradiction c
                        where (c.person_id, c.plan_id, c.n, c.acceptor)
                            = (a.person_id, a.plan_id, a.n, a.acceptor)))))
      from paper_acceptance a where (a.person_id, a.plan_id, a.n) = (v.person_id, v.plan_id, v.n)"""

# What says how far the coordination has come: of the plan itself, and of the person beside it.
OF_STEPS: Final = f"""f.person_id = {ITS_PERSON}
                    and (f.plan_id = %(plan_id)s and f.kind in ('participant', 'call', 'meeting', 'follow-up')
                         or f.kind in ('plan', 'sip-need', 'contact'))"""

VERSION: Final = f"""
    jsonb_build_object(
        'plan_id', v.plan_id, 'person_id', v.person_id, 'n', v.n, 'id', v.id, 'on', v.on_day, 'at', v.at,
        'owner', v.owner,
        'state', case when exists (select from plan_version w where w.person_id = v.person_id
                                      and w.plan_id = v.plan_id and w.n > v.n) then 'superseded' else 'current' end,
        'acceptances', (select coalesce(jsonb_agg(a.told order by a.at), '[]') from ({ACCEPTANCES}) a))
    || jsonb_strip_nulls(jsonb_build_object('note', v.note))"""

# Of a person, beside what else is told of it.
VERSIONS_OF_PERSON: Final = f""",
                   'versions', (select coalesce(jsonb_agg({VERSION} order by v.on_day, v.plan_id, v.n), '[]')
                                  from plan_version v where v.person_id = any (sip.records(%(person_id)s)))"""

ACCEPTORS: Final = """
    found as (select a.acceptor as owner from plan_acceptance a join page v using (person_id, plan_id, n)
               union select unnest(array[a.acceptor, a.recorded_by])
                       from paper_acceptance a join page v using (person_id, plan_id, n)
               union select owner from page)"""


def _frozen(name: str, number: str) -> str:
    """The items of the version with that number, as far as the reader sees them now."""
    items = f"""plan_version_item i
              join fact f on f.person_id = i.person_id and f.id = i.item_id
                         and f.source_version = i.source_version and f.revision = i.revision
             where i.person_id = {ITS_PERSON} and i.plan_id = %(plan_id)s and i.n = {number}"""
    return f"""
    {name} as materialized ({visible(items)})"""


# What stands in the plan now, where no second version is asked for.
NOW: Final = visible(
    f"""fact f where %(to)s::integer is null and f.person_id = {ITS_PERSON} and f.plan_id = %(plan_id)s
              and f.kind not in {BESIDE} and f.current and not f.void"""
)


# On paper nothing stands that rests on anything beside the plan; the person, whose name it bears, is told of too.
PRINTED: Final = f"""f.person_id = {ITS_PERSON}
                   and (f.plan_id = %(plan_id)s and f.kind <> 'message' or f.kind = 'person')"""
# At work every consent of the person is read beside it: they say how far the reader sees, and what the plan lacks; and
# every mandate, of which each actor sees its own.
AT_HAND: Final = f"""f.person_id = {ITS_PERSON}
                   and (f.plan_id = %(plan_id)s and f.kind <> 'message'
                        or f.kind in ('person', 'consent', 'mandate'))"""
WHOLE_LOGGED: Final = f"""{ITEMS_LOGGED} where exists ({OF_A_PLAN})
    union all select person_id, id, 'finding', 'view' from found where exists ({OF_A_PLAN})"""


def _whole(items: str) -> str:
    """The plan as a timeline of these items, with its versions; of the gaps those that rest on nothing else."""
    return f"""
        with {seen(items)},
             found as (
                 select g.*, w.* from finding g {AT_WORK}
                  where g.person_id = {ITS_PERSON} and g.status <> 'retracted' and g.inhibited_by = '{{}}'
                    and g.evidence <@ (select array_agg(id::text order by id) from seen)),
             {logged(WHOLE_LOGGED)}
        select jsonb_build_object(
                   'id', %(plan_id)s::text, 'person', (select person_id from seen limit 1), 'today', sip.today(),
                   'reader', coalesce(sip.me(), sip.myself()),
                   'items', jsonb_agg({ITEM} order by s.recorded, s.id), 'actors', {ACTORS},
                   'findings', (select coalesce(jsonb_agg({FINDING} order by g.opens, g.rule, g.subject), '[]')
                                  from found g),
                   'versions', (select coalesce(jsonb_agg({VERSION} order by v.n), '[]') from plan_version v
                                  where v.person_id = {ITS_PERSON} and v.plan_id = %(plan_id)s)) as document,
               (select details from person p where p.person_id = (select person_id from seen limit 1)) as details
          from seen s having exists ({OF_A_PLAN})"""


PLAN_VIEWS: Final[Mapping[str, str]] = {
    "plan-print": _whole(PRINTED),
    "plan-page": _whole(AT_HAND),
    "completeness": f"""
        with {seen(f"f.person_id = {ITS_PERSON} and {STATING}")},
             {logged(f"{ITEMS_LOGGED} where exists ({OF_A_PLAN})")}
        select jsonb_build_object('id', %(plan_id)s::text, 'items', jsonb_agg({ITEM} order by s.id)) as document
          from seen s having exists ({OF_A_PLAN})""",
    # The consents beside the plan's items say how far the reader sees.
    "plan-costs": f"""
        with {seen(f"f.person_id = {ITS_PERSON} and (f.plan_id = %(plan_id)s or f.kind = 'consent')")},
             found as (select null::uuid as owner where false), {logged(f"{ITEMS_LOGGED} where exists ({OF_A_PLAN})")}
        select jsonb_build_object('id', %(plan_id)s::text, 'items', jsonb_agg({ITEM} order by s.id),
                                  'actors', {ACTORS}) as document
          from seen s having exists ({OF_A_PLAN})""",
    # The steps of the coordination, with what came before the plan and what was heard of the person meanwhile.
    "deadlines": f"""
        with {seen(OF_STEPS)},
             {logged(f"{ITEMS_LOGGED} where exists (select from seen where id = %(plan_id)s)")},
             found as (select null::uuid as owner where false)
        select jsonb_build_object('items', jsonb_agg({ITEM} order by s.id), 'actors', {ACTORS}) as document
          from seen s having exists (select from seen where id = %(plan_id)s)""",
    "plan-versions": f"""
        with {PLAN},
             listed as materialized (
                 select * from plan_version where plan_id = %(plan_id)s order by n desc
                  limit %(limit)s + 1 offset %(skip)s),
             page as (select * from listed order by n desc limit %(limit)s), {ACCEPTORS},
             {logged(ITEMS_LOGGED)}
        select jsonb_build_object(
                   'versions', (select coalesce(jsonb_agg({VERSION} order by v.n desc), '[]') from page v),
                   'more', (select count(*) from listed) > %(limit)s, 'actors', {ACTORS}) as document
          from seen s""",
    # By its number, or by its id when a request comes back that made it.
    "plan-version": f"""
        with page as materialized (
                 select * from plan_version
                  where plan_id = %(plan_id)s and (n = %(n)s::integer or id = %(version_id)s::uuid)),
             {ACCEPTORS}, {_frozen("seen", "(select n from page)")}, {logged(f"{ITEMS_LOGGED} {ELSE_THE_PLAN}")}
        select {VERSION} || jsonb_build_object(
                   'items', (select coalesce(jsonb_agg({ITEM} order by s.kind <> 'plan', s.recorded, s.id), '[]')
                               from seen s),
                   'actors', {ACTORS}) as document
          from page v""",
    "plan-differences": f"""
        with {_frozen("before", "%(n)s")}, {_frozen("later", "%(to)s::integer")},
             after as materialized (select * from later union all {NOW}),
             {
        logged(
            "select person_id, id, category, basis from before union select person_id, id, category, basis from after"
        )
    }
        select jsonb_build_object(
                   'before', (select coalesce(jsonb_agg({
        item("before")
    } order by s.recorded, s.id), '[]') from before s),
                   'after', (select coalesce(jsonb_agg({item("after")} order by s.recorded, s.id), '[]') from after s)
               ) as document
          from plan_version v
         where v.plan_id = %(plan_id)s and v.n = %(n)s
           and (%(to)s::integer is null
                or exists (select from plan_version w where w.plan_id = %(plan_id)s and w.n = %(to)s::integer))""",
    # What held before is what was known then; a version that came too late to hold has changed nothing.
    "plan-history": f"""
        with {PLAN},
             shown as materialized ({
        visible(f"fact f where f.person_id = {ITS_PERSON} and f.plan_id = %(plan_id)s and exists ({OF_A_PLAN})")
    }),
             changes as materialized (
                 select * from (
                     select s.*, array[s.source_version, s.revision] as held,
                            max(array[s.source_version, s.revision]) over (
                                partition by s.id order by s.recorded
                                rows between unbounded preceding and 1 preceding) as held_before
                       from shown s) n
                  where held_before is null or held > held_before),
             agreed as materialized (
                 select v.at as recorded, v.plan_id as id, v.n, 'plan-frozen' as type, v.owner as actor, v."user",
                        v.owner, v.note as reason, jsonb_build_object('frozen', nullif(v.n - 1, 0)) as old,
                        jsonb_build_object('frozen', v.n) as new
                   from plan_version v where v.plan_id = %(plan_id)s and exists ({OF_A_PLAN})
                  union all
                 select a.at, a.plan_id, a.n, 'plan-accepted', a.acceptor, a."user", a.acceptor, null, '{{}}'::jsonb,
                        jsonb_build_object('accepted', a.n, 'on', a.on_day)
                   from plan_acceptance a where a.plan_id = %(plan_id)s and exists ({OF_A_PLAN})
                  union all
                 select a.at, a.plan_id, a.n, 'plan-accepted-on-paper', a.recorded_by, a."user", a.acceptor, null,
                        '{{}}'::jsonb, jsonb_strip_nulls(jsonb_build_object(
                            'accepted', a.n, 'on', a.on_day, 'witness', a.witness,
                            'second_witness', a.second_witness, 'kept', a.kept))
                   from paper_acceptance a where a.plan_id = %(plan_id)s and exists ({OF_A_PLAN})
                  union all
                 select c.at, c.plan_id, c.n, 'plan-acceptance-contradicted', c.acceptor, c."user", c.acceptor,
                        c.reason, '{{}}'::jsonb, jsonb_build_object('on', c.on_day)
                   from acceptance_contradiction c where c.plan_id = %(plan_id)s and exists ({OF_A_PLAN})),
             listed as materialized (
                 select recorded, id, owner, null as n, null as type from changes
                  union all select recorded, id, actor, n, type from agreed
                  order by recorded desc, id, type, owner limit %(limit)s + 1 offset %(skip)s),
             page as (select * from listed order by recorded desc, id, type, owner limit %(limit)s),
             changed as (select c.* from page p join changes c using (recorded, id) where p.n is null),
             told as materialized (
                 select p.recorded, p.id, e.actor,
                        jsonb_build_object(
                            'item_id', p.id, 'kind', p.kind, 'owner', p.owner, 'at', p.recorded,
                            'old', case when not o.void then (select {item("shown")} from (select o.*) s) end,
                            'new', case when not p.void then (select {item("shown")} from (select p.*) s) end,
                            'reason', p.reason, 'title', p.title, 'type', e.type,
                            'actor', case when e.id is not null then coalesce(e.actor, sip.the_person()) end,
                            'user', case when e.actor = sip.me() then e."user" end) as line
                   from changed p
                   left join shown o on o.id = p.id and array[o.source_version, o.revision] = p.held_before
                   left join event e on e.person_id = p.person_id and e.item_id = p.id
                                    and e.version = p.source_version || '.' || p.revision
                  union all
                 select a.recorded, a.id, a.actor,
                        jsonb_build_object(
                            'item_id', a.id, 'kind', 'plan', 'owner', a.owner, 'at', a.recorded, 'n', a.n,
                            'old', a.old, 'new', a.new, 'reason', a.reason, 'title', null, 'type', a.type,
                            'actor', a.actor, 'user', case when a.actor = sip.me() then a."user" end)
                   from page p join agreed a using (recorded, id, type, n) where a.actor = p.owner),
             found as (select actor as owner from told union select (line ->> 'owner')::uuid from told),
             {logged(f"{ITEMS_LOGGED} union select person_id, id, category, basis from changed")}
        select jsonb_build_object(
                   'entries', (select coalesce(jsonb_agg(line order by recorded desc, id), '[]') from told),
                   'more', (select count(*) from listed) > %(limit)s, 'actors', {ACTORS}) as document
          from seen s""",
}
