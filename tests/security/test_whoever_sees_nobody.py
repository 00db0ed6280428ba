"""Whoever configures, counts or audits comes to nobody, and whoever guesses comes to nothing: without any table."""

from collections.abc import Iterator
from dataclasses import replace
from secrets import token_hex
from uuid import UUID

import pytest

from tests.security.askers import ASKERS, Asker
from tests.security.cells import Cell
from tests.security.door import Answer
from tests.security.matrix import Matrix
from tests.security.oracle import TABLE
from tests.security.oracle.row import SENT
from tests.security.sight import ID, words_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
OF_NOBODY = ("analyst", "auditor", "administrator", "system-nothing")
GUESSING = next(asker for asker in ASKERS if asker.name == "caseworker at the stranger")


def asked_by(matrix: Matrix, asker: Asker) -> Iterator[Cell]:
    """Every question about everything in one world."""
    for operation in TABLE:
        for cell in matrix.cells(operation):
            if cell.asker == asker and cell.world.me.world == "full_none" and cell.is_there:
                yield cell


def told_of(matrix: Matrix, cell: Cell, answer: Answer) -> set[str]:
    """What the answer tells of anybody: words, and ids that were not sent."""
    theirs = {one for world in matrix.worlds for one in [*world.by_id, *world.me.ids.values()]}
    return words_in(answer.text) - {SENT} | set(ID.findall(answer.text)) & theirs - matrix.ids_sent(cell)


@pytest.mark.parametrize("role", OF_NOBODY)
async def test_whoever_administers_counts_or_audits_reaches_nobody(matrix: Matrix, role: str) -> None:
    (asker,) = [one for one in ASKERS if one.name == f"{role} at the owner"]
    asked = list(asked_by(matrix, asker))
    assert len({cell.operation for cell in asked}) > 140
    with matrix.witness.nothing_changes():
        for cell in asked:
            answer = await matrix.ask(cell, token_hex(16))
            assert told_of(matrix, cell, answer) == set(), str(cell)


@pytest.mark.parametrize("role", OF_NOBODY)
async def test_whoever_may_nothing_is_not_told_what_there_is(matrix: Matrix, role: str) -> None:
    (asker,) = [one for one in ASKERS if one.name == f"{role} at the owner"]
    for cell in asked_by(matrix, asker):
        if cell.thing and cell.row.only != "its source" and "body" not in cell.thing and "offer" not in cell.thing:
            if cell.row.needs == "admin" and role == "administrator":
                continue  # its own registrations are its task
            of_one = await matrix.ask(cell, token_hex(16))
            of_none = await matrix.ask(replace(cell, is_there=False), token_hex(16))
            assert of_one.but_for_ids == of_none.but_for_ids, str(cell)


async def test_a_caseworker_who_guesses_ids_is_told_nothing_and_each_guess_is_in_the_log(matrix: Matrix) -> None:
    guesses: dict[str, Cell] = {}
    with matrix.witness.nothing_changes():
        end = matrix.witness.log_ends()
        for cell in asked_by(matrix, GUESSING):
            if cell.thing and cell.row.only == "everybody" and cell.thing not in matrix.common:
                trace = token_hex(16)
                answer = await matrix.ask(cell, trace)
                assert told_of(matrix, cell, answer) == set(), str(cell)
                if answer.status == 404:
                    guesses[trace] = cell
    assert len({cell.operation for cell in guesses.values()}) > 100
    rows = matrix.witness.connection.execute(
        "select request_id, actor, \"user\", person_id, items -> 0 ->> 'id' from sip.audit"
        " where n > %s and outcome = 'refused'",
        (end,),
    ).fetchall()
    logged = {trace: (actor, user, {str(person), item}) for trace, actor, user, person, item in rows}
    for trace, cell in guesses.items():
        actor, user, about = logged[trace]
        assert (actor, user) == (UUID(str(cell.actor)), "anna"), str(cell)
        assert matrix.id_of(cell) in about, f"{cell}: the log does not say what was guessed"
