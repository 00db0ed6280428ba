"""No withheld cell can be worked out: an attacker with every published table always finds another world that fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.statistics.suppression import LEAST, Cell, Counted, Sum, published, what_can_be_known
from tests.domain.attacker import could_be, fits

Told = Mapping[Cell, int | None]


def cell(name: str) -> Cell:
    return Cell("gaps", name, "here", "opened")


@dataclass(frozen=True)
class World:
    """Counts, how they add up, and the cells that stand in no table."""

    counts: Mapping[Cell, Counted]
    sums: Sequence[Sum]
    hidden: frozenset[Cell] = frozenset()

    @property
    def numbers(self) -> dict[Cell, int]:
        return {one: counted.count for one, counted in self.counts.items()}

    def rare(self, one: Cell) -> bool:
        return self.counts[one].persons < LEAST

    def told(self, former: Told | None = None) -> dict[Cell, int | None]:
        return published(self.counts, self.sums, self.hidden, former)


def total(*parts: Counted) -> Counted:
    return Counted(sum(part.count for part in parts), sum(part.persons for part in parts))


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    persons = draw(st.sampled_from([0, 0, 1, 2, 4, 5, 6, 9]))
    return Counted(persons + draw(st.sampled_from([0, 0, 1, 6])) * (persons > 0), persons)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A county of bodies: some with several municipalities, some with calls told by actor, and perhaps a rest."""
    counts: dict[Cell, Counted] = {}
    sums: list[Sum] = []
    bodies = [cell(f"body {n}") for n in range(draw(st.integers(1, 3)))]
    for n, body in enumerate(bodies):
        towns = [cell(f"town {n}.{m}") for m in range(draw(st.sampled_from([0, 0, 2, 3])))]
        counts |= {town: draw(counted()) for town in towns}
        counts[body] = total(*(counts[town] for town in towns)) if towns else draw(counted())
        if towns:
            sums.append(Sum(body, tuple(towns)))
    first = bodies[0]
    if draw(st.booleans()):
        mine = counts[first].count
        cut = draw(st.integers(0, mine))
        actors = {cell("actor a"): cut, cell("actor b"): mine - cut, cell("others"): 0}
        counts |= {actor: Counted(count, min(count, counts[first].persons)) for actor, count in actors.items()}
        sums.append(Sum(first, tuple(actors)))
    hidden = frozenset({cell("rest")}) if draw(st.booleans()) else frozenset[Cell]()
    counts |= {rest: draw(counted()) for rest in hidden}
    parts = (*bodies, *hidden)
    if len(parts) > 1:
        counts[cell("county")] = total(*(counts[part] for part in parts))
        sums.append(Sum(cell("county"), parts))
    return World(counts, sums, hidden)


def worked_out(world: World, told: Told) -> list[Cell]:
    """The cells that whoever holds what is told can work out, or can tell that they are below five or not none."""
    found = []
    for one, counted_there in world.counts.items():
        if told.get(one) is not None:
            continue
        if world.rare(one):
            beyond = range(max(LEAST, counted_there.count + 1), 40)
            safe = could_be(one, 0, told, world.sums) and any(could_be(one, n, told, world.sums) for n in beyond)
        elif one in world.hidden:
            safe = True
        else:
            others = (n for n in range(40) if n != counted_there.count)
            safe = any(could_be(one, n, told, world.sums) for n in others)
        if not safe:
            found.append(one)
    return found


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_whoever_holds_every_table_can_work_out_no_withheld_cell(world: World) -> None:
    told = world.told()
    assert fits(world.numbers, told, world.sums)
    assert [one for one, count in told.items() if count is not None and world.rare(one)] == []
    assert worked_out(world, told) == []


def test_the_attacker_works_out_what_only_the_rare_cells_are_withheld_of() -> None:
    a, b, all_ = cell("a"), cell("b"), cell("all")
    world = World({a: Counted(3, 3), b: Counted(9, 9), all_: Counted(12, 12)}, [Sum(all_, (a, b))])
    careless = {a: None, b: 9, all_: 12}
    assert worked_out(world, careless) == [a]
    assert world.told() == {a: None, b: None, all_: 12}
    assert worked_out(world, world.told()) == []


def test_two_rare_cells_of_which_the_total_says_that_they_are_rare_need_a_third() -> None:
    a, b, c, all_ = cell("a"), cell("b"), cell("c"), cell("all")
    counts = {a: Counted(1, 1), b: Counted(2, 2), c: Counted(9, 9), all_: Counted(12, 12)}
    assert World(counts, [Sum(all_, (a, b, c))]).told() == {a: None, b: None, c: None, all_: 12}


def test_none_at_all_is_a_number_below_five_and_is_not_told_either() -> None:
    a, b, all_ = cell("a"), cell("b"), cell("all")
    world = World({a: Counted(0, 0), b: Counted(12, 12), all_: Counted(12, 12)}, [Sum(all_, (a, b))])
    assert world.told() == {a: None, b: None, all_: 12}


