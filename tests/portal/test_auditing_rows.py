"""What an auditor reads of a row: words for every act, none of them spoken to the person whom it is about."""

import re

import pytest

from app.api.error_answers import REFUSALS
from app.api.problems import TABLE as PROBLEMS
from app.domain.labels import LABELS_SV
from app.portal.auditing_rows import OF_SOMEBODY_SV, row_of, what_of
from app.portal.refusing import TABLE


@pytest.mark.parametrize("action", sorted(LABELS_SV["log-action"]))
def test_an_auditor_is_not_spoken_to_as_the_person(action: str) -> None:
    assert not re.search(r"\b(dig|din|ditt|dina|du)\b", what_of(action, "sv"))


def test_only_acts_that_there_are_have_other_words() -> None:
    assert OF_SOMEBODY_SV.keys() <= LABELS_SV["log-action"].keys()


def test_a_row_says_who_what_and_why_in_words_and_about_whom_by_id() -> None:
    entry = {
        "at": "2026-11-21T09:30:00+00:00",
        "by": "system",
        "action": "need-add",
        "outcome": "done",
        "categories": ["work"],
        "bases": ["01a1ffba-6419-70c8-8707-c4b8426a989e", "own"],
        "person_id": "1f0c",
    }

    row = row_of(entry, "en")

    assert (row.who, row.subjects, row.person) == ("system", "work", "1f0c")
    assert "need" in row.what
    assert "consent" in str(row.basis)


def test_a_row_of_a_refusal_says_what_was_tried_and_why_it_was_not_let_in() -> None:
    entry = {"at": "2026-11-21T09:30:00+00:00", "by": "system", "outcome": "refused", "categories": [], "bases": []}
    read = row_of({**entry, "action": "GET /plans/{plan}", "reason": "not-found"}, "sv")
    assert (read.what, read.basis) == ("försökte läsa /plans/{plan}", "finns inte, eller inte för den som frågade")
    changed = row_of({**entry, "action": "POST /plans", "reason": "not-permitted"}, "en")
    assert (changed.what, changed.basis) == ("tried to change /plans", "not permitted")


def test_every_refusal_that_is_logged_has_words() -> None:
    """What the API logs goes by the name of the problem, what the portal logs by the same names."""
    logged = {refusal.logged for refusal in TABLE.values() if refusal.logged}
    logged |= {problem.name for error, problem in PROBLEMS.items() if issubclass(error, REFUSALS)}

    assert logged == LABELS_SV["log-refusal"].keys()
