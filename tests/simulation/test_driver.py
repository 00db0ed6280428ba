"""What a detector says is written down for the days on which it was known, and for no others."""

from app.simulation.driver import play
from tests.simulation.worlds import DAY, END, a_life, activity, make_ten_days_after

detect = make_ten_days_after()


def test_a_finding_is_told_from_its_forecast_and_open_from_its_day() -> None:
    life = a_life()
    life.tell_at_once(activity(0, 20), DAY + 20)

    (found,) = play(life, detect).episodes

    assert found.told == [(DAY + 26, END)]
    assert found.opened == [(DAY + 30, END)]


def test_what_is_reported_late_is_found_when_it_is_reported() -> None:
    life = a_life()
    life.tell_at_once(activity(0, 20), DAY + 75)

    (found,) = play(life, detect).episodes

    assert found.told == found.opened == [(DAY + 75, END)]


def test_a_finding_ends_when_its_fact_is_taken_away() -> None:
    life = a_life()
    life.mistake(activity(0, 20), DAY + 20)
    taken_away = life.reports[-1].recorded

    (found,) = play(life, detect).episodes

    assert found.told == ([(DAY + 26, taken_away)] if taken_away > DAY + 26 else [])


def test_an_old_version_that_comes_again_changes_nothing() -> None:
    life = a_life()
    life.tell_at_once(activity(0, 20), DAY + 20)
    life.tell_at_once(activity(0), DAY + 40)
    life.reports.append(life.reports[1].__class__(DAY + 60, "a", 1, activity(0, 20)))

    (found,) = play(life, detect).episodes

    assert found.opened == [(DAY + 30, DAY + 40)]


def test_what_was_reported_before_the_first_day_is_known_on_it_and_what_comes_after_the_last_never() -> None:
    life = a_life()
    life.tell_at_once(activity(-90, -30, "before"), DAY - 30)
    life.tell_at_once(activity(300, 350, "after"), END)

    (found,) = play(life, detect).episodes

    assert found.opened == [(DAY, END)]


def test_a_finding_that_comes_back_within_a_month_is_the_same() -> None:
    life = a_life()
    for day, fact in ((20, activity(0, 20)), (40, activity(0)), (69, activity(0, 20))):
        life.tell_at_once(fact, DAY + day)

    assert len(play(life, detect).episodes) == 1

    life = a_life()
    for day, fact in ((20, activity(0, 20)), (40, activity(0)), (70, activity(0, 20))):
        life.tell_at_once(fact, DAY + day)

    assert len(play(life, detect).episodes) == 2