def test_a_number_that_rests_on_few_persons_is_withheld_however_great_it_is() -> None:
    assert World({cell("a"): Counted(40, 4), cell("b"): Counted(5, 5)}, []).told() == {cell("a"): None, cell("b"): 5}


def test_what_is_not_rare_anywhere_is_all_told() -> None:
    a, b, all_ = cell("a"), cell("b"), cell("all")
    counts = {a: Counted(5, 5), b: Counted(6, 6), all_: Counted(11, 11)}
    assert World(counts, [Sum(all_, (a, b))]).told() == {a: 5, b: 6, all_: 11}


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_what_can_be_known_is_what_a_search_through_all_worlds_finds(world: World) -> None:
    told = world.told()
    known = what_can_be_known(told, world.sums)
    for one in told:
        low, high = known[one]
        assert could_be(one, int(low), told, world.sums)
        assert low == 0 or not could_be(one, int(low) - 1, told, world.sums)
        if high < 40:
            assert could_be(one, int(high), told, world.sums)
            assert not could_be(one, int(high) + 1, told, world.sums)


@pytest.mark.parametrize(
    "told", [{"all": 5, "a": 2, "b": 2}, {"all": 5, "a": 9, "b": None}, {"all": 5, "a": 0, "b": 9}]
)
def test_counts_that_do_not_add_up_are_refused_and_not_searched_for_ever(told: Mapping[str, int | None]) -> None:
    known = {cell(name): count for name, count in told.items()}
    with pytest.raises(ValueError, match=r"do not add up: .*all"):
        what_can_be_known(known, [Sum(cell("all"), (cell("a"), cell("b")))])


def test_a_total_that_is_not_the_sum_of_parts_far_down_is_refused_before_anything_is_told() -> None:
    a, b, c, town, all_ = (cell(name) for name in ("a", "b", "c", "town", "all"))
    counts = {a: Counted(9, 9), b: Counted(2, 2), c: Counted(3, 3), town: Counted(8, 8), all_: Counted(12, 12)}
    with pytest.raises(ValueError, match="do not add up"):
        published(counts, [Sum(all_, (town, c)), Sum(town, (a, b))])


def test_a_ring_of_sums_ends_in_an_error_also_where_each_round_would_know_more() -> None:
    a, b, c = cell("a"), cell("b"), cell("c")
    with pytest.raises(ValueError, match="ring"):
        what_can_be_known({c: 1}, [Sum(a, (b, c)), Sum(b, (a, c))])


@st.composite
def corrected(draw: st.DrawFn) -> tuple[World, World]:
    """A world, and the same with some of its smallest parts corrected."""
    world = draw(worlds())
    counts = dict(world.counts)
    totals = {each.total for each in world.sums}
    for one in world.counts:
        if one not in totals and one.row not in ("actor a", "actor b", "others") and draw(st.booleans()):
            counts[one] = draw(counted())
    sums = [each for each in world.sums if "others" not in {part.row for part in each.parts}]
    for each in sums:
        counts[each.total] = total(*(counts[part] for part in each.parts))
    kept = {one: counts[one] for one in counts if one.row not in ("actor a", "actor b", "others")}
    before = {one: world.counts[one] for one in kept}
    return World(before, sums, world.hidden), World(kept, sums, world.hidden)


@settings(max_examples=40, deadline=None)
@given(corrected())
def test_a_corrected_edition_gives_away_no_more_to_whoever_has_the_one_before_it(editions: tuple[World, World]) -> None:
    before, after = editions
    first = before.told()
    second = after.told(first)
    for one, count in second.items():
        assert count is None or first[one] is not None, "what was withheld is told by a correction"
        assert count is None or not 0 < abs(count - (first[one] or 0)) < LEAST, "a correction tells of a few"
    if not fits(after.numbers, second, after.sums):
        return  # the group could not be corrected safely: see the test below
    # Whoever has both guesses, rightly, that what is no longer told is as it was. A number that was told, and rests on
    # fewer persons now, is out, with what it says of its totals: no correction calls that back.
    told_before = {one: n for one, n in first.items() if n is not None and not after.rare(one)}
    unchanged = {one: n for one, n in told_before.items() if after.counts[one].count == n}
    assert worked_out(after, {**second, **unchanged}) == []


def test_what_cannot_be_corrected_safely_stands_as_it_was() -> None:
    a, b, all_ = cell("a"), cell("b"), cell("all")
    sums = [Sum(all_, (a, b))]
    first = World({a: Counted(8, 8), b: Counted(9, 9), all_: Counted(17, 17)}, sums)
    second = World({a: Counted(3, 3), b: Counted(9, 9), all_: Counted(12, 12)}, sums)
    # That b is no longer told would help nobody: whoever remembers it has a. So the total is not told.
    assert second.told(first.told()) == {a: None, b: 9, all_: None}
    assert first.told(first.told()) == first.told()


def test_sums_that_tie_cells_together_in_a_ring_are_refused() -> None:
    a, b, c, d = (cell(name) for name in "abcd")
    counts = dict.fromkeys((a, b, c, d), Counted(9, 9))
    with pytest.raises(ValueError, match="ring"):
        published(counts, [Sum(a, (c, d)), Sum(b, (c, d))])
