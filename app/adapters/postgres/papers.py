"""Acceptances on paper in PostgreSQL, and what is said against them."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.actors import THE_PERSON
from app.domain.on_paper import OnPaper
from app.usecases.ports import Caller

RECORD: Final = text(
    """insert into paper_acceptance (person_id, plan_id, n, acceptor, recorded_by, on_day, witness, second_witness,
                                     kept, client, "user")
       select person_id, plan_id, n, :acceptor, :recorded_by, :on_day, :witness, :second_witness, :kept, :client, :user
         from plan_version where id = :version
           on conflict do nothing"""
)
CONTRADICT: Final = text(
    """insert into acceptance_contradiction (person_id, plan_id, n, acceptor, on_day, reason, client, "user")
       select person_id, plan_id, n, :acceptor, :on_day, :reason, :client, :user from plan_version where id = :version
           on conflict do nothing"""
)
SIGNED: Final = text(
    """select exists (select from plan_version v join paper_acceptance p using (person_id, plan_id, n)
                       where v.id = :version and p.acceptor = :acceptor)"""
)
ACCEPTED: Final = text(
    """select exists (select from plan_version v join plan_acceptance a using (person_id, plan_id, n)
                       where v.id = :version and a.acceptor = :acceptor)"""
)


class PostgresPapers:
    """A Papers on one connection; see usecases/paper_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def accepted(self, version: UUID, acceptor: UUID) -> bool:
        of_itself = await self._connection.scalar(ACCEPTED, {"version": version, "acceptor": acceptor})
        return bool(of_itself) or await self.signed(version, acceptor)

    async def signed(self, version: UUID, acceptor: UUID) -> bool:
        return bool(await self._connection.scalar(SIGNED, {"version": version, "acceptor": acceptor}))

    async def record(self, version: UUID, paper: OnPaper) -> bool:
        who = self._caller.principal
        done = await self._connection.execute(
            RECORD,
            {
                "version": version,
                "acceptor": paper.acceptor,
                "recorded_by": who.actor,
                "on_day": date.fromordinal(paper.on),
                "witness": paper.witness,
                "second_witness": paper.second_witness,
                "kept": paper.kept,
                "client": who.client,
                "user": who.user,
            },
        )
        return done.rowcount == 1

    async def contradict(self, version: UUID, reason: str) -> bool:
        who = self._caller.principal
        done = await self._connection.execute(
            CONTRADICT,
            {
                "version": version,
                "acceptor": who.actor or THE_PERSON,
                "on_day": date.fromordinal(self._caller.today),
                "reason": reason,
                "client": who.client,
                "user": who.user,
            },
        )
        return done.rowcount == 1
