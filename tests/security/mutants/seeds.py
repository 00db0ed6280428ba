"""What a mutant is: one small change, made exactly once and taken back, and the probe that has to go red by it."""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import dedent
from types import FunctionType
from typing import Any, Protocol, cast

import psycopg

from app.adapters.postgres import reads
from tests.county import County
from tests.secrecy.worlds import Connection


@dataclass(frozen=True)
class Bench:
    """What probes ask: the county, and its database with a connection of the server's own user."""

    county: County
    url: str
    database: Connection

    @contextmanager
    def rolled_back(self) -> Iterator[Connection]:
        """A transaction of the server's own user that leaves nothing."""
        with psycopg.connect(self.url, options="-c search_path=sip") as connection:
            yield connection
            connection.rollback()


Probe = Callable[[Bench], Awaitable[None]]
"""Fails with an AssertionError when the rule does not hold."""


class Change(Protocol):
    """Something said otherwise, for a while."""

    def made(self, bench: Bench) -> Any: ...


@dataclass(frozen=True)
class Mutant:
    """The rule that the change breaks, the change, and the probe that has to find it."""

    rule: str
    change: Change
    probe: Probe


def changed(text: str, before: str, after: str) -> str:
    """The text with the one `before` replaced. LookupError unless it is there exactly once, and the text is another."""
    if text.count(before) != 1 or before == after:
        raise LookupError(f"there are {text.count(before)} of {before!r}, where one is to be changed")
    return text.replace(before, after)


@dataclass(frozen=True)
class Code:
    """A function of Python does something else, for whomever has imported it: its code is exchanged."""

    function: Callable[..., Any]
    before: str
    after: str

    @contextmanager
    def made(self, _: Bench) -> Iterator[None]:
        function = cast(FunctionType, self.function)
        source = changed(dedent(inspect.getsource(function)), self.before, self.after)
        scratch: dict[str, Any] = {}
        exec(compile(source, function.__code__.co_filename, "exec"), function.__globals__, scratch)  # noqa: S102 - ours
        kept, function.__code__ = function.__code__, scratch[function.__name__].__code__
        try:
            yield
        finally:
            function.__code__ = kept


@dataclass(frozen=True)
class View:
    """The statement of a view says something else."""

    view: str
    before: str
    after: str

    @contextmanager
    def made(self, _: Bench) -> Iterator[None]:
        statements = cast(dict[str, str], reads.STATEMENTS)
        kept = statements[self.view]
        statements[self.view] = changed(kept, self.before, self.after)
        try:
            yield
        finally:
            statements[self.view] = kept


@dataclass(frozen=True)
class Function:
    """A function of the database, by its name and the types of what it is given, does something else."""

    signature: str
    before: str
    after: str

    @contextmanager
    def made(self, bench: Bench) -> Iterator[None]:
        (kept,) = bench.database.execute(
            "select pg_get_functiondef(%s::regprocedure)", (self.signature,)
        ).fetchone() or ("",)
        bench.database.execute(changed(kept, self.before, self.after).encode())
        try:
            yield
        finally:
            bench.database.execute(kept.encode())


@dataclass(frozen=True)
class Policy:
    """A policy lets through by another condition."""

    table: str
    name: str
    before: str
    after: str

    @contextmanager
    def made(self, bench: Bench) -> Iterator[None]:
        (kept,) = bench.database.execute(
            "select qual from pg_policies where schemaname = 'sip' and (tablename, policyname) = (%s, %s)",
            (self.table, self.name),
        ).fetchone() or ("",)
        alter = f"alter policy {self.name} on sip.{self.table} using "
        broken = changed(" ".join(kept.split()), self.before, self.after)
        bench.database.execute(f"{alter} ({broken})".encode())
        try:
            yield
        finally:
            bench.database.execute(f"{alter} ({kept})".encode())


@dataclass(frozen=True)
class Schema:
    """The schema is another. `holds` asks for one truth that is so before and not any more after."""

    holds: str
    do: str
    undo: str

    @contextmanager
    def made(self, bench: Bench) -> Iterator[None]:
        if bench.database.execute(self.holds.encode()).fetchone() != (True,):
            raise LookupError(f"this is not so to begin with: {self.holds}")
        bench.database.execute(self.do.encode())
        try:
            if bench.database.execute(self.holds.encode()).fetchone() != (False,):
                raise LookupError(f"this is so still: {self.holds}")
            yield
        finally:
            bench.database.execute(self.undo.encode())


@dataclass(frozen=True)
class Both:
    """Two changes at once, where either of them alone leaves another gate shut."""

    first: Change
    second: Change

    @contextmanager
    def made(self, bench: Bench) -> Iterator[None]:
        with self.first.made(bench), self.second.made(bench):
            yield
