"""The timeline in PostgreSQL: versions of items, and the one place where a row becomes an item and back."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, and_, insert, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.actors import THE_PERSON
from app.domain.facts import Fact, from_stored
from app.domain.item import Item, stored_fields
from app.usecases.ports import Frame

HOLD: Final = text("select pg_advisory_xact_lock(hashtextextended(:id, 2))")
HOLD_SHARED: Final = text("select pg_advisory_xact_lock_shared(hashtextextended(:id, 2))")


def item_of(row: Row[Any]) -> Item:
    """The item that a row of the fact table holds."""
    return Item(
        person_id=row.person_id,
        id=row.id,
        source=row.source,
        source_version=row.source_version,
        revision=row.revision,
        owner=row.owner,
        category=row.category,
        disclosed=row.disclosed,
        plan_id=row.plan_id,
        title=row.title,
        tentative=row.tentative,
        void=row.void,
        reason=row.reason,
        content=content_of(row),
    )


def content_of(row: Row[Any]) -> Fact:
    """What the item in a row of the fact table says."""
    return from_stored(row.kind, str(row.id), *stated_by(row.kind, str(row.owner), row.category), row.fields)


def stated_by(kind: str, owner: str, category: str) -> tuple[str, str | None]:
    """Whom a stored fact is of when its fields do not say, and the category that it states."""
    # The frame's category is the column's alone: no fact states it.
    return str(THE_PERSON) if kind == "consent" else owner, None if category == "plan" else category


class PostgresItems:
    """An Items on one connection; see usecases/ports.py."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keyed(self, source: str, key: str) -> tuple[UUID, UUID] | None:
        table = schema.source_key
        row = (
            await self._connection.execute(
                select(table.c.person_id, table.c.id).where(table.c.source == source, table.c.key == key)
            )
        ).one_or_none()
        return (row.person_id, row.id) if row else None

    async def load(self, item_id: UUID) -> Item | None:
        # Whoever is about to change the item waits for whoever is doing so, and then sees what has become of it:
        # no answer and no withdrawal is lost to a newer version that knows nothing of it.
        await self._connection.execute(HOLD, {"id": str(item_id)})
        return await self._held(item_id)

    async def load_shared(self, item_id: UUID) -> Item | None:
        await self._connection.execute(HOLD_SHARED, {"id": str(item_id)})
        return await self._held(item_id)

    async def _held(self, item_id: UUID) -> Item | None:
        table = schema.fact
        row = (
            await self._connection.execute(select(table).where(table.c.id == item_id, table.c.current))
        ).one_or_none()
        return item_of(row) if row else None

    async def version(self, person_id: UUID, item_id: UUID, source_version: int) -> Item | None:
        table = schema.fact
        row = (
            await self._connection.execute(
                select(table).where(
                    table.c.person_id == person_id,
                    table.c.id == item_id,
                    table.c.source_version == source_version,
                    table.c.revision == 0,
                )
            )
        ).one_or_none()
        return item_of(row) if row else None

    async def stated(self, plan: Item) -> Sequence[Item]:
        """What the caller sees of what the plan says now, messages aside, and of the person's consents, which say how
        far it sees."""
        table = schema.fact
        mine = or_(and_(table.c.plan_id == plan.id, table.c.kind != "message"), table.c.kind == "consent")
        held = select(table).where(table.c.person_id == plan.person_id, table.c.current, ~table.c.void, mine)
        return [item_of(row) for row in (await self._connection.execute(held.order_by(table.c.id))).all()]

    async def append(self, item: Item, *, key: str | None = None) -> None:
        if key is not None:
            await self._connection.execute(
                insert(schema.source_key).values(person_id=item.person_id, id=item.id, source=item.source, key=key)
            )
        await self._connection.execute(
            insert(schema.fact).values(
                person_id=item.person_id,
                id=item.id,
                source=item.source,
                source_version=item.source_version,
                revision=item.revision,
                kind=item.content.kind,
                owner=item.owner,
                category=item.category,
                disclosed=item.disclosed,
                plan_id=item.plan_id,
                title=item.title,
                fields=stored_fields(item.content),
                named=list(item.named),
                tentative=item.tentative,
                void=item.void,
                reason=item.reason,
                current=True,
            )
        )

    async def of_plan(self, plan_id: UUID, kind: str) -> Sequence[Item]:
        table = schema.fact
        of_kind = select(table).where(table.c.plan_id == plan_id, table.c.kind == kind, table.c.current, ~table.c.void)
        return [item_of(row) for row in (await self._connection.execute(of_kind.order_by(table.c.id))).all()]

    async def frame(self, item_id: UUID) -> Frame | None:
        row = (await self._connection.execute(text("select * from frame(:id)"), {"id": item_id})).one_or_none()
        return (
            Frame(person_id=row.person_id, plan_id=row.plan_id, kind=row.kind, category=row.category) if row else None
        )
