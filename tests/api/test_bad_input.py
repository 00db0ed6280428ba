"""Bad input gives one clear problem that names the field, changes nothing, and leaves no content in any log."""

from typing import Any

import pytest

from tests.api.answers import problem, untold
from tests.api.desk import CANARY, ELSEWHERE, STATUS, Desk
from tests.api.witness import Witness
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_change_would_be_noticed(county: County, witness: Witness) -> None:
    with pytest.raises(AssertionError, match="rows changed"), witness.nothing_changes():
        await county.person()


WRONG_FIELDS: list[tuple[str, dict[str, Any]]] = [
    ("code", {"code": "lottery"}),
    ("code", {"code": ["income-support"]}),
    ("code", {"code": None}),
    ("start", {"start": "2025-02-30"}),
    ("start", {"start": "2026-1-1"}),
    ("start", {"start": "2026-01-01T00:00:00Z"}),
    ("start", {"start": 20260101}),
    ("start", {"start": "1899-12-31"}),
    ("start", {"start": "2201-01-01"}),
    ("start", {"start": "٢٠٢٦-٠١-٠١"}),
    ("end", {"end": "2025-12-31"}),
    ("extent", {"extent": 101}),
    ("extent", {"extent": -1}),
    ("extent", {"extent": True}),
    ("extent", {"extent": 50.5}),
    ("extent", {"extent": "50"}),
    ("extent", {"extent": 10**30}),
    ("detail", {"detail": "lottery"}),
    ("detail", {"detail": {"deep": {"deeper": []}}}),
    ("detail", {"detail": "nul\x00"}),
    ("detail", {"detail": "x" * 201}),
    ("title", {"title": "bell\x07"}),
    ("title", {"title": ""}),
    ("title", {"title": "line\nbreak"}),
    ("category", {"category": "plan"}),
    ("source_version", {"source_version": True}),
    ("source_version", {"source_version": "1"}),
    ("source_version", {"source_version": 1.0}),
    ("source_version", {"source_version": -1}),
    ("source_version", {"source_version": 2**63}),
    ("source_version", {"source_version": None}),
    ("void", {"void": "yes"}),
    ("tentative", {"tentative": 1}),
    ("disclosure", {"disclosure": "everybody"}),
    ("lottery", {"lottery": 1}),
    ("owner", {"owner": ELSEWHERE}),
    ("actor", {"actor": ELSEWHERE}),
    ("…", {"19900517-9805": 1}),
    ("…", {"någon annan": 1}),
    ("kind", {"kind": "lottery"}),
    ("kind", {"kind": "person"}),
    ("kind", {"kind": "activity"}),
    ("kind", {"kind": None}),
    ("person_id", {"person_id": "me"}),
    ("person_id", {"person_id": None}),
    ("person_id", {"identity_number": "19900517-9805"}),
    ("identity_number", {"person_id": None, "identity_number": "19900517-9806"}),
    ("identity_number", {"person_id": None, "identity_number": "20250230-9805"}),
    ("identity_number", {"person_id": None, "identity_number": "900517-9805"}),
    ("identity_number", {"person_id": None, "identity_number": "199005179805199005179805"}),
    ("identity_number", {"person_id": None, "identity_number": "000000000000"}),
    ("identity_number", {"person_id": None, "identity_number": 199005179805}),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG_FIELDS, ids=lambda value: str(value)[:60])
async def test_a_wrong_field_is_named_and_what_it_held_is_not(desk: Desk, field: str, wrong: dict[str, Any]) -> None:
    answer = await desk.put(**{**STATUS, **wrong})

    problem(answer, 422, "invalid-request", field)
    for given in wrong.values():
        if isinstance(given, str) and len(given) > 4:
            assert given not in answer.text
    untold(answer, "1990")


