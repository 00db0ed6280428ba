"""Records of which it is said that they are one person's, in the access matrix in SQL."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

from tests.secrecy import matrix_world as w
from tests.secrecy.matrix_cells import Cells, Written
from tests.secrecy.matrix_protected import KEEPER
from tests.secrecy.worlds import Connection, insert

TWIN, OTHER, LEADING, FOLLOWING = (uuid4() for _ in range(4))
"""Two records that the keeper and the owner of the plan know, and two that are one and that nobody knows."""
SAID, OF_ONE_UNKNOWN, OF_THE_OTHER_UNKNOWN = (uuid4() for _ in range(3))


def merge(who: UUID, user: str = "anna", **more: Any) -> dict[str, Any]:
    """That an actor proposes that two records are one."""
    said = {"person_id": TWIN, "absorbed_id": OTHER, "id": uuid4(), "version": 1, "actor_id": who, "state": "proposed"}
    return {**said, "evidence": "number-changed", "on_day": w.TODAY, "client": "c", "user": user, **more}


NEW: Final[Mapping[str, Callable[[w.Caller], w.Values]]] = {
    "merge": lambda who: merge(KEEPER if who.actor is None else who.actor, who.user or "anna"),
    "same_person": lambda who: {"person_id": TWIN, "leading_id": OTHER},
}
AT_WORK: Final = "handler colleague lead auditor"
INSERTED: Final = {"merge": ("", AT_WORK), "same_person": ("", "")}
MATRIX: Final = (
    Cells("merge", "of two whom its actor knows", f"id = '{SAID}'", f"keeper {AT_WORK}"),
    Cells("merge", "of one whom its actor does not know", f"id = '{OF_ONE_UNKNOWN}'", ""),
    Cells("merge", "of another whom it does not know", f"id = '{OF_THE_OTHER_UNKNOWN}'", ""),
    Cells("same_person", "two that are one", f"person_id = '{FOLLOWING}'", "worker"),
)
WRITTEN: Final = (
    Written("merge", "on another day", merge(KEEPER, on_day=w.YESTERDAY)),
    Written("merge", "in a colleague's name", merge(KEEPER, "bo"), "colleague"),
    Written("merge", "in another actor's name", merge(w.OWNER)),
)


def built(connection: Connection) -> None:
    """Make it, in the connection's transaction, as the superuser; the actors are there."""
    for person in (TWIN, OTHER, LEADING, FOLLOWING):
        w.write(connection, "person", {"person_id": person, "birth_date": "1990-05-17", "identity": b""})
    for person in (TWIN, OTHER):
        for owner in (KEEPER, w.OWNER):
            row = replace(w.PLAN, person_id=person, id=uuid4(), source="sip", kind="status", owner=owner, plan_id=None)
            assert insert(connection, row), row
    w.write(connection, "merge", merge(KEEPER, id=SAID))
    w.write(connection, "merge", merge(KEEPER, id=OF_ONE_UNKNOWN, person_id=w.ME))
    w.write(connection, "merge", merge(KEEPER, id=OF_THE_OTHER_UNKNOWN, person_id=OTHER, absorbed_id=w.ME))
    w.write(connection, "same_person", {"person_id": FOLLOWING, "leading_id": LEADING})
