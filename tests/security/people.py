"""One person's life in the service, told through REST, in which everything that is said holds a word of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import httpx

from app.domain.actors import THE_PERSON
from tests.county import TODAY, County
from tests.security.askers import ACTORS, BY_NAME, token_of

CONSENTS: Final = ("none", "partial", "full", "withdrawn", "expired", "provision", "emergency")
"""What the person has said about who may share what, or by what else it is shared: one world each."""
GIVING: Final = ("consent", "legal_basis", "emergency")
"""By what one sees."""
PROTECTION: Final = ("none", "marked", "protected-registration", "new-identity")
"""The levels of protected identity: with each of them one world for every consent, if everything is asked."""
NAMED: Final[dict[str, tuple[str, ...]]] = {
    "none": ("owner",),
    "marked": ("owner", "party", "stranger"),
    "protected-registration": ("owner", "addressee"),
    "new-identity": tuple(ACTORS),
}
"""At which actors the caseworker proper is named for a person of that level; of one who is open it changes nothing."""
EVERYTHING: Final = ("work", "education", "economy", "health", "social", "housing")
ANY: Final = {"If-Match": "*"}
DAY: Final = TODAY.isoformat()
PAPER: Final = {"kept": "arkivskåp", "witness": "Tolken"}


@dataclass
class Somebody:
    """A person, and the id of everything in the person's life by a short name."""

    county: County
    consent: str
    protection: str
    number: str
    person: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    at: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    @property
    def world(self) -> str:
        """The name of the world that the person lives in."""
        return f"{self.consent}_{self.protection}".replace("-", "_")

    def word(self, name: str) -> str:
        """The word that stands in that thing and nowhere else."""
        return f"Kanarie_{self.world}_{name}"

    def actor(self, role: str) -> str:
        return self.county.actor(ACTORS[role])

    async def sent(self, by: str, method: str, path: str, **body: Any) -> dict[str, Any]:
        """What came of it; it went well."""
        answer = await self.at[by].request(method, path, json=body, headers=ANY)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        found: dict[str, Any] = answer.json()
        return found

    async def add(self, by: str, name: str, collection: str, plan: str = "plan", **body: Any) -> str:
        """Add it to the plan, under a title that holds its word."""
        told = {"title": self.word(name), **body}
        self.ids[name] = str((await self.sent(by, "POST", f"/plans/{self.ids[plan]}/{collection}", **told))["id"])
        return self.ids[name]

    async def go(self, by: str, collection: str, name: str, noun: str, **body: Any) -> dict[str, Any]:
        """Make a move with it."""
        return await self.sent(by, "POST", f"/{collection}/{self.ids[name]}/{noun}", **body)


def caseworker(county: County, role: str, user: str, at_work_as: str = "caseworker") -> httpx.AsyncClient:
    """Somebody at work at the actor."""
    return county.client(county.token(f"/{ACTORS[role]}", "portal", user, roles=[at_work_as]))


async def open_desks(county: County) -> None:
    """Everybody who may has opened a caseload, and so is a colleague; everywhere there is a Bo."""
    for role in ACTORS:
        for user in ("anna", "bo", "cia", "coordinator", "manager"):
            at_work_as = user if user in ("coordinator", "manager") else "caseworker"
            assert (await caseworker(county, role, user, at_work_as).get("/caseload")).status_code == 200


async def settle(county: County, consent: str, protection: str = "none") -> Somebody:
    """Somebody new whose plan is at work, who has said that about sharing."""
    me = Somebody(county, consent, protection, county.number())
    me.at = {role: county.client(token_of(county, BY_NAME[f"system at the {role}"], "")) for role in ACTORS}
    me.person = str((await me.sent("owner", "POST", "/person-lookups", identity_number=me.number))["person_id"])
    me.at["person"] = county.client(token_of(county, BY_NAME["the person"], me.number))
    me.ids["person"] = me.person
    for role in ("owner", "party"):
        me.at[f"anna at {role}"] = caseworker(county, role, "anna")
    await _plans(me)
    await _needs_and_work(me)
    await _questions(me)
    await _meetings(me)
    await _afterwards(me)
    await _words(me)
    await _facts(me)
    await _agreed(me)
    await _trusted(me)
    await _consented(me)
    await _protected(me)
    return me


async def _plans(me: Somebody) -> None:
    for name, draft in (("plan", False), ("other", False), ("draft", True), ("closed", False)):
        begun = {"person_id": me.person, "start": "2026-09-01", "draft": draft, "title": me.word(name)}
        me.ids[name] = (await me.sent("owner", "POST", "/plans", **begun))["id"]
    details = {"name": me.word("name"), "contact": me.word("contact")}
    await me.sent("owner", "PUT", f"/persons/{me.person}/details", **details)
    for plan in ("plan", "other", "draft"):
        await me.add("owner", f"part_{plan}", "participants", plan, actor=me.actor("party"))
    await me.go("owner", "plans", "closed", "closing", reason="goals-met")


