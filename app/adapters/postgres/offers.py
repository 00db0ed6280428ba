"""The catalogue of activities in PostgreSQL; its places are counted by triggers, with the activities that take them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.adapters.postgres.items import HOLD
from app.domain.days import Day
from app.domain.offers import Offer
from app.usecases.ports import Caller

STANDING: Final = """
    offer o join offer_place p on p.offer_id = o.id
      and o.version = (select max(v.version) from offer v where v.id = o.id)"""
"""Every offer in the version that holds, with its places."""

OFFER: Final = """
    jsonb_strip_nulls(jsonb_build_object(
        'id', o.id, 'body', o.body, 'actor', o.actor, 'title', o.title, 'category', o.category,
        'target_groups', o.target_groups, 'scope', o.scope, 'capacity', o.capacity,
        'places_left', p.capacity - p.taken, 'start_dates', o.start_dates, 'weekly_cost', o.weekly_cost,
        'payer', o.payer, 'withdrawn_on', o.withdrawn_on, 'reason', o.reason, 'version', o.version::text))"""

LOGGED: Final = """
    logged as (
        insert into audit (request_id, client, "user", actor, action, outcome)
        values (%(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read'))"""

OFFER_VIEWS: Final[Mapping[str, str]] = {
    # What the body's own members offer, and the national programmes; one for everybody is for each target group.
    "offers": f"""
        with found as (
            select o.id, o.title, {OFFER} as told from {STANDING}
             where (o.body = %(body)s or o.scope = 'national') and o.withdrawn_on is null
               and coalesce(o.category = %(category)s::text, true)
               and (%(target_group)s::text is null or o.target_groups = '{{}}'
                    or %(target_group)s = any (o.target_groups))
             order by o.title, o.id limit %(limit)s + 1 offset %(skip)s),
        page as (select * from found order by title, id limit %(limit)s), {LOGGED}
        select jsonb_build_object(
                   'offers', (select coalesce(jsonb_agg(told order by title, id), '[]') from page),
                   'more', (select count(*) from found) > %(limit)s) as document""",
    "offer": f"with {LOGGED} select {OFFER} as document from {STANDING} where o.id = %(offer_id)s",
}


class PostgresOffers:
    """An Offers on one connection; see usecases/ports.py. `made` is told the id of what is appended."""

    def __init__(self, connection: AsyncConnection, caller: Caller, made: Callable[[UUID], None]) -> None:
        self._connection = connection
        self._caller = caller
        self._made = made

    async def load(self, offer_id: UUID) -> Offer | None:
        await self._connection.execute(HOLD, {"id": str(offer_id)})
        offer, place = schema.offer, schema.offer_place
        standing = (
            select(offer, place.c.taken)
            .join(place, place.c.offer_id == offer.c.id)
            .where(offer.c.id == offer_id)
            .order_by(offer.c.version.desc())
            .limit(1)
        )
        row = (await self._connection.execute(standing)).one_or_none()
        return _offer(row) if row else None

    async def append(self, offer: Offer) -> None:
        who = self._caller.principal
        self._made(offer.id)
        await self._connection.execute(
            insert(schema.offer).values(
                id=offer.id,
                version=offer.version,
                body=offer.body,
                actor=offer.actor,
                title=offer.title,
                category=offer.category,
                target_groups=list(offer.target_groups),
                scope=offer.scope,
                capacity=offer.capacity,
                start_dates=[date.fromordinal(day) for day in offer.start_dates],
                weekly_cost=offer.weekly_cost,
                payer=offer.payer,
                withdrawn_on=None if offer.withdrawn_on is None else date.fromordinal(offer.withdrawn_on),
                reason=offer.reason,
                client=who.client,
                user=who.user,
            )
        )


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        id=row.id,
        version=row.version,
        body=row.body,
        actor=row.actor,
        title=row.title,
        category=row.category,
        target_groups=tuple(row.target_groups),
        scope=row.scope,
        capacity=row.capacity,
        start_dates=tuple(day.toordinal() for day in row.start_dates),
        weekly_cost=row.weekly_cost,
        payer=row.payer,
        withdrawn_on=_day(row.withdrawn_on),
        reason=row.reason,
        taken=row.taken,
    )


def _day(on: date | None) -> Day | None:
    return None if on is None else on.toordinal()
