"""The level that counts, who opens a protected person, and what is never done to one."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from app.domain.protection import LEVELS, NamedHandler, counting, is_guarded, opens

TODAY = date(2026, 11, 21).toordinal()
ANNA = NamedHandler(id=UUID(int=1), person_id=UUID(int=2), user="anna", start=TODAY - 3, end=TODAY)


def test_the_highest_level_that_anybody_states_counts() -> None:
    assert counting([]) == "none"
    for first, second in product(LEVELS, LEVELS):
        assert counting([first, second]) == LEVELS[max(LEVELS.index(first), LEVELS.index(second))]


def test_every_level_but_none_closes_the_person() -> None:
    assert [level for level in LEVELS if not is_guarded(level)] == ["none"]


@pytest.mark.parametrize("level", LEVELS[1:])
def test_a_protected_person_is_opened_by_a_named_handler_on_the_days_of_the_naming(level: str) -> None:
    assert opens(level, [ANNA], "anna", TODAY)
    assert opens(level, [ANNA], "anna", TODAY - 3)
    assert not opens(level, [ANNA], "anna", TODAY - 4)
    assert not opens(level, [ANNA], "anna", TODAY + 1)
    assert not opens(level, [ANNA], "bo", TODAY)
    assert not opens(level, [ANNA], None, TODAY), "a system opens nobody"
    assert not opens(level, [], "anna", TODAY)


def test_a_naming_without_an_end_holds_for_now() -> None:
    assert NamedHandler(id=UUID(int=1), person_id=UUID(int=2), user="anna", start=TODAY).holds_on(TODAY + 9999)


def test_whoever_is_not_protected_is_opened_by_everybody_else_s_rules() -> None:
    assert opens("none", [], "bo", TODAY)
    assert opens("none", [], None, TODAY)
