"""Worlds so small that the score can be counted by hand."""

import pytest

from app.domain.gaps.catalogue import RULES
from app.simulation.driver import Episode, Played
from app.simulation.kept import score_as_json, score_of_json
from app.simulation.kinds import ANSWERS, CAUSES, KINDS
from app.simulation.life import Life
from app.simulation.population import life_of
from app.simulation.scoring import ROOM_TO_FIND, Score, median, score
from tests.simulation.worlds import DAY, END, a_life, few

RULE = "activity-ended-no-successor"


def between_chairs(start: int, end: int | None, kind: str = "nothing-follows") -> Life:
    life = a_life()
    life.dropped(kind, "queue", DAY + start, None if end is None else DAY + end)
    return life


def finding(opens: int, closes: int, told: int | None = None, rule: str = RULE, explained: bool = False) -> Episode:
    warned = opens if told is None else told
    return Episode(rule, explained, [(DAY + warned, DAY + closes)], [(DAY + opens, DAY + closes)])


def scored(life: Life, *episodes: Episode) -> Score:
    return score(life, Played(episodes, 0, 0))


def test_a_spell_is_found_on_the_first_day_on_which_a_finding_is_open() -> None:
    outcome = scored(between_chairs(100, 150), finding(114, 150))

    assert (outcome.total().spells, outcome.total().found) == (1, 1)
    assert outcome.total().delays == {14: 1}
    assert (outcome.rules[RULE].opened, outcome.rules[RULE].right) == (1, 1)


def test_a_finding_after_the_spell_is_wrong_and_the_spell_is_missed() -> None:
    outcome = scored(between_chairs(100, 150), finding(150, 170))

    assert outcome.total().found == 0
    assert (outcome.rules[RULE].opened, outcome.rules[RULE].right) == (1, 0)


def test_a_finding_of_another_sort_is_no_answer() -> None:
    outcome = scored(between_chairs(100, 150), finding(110, 150, rule="consent-expired"))

    assert outcome.total().found == 0
    assert outcome.rules["consent-expired"].right == 0


@pytest.mark.parametrize(("told", "forewarned"), [(99, 1), (100, 1), (101, 0)])
def test_it_was_caught_before_when_it_was_told_of_on_the_first_day_at_the_latest(told: int, forewarned: int) -> None:
    assert scored(between_chairs(100, 150), finding(114, 150, told)).total().forewarned == forewarned


def test_a_forecast_that_never_opens_is_neither_a_card_nor_a_catch() -> None:
    outcome = scored(between_chairs(100, 150), Episode(RULE, True, [(DAY + 90, DAY + 110)]))

    assert (outcome.total().found, outcome.total().forewarned) == (0, 0)
    assert (outcome.rules[RULE].opened, outcome.rules[RULE].warned_only) == (0, 1)


def test_a_finding_that_another_explains_finds_but_is_no_card() -> None:
    outcome = scored(between_chairs(100, 150), finding(114, 150, explained=True))

    assert outcome.total().found == 1
    assert outcome.rules[RULE].opened == 0


def test_todays_practice_finds_it_at_the_next_follow_up_that_is_held_while_it_lasts() -> None:
    life = between_chairs(100, 150)
    life.sat_down([DAY + 99, DAY + 130, DAY + 140])

    assert scored(life).total().practice_delays == {30: 1}

    life = between_chairs(100, 150)
    life.sat_down([DAY + 99, DAY + 150])

    assert scored(life).total().practice == 0


def test_a_spell_of_thirty_days_is_a_long_one() -> None:
    assert scored(between_chairs(100, 129)).total().long == 0
    assert scored(between_chairs(100, 130)).total().long == 1


def test_what_began_before_the_first_day_or_too_late_to_be_found_is_not_counted_but_makes_a_card_right() -> None:
    before = scored(between_chairs(-1, 50), finding(0, 50))

    assert (before.total().spells, before.rules[RULE].right) == (0, 1)
    assert scored(between_chairs(365 - ROOM_TO_FIND, None)).total().spells == 0
    assert scored(between_chairs(364 - ROOM_TO_FIND, None)).total().spells == 1


def test_scores_can_be_added_in_any_order_and_written_and_read() -> None:
    one = scored(between_chairs(100, 150), finding(114, 150))
    other = scored(between_chairs(10, 90, "no-consent"), finding(20, 30))
    forwards, backwards = Score(), Score()
    for part in (one, other):
        forwards.add(part)
    for part in (other, one):
        backwards.add(part)

    assert forwards == backwards == score_of_json(score_as_json(forwards))
    assert forwards.persons == 2
    assert forwards.total().delays == {14: 1}


def test_the_median_is_the_lower_of_the_two_in_the_middle() -> None:
    assert median({}) is None
    assert median({3: 1}) == 3
    assert median({3: 1, 9: 1}) == 3
    assert median({3: 1, 9: 2}) == 9


def test_every_rule_says_which_sorts_it_answers_to_and_every_sort_and_cause_has_a_name() -> None:
    spells = [spell for number in range(200) for spell in life_of(number, few(200)).spells]

    assert set(ANSWERS) == set(RULES)
    assert {kind for kinds in ANSWERS.values() for kind in kinds} <= set(KINDS)
    assert {spell.kind for spell in spells} <= set(KINDS)
    assert {spell.cause for spell in spells} <= set(CAUSES)
    assert END - DAY == 365
