"""A card has one holder among those who see its gap alike, and nobody's card follows what its reader may not see."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from app.domain.disclosure import Grant, Sight, basis
from app.domain.findings import Finding
from app.domain.gaps.catalogue import RULES
from app.domain.holders import OF_A_PLAN, Shared, counted_by, turns_on_one_plan
from tests.usecases.shared_worlds import ME, SOME, TODAY, Life, lived

WORLDS = 240
BUNDLE = 40
SEEDS = [range(first, first + BUNDLE) for first in range(0, WORLDS, BUNDLE)]
Found = dict[UUID, dict[tuple[str, str], Finding]]


def counting(life: Life, reader: UUID, gap: tuple[str, str]) -> set[str]:
    """What the reader sees of all that the gap may turn on."""
    rule, subject = gap
    plan = next((sight.plan_id for sight, fact in life.facts if fact.id == subject), None)
    seen = life.seen_by(reader)
    counted = counted_by(RULES[rule], *(RULES[other.rule] for other in RULES[rule].inhibited_by))
    visible = [(sight, fact) for sight, fact in life.facts if fact.id in seen]
    return {fact.id for _, fact in Shared(visible, TODAY).counting(counted, plan)}


def fallen(life: Life, found: Found) -> list[str]:
    """The gaps that somebody sees and nobody holds, though nobody knows better."""
    faults = []
    for reader, cards in found.items():
        for gap in cards if reader != ME else ():
            holder, least = reader, reader
            while (card := found.get(holder, {}).get(gap)) is not None and card.holder is not None:
                holder = card.holder
                if not counting(life, least, gap) <= counting(life, holder, gap):
                    faults.append(f"{gap} of {reader.int} goes to {holder.int}, who sees less than {least.int}")
                    break
                least = holder
            if card is None and not counting(life, reader, gap) < counting(life, holder, gap):
                faults.append(f"{gap} of {reader.int} ends with {holder.int}, who does not know of it")
    return faults


def alike(life: Life, readers: Iterable[UUID]) -> list[set[UUID]]:
    """Those who see the very same, together."""
    groups: dict[frozenset[str], set[UUID]] = {}
    for reader in readers:
        if reader != ME and (seen := life.seen_by(reader)):
            groups.setdefault(frozenset(seen), set()).add(reader)
    return list(groups.values())


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_no_gap_that_somebody_sees_is_without_a_holder_but_where_the_holder_knows_better(seeds: range) -> None:
    handed = 0
    for seed in seeds:
        life = lived(seed, provisions=seed % 3 == 0)
        found = life.found()
        assert fallen(life, found) == [], f"seed {seed}"
        handed += sum(card.holder is not None for reader in found if reader != ME for card in found[reader].values())
    assert handed > BUNDLE // 4, "hardly any card had another holder"


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_of_those_who_see_the_very_same_one_at_most_holds(seeds: range) -> None:
    shared = 0
    for seed in seeds:
        life = lived(seed)
        found = life.found()
        for group in alike(life, found):
            for gap in {gap for reader in group for gap in found[reader]}:
                cards = {reader: found[reader][gap] for reader in group}
                own = [reader for reader, card in cards.items() if card.holder is None]
                assert len(own) <= 1, f"seed {seed}: {gap} is held by {own}"
                shared += len(group) > 1
    assert shared


Look = Callable[[Life], Found]


def plainly(life: Life) -> Found:
    """What would be if the owner had the card whenever its own view has the gap, and else whoever sees it."""
    found = life.found()

    def holder(reader: UUID, gap: tuple[str, str], card: Finding) -> UUID | None:
        owner = card.now.owner
        return owner if owner != reader and gap in found.get(owner, {}) else None

    return {
        reader: {gap: replace(card, holder=holder(reader, gap, card)) for gap, card in cards.items()}
        for reader, cards in found.items()
    }


def told_by_what_is_hidden(look: Look, seeds: Iterable[int]) -> int:
    """How often a card is told otherwise to a reader when something is taken away that this reader does not see."""
    told = 0
    for seed in seeds:
        life = lived(seed)
        before = look(life)
        random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
        for fact in random.sample(life.facts, min(8, len(life.facts))):
            changed = life.without(fact)
            after = look(changed)
            for reader in SOME:
                seen = life.seen_by(reader)
                if fact[1].id not in seen and seen == changed.seen_by(reader):
                    told += _said(before, reader) != _said(after, reader)
    return told


def _said(found: Found, reader: UUID) -> dict[tuple[str, str], Finding]:
    return {gap: replace(card, id=ME) for gap, card in found.get(reader, {}).items()}


@pytest.mark.parametrize("seeds", SEEDS[:3], ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_what_a_reader_does_not_see_moves_none_of_its_cards(seeds: range) -> None:
    assert told_by_what_is_hidden(Life.found, seeds) == 0


def test_a_card_that_followed_the_owners_own_view_would_tell_of_it() -> None:
    assert told_by_what_is_hidden(plainly, SEEDS[0]) > 0


def test_a_card_that_followed_consents_which_the_reader_does_not_see_would_tell_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    truth: list[Grant] = []

    def by_the_truth(life: Life) -> Found:
        truth[:] = life.grants()
        return life.found()

    def who_do(_: Shared, sight: Sight) -> set[UUID]:
        return {actor for actor in SOME if basis(sight, actor, truth, TODAY) is not None}

    monkeypatch.setattr(Shared, "_seers_of", who_do)
    assert told_by_what_is_hidden(by_the_truth, [*SEEDS[0], *SEEDS[1]]) > 0


@pytest.mark.parametrize("seeds", SEEDS[:3], ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_a_reader_only_counts_on_what_others_do_see(seeds: range) -> None:
    counted_on = 0
    for seed in seeds:
        life = lived(seed, provisions=seed % 2 == 0)
        for reader in SOME:
            seen = life.seen_by(reader)
            visible = [(sight, fact) for sight, fact in life.facts if fact.id in seen]
            shared = Shared(visible, TODAY)
            for other in SOME:
                sure = {fact.id for sight, fact in visible if fact.kind != "person" and shared.opens(sight, other)}
                assert sure <= life.seen_by(other), f"seed {seed}: {reader.int} on {other.int}"
                counted_on += other != reader and bool(sure)
    assert counted_on > BUNDLE


def test_who_is_able_sees_it_by_some_right_of_its_own_or_by_a_consent() -> None:
    named = 0
    for seed in SEEDS[0]:
        visible = lived(seed).facts
        shared = Shared(visible, TODAY)
        for sight, fact in visible:
            able = {other for other in SOME if shared.opens(sight, other)}
            assert able == shared.able([(sight, fact)]) & {*SOME}, f"seed {seed}: {fact.id}"
            named += bool(able & {*sight.named})
    assert named


def test_when_a_holder_loses_its_sight_another_holds_at_once() -> None:
    lost = 0
    for seed in range(100):
        life = lived(seed)
        handed = [(r, gap, card.holder) for r, cards in life.found().items() if r != ME for gap, card in cards.items()]
        for reader, gap, holder in [one for one in handed if one[2] is not None][:3]:
            by = ("consent", "participant")
            kept = ((sight, f) for sight, f in life.facts if f.kind not in by or holder not in sight.named)
            later = replace(life, facts=tuple(kept))
            found = later.found()
            assert fallen(later, found) == [], f"seed {seed}"
            lost += gap in found.get(reader, {}) and found[reader][gap].holder != holder
    assert lost


@pytest.mark.parametrize("seeds", SEEDS[:3], ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_what_is_in_other_plans_makes_no_difference_where_only_one_plan_counts(seeds: range) -> None:
    left_out = 0
    for seed in seeds:
        life = lived(seed)
        for gap, card in life.found()[ME].items():
            kept = counting(life, ME, gap)
            rest = [(sight, f) for sight, f in life.facts if type(f) not in OF_A_PLAN or f.id in kept]
            if turns_on_one_plan(RULES[gap[0]]):
                alone = replace(life, facts=tuple(rest)).found()[ME]
                assert alone[gap].spans == card.spans, f"seed {seed}"
                left_out += len(life.facts) - len(rest)
    assert left_out
