"""What the matrix is for: each way in which an access rule can be wrong makes cells of it red."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI, Request
from starlette.routing import Mount

from app.adapters.postgres import reads, registry
from app.adapters.postgres.work import PostgresStore
from app.api import error_answers
from app.api.authentication import caller_of
from app.domain import errors, permissions
from app.domain.permissions import Permission
from app.usecases import reading
from app.usecases.ports import Caller
from tests.security.askers import ACTORS
from tests.security.cells import Cell
from tests.security.matrix import Matrix

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lets_it_out("by a mutant")]
PLAN, LIFE, ITEM = "GET /plans/{plan}", "GET /persons/{person}/timeline", "GET /activities/{activity}"
IN_FORCE = re.compile(r"\(g\.days @> \( SELECT (?:sip\.)?today\(\) AS today\)\)")
NOTED, CARD = "POST /plans/{plan}/goals", "GET /findings/{finding}"


async def faults(matrix: Matrix, *operations: str, who: str = "", level: str = "none") -> list[str]:
    """What the matrix finds wrong with these operations, for askers whose name has that in it, in the worlds in which
    that is the level of protection."""

    def asked(operation: str) -> Iterator[Cell]:
        for cell in matrix.cells(operation):
            if who in cell.asker.name and (not cell.is_there or cell.world.me.protection == level):
                yield cell

    return [fault for operation in operations for fault in (await matrix.check(operation, asked(operation)))[1]]


@contextmanager
def policy(matrix: Matrix, name: str, using: Callable[[str], str], table: str = "fact") -> Iterator[None]:
    """The policy says something else meanwhile: `using` turns what it says into that."""
    database = matrix.witness.connection
    (said,) = database.execute(
        "select qual from pg_policies where schemaname = 'sip' and tablename = %s and policyname = %s", (table, name)
    ).fetchone() or ("",)
    assert using(said) != said, "the policy would say the same"
    database.execute(f"alter policy {name} on sip.{table} using ({using(said)})".encode())
    try:
        yield
    finally:
        database.execute(f"alter policy {name} on sip.{table} using ({said})".encode())


def told(monkeypatch: pytest.MonkeyPatch, view: str, change: Callable[[str], str]) -> None:
    """The statement of a view says something else."""
    said = reads.STATEMENTS[view]
    assert change(said) != said, "the statement would say the same"
    monkeypatch.setitem(reads.STATEMENTS, view, change(said))


def everywhere(monkeypatch: pytest.MonkeyPatch, was: Callable[..., Any], becomes: Callable[..., Any]) -> None:
    """Every module that has the function has another in its place."""
    for name, module in list(sys.modules.items()):
        for attribute in [known for known, value in vars(module).items() if value is was and name.startswith("app.")]:
            monkeypatch.setattr(module, attribute, becomes)


async def test_the_doors_are_as_they_should_be_to_begin_with(matrix: Matrix) -> None:
    assert await faults(matrix, PLAN, LIFE, ITEM, NOTED, CARD) == []


async def test_a_permission_that_nobody_checks(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, permissions.check, lambda *_: None)
    found = await faults(matrix, PLAN)
    assert any("auditor at the owner" in fault and "not 403 (no scope)" in fault for fault in found)


@pytest.mark.parametrize("role", ["analyst", "auditor", "administrator"])
async def test_a_role_that_may_more(matrix: Matrix, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setitem(permissions.ROLES, role, frozenset({Permission.READ}))
    assert await faults(matrix, LIFE, who=role)


async def test_a_person_who_may_what_agencies_may(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "PERSON_MAY", frozenset(Permission))
    assert await faults(matrix, "POST /person-lookups", who="person")


async def test_a_route_that_lets_everybody_in(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    me = next(iter(matrix.worlds)).me
    owner, client = me.actor("owner"), f"{me.county.issuers}/{ACTORS['owner']}#portal"

    async def anybody(request: Request) -> Caller:
        principal = permissions.Principal(client=client, user="u", actor=UUID(owner), may=frozenset(Permission))
        today = matrix.worlds[0].today.toordinal()
        caller = Caller(principal=principal, today=today, request_id=request.state.request_id)
        request.state.caller = caller
        return caller

    for app in (matrix.real, matrix.rehearsed):
        api = next(route.app for route in app.routes if isinstance(route, Mount))
        assert isinstance(api, FastAPI)
        monkeypatch.setitem(api.dependency_overrides, caller_of, anybody)
    assert any("not 401" in fault for fault in await faults(matrix, PLAN, who="nobody"))


async def test_a_consent_that_lasts_for_ever_once_both_gates_forget_its_days(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one gate left nothing is let out."""
    told(monkeypatch, "plan", lambda sql: sql.replace("and g.days @> (select sip.today())", ""))
    assert await faults(matrix, PLAN, who="party") == []
    with policy(matrix, "seen", lambda said: IN_FORCE.sub("true", said)):
        found = await faults(matrix, PLAN, who="party")
    assert any("(expired_none)" in fault for fault in found)


