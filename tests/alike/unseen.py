"""What goes on in one of two counties alone: deeds of every sort that certain viewers may not see."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

import httpx

from tests.alike.twin import Ids, Life
from tests.county import TODAY, County
from tests.security.people import ANY, DAY, caseworker

FIRST, SECOND = "rehabilitation", "primary-care"
"""Two agencies of whom no viewer knows that they have anything to do with the person."""
BORN: Final = date(1975, 5, 5)
PLAN: Final = "their plan"


@dataclass
class Unseen:
    """What is done behind the viewers' backs; `addresses` are those of what has come of it."""

    random: Random
    deeds: Sequence[str]
    made_by: Ids
    done: dict[str, int] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)

    async def meanwhile(self, life: Life) -> None:
        """Now and then something goes on, before the next step of the life."""
        if self.random.random() < 0.3 and "plan" in life.ids and "need_work" in life.ids:
            await self.something(life)

    async def something(self, life: Life, times: int = 1) -> None:
        await self._do(life, self.random.choices(list(self.deeds), k=times))

    async def everything(self, life: Life) -> None:
        """Each of the deeds once, in some order."""
        await self._do(life, self.random.sample(list(self.deeds), len(self.deeds)))

    async def _do(self, life: Life, names: Sequence[str]) -> None:
        with self.made_by.behind_backs():
            for name in names:
                await DEEDS[name](self, life)
                self.done[name] = self.done.get(name, 0) + 1

    def earlier(self) -> str:
        """A day in the last months."""
        return (TODAY - timedelta(self.random.randint(0, 300))).isoformat()

    async def ask(self, client: httpx.AsyncClient, method: str, path: str, **body: Any) -> dict[str, Any]:
        answer = await client.request(method, path, json=body, headers=ANY)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    async def made(self, client: httpx.AsyncClient, life: Life, path: str, **body: Any) -> str:
        """The id of what is made by that; its address is remembered."""
        answer = await client.post(path, json=body, headers=ANY)
        assert answer.is_success, f"{path}: {answer.text}"
        if "location" in answer.headers:
            self.addresses.append(answer.headers["location"].partition("/v1")[2])
        return str(answer.json()["id"])

    async def their_plan(self, life: Life) -> str:
        """The plan of the two, of which the person has told nobody else, by the life's person."""
        key = f"{life.person} {PLAN}"
        if key not in self.ids:
            one = life.county.system(FIRST)
            plan = await self.made(
                one, life, "/plans", person_id=life.person, draft=False, start="2026-02-01", title="Osedd plan"
            )
            self.ids[key] = plan
            await self.made(one, life, f"/plans/{plan}/participants", actor=life.county.actor(SECOND))
            actors = [life.county.actor(FIRST), life.county.actor(SECOND)]
            yes = {"actors": actors, "categories": ["work", "health", "economy"], "start": "2026-03-01"}
            await self.made(life.at["person"], life, f"/plans/{plan}/consents", **yes)
        return self.ids[key]

    async def their_need(self, life: Life, by: str = FIRST, category: str = "work") -> str:
        plan = await self.their_plan(life)
        body = {"category": category, "start": self.earlier(), "title": "Osett behov"}
        return await self.made(life.county.system(by), life, f"/plans/{plan}/needs", **body)

    async def reported(self, life: Life, by: str, **fact: Any) -> None:
        """A fact of the agency's own is told, told otherwise, or taken back; it is the same fact each time."""
        key = f"{by} {life.person} {fact['kind']}"
        version = self.about[key] = self.about.get(key, 0) + 1
        body = {"person_id": life.person, "source_version": version, "disclosure": "own", **fact}
        body |= {"void": True} if version % 4 == 3 else {}
        path = f"/sources/{by}/facts/{life.person}.unseen-{fact['kind']}"
        answer = await life.county.system(by).put(path, json=body)
        assert answer.is_success, answer.text
        self.addresses.append(f"/facts/{answer.json()['id']}")


Deed = Callable[[Unseen, Life], Awaitable[None]]
DEEDS: Final[dict[str, Deed]] = {}


def deed(function: Deed) -> Deed:
    DEEDS[function.__name__] = function
    return function


@deed
async def strangers_report(unseen: Unseen, life: Life) -> None:
    kind = unseen.random.choice(("status", "contact", "assessment"))
    said: dict[str, dict[str, Any]] = {
        "status": {"code": unseen.random.choice(("income-support", "job-seeker")), "start": unseen.earlier()},
        "contact": {"on": unseen.earlier(), "outcome": unseen.random.choice(("reached", "missed"))},
        "assessment": {"outcome": "unable", "start": unseen.earlier()},
    }
    disclosure = unseen.random.choice(("own", "parties"))
    await unseen.reported(life, unseen.random.choice((FIRST, SECOND)), kind=kind, disclosure=disclosure, **said[kind])