async def _needs_and_work(me: Somebody) -> None:
    await me.add("owner", "need_work", "needs", category="work", start="2026-09-01")
    await me.add("party", "need_health", "needs", category="health", start="2026-09-01")
    await me.add("owner", "goal", "goals", on=DAY)
    await me.add("owner", "main", "main-responsible", start="2026-09-01")
    await me.add("party", "handler", "handlers", start="2026-09-01")
    await me.add("party", "ownership", "ownerships", need=me.ids["need_health"], start="2026-09-01")
    work, health = {"need": me.ids["need_work"]}, {"need": me.ids["need_health"]}
    ahead = {"planned_start": "2026-11-01"}
    await me.add("owner", "act_own", "activities", **work, **ahead, weekly_cost=100, payer="municipality")
    await me.add("party", "act_proposed", "activities", **health, **ahead, tentative=True)
    await me.add("party", "act_planned", "activities", **health, **ahead, weekly_cost=100, payer="region")
    await me.add("party", "act_ongoing", "activities", **health, **ahead)
    await me.go("party", "activities", "act_ongoing", "start")


async def _questions(me: Somebody) -> None:
    booked = {"on": "2026-12-10", "place": me.word("place")}
    await me.add("owner", "appt", "appointments", **booked)
    to_meeting = {"appointment": me.ids["appt"], "sent": DAY}
    await me.add("owner", "call_party", "calls", to=me.actor("party"), form="call", **to_meeting)
    await me.add("owner", "call_addressee", "calls", to=me.actor("addressee"), form="invitation", **to_meeting)
    for name in ("ref_sent", "ref_accepted", "ref_started"):
        await me.add("owner", name, "referrals", need=me.ids["need_work"], to=me.actor("addressee"), sent=DAY)
        if name != "ref_sent":
            await me.go("addressee", "referrals", name, "answer", answer="accepted")
    await me.go("addressee", "referrals", "ref_started", "start")


async def _meetings(me: Somebody) -> None:
    for name in ("appt_held", "appt_bare"):
        await me.add("owner", name, "appointments", on=DAY)
        await me.go("owner", "appointments", name, "holding", outcome="plan")
    await me.add("owner", "meeting", "meetings", on="2026-11-10", outcome="pending")
    task = {"actor": me.actor("party"), "what": me.word("task"), "planned_start": "2027-02-01"}
    said = {"text": me.word("minutes"), "tasks": [task]}
    me.ids["minutes"] = (await me.go("owner", "appointments", "appt_held", "minutes", **said))["id"]
    plan = (await me.at["person"].get(f"/plans/{me.ids['plan']}")).json()
    (me.ids["task"],) = [item["id"] for item in plan["items"] if item["kind"] == "task"]


async def _afterwards(me: Somebody) -> None:
    await me.add("owner", "follow_up", "follow-ups", due="2027-01-15")
    for name in ("fu_held", "fu_bare"):
        await me.add("owner", name, "follow-ups", due=DAY)
        await me.go("owner", "follow-ups", name, "holding")
    answers = dict.fromkeys(("heard", "my_goals", "who_does_what", "whom_to_call", "better_off"), "4")
    for name, noun, told in (
        (
            "goal_outcome",
            "goal-outcomes",
            {"goal": me.ids["goal"], "outcome": "partly", "note": me.word("goal_outcome")},
        ),
        ("step", "ladder-steps", {"step": "seeking", "note": me.word("step")}),
        ("answers", "questionnaires", {**answers, "written_down": True, "words": me.word("answers")}),
    ):
        me.ids[name] = (await me.go("owner", "follow-ups", "fu_held", noun, **told))["id"]
    report = {"done": me.word("end_report"), "remains": "Kontakt", "actors": [me.actor("party")]}
    me.ids["end_report"] = (await me.go("owner", "plans", "other", "end-reports", **report))["id"]


async def _words(me: Somebody) -> None:
    for by, name, about in (
        ("owner", "message", {}),
        ("party", "message_party", {"about": me.ids["need_health"]}),
        ("person", "message_person", {}),
    ):
        me.ids[name] = (await me.go(by, "plans", "plan", "messages", text=me.word(name), **about))["id"]
    crisis = {
        "what_helps": [me.word("crisis")],
        "contacts": [{"name": me.word("crisis_contact"), "phone": "070-1740605"}],
    }
    for by, name, address, said in (
        ("party", "crisis", "crisis-plan", crisis),
        ("person", "voice", "voice", {"text": me.word("voice")}),
        ("person", "wish", "contact-wishes", {"channels": ["phone"], "note": me.word("wish")}),
    ):
        me.ids[name] = (await me.sent(by, "PUT", f"/plans/{me.ids['plan']}/{address}", **said))["id"]


