"""Who may see what, worked out from the facts alone in the plainest way, without grants: what the gates must mean."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import Row


def holding(rows: Iterable[Row]) -> list[Row]:
    """Of each item the version that holds, unless it takes the item away."""
    latest: dict[UUID, Row] = {}
    for row in rows:
        held = latest.get(row.id)
        if held is None or (row.source_version, row.revision) > (held.source_version, held.revision):
            latest[row.id] = row
    return [row for row in latest.values() if not row.void]


def may_see(item: Row, reader: UUID, rows: list[Row], day: date) -> bool:
    """Whether the actor may see the item on the day; `rows` are those that hold."""
    if item.owner == reader or reader in item.named:
        return True
    if item.kind == "person":
        return knows_the_person(reader, rows, day)
    if item.kind == "message":
        about = [row for row in rows if str(row.id) == item.fields["about"]]
        if not any(row.owner == reader or consented(row, reader, rows, day) for row in about):
            return False
        return item.owner == THE_PERSON or consented(item, reader, rows, day)
    return consented(item, reader, rows, day)


def consented(item: Row, reader: UUID, rows: list[Row], day: date) -> bool:
    """Whether somebody's consent lets the actor see the item."""
    if not item.disclosed or item.kind == "consent":
        return False
    return any(
        opens(consent, item, reader, plan, rows)
        for consent in rows
        if consent.kind == "consent" and in_force(consent, day)
        for plan in plans_with(reader, rows)
    )


def knows_the_person(reader: UUID, rows: list[Row], day: date) -> bool:
    """Through something of its own, a question put to it, or a consent in force that names it."""
    return any(
        row.owner == reader
        or (row.kind in ("call", "referral") and reader in row.named)
        or (row.kind == "consent" and reader in row.named and in_force(row, day))
        for row in rows
    )  # fmt: skip


def in_force(consent: Row, day: date) -> bool:
    """From its first day to its last; the day of withdrawal is not covered."""
    last = date.fromisoformat(consent.fields.get("end", "9999-12-30"))
    withdrawn = date.fromisoformat(consent.fields.get("withdrawn_on", "9999-12-31"))
    return date.fromisoformat(consent.fields["start"]) <= day < min(last + timedelta(1), withdrawn)


def plans_with(actor: UUID, rows: list[Row]) -> set[UUID]:
    """The plans of which the plan's own owner has said that the actor takes part."""
    owners = {row.id: row.owner for row in rows if row.kind == "plan"}
    return {
        row.plan_id
        for row in rows
        if row.kind == "participant" and actor in row.named and row.plan_id and owners.get(row.plan_id) == row.owner
    }


def opens(consent: Row, item: Row, reader: UUID, plan: UUID, rows: list[Row]) -> bool:
    """Whether the consent lets the reader, a party of the plan, see the item."""
    if reader not in consent.named or item.owner not in {*consent.named, THE_PERSON}:
        return False
    if item.category not in {*consent.fields["categories"], "plan"} or item.plan_id not in (None, plan):
        return False
    joined = {row.owner for row in rows if row.plan_id == plan and row.disclosed}
    return consent.owner == THE_PERSON or {consent.owner, item.owner} <= joined