async def test_a_category_that_no_consent_names(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, "plan", lambda sql: sql.replace("and g.category = f.category", ""))
    assert await faults(matrix, PLAN, who="party") == []
    with policy(matrix, "seen", lambda said: said.replace("(g.category = fact.category)", "true")):
        found = await faults(matrix, PLAN, who="party")
    assert any("(partial_none)" in fault and "too much" in fault for fault in found)


async def test_the_policies_and_the_statements_both_open(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    for view in ("item", "timeline"):
        told(monkeypatch, view, lambda sql: sql.replace("where basis is not null", ""))
    assert await faults(matrix, ITEM, LIFE, who="system at the stranger") == []
    with policy(matrix, "seen", lambda _: "true"):
        found = await faults(matrix, ITEM, LIFE, who="system at the stranger")
    assert any(ITEM in fault for fault in found)
    assert any(LIFE in fault for fault in found)


async def test_a_person_who_sees_every_person(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    is_me = "f.person_id = any ((select sip.mine())::uuid[])"
    told(monkeypatch, "timeline", lambda sql: sql.replace(is_me, "(select sip.myself()) is not null"))
    assert await faults(matrix, LIFE, who="another person") == []
    with policy(matrix, "seen", lambda _: "sip.myself() is not null"):
        assert await faults(matrix, LIFE, who="another person")


async def test_something_hidden_that_is_not_answered_as_what_there_is_not(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = {world.me.ids["plan"] for world in matrix.worlds}
    read_view = reading.read_view

    async def telling(views: Any, view: str, caller: Caller, what: str, **given: Any) -> Any:
        try:
            return await read_view(views, view, caller, what, **given)
        except errors.NotFound:
            if str(given.get("plan_id")) in plans:
                raise errors.NotFound("there is no such plan for you; ask its owner") from None
            raise

    everywhere(monkeypatch, read_view, telling)
    assert any("is not answered as what there is not" in fault for fault in await faults(matrix, PLAN))


async def test_a_hint_of_what_is_hidden(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its id is enough."""
    hidden = ",".join(world.me.ids["need_health"] for world in matrix.worlds)
    told(monkeypatch, "plan", lambda sql: sql.replace("'person_id', (", f"'also', '{hidden}'::text, 'person_id', ("))
    found = await faults(matrix, PLAN, who="system at the owner")
    assert any("partial_none need_health" in fault and "which is hidden" in fault for fault in found)


async def test_a_card_that_others_see(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, "finding", lambda sql: sql.replace("g.reader = any (sip.readers())", "true"))
    assert await faults(matrix, CARD, who="party") == []
    with policy(matrix, "mine", lambda _: "true", table="finding"):
        assert await faults(matrix, CARD, who="party")


async def test_a_refusal_that_changes_something(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    refused, database = PostgresStore.refused, matrix.witness.connection

    async def and_writes(self: PostgresStore, *given: Any, **named: Any) -> None:
        database.execute("insert into sip.dirty (person_id) values (%s)", (matrix.worlds[0].me.person,))
        await refused(self, *given, **named)

    monkeypatch.setattr(PostgresStore, "refused", and_writes)
    try:
        assert any(": dirty " in fault for fault in await faults(matrix, NOTED, who="administrator at the owner"))
    finally:
        database.execute("delete from sip.dirty")


async def test_a_refusal_that_leaves_no_trace(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(error_answers, "REFUSALS", (errors.NotAuthenticated, errors.NotPermitted))
    assert any("no row of the log says refused" in fault for fault in await faults(matrix, ITEM))


async def test_a_reading_that_leaves_no_trace(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    row = 'insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)'
    told(monkeypatch, "plan", lambda sql: sql.replace(row, ""))
    assert any("no row of the log says so" in fault for fault in await faults(matrix, PLAN, who="owner"))


async def test_a_refusal_that_is_logged_of_somebody_else(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    async def of_nobody(self: Any, caller: Any, *given: Any, **named: Any) -> None:
        await refused(self, None, *given, **named)

    refused = PostgresStore.refused
    monkeypatch.setattr(PostgresStore, "refused", of_nobody)
    assert any("the log has it of None" in fault for fault in await faults(matrix, ITEM, who="stranger"))
