"""What is asked of the service, of its tokens and of its database, by those who would see more than they may."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest

from app.domain import acting as by_claims
from app.domain.actors import THE_PERSON
from app.domain.errors import FactError
from app.domain.facts import decode
from app.domain.facts.json import fields_of
from app.domain.facts.plan_kinds import ITEM_KINDS
from app.domain.identity import Proof, Refusal
from tests.adapters.hostile_tokens import HOSTILE, OTHER_KEY, OTHERS, US, token
from tests.adapters.proof_forge import CLIENT, presented
from tests.adapters.proof_forge import HOSTILE as HOSTILE_PROOFS
from tests.adapters.token_forge import key_server
from tests.adapters.token_world import World
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.domain import test_acting
from tests.secrecy import test_log
from tests.secrecy.lives import Life, begin
from tests.secrecy.worlds import Connection
from tests.security.mutants.seeds import Bench, Probe
from tests.usecases import test_judging

OWNER, OTHER, STRANGER = "social-services", "employment-service", "association"
WHY = "Fara för personens liv"
CANARY = "Gulsparv på en gren"


def by_the_county(asks: Callable[[County], Awaitable[None]]) -> Probe:
    """A test of the county that stands elsewhere."""

    async def probe(bench: Bench) -> None:
        bench.county.today = TODAY
        await asks(bench.county)

    return probe


def by_the_witness(asks: Callable[[County, Witness], Awaitable[None]]) -> Probe:
    """The same for one that looks at the tables as well."""
    return lambda bench: by_the_county(lambda county: asks(county, Witness(bench.database)))(bench)


def by_anybody(asks: Callable[[], Awaitable[None]]) -> Probe:
    """A test that needs no county."""
    return lambda _: asks()


def by_itself(asks: Callable[[], None]) -> Probe:
    """A test that needs nobody."""

    async def probe(_: Bench) -> None:
        asks()

    return probe


def by_tokens(asks: Callable[[World], Awaitable[None]]) -> Probe:
    """A test of a verifier, which has verified nothing before."""

    async def probe(_: Bench) -> None:
        with key_server() as server:
            async with httpx.AsyncClient() as http:
                await asks(World(server, http))

    return probe


def refused(case: str) -> Probe:
    """The hostile token of that name is refused for its own reason."""
    hostile, reason = HOSTILE[case]

    async def asks(world: World) -> None:
        assert await world.refuses(hostile) == reason

    return by_tokens(asks)


def refused_proof(case: str) -> Probe:
    """The same for a proof of possession."""
    hostile, reason = HOSTILE_PROOFS[case]
    bound = token(cnf={"jkt": CLIENT.thumbprint()})

    async def asks(world: World) -> None:
        proof: Proof = presented(hostile(bound))
        assert await world.refuses(bound, proof) == reason

    return by_tokens(asks)


async def an_algorithm_that_is_not_registered(world: World) -> None:
    await world.accepts(token())
    world.issuers[US] = replace(world.issuers[US], algorithms=("PS256",))
    assert await world.refuses(token()) == Refusal.ALGORITHM


async def a_key_of_another_issuer(world: World) -> None:
    theirs = {"alg": "ES256", "kid": "other"}
    await world.accepts(token(theirs, key=OTHER_KEY, iss=OTHERS))
    assert await world.refuses(token(theirs, key=OTHER_KEY)) == Refusal.KEY_UNKNOWN


def by_rows(asks: Callable[[Connection], None]) -> Probe:
    """What the database says, in a transaction of the server's own user."""

    async def probe(bench: Bench) -> None:
        with bench.rolled_back() as connection:
            asks(connection)

    return probe


# ── Over REST ──────────────────────────────────────────────────────────────────────────────────────────


async def shared(county: County, *categories: str) -> Life:
    """A plan of social services and the employment service, with a need of work, and a consent to these categories."""
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    await life.consent("consent", [OWNER, OTHER], list(categories))
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    return life


async def a_report_is_its_owners_and_a_contribution_the_parties(bench: Bench) -> None:
    life = await shared(bench.county, "work", "economy")
    system = bench.county.system(OWNER)
    fact = {"person_id": life.person, "source_version": 1, "kind": "status", "code": "income-support"}
    reported = await system.put(f"sources/{OWNER}/facts/{life.person}.d", json={**fact, "start": "2026-03-01"})
    need = {"person_id": life.person, "source_version": 1, "plan": life.ids["plan"], "category": "work"}
    added = await system.put(f"sources/{OWNER}/needs/{life.person}.n", json={**need, "start": "2026-03-01"})
    seen = await bench.county.system(OTHER).get(f"persons/{life.person}/timeline")
    there = [str(answer.json()["id"]) in seen.text for answer in (reported, added)]
    assert there == [False, True]


async def a_consent_shows_the_frame(bench: Bench) -> None:
    life = await shared(bench.county, "health")
    assert await life.seen(OTHER) == {"plan", "consent"}


