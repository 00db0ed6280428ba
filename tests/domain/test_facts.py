"""Facts keep what they were told, and say plainly what they cannot be told."""

import pytest

from app.domain.errors import FactError
from app.domain.facts import KINDS, decode, default_category, encode, read_fields
from app.domain.facts.json import fields_of
from app.domain.facts.outcome_kinds import STATEMENTS

EXAMPLE = {
    "id": "x",
    "actor": "psychiatry",
    "category": "health",
    "code": None,
    "on": "2026-01-02",
    "plan": "p",
    "need": "n",
    "to": "school",
    "form": "call",
    "outcome": None,
    "answer": None,
    "actors": ["school"],
    "categories": ["work", "health"],
    "updates": ["2026-03-01"],
    "detail": "0686",
    "extent": 50,
    "limit": 90,
    "weekly_hours": 37.5,
    "internal": True,
    "linked": True,
    "mandatory": True,
    "self_handled": True,
}
CODES: dict[str, dict[str, object]] = {
    "appointment": {"at": "13:00", "duration": 90, "place": "Kommunhuset"},
    "minutes": {"text": "Vi är\növerens.", "decisions": ["Praktik prövas"]},
    "goal-outcome": {"outcome": "met"},
    "ladder-step": {"step": "seeking"},
    "questionnaire": {**dict.fromkeys(STATEMENTS, "5"), "written_down": True},
    "end-report": {"reached": ["g"]},
    "consent": {"given_as": "on-paper", "witness": "Anna", "second_witness": "Bo", "kept": "Akten", "guardian": "Eva"},
    "task": {"answer": "accepted", "refusal": "other-actor"},
    "message": {"addressed_to": ["school"], "text": "Hej!\nPassar torsdag?", "closes": True},
    "crisis-plan": {"early_signs": ["sover lite"], "what_helps": ["lugn"], "what_to_avoid": ["krav"]},
    "voice": {"text": "Jag vill bo kvar.", "on_paper": "yes"},
    "contact-wish": {"channels": ["letter"], "note": "Efter tio", "on_paper": "no"},
    "status": {"code": "resident"},
    "decision": {"code": "graduated"},
    "agency-plan": {"code": "study-plan"},
    "assessment": {"outcome": "able"},
    "contact": {"outcome": "missed"},
    "activity": {"outcome": "completed", "offer": "o", "weekly_cost": 1850, "payer": "region"},
    "meeting": {"outcome": "pending"},
    "legal-basis": {"provision": "disclosure-duty"},
    "mandate": {"form": "guardian", "powers": ["read"]},
    "referral": {
        "answer": "rejected",
        "refusal": "no-capacity",
        "failure": "not-reached",
        "previous": "r",
        "despite": "d",
    },
    "call": {
        "answer": "declined",
        "refusal": "not-our-task",
        "at": "13:00",
        "duration": 90,
        "place": "Kommunhuset",
        "deputy": "Lena",
    },
}


