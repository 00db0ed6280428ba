"""Who sees no more and who sees anew when consents are replaced."""

from app.domain.consent_changes import Sees, Terms, difference


def terms(actors: str, *categories: str) -> Terms:
    return Terms(frozenset(actors), frozenset(categories))


def test_a_narrower_consent_takes_an_area_from_everybody_in_it() -> None:
    lost, gained = difference([terms("ab", "work", "health")], [terms("ab", "work")])

    assert lost == [Sees("a", ("b",), ("health",)), Sees("b", ("a",), ("health",))]
    assert gained == []


def test_whoever_is_let_in_sees_all_the_others_and_they_see_that_one() -> None:
    lost, gained = difference([terms("ab", "work")], [terms("abc", "work")])

    assert lost == []
    assert gained == [
        Sees("a", ("c",), ("plan", "work")),
        Sees("b", ("c",), ("plan", "work")),
        Sees("c", ("a", "b"), ("plan", "work")),
    ]


def test_one_in_the_place_of_another_is_both() -> None:
    lost, gained = difference([terms("ab", "work")], [terms("ac", "economy")])

    assert {one.reader for one in lost} == {"a", "b"}
    assert {one.reader for one in gained} == {"a", "c"}
    assert Sees("a", ("c",), ("plan", "economy")) in gained


def test_what_another_consent_opens_as_well_is_neither_lost_nor_gained() -> None:
    other = terms("abc", "health")

    lost, gained = difference([other, terms("ab", "work", "health")], [other, terms("ab", "economy", "health")])

    assert lost == [Sees("a", ("b",), ("work",)), Sees("b", ("a",), ("work",))]
    assert gained == [Sees("a", ("b",), ("economy",)), Sees("b", ("a",), ("economy",))]


def test_the_same_again_changes_nothing_and_a_first_one_only_opens() -> None:
    one = terms("ab", "work")

    assert difference([one], [one]) == ([], [])
    lost, gained = difference([], [terms("ab")])
    assert (lost, gained) == ([], [Sees("a", ("b",), ("plan",)), Sees("b", ("a",), ("plan",))])


def test_areas_that_differ_by_whom_they_are_of_are_told_apart() -> None:
    _, gained = difference([terms("ab", "work")], [terms("abc", "work", "health")])

    assert [one for one in gained if one.reader == "a"] == [
        Sees("a", ("b",), ("health",)),
        Sees("a", ("c",), ("plan", "work", "health")),
    ]
