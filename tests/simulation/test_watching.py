"""What several readers were told, day by day, becomes what each audience knew together."""

from app.simulation.driver import Episode
from app.simulation.watching import Told, Watch
from tests.simulation.worlds import DAY

RULE, OTHER = "need-unowned", "plan-stalled"
BOTH = {"both": frozenset({"one", "two"}), "one alone": frozenset({"one"})}


def forecast(rule: str = RULE, subject: str = "need") -> Told:
    return Told(rule, subject, is_open=False)


def opened(rule: str = RULE, subject: str = "need", *, explained: bool = False) -> Told:
    return Told(rule, subject, is_open=True, explained=explained)


def episode(told: tuple[int, int], open_: tuple[int, int] | None, *, explained: bool = False) -> Episode:
    stretches = [] if open_ is None else [(DAY + open_[0], DAY + open_[1])]
    return Episode(RULE, explained, [(DAY + told[0], DAY + told[1])], stretches)


def test_what_was_read_holds_until_it_is_read_again() -> None:
    watch = Watch(BOTH)
    watch.read("one", DAY, [forecast()])
    watch.read("one", DAY + 5, [opened()])
    watch.read("one", DAY + 9, [])
    watch.hold_until(DAY + 20)

    assert watch.episodes()["one alone"] == (episode((0, 9), (5, 9)),)


def test_what_is_open_on_the_last_day_is_open_until_the_end() -> None:
    watch = Watch(BOTH)
    watch.read("one", DAY + 3, [opened()])
    watch.hold_until(DAY + 20)

    assert watch.episodes()["one alone"] == (episode((3, 20), (3, 20)),)


def test_a_gap_that_two_readers_see_is_one_and_open_as_soon_as_it_is_to_either() -> None:
    watch = Watch(BOTH)
    watch.read("one", DAY, [forecast()])
    watch.read("two", DAY + 2, [opened()])
    watch.read("one", DAY + 4, [opened()])
    watch.read("two", DAY + 6, [])
    watch.hold_until(DAY + 8)

    assert watch.episodes() == {"both": (episode((0, 8), (2, 8)),), "one alone": (episode((0, 8), (4, 8)),)}


def test_a_gap_has_a_card_when_some_reader_does_not_see_what_explains_it() -> None:
    watch = Watch(BOTH)
    watch.read("one", DAY, [opened(explained=True)])
    watch.read("two", DAY, [opened()])
    watch.hold_until(DAY + 8)

    assert watch.episodes() == {
        "both": (episode((0, 8), (0, 8)),),
        "one alone": (episode((0, 8), (0, 8), explained=True),),
    }


def test_of_what_is_read_twice_on_a_day_the_last_counts() -> None:
    watch = Watch(BOTH)
    watch.read("one", DAY, [opened(OTHER)])
    watch.read("one", DAY, [opened()])
    watch.hold_until(DAY + 1)

    assert [one.rule for one in watch.episodes()["one alone"]] == [RULE]


def test_a_reader_outside_the_audience_adds_nothing() -> None:
    watch = Watch({"nobody": frozenset({"three"})})
    watch.read("one", DAY, [opened()])
    watch.hold_until(DAY + 8)

    assert watch.episodes() == {"nobody": ()}