def every_field_of(kind: str) -> dict[str, object]:
    values = {**EXAMPLE, **CODES.get(kind, {})}
    return {name: values.get(name, "2026-02-03") for name in fields_of(kind)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_comes_back_as_it_was_sent(kind: str) -> None:
    fields = every_field_of(kind)
    assert encode(decode(kind, fields)) == fields


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_missed_and_the_rest_may_be_absent_or_null(kind: str) -> None:
    fields = every_field_of(kind)
    required = {name for name, field in fields_of(kind).items() if field.required}
    for name in fields:
        if name in required:
            with pytest.raises(FactError, match=f"{name}: is missing"):
                decode(kind, {**fields, name: None})
        else:
            assert decode(kind, {**fields, name: None}) == decode(
                kind, {n: value for n, value in fields.items() if n != name}
            )


@pytest.mark.parametrize(
    ("kind", "field", "value", "says"),
    [
        ("status", "code", "works", "no such code"),
        ("status", "code", ["work"], "no such code"),
        ("status", "start", "2025-02-30", "no such day"),
        ("status", "start", "1899-12-31", "1900"),
        ("status", "end", "2201-01-01", "1900-01-01 to 2200-12-31; leave it out when there is none"),
        ("consent", "end", "9999-12-31", "leave it out when there is none"),
        ("activity", "planned_end", "9999-12-31", "leave it out when there is none"),
        ("status", "end", "1899-12-31", "1900-01-01 to 2200-12-31$"),
        ("status", "start", "9999-12-31", "1900-01-01 to 2200-12-31$"),
        ("mandate", "end", "9999-12-31", "1900-01-01 to 2200-12-31$"),
        ("status", "start", 2025, "has to be a date"),
        ("status", "extent", "full", "whole number"),
        ("status", "extent", True, "whole number"),
        ("status", "extent", 101, "0 to 100"),
        ("status", "detail", 686, "quotes"),
        ("status", "detail", " ", "empty"),
        ("status", "on", "2026-01-01", "not a field of status"),
        ("need", "self_handled", "yes", "true or false"),
        ("consent", "actors", "school", "list"),
        ("consent", "categories", ["money"], "no such code"),
        ("queue", "updates", ["2026-13-01"], "no such day"),
        ("activity", "weekly_hours", 169, "0 to 168"),
        ("activity", "weekly_cost", 1849.5, "whole number"),
        ("activity", "weekly_cost", -1, "0 to 1000000"),
        ("activity", "payer", "the state", "no such code"),
    ],
)
def test_a_wrong_field_is_named_with_what_to_do(kind: str, field: str, value: object, says: str) -> None:
    with pytest.raises(FactError, match=says) as refused:
        decode(kind, {**every_field_of(kind), field: value})
    assert refused.value.field == field


def test_what_is_wrong_is_not_repeated_since_it_may_be_about_somebody() -> None:
    for field in ("id", "code", "start", "extent", "detail"):
        with pytest.raises(FactError) as refused:
            decode("status", {**every_field_of("status"), field: {"19900517-1234": 1}})
        assert "19900517" not in str(refused.value)


def test_the_detail_of_income_support_is_one_of_its_codes() -> None:
    support = {"id": "s", "code": "income-support", "start": "2026-01-01"}
    assert encode(decode("status", {**support, "detail": "top-up"}))["detail"] == "top-up"
    with pytest.raises(FactError, match="detail: there is no such code"):
        decode("status", {**support, "detail": "other"})


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(FactError, match="kind: there is no such kind"):
        decode("rumour", {"id": "r"})


def test_a_period_that_ends_before_it_starts_is_read() -> None:
    assert decode("pause", {"id": "p", "start": "2026-02-01", "end": "2026-01-01"})


def test_part_of_a_fact_can_be_read_without_the_rest() -> None:
    assert read_fields("plan", {"id": "p"}) == {"id": "p"}


@pytest.mark.parametrize(
    ("kind", "fields", "of_need", "category"),
    [
        ("status", {"code": "activity-support", "start": "2026-01-01"}, None, "economy"),
        ("status", {"code": "abroad", "start": "2026-01-01"}, None, "social"),
        ("decision", {"code": "left-school", "on": "2026-01-01"}, None, "education"),
        ("agency-plan", {"code": "return-to-work", "start": "2026-01-01"}, None, "health"),
        ("assessment", {"outcome": "able", "start": "2026-01-01"}, None, "health"),
        ("assessment", {"outcome": "able", "start": "2026-01-01", "category": "work"}, None, "work"),
        ("queue", {"start": "2026-01-01"}, None, "health"),
        ("queue", {"start": "2026-01-01", "need": "n"}, "housing", "housing"),
        ("ownership", {"need": "n", "start": "2026-01-01"}, "housing", "housing"),
        ("activity", {"planned_start": "2026-01-01"}, None, "social"),
        ("plan", {"start": "2026-01-01"}, None, "plan"),
        ("contact", {"on": "2026-01-01", "outcome": "reached"}, None, "plan"),
    ],
)
def test_a_fact_without_category_has_that_of_its_need_or_kind(
    kind: str, fields: dict[str, object], of_need: str | None, category: str
) -> None:
    assert default_category(decode(kind, {"id": "x", **fields}), of_need) == category


def test_a_consent_may_name_the_frame_that_it_includes_anyhow() -> None:
    said = {"id": "c", "start": "2026-01-02", "actors": ["school"], "categories": ["plan", "work"]}
    consent = decode("consent", said)
    assert encode(consent)["categories"] == ["plan", "work"]
    with pytest.raises(FactError, match="category"):
        decode("need", {"id": "n", "plan": "p", "start": "2026-01-02", "category": "plan"})
