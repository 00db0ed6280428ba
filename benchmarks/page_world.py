"""What pages are measured over: a plan of sixty activities, a worklist of forty cards, a body's year of quarters."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any, Final
from uuid import uuid4

import httpx
import psycopg

from app.bootstrap.service import Service, registrar
from app.bootstrap.statistics import statistics_maker
from app.demo.numbers import test_numbers
from app.domain.agreements import CoordinationBody
from app.domain.quarters import Quarter
from app.domain.statistics.edition import Edition
from app.domain.statistics.tables import MONTHS, TABLES
from app.domain.statistics.tally import Added, Spot, Tallies, add_life
from app.settings import Settings
from app.usecases.agreeing import entry_of, proposed
from app.usecases.registering import actor_id, issuer_id
from app.usecases.signing_in import open_session, signed_in
from app.usecases.statistics import Made
from benchmarks.issuer import HERE, UNITS
from benchmarks.plan_read import posted
from benchmarks.processes import PATIENCE, Running

ACTIVITIES, CARDS, QUARTERS, OTHERS = 60, 40, 4, 20
"""How many there are; and of all else that comes in lists."""
BODY: Final = "provkoping"
US, *THE_OTHERS = UNITS
ROLES: Final = ("caseworker", "coordinator", "analyst", "auditor", "administrator")
ANNA: Final = "anna"
CATEGORIES: Final = ("work", "health", "economy")
A_YEAR: Final = timedelta(days=365)
UNANSWERED, OPENED = "call-unanswered", ("gaps", "opened")
"""The rule whose gaps the calls of each actor add up to; and what the months of each rule do."""
ANY: Final = {"If-Match": "*"}


@dataclass
class World:
    """The ids that stand in addresses, by the names that routes have for them, and the session of each visitor."""

    running: Running
    service: Service
    settings: Settings
    today: date
    ids: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    async def fill(self) -> None:
        """Make it all."""
        numbers = _numbers()
        number, proxy = next(numbers), next(numbers)
        issuer = self.running.issuer
        tokens = {role: issuer.caseworker(ANNA if role == "caseworker" else role, role) for role in ROLES}
        tokens |= {"person": issuer.person(number), "proxy": issuer.person(proxy)}
        async with _Clients(self.running, tokens) as by:
            await self._take_body_into_use()
            await self._plan(by, number)
            await self._mandate(by, proxy)
            await self._cards(by, numbers)
            await self._catalogue(by)
            assert (await by["coordinator"].get("caseload")).is_success  # from here on a colleague
            await posted(by["caseworker"], "deputies", {"deputy": "coordinator", **self._for_a_year()})
        for visitor, token in tokens.items():
            who = signed_in(await self.service.verifier.verify(token))
            self.sessions[visitor] = await open_session(
                self.service.sessions, self.service.boxes, who, self.service.lasting
            )
        await self._quarters()
        self._unanswered()
        with psycopg.connect(self.running.database, autocommit=True) as connection:
            connection.execute("analyze")  # as a running service's statistics are within the minute
        door = str(issuer_id(issuer.url))
        self.ids |= {"body": BODY, "n": "1", "rule": "need-unowned", "table": "gaps", "issuer": door, "actor": self.us}

    @property
    def us(self) -> str:
        """The id of the first unit."""
        return str(actor_id(US))

    def _day(self, ahead: int) -> str:
        return (self.today + timedelta(days=ahead)).isoformat()

    def _for_a_year(self) -> dict[str, str]:
        return {"start": self._day(0), "end": self._day(A_YEAR.days)}

    async def _plan(self, by: Mapping[str, httpx.AsyncClient], number: str) -> None:
        """A plan of four parties who see one another's, with something of everything in it."""
        us, person = by[US], by["person"]
        somebody = await posted(us, "person-lookups", {"identity_number": number})
        begun = self._day(-180)
        made = await posted(us, "plans", {"person_id": somebody["person_id"], "start": begun, "draft": False})
        plan, path = made["id"], f"plans/{made['id']}"
        self.ids |= {"person": somebody["person_id"], "plan": plan}
        named = {"name": "Elias Nordström-Lindqvist", "contact": "sms"}
        assert (await us.put(f"persons/{somebody['person_id']}/details", json=named, headers=ANY)).is_success
        await posted(by["caseworker"], f"{path}/assignments", {})
        for unit in THE_OTHERS:
            await posted(us, f"{path}/participants", {"actor": str(actor_id(unit))})
        agreed = {"actors": [str(actor_id(unit)) for unit in UNITS], "categories": [*CATEGORIES]}
        consent = await posted(us, f"{path}/consents", {**agreed, "start": begun, "end": self._day(185)})
        draft = await posted(us, f"{path}/consents", {**agreed, **self._for_a_year(), "tentative": True})
        self.ids |= {"consent": consent["id"], "draft": draft["id"]}
        await posted(us, f"{path}/main-responsible", {"actor": self.us, "start": begun})
        needs = []
        for category in CATEGORIES:
            need = {"category": category, "start": begun, "title": "Vardag som håller, steg för steg"}
            needs.append((await posted(us, f"{path}/needs", need))["id"])
            await posted(
                us, f"{path}/goals", {"need": needs[-1], "on": begun, "by": self._day(90), "title": "Eget arbete"}
            )
        await posted(us, f"{path}/ownerships", {"need": needs[0], "actor": self.us, "start": begun})
        for one in range(ACTIVITIES):
            first, unit = -150 + 5 * one, [*UNITS][one % len(UNITS)]
            activity = {
                "need": needs[one % len(needs)],
                "title": f"Samtal och arbetsträning hos mottagningen, steg {one + 1}",
                "planned_start": self._day(first),
                "planned_end": self._day(first + 28),
                **({"start": self._day(first)} if first <= 0 else {}),
            }
            self.ids["item"] = (await posted(by[unit], f"{path}/activities", activity))["id"]
        proposal = {"need": needs[0], "title": "Studiebesök", "planned_start": self._day(14), "tentative": True}
        self.ids["proposed"] = (await posted(us, f"{path}/activities", proposal))["id"]
        await self._around(by, path, needs[1])
        voice, crisis = {"text": "Jag vill bo kvar nära min syster."}, {"what_helps": ["Att någon ringer"]}
        for speaker, where, said in ((person, "voice", voice), (by["primary-care"], "crisis-plan", crisis)):
            answer = await speaker.put(f"{path}/{where}", json=said, headers=ANY)
            assert answer.is_success, answer.text
        for one in range(OTHERS):
            letter = {"addressed_to": [self.us], "text": f"Passar det att vi ses i skolan på torsdag? ({one})"}
            await posted(person, f"{path}/messages", letter)

    async def _around(self, by: Mapping[str, httpx.AsyncClient], path: str, need: str) -> None:
        """A meeting with its calls, a referral, a follow-up, and two versions with a difference between them."""
        us = by[US]
        meeting = {"on": self._day(20), "at": "13:00", "duration": 60, "place": "Kommunhuset", "title": "Första mötet"}
        self.ids["meeting"] = (await posted(us, f"{path}/appointments", meeting))["id"]
        for unit in THE_OTHERS:
            form = "invitation" if UNITS[unit] == "state" else "call"  # who is not bound to come is invited
            call = {"form": form, "to": str(actor_id(unit)), "sent": self._day(-3), "need": need}
            self.ids["call"] = (await posted(us, f"{path}/calls", {**call, "appointment": self.ids["meeting"]}))["id"]
        asked = {"to": str(actor_id(THE_OTHERS[0])), "need": need, "sent": self._day(-10)}
        await posted(us, f"{path}/referrals", asked)
        await posted(us, f"{path}/versions", {"note": "Överenskommen på mötet"})
        await posted(us, f"{path}/follow-ups", {"due": self._day(60)})
        await posted(us, f"{path}/versions", {})

    async def _mandate(self, by: Mapping[str, httpx.AsyncClient], number: str) -> None:
        """Somebody who acts for the person."""
        proxy = (await posted(by[US], "person-lookups", {"identity_number": number}))["person_id"]
        said = {"form": "proxy", "powers": ["read", "consent"], "proxy": proxy, **self._for_a_year()}
        mandate = (await posted(by["caseworker"], f"plans/{self.ids['plan']}/mandates", said))["id"]
        self.ids["mandate"] = mandate
        answer = await by["person"].post(f"mandates/{mandate}/acceptance", json={}, headers=ANY)
        assert answer.is_success, answer.text

    async def _cards(self, by: Mapping[str, httpx.AsyncClient], numbers: Iterator[str]) -> None:
        """Somebody with a need that nobody has, for each card, on the caseworker's list; and the detector's work."""
        us = by[US]
        for one in range(CARDS):
            person = (await posted(us, "person-lookups", {"identity_number": next(numbers)}))["person_id"]
            said = {"person_id": person, "start": self._day(-60), "draft": False}
            plan = (await posted(us, "plans", said))["id"]
            named = {"name": f"Amira Söderlund-Westergren {one + 1}"}
            assert (await us.put(f"persons/{person}/details", json=named, headers=ANY)).is_success
            await posted(us, f"plans/{plan}/main-responsible", {"actor": self.us, "start": self._day(-60)})
            await posted(us, f"plans/{plan}/needs", {"category": "work", "start": self._day(-50)})
            await posted(by["caseworker"], f"plans/{plan}/assignments", {})
        async with asyncio.timeout(PATIENCE):
            while len(found := await self._found(by["caseworker"])) < CARDS:
                await asyncio.sleep(0.5)
        self.ids["finding"] = found[0]["id"]

    @staticmethod
    async def _found(caseworker: httpx.AsyncClient) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await caseworker.get("findings", params={"limit": 100})).json()["findings"]
        return found

    async def _catalogue(self, by: Mapping[str, httpx.AsyncClient]) -> None:
        """What the body offers, and an agreement that somebody proposes."""
        path = f"coordination-bodies/{BODY}"
        for one in range(OTHERS):
            offer = {"title": f"Yrkeskurs i lager och logistik {one + 1}", "category": "education", "capacity": 12}
            self.ids["offer"] = (await posted(by[US], f"{path}/offers", offer))["id"]
        said = {"start": self._day(30), "thresholds": {"need-unowned": {"settling": 10}}}
        self.ids["preview"] = (await posted(by["administrator"], f"{path}/agreements/previews", said))["id"]

    def _body(self) -> CoordinationBody:
        members = [{"actor": key, "start": "2024-01-01"} for key in UNITS]
        agreed = {"start": "2026-01-01", "working_days": {"answer": 3}, "requirements": ["follow-up"]}
        said = {"key": BODY, "name": "Provköpings samverkan", "municipalities": [HERE]}
        return proposed(entry_of({**said, "members": members, "agreements": [agreed]}), [])

    async def _take_body_into_use(self) -> None:
        async with registrar(self.settings) as keeper:
            await keeper.take_into_use(self._body())

    async def _quarters(self) -> None:
        """The four last quarters, in which there is a number in every cell."""
        async with statistics_maker(self.settings) as maker:
            actors = {str(id_): actor for id_, actor in (await maker.detector.actors()).items()}
            quarter = Quarter.of(self.today.toordinal()).previous
            for _ in range(QUARTERS):
                tallies = _tallies([*actors])
                documents = Edition(quarter, {HERE: tallies}, [self._body()], actors).documents()
                await maker.editions.add(quarter, Made(1, documents), quarter.last + 1)
                quarter = quarter.previous

    def _unanswered(self) -> None:
        """What nobody has answered, as the detector leaves it."""
        row = "insert into sip.body_escalation values (%s, 'listed', %s, 'call-unanswered', %s, %s, %s)"
        with psycopg.connect(self.running.database, autocommit=True) as database:
            for _ in range(OTHERS):
                database.execute(row, (uuid4(), BODY, actor_id(THE_OTHERS[0]), self._day(-30), self._day(-5)))


