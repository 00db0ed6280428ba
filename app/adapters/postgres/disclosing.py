"""The parts of every reading statement: on what basis an item is seen, how it is told, and that it is logged."""

from typing import Final

from app.domain.actors import THE_PERSON

ME: Final = "(select sip.me())"
TODAY: Final = "(select sip.today())"
"""Worked out once a statement, where the bare function would be for every row."""

OPENS: Final = f"sip.discloses(g.kind) and g.days @> {TODAY} and (g.until is null or (select sip.moment()) < g.until)"
"""A grant `g` that opens its owner's items holds on its days, and until its moment where it has one."""


def _consent(of: str) -> str:
    """What gave the grants that open to the caller what is as `of` in person, owner, category and plan: of those that
    end with a day the least, else of those that end at a moment that of the first."""
    return f"""(
             select g.basis::text from access_grant g
              where g.person_id = {of}.person_id and g.reader = {ME} and g.owner = {of}.owner
                and g.category = {of}.category and {OPENS}
                and ({of}.plan_id is null or g.plan_id = {of}.plan_id) order by g.until nulls first, g.basis limit 1)"""


def _basis(consent: str) -> str:
    """On what basis the caller sees the item `f`, where `consent` is what opens it if it is disclosed. Whoever acts for
    the person does so by a mandate, which the transaction's settings name."""
    return f"""
    case when f.person_id = any ((select sip.mine())::uuid[])
              then coalesce(nullif(current_setting('sip.mandate', true), ''), 'self')
         when f.owner = {ME} then 'own'
         when f.kind = 'person' then case when sip.knows(f.person_id) then 'relation' end
         when f.kind = 'message' and not sip.sees_by_right(f.person_id, (f.fields ->> 'about')::uuid) then null
         when f.kind = 'message' and f.owner = '{THE_PERSON}' then 'tied'
         else coalesce(case when f.disclosed and f.kind <> 'consent' then {consent} end,
                       case when {ME} = any (f.named) then 'named' end)
    end"""


BASIS: Final = _basis(_consent("f"))

# An addressee who sees only the question put to it is not told which plan or need it belongs to, and nobody that
# there is a referral or a consent before this one which they do not see (the policies hide it from the question). What
# is sealed is told by the one view that unseals it.
ITEM: Final = """
    jsonb_strip_nulls(jsonb_build_object(
        'id', s.id, 'kind', s.kind, 'owner', s.owner, 'category', s.category, 'title', s.title,
        'disclosure', case when s.disclosed then 'parties' else 'own' end,
        'tentative', case when s.tentative then true end, 'reason', s.reason,
        'version', s.source_version || '.' || s.revision,
        'plan_id', case when s.basis <> 'named' then s.plan_id end))
    || case when s.kind = 'crisis-plan' then s.fields - 'contacts'
            when s.kind in ('call', 'referral')
            then s.fields - case when s.basis = 'named' then '{plan,need}'::text[] else '{}' end
                 - case when s.fields ? 'previous' and not sip.sees(s.person_id, (s.fields ->> 'previous')::uuid)
                        then 'previous' else '' end
            when s.kind = 'consent' and s.fields ? 'replaces'
                 and not sip.sees(s.person_id, (s.fields ->> 'replaces')::uuid)
            then s.fields - 'replaces' else s.fields end"""


def seen(condition: str) -> str:
    """The items as they stand for which the condition on `f` holds, with the basis on which the caller sees each.

    Consent is asked for once for all items of one owner and category in a plan.
    """
    return f"""
    asked as materialized (select f.* from fact f where f.current and not f.void and {condition}),
    opened as materialized (
        select k.*, {_consent("k")} as consent
          from (select distinct person_id, owner, category, plan_id from asked where owner <> {ME}) k),
    seen as materialized (
        select * from (
            select f.*, {_basis("o.consent")} as basis
              from asked f
              left join opened o on o.person_id = f.person_id and o.owner = f.owner and o.category = f.category
                                and o.plan_id is not distinct from f.plan_id) f
         where basis is not null)"""


def logged(of: str) -> str:
    """The row in the access log for each person of whom these items (person_id, id, category, basis) are told."""
    return f"""
    logged as (
        insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
        select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read',
               jsonb_agg(jsonb_build_object('id', id, 'category', category, 'basis', basis))
          from ({of}) as disclosed group by person_id)"""


# Whose items they are, whom they name, and whoever else `found` says.
ACTORS: Final = """
    (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a))), '[]') from actor a
      where a.id = sip.me() or a.id in (
          select owner from seen union all select (fields ->> 'actor')::uuid from seen
           union all select (fields ->> 'to')::uuid from seen union all select unnest(named) from seen
           union all select owner from found))"""

# Whoever sees items of a plan but not the plan itself is answered that there is none.
OF_A_PLAN: Final = "select from seen where kind = 'plan'"
