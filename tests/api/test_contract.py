"""The published contract is what the code says, whole, and what is answered is what it promises."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from app.api import (
    administration_models,
    agreement_models,
    agreements,
    auditing,
    caseload_models,
    consents,
    contract_words,
    correction_models,
    costs,
    deadlines,
    escalations,
    export_models,
    finding_models,
    holds,
    link_models,
    merges,
    offers,
    outcome_models,
    plan_models,
    protection_models,
    referrals,
    represented_models,
    statistics,
    view_models,
    voice_models,
)
from app.main import contract_of
from app.settings import Settings
from tests.county import County

PUBLISHED = Path(__file__).parents[2] / "openapi" / "openapi.json"
CONTRACT: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
BY_LINK = {"/answer-links/question", "/answer-links/answer"}
"""A link is used once: what is sent again is not carried out again in any case."""
OPEN_TO_ALL = {"/api-info", "/health/live", "/health/ready", "/rules", "/code-lists", *BY_LINK}


def operations(contract: dict[str, Any] = CONTRACT) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


every_operation = pytest.mark.parametrize(
    ("method", "path", "operation"), list(operations()), ids=[f"{m} {p}" for m, p, _ in operations()]
)


def test_the_committed_contract_is_the_one_that_the_code_gives() -> None:
    assert contract_of(Settings()) == CONTRACT, "renew it with sip openapi --out openapi/openapi.json"


def schema_of(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: dict[str, Any] = CONTRACT
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


@every_operation
def test_an_operation_says_what_it_does_with_examples_and_every_way_to_fail(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert len(operation["description"]) > 20
    assert operation["tags"][0] in {tag["name"] for tag in CONTRACT["tags"]}
    assert ("security" in operation) == (path not in OPEN_TO_ALL)
    assert {int(status) for status in operation["responses"]} >= set(contract_words.FAILURES)
    good = {status: answer for status, answer in operation["responses"].items() if status < "300"}
    assert good
    for status, answer in good.items():
        assert ("content" in answer) == (status != "204")
        for media in answer.get("content", {}).values():
            assert media["examples"]
            schema = schema_of(media["schema"])
            if schema == {"type": "string"}:
                assert "application/json" in answer["content"], "another form of what is JSON too"
                continue
            assert schema.get("properties") or schema.get("oneOf"), "an object of which nothing is said"
    body = operation.get("requestBody")
    assert (body is not None) == (method in ("post", "put"))
    if body is not None:
        assert body["content"]["application/json"]["examples"]["exempel"]["value"]


@every_operation
def test_parameters_are_documented_and_none_holds_a_personal_number(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    names = [parameter["name"] for parameter in operation["parameters"]]
    assert "traceparent" in names
    assert ("Idempotency-Key" in names) == (method == "post" and path not in BY_LINK)
    for parameter in operation["parameters"]:
        assert parameter["description"], parameter["name"]
        if parameter["in"] in ("path", "query"):
            assert not re.search("number|nummer|pnr|ssn", parameter["name"], re.IGNORECASE)
    assert set(re.findall(r"{(\w+)}", path)) == {p["name"] for p in operation["parameters"] if p["in"] == "path"}


def test_operations_have_ids_of_their_own() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]

    assert len(ids) == len(set(ids)) > 60
    assert all(re.fullmatch("[a-z_]+", one) for one in ids)


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    references = set(re.findall(r'"\$ref": "([^"]+)"', PUBLISHED.read_text(encoding="utf-8")))

    assert all(schema_of({"$ref": reference}) for reference in references)
    used = {reference.rsplit("/", 1)[1] for reference in references if "/schemas/" in reference}
    assert used == set(CONTRACT["components"]["schemas"])


def models(name: str) -> Any:
    modules = (
        *(view_models, finding_models, agreement_models, link_models, outcome_models, plan_models, consents),
        *(referrals, escalations, costs, offers, caseload_models, deadlines, voice_models, statistics, auditing),
        *(protection_models, administration_models, agreements, export_models, holds, correction_models),
        represented_models,
        merges,
    )
    there = next((found for module in modules if (found := getattr(module, name, None))), None)
    return there or {m.__name__: m for m in view_models.ITEM_VIEWS.values()}.get(name)


@every_operation
def test_an_example_of_an_answer_is_one(method: str, path: str, operation: dict[str, Any]) -> None:
    for status, answer in operation["responses"].items():
        if status >= "300" or "content" not in answer:
            continue
        media = answer["content"]["application/json"]
        example = media["examples"]["exempel"]["value"]
        reference = media["schema"].get("$ref")
        model = models(reference.rsplit("/", 1)[1]) if reference else view_models.AnyItem
        promised(model, example)


def promised(model: Any, answer: Any) -> None:
    """Holds the answer against the model, and against it for fields that nobody promised."""
    found = TypeAdapter(model).validate_python(answer, strict=False)
    for path in unpromised(found, answer, ""):
        raise AssertionError(f"{path} is answered, but not in the contract")


def unpromised(found: Any, answer: Any, where: str) -> Iterator[str]:
    if isinstance(found, BaseModel):
        known = type(found).model_fields
        for name, value in answer.items():
            if name not in known:
                yield f"{where}.{name}"
            else:
                yield from unpromised(getattr(found, name), value, f"{where}.{name}")
    elif isinstance(found, list):
        for number, (one, other) in enumerate(zip(found, answer, strict=True)):
            yield from unpromised(one, other, f"{where}[{number}]")


def test_a_field_that_nobody_promised_is_noticed() -> None:
    with pytest.raises(AssertionError, match=r"\.secret is answered"):
        promised(view_models.Health, {"status": "live", "secret": 1})
    with pytest.raises(ValueError, match="status"):
        promised(view_models.Health, {})


@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_answered_is_what_the_contract_promises(county: County) -> None:
    number = county.number()
    person, client = await county.person(number), county.system("social-services")
    plan = (await client.post("/plans", json={"person_id": person, "title": "Samordnad plan"})).json()["id"]
    parties = [county.actor("social-services"), county.actor("psychiatry")]
    consent = {"start": "2026-11-02", "actors": parties, "categories": ["work"]}
    for collection, body in (
        ("needs", {"category": "work", "start": "2026-01-02"}),
        ("activities", {"planned_start": "2026-11-02", "start": "2026-11-02"}),
        ("calls", {"to": parties[1], "form": "call", "sent": "2026-10-02"}),
        ("consents", consent),
        ("goals", {"on": "2026-11-02", "title": "Eget arbete"}),
    ):
        assert (await client.post(f"/plans/{plan}/{collection}", json=body)).status_code == 201
    support = {"kind": "status", "code": "income-support", "start": "2025-01-01"}
    reported = await client.put(
        f"/sources/social-services/facts/{person}", json={"person_id": person, "source_version": 1, **support}
    )
    details = {"name": "Elias N.", "contact": "brev", "language": "sv", "interpreter": True}
    await client.put(f"/persons/{person}/details", json=details, headers={"If-Match": "*"})
    await county.detect()
    batch = {"facts": [{"id": f"{person}.2", "person_id": person, "source_version": 1, **support}, {}]}

    promised(view_models.AnyItem, reported.json())
    promised(view_models.BatchResult, (await client.post("/facts", json=batch)).json())
    for model, path in (
        (view_models.PlanView, f"/plans/{plan}"),
        (view_models.TimelineView, f"/persons/{person}/timeline"),
        (finding_models.FindingList, f"/persons/{person}/findings"),
        (finding_models.FindingList, "/findings"),
        (view_models.PersonView, f"/persons/{person}"),
        (view_models.ActorList, "/actors"),
        (view_models.Rules, "/rules"),
        (view_models.CodeLists, "/code-lists"),
        (view_models.ApiInfo, "/api-info"),
        (view_models.Health, "/health/ready"),
    ):
        answer = await client.get(path)
        assert answer.status_code == 200, answer.text
        promised(model, answer.json())
    promised(view_models.AccessLog, (await county.myself(number).get(f"/persons/{person}/access-log")).json())
    findings = (await client.get(f"/persons/{person}/findings")).json()["findings"]
    assert findings, "an empty list would promise nothing"
