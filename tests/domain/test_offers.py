"""An offer says what makes sense, has places while some are left, and never fewer than are taken."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.domain.days import day
from app.domain.errors import FieldError, IllegalMove, NoPlaceLeft, PlacesTaken
from app.domain.offers import Offer

TODAY = day("2026-11-21")
COURSE = Offer(
    id=UUID(int=1),
    body="b",
    actor=UUID(int=2),
    title="Kurs",
    category="work",
    capacity=2,
    weekly_cost=1850,
    payer="region",
)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("category", {"category": "plan"}),
        ("target_groups", {"target_groups": ("everybody",)}),
        ("target_groups", {"target_groups": ("disability", "disability")}),
        ("start_dates", {"start_dates": (TODAY, TODAY)}),
        ("scope", {"scope": "world"}),
        ("payer", {"payer": "me"}),
        ("payer", {"payer": None}),
        ("weekly_cost", {"weekly_cost": None}),
        ("capacity", {"capacity": -1}),
        ("capacity", {"capacity": 100_001}),
    ],
)
def test_what_makes_no_sense_names_its_field(field: str, said: dict[str, Any]) -> None:
    with pytest.raises(FieldError) as refused:
        replace(COURSE, **said)
    assert refused.value.field == field


def test_a_place_is_had_while_there_is_one() -> None:
    replace(COURSE, taken=1).check_taking()
    with pytest.raises(NoPlaceLeft, match="no place is left"):
        replace(COURSE, taken=2).check_taking()


def test_there_are_never_fewer_places_than_are_taken() -> None:
    taken = replace(COURSE, taken=2)
    assert taken.changed(capacity=2).version == 2
    with pytest.raises(PlacesTaken, match="2 places are taken"):
        taken.changed(capacity=1)


def test_what_is_withdrawn_is_neither_taken_nor_changed_nor_withdrawn_again() -> None:
    gone = replace(COURSE, taken=1).withdrawn(TODAY, "byter lokal")
    assert (COURSE.state, gone.state, gone.version, gone.taken) == ("offered", "withdrawn", 2, 1)
    for again in (gone.check_taking, gone.changed, lambda: gone.withdrawn(TODAY, "igen")):
        with pytest.raises(IllegalMove, match="withdrawn"):
            again()
