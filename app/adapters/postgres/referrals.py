"""The referrals of one need as a reader may see them, and the path that they make."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres.disclosing import ITEM, logged, seen, visible
from app.adapters.postgres.items import item_of
from app.domain.item import Item
from app.usecases.plan_ports import SeenReferral

# Two referrals hang together when one follows the other, or when the reader sees that they are of one need: of a
# question that was only put to the reader, or of a need that the reader does not see, it is not told.
LINKED: Final = """
    linked as (
        select s.id from seen s where s.kind = 'referral' and ({first})
        union
        select s.id from linked l join seen r on r.id = l.id join seen s on s.kind = 'referral' and (
               s.fields ->> 'need' = r.fields ->> 'need' and s.basis <> 'named' and r.basis <> 'named'
               and (s.basis = 'own' and r.basis = 'own' or sip.sees(s.person_id, (s.fields ->> 'need')::uuid))
               or s.fields ->> 'previous' = r.id::text or r.fields ->> 'previous' = s.id::text))"""

SEEN: Final = text(visible("fact f where f.current and not f.void and f.kind = 'referral' and f.id = :id"))
FIRST: Final = "s.id = :previous or s.fields ->> 'need' = :need and s.basis <> 'named'"
PATH: Final = text(
    f"""with recursive {seen("f.person_id = :person_id and f.kind = 'referral'")}, {LINKED.format(first=FIRST)}
        select s.* from seen s join linked l on l.id = s.id order by s.id"""
)

REFERRAL_VIEWS: Final[Mapping[str, str]] = {
    "referral-path": f"""
        with recursive {
        seen(
            "f.person_id = (select q.person_id from fact q where q.id = %(referral_id)s and q.current)"
            " and f.kind in ('referral', 'main-responsible')"
        )
    },
             {LINKED.format(first="s.id = %(referral_id)s")},
             told as (
                 select s.* from seen s join linked l on l.id = s.id
                  union all
                 select s.* from seen s
                  where s.kind = 'main-responsible'
                    and s.plan_id in (select r.plan_id from seen r join linked l on l.id = r.id
                                       where r.basis <> 'named')),
             {logged("select person_id, id, category, basis from told")}
        select jsonb_build_object(
                   'referrals', (select jsonb_agg({ITEM} order by s.id) from told s where s.kind = 'referral'),
                   'main', (select coalesce(jsonb_agg({ITEM} order by s.id), '[]')
                              from told s where s.kind = 'main-responsible'),
                   'actors', (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name, a.id), '[]')
                                from actor a where a.id in (
                                     select owner from told where kind = 'referral'
                                      union select (fields ->> 'to')::uuid from told
                                      union select (fields ->> 'actor')::uuid from told))) as document
         where exists (select from linked)""",
}


class PostgresReferrals:
    """A Referrals on one connection; see usecases/plan_ports.py."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def seen(self, referral_id: UUID) -> SeenReferral | None:
        row = (await self._connection.execute(SEEN, {"id": referral_id})).one_or_none()
        return SeenReferral(item=item_of(row), whole=row.basis != "named") if row else None

    async def path(self, person_id: UUID, need: str | None, previous: str | None) -> Sequence[Item]:
        wanted = {"person_id": person_id, "need": need, "previous": UUID(previous) if previous else None}
        return [item_of(row) for row in (await self._connection.execute(PATH, wanted)).all()]