@deed
async def strangers_plan_needs(unseen: Unseen, life: Life) -> None:
    await unseen.their_need(life, unseen.random.choice((FIRST, SECOND)))


@deed
async def strangers_work(unseen: Unseen, life: Life) -> None:
    plan, need = await unseen.their_plan(life), await unseen.their_need(life)
    one, county = life.county.system(FIRST), life.county
    at = {"need": need, "planned_start": unseen.earlier()}
    activity = await unseen.made(one, life, f"/plans/{plan}/activities", title="Osett", **at)
    await unseen.ask(one, "POST", f"/activities/{activity}/start")
    if unseen.random.random() < 0.5:
        await unseen.ask(one, "POST", f"/activities/{activity}/dropout", reason="Kom inte")
    sent = {"to": county.actor(SECOND), "sent": DAY}
    await unseen.made(one, life, f"/plans/{plan}/ownerships", need=need, start=unseen.earlier())
    referral = await unseen.made(one, life, f"/plans/{plan}/referrals", need=need, **sent)
    await unseen.ask(county.system(SECOND), "POST", f"/referrals/{referral}/answer", answer="accepted")


@deed
async def strangers_meet(unseen: Unseen, life: Life) -> None:
    plan, one = await unseen.their_plan(life), life.county.system(FIRST)
    meeting = await unseen.made(one, life, f"/plans/{plan}/appointments", on=DAY, title="Osett möte")
    call = {"to": life.county.actor(SECOND), "form": "call", "sent": unseen.earlier(), "appointment": meeting}
    await unseen.made(one, life, f"/plans/{plan}/calls", **call)
    await unseen.ask(one, "POST", f"/appointments/{meeting}/holding", outcome="plan")
    await unseen.made(one, life, f"/appointments/{meeting}/minutes", text="Osett protokoll")


@deed
async def strangers_agree(unseen: Unseen, life: Life) -> None:
    plan, one = await unseen.their_plan(life), life.county.system(FIRST)
    await unseen.ask(one, "POST", f"/plans/{plan}/versions", note="Osedd version")
    await unseen.made(one, life, f"/plans/{plan}/messages", text="Osedda ord")
    await unseen.ask(life.at["person"], "PUT", f"/plans/{plan}/voice", text="Osedd röst")
    await unseen.ask(life.at["person"], "PUT", f"/plans/{plan}/contact-wishes", channels=["phone"])
    await unseen.made(one, life, f"/plans/{plan}/follow-ups", due=unseen.earlier())
    await unseen.made(one, life, f"/plans/{plan}/main-responsible", start=unseen.earlier())


@deed
async def strangers_consent(unseen: Unseen, life: Life) -> None:
    plan = await unseen.their_plan(life)
    actors = [life.county.actor(FIRST), life.county.actor(SECOND)]
    yes = {"actors": actors, "categories": ["social"], "start": unseen.earlier()}
    consent = await unseen.made(life.at["person"], life, f"/plans/{plan}/consents", **yes)
    await unseen.ask(life.at["person"], "POST", f"/consents/{consent}/withdrawal")


@deed
async def strangers_legal_basis(unseen: Unseen, life: Life) -> None:
    one, at = life.county.system(FIRST), f"/persons/{life.person}/legal-bases"
    await unseen.their_plan(life)
    said = {"provision": "disclosure-duty", "actors": [life.county.actor(SECOND)], "categories": ["economy"]}
    basis = await unseen.made(one, life, at, start=DAY, end="2026-12-31", **said)
    await unseen.ask(one, "POST", f"/legal-bases/{basis}/withdrawal", reason="Fel")


@deed
async def strangers_look(unseen: Unseen, life: Life) -> None:
    one = life.county.system(FIRST)
    plan = await unseen.their_plan(life)
    for path in (f"/persons/{life.person}/timeline", f"/plans/{plan}", "/findings?limit=100"):
        await one.get(path)
    found = (await one.get(f"/persons/{life.person}/findings?limit=100")).json()["findings"]
    for card in [card for card in found if card["status"] in ("open", "critical")][:1]:
        await one.post(f"/findings/{card['id']}/acknowledgement", json={"reason": "Jag ringer"}, headers=ANY)
    refused = await life.county.system("union").get(f"/persons/{life.person}")
    assert refused.status_code == 404


@deed
async def elsewhere(unseen: Unseen, life: Life) -> None:
    """Somebody else comes to know the same agencies."""
    somebody = await life.county.person(life.county.number(BORN), FIRST)
    one = life.county.system(FIRST)
    plan = await unseen.made(one, life, "/plans", person_id=somebody, start="2026-02-01", title="Någon annans")
    await unseen.made(one, life, f"/plans/{plan}/needs", category="work", start=unseen.earlier())
    unseen.addresses += [f"/persons/{somebody}", f"/persons/{somebody}/timeline"]
    if unseen.random.random() < 0.3:
        assert (await one.post(f"/persons/{somebody}/death", json={"on": DAY}, headers=ANY)).is_success


