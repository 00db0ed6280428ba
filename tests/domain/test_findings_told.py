"""That nothing has to be said is found out at once for most, and it is what the long way round finds for everybody."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from random import Random
from uuid import UUID

import pytest

from app.domain.findings import Change, Finding, Span, View, reconcile
from app.domain.gaps.engine import Gap

OWNERS = (UUID(int=7), UUID(int=8))
TODAY, LEAD = 739_000, 14
RULES = ("no-main-responsible", "plan-stalled")
# Two cards of one gap are never simple; of this one there is no gap, so that nothing is said about them.
GHOST = Finding(
    id=UUID(int=0), rule="gone", subject="s", status="retracted", now=Span(opens=1, owner=OWNERS[0]),
    spans=(Span(opens=1, owner=OWNERS[0]),),
)  # fmt: skip
ROUND = [GHOST, replace(GHOST, id=UUID(int=1))]


def view(random: Random) -> View:
    gaps, unsure = [], random.random() < 0.2
    for rule in RULES:
        for subject in ("s", "t"):
            day = TODAY - random.randrange(120)
            for _ in range(random.choice((0, 0, 1, 1, 1, 2))):
                lasts = random.choice((None, random.randrange(1, 90)))
                closes = None if lasts is None else day + lasts
                critical = random.choice((None, day + 30))
                gaps.append(Gap(rule, subject, random.choice("ab"), day, critical, closes, random.choice(((), ("x",)))))
                if closes is None:
                    break
                day = closes + random.randrange(1, 60)
    return View(
        gaps=gaps,
        owner_of=lambda gap: OWNERS[gap.owner == "b"],
        inhibitors_today=lambda gap: (gap.owner,) if gap.subject == "t" else (),
        evidence_of=lambda gap: (gap.subject,),
        unconfirmed=lambda gap: unsure and gap.subject == "s",
        prevented_until=lambda gap: gap.opens,
        valid_until=random.choice((None, TODAY + 5)),
    )


def found(held: list[Finding], seen: View, today: int) -> list[Change]:
    """What changes, however it is found out."""
    quick, slow = (_reconciled(cards, seen, today) for cards in (held, [*held, *ROUND]))
    assert quick == slow
    return quick


def _reconciled(held: list[Finding], seen: View, today: int) -> list[Change]:
    numbers = count(max((finding.id.int for finding in held), default=1) + 1)
    return reconcile(held, seen, today, lambda _: LEAD, lambda: UUID(int=next(numbers)))


def after(held: list[Finding], changes: list[Change]) -> list[Finding]:
    by_id = {finding.id: finding for finding in held} | {change.finding.id: change.finding for change in changes}
    return list(by_id.values())


@pytest.mark.parametrize("seed", range(300))
def test_both_ways_find_the_same_today_tomorrow_and_when_everything_is_otherwise(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - reproducible, not a secret
    seen = view(random)
    held = after([], found([], seen, TODAY))
    assert found(held, seen, TODAY) == []
    for day in (TODAY + 1, TODAY + 20, TODAY + 40):
        held = after(held, found(held, seen, day))
        assert found(held, seen, day) == []
    found(held, view(random), TODAY + 40)


def span_altered(finding: Finding, **fields: object) -> Finding:
    first = replace(finding.spans[0], **fields)  # type: ignore[arg-type]  # whatever the field holds
    return replace(
        finding, spans=(first, *finding.spans[1:]), now=first if finding.now == finding.spans[0] else finding.now
    )


ALTERED: dict[str, Callable[[Finding], Finding]] = {
    "status": lambda one: replace(one, status="closed" if one.status != "closed" else "open"),
    "inhibited by": lambda one: replace(one, inhibited_by=("other",)),
    "unconfirmed": lambda one: replace(one, unconfirmed=not one.unconfirmed),
    "valid until": lambda one: replace(one, valid_until=1),
    "opens": lambda one: span_altered(one, opens=one.spans[0].opens - 1),
    "critical": lambda one: span_altered(one, critical=1),
    "closes": lambda one: span_altered(one, closes=TODAY + 400),
    "owner": lambda one: span_altered(one, owner=UUID(int=9)),
    "explained by": lambda one: span_altered(one, inhibited_by=("other",)),
    "the span of today": lambda one: replace(one, now=replace(one.now, owner=UUID(int=9))),
    "the interval that counts": lambda one: replace(one, now=one.spans[-1 if one.now == one.spans[0] else 0]),
    "another span": lambda one: replace(one, spans=(*one.spans, replace(one.spans[-1], opens=TODAY + 900))),
    "the subject": lambda one: replace(one, subject="other"),
    "the rule": lambda one: replace(one, rule="other"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_whatever_a_card_says_otherwise_is_noticed(what: str) -> None:
    noticed = 0
    for seed in range(100):
        seen = view(Random(seed))  # noqa: S311 - reproducible, not a secret
        held = after([], found([], seen, TODAY))
        for place, finding in enumerate(held):
            altered = ALTERED[what](finding)
            if altered != finding:
                assert found([*held[:place], altered, *held[place + 1 :]], seen, TODAY)
                noticed += 1
    assert noticed > 5


def test_a_card_too_few_and_one_too_many_are_noticed() -> None:
    for seed in range(100):
        seen = view(Random(seed))  # noqa: S311 - reproducible, not a secret
        held = after([], found([], seen, TODAY))
        for place, finding in enumerate(held):
            assert found([*held[:place], *held[place + 1 :]], seen, TODAY)
            for more in (replace(finding, subject="more"), span_altered(finding, owner=UUID(int=9))):
                assert found([replace(more, id=UUID(int=5000)), *held], seen, TODAY)
