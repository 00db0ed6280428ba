"""What is said of a wrong number in a proposed agreement names it, its bounds and what to do, in both languages."""

import pytest

from app.domain.errors import FieldError
from app.portal.body_terms import ESCALATION_CODES, PAYER_CODES, STEP_CODES, field_of, thresholds_to_set
from app.portal.body_wrong import wrong_words

NUMBERS = [
    *("own_consent_from", *(f"working_days.{code}" for code in STEP_CODES)),
    *(f"escalation.{code}" for code in ESCALATION_CODES),
    *(f"funding.{code}" for code in PAYER_CODES),
    *(name for _, _, fields in thresholds_to_set("sv") for name, *_ in fields),
]


def said(field: str, language: str = "sv") -> str | None:
    return wrong_words(FieldError(field, "makes no sense"), language)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_number_of_the_form_has_words_that_name_it_and_its_bounds(language: str) -> None:
    words = [said(field, language) for field in NUMBERS]
    assert len(words) > 60
    for one in words:
        assert one is not None
        what, colon, bounds = one.partition(": ")
        assert what
        assert colon
        assert sum(part.strip(".,").isdigit() for part in bounds.split()) >= 2, one
    assert len({one for one in words if one}) == len(NUMBERS), "each by its own name"


def test_they_say_what_to_do() -> None:
    assert said("own_consent_from") == "Samtycker ensam från, år: skriv ett helt tal från 12 till 18."
    assert said("working_days.answer") == (
        "Svar på kallelsen: skriv ett helt tal från 1 till 260 arbetsdagar, eller lämna det tomt. Är samma sak satt "
        "bland reglerna nedanför ska talen vara lika."
    )
    assert "Varje steg ska komma efter det förra." in str(said("escalation.manager"))
    assert "100 tillsammans" in str(said(field_of("funding")))
    assert said("thresholds.plan-stalled.quiet", "en") is not None
    assert "1826 dagar" in str(said(field_of("thresholds.plan-stalled.quiet")))


@pytest.mark.parametrize(
    "field", ["start", "bound.0", "thresholds.nope.x", "thresholds.plan-stalled.x", "funding.x", "x"]
)
def test_of_anything_else_the_pages_own_words_speak(field: str) -> None:
    assert said(field) is None
