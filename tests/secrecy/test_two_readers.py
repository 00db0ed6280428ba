"""Two readers with different consents find different gaps in one life, and neither can tell what the other has."""

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = date(2026, 11, 21)
TWINS = date(1979, 5, 14)
"""A day on which nobody else is born, since test numbers of one day run out."""
WORK, HEALTH, OWNER = "employment-service", "psychiatry", "social-services"


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    """A plan of social services with two needs that nobody does anything about; the employment service may know of
    work, and psychiatry of health."""
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, WORK, HEALTH)
    await life.consent("for-work", [OWNER, WORK], ["work"])
    await life.consent("for-health", [OWNER, HEALTH], ["health"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(OWNER, "need", "sleep", plan="plan", start="2026-03-01", category="health")
    await county.detect(TODAY)
    return life


async def test_each_reader_finds_the_gaps_of_what_it_sees(life: Life) -> None:
    assert await life.seen(WORK) == {"plan", "job", "for-work"}
    assert await life.seen(HEALTH) == {"plan", "sleep", "for-health"}
    work, health = await life.found(WORK), await life.found(HEALTH)
    assert ("need-unowned", "job") in work
    assert ("need-unowned", "sleep") in health
    assert {subject for _, subject in work} == {"plan", "job"}
    assert {subject for _, subject in health} == {"plan", "sleep"}
    assert await life.found("person") >= work | health
    assert await life.found(OWNER) >= work | health


async def answers(life: Life, who: str) -> list[tuple[int, bytes, str | None]]:
    """Everything that the reader can ask for, byte by byte, with its entity tag."""
    client, _ = life.voice(who)
    paths = [
        f"persons/{life.person}", f"persons/{life.person}/timeline", f"persons/{life.person}/findings",
        f"plans/{life.ids['plan']}", "findings?limit=100",
        *(f"plans/{life.ids['plan']}/{part}" for part in ("deadlines", "completeness", "history", "versions")),
        *(f"{collection}/{item}" for item in life.ids.values() for collection in ("needs", "consents", "facts")),
    ]  # fmt: skip
    listed = (await client.get(f"persons/{life.person}/findings", params={"limit": 100})).json()["findings"]
    got = [await client.get(path) for path in (*paths, *(f"findings/{one['id']}/explanation" for one in listed))]
    return [(answer.status_code, without_the_address(answer), answer.headers.get("etag")) for answer in got]


def without_the_address(answer: httpx.Response) -> bytes:
    if answer.is_success:
        return answer.content
    return json.dumps({**answer.json(), "instance": None}).encode()


TALKS = {"need": "sleep", "planned_start": "2026-05-01"}
SLEEP = {"plan": "plan", "start": "2026-03-01", "category": "health"}
HIDDEN: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "a fact of another category": (HEALTH, "assessment", "unable", {"outcome": "unable", "start": "2026-04-01"}),
    "its owner's own": (OWNER, "status", "own", {"code": "job-seeker", "start": "2026-04-01", "disclosure": "own"}),
    "an activity for the hidden need": (HEALTH, "activity", "talks", TALKS),
    "the activity begins": (HEALTH, "activity", "talks", {"version": 2, **TALKS, "start": "2026-05-02"}),
    "the activity is taken away": (HEALTH, "activity", "talks", {"version": 3, **TALKS, "void": True}),
    "a referral for the hidden need": (OWNER, "referral", "ref", {"need": "sleep", "to": HEALTH, "sent": "2026-05-01"}),
    "the hidden need is its owner's alone": (OWNER, "need", "sleep", {"version": 2, **SLEEP, "disclosure": "own"}),
    "what nobody may see": ("primary-care", "contact", "visit", {"on": "2026-11-20", "outcome": "missed"}),
    "a contact with the person": (
        OWNER,
        "contact",
        "reached",
        {"on": "2026-02-02", "outcome": "reached", "disclosure": "own"},
    ),
    "that somebody saw the need": (OWNER, "sip-need", "seen", {"on": "2025-12-01", "disclosure": "own"}),
    "a call about the hidden need": (
        OWNER,
        "call",
        "asked",
        {"need": "sleep", "to": HEALTH, "form": "call", "sent": "2026-05-01"},
    ),
}


async def hidden_changes(life: Life) -> AsyncIterator[str]:
    """Each change that the reader for work may not see, made and then named."""
    for name, (who, kind, key, fields) in HIDDEN.items():
        await life.tell(who, kind, key, **fields)
        yield name
    await life.withdraw("for-health")
    yield "another's consent is withdrawn"
    await life.consent("third", [OWNER, HEALTH], ["health", "economy"])
    yield "others get a consent"


async def test_what_a_reader_may_not_see_changes_not_a_byte_of_what_it_gets(county: County, life: Life) -> None:
    before = await answers(life, WORK)
    assert {status for status, _, _ in before} == {200, 404}
    alike = Life(county, life.number, life.person, dict(life.ids))
    async for name in hidden_changes(life):
        assert await answers(alike, WORK) == before, f"{name}, before anybody has looked"
        await county.detect()
        assert await answers(alike, WORK) == before, f"{name}, after the detector has looked"
    assert await answers(life, HEALTH) != before


async def test_what_a_reader_may_see_does_change_what_it_gets(county: County, life: Life) -> None:
    before = await answers(life, WORK)
    await life.tell(WORK, "activity", "course", need="job", planned_start="2026-12-01")
    known = Life(county, life.number, life.person, {key: item for key, item in life.ids.items() if key != "course"})
    assert await answers(known, WORK) != before


async def test_another_persons_hidden_life_makes_no_difference(county: County) -> None:
    """Two persons who differ only in what the reader may not see: the same documents, but for the ids."""
    lives = []
    for hidden in (False, True):
        life = await begin(county, TWINS)
        await life.plan(OWNER, WORK, HEALTH)
        await life.consent("for-work", [OWNER, WORK], ["work"])
        if hidden:
            await life.consent("for-health", [OWNER, HEALTH], ["health"])
            await life.tell(OWNER, "need", "sleep", plan="plan", start="2026-03-01", category="health")
            await life.tell(HEALTH, "status", "ward", code="inpatient", start="2026-06-01")
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
        lives.append(life)
    await county.detect(TODAY)
    client = county.system(WORK)
    for path in ("persons/{person}", "persons/{person}/timeline", "persons/{person}/findings", "plans/{plan}"):
        one, other = [
            told_without_ids(life, await client.get(path.format(person=life.person, **life.ids))) for life in lives
        ]
        assert one == other, path
    persons = [await county.myself(life.number).get(f"persons/{life.person}/timeline") for life in lives]
    assert told_without_ids(lives[0], persons[0]) != told_without_ids(lives[1], persons[1])


def told_without_ids(life: Life, answer: httpx.Response) -> str:
    document = answer.json()
    text = json.dumps(document, sort_keys=True)
    for finding in document.get("findings", ()):
        text = text.replace(finding["id"], f"{finding['rule']}:{finding['opens']}")
    for item in document.get("items", ()):
        text = text.replace(item["id"], f"{item['kind']}:{life.ids.get('none', '')}")
    for key, item in {**life.ids, "person": life.person}.items():
        text = text.replace(item, key)
    return text


async def test_a_hidden_person_and_item_are_answered_like_those_that_never_were(county: County, life: Life) -> None:
    stranger = county.system("association")
    for path, hidden in (
        ("persons/{}", life.person),
        ("persons/{}/timeline", life.person),
        ("persons/{}/findings", life.person),
        ("persons/{}/access-log", life.person),
        ("plans/{}", life.ids["plan"]),
        ("needs/{}", life.ids["job"]),
        ("consents/{}", life.ids["for-work"]),
    ):
        real, random = await stranger.get(path.format(hidden)), await stranger.get(path.format(uuid4()))
        assert real.status_code == random.status_code
        assert without_the_address(real) == without_the_address(random)
        assert set(real.headers) == set(random.headers)


async def test_a_withdrawn_consent_hides_at_once(county: County, life: Life) -> None:
    other = await life.found(HEALTH)
    await life.withdraw("for-work")
    assert await life.seen(WORK) == {"for-work"}
    assert await life.found(WORK) == set()
    client = county.system(WORK)
    assert (await client.get(f"plans/{life.ids['plan']}")).status_code == 404
    assert (await client.get(f"needs/{life.ids['job']}")).status_code == 404
    assert (await client.get(f"persons/{life.person}")).status_code == 404
    assert life.person not in (await client.get("findings", params={"limit": 100})).text
    assert await life.found(HEALTH) == other
    await county.detect()
    assert await life.found(WORK) == set()
    assert await life.found(HEALTH) == other


async def test_a_finding_that_outlives_a_consent_names_nothing_that_the_consent_showed(county: County) -> None:
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, HEALTH)
    await life.consent("shared", [OWNER, HEALTH], ["health"])
    await life.tell(OWNER, "need", "sleep", plan="plan", start="2026-03-01", category="health")
    await life.tell(HEALTH, "activity", "talks", need="sleep", planned_start="2026-05-01")
    await county.detect()
    assert await proof(life) == {"plan", "talks"}
    await life.withdraw("shared")
    await county.detect()
    assert await proof(life) == {"talks"}


