"""Whose consent is a consent: the person's own from an age, and before that a guardian's."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.consenting import check_consent
from app.domain.days import anniversary, day
from app.domain.errors import FactError, GuardianNeeded
from app.domain.facts import Consent

BORN = day("2012-02-29")
ALONE = Consent(id="c", start=day("2026-12-01"), actors=("a", "b"), categories=("work",))
BY_GUARDIAN = replace(ALONE, guardian="Mamma, Anna")


@pytest.mark.parametrize("by_person", [True, False])
def test_the_day_of_the_birthday_is_the_first_on_which_one_consents_alone(by_person: bool) -> None:
    fifteen = anniversary(BORN, 15)
    of_age = replace(ALONE, start=fifteen)
    check_consent(of_age, by_person=by_person, birth_date=BORN, alone_from=15)
    with pytest.raises(GuardianNeeded, match=r"under 15 years .* record it, with the guardian"):
        check_consent(replace(of_age, start=fifteen - 1), by_person=by_person, birth_date=BORN, alone_from=15)


@given(start=st.integers(BORN, BORN + 20 * 366), years=st.integers(12, 18), by_person=st.booleans())
def test_a_guardian_is_named_by_whoever_records_it_for_a_child_and_for_nobody_else(
    start: int, years: int, by_person: bool
) -> None:
    child = start < anniversary(BORN, years)
    for consent in (replace(ALONE, start=start), replace(BY_GUARDIAN, start=start)):
        named = consent.guardian is not None
        allowed = (named and not by_person) if child else not named
        wanted = GuardianNeeded if child else FactError
        with nullcontext() if allowed else pytest.raises(wanted):
            check_consent(consent, by_person=by_person, birth_date=BORN, alone_from=years)
