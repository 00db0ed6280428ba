"""What is found out about somebody with two records: for whom, on which of them it stands, and until when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day
from app.domain.disclosure import Grant, Sight
from app.domain.facts import Activity, Fact, Need, Person, Plan, Status
from app.domain.gaps.catalogue import RULES
from app.usecases.dossiers import Dossier, known_to, places_seen
from app.usecases.judging import Verdict
from tests.usecases.test_judging import EKSJO, PSYCHIATRY, TODAY, detector

ONE, OTHER = UUID(int=1), UUID(int=2)
ENDED = "activity-ended-no-successor"
SILENT = "person-silent"
PLAN, NEED, COURSE, JOB = (str(UUID(int=n)) for n in range(100, 104))


def record(person: UUID, *facts: Fact, known_by: Sequence[UUID], until: Day | None = None) -> Dossier:
    sight = Sight(kind="", owner=PSYCHIATRY, category="work", disclosed=False, plan_id=None, named=())
    born = Person(id=str(person), birth_date=date(1990, 5, 17).toordinal() + person.int)
    person_sight = replace(sight, kind="person", owner=THE_PERSON)
    seen = [(person_sight, born), *((replace(sight, kind=f.kind), f) for f in facts)]
    grants = [Grant(owner=one, reader=one, kind="own", end=until) for one in known_by]
    return Dossier(person, seen, grants)


def two(*, until: Day | None = None, other_known_by: Sequence[UUID] = (PSYCHIATRY,)) -> tuple[Dossier, Dossier]:
    """An activity that ended on the one, and work that began then on the other."""
    start = TODAY - 200
    plan = Plan(id=PLAN, actor=str(PSYCHIATRY), start=start)
    need = Need(id=NEED, plan=PLAN, category="work", start=start)
    ended = Activity(id=COURSE, actor=str(PSYCHIATRY), need=NEED, planned_start=start, start=start, end=TODAY - 60,
                     outcome="completed")  # fmt: skip
    work = Status(id=JOB, actor=str(PSYCHIATRY), code="work", start=TODAY - 59)
    one = record(ONE, plan, need, ended, known_by=(PSYCHIATRY, EKSJO))
    other = record(OTHER, work, known_by=other_known_by, until=until)
    one.records = other.records = (one, other)
    return one, other


async def judged(dossier: Dossier) -> Verdict:
    rules = [RULES[ENDED], RULES[SILENT]]
    return (await detector(rules).at_hand()).judge(dossier, TODAY)


def told(verdict: Verdict, reader: UUID) -> set[tuple[str, str]]:
    return {(change.finding.rule, change.finding.subject) for change in verdict.changes[reader]}


async def test_what_stands_on_the_other_record_counts_for_whoever_knows_both_and_for_nobody_else() -> None:
    one, _ = two()
    alone = replace(one, records=())
    assert (ENDED, COURSE) in told(await judged(alone), PSYCHIATRY)
    verdict = await judged(one)
    assert (ENDED, COURSE) not in told(verdict, PSYCHIATRY)
    assert (ENDED, COURSE) not in told(verdict, ONE), "the person has both"
    assert (ENDED, COURSE) not in told(verdict, EKSJO), "it sees the person alone"
    one, _ = two(other_known_by=())
    assert (ENDED, COURSE) in told(await judged(one), PSYCHIATRY)


async def test_a_gap_stands_on_the_record_of_what_it_is_about_and_nowhere_twice() -> None:
    one, other = two()
    other.facts.pop()
    here, there = await judged(one), await judged(other)
    assert (ENDED, COURSE) in told(here, PSYCHIATRY)
    assert (ENDED, COURSE) not in told(there, PSYCHIATRY)
    assert told(here, ONE) & told(there, OTHER) == set()
    assert {subject for _, subject in told(there, OTHER)} <= {JOB}


async def test_what_was_found_by_both_is_seen_no_longer_than_both_are_known() -> None:
    one, _ = two(until=TODAY + 7)
    one.records[1].facts.pop()
    verdict = await judged(one)
    assert {change.finding.valid_until for change in verdict.changes[PSYCHIATRY]} == {TODAY + 7}
    assert verdict.wake_on is not None
    assert verdict.wake_on <= TODAY + 7


async def test_of_whoever_has_a_record_that_cannot_be_read_nothing_is_worked_out() -> None:
    one, other = two()
    other.unreadable = "ValueError"
    (verdict,) = await detector().judge([one], TODAY)
    assert verdict.changes == {}
    assert verdict.wake_on == TODAY + 1


def test_whoever_does_not_know_the_record_at_hand_sees_nothing_of_the_others_there() -> None:
    one, other = two(other_known_by=(EKSJO,))
    assert [known.person_id for known in known_to(one, EKSJO, TODAY)] == [ONE, OTHER]
    assert [known.person_id for known in known_to(other, PSYCHIATRY, TODAY)] == [OTHER]
    assert places_seen(other, known_to(other, PSYCHIATRY, TODAY), PSYCHIATRY, TODAY) == (5,), "its own, and no more"
    assert places_seen(other, known_to(other, OTHER, TODAY), OTHER, TODAY) == tuple(range(6))