async def proof(life: Life) -> set[str]:
    """What psychiatry is told to prove that its activity never started."""
    answer = await life.voice(HEALTH)[0].get(f"persons/{life.person}/findings")
    (found,) = [one for one in answer.json()["findings"] if one["rule"] == "activity-never-started"]
    return {key for key, item in life.ids.items() if item in found["evidence"]}


async def test_a_consent_that_runs_out_hides_on_the_day_after_its_last(county: County) -> None:
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, WORK)
    await life.consent("short", [OWNER, WORK], ["work"], end="2026-11-22")
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await county.detect(TODAY)
    county.today = date(2026, 11, 22)
    assert ("need-unowned", "job") in await life.found(WORK)
    county.today = date(2026, 11, 23)
    assert await life.seen(WORK) == {"short"}
    assert await life.found(WORK) == set()
    county.today = TODAY


async def test_an_item_that_its_owner_takes_back_is_gone_at_once(county: County, life: Life) -> None:
    other = await life.found(HEALTH)
    await life.tell(OWNER, "need", "job", version=2, plan="plan", start="2026-03-01", category="work", disclosure="own")
    assert await life.seen(WORK) == {"plan", "for-work"}
    assert await life.found(WORK) == set()
    assert await life.found(HEALTH) == other
    await county.detect()
    assert {subject for _, subject in await life.found(WORK)} == {"plan"}


async def test_a_consent_shows_from_its_first_day_and_the_detector_wakes_for_it(county: County) -> None:
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, WORK)
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.consent("later", [OWNER, WORK], ["work"], start="2026-11-25")
    await county.detect(date(2026, 11, 24))
    assert await life.found(WORK) == set()
    assert await life.seen(WORK) == {"later"}
    await county.detect(date(2026, 11, 25))
    assert ("need-unowned", "job") in await life.found(WORK)
    county.today = TODAY


async def test_what_was_worked_out_before_a_withdrawal_is_not_written_after_it(county: County, life: Life) -> None:
    await life.tell(OWNER, "need", "rent", plan="plan", start="2026-02-01", category="work")
    async with county.queue.take(50, TODAY.toordinal()) as batch:
        verdicts = await county.detector.judge(batch.dossiers, TODAY.toordinal())
        assert verdicts
        await life.withdraw("for-work")
        await batch.save(verdicts)
    assert await life.found(WORK) == set()
    await county.detect()
    assert await life.found(WORK) == set()
    assert ("need-unowned", "rent") in await life.found("person")