def desk(county: County, user: str) -> httpx.AsyncClient:
    """Somebody at work at the owner."""
    return caseworker(county, "owner", user)


@deed
async def owners_own(unseen: Unseen, life: Life) -> None:
    """Facts of the plan's owner that it keeps to itself, or of a category that nobody consented to."""
    start, by = unseen.earlier(), "social-services"
    disclosure = unseen.random.choice(("own", "parties"))
    said = {"code": "income-support", "start": start, "disclosure": disclosure}
    await unseen.reported(life, by, **{"kind": "status", **said})
    await unseen.reported(life, by, kind="contact", on=start, outcome="reached")


@deed
async def owners_needs(unseen: Unseen, life: Life) -> None:
    """In the very plan: a need of a category that nobody consented to, what is done about it, and words about it."""
    owner, plan = life.at["owner"], life.ids["plan"]
    said = {"category": "economy", "start": unseen.earlier(), "title": "Osedd ekonomi"}
    need = await unseen.made(owner, life, f"/plans/{plan}/needs", **said)
    planned = {"need": need, "planned_start": unseen.earlier(), "weekly_cost": 900, "payer": "municipality"}
    activity = await unseen.made(owner, life, f"/plans/{plan}/activities", **planned)
    if unseen.random.random() < 0.5:
        await unseen.ask(owner, "POST", f"/activities/{activity}/start")
    sent = {"need": need, "to": life.county.actor(FIRST), "sent": unseen.earlier()}
    referral = await unseen.made(owner, life, f"/plans/{plan}/referrals", **sent)
    # What nobody answers comes to the body in the end, by a case number alone: that it is told by design.
    await unseen.ask(life.county.system(FIRST), "POST", f"/referrals/{referral}/answer", answer="accepted")
    await unseen.made(owner, life, f"/plans/{plan}/messages", text="Osedda ord om ekonomin", about=need)
    await unseen.ask(owner, "PUT", f"/plans/{plan}/voice", text="Osedd röst", category="economy", on_paper="yes")


@deed
async def owners_plan(unseen: Unseen, life: Life) -> None:
    """A plan of the owner's alone, in hand, opened, with a mandate, agreed and ended."""
    anna, owner = desk(life.county, "anna"), life.at["owner"]
    plan = await unseen.made(
        owner, life, "/plans", person_id=life.person, draft=False, start=unseen.earlier(), title="Osedd"
    )
    await unseen.made(owner, life, f"/plans/{plan}/needs", category="work", start=unseen.earlier())
    await unseen.made(anna, life, f"/plans/{plan}/assignments")
    await unseen.ask(owner, "POST", f"/plans/{plan}/versions", note="Osedd version")
    await unseen.made(anna, life, f"/plans/{plan}/emergency-accesses", why="Fara för personens liv")
    if unseen.random.random() < 0.5:
        await unseen.ask(owner, "POST", f"/plans/{plan}/closing", reason="goals-met")


@deed
async def owners_desk(unseen: Unseen, life: Life) -> None:
    """Who stands in for whom at the owner, whom it has looked up, and what it does with its cards."""
    bo, owner = desk(life.county, "bo"), life.at["owner"]
    away = {"deputy": "anna", "start": DAY, "end": "2027-01-10"}
    deputy = (await bo.post("/deputies", json=away)).json()["id"]
    await unseen.ask(bo, "POST", f"/deputies/{deputy}/ending")
    somebody = await life.county.person(life.county.number(BORN))
    await unseen.made(owner, life, "/plans", person_id=somebody, title="Någon annans")
    stated = {"level": "marked", "reason": "Skatteverkets besked"}
    await unseen.ask(desk(life.county, "anna"), "POST", f"/persons/{somebody}/protection", **stated)
    found = (await owner.get(f"/persons/{life.person}/findings?limit=100")).json()["findings"]
    for card in [card for card in found if card["status"] in ("open", "critical")][:1]:
        await owner.post(f"/findings/{card['id']}/acknowledgement", json={"reason": "Ringer"}, headers=ANY)


@deed
async def partys_own(unseen: Unseen, life: Life) -> None:
    """What the party keeps to itself: facts, and a plan."""
    start = unseen.earlier()
    await unseen.reported(life, "psychiatry", kind="status", code="inpatient", start=start)
    plan = await unseen.made(
        life.at["party"], life, "/plans", person_id=life.person, draft=False, start=start, title="Partens"
    )
    await unseen.made(life.at["party"], life, f"/plans/{plan}/needs", category="health", start=start)


OF_OTHERS: Final = ("elsewhere",)
OF_STRANGERS: Final = tuple(name for name in DEEDS if name.startswith("strangers")) + OF_OTHERS
OF_THE_OWNER: Final = tuple(name for name in DEEDS if name.startswith("owners"))
OF_THE_PARTY: Final = ("partys_own",)
