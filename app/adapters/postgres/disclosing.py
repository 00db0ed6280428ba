"""The parts of every reading statement: on what basis an item is seen, how it is told, and that it is logged."""

from typing import Final

from app.domain.actors import THE_PERSON

# A grant that opens holds on its days, and until its moment where it has one.
OPENS: Final = "g.opens and g.days @> sip.today() and (g.until is null or sip.moment() < g.until)"

# Whoever acts for the person does so by a mandate, which the transaction's settings name.
BASIS: Final = f"""
    case when f.person_id = sip.myself() then coalesce(nullif(current_setting('sip.mandate', true), ''), 'self')
         when f.owner = sip.me() then 'own'
         when f.kind = 'person' then (
             select 'relation' from access_grant g
              where g.person_id = f.person_id and g.reader = sip.me() and g.days @> sip.today() limit 1)
         when f.kind = 'message' and not sip.sees_by_right(f.person_id, (f.fields ->> 'about')::uuid) then null
         when f.kind = 'message' and f.owner = '{THE_PERSON}' then 'tied'
         else coalesce(
             (select g.basis::text from access_grant g
               where f.disclosed and f.kind <> 'consent'
                 and g.person_id = f.person_id and g.reader = sip.me() and g.owner = f.owner
                 and g.category = f.category and {OPENS}
                 and (f.plan_id is null or g.plan_id = f.plan_id) order by g.until is not null, g.basis limit 1),
             case when sip.me() = any (f.named) then 'named' end)
    end"""

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
    || case when s.basis = 'named' and s.kind in ('call', 'referral')
            then s.fields - 'plan' - 'need' else s.fields end
       - case when s.kind = 'crisis-plan' then 'contacts'
              when s.fields ? 'previous' and not exists (
                   select from fact p where p.person_id = s.person_id and p.id::text = s.fields ->> 'previous')
              then 'previous'
              when s.fields ? 'replaces' and not exists (
                   select from fact p where p.person_id = s.person_id and p.id::text = s.fields ->> 'replaces')
              then 'replaces' else '' end"""


def seen(condition: str) -> str:
    """The items as they stand for which the condition on `f` holds, with the basis on which the caller sees each."""
    return f"""
    seen as materialized (
        select * from (select f.*, {BASIS} as basis from fact f where f.current and not f.void and {condition}) f
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
          select owner from seen union select (fields ->> 'actor')::uuid from seen
           union select (fields ->> 'to')::uuid from seen union select unnest(named) from seen
           union select owner from found))"""

# Whoever sees items of a plan but not the plan itself is answered that there is none.
OF_A_PLAN: Final = "select from seen where kind = 'plan'"