async def _facts(me: Somebody) -> None:
    for by, name, said in (
        ("owner", "fact_shared", {"kind": "status", "code": "income-support", "disclosure": "parties"}),
        ("party", "fact_own", {"kind": "assessment", "outcome": "partly"}),
    ):
        path = f"/sources/{ACTORS[by]}/facts/{me.world}-{name.replace('_', '-')}"
        told = {"person_id": me.person, "source_version": 1, "start": "2026-01-01", "title": me.word(name), **said}
        me.ids[name] = (await me.sent(by, "PUT", path, **told))["id"]
    for name, by, plan in (
        ("assignment", "anna at owner", "plan"),
        ("assignment_party", "anna at party", "plan"),
        ("assignment_draft", "anna at owner", "draft"),
    ):
        me.ids[name] = (await me.sent(by, "POST", f"/plans/{me.ids[plan]}/assignments"))["id"]
    going = [{"plan": me.ids["draft"], "note": me.word("assignment_draft")}]
    transfer = await me.sent(
        "anna at owner", "POST", "/caseload-transfers", to="bo", note=me.word("transfer"), plans=going
    )
    me.ids["transfer"] = transfer["id"]
    away = {"deputy": "bo", "start": DAY, "end": "2027-01-10"}
    me.ids["deputy"] = (await me.sent("anna at owner", "POST", "/deputies", **away))["id"]
    me.ids["link"] = (await me.go("owner", "calls", "call_addressee", "answer-link"))["token"]


async def _agreed(me: Somebody) -> None:
    """Of both plans there is a version; to the first, somebody saw the person put a name."""
    for plan in ("plan", "other"):
        await me.go("owner", "plans", plan, "versions", note=me.word(f"version_{plan}"))
    kept = {"kept": me.word("kept"), "witness": me.word("witness"), "acceptor": str(THE_PERSON)}
    await me.go("owner", "plans", "plan", "versions/1/paper-acceptance", **kept)


async def _trusted(me: Somebody) -> None:
    """Who is to act for the person once the person says so, who is to open the person if it is ever protected, and what
    is kept although its time comes."""
    me.ids["friend"] = (await me.sent("owner", "POST", "/person-lookups", identity_number=me.county.number()))[
        "person_id"
    ]
    mandate = {"form": "proxy", "proxy": me.ids["friend"], "powers": ["read"], "kept": me.word("mandate")}
    told = {**mandate, "start": DAY, "end": "2027-11-22"}
    me.ids["mandate"] = (await me.sent("owner", "POST", f"/plans/{me.ids['plan']}/mandates", **told))["id"]
    for role in NAMED[me.protection]:
        named = await me.sent(role, "POST", f"/persons/{me.person}/named-handlers", user="anna")
        me.ids.setdefault("named_handler", named["id"])
    double = (await me.sent("owner", "POST", "/person-lookups", identity_number=me.county.number()))["person_id"]
    contact = {"kind": "contact", "on": DAY, "outcome": "reached", "source_version": 1, "person_id": double}
    await me.sent("owner", "PUT", f"/sources/{ACTORS['owner']}/facts/{double}", **contact)
    said = {"other": double, "evidence": "number-mistyped"}
    proposed = await me.sent("anna at owner", "POST", f"/persons/{me.person}/merges", **said)
    me.ids["merge"] = proposed["merges"][0]["id"]
    kept = await me.sent("owner", "POST", f"/persons/{me.person}/legal-holds", reason=me.word("hold"))
    me.ids["hold"] = kept["holds"][0]["id"]


async def _consented(me: Somebody) -> None:
    match me.consent:
        case "none":
            return
        case "provision":
            told = {"provision": "disclosure-duty", "categories": ["economy", "plan"], "actors": [me.actor("party")]}
            told |= {"start": DAY, "end": "2027-02-22", "note": me.word("legal_basis")}
            basis = await me.sent("owner", "POST", f"/persons/{me.person}/legal-bases", **told)
            me.ids["legal_basis"] = basis["id"]
            return
        case "emergency":
            why = {"why": me.word("emergency")}
            me.ids["emergency"] = (await me.go("anna at party", "plans", "plan", "emergency-accesses", **why))["id"]
            return
    categories: Sequence[str] = ("work",) if me.consent == "partial" else EVERYTHING
    end = (TODAY - timedelta(1)).isoformat() if me.consent == "expired" else "2027-11-22"
    actors = [me.actor("owner"), me.actor("party")]
    await me.add("person", "consent", "consents", start="2026-09-01", end=end, actors=actors, categories=[*categories])
    if me.consent == "withdrawn":
        await me.go("person", "consents", "consent", "withdrawal")


async def _protected(me: Somebody) -> None:
    if me.protection != "none":
        stated = {"level": me.protection, "reason": me.word("protection")}
        await me.sent("anna at owner", "POST", f"/persons/{me.person}/protection", **stated)
