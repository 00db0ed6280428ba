"""How much of what is read is checked: the share that is set."""

from pathlib import Path

import pytest

from app.bootstrap.service import drawn
from app.cli.service import settings_with
from app.domain.errors import SettingError


def test_nothing_and_everything_are_drawn_for_certain() -> None:
    assert not any(drawn(0)() for _ in range(1000))
    assert all(drawn(100)() for _ in range(1000))
    assert 0 < sum(drawn(50)() for _ in range(1000)) < 1000


@pytest.mark.parametrize("percent", ["-0.1", "100.1", "all", "nan"])
def test_a_share_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, percent: str) -> None:
    monkeypatch.setenv("SIP_CHECKED_VIEWS", percent)
    with pytest.raises(SettingError, match=r"^SIP_CHECKED_VIEWS: "):
        settings_with(tmp_path)