def _tallies(actors: Sequence[str]) -> Tallies:
    """Twelve persons behind each number that is no sum; they are in its sums, too, or no edition could be made."""
    tallies: Tallies = {}
    for table in TABLES:
        for row, column in product(table.rows or actors, table.counting):
            spot = Spot(table.key, row, column)
            if row == table.total or spot[::2] == OPENED or spot[:2] == ("gap-months", UNANSWERED):
                continue
            for person in range(12):
                spots = [spot]
                if table.total:
                    spots.append(Spot(table.key, table.total, column))
                if table.key == "gap-months":
                    spots.append(Spot("gaps", row, "opened"))
                if table.key == "calls":
                    month = MONTHS[person % len(MONTHS)]
                    spots += [Spot("gaps", UNANSWERED, "opened"), Spot("gap-months", UNANSWERED, month)]
                added = Added()
                added.one(person, kronor=4620, weeks=3)
                add_life(tallies, dict.fromkeys(spots, added))
    return tallies


def _numbers() -> Iterator[str]:
    """Test numbers, of which there are some twenty for each birthday."""
    return (number for day in range(1, 29) for number in test_numbers(date(1981, 10, day)))


class _Clients:
    """HTTP clients of the units' systems and of everybody with a token, closed at the end."""

    def __init__(self, running: Running, tokens: Mapping[str, str]) -> None:
        self._by = {unit: running.client(unit) for unit in UNITS}
        self._by |= {visitor: running.client_with(token) for visitor, token in tokens.items()}

    async def __aenter__(self) -> Mapping[str, httpx.AsyncClient]:
        return self._by

    async def __aexit__(self, *_: object) -> None:
        for client in self._by.values():
            await client.aclose()
