"""What the database holds, seen past every policy: so that nothing changed can be told from nothing shown."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

TABLES = (
    *("person", "person_identity", "fact", "source_key", "access_grant", "finding_work"),
    *("answer_link", "dirty", "event", "idempotency", "plan_version", "plan_version_item", "plan_acceptance"),
    *("offer", "registration", "administration_request", "coordination_body"),
    *("colleague", "deputyship", "caseload_transfer", "paper_acceptance", "acceptance_contradiction"),
    *("legal_hold", "legal_hold_release", "digest"),
    *("protection", "named_handler", "correction", "merge", "same_person"),
)
IN_PLACE = {"person": "version", "offer_place": "taken + capacity"}


@dataclass(frozen=True)
class Witness:
    """A connection of the server's own user."""

    connection: psycopg.Connection[Any]

    def counts(self) -> Mapping[str, int]:
        """Rows of every table that a request could change, and what is changed in place: persons, and places taken."""
        asked = ", ".join(f"(select count(*) from sip.{table})" for table in TABLES)
        in_place = ", ".join(
            f"(select coalesce(sum({column}), 0) from sip.{table})" for table, column in IN_PLACE.items()
        )
        row = self.connection.execute(f"select {asked}, {in_place}").fetchone()
        return dict(
            zip((*TABLES, *(f"{column} of {table}" for table, column in IN_PLACE.items())), row or (), strict=True)
        )

    def logged(self, after: int) -> list[str]:
        """The rows of the access log after that number, as text."""
        rows = self.connection.execute("select to_jsonb(a)::text from sip.audit a where n > %s order by n", [after])
        return [row[0] for row in rows]

    def log_ends(self) -> int:
        """The number of the last row of the access log."""
        row = self.connection.execute("select coalesce(max(n), 0) from sip.audit").fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def nothing_changes(self) -> Iterator[None]:
        """Fails when what happens inside leaves a trace in any of the tables."""
        before = self.counts()
        yield
        after = self.counts()
        changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
        assert not changed, f"rows changed: {changed}"


@contextmanager
def witness_of(database_url: str) -> Iterator[Witness]:
    """A witness of that database."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield Witness(connection)
