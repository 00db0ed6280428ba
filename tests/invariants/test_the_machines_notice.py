"""Each invariant is broken on purpose, and a machine that holds the service to it notices."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final

import pytest
from sqlalchemy import text

from app.adapters.postgres import detector, reads, work
from app.adapters.postgres.items import PostgresItems
from app.domain.gaps import owners
from app.domain.item import Item
from app.domain.moves import make, possible_from
from app.usecases import planning, reading
from tests.invariants.house import House
from tests.invariants.running import EXAMPLES, run
from tests.invariants.test_a_plan_at_work import PlanAtWork
from tests.invariants.test_order_of_arrival import Arrival
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.lets_it_out("by a mutant")
Break = Callable[[pytest.MonkeyPatch, Connection], AbstractContextManager[None]]


@contextmanager
def says_otherwise(patch: pytest.MonkeyPatch, view: str, before: str, after: str) -> Iterator[None]:
    """While it lasts, the statement of the view reads otherwise."""
    assert before in reads.STATEMENTS[view]
    patch.setitem(reads.STATEMENTS, view, reads.STATEMENTS[view].replace(before, after))
    yield


@contextmanager
def does_otherwise(database: Connection, function: str, before: str, after: str) -> Iterator[None]:
    """While it lasts, the function of the database does something else."""
    (kept,) = database.execute("select pg_get_functiondef(%s::regproc)", (f"sip.{function}",)).fetchone() or ("",)
    assert before in kept
    database.execute(kept.replace(before, after).encode())
    try:
        yield
    finally:
        database.execute(kept.encode())


@contextmanager
def needs_are_not_kept(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    append = PostgresItems.append

    async def forget(self: PostgresItems, item: Item, *, key: str | None = None) -> None:
        if item.content.kind != "need":
            await append(self, item, key=key)

    patch.setattr(PostgresItems, "append", forget)
    yield


@contextmanager
def everything_is_done_anew(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    async def nothing(*_: Any) -> None:
        return None

    patch.setattr(work, "_replay", nothing)
    patch.setattr(work, "_remember", nothing)
    yield


@contextmanager
def writes_leave_no_trace(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    async def nothing(*_: Any, **__: Any) -> None:
        return None

    patch.setattr(work.PostgresWork, "log", nothing)
    yield


@contextmanager
def no_reason_is_kept(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    patch.setattr(planning, "make", lambda *given, **said: make(*given, **{**said, "reason": None}))
    yield


@contextmanager
def less_is_told_to_be_possible(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    patch.setattr(reading, "_SORTS", {})
    patch.setattr(reading, "possible_from", lambda kind, state: possible_from(kind, state)[1:])
    yield


@contextmanager
def the_first_main_responsible_stays(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    def first(facts: Any, on: int) -> str | None:
        held = [one for one in facts if one.start <= on and (one.end is None or on <= one.end)]
        return min(held, key=lambda one: one.start).actor if held else None

    patch.setattr(owners, "holder", first)
    yield


@contextmanager
def what_is_taken_back_is_judged(patch: pytest.MonkeyPatch, _: Connection) -> Iterator[None]:
    assert "not void and " in str(detector.KNOWN)
    patch.setattr(detector, "KNOWN", text(str(detector.KNOWN).replace("not void and ", "")))
    yield


@contextmanager
def any_category_is_open(patch: pytest.MonkeyPatch, database: Connection) -> Iterator[None]:
    """The policy and the statement, since either of them alone would stand."""
    (kept,) = database.execute(
        "select qual from pg_policies where (tablename, policyname) = ('fact', 'seen')"
    ).fetchone() or ("",)
    broken = kept.replace("AND (g.category = fact.category)", "")
    assert broken != kept
    database.execute(f"alter policy seen on sip.fact using ({broken})".encode())
    try:
        with says_otherwise(patch, "timeline", "and g.category = k.category ", ""):
            yield
    finally:
        database.execute(f"alter policy seen on sip.fact using ({kept})".encode())


NEWER: Final = "(new.source_version, new.revision) > (held.source_version, held.revision);"
AT_WORK: Final[dict[str, Break]] = {
    "what is acknowledged is lost": needs_are_not_kept,
    "a write leaves no trace": writes_leave_no_trace,
    "a read leaves no trace": lambda patch, _: says_otherwise(
        patch, "timeline", "as disclosed group by", "as disclosed where false group by"
    ),
    "something possible is not said to be": less_is_told_to_be_possible,
}
SELDOM: Final[dict[str, Break]] = {
    "what is sent again is done again": everything_is_done_anew,
    "an end has no reason": no_reason_is_kept,
    "a consent opens more than it says": any_category_is_open,
    "what is frozen goes on changing": lambda patch, _: says_otherwise(
        patch, "plan-version", "and f.source_version = i.source_version and f.revision = i.revision", "and f.current"
    ),
    "of two main responsible the first": the_first_main_responsible_stays,
}
"""What takes some lives to show."""
ON_ARRIVAL: Final[dict[str, Break]] = {
    "what came last holds": lambda _, database: does_otherwise(database, "admit", NEWER, "true;"),
    "what was taken back counts": what_is_taken_back_is_judged,
}


@pytest.mark.parametrize("mutant", AT_WORK)
def test_the_machine_at_work_notices_that(house: House, mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with AT_WORK[mutant](monkeypatch, house.database), pytest.raises(AssertionError):
        run(lambda: PlanAtWork(house, Counter()), examples=20, steps=16, shrink=False)


@pytest.mark.skipif(EXAMPLES is None, reason="takes some lives to show; set INVARIANTS_EXAMPLES=60 to let it")
@pytest.mark.parametrize("mutant", SELDOM)
def test_the_machine_at_work_notices_after_a_while_that(
    house: House, mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SELDOM[mutant](monkeypatch, house.database), pytest.raises(AssertionError):
        run(lambda: PlanAtWork(house, Counter()), examples=60, steps=16, shrink=False)


@pytest.mark.parametrize("mutant", ON_ARRIVAL)
def test_the_machine_that_tells_a_life_twice_notices_that(
    house: House, mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ON_ARRIVAL[mutant](monkeypatch, house.database), pytest.raises(AssertionError):
        run(lambda: Arrival(house, Counter()), examples=20, steps=16, shrink=False)
