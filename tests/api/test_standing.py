"""The crisis plan, the person's voice and the wishes on contact: the newest stands, and the former are kept."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from app.api import voice_models
from tests.api.answers import problem, untold
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
CRISIS: dict[str, Any] = {
    "early_signs": ["Sover lite"],
    "what_helps": ["Lugn och ro"],
    "what_to_avoid": ["Många frågor"],
    "contacts": [{"name": "Moster Greta", "phone": "070-174 06 05"}],
}
EVERY = pytest.mark.parametrize(
    ("address", "said", "model"),
    [
        ("crisis-plan", CRISIS, voice_models.StandingCrisisPlan),
        ("voice", {"text": "Jag vill bo kvar nära min syster."}, voice_models.StandingVoice),
        ("contact-wishes", {"channels": ["letter"], "note": "Efter tio"}, voice_models.StandingContactWish),
    ],
)


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    around = await four_agencies(county)
    consent = {"start": "2026-11-21", "actors": [around.actor(OWNER), around.actor(HEALTH)]}
    await around.add("person", "consents", **consent, categories=["health"])
    return around


def unlike(said: dict[str, Any]) -> dict[str, Any]:
    """The same with one other word."""
    if "text" in said:
        return {"text": "Jag vill flytta."}
    return {**said, "note": "På kvällen"} if "note" in said else {**said, "what_helps": ["En promenad"]}


@EVERY
async def test_the_newest_stands_and_the_former_can_be_read(
    around: Around, address: str, said: dict[str, Any], model: Any
) -> None:
    path = f"/plans/{around.plan}/{address}"
    problem(await around.at["person"].get(path), 404, "not-found")
    first = await around.done_by_put("person", address, **said)
    assert first["state"] == "written"

    second = await around.done_by_put("person", address, version=first["id"], **unlike(said))

    answer = await around.at["person"].get(path)
    promised(model, answer.json())
    assert answer.headers["ETag"] == f'"{second["id"]}"'
    assert answer.json()["current"] == second
    assert answer.json()["former"] == [first]
    for name, value in said.items():
        assert first[name] == value


@EVERY
async def test_whoever_replaces_what_was_replaced_meanwhile_is_told_and_nothing_is_changed(
    around: Around, witness: Witness, address: str, said: dict[str, Any], model: Any
) -> None:
    first = await around.done_by_put("person", address, **said)
    tries = [around.tried_by_put("person", address, version=first["id"], **unlike(said)) for _ in range(2)]
    answers = sorted(await asyncio.gather(*tries), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [200, 412]
    with witness.nothing_changes():
        stale = await around.tried_by_put("person", address, version=first["id"], **said)
        problem(stale, 412, "stale-version")
        again = await around.tried_by_put("person", address, **unlike(said))
        assert again.json()["id"] == answers[0].json()["id"], "it stands already"
        bare = await around.at["person"].put(f"/plans/{around.plan}/{address}", json=said)
        problem(bare, 428, "version-needed")


async def test_a_former_one_stands_again_when_the_newest_is_taken_away(around: Around) -> None:
    first = await around.done_by_put("person", "voice", text="Jag vill bo kvar.")
    second = await around.done_by_put("person", "voice", text="Ett misstag.")
    gone = await around.done("person", f"/voices/{second['id']}/withdrawal", reason="misstag")
    assert gone["state"] == "void"
    found = await around.read("person", f"/plans/{around.plan}/voice")
    assert (found["current"], found["former"]) == (first, [])


async def test_the_crisis_plan_is_health_s_and_whom_to_call_is_sealed(around: Around, witness: Witness) -> None:
    crisis = await around.done_by_put(HEALTH, "crisis-plan", **CRISIS)
    path = f"/plans/{around.plan}/crisis-plan"
    assert crisis["category"] == "health"
    for reader in (HEALTH, OWNER, "person"):
        assert (await around.read(reader, path))["current"]["contacts"] == CRISIS["contacts"]
    for reader in (STATE, SCHOOL, "association"):
        problem(await around.at[reader].get(path), 404, "not-found")
        problem(await around.at[reader].get(f"/crisis-plans/{crisis['id']}"), 404, "not-found")
    moved = await around.done(OWNER, f"/plans/{around.plan}/versions")
    for elsewhere in (
        await around.read(OWNER, f"/plans/{around.plan}"),
        await around.read(OWNER, f"/crisis-plans/{crisis['id']}"),
        await around.read(OWNER, f"/persons/{around.person}/timeline"),
        await around.read(OWNER, f"/plans/{around.plan}/history?limit=100"),
        moved,
    ):
        assert "Lugn och ro" in str(elsewhere)
        assert "contacts" not in str(elsewhere)
    stored = witness.connection.execute("select fields::text from sip.fact where id = %s", [crisis["id"]]).fetchone()
    assert stored is not None
    assert "Lugn och ro" in stored[0]
    assert "Greta" not in stored[0]
    assert "174 06 05" not in stored[0], "a part of the number that no id and nothing sealed can have by chance"


async def test_what_an_agency_writes_for_the_person_says_what_the_person_said_on_paper(
    around: Around, witness: Witness
) -> None:
    with witness.nothing_changes():
        silent = await around.tried_by_put(OWNER, "voice", text="Jag vill bo kvar.")
        problem(silent, 422, "invalid-request", "on_paper")
        own = await around.tried_by_put("person", "voice", text="Jag vill bo kvar.", on_paper="yes")
        problem(own, 422, "invalid-request", "on_paper")
        perhaps = await around.tried_by_put(OWNER, "voice", text="Jag vill bo kvar.", on_paper="maybe")
        problem(perhaps, 422, "invalid-request", "on_paper")
    written = await around.done_by_put(OWNER, "voice", text="Jag vill bo kvar.", on_paper="no")
    assert (written["on_paper"], written["owner"], written["category"]) == ("no", around.actor(OWNER), "social")
    wish = await around.done_by_put(OWNER, "contact-wishes", channels=["letter"], on_paper="yes")
    assert wish["category"] == "plan", "everybody who knows of the plan may know how to reach the person"


@pytest.mark.parametrize(
    ("address", "field", "body"),
    [
        ("voice", "text", {}),
        ("voice", "text", {"text": " "}),
        ("voice", "text", {"text": "x" * 5_001}),
        ("voice", "text", {"text": "Jag är 19900517-9800"}),
        ("voice", "category", {"text": "Hej", "category": "plan"}),
        ("voice", "on", {"text": "Hej", "on": "2026-01-01"}),
        ("contact-wishes", "channels", {}),
        ("contact-wishes", "channels", {"channels": []}),
        ("contact-wishes", "channels", {"channels": ["pigeon"]}),
        ("contact-wishes", "note", {"channels": ["phone"], "note": "19900517-9800"}),
        ("crisis-plan", "early_signs", {}),
        ("crisis-plan", "what_helps", {"what_helps": ["fråga 19900517-9800"]}),
        ("crisis-plan", "what_helps.0", {"what_helps": ["  "]}),
        ("crisis-plan", "contacts.0.phone", {"contacts": [{"name": "Greta", "phone": "ring"}]}),
        ("crisis-plan", "contacts.0.name", {"contacts": [{"name": "19900517-9800", "phone": "112"}]}),
        ("crisis-plan", "contacts", {"contacts": [{"name": "Greta", "phone": "112"}] * 11}),
        ("crisis-plan", "category", {"what_helps": ["Lugn"], "category": "secret"}),
    ],
)
async def test_what_makes_no_sense_is_refused(
    around: Around, witness: Witness, address: str, field: str, body: dict[str, Any]
) -> None:
    with witness.nothing_changes():
        answer = await around.tried_by_put("person", address, **body)

    problem(answer, 422, "invalid-request", field)
    untold(answer, "1990")


async def test_whoever_takes_no_part_writes_nothing(around: Around, witness: Witness) -> None:
    with witness.nothing_changes():
        stranger = await around.tried_by_put("association", "crisis-plan", **CRISIS)
        problem(stranger, 404, "not-found")
