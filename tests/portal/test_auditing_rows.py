"""What an auditor reads of a row: words for every act, none of them spoken to the person whom it is about."""

import re

import pytest

from app.domain.labels import LABELS_SV
from app.portal.auditing_rows import OF_SOMEBODY_SV, row_of, what_of


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
    refused = row_of({**entry, "action": "GET /plans/{plan}", "bases": [], "reason": "not-found"}, "sv")
    assert (refused.what, refused.basis) == ("GET /plans/{plan}", "not-found")
