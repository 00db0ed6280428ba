"""A person with a plan in which there is one of everything that has an address, and every reading that there is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx

from app.api import examples
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, Around, four_agencies

CONTRACT: Final = Path(__file__).parents[2] / "openapi" / "openapi.json"
OF_NOBODY: Final = {
    *("/actors", "/api-info", "/code-lists", "/coordination-bodies", "/health/live", "/health/ready", "/rules"),
    *("/coordination-bodies/{body}/escalations", "/coordination-bodies/{body}/offers", "/offers/{offer}", "/pace"),
    *("/coordination-bodies/{body}/statistics", "/audit", "/audit/samples", "/audit/persons", "/audit/seal"),
    *("/coordination-bodies/{body}/agreements", "/coordination-bodies/{body}/agreements/previews"),
    *("/agreement-previews/{preview}", "/actors/{actor}"),
    *("/actors/{actor}/units", "/issuers", "/issuers/{issuer}", "/clients", "/clients/{client}"),
    "/registrations/{registration}/history",
}
"""What bears no person, whoever asks; the log, of which an auditor reads the ids."""
LISTS: Final = (
    *("/caseload", "/caseload?unit=true", "/colleagues", "/deputies?unit=true", "/escalations", "/findings"),
    *("/findings?held_back=true", "/persons-without-handler", "/represented-persons", "/rule-outcomes"),
)
"""What is read of several persons at once."""
FOR_THE_PERSON: Final = ("/persons/{person}/access-log", "/persons/{person}/export")
LEADING: Final = "/persons/{person}/named-handlers"


def readings() -> list[str]:
    """Every address of the contract that is read and leads to one person, or to something of one."""
    paths = json.loads(CONTRACT.read_text())["paths"]
    known = OF_NOBODY | {path.partition("?")[0] for path in LISTS}
    return [path for path, operations in paths.items() if "get" in operations and path not in known]


def doings() -> list[tuple[str, str]]:
    """Every method and address of the contract that changes something of one person, but for the naming of handlers,
    which is alike for every person there is."""
    paths = json.loads(CONTRACT.read_text())["paths"]
    return [
        (method, path)
        for path, operations in paths.items()
        for method in operations.keys() - {"get"}
        if ("{" in path or path in ("/plans", "/facts"))
        and "{offer}" not in path
        and "{body}" not in path
        and not path.startswith(("/actors/", "/issuers/", "/clients/"))
        and not path.startswith(LEADING)
    ]


def example(method: str, path: str, ids: dict[str, str]) -> object:
    """What the contract gives as an example of the body, about the person, the plan and the need of these ids."""
    body = json.loads(CONTRACT.read_text())["paths"][path][method]["requestBody"]["content"]["application/json"]
    text = json.dumps(next(iter(body["examples"].values()))["value"])
    for name, shown in (("person", examples.PERSON), ("plan", examples.PLAN)):
        text = text.replace(shown, ids[name])
    return json.loads(text)


@dataclass
class Everything:
    """The plan, its caseworker, and for each name in an address what it is here."""

    around: Around
    anna: httpx.AsyncClient
    ids: dict[str, str]

    def strangers(self) -> dict[str, str]:
        """The same for somebody who is not there."""
        return {name: "1" if name == "version" else str(uuid4()) for name in self.ids}


def address(path: str, ids: dict[str, str]) -> str:
    """The path with these ids in it."""
    for name, found in ids.items():
        path = path.replace(f"{{{name}}}", found)
    assert "{" not in path, f"there is nothing for {path}"
    return path


async def everything(county: County) -> Everything:
    """All of it, with a card that the owner has worked; anna has handed the plan to cia."""
    around = await four_agencies(county)
    anna, cia = caseworker(county, "anna"), caseworker(county, "cia")
    for client in (anna, cia):
        assert (await client.get("/caseload")).status_code == 200
    me, today = around.actor(OWNER), county.today.isoformat()

    async def add(collection: str, **body: Any) -> str:
        return str((await around.add(OWNER, collection, **body))["id"])

    need = await add("needs", category="work", start=today)
    await add("ownerships", need=need, start=today)
    await add("main-responsible", actor=me, start=today)
    await add("activities", need=need, planned_start=today, start=today)
    goal = await add("goals", on=today, title="Jobb")
    told = {"heard": "5", "my_goals": "1", "who_does_what": "3", "whom_to_call": "3", "better_off": "2"}
    await around.done(
        OWNER,
        f"/follow-ups/{await add('follow-ups', due=today)}/holding",
        goals=[{"goal": goal, "outcome": "met"}],
        ladder_step={"step": "seeking"},
        questionnaire={**told, "written_down": True},
    )
    meeting = await add("appointments", on=today, place="Storgatan 3")
    await around.done(OWNER, f"/appointments/{meeting}/holding", outcome="plan")
    task = {"what": "Ringer", "actor": around.actor(HEALTH), "planned_start": "2026-12-07"}
    await around.done(OWNER, f"/appointments/{meeting}/minutes", text="Vi sågs.", tasks=[task])
    later = await add("appointments", on="2026-12-10", place="Storgatan 3")
    await add("calls", to=around.actor(HEALTH), form="call", sent="2026-10-01")
    await add("calls", to=around.actor(HEALTH), form="call", sent=today, appointment=later)
    await add("referrals", to=around.actor(HEALTH), need=need, sent="2026-08-01")
    await around.add(OWNER, "messages", text="Välkomna!")
    crisis = {"early_signs": ["a"], "what_helps": ["b"], "what_to_avoid": ["c"], "contacts": []}
    said: dict[str, dict[str, Any]] = {
        "crisis-plan": crisis,
        "voice": {"text": "Så här"},
        "contact-wishes": {"channels": ["letter"]},
    }
    for noun, body in said.items():
        await around.done_by_put("person" if noun != "crisis-plan" else OWNER, noun, **body)
    await around.done(OWNER, f"/plans/{around.plan}/versions")
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved", end_report={"done": "Allt"})
    await around.done(OWNER, f"/plans/{around.plan}/reopening", reason="kom tillbaka")
    assert (await anna.post(f"/plans/{around.plan}/assignments", json={})).status_code == 201
    disclosed: dict[str, Any] = {
        "provision": "disclosure-duty",
        "actors": [around.actor(HEALTH)],
        "categories": ["economy"],
    }
    lasting = {"start": today, "end": "2027-02-22"}
    await around.done(OWNER, f"/persons/{around.person}/legal-bases", **disclosed, **lasting)
    await around.done(OWNER, f"/plans/{around.plan}/mandates", **await proxy(around), powers=["read"], **lasting)
    emergency = f"/plans/{around.plan}/emergency-accesses"
    assert (await anna.post(emergency, json={"why": "Fara för personens liv"})).status_code == 201
    handed = {"to": "cia", "note": "Jag slutar", "plans": [{"plan": around.plan}]}
    transfer = await anna.post("/caseload-transfers", json=handed)
    assert transfer.status_code == 201, transfer.text
    system = around.at[OWNER]
    status = {"kind": "status", "code": "income-support", "start": "2024-01-01", "source_version": 1}
    fact = await system.put(
        f"sources/{OWNER}/facts/{around.person}", json={"person_id": around.person, "disclosure": "parties", **status}
    )
    assert fact.status_code == 201, fact.text
    await county.detect()
    found = (await around.read(OWNER, f"/persons/{around.person}/findings"))["findings"]
    card = next(one for one in found if one["status"] in ("open", "critical"))
    await around.done(OWNER, f"/findings/{card['id']}/resolution", code="fixed")
    items = (await around.read("person", f"/persons/{around.person}/timeline"))["items"]
    ids = {item["kind"].replace("-", ""): item["id"] for item in items}
    ids |= {"person": around.person, "plan": around.plan, "version": "1", "finding": card["id"]}
    ids |= {"fact": fact.json()["id"], "transfer": transfer.json()["id"], "appointment": later}
    double = await county.person()
    await county.system(OWNER).put(
        f"sources/{OWNER}/facts/{double}", json={"person_id": double, "disclosure": "own", **status}
    )
    proposal = {"other": double, "evidence": "number-mistyped"}
    merges = await anna.post(f"/persons/{around.person}/merges", json=proposal)
    assert merges.status_code == 200, merges.text
    ids["merge"] = merges.json()["merges"][0]["id"]
    kept = await around.done(OWNER, f"/persons/{around.person}/legal-holds", reason="Ärendet prövas")
    ids["hold"] = kept["holds"][0]["id"]
    return Everything(around, anna, {**ids, "call": ids["call"]})


async def proxy(around: Around) -> dict[str, Any]:
    """Somebody else, who is to act for the person."""
    looked_up = {"identity_number": around.county.number()}
    friend = (await around.at[OWNER].post("/person-lookups", json=looked_up)).json()["person_id"]
    return {"form": "proxy", "proxy": friend}


def caseworker(county: County, user: str, *roles: str) -> httpx.AsyncClient:
    """A caseworker of social services."""
    return county.client(county.token("/anna", "portal", user, roles=list(roles or ("caseworker",))))
