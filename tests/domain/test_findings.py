"""What is said of a gap on a day is what is so on that day, whatever else is foreseen, corrected or past."""

from dataclasses import replace
from itertools import count
from random import Random
from uuid import UUID, uuid4

import pytest

from app.domain.findings import Finding, View, reconcile
from app.domain.gaps.engine import Gap

OWNER = UUID(int=7)
LEAD = 14
START = 739_000


def gap(opens: int, closes: int | None, critical: int | None = None) -> Gap:
    return Gap("no-main-responsible", "plan", "x", START + opens, _day(critical), _day(closes))


def _day(offset: int | None) -> int | None:
    return None if offset is None else START + offset


def seen(gaps: list[Gap]) -> View:
    return View(
        gaps=gaps,
        owner_of=lambda _: OWNER,
        inhibitors_today=lambda _: (),
        evidence_of=lambda _: (),
        unconfirmed=lambda _: False,
        prevented_until=lambda gap: gap.opens,
    )


def held_after(plays: list[tuple[list[Gap], int]]) -> tuple[list[Finding], list[str]]:
    """The findings after the gaps of each play were seen on its day, and the events of the last."""
    ids = count(1)
    findings: dict[UUID, Finding] = {}
    events: list[str] = []
    for gaps, day in plays:
        changes = reconcile(
            list(findings.values()), seen(gaps), START + day, lambda _: LEAD, lambda: UUID(int=next(ids))
        )
        findings |= {change.finding.id: change.finding for change in changes}
        events = [event for change in changes for event in change.events]
    return list(findings.values()), events


def test_a_gap_that_is_open_stays_so_when_it_is_foreseen_to_come_back() -> None:
    (finding,), _ = held_after([([gap(0, 20, critical=5), gap(25, None)], 12)])
    assert (finding.status, finding.now.opens, len(finding.spans)) == ("critical", START, 2)


def test_a_gap_that_closed_and_is_foreseen_again_says_both() -> None:
    plays = [([gap(0, 20), gap(25, None)], 12), ([gap(0, 20), gap(25, None)], 20)]
    (finding,), events = held_after(plays)
    assert (finding.status, finding.now.opens) == ("upcoming", START + 25)
    assert events == ["finding-closed", "finding-upcoming"]


def test_a_gap_that_comes_back_within_thirty_days_is_the_same_card_reopened() -> None:
    (finding,), events = held_after([([gap(0, 20)], 5), ([gap(0, 20)], 25), ([gap(0, 20), gap(49, None)], 50)])
    assert (finding.status, events) == ("open", ["finding-reopened"])
    two, _ = held_after([([gap(0, 20)], 5), ([gap(0, 20)], 25), ([gap(0, 20), gap(50, None)], 50)])
    assert [one.status for one in two] == ["closed", "open"]


def test_the_live_card_moves_with_its_gap_and_a_retracted_one_stays_away() -> None:
    plays = [([gap(0, 20)], 5), ([gap(60, None)], 61), ([gap(45, None)], 62)]
    findings, events = held_after(plays)
    assert {(one.status, one.now.opens) for one in findings} == {("retracted", START), ("open", START + 45)}
    assert events == ["finding-changed"]


def test_a_correction_retracts_what_never_was() -> None:
    (finding,), events = held_after([([gap(0, None)], 5), ([], 6)])
    assert (finding.status, events) == ("retracted", ["finding-retracted"])


@pytest.mark.parametrize("seed", range(60))
def test_the_status_is_that_of_the_interval_that_holds_the_day(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - reproducible, not a secret
    edges = sorted(random.sample(range(200), 6))
    gaps = [gap(a, b, random.choice([None, a, a + 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    gaps = [one if one.critical is None or one.critical < (one.closes or 0) else gap(0, 1) for one in gaps]
    plays = [(gaps, day) for day in range(0, 220, random.randint(1, 30))]
    findings, _ = held_after(plays)
    today = START + plays[-1][1]
    holding = [one for one in gaps if one.opens <= today and (one.closes is None or today < one.closes)]
    assert {one.status for one in findings if one.status in ("open", "critical")} == {
        "critical" if one.critical is not None and one.critical <= today else "open" for one in holding
    }


def test_what_has_gone_out_of_sight_proves_a_gap_no_longer_although_the_gap_is_the_same() -> None:
    first = replace(seen([gap(0, None)]), evidence_of=lambda _: ("a", "b"))
    then = replace(first, evidence_of=lambda _: ("a",))
    (opened,) = reconcile([], first, START + 1, lambda _: LEAD, lambda: UUID(int=1))
    held = [opened.finding]
    assert reconcile(held, then, START + 2, lambda _: LEAD, uuid4) == []
    (hidden,) = reconcile(held, replace(then, sees=lambda fact: fact == "a"), START + 2, lambda _: LEAD, uuid4)
    (shrunk,) = reconcile(held, replace(then, valid_until=START + 9), START + 2, lambda _: LEAD, uuid4)
    for change in (hidden, shrunk):
        assert (change.finding.id, change.finding.evidence, change.events) == (UUID(int=1), ("a",), ())
