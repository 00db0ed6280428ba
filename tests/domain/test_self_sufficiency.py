"""Ninety days of work or study without income support: told to the day, whatever else a life holds."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.days import Day, day
from app.domain.facts import Fact, Person, Status, decode
from app.domain.self_sufficiency import FOR, SelfSufficiency, own_means, self_sufficient, standing

START = day("2026-03-02")
BORN = decode("person", {"id": "me", "birth_date": "1990-05-17"})
DAYS = st.integers(START - 150, START + 150)
CODES = st.sampled_from(["work", "study", "income-support", "sickness-benefit", "parental-leave"])


@st.composite
def statuses(draw: st.DrawFn) -> Status:
    start = draw(DAYS)
    end = draw(st.none() | st.integers(start - 1, START + 200))
    extent = draw(st.sampled_from([0, 49, 50, 100]))
    return Status(id=draw(st.uuids()).hex, code=draw(CODES), start=start, end=end, extent=extent)


LIVES = st.lists(statuses(), max_size=6).map(lambda said: [BORN, *said])


def status(code: str, start: str, **also: Any) -> Fact:
    return decode("status", {"id": f"{code} {start}", "code": code, "start": start, **also})


def of_own(life: list[Fact], on: Day) -> bool:
    """Whether the day is one of work or study without support, asked of one day alone."""
    here = [one for one in life if isinstance(one, Status) and one.start <= on and (one.end is None or on <= one.end)]
    busy = any(one.code in ("work", "study") and one.extent >= 50 for one in here)
    dead = any(isinstance(one, Person) and one.deceased_on is not None and one.deceased_on <= on for one in life)
    return busy and not dead and not any(one.code == "income-support" for one in here)


@given(LIVES, st.integers(START - 100, START + 250))
def test_it_is_ninety_days_behind_and_today_each_of_work_or_study_and_none_of_support(
    life: list[Fact], today: Day
) -> None:
    assert (today in self_sufficient(life)) == all(of_own(life, on) for on in range(today - FOR, today + 1))
    assert (standing(life, today) is not None) == (today in self_sufficient(life))


@given(LIVES, st.integers(START - 100, START + 250))
def test_since_is_the_first_day_of_the_unbroken_stretch(life: list[Fact], today: Day) -> None:
    found = standing(life, today)
    if found is not None:
        assert not of_own(life, found.since - 1)
        assert found.established == found.since + FOR <= today
        assert all(on in own_means(life) for on in range(found.since, today + 1))


@given(LIVES, statuses())
def test_income_support_never_makes_anybody_self_sufficient_and_work_never_unmakes_it(
    life: list[Fact], one: Status
) -> None:
    before, after = self_sufficient(life), self_sufficient([*life, one])
    if one.code == "income-support":
        assert not after - before
    else:
        assert not before - after


@given(LIVES, st.randoms())
def test_the_order_in_which_things_are_told_means_nothing(life: list[Fact], random: Any) -> None:
    told = [*life]
    random.shuffle(told)
    assert self_sufficient(told) == self_sufficient(life)


def test_the_ninetieth_day_after_the_first_is_the_day() -> None:
    life = [BORN, status("work", "2026-03-02")]
    assert standing(life, START + 89) is None
    assert standing(life, START + 90) == SelfSufficiency(START, START + 90)


def test_a_day_of_support_begins_it_anew_even_when_it_tops_up_a_wage() -> None:
    top_up = status("income-support", "2026-05-01", end="2026-05-01", detail="top-up")
    life = [BORN, status("work", "2026-03-02"), top_up]
    found = standing(life, day("2026-09-01"))
    assert found is not None
    assert found.since == day("2026-05-02")


def test_studies_after_work_without_a_day_between_go_on() -> None:
    life = [BORN, status("work", "2026-03-02", end="2026-05-31"), status("study", "2026-06-01", extent=50)]
    assert standing(life, day("2026-06-02")) == SelfSufficiency(START, START + 90)


def test_less_than_half_time_is_not_counted_and_nobody_is_self_sufficient_after_death() -> None:
    assert not self_sufficient([BORN, status("work", "2026-03-02", extent=49)])
    dead = decode("person", {"id": "me", "birth_date": "1990-05-17", "deceased_on": "2026-07-01"})
    life = [dead, status("work", "2026-03-02")]
    assert standing(life, day("2026-06-30"))
    assert standing(life, day("2026-07-01")) is None
