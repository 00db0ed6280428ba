"""How each thing that a page shows is made, over REST, by the word that the pages' addresses have for it."""

from collections.abc import Mapping
from typing import Any, Final

from tests.api.test_casework import card_of
from tests.county import WORKFORCE
from tests.portal import every_thing_administered as of_the_body
from tests.portal import every_thing_lawful as lawful
from tests.portal.every_scene import TITLE, WORD, Maker, Scene
from tests.portal.forms_read import forms_of
from tests.portal.people import Portal
from tests.portal.quarters import BODY
from tests.service.meeting_story import HEALTH, OWNER, four_agencies

NAME: Final = "Wilhelmina-Konstantia Oxenstierna af Södermöre-Gyllenstierna von Fersen-Adlercreutz"[:80]


async def scene_of(portal: Portal) -> Scene:
    """Somebody new with a plan among four agencies, at work."""
    around = await four_agencies(portal.county, categories=("work", "education", "social", "health"))
    return Scene(portal, around, MAKERS)


async def _need(scene: Scene) -> str:
    return await scene.add(OWNER, "needs", category="work", start=scene.today, title=TITLE)


async def _appointment(scene: Scene) -> str:
    return await scene.add(OWNER, "appointments", on=scene.today, place=TITLE)


async def _held(scene: Scene) -> str:
    made = await scene.add(OWNER, "appointments", on=scene.today, place=TITLE)
    await scene.around.done(OWNER, f"/appointments/{made}/holding", outcome="plan")
    return made


async def _written(scene: Scene) -> str:
    made = await _held(scene)
    task = {"what": TITLE, "actor": scene.around.actor(OWNER), "planned_start": "2026-12-07"}
    await scene.around.done(OWNER, f"/appointments/{made}/minutes", text=TITLE, tasks=[task])
    return made


async def _task(scene: Scene) -> str:
    """A task that psychiatry has put to us in its minutes."""
    made = await scene.add(HEALTH, "appointments", on=scene.today)
    await scene.around.done(HEALTH, f"/appointments/{made}/holding", outcome="plan")
    task = {"what": TITLE, "actor": scene.around.actor(OWNER), "planned_start": "2026-12-07"}
    await scene.around.done(HEALTH, f"/appointments/{made}/minutes", text=TITLE, tasks=[task])
    return str((await scene.around.items("task", by=OWNER))[-1]["id"])


def _activity(**how: Any) -> Maker:
    async def make(scene: Scene) -> str:
        said = {"planned_start": scene.today, "title": TITLE, **how}
        if said.pop("started", False):
            said["start"] = scene.today
        return await scene.add(OWNER, "activities", need=await scene.have("need"), **said)

    return make


def _referral(*steps: tuple[str, dict[str, Any]]) -> Maker:
    async def make(scene: Scene) -> str:
        need = await scene.add(HEALTH, "needs", category="health", start=scene.today, title=TITLE)
        to = scene.around.actor(OWNER)
        made = await scene.add(HEALTH, "referrals", to=to, need=need, sent=scene.today, title=TITLE)
        for noun, body in steps:
            await scene.around.done(OWNER, f"/referrals/{made}/{noun}", **body)
        return made

    return make


async def _own_referral(scene: Scene) -> str:
    to, need = scene.around.actor(HEALTH), await scene.have("need")
    return await scene.add(OWNER, "referrals", to=to, need=need, sent=scene.today, title=TITLE)


def _call(by: str, to: str, form: str = "call") -> Maker:
    async def make(scene: Scene) -> str:
        return await scene.add(by, "calls", to=scene.around.actor(to), form=form, sent=scene.today)

    return make


def _dated(collection: str, **body: Any) -> Maker:
    async def make(scene: Scene) -> str:
        return await scene.add(OWNER, collection, start=scene.today, **body)

    return make


async def _ownership(scene: Scene) -> str:
    return await scene.add(OWNER, "ownerships", need=await scene.have("need"), start=scene.today)


async def _follow_up(scene: Scene) -> str:
    return await scene.add(OWNER, "follow-ups", due=scene.today)


def _of_follow_up(kind: str) -> Maker:
    async def make(scene: Scene) -> str:
        goal, made = await scene.have("goal"), await _follow_up(scene)
        told = {"heard": "5", "my_goals": "1", "who_does_what": "3", "whom_to_call": "3", "better_off": "2"}
        outcomes = [{"goal": goal, "outcome": "met"}]
        said: dict[str, Any] = {
            "goals": outcomes,
            "ladder_step": {"step": "seeking"},
            "questionnaire": {**told, "written_down": True},
        }
        await scene.around.done(OWNER, f"/follow-ups/{made}/holding", **said)
        return str((await scene.around.items(kind, by=OWNER))[-1]["id"])

    return make


async def _goal(scene: Scene) -> str:
    return await scene.add(OWNER, "goals", need=await scene.have("need"), on=scene.today, title=TITLE)


async def _crisis_plan(scene: Scene) -> str:
    crisis: dict[str, Any] = {"early_signs": [WORD], "what_helps": [TITLE], "what_to_avoid": [WORD], "contacts": []}
    return str((await scene.around.done_by_put(OWNER, "crisis-plan", **crisis))["id"])


