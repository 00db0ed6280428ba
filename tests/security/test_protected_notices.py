"""Each way in which a protected person can be told from nobody makes cells of the matrix red."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.adapters.postgres import reads, work
from app.domain import errors
from app.usecases import inviting, reading
from tests.security import test_matrix
from tests.security.matrix import Matrix
from tests.security.mutants.seeds import Bench, Both, Change, Code, Function, Policy
from tests.security.oracle import TABLE
from tests.security.test_matrix_notices import CARD, ITEM, LIFE, NOTED, PLAN, everywhere, faults

pytestmark = pytest.mark.asyncio(loop_scope="session")
BEGUN, KNOWN, PLACE, LISTED = (
    "POST /plans",
    "GET /persons/{person}/protection",
    "GET /appointments/{appointment}/invitation",
    "GET /persons-without-handler",
)
GUARD = "((NOT guarded) OR sip.opens(person_id))"


@contextmanager
def with_change(matrix: Matrix, change: Change) -> Iterator[None]:
    database = matrix.witness.connection
    with change.made(Bench(matrix.worlds[0].me.county, "", database)):
        yield


MUTANTS: dict[str, tuple[Change, str, str]] = {
    "a table without its policy": (
        Policy("fact", "guarded", "(NOT guarded) OR sip.opens(person_id, source)", "true"),
        ITEM, "colleague at the owner",
    ),
    "cards without their policy": (Policy("finding", "guarded", GUARD, "true"), CARD, "colleague at the owner"),
    "who it is, and by which grants, without their policies": (
        Both(
            Policy("access_grant", "guarded", GUARD, "true"),
            Policy("person", "guarded", "(protection = 'none'::text) OR sip.opens(person_id)", "true"),
        ),
        KNOWN, "colleague at the owner",
    ),
    "whoever is named, at whichever actor": (
        Function("sip.opens(uuid)", " and h.actor_id = me()", ""), LIFE, "caseworker at the party",
    ),
    "anybody of an actor at which somebody is named": (
        Function("sip.opens(uuid)", ' and h."user" = said(\'sip.user\')', ""), LIFE, "colleague at the owner",
    ),
    "a person who is there to start a plan for": (
        Function("sip.is_person(uuid)", "sip.opens(is_person.candidate)", "true"), BEGUN, "colleague",
    ),
    "a plan that is there to add to": (Function("sip.frame(uuid)", "NOT f.guarded", "true"), NOTED, "colleague"),
    "a calendar that says where": (
        Code(inviting._invitation, 'None if guarded else item.get("place")', 'item.get("place")'),
        PLACE, "the person",
    ),
    "who waits, whoever is named": (
        Function("sip.unhandled()", "h.actor_id = sip.me()", "false"), LISTED, "coordinator at the owner",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
async def test_it_is_noticed(matrix: Matrix, name: str) -> None:
    change, operation, who = MUTANTS[name]
    level = "none" if operation == LISTED else "protected-registration"  # a list is of nobody, and asked for once
    assert await faults(matrix, operation, who=who, level=level) == []
    with with_change(matrix, change):
        assert await faults(matrix, operation, who=who, level=level)


async def test_a_route_that_asks_as_whoever_is_named(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    acting_as = work.acting_as
    monkeypatch.setattr(reads, "acting_as", lambda caller: acting_as(caller) | {"user": "anna"})
    found = await faults(matrix, PLAN, who="colleague at the owner", level="marked")
    assert any("answered 200 and not 404 (hidden)" in fault for fault in found)


async def test_a_route_that_says_that_there_is_one(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    protected = {world.me.ids["plan"] for world in matrix.worlds if world.me.protection != "none"}
    read_view = reading.read_view

    async def telling(views: Any, view: str, caller: Any, what: str, **given: Any) -> Any:
        try:
            return await read_view(views, view, caller, what, **given)
        except errors.NotFound:
            if str(given.get("plan_id")) in protected:
                raise errors.NotPermitted("this person is protected") from None
            raise

    everywhere(monkeypatch, read_view, telling)
    found = await faults(matrix, PLAN, who="system at the party", level="new-identity")
    assert any("answered 403 and not 404 (hidden)" in fault for fault in found)


@pytest.mark.parametrize("operation", [PLAN, NOTED, BEGUN])
async def test_a_row_that_lets_everybody_come_to_the_protected(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    """So a new operation is held to the strictest, unless its row says otherwise."""
    monkeypatch.setitem(TABLE, operation, replace(TABLE[operation], protected="everybody"))
    assert await faults(matrix, operation, who="colleague", level="marked")


async def test_an_operation_without_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(TABLE, test_matrix.OPERATIONS[-1])
    with pytest.raises(AssertionError):
        await test_matrix.test_every_operation_has_a_row_and_every_row_an_operation()
