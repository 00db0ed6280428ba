"""The parts of every reading statement: on what basis an item is seen, how it is told, and that it is logged."""

from typing import Final

from app.adapters.postgres.referring import tells_plan, told_fields
from app.domain.actors import THE_PERSON

ME: Final = "(select sip.me())"
TODAY: Final = "(select sip.today())"
"""Worked out once a statement, where the bare function would be for every row."""

OPENS: Final = f"sip.discloses(g.kind) and g.days @> {TODAY} and (g.until is null or (select sip.moment()) < g.until)"
"""A grant `g` that opens its owner's items holds on its days, and until its moment where it has one."""


# What gave the grants that open the item `f` to the caller: of those that end with a day the least, else of those that
# end at a moment that of the first.
_OPENED_BY: Final = f"""(
    select g.basis::text from access_grant g
     where g.person_id = f.person_id and g.reader = {ME} and g.owner = f.owner and g.category = f.category and {OPENS}
       and (f.plan_id is null or g.plan_id = f.plan_id) order by g.until nulls first, g.basis limit 1)"""

# On what basis the caller sees the item `f`. Whoever acts for the person does so by a mandate, which the transaction's
# settings name.
_BASIS: Final = f"""
    case when f.person_id = any ((select sip.mine())::uuid[])
              then coalesce(nullif(current_setting('sip.mandate', true), ''), 'self')
         when f.owner = {ME} then 'own'
         when f.kind = 'person' then case when sip.knows(f.person_id) then 'relation' end
         when f.kind = 'message' and not sip.sees_by_right(f.person_id, (f.fields ->> 'about')::uuid) then null
         when f.kind = 'message' and f.owner = '{THE_PERSON}' then 'tied'
         else coalesce(case when f.disclosed and f.kind <> 'consent' then {_OPENED_BY} end,
                       case when {ME} = any (f.named) then 'named' end)
    end"""


def visible(items: str) -> str:
    """Those that the caller sees of the items, each with its basis; `items` follows a `from` and calls them `f`.

    Without the `offset` PostgreSQL would work out every basis twice, once to answer it and once to ask if there is one.
    """
    return f"""
        select * from (select f.*, {_BASIS} as basis from {items} offset 0) f where basis is not null"""


def item(among: str = "seen", *, fields: str = "") -> str:
    """How an item `s` is told, with those of its references that lead to what the caller sees; `among` names the table
    of the statement in which these are found first. What is sealed is told by the one view that unseals it. `fields` is
    where the fields stand as they are told, if that has been worked out."""
    return f"""
    jsonb_strip_nulls(jsonb_build_object(
        'id', s.id, 'kind', s.kind, 'owner', s.owner, 'category', s.category, 'title', s.title,
        'disclosure', case when s.disclosed then 'parties' else 'own' end,
        'tentative', case when s.tentative then true end, 'reason', s.reason,
        'version', s.source_version || '.' || s.revision,
        'plan_id', case when {tells_plan(among)} then s.plan_id end))
    || {fields or told_fields(among)}"""


ITEM: Final = item()


def seen(condition: str) -> str:
    """The items as they stand for which the condition on `f` holds, as far as the caller sees them."""
    return f"""
    seen as materialized ({visible(f"fact f where f.current and not f.void and {condition}")})"""


def item_of(subject: str) -> str:
    """The id of the item that a finding with that subject is about; null where it is about the person.

    Looked up as an id. Compared as text, every item of the person would be asked whether it is seen.
    """
    return f"case when {subject} ~ '^[0-9a-f-]{{36}}$' then {subject}::uuid end"


def logged(of: str) -> str:
    """The row in the access log for each person of whom these items (person_id, id, category, basis) are told."""
    return f"""
    logged as (
        insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
        select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read',
               jsonb_agg(jsonb_build_object('id', id, 'category', category, 'basis', basis) order by category, id)
          from ({of}) as disclosed group by person_id)"""


# Whose items they are, whom they name, and whoever else `found` says.
ACTORS: Final = """
    (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name, a.id), '[]') from actor a
      where a.id = sip.me() or a.id in (
          select owner from seen union all select (fields ->> 'actor')::uuid from seen
           union all select (fields ->> 'to')::uuid from seen union all select unnest(named) from seen
           union all select owner from found))"""

# Whoever sees items of a plan but not the plan itself is answered that there is none.
OF_A_PLAN: Final = "select from seen where kind = 'plan'"
