"""The matrix: every cell is asked, and held against what was to be answered; and nothing may have changed by it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any, Final

from fastapi import FastAPI

from tests.api.witness import Witness
from tests.security.askers import ASKERS, token_of
from tests.security.cells import NO_ONE, Cell
from tests.security.door import Answer, ask
from tests.security.judging import exists, judge, there
from tests.security.oracle import TABLE
from tests.security.oracle.row import Row
from tests.security.people import GIVING
from tests.security.sampling import sampled
from tests.security.saying import SAYS, said_of_all, takes_batch, who_waits
from tests.security.sight import ID, World, words_in

LOGGED: Final = (401, 403, 404)
"""The answers that refuse somebody, and so leave a row in the log; a reference that leads nowhere is one too."""
WITH_THE_LOG: Final = ("GET /persons/{person}/access-log", "GET /persons/{person}/export")


@dataclass
class Matrix:
    """The worlds, the two doors, and whoever looks past every policy; `common` are ids of what is nobody's."""

    worlds: Sequence[World]
    real: FastAPI
    rehearsed: FastAPI
    witness: Witness
    common: dict[str, str]
    tokens: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def cells(self, operation: str) -> Iterator[Cell]:
        """Every cell of the operation, those about what there is not first. What is about no person is asked once."""
        row = TABLE[operation]
        around = [*zip(self.worlds, [*self.worlds[1:], self.worlds[0]], strict=True)]
        if row.only != "its source" and (row.of or row.known == "agencies, if there is such a person, and that one"):
            for asker in ASKERS:
                yield Cell(operation, row, asker, *around[0], (row.of or ("",))[0], is_there=False)
        for world, next_door in around if self.is_of_persons(row) else around[:1]:
            for asker in ASKERS:
                for thing in row.of or ("",):
                    yield Cell(operation, row, asker, world, next_door, thing)

    def is_of_persons(self, row: Row) -> bool:
        """Whether what is asked for, or sent, is of somebody, and so differs by world."""
        return row.sends is not None or any(thing not in self.common for thing in row.of)

    def sample(self, operation: str) -> list[Cell]:
        """The cells that are asked when not everything is; what is of nobody is asked as it is."""
        every = [*self.cells(operation)]
        return [*sampled(every, self.worlds)] if self.is_of_persons(TABLE[operation]) else every

    async def check(self, operation: str, cells: Iterable[Cell]) -> tuple[int, list[str]]:
        """How many of the operation's cells there were, and what was wrong in them; those about what there is not come
        first."""
        wrong: list[str] = []
        asked: dict[str, tuple[Cell, Answer]] = {}
        unknown: dict[str, Answer] = {}
        end, before = self.witness.log_ends(), self.witness.counts()
        for cell in cells:
            trace = token_hex(16)
            answer = await self.ask(cell, trace)
            asked[trace] = cell, answer
            wrong += [f"{cell}: {fault}" for fault in self._faults(cell, answer)]
            if not cell.is_there:
                unknown[cell.asker.name] = answer
            elif (judge(cell)[0] == "hidden" or not there(cell)) and cell.asker.name in unknown:
                wrong += _told_apart(cell, answer, unknown[cell.asker.name])
        after = self.witness.counts()
        wrong += [f"{operation}: {name} {n} → {after[name]}" for name, n in before.items() if n != after[name]]
        wrong += self._log_faults(asked, end)
        return len(asked), wrong

    async def ask(self, cell: Cell, trace: str) -> Answer:
        """What is to be refused is asked for at the real door; what is to be done is rehearsed."""
        method, path = cell.operation.split(" ")
        app = self.rehearsed if judge(cell)[0] == "done" else self.real
        address = self._address(cell, path)
        return await ask(app, method, address, token=self._token(cell), trace=trace, body=self._body_of(cell))

    def _body_of(self, cell: Cell) -> object:
        if cell.row.sends is None:
            return None
        me = cell.world.me
        return cell.row.sends(me if cell.is_there or cell.thing else replace(me, person=NO_ONE), cell.asker)

    def _address(self, cell: Cell, path: str) -> str:
        given = {"version": "1", "key": "matrix", "source": cell.source}
        if cell.thing != "person":
            given["person"] = cell.world.me.person if cell.is_there else NO_ONE
        for name in re.findall(r"{(\w+)}", path):
            given.setdefault(name, self.id_of(cell))
        return path.format(**given) + cell.row.asks

    def id_of(self, cell: Cell) -> str:
        if not cell.is_there:
            return NO_ONE if cell.thing != "a body" else "no-such-body"
        if cell.thing.endswith(" in plan"):
            return cell.world.me.ids["plan"]
        return self.common.get(cell.thing) or cell.world.me.ids.get(cell.thing, NO_ONE)

    def _token(self, cell: Cell) -> str | None:
        """Kept: a new signature for each cell would cost more than the cell."""
        number = cell.home.me.number if cell.asker.kind == "person" else ""
        key = cell.asker.name, number
        if key not in self.tokens:
            self.tokens[key] = token_of(cell.world.me.county, cell.asker, number)
        return self.tokens[key]

    def _faults(self, cell: Cell, answer: Answer) -> Iterator[str]:
        because, status = judge(cell)
        if answer.status != status:
            yield f"answered {answer.status} and not {status} ({because}): {answer.body[:300].decode(errors='replace')}"
            return
        said, told = words_in(answer.text), self._words(cell, status)
        if said != told:
            yield f"told {sorted(said - told)} too much and {sorted(told - said)} too little"
        ids = set(ID.findall(answer.text))
        if cell.row.says == "who waits" and status == 200 and not who_waits(self.worlds, cell.asker) <= ids:
            yield "tells too little of who waits"
        ids -= self.ids_sent(cell)
        for world in self.worlds:
            found = ids & world.hidden_ids(cell.seen_from(world))
            if found:
                yield f"told of {sorted(map(world.name_of, found))}, which is hidden"

    def ids_sent(self, cell: Cell) -> set[str]:
        """The ids that the asker knows already; whoever gives a number is told whose it is, and the log says about whom
        it is, and by which consents. The person's own log has by their ids the cards that agencies have read."""
        if cell.row.says == "who waits":
            return who_waits(self.worlds, cell.asker)
        if cell.row.says == "the log":
            return {world.me.ids[name] for world in self.worlds for name in ("person", *GIVING) if name in world.me.ids}
        me, sent = cell.world.me, f"{self._address(cell, cell.operation)} {self._body_of(cell)}"
        read = cell.world.findings.values() if cell.operation in WITH_THE_LOG else ()
        cards = [str(one["id"]) for found in read for one in found]
        return {*ID.findall(sent), *([me.person] if me.number in sent else []), *cards}

    def _words(self, cell: Cell, status: int) -> set[str]:
        says = cell.row.says
        if status >= 400:
            return set()
        if not cell.thing:
            return said_of_all(says, self.worlds, cell)
        return SAYS[says](cell.world, cell.asker, cell.thing) if there(cell) and exists(cell) else set()

    def _log_faults(self, asked: dict[str, tuple[Cell, Answer]], end: int) -> Iterator[str]:
        """What was refused and left no row that says so, and by whom; the other way round; and what was told and left
        none. What a rehearsal has done is taken back with its row."""
        rows: Any = self.witness.connection.execute(
            "select request_id, outcome, actor::text from sip.audit where n > %s", (end,)
        ).fetchall()
        refused = {trace: actor for trace, outcome, actor in rows if outcome == "refused"}
        read = {trace for trace, outcome, _ in rows if outcome == "read"}
        for trace, (cell, answer) in asked.items():
            is_refused = answer.status in LOGGED or (answer.status == 422 and b"unknown-reference" in answer.body)
            if cell.row.says == "what was taken" and answer.status == 200:
                is_refused = not takes_batch(cell)
            if cell.operation.startswith("GET") and words_in(answer.text) and trace not in read:
                yield f"{cell}: told of somebody, and no row of the log says so"
            if is_refused != (trace in refused):
                yield f"{cell}: answered {answer.status}, and {'no' if is_refused else 'a'} row of the log says refused"
            elif is_refused and cell.asker.kind != "nobody" and refused[trace] != cell.actor:
                yield f"{cell}: the log has it of {refused[trace]}"


def _told_apart(cell: Cell, answer: Answer, unknown: Answer) -> Iterator[str]:
    """What tells something hidden from what there is not, but for the ids that were sent."""
    if answer.but_for_ids != unknown.but_for_ids:
        yield f"{cell}: is not answered as what there is not: {answer.but_for_ids} and {unknown.but_for_ids}"
