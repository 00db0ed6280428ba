"""A local agreement says who is bound and how many days a step may take, on the days on which it is in force."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.domain.actors import Actor
from app.domain.agreements import (
    STEPS,
    Adopted,
    CoordinationBody,
    LocalAgreement,
    Membership,
    body_in_view,
    consents_alone_from,
    in_use_on,
    is_bound,
    working_days_for,
)
from app.domain.agreements_json import body_of, stored_of
from app.domain.days import day
from app.domain.errors import FieldError
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.terms import in_force

SOCIAL, EMPLOYMENT, INSURANCE = (UUID(int=n) for n in (1, 2, 3))


def actor(number: UUID, function: str, level: str) -> Actor:
    return Actor(id=number, name=function, function=function, level=level)


TOWN = actor(SOCIAL, "social-services", "municipality")
CLINIC = actor(UUID(int=4), "psychiatry", "region")
AF = actor(EMPLOYMENT, "employment-service", "state")


def agreement(start: str = "2027-01-01", end: str | None = None, **said: Any) -> LocalAgreement:
    return LocalAgreement(start=day(start), end=None if end is None else day(end), **said)


def body(*agreements: LocalAgreement, members: tuple[Membership, ...] = ()) -> CoordinationBody:
    return CoordinationBody(
        id=UUID(int=9), key="prov", name="Prov", municipalities=("0686",), members=members, agreements=agreements
    )


def test_municipality_and_region_are_bound_by_law_and_others_when_they_have_signed() -> None:
    signed = body(agreement(bound=(EMPLOYMENT,), end="2027-12-31"))
    for nobody in (None, body(), signed):
        assert is_bound(TOWN, nobody, day("2027-06-01"))
        assert is_bound(CLINIC, nobody, day("2027-06-01"))
    assert not is_bound(AF, None, day("2027-06-01"))
    assert [is_bound(AF, signed, day(d)) for d in ("2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_step_takes_the_days_that_are_agreed_on_and_else_our_own() -> None:
    agreed = body(agreement(working_days={"meeting": 10}))
    assert working_days_for("meeting", agreed, day("2027-01-01")) == 10
    assert working_days_for("meeting", agreed, day("2026-12-31")) == STEPS["meeting"]
    assert working_days_for("contact", agreed, day("2027-01-01")) == STEPS["contact"]


def test_what_is_agreed_on_as_a_rules_threshold_counts_for_the_step() -> None:
    agreed = body(agreement(thresholds={"call-unanswered": {"answer_within": 4}}))
    assert working_days_for("answer", agreed, day("2027-01-01")) == 4
    assert working_days_for("call", agreed, day("2027-01-01")) == STEPS["call"]


def test_what_is_agreed_of_a_step_counts_for_the_rule_that_watches_it() -> None:
    terms = body(agreement(working_days={"answer": 3})).terms
    assert [(term.field, term.value) for term in terms] == [("call-unanswered.answer_within", 3)]
    assert in_force([RULES["call-unanswered"]], terms)[0].as_of(day("2027-01-01")).limits.answer_within == 3


def test_our_own_days_are_those_of_the_rules_that_watch_them() -> None:
    assert STEPS["answer"] == RULES["call-unanswered"].thresholds["answer_within"].value
    assert STEPS["call"] == RULES["sip-not-started"].thresholds["called_within"].value


def test_one_consents_alone_from_the_age_that_is_agreed_on() -> None:
    agreed = body(agreement("2027-01-01", "2027-12-31", own_consent_from=16))
    assert [consents_alone_from(agreed, day(d)) for d in ("2026-12-31", "2027-01-01", "2028-01-01")] == [15, 16, 15]
    assert consents_alone_from(None, day("2027-01-01")) == 15


def test_the_body_of_a_view_is_that_of_the_plan_or_else_the_only_one_near() -> None:
    here, there = body(), replace(body(), key="far", municipalities=("0682",))
    bodies = [here, there]
    assert body_in_view(bodies, "0682", ["0686"]) == there
    assert body_in_view(bodies, None, ["0686", None, "0686"]) == here
    assert body_in_view(bodies, None, ["0686", "0682"]) is None
    assert body_in_view(bodies, "0680", ["0686"]) is None


def test_a_body_was_in_use_as_its_last_version_up_to_that_day() -> None:
    first, second = body(agreement()), replace(body(agreement()), version=2)
    adopted = [Adopted(first, 10), Adopted(second, 20)]
    assert [in_use_on(adopted, on) for on in (9, 10, 19, 20)] == [[], [first], [first], [second]]


def test_members_come_and_go() -> None:
    stays = (Membership(actor=SOCIAL, start=day("2026-01-01")), Membership(actor=AF.id, start=day("2026-03-01"),
             end=day("2026-12-31")))  # fmt: skip
    assert body(members=stays).members_on(day("2026-12-31")) == {SOCIAL, EMPLOYMENT}
    assert body(members=stays).members_on(day("2027-01-01")) == {SOCIAL}


def test_a_body_is_stored_and_read_whole() -> None:
    whole = body(
        agreement("2026-01-01", "2026-12-31", thresholds={"referral-unanswered": {"answer_within": 14}}),
        agreement(bound=(EMPLOYMENT, INSURANCE), working_days={"call": 5}, own_consent_from=16,
                  funding={"region": 40, "municipality": 60}, escalation={"manager": 2, "main-responsible": 3},
                  requirements=("consent", "follow-up")),
        members=(Membership(actor=SOCIAL, start=day("2026-01-01"), end=day("2026-06-30")),),
    )  # fmt: skip
    assert body_of(stored_of(whole)) == whole
    in_force(CATALOGUE, whole.terms)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"end": "2026-12-31"}, "agreements.end"),
        ({"working_days": {"lunch": 1}}, "working_days.lunch"),
        ({"working_days": {"call": 0}}, "working_days.call"),
        ({"working_days": {"call": 1000}}, "working_days.call"),
        (
            {"working_days": {"answer": 3}, "thresholds": {"call-unanswered": {"answer_within": 4}}},
            "working_days.answer",
        ),
        ({"own_consent_from": 3}, "own_consent_from"),
        ({"escalation": {"boss": 3}}, "escalation.boss"),
        ({"escalation": {"manager": 7}}, "escalation.main-responsible"),
        ({"requirements": ("lunch",)}, "requirements"),
        ({"funding": {"region": 40}}, "funding"),
        ({"funding": {"region": 140, "municipality": -40}}, "funding.region"),
        ({"funding": {"church": 100}}, "funding.church"),
    ],
)
def test_an_agreement_that_makes_no_sense_is_refused_by_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        agreement(**said)
    assert refused.value.field == field


def test_no_day_has_two_agreements_and_nobody_is_a_member_twice() -> None:
    with pytest.raises(FieldError, match="agreements: the agreement from 2027-06-01 begins before"):
        body(agreement("2027-01-01", "2027-06-01"), agreement("2027-06-01"))
    with pytest.raises(FieldError, match="members: the same actor"):
        body(members=(Membership(actor=SOCIAL, start=1), Membership(actor=SOCIAL, start=5, end=9)))
    with pytest.raises(FieldError, match=r"members.end: is before start"):
        Membership(actor=SOCIAL, start=9, end=5)
    body(agreement("2027-01-01", "2027-05-31"), agreement("2027-06-01"))
