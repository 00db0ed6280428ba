"""A protected person in the access matrix in SQL: whoever keeps something of it, and who of them opens it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

from tests.secrecy import matrix_world as w
from tests.secrecy.matrix_cells import Cells, Written
from tests.secrecy.worlds import Connection, Row, insert

HIDDEN, OPEN, KEEPER, CARD = (uuid4() for _ in range(4))

CALLERS: Final = {
    "keeper": w.Caller(actor=KEEPER, name="keeper"),
    "handler": w.Caller(actor=KEEPER, name="portal", user="anna"),
    "colleague": w.Caller(actor=KEEPER, name="portal", user="bo"),
    "lead": w.Caller(actor=KEEPER, name="portal", user="cia", leads="yes"),
    "auditor": w.Caller(actor=KEEPER, name="portal", user="eva", audits="yes"),
    "protected": w.Caller(person=HIDDEN, name="protected"),
}
"""The system of an actor that keeps something of a protected person; its caseworker who is named, one who is not, one
who leads them, and its auditor; and the person."""

PERSON: Final = replace(w.PERSON, person_id=HIDDEN, id=HIDDEN)
CASE: Final = replace(w.PLAN, person_id=HIDDEN, id=uuid4(), source="sip", kind="status", owner=KEEPER, plan_id=None)
FILE: Final = replace(CASE, id=uuid4(), source="keeper")
ASKED: Final = replace(w.CALL, person_id=OPEN, id=uuid4(), plan_id=None, named=(KEEPER,))
NOT_PROTECTED: Final = (replace(w.PERSON, person_id=OPEN, id=OPEN), ASKED)
"""Somebody about whom the actor was only asked."""


def stated(who: UUID, user: str = "anna", person: UUID = HIDDEN, **more: Any) -> dict[str, Any]:
    """What an actor says of a person's protection."""
    said = {"person_id": person, "actor_id": who, "version": 9, "level": "marked", "reason": "r"}
    return {**said, "on_day": w.TODAY, "client": "c", "user": user, **more}


def named(who: UUID, user: str = "anna", person: UUID = HIDDEN, **more: Any) -> dict[str, Any]:
    """Who of an actor opens a person."""
    said = {"person_id": person, "id": uuid4(), "version": 1, "actor_id": who, "user": user}
    return {**said, "first_day": w.TODAY, "client": "c", "named_by": "u", **more}


HELD: Final = (
    ("finding", {**w.finding(CARD, KEEPER), "person_id": HIDDEN, "owner": KEEPER}),
    ("finding_work", {**w.work(KEEPER), "person_id": HIDDEN, "finding_id": CARD}),
    ("admission", {"person_id": HIDDEN, "finding_id": CARD, "reader": KEEPER, "on_day": w.TODAY}),
    ("escalation", {**w.escalation(), "person_id": HIDDEN, "reader": KEEPER, "owner": KEEPER}),
    ("event", w.event(person_id=HIDDEN, actor=KEEPER, item_id=FILE.id, version="1.0")),
    ("correction", {**w.correction(KEEPER), "person_id": HIDDEN}),
    ("audit", w.audit(KEEPER)),
    ("source_key", {"person_id": HIDDEN, "id": FILE.id, "source": "keeper", "key": "k"}),
)
NEW: Final[Mapping[str, Callable[[w.Caller], w.Values]]] = {
    "protection": lambda who: stated(who.self, who.user or "anna"),
    "named_handler": lambda who: named(who.self, who.user or "anna"),
}
INSERTED: Final = {"protection": ("", "handler"), "named_handler": ("", "lead")}

IT: Final = f"person_id = '{HIDDEN}'"
OF_IT: Final = f"{IT} and actor_id = "
MATRIX: Final = (
    Cells("person", "who is protected", IT, "handler protected", update="handler protected"),
    Cells("fact", "a protected person", f"id = '{HIDDEN}'", "handler protected worker"),
    Cells("fact", "of a protected person", f"id = '{CASE.id}'", "handler protected worker"),
    Cells("fact", "a receipt", f"id = '{FILE.id}'", "keeper handler protected worker"),
    Cells("source_key", "of a protected person", IT, "keeper"),
    Cells("access_grant", "to a protected person", f"{IT} and reader = '{KEEPER}'", "handler protected worker"),
    Cells("finding", "of a protected person", IT, "handler worker", "worker", "worker"),
    Cells("finding_work", "of a protected person", IT, "handler worker"),
    Cells("admission", "of a protected person", IT, "handler worker"),
    Cells("escalation", "of a protected person", IT, "handler protected worker"),
    Cells("event", "of a protected person", f"{IT} and type = 'changed'", "handler protected"),
    Cells("correction", "of a protected person", IT, "keeper handler protected"),
    Cells("protection", "the keeper's", f"{OF_IT}'{KEEPER}'", "handler protected"),
    Cells("protection", "another's", f"{OF_IT}'{w.OWNER}'", "protected"),
    Cells("protection", "that it has ever been", IT, "handler protected worker"),
    Cells("named_handler", "the keeper's", f"{OF_IT}'{KEEPER}'", "handler lead protected"),
    Cells("named_handler", "another's", f"{OF_IT}'{w.OWNER}'", "protected"),
    Cells("audit", "the keeper's reading", f"actor = '{KEEPER}'", "auditor person"),
)
WRITTEN: Final = (
    Written("fact", "of a protected person", w.fact(replace(CASE, id=uuid4())), "keeper handler"),
    Written("source_key", "of a protected person",
            {"person_id": HIDDEN, "id": uuid4(), "source": "keeper", "key": "new"}, "keeper"),
    Written("protection", "on another day", stated(KEEPER, on_day=w.YESTERDAY)),
    Written("protection", "in a colleague's name", stated(KEEPER, "bo")),
    Written("protection", "of somebody about whom it was only asked", stated(KEEPER, person=OPEN)),
    Written("named_handler", "who says so, of somebody not protected", named(KEEPER, person=OPEN), "handler lead"),
    Written("named_handler", "a colleague, of somebody not protected", named(KEEPER, "bo", OPEN), "colleague lead"),
    Written("named_handler", "of somebody not known", named(KEEPER, person=w.ME), "lead"),
)  # fmt: skip


def built(connection: Connection) -> None:
    """Make it, in the connection's transaction, as the superuser."""
    for actor, users in ((KEEPER, "anna bo cia eva"), (w.OWNER, "anna"), (w.PARTY, "anna")):
        connection.execute(
            "insert into sip.actor (id, name, function, level) values (%s, 'x', 'association', 'civil-society')",
            (actor,),
        )
        for user in users.split():
            connection.execute("insert into sip.colleague values (%s, %s, %s)", (actor, user, w.YESTERDAY))
    for person in (HIDDEN, OPEN):
        w.write(connection, "person", {"person_id": person, "birth_date": "1990-05-17", "identity": b""})
    for held in (stated(KEEPER, version=1), stated(w.OWNER, version=1, level="none")):
        w.write(connection, "protection", held)
    for held in (named(KEEPER), named(w.OWNER)):
        w.write(connection, "named_handler", held)
    rows: tuple[Row, ...] = (PERSON, CASE, FILE, *NOT_PROTECTED)
    for row in rows:
        assert insert(connection, row), row
    for table, values in HELD:
        w.write(connection, table, values)
