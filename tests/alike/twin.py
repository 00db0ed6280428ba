"""A county of two that are alike: in one of them things go on that a viewer may not see."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from app.adapters.postgres.registry import HELD
from app.bootstrap.service import registrar
from app.bootstrap.statistics import statistics_maker
from app.domain.agreements import CoordinationBody, Membership
from app.domain.pace import Pace
from app.domain.quarters import Quarter
from app.settings import Settings
from app.usecases.registering import actor_id
from app.usecases.statistics import make
from tests.alike.asking import Asked, asked_of_the_database
from tests.api.test_papers import as_it_is
from tests.county import TODAY, County
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection
from tests.security import people
from tests.security.askers import ACTORS, admit
from tests.security.door import rehearsal
from tests.security.people import ANY, DAY, Somebody, open_desks

HERE: Final = "0686"
MEMBERS: Final = ("owner", "party")
OFFER: Final = {"title": "Yrkeskurs", "category": "education", "capacity": 12}
DETECTED_EVERY: Final = 12
"""After so many acts the detector looks, in both counties."""


@dataclass
class Act:
    """What somebody did, and was answered."""

    by: str
    what: str
    answer: httpx.Response


@dataclass
class Ids:
    """Makes the ids: those of what both counties have are the same in both, and what is unseen lies between them."""

    seen: int = 0
    unseen: int = 0
    behind: bool = False

    def __call__(self) -> UUID:
        if self.behind:
            self.unseen += 1
        else:
            self.seen, self.unseen = self.seen + 1, 0
        return UUID(int=(0x0192 << 112) | (self.seen << 80) | (7 << 76) | (1 << 63) | self.unseen)

    @contextmanager
    def behind_backs(self) -> Iterator[None]:
        """Meanwhile, what is made is made in one of the counties alone."""
        self.behind = True
        try:
            yield
        finally:
            self.behind = False


Meanwhile = Callable[["Life"], Awaitable[None]]


@dataclass
class Life(Somebody):
    """Somebody whose life is told step by step; `meanwhile` is what goes on unseen before each step."""

    meanwhile: Meanwhile | None = None
    acts: list[Act] = field(default_factory=list)

    async def sent(self, by: str, method: str, path: str, **body: Any) -> dict[str, Any]:
        if self.meanwhile and self.acts:
            await self.meanwhile(self)
        path = path.replace("/facts/", f"/facts/{self.person}.")  # a source's keys are its own: one key, one fact
        answer = await self.at[by].request(method, path, json=body, headers=ANY)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        self.acts.append(Act(by, f"{method} {path}", answer))
        if len(self.acts) % DETECTED_EVERY == 0:
            await self.county.detect()
        found: dict[str, Any] = answer.json()
        return found


@dataclass
class Twin:
    """One of the two counties, with the door behind which everything is undone, and the common ids."""

    county: County
    rehearsed: FastAPI
    database: Connection
    ids: Ids
    offer: str
    asked: Asked

    async def life(self, consent: str, meanwhile: Meanwhile | None) -> Life:
        """Somebody new, settled: as the matrix has it, and what the others' lists need beside."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(people, "Somebody", partial(Life, meanwhile=meanwhile))
            life = await people.settle(self.county, consent)
        assert isinstance(life, Life)
        await _beside(life)
        return life


async def _beside(life: Life) -> None:
    """A legal basis, an emergency, a silence, a card put aside, and somebody protected whom both know."""
    told = {"start": DAY, "end": "2026-12-31", "provision": "disclosure-duty", "actors": [life.actor("party")]}
    basis = await life.sent("owner", "POST", f"/persons/{life.person}/legal-bases", categories=["housing"], **told)
    life.ids["legal_basis"] = basis["id"]
    opened = await life.go("anna at owner", "plans", "plan", "emergency-accesses", why="Fara för personens liv")
    life.ids["emergency"] = opened["id"]
    old = {"need": life.ids["need_work"], "to": life.actor("party"), "sent": "2026-06-01"}
    await life.add("owner", "ref_silent", "referrals", **old)
    await life.county.detect()
    cards = await life.at["owner"].get(f"/persons/{life.person}/findings?limit=100")
    card = next(one["id"] for one in cards.json()["findings"] if one["status"] in ("open", "critical"))
    await life.sent("owner", "POST", f"/findings/{card}/dismissal", reason="Personen vill vänta")
    vilda = (await life.sent("owner", "POST", "/person-lookups", identity_number=life.county.number()))["person_id"]
    life.ids["vilda"] = vilda
    hers = await life.sent("owner", "POST", "/plans", person_id=vilda, title=life.word("hers"))
    await life.sent("party", "POST", "/plans", person_id=vilda, title=life.word("hers_too"))
    life.ids["hers"] = hers["id"]
    stated = {"level": "marked", "reason": "Skatteverkets besked"}
    await life.sent("anna at owner", "POST", f"/persons/{vilda}/protection", **stated)


@asynccontextmanager
async def a_twin(server_url: str, keys: Path) -> AsyncIterator[Twin]:
    """A county with a body, an offer, a pace, a quarter's statistics, and everybody at a desk; nobody lives there."""
    # Unchecked: a statement that is broken on purpose is to be heard telling of what is hidden.
    async with quiet_county(server_url, keys, checked=0) as (county, settings, database):
        await admit(county, settings)
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        ids = Ids()
        state = county.transport.app.routes[0].app.state  # type: ignore[attr-defined]  # of the mounted API
        state.service = county.service = replace(state.service, new_id=ids, typeset=as_it_is)
        await _coordinate(settings)
        await asyncio.sleep(HELD)
        await open_desks(county)
        offered = await county.system(ACTORS["owner"]).post("/coordination-bodies/alike/offers", json=OFFER)
        async with rehearsal(county, settings) as rehearsed:
            with asked_of_the_database() as asked:
                yield Twin(county, rehearsed, database, ids, offered.json()["id"], asked)


async def _coordinate(settings: Settings) -> None:
    members = tuple(Membership(actor=actor_id(ACTORS[role]), start=TODAY.toordinal() - 400) for role in MEMBERS)
    body = CoordinationBody(
        id=uuid4(), key="alike", name="Provköpings samverkan", municipalities=(HERE,), members=members, agreements=()
    )
    async with registrar(settings) as keeper:
        await keeper.take_into_use(body)
        pace = Pace(start_on=TODAY.toordinal() - 5, cards_per_caseworker=40, caseworkers=1)
        await keeper.set_pace(actor_id(ACTORS["party"]), pace)
    async with statistics_maker(settings) as maker:
        await make(maker, Quarter(2026, 3), TODAY.toordinal(), anew=False)