async def the_addressee_sees_the_question_alone(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    await life.tell(OWNER, "referral", "ref", need="job", to="primary-care", sent="2026-11-01")
    asked, path = bench.county.system("primary-care"), f"referrals/{life.ids['ref']}"
    question = await asked.get(path)
    answered = await asked.post(f"{path}/answer", json={"answer": "accepted"}, headers={"If-Match": "*"})
    for answer in (question, answered):
        assert answer.status_code == 200
        assert life.ids["plan"] not in answer.text
        assert life.ids["job"] not in answer.text
    assert await life.seen("primary-care") == {"ref"}


async def a_withdrawal_takes_the_cards_with_it(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    await bench.county.detect()
    assert ("need-unowned", "job") in await life.found(OTHER)
    await life.withdraw("consent")
    assert await life.found(OTHER) == set()
    worklist = await bench.county.system(OTHER).get("findings", params={"limit": 100})
    assert life.person not in worklist.text


async def what_was_worked_out_before_a_withdrawal_is_not_written(bench: Bench) -> None:
    county, day = bench.county, TODAY.toordinal()
    life = await shared(county, "work")
    await county.detect()
    await life.tell(OWNER, "need", "rent", plan="plan", start="2026-02-01", category="work")
    async with county.queue.take(50, day) as batch:
        verdicts = await county.detector.judge(batch.dossiers, day)
        await life.withdraw("consent")
        await batch.save(verdicts)
    assert await life.found(OTHER) == set()


def a_facts_fields_are_a_closed_list() -> None:
    said = {"id": "a", "actor": str(THE_PERSON), "outcome": "unable", "start": "2026-03-01"}
    assert decode("assessment", said)
    for field in ("diagnosis", "sanction", "ssbtek"):
        with pytest.raises(FactError) as refused:
            decode("assessment", {**said, field: "F32"})
        assert refused.value.field == field
        assert not [kind for kind in ITEM_KINDS for known in fields_of(kind) if field in known]


def an_error_does_not_repeat_what_was_sent() -> None:
    with pytest.raises(FactError) as refused:
        decode("assessment", {"id": "a", "actor": str(THE_PERSON), "outcome": CANARY, "start": "2026-03-01"})
    assert CANARY not in str(refused.value) + refused.value.problem


async def the_workers_log_names_the_fault_alone(_: Bench) -> None:
    life = test_judging.dossier(1)
    life.unreadable = CANARY
    log, told = logging.getLogger("sip.detector"), list[str]()
    listener = logging.Handler()
    listener.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]  # as its makers do
    log.addHandler(listener)
    try:
        await test_judging.detector().judge([life], test_judging.TODAY)
    finally:
        log.removeHandler(listener)
    assert len(told) == 1
    assert CANARY not in told[0]


async def an_emergency_is_told_to_the_person(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    path = f"plans/{life.ids['plan']}/emergency-accesses"
    assert (await bench.county.caseworker().post(path, json={"why": WHY})).status_code == 201
    log = await bench.county.myself(life.number).get(f"persons/{life.person}/access-log", params={"limit": 100})
    assert "emergency-access-add" in [entry["action"] for entry in log.json()["entries"]]


async def a_protected_meeting_has_no_place(bench: Bench) -> None:
    life, anna = await shared(bench.county, "work"), bench.county.caseworker()
    body = {"on": "2026-12-10", "at": "13:00", "place": "Storgatan 3"}
    booked = await anna.post(f"plans/{life.ids['plan']}/appointments", json=body)
    path = f"appointments/{booked.json()['id']}/invitation"
    entry = {"Accept": "application/json"}
    assert (await anna.get(path, headers=entry)).json()["place"] == "Storgatan 3"
    level = {"level": "marked", "reason": "Skatteverkets besked"}
    assert (await anna.post(f"persons/{life.person}/protection", json=level)).status_code == 200
    answer = await anna.get(path, headers=entry)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["title"], "place" in answer.json()) == ("Möte", False)


@contextmanager
def no_log(bench: Bench) -> Iterator[None]:
    """While it lasts, nothing can be written to the log."""
    bench.database.execute("alter table sip.audit add constraint broken check (false) not valid")
    try:
        yield
    finally:
        bench.database.execute("alter table sip.audit drop constraint broken")


async def without_a_log_nothing_is_answered(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    with no_log(bench):
        answer = await bench.county.system(OWNER).get(f"needs/{life.ids['job']}")
    assert answer.status_code in (500, 503), f"answered with {answer.status_code}, and nothing of it is in the log"


async def without_a_log_nothing_is_done(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    with no_log(bench), Witness(bench.database).nothing_changes():
        answer = await bench.county.system(OWNER).post("plans", json={"person_id": life.person})
    assert answer.status_code in (500, 503), f"done with {answer.status_code}, and nothing of it is in the log"


async def the_log_says_on_what_basis(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    assert (await bench.county.system(OTHER).get(f"needs/{life.ids['job']}")).status_code == 200
    (row,) = bench.database.execute(
        "select items from sip.audit where person_id = %s and action = 'read-item' and actor = %s",
        (life.person, bench.county.actor(OTHER)),
    ).fetchall()
    assert row[0] == [{"id": life.ids["job"], "category": "work", "basis": life.ids["consent"]}]


async def the_person_reads_who_has_read(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    await test_log.test_the_person_reads_who_has_read_and_that_is_logged(bench.county, life, bench.database)


async def the_log_holds_no_content(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    body = {"category": "work", "start": "2026-11-01", "title": CANARY}
    added = await bench.county.system(OWNER).post(f"plans/{life.ids['plan']}/needs", json=body)
    assert added.status_code == 201
    rows = bench.database.execute("select a::text from sip.audit a where person_id = %s", (life.person,)).fetchall()
    assert rows
    assert not any(CANARY in row for (row,) in rows)


async def no_system_reads_the_log(bench: Bench) -> None:
    problem(await bench.county.system(OWNER).get("audit"), 403, "not-permitted")


async def claims_only_narrow(_: Bench) -> None:
    alone, elsewhere = test_acting.ALONE, test_acting.actor(1, number=None)
    assert by_claims.acting(test_acting.claims("212000-0000"), [alone]) is None
    assert by_claims.acting(test_acting.claims(None, "SE1-C"), [test_acting.A, test_acting.B]) is None
    assert by_claims.acting(test_acting.claims("2321000057"), [elsewhere]) is None
    assert by_claims.acting(test_acting.claims("2321000057", "SE1-A"), [test_acting.B]) is None
