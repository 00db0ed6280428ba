"""No page shows the code that a field holds: it shows the word for it, in the reader's language."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest

from app.domain.facts import ITEM_KINDS
from app.domain.facts.marks import Codes
from app.domain.locale import ENGLISH, SWEDISH, Locale
from app.portal.plan_item_words import HIDDEN, label_of, told_changes, told_value


def codes_in(said: object) -> Iterator[str]:
    """The codes that a type says a field may hold, however deep."""
    if get_origin(said) is Annotated:
        for mark in said.__metadata__:  # type: ignore[attr-defined]  # only Annotated has it
            if isinstance(mark, Codes):
                yield from mark.values
    for inner in get_args(said):
        yield from codes_in(inner)


def coded_fields() -> Iterator[tuple[str, str, str]]:
    for kind, fact in ITEM_KINDS.items():
        hints = get_type_hints(fact, include_extras=True)
        for name in (field.name for field in fields(fact) if field.name not in HIDDEN):
            yield from ((kind, name, code) for code in codes_in(hints[name]))


def test_each_code_of_each_field_is_told_in_words() -> None:
    known = list(coded_fields())

    bare = {(kind, name, code) for kind, name, code in known if told_value(kind, name, code, {}, SWEDISH) == code}

    assert ("goal-outcome", "outcome", "met") in known
    assert bare == {("status", "code", "pension")}  # is called so in Swedish, too


def test_a_word_is_of_the_language_and_of_the_field() -> None:
    assert told_value("goal-outcome", "outcome", "not", {}, ENGLISH) == "not met"
    assert told_value("questionnaire", "heard", "5", {}, SWEDISH) == "stämmer helt"
    assert told_value("plan", "reason", "other", {}, SWEDISH) == "annat"


def test_a_time_of_day_is_written_as_in_the_language() -> None:
    assert told_value("appointment", "at", "13:00", {}, SWEDISH) == "13.00"
    assert told_value("appointment", "at", "13:00", {}, ENGLISH) == "13:00"


def test_a_number_is_written_as_in_the_language() -> None:
    assert told_value("activity", "weekly_hours", 37.5, {}, SWEDISH) == "37,5"
    assert told_value("activity", "weekly_hours", 18.25, {}, SWEDISH) == "18,25"
    assert told_value("activity", "weekly_cost", 143220, {}, SWEDISH) == "143\u00a0220"
    assert told_value("activity", "weekly_cost", 143220, {}, ENGLISH) == "143,220"


def test_what_reads_the_same_before_and_after_is_no_difference() -> None:
    became = {"field": "activity", "old": None, "new": "018f2f6e-0000-7000-8000-000000000001"}
    answer = {"field": "answer", "old": None, "new": "accepted"}

    assert told_changes("task", [became, answer], {}, SWEDISH) == [("Svar", "", "har blivit en insats")]


@pytest.mark.parametrize("locale", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_each_field_has_a_name_in_words(locale: Locale) -> None:
    shown = {field.name for fact in ITEM_KINDS.values() for field in fields(fact)} - set(HIDDEN)

    assert {name for name in shown if "_" in label_of(name, locale)} == set()
