"""Provisions are dated: what happened under an older text is told by it, and no day has two texts."""

import pytest

from app.domain.days import day
from app.domain.errors import RuleError
from app.domain.facts.codes import DISCLOSURE_PROVISIONS
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.sources import Source
from app.domain.law import PROVISIONS, UNCONFIRMED, Provision, in_force, refuse_overlaps

SIP = Source("law", "Planen ska ange vem som svarar för den", "sip")


def test_a_day_has_the_text_that_was_in_force_on_it() -> None:
    before, after = in_force("sip", day("2025-06-30")), in_force("sip", day("2025-07-01"))
    assert before is not None
    assert "2001:453, lydelse" in before.text
    assert after is not None
    assert "2025:400" in after.text


def test_a_source_is_told_with_the_text_of_the_day() -> None:
    assert "lydelse enligt" in SIP.told(day("2024-01-01"))
    assert "2025:400" not in SIP.told(day("2024-01-01"))
    assert "2025:400" in SIP.told(day("2026-01-01"))
    assert SIP.told(day("2026-01-01")).endswith(f"{UNCONFIRMED}.")


def test_before_a_provision_there_is_none() -> None:
    told = Source("law", "Tre år", "language-right").told(day("2025-12-31"))
    assert "ingen bestämmelse" in told
    assert "2025/26:10" not in told


def test_the_handbook_tells_every_text_and_its_dates() -> None:
    told = SIP.told_of_all()
    assert "till och med 30 juni 2025" in told
    assert "från och med 1 juli 2025" in told


def test_a_source_names_a_provision_that_there_is() -> None:
    with pytest.raises(RuleError, match="there is no provision sipp"):
        Source("law", "Planen", "sipp")


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ((Provision("x", "old"), Provision("x", "new", start=100)), "in force on the same day"),
        ((Provision("x", "old", end=100), Provision("x", "new", start=100)), "in force on the same day"),
        ((Provision("x", "backwards", start=101, end=100),), "ends before it begins"),
    ],
)
def test_no_day_has_two_texts(texts: tuple[Provision, ...], says: str) -> None:
    with pytest.raises(RuleError, match=says):
        refuse_overlaps(texts)


def test_a_text_may_begin_the_day_after_another_has_ended() -> None:
    refuse_overlaps((Provision("x", "old", end=99), Provision("x", "new", start=100), Provision("y", "other")))


def test_every_provision_is_behind_some_rule_or_some_disclosure() -> None:
    by_rules = {source.provision for rule in CATALOGUE for source in rule.sources} - {None}
    assert {one.key for one in PROVISIONS} == by_rules | set(DISCLOSURE_PROVISIONS)
