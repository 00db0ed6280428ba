"""Who may see what, worked out from the facts alone in the plainest way, without grants: what the gates must mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import Row


@dataclass(frozen=True)
class When:
    """A day, and whether the hours of what was opened on the base day are over by the database's clock."""

    day: date
    late: bool = False


def holding(rows: Iterable[Row]) -> list[Row]:
    """Of each item the version that holds, unless it takes the item away."""
    latest: dict[UUID, Row] = {}
    for row in rows:
        held = latest.get(row.id)
        if held is None or (row.source_version, row.revision) > (held.source_version, held.revision):
            latest[row.id] = row
    return [row for row in latest.values() if not row.void]


def may_see(item: Row, reader: UUID, rows: list[Row], when: When) -> bool:
    """Whether the actor may see the item then; `rows` are those that hold."""
    if item.owner == reader or reader in item.named:
        return True
    if item.kind == "person":
        return knows_the_person(reader, rows, when)
    if item.kind == "message":
        about = [row for row in rows if str(row.id) == item.fields["about"]]
        if not any(row.owner == reader or opened(row, reader, rows, when) for row in about):
            return False
        return item.owner == THE_PERSON or opened(item, reader, rows, when)
    return opened(item, reader, rows, when)


def opened(item: Row, reader: UUID, rows: list[Row], when: When) -> bool:
    """Whether a consent, a legal basis or an emergency lets the actor see the item."""
    if not item.disclosed or item.kind == "consent":
        return False
    return any(
        (row.kind == "legal-basis" and in_force(row, when) and discloses(row, item, reader))
        or any(
            (row.kind == "consent" and in_force(row, when) and opens(row, item, reader, plan, rows))
            or (row.kind == "emergency-access" and row.plan_id == plan and opens_now(row, item, reader, rows, when))
            for plan in plans_with(reader, rows)
        )
        for row in rows
    )


def knows_the_person(reader: UUID, rows: list[Row], when: When) -> bool:
    """Through something of its own, a question put to it, or a consent or legal basis in force that names it."""
    return any(
        row.owner == reader
        or (row.kind in ("call", "referral") and reader in row.named)
        or (row.kind in ("consent", "legal-basis") and reader in row.named and in_force(row, when))
        for row in rows
    )  # fmt: skip


def in_force(granting: Row, when: When) -> bool:
    """From its first day to its last; the day of withdrawal is not covered. A draft is never in force."""
    last = date.fromisoformat(granting.fields.get("end", "9999-12-30"))
    withdrawn = date.fromisoformat(granting.fields.get("withdrawn_on", "9999-12-31"))
    first = date.fromisoformat(granting.fields["start"])
    return not granting.tentative and first <= when.day < min(last + timedelta(1), withdrawn)


def plans_with(actor: UUID, rows: list[Row]) -> set[UUID]:
    """The plans of which the plan's own owner has said that the actor takes part."""
    owners = {row.id: row.owner for row in rows if row.kind == "plan"}
    return {
        row.plan_id
        for row in rows
        if row.kind == "participant" and actor in row.named and row.plan_id and owners.get(row.plan_id) == row.owner
    }


def joined(plan: UUID, rows: list[Row]) -> set[UUID]:
    """Who has disclosed something in the plan."""
    return {row.owner for row in rows if row.plan_id == plan and row.disclosed}


def opens(consent: Row, item: Row, reader: UUID, plan: UUID, rows: list[Row]) -> bool:
    """Whether the consent lets the reader, a party of the plan, see the item."""
    if reader not in consent.named or item.owner not in {*consent.named, THE_PERSON}:
        return False
    if item.category not in {*consent.fields["categories"], "plan"} or item.plan_id not in (None, plan):
        return False
    return consent.owner == THE_PERSON or {consent.owner, item.owner} <= joined(plan, rows)


def discloses(basis: Row, item: Row, reader: UUID) -> bool:
    """Whether the owner of the item says that the reader may see it by that provision."""
    return basis.owner == item.owner and reader in basis.named and item.category in basis.fields["categories"]


def opens_now(emergency: Row, item: Row, reader: UUID, rows: list[Row], when: When) -> bool:
    """Whether the reader, a party of the plan, has opened it for hours that are not over: what another that has joined
    it, or the person, discloses."""
    opened_on, plan = date.fromisoformat(emergency.fields["on"]), emergency.plan_id
    if emergency.owner != reader or plan is None or item.plan_id not in (None, plan):
        return False
    if when.late or not opened_on <= when.day <= opened_on + timedelta(1):
        return False
    party = item.owner == THE_PERSON or plan in plans_with(item.owner, rows)
    return party and {reader, item.owner} <= joined(plan, rows)
