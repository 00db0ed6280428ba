"""A world as it is stored, and who sees what of it by the plain statement of who may."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from tests.secrecy.meaning import When, holding, knows_the_person, may_see, opened
from tests.secrecy.worlds import Connection, Row
from tests.security.askers import ACTORS, Asker
from tests.security.people import NAMED, Somebody

WORD: Final = re.compile(r"Kanarie_\w+")
ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
COLUMNS: Final = (
    *("person_id", "id", "source_version", "revision", "source", "kind"),
    *("owner", "category", "disclosed", "plan_id", "fields", "named", "tentative", "void"),
)

HANGS_ON: Final = {"minutes", "appointment"}
"""What whoever was only asked by an item is told that it hangs on."""


def words_in(text: str) -> set[str]:
    """The words that stand in things and nowhere else, of those in the text."""
    return set(WORD.findall(text))


@dataclass
class World:
    """What is stored of somebody: the items as they stand, what each says, and the findings of each reader."""

    me: Somebody
    today: date
    rows: list[Row] = field(default_factory=list)
    said: dict[UUID, set[str]] = field(default_factory=dict)
    findings: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)
    _hidden: dict[str, set[str]] = field(default_factory=dict)
    _seen: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def consent(self) -> str:
        return self.me.consent

    @cached_property
    def by_id(self) -> dict[str, Row]:
        return {str(row.id): row for row in self.rows}

    def row(self, name: str) -> Row | None:
        """The item of that short name; None when there is none in this world."""
        return self.by_id.get(self.me.ids.get(name, ""))

    def words(self, rows: Iterable[Row]) -> set[str]:
        """What these items say."""
        return {word for row in rows for word in self.said[row.id]}

    def reader(self, asker: Asker) -> UUID:
        """Whose view it is: the actor's, or the person's own."""
        return UUID(self.me.county.actor(ACTORS[asker.actor])) if asker.actor else UUID(self.me.person)

    @property
    def when(self) -> When:
        return When(self.today)

    def opens(self, asker: Asker) -> bool:
        """Whether there is such a person for the asker: a protected one only for the handlers that are named."""
        named = asker.actor in NAMED[self.me.protection] and asker.role == "caseworker"
        return self.me.protection == "none" or named or self.is_me(asker)

    def is_me(self, asker: Asker) -> bool:
        return asker.person == "the person"

    def seen(self, asker: Asker) -> list[Row]:
        """The items that the asker may see today, whatever its role lets it attempt."""
        if asker.actor is None:
            return self.rows if self.is_me(asker) else []
        if asker.actor not in self._seen:
            reader = self.reader(asker)
            self._seen[asker.actor] = [row for row in self.rows if may_see(row, reader, self.rows, self.when)]
        return self._seen[asker.actor]

    def sees(self, asker: Asker, row: Row) -> bool:
        return row in self.seen(asker)

    def sees_by_right(self, asker: Asker, row: Row) -> bool:
        """By owning it, or because it is disclosed to the asker, and not only because it was asked."""
        if asker.actor is None:
            return self.is_me(asker)
        reader = self.reader(asker)
        return row.owner == reader or opened(row, reader, self.rows, self.when)

    def knows(self, asker: Asker) -> bool:
        """Whether the asker knows who the person is."""
        if asker.actor is None:
            return self.is_me(asker)
        return knows_the_person(self.reader(asker), self.rows, self.when)

    def takes_part(self, asker: Asker, plan: str) -> bool:
        """Whether the asker is the person, or an actor of whom the plan's owner has said that it takes part."""
        if asker.actor is None:
            return self.is_me(asker)
        reader = self.reader(asker)
        return any(
            row.kind == "participant" and str(row.plan_id) == self.me.ids[plan] and reader in row.named
            for row in self.rows
        )

    def owns(self, asker: Asker, row: Row) -> bool:
        return row.owner == self.reader(asker) if asker.actor else self.is_me(asker) and row.owner == THE_PERSON

    def name_of(self, one: str) -> str:
        """What the id is the id of, for whoever reads what went wrong."""
        names = (f"{self.me.world} {name}" for name, known in self.me.ids.items() if known == one)
        return next(names, f"{self.by_id[one].kind} {one}" if one in self.by_id else one)

    def hidden_ids(self, asker: Asker) -> set[str]:
        """The ids that must not be told to the asker: of what it does not see. Whoever takes part knows its plans, and
        an item that is seen tells what it hangs on."""
        key = f"{asker.actor or asker.person} {self.opens(asker)} {asker.source}"
        if key not in self._hidden:
            self._hidden[key] = self._hidden_from(asker)
        return self._hidden[key]

    def _hidden_from(self, asker: Asker) -> set[str]:
        if not self.opens(asker):
            receipts = [row for row in self.rows if row.source == asker.source]
            items = {str(row.id) for row in self.rows} - {str(row.id) for row in receipts}
            items -= {self.me.person} if receipts else set()
            items -= self._plans_of(asker) if asker.source else set()
            return items | {str(one["id"]) for found in self.findings.values() for one in found}
        hidden = {str(row.id) for row in self.rows} - {str(row.id) for row in self.seen(asker)}
        hidden |= {str(one["id"]) for reader, found in self.findings.items() for one in found
                   if reader != self.reader(asker)}  # fmt: skip
        hangs_on = {str(row.fields[name]) for row in self.seen(asker) for name in HANGS_ON & row.fields.keys()}
        return hidden - self._plans_of(asker) - hangs_on

    def _plans_of(self, asker: Asker) -> set[str]:
        return {self.me.ids[plan] for plan in ("plan", "other", "draft") if self.takes_part(asker, plan)}


def looked_at(database: Connection, me: Somebody, today: date) -> World:
    """The world of somebody, read past every policy."""
    world = World(me, today)
    stored = database.execute(
        f"select {', '.join(COLUMNS)}, concat_ws(' ', title, reason, fields) as said"
        " from sip.fact where person_id = %s and current",
        (me.person,),
    )
    for *values, said in stored.fetchall():
        row = Row(**dict(zip(COLUMNS, values, strict=True)))
        row = Row(**{**vars(row), "named": tuple(row.named)})
        world.rows.append(row)
        world.said[row.id] = words_in(said)
    world.rows = holding(world.rows)
    for reader, finding, rule, status, inhibited, evidence in database.execute(
        "select reader, id, rule, status, inhibited_by, evidence from sip.finding where person_id = %s"
        " and status in ('open', 'critical', 'upcoming', 'closed')"
        " and (valid_until is null or valid_until > %s) order by id",
        (me.person, today),
    ).fetchall():
        told = {"id": finding, "rule": rule, "status": status, "inhibited": inhibited, "evidence": evidence}
        world.findings.setdefault(reader, []).append(told)
    mine = world.findings.get(UUID(me.actor("owner")), [])
    open_now = [one for one in mine if one["status"] in ("open", "critical")]
    if open_now:
        me.ids["finding"] = str(open_now[0]["id"])
    return world
