"""Quarters as statistics name them."""

from datetime import date, timedelta

import pytest

from app.domain.days import day
from app.domain.errors import FieldError
from app.domain.quarters import Quarter


def test_every_day_of_a_year_is_in_one_quarter_and_each_begins_where_the_one_before_ended() -> None:
    first = date(2026, 1, 1)
    for n in range(365):
        one = (first + timedelta(n)).toordinal()
        quarter = Quarter.of(one)
        assert one in quarter
        assert one not in quarter.previous
        assert quarter.previous.last + 1 == quarter.first
        assert Quarter.read(str(quarter)) == quarter


def test_the_third_quarter_is_july_to_september() -> None:
    assert (Quarter.read("2026-Q3").first, Quarter.read("2026-Q3").last) == (day("2026-07-01"), day("2026-09-30"))
    assert str(Quarter.of(day("2026-12-31"))) == "2026-Q4"
    assert Quarter.read("2026-Q1").previous == Quarter(2025, 4)
    assert None not in Quarter.read("2026-Q3")


@pytest.mark.parametrize(
    "text", ["2026", "2026-Q5", "2026-Q0", "2026-q3", "2026Q3", "2026-Q3 ", "0000-Q1", "9999-Q4", ""]
)
def test_anything_else_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(FieldError, match="2026-Q3"):
        Quarter.read(text)