async def _message(scene: Scene) -> str:
    return await scene.add(OWNER, "messages", text=f"{TITLE} {WORD}")


async def _token(scene: Scene) -> str:
    """Of a link to answer a call by."""
    return str((await scene.around.done(OWNER, f"/calls/{await scene.have('call')}/answer-link"))["token"])


async def _version(scene: Scene) -> str:
    await scene.around.done(OWNER, f"/plans/{scene.around.plan}/versions")
    return "1"


async def _closed_plan(scene: Scene) -> str:
    other = await four_agencies(scene.county)
    await other.done(OWNER, f"/plans/{other.plan}/closing", reason="moved", end_report={"done": "Allt"})
    scene.ids["end_report"] = str((await other.items("end-report", by=OWNER))[0]["id"])
    return other.plan


async def _end_report(scene: Scene) -> str:
    await scene.have("closed_plan")
    return scene.ids["end_report"]


async def _draft_plan(scene: Scene) -> str:
    return (await four_agencies(scene.county, draft=True)).plan


async def _card(scene: Scene) -> str:
    return (await card_of(scene.county)).id


async def _known(scene: Scene) -> str:
    """Anna and Bo have opened their lists, and know each other."""
    for user in ("anna", "bo"):
        client = scene.county.client(scene.county.token(WORKFORCE, "portal", user, roles=["caseworker"]))
        assert (await client.get("/caseload")).status_code == 200
    return "bo"


async def _assigned(scene: Scene) -> str:
    """The plan is on Anna's list, and has a name on it."""
    await scene.have("known")
    anna = scene.county.caseworker()
    await scene.have("name")
    answer = await anna.post(f"/plans/{scene.around.plan}/assignments", json={})
    assert answer.status_code == 201, answer.text
    return scene.around.plan


async def _name(scene: Scene) -> str:
    return await scene.named(NAME)


async def _deputyship(scene: Scene) -> str:
    deputy = await scene.have("known")
    said = {"deputy": deputy, "start": "2026-12-20", "end": "2027-01-10"}
    answer = await scene.county.caseworker().post("/deputies", json=said)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


async def _number(scene: Scene) -> str:
    return scene.county.number()


async def _letters(scene: Scene) -> str:
    """Anna has asked for a letter in the morning."""
    anna = await scene.browser("anna")
    form = forms_of((await anna.get("/installningar")).text)[0]
    answer = await anna.post(form.action, form.sent({"address": ["anna@example.se"]}))
    assert answer.status_code == 303, answer.text
    return "asked for"


async def _constant(_: Scene) -> str:
    return BODY


async def _plan(scene: Scene) -> str:
    return scene.around.plan


async def _actor(scene: Scene) -> str:
    return scene.around.actor(OWNER)


async def _two_parties(scene: Scene) -> str:
    return " ".join(scene.around.actor(one) for one in (OWNER, HEALTH))


MAKERS: Final[Mapping[str, Maker]] = {
    "plan": _plan,
    "closed_plan": _closed_plan,
    "draft_plan": _draft_plan,
    "need": _need,
    "goal": _goal,
    "activity": _activity(),
    "proposed_activity": _activity(tentative=True),
    "ongoing_activity": _activity(started=True),
    "ownership": _ownership,
    "main_responsible": _dated("main-responsible"),
    "handler": _dated("handlers", title=NAME),
    "call": _call(OWNER, "association"),
    "call_to_us": _call(HEALTH, OWNER),
    "referral": _own_referral,
    "referral_to_us": _referral(),
    "accepted_referral": _referral(("answer", {"answer": "accepted"})),
    "started_referral": _referral(("answer", {"answer": "accepted"}), ("start", {})),
    "appointment": _appointment,
    "held": _held,
    "written": _written,
    "task": _task,
    "follow_up": _follow_up,
    "goal_outcome": _of_follow_up("goal-outcome"),
    "ladder_step": _of_follow_up("ladder-step"),
    "questionnaire": _of_follow_up("questionnaire"),
    "end_report": _end_report,
    "consent": lawful.consent,
    "draft_consent": lawful.consent_to("2027-11-20", OWNER, "primary-care", categories=["health"], tentative=True),
    "plan_consent": lawful.consent_to(
        "2027-11-19", OWNER, HEALTH, categories=["work"], given_as="orally", witness=NAME
    ),
    "legal_basis": lawful.legal_basis,
    "mandate": lawful.mandate,
    "represented": lawful.represented,
    "crisis_plan": _crisis_plan,
    "message": _message,
    "token": _token,
    "version": _version,
    "card": _card,
    "known": _known,
    "name": _name,
    "assigned": _assigned,
    "deputyship": _deputyship,
    "number": _number,
    "letters": _letters,
    "body": _constant,
    "offer": of_the_body.offer,
    "proposal": of_the_body.proposal,
    "actor": _actor,
    "two_parties": _two_parties,
    "issuer": of_the_body.registered("issuer"),
    "client": of_the_body.registered("client"),
    "stopped_client": of_the_body.stopped,
}
