"""A consent that is recorded says how it was given, who saw it, and where the paper is."""

from typing import Any
from uuid import UUID

import pytest

from app.domain.days import day
from app.domain.errors import FactError
from app.domain.facts import Consent, decode
from app.domain.on_paper import OnPaper, check_given

ON_PAPER = {"given_as": "on-paper", "witness": "Anna", "kept": "Akten"}
ORALLY = {"given_as": "orally", "witness": "Anna"}


def consent(**said: str) -> Consent:
    fields = {"id": "c", "start": "2026-11-01", "actors": ["a"], "categories": ["work"], **said}
    content = decode("consent", fields)
    assert isinstance(content, Consent)
    return content


@pytest.mark.parametrize("said", [ON_PAPER, ORALLY, {**ON_PAPER, "second_witness": "Bo"}])
@pytest.mark.parametrize("by_caseworker", [True, False])
def test_how_it_was_given_is_said_whole(said: dict[str, str], *, by_caseworker: bool) -> None:
    check_given(consent(**said), by_person=False, by_caseworker=by_caseworker)


def test_a_system_need_not_say_it_and_the_person_says_it_by_giving_it() -> None:
    check_given(consent(), by_person=False, by_caseworker=False)
    check_given(consent(), by_person=True, by_caseworker=False)


@pytest.mark.parametrize(
    ("said", "who", "field"),
    [
        ({}, {"by_caseworker": True}, "given_as"),
        ({"witness": "Anna"}, {"by_caseworker": True}, "given_as"),
        ({"witness": "Anna"}, {}, "witness"),
        ({"given_as": "orally"}, {}, "witness"),
        ({"given_as": "on-paper", "witness": "Anna"}, {}, "kept"),
        ({**ORALLY, "kept": "Akten"}, {}, "kept"),
        ({**ON_PAPER, "second_witness": "anna "}, {}, "second_witness"),
        (ON_PAPER, {"by_person": True}, "given_as"),
        ({"kept": "Akten"}, {"by_person": True}, "kept"),
    ],
)
def test_what_is_missing_or_too_much_is_named(said: dict[str, str], who: dict[str, bool], field: str) -> None:
    by: dict[str, Any] = {"by_person": False, "by_caseworker": False, **who}
    with pytest.raises(FactError) as refused:
        check_given(consent(**said), **by)
    assert refused.value.field == field


def test_a_paper_was_seen_by_somebody() -> None:
    with pytest.raises(FactError, match="witness"):
        OnPaper(acceptor=UUID(int=1), on=day("2026-11-21"), witness=None, kept="Akten")
