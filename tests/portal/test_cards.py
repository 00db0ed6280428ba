"""What a card says is worked out from the finding alone, in the visitor's language."""

from typing import Any
from uuid import UUID

import pytest

from app.domain.actors import Actor
from app.domain.gaps.catalogue import RULES
from app.portal.dates import clock_words, day_words, moment_words, weekday_words
from app.portal.words.to_do import WORDS as TO_DO
from app.portal.worklist_cards import card_of, done_with, title_of

ME, OTHER = UUID(int=1), UUID(int=2)
ACTORS = {
    one: Actor(id=one, name=name, function="social-services", level="municipality")
    for one, name in ((ME, "Vi"), (OTHER, "Arbetsförmedlingen"))
}
FINDING: dict[str, Any] = {
    "id": "1", "version": "1.0", "rule": "need-unowned", "person_id": "2", "status": "open", "state": "open",
    "owner": str(ME), "opens": "2026-03-14", "critical": None, "closes": None, "unconfirmed": False, "explains": [],
    "possible": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "holder", "ours", "held_by"),
    [
        (ME, ME, True, None),
        (OTHER, ME, False, None),
        (OTHER, OTHER, False, "Arbetsförmedlingen"),
        (ME, None, True, None),
    ],
)
def test_a_card_says_whose_it_is_and_who_holds_it(
    owner: UUID, holder: UUID | None, ours: bool, held_by: str | None
) -> None:
    card = card_of({**FINDING, "owner": str(owner), "holder": holder and str(holder)}, ACTORS, ME, "sv")

    assert (card.ours, card.held_by) == (ours, held_by)


def test_a_card_that_rests_says_until_when() -> None:
    rests = {**FINDING, "state": "snoozed", "work": {"state": "snoozed", "until": "2026-12-01"}}

    assert card_of(rests, ACTORS, ME, "sv").rests_until == "2026-12-01"
    assert card_of({**rests, "state": "reopened"}, ACTORS, ME, "sv").rests_until is None


def test_a_card_speaks_the_visitors_language() -> None:
    assert card_of(FINDING, ACTORS, ME, "sv").title == "Behov utan ansvarig aktör"
    assert card_of(FINDING, ACTORS, ME, "en").title == title_of("need-unowned", "en") != title_of("need-unowned", "sv")


@pytest.mark.parametrize("rule", RULES)
def test_a_card_begins_with_what_to_do_in_few_words(rule: str) -> None:
    for language in ("sv", "en"):
        card = card_of({**FINDING, "rule": rule}, ACTORS, ME, language)

        assert card.to_do != card.title
        assert len(card.to_do) <= 60


def test_what_to_do_is_said_of_no_rule_that_there_is_not() -> None:
    assert TO_DO.keys() == RULES.keys()


def test_a_rule_that_there_is_no_more_is_called_by_its_name() -> None:
    card = card_of({**FINDING, "rule": "gone"}, ACTORS, ME, "sv")

    assert (card.title, card.to_do) == ("gone", "gone")


def test_what_was_done_last_stands_first_and_says_whether_it_was_me() -> None:
    acts = [{"state": "acknowledged", "at": "2026-03-14T09:30:00+01:00", "user": "anna"},
            {"state": "snoozed", "at": "2026-03-15T09:30:00+01:00", "user": "bo", "until": "2026-03-20"}]  # fmt: skip

    done = done_with({"history": acts}, "anna")

    assert [(act.state, act.by_me, act.until) for act in done] == [
        ("snoozed", False, "2026-03-20"), ("acknowledged", True, None)]  # fmt: skip


def test_days_and_moments_are_written_as_people_write_them() -> None:
    assert day_words("2026-03-14", "sv") == "14 mars 2026"
    assert day_words("2026-03-14", "en") == "14 March 2026"
    assert moment_words("2026-03-14T08:30:00+00:00", "sv") == "14 mars 2026 kl. 09.30"
    assert moment_words("2026-07-14T08:30:00+00:00", "en") == "14 July 2026 at 10:30"
    assert weekday_words("2026-11-27", "sv") == "fredag 27 november 2026"
    assert weekday_words("2026-11-29", "en") == "Sunday 29 November 2026"
    assert (clock_words("09:30", "sv"), clock_words("09:30", "en")) == ("kl. 09.30", "at 09:30")