@pytest.mark.parametrize(
    ("collection", "field", "body"),
    [
        ("activities", "planned_end", {"planned_start": "2026-12-01", "planned_end": "2026-11-30"}),
        ("activities", "end", {"planned_start": "2026-01-01", "start": "2026-01-02", "end": "2026-01-01"}),
        ("activities", "weekly_hours", {"planned_start": "2026-12-01", "weekly_hours": 169}),
        ("activities", "weekly_hours", {"planned_start": "2026-12-01", "weekly_hours": "40"}),
        ("activities", "mandatory", {"planned_start": "2026-12-01", "mandatory": "no"}),
        ("activities", "planned_start", {}),
        ("activities", "plan", {"planned_start": "2026-12-01", "plan": ELSEWHERE}),
        ("calls", "cancelled_on", {"to": "x", "form": "call", "sent": "2026-11-02", "cancelled_on": "2026-11-01"}),
        ("calls", "to", {"form": "call", "sent": "2026-11-02"}),
        ("referrals", "sent", {"to": "x", "sent": "2026-13-02"}),
        ("consents", "categories", {"start": "2026-11-01", "actors": [], "categories": "work"}),
        ("consents", "categories", {"start": "2026-11-01", "actors": [], "categories": ["lottery"]}),
        ("consents", "actors", {"start": "2026-11-01", "actors": [], "categories": ["work"]}),
        ("consents", "actors", {"start": "2026-11-01", "actors": [], "categories": ["work"], "tentative": True}),
        ("consents", "actors", {"start": "2026-11-01", "actors": ["x"] * 51, "categories": ["work"]}),
        ("consents", "actors.0", {"start": "2026-11-01", "actors": [1], "categories": ["work"]}),
        ("follow-ups", "due", {"due": "2026-13-01"}),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_a_wrong_field_of_a_contribution_is_named(
    desk: Desk, collection: str, field: str, body: dict[str, Any]
) -> None:
    problem(await desk.add(collection, **body), 422, "invalid-request", field)


async def test_references_lead_somewhere_for_the_caller(desk: Desk) -> None:
    activity = {"planned_start": "2026-12-01"}
    for field in ("plan", "need"):
        for target in (ELSEWHERE, "no-such-key", desk.theirs, desk.person):
            answer = await desk.put("activities", source_version=1, **activity, **{field: target})
            problem(answer, 422, "unknown-reference", field)
    problem(await desk.put("activities", source_version=1, **activity, plan=desk.theirs, need=desk.need), 422,
            "unknown-reference", "plan")  # fmt: skip
    problem(
        await desk.put("activities", source_version=1, **activity, need=desk.plan), 422, "unknown-reference", "need"
    )
    for target in (ELSEWHERE, "psychiatry", CANARY):
        answer = await desk.add("calls", to=target, form="call", sent="2026-11-02")
        problem(answer, 422, "unknown-reference", "to")
        consent = {"start": "2026-11-02", "actors": [target], "categories": ["work"]}
        problem(await desk.add("consents", **consent), 422, "unknown-reference", "actors")


@pytest.mark.parametrize("collection", ["handlers", "main-responsible", "ownerships"])
async def test_nobody_answers_for_anything_in_a_plan_without_taking_part_in_it(desk: Desk, collection: str) -> None:
    outsider = desk.county.actor("psychiatry")
    tie = {"need": desk.need} if collection == "ownerships" else {"plan": desk.plan}
    given = {"actor": outsider, "start": "2026-11-02"}
    contributed = {**given, **tie} if collection == "ownerships" else given

    problem(await desk.add(collection, **contributed), 422, "unknown-reference", "actor")
    problem(await desk.put(collection, source_version=1, **given, **tie), 422, "unknown-reference", "actor")


async def test_an_actor_that_is_no_party_adds_no_activity(desk: Desk) -> None:
    outsider = desk.county.system("psychiatry")
    activity = {"planned_start": "2026-12-01", "title": CANARY}

    problem(await outsider.post(f"/plans/{desk.plan}/activities", json=activity), 404, "not-found")
    body = {**activity, "person_id": desk.person, "source_version": 1, "plan": desk.plan}
    answer = await outsider.put("/sources/psychiatry/activities/a1", json=body)
    problem(answer, 422, "unknown-reference", "plan")
    problem(await outsider.post(f"/plans/{desk.plan}/participants", json={"actor": desk.county.actor("psychiatry")}),
            404, "not-found")  # fmt: skip


async def test_the_same_source_version_never_says_anything_else(desk: Desk) -> None:
    problem(await desk.put(key="known", **{**STATUS, "start": "2026-01-02"}), 409, "version-conflict")
    problem(await desk.put("needs", key="known", source_version=1, plan=desk.plan, category="work", start="2026-01-01"),
            409, "version-conflict")  # fmt: skip
    problem(await desk.put("needs", key="known", source_version=2, plan=desk.plan, category="work", start="2026-01-01"),
            422, "invalid-request", "kind")  # fmt: skip


async def test_a_key_belongs_to_one_person(desk: Desk, county: County, witness: Witness) -> None:
    other = county.number()
    answer = await county.system("psychiatry").put(
        "/sources/social-services/facts/known", json={"identity_number": other, **STATUS}
    )
    problem(answer, 403, "foreign-source")
    answer = await desk.put(key="known", **{**STATUS, "person_id": None, "identity_number": other})
    problem(answer, 422, "invalid-request", "person_id")


async def test_a_source_is_written_by_its_own_client_only(desk: Desk, county: County) -> None:
    for stranger in (county.system("psychiatry"), county.caseworker()):
        for path in ("facts/known", "facts/new", "facts/%00"):
            answer = await stranger.put(f"/sources/social-services/{path}", json={"person_id": desk.person, **STATUS})
            assert answer.status_code in (403, 422)
    problem(
        await county.system("psychiatry").put(
            "/sources/social-services/facts/known", json={"person_id": desk.person, **STATUS, "void": True}
        ),
        403,
        "foreign-source",
    )


@pytest.mark.parametrize("key", ["19900517-9805", "199005179805", "9005179805", "900517+9805"])
async def test_a_key_that_looks_like_an_identity_number_is_refused_and_not_repeated(desk: Desk, key: str) -> None:
    answer = await desk.put(key=key, **STATUS)

    assert answer.status_code == 422
    assert key not in answer.text


@pytest.mark.parametrize("key", ["%00", "a%00b", "a b", "-a", "x" * 101, "å", "%F0%9F%92%A9"])
async def test_a_key_has_plain_letters_only(desk: Desk, key: str) -> None:
    problem(await desk.put(key=key, **STATUS), 422, "invalid-request", "key")


async def test_an_unknown_person_is_not_found(desk: Desk) -> None:
    problem(await desk.put(**{**STATUS, "person_id": ELSEWHERE}), 404, "not-found")
    problem(await desk.client.post("/plans", json={"person_id": ELSEWHERE}), 404, "not-found")
    for path in (f"/persons/{ELSEWHERE}", f"/persons/{ELSEWHERE}/timeline", f"/plans/{ELSEWHERE}"):
        problem(await desk.client.get(path), 404, "not-found")


async def test_a_move_is_asked_for_in_the_right_words(desk: Desk) -> None:
    path, headers = f"/plans/{desk.plan}", {"If-Match": "*"}
    problem(await desk.client.post(f"{path}/closing", json={"reason": "nul\x00"}, headers=headers), 422,
            "invalid-request", "reason")  # fmt: skip
    problem(await desk.client.post(f"{path}/closing", json={}, headers=headers), 422, "invalid-request", "reason")
    for day in ("2025-02-30", "tomorrow", 7, "2300-01-01"):
        answer = await desk.client.post(f"{path}/activation", json={"on": day}, headers=headers)
        problem(answer, 422, "invalid-request", "on")
    problem(await desk.client.post(f"/calls/{ELSEWHERE}/answer", json={"answer": "perhaps"}, headers=headers), 422,
            "invalid-request", "answer")  # fmt: skip
    problem(await desk.client.post(f"/activities/{desk.plan}/start", json={}, headers=headers), 404, "not-found")


async def test_a_death_before_birth_is_refused(desk: Desk) -> None:
    for day in ("1981-10-02", "2025-02-30"):
        answer = await desk.client.post(f"/persons/{desk.person}/death", json={"on": day})
        problem(answer, 422, "invalid-request", "on")
