"""A time of day may be typed as it is written in Swedish."""

import pytest

from app.usecases.meetings import BookMeeting, RebookMeeting


@pytest.mark.parametrize("typed", ["13:00", "13.00"])
def test_a_meetings_time_is_kept_in_one_form(typed: str) -> None:
    assert BookMeeting(on="2026-12-10", at=typed).at == "13:00"
    assert RebookMeeting(on="2026-12-10", at=typed).at == "13:00"
