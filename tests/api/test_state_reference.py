"""The page of states is what the moves say."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.api import state_reference
from app.domain.moves import MOVES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "states.md"


def test_the_page_is_drawn_from_the_moves() -> None:
    renew = "renew it with python -m app.api.state_reference > docs/reference/states.md"
    assert PAGE.read_text(encoding="utf-8") == state_reference.page(), renew


def test_a_move_that_leads_elsewhere_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = state_reference.page()
    first, *rest = MOVES
    monkeypatch.setattr(state_reference, "MOVES", (replace(first, to_state="closed"), *rest))
    assert state_reference.page() != drawn
    assert "draft --> closed: activation" in state_reference.page()
