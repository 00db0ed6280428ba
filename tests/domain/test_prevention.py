"""What is said to keep a gap from opening does so on the last day named, and a day later no more."""

from pathlib import Path
from typing import Final

import pytest

from app.domain.days import FUTURE, Day, day, iso
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.engine import Gap, evaluate
from app.domain.gaps.rule import Rule, rule
from app.domain.timeline import Timeline
from app.usecases.preventing import always_en, always_sv, prevention
from tests.domain.test_rules import BLAME, CALENDAR, example, parts_of

REACHED = "{id: x, kind: contact, actor: primary-care, on: DAY, outcome: reached}"
ACTIVITY = "{id: x, kind: activity, actor: association, planned_start: DAY, start: DAY}"
WORK = "{id: x, kind: status, actor: person, code: work, start: DAY}"
STUDY = "{id: x, kind: status, actor: person, code: study, start: DAY}"
PARENT = "{id: x, kind: status, actor: person, code: parental-leave, start: DAY}"
INCOME = "{id: x, kind: status, actor: social-services, code: income-support, start: DAY}"
REGISTERED = "{id: x, kind: status, actor: employment-service, code: job-seeker, start: DAY}"
PLAN = "{id: x, kind: plan, actor: primary-care, start: DAY}"
MEETING = "{id: x, kind: meeting, actor: primary-care, on: DAY, outcome: pending}"
CALL = "{id: x, kind: call, actor: primary-care, to: social-services, form: call, sent: DAY}"
CONSENT = "{id: x, kind: consent, actor: person, start: DAY, actors: [psychiatry], categories: [health]}"
COURSE = "{id: x, kind: status, actor: adult-education, code: language-course, start: DAY}"
YOUTH_DUTY = "{id: x, kind: status, actor: youth-duty-unit, code: youth-duty, start: DAY}"
GRADUATED = "{id: x, kind: decision, actor: school, code: graduated, on: DAY}"
OCCUPATIONS = (WORK, STUDY, PARENT)


def agency_plan(code: str) -> str:
    return f"{{id: x, kind: agency-plan, actor: employment-service, code: {code}, start: DAY}}"


def owner_of(need: str, actor: str = "association") -> str:
    return f"{{id: x, kind: ownership, need: {need}, actor: {actor}, start: DAY}}"


def for_need(need: str) -> tuple[str, str]:
    """An activity for the need that begins then, and one that is booked to."""
    begun = f"{{id: x, kind: activity, need: {need}, actor: association, planned_start: DAY"
    return f"{begun}, start: DAY}}", f"{begun}}}"


def accepted(sender: str) -> str:
    return (
        f"{{id: x, kind: referral, actor: {sender}, to: primary-care, sent: 2027-01-01, answered: DAY,"
        " answer: accepted}"
    )


def handled_alone(need: str, rest: str) -> str:
    return f"{{id: {need}, kind: need, plan: plan, {rest}, self_handled: true}}"


HEALTH = "actor: social-services, category: health, start: 2027-09-01"
COURSE_TO_COME = "id: course, kind: activity, plan: plan, need: school, actor: adult-education"
INVITED = "id: call, kind: call, actor: social-services, to: employment-service, form: invitation, sent: 2027-03-23"
REFERRED = "kind: referral, actor: primary-care, to: rehabilitation, sent: 2027-10-04"
CLOSING = "id: ref, kind: referral, actor: psychiatry, to: primary-care, sent: 2027-02-15"
UNABLE = "id: vc, kind: assessment, actor: primary-care, outcome: unable, start: 2027-02-01"
AF_UNABLE = "id: af, kind: assessment, actor: employment-service, outcome: unable, start: 2027-02-01"
FOLLOW_UP = "id: fu, kind: follow-up, plan: plan, actor: social-services, due: 2027-05-03"
AF_PLAN = "id: af, kind: agency-plan, actor: employment-service, code: action-plan, start: 2026-11-02"
PRACTICE = "{id: x, kind: activity, need: work, actor: psychiatry, planned_start: DAY, start: DAY}"
SUPPORT = "id: support, kind: status, actor: social-services, code: income-support, start: 2027-02-01"
QUEUE = "id: queue, kind: queue, actor: psychiatry, start: 2027-02-01"

REMEDIES: Final[dict[str, tuple[str, ...]]] = {
    "action-plan-missing": (agency_plan("action-plan"), agency_plan("establishment-plan")),
    "activity-compensation-age-limit": (accepted("social-insurance"), INCOME, *OCCUPATIONS),
    "activity-ended-no-successor": for_need("work"),
    "activity-never-started": (
        f"{{{COURSE_TO_COME}, planned_start: 2027-08-16, start: DAY}}",
        f"{{{COURSE_TO_COME}, planned_start: 2027-09-20}}",
        f"{{{COURSE_TO_COME}, planned_start: 2027-08-16, outcome: cancelled}}",
    ),
    "benefit-ending": (INCOME, *OCCUPATIONS),
    "benefit-stopped": (REACHED, INCOME, *OCCUPATIONS),
    "call-declined-uncovered": (
        owner_of("work"),
        handled_alone("work", "actor: social-services, category: work, start: 2027-01-11"),
    ),
    "call-unanswered": (f"{{{INVITED}, answered: DAY, answer: coming}}", f"{{{INVITED}, cancelled_on: DAY}}"),
    "closed-before-handover": (
        f"{{{CLOSING}, answered: DAY, answer: rejected}}",
        f"{{{CLOSING}, started: DAY}}",
        "{id: x, kind: case, actor: psychiatry, start: DAY}",
    ),
    "conflicting-workability": (MEETING, f"{{{UNABLE}, end: BEFORE}}"),
    "consent-expired": (CONSENT,),
    "consent-withdrawn": (CONSENT,),
    "denied-not-registered": (REGISTERED, INCOME, *OCCUPATIONS),
    "deregistered-unknown": (REACHED, REGISTERED, *OCCUPATIONS),
    "discharge-without-call": (CALL, MEETING, PLAN),
    "dropout-unhandled": (REACHED, ACTIVITY, *OCCUPATIONS),
    "establishment-ending": (REGISTERED, ACTIVITY, INCOME, *OCCUPATIONS),
    "followup-missing": ("{id: x, kind: follow-up, plan: plan, actor: primary-care, booked_on: DAY, due: 2028-01-10}",),
    "followup-overdue": (f"{{{FOLLOW_UP}, held: DAY}}", f"{{{FOLLOW_UP}, rebooked_on: DAY}}"),
    "income-support-bridging": (f"{{{SUPPORT}, detail: waiting-for-benefit, end: DAY}}",),
    "income-support-longterm": (PLAN, ACTIVITY, *OCCUPATIONS),
    "language-course-delay": (COURSE,),
    "language-right-expiring": (GRADUATED,),
    "longterm-unemployed-idle": (ACTIVITY, *OCCUPATIONS),
    "meeting-without-plan": (
        PLAN,
        MEETING,
        "{id: met, kind: meeting, actor: psychiatry, on: 2027-02-01, outcome: no-plan}",
    ),
    "moved-mid-plan": (
        "{id: x, kind: main-responsible, plan: plan, actor: social-services, start: DAY}",
        accepted("primary-care"),
        "{id: x, kind: status, actor: social-services, code: resident, detail: '0686', start: DAY}",
    ),
    "need-unowned": (
        owner_of("sfi"),
        owner_of("sfi", "person"),
        handled_alone("sfi", "actor: adult-education, category: education, start: 2027-09-10"),
    ),
    "need-without-activity": for_need("work"),
    "no-main-responsible": ("{id: x, kind: main-responsible, plan: plan, actor: psychiatry, start: DAY}",),
    "parallel-plans": (
        f"{{{AF_PLAN}, end: DAY}}",
        "{id: plan, kind: plan, actor: social-services, start: 2027-02-01, end: DAY}",
        f"{{{AF_PLAN}, linked: true}}",
    ),
    "permit-expiring": (
        "{id: x, kind: decision, actor: migration, code: permit-extension-applied, on: DAY}",
        "{id: x, kind: status, actor: migration, code: residence-permit, start: 2027-03-03}",
    ),
    "person-silent": (REACHED,),
    "placement-ending": (ACTIVITY, ACTIVITY.replace(", start: DAY", "")),
    "plan-stalled": (REACHED, MEETING, ACTIVITY.replace("id: x,", "id: x, plan: plan,")),
    "referral-pingpong": for_need("health")[:1],
    "referral-rejected-unowned": (
        owner_of("health"),
        "{id: x, kind: referral, need: health, actor: social-services, to: rehabilitation, sent: DAY}",
        handled_alone("health", HEALTH),
    ),
    "referral-unanswered": tuple(f"{{id: ref, {REFERRED}, {what}: DAY}}" for what in ("answered", "started", "closed")),
    "release-without-plan": (PLAN,),
    "responsible-left": ("{id: x, kind: handler, plan: plan, actor: labour-market-unit, start: DAY}",),
    "return-to-work-plan-missing": (agency_plan("return-to-work"),),
    "sickleave-ending": (REGISTERED, ACTIVITY, INCOME, *OCCUPATIONS),
    "single-actor-plan": (PRACTICE,),
    "sip-not-started": (
        CALL,
        MEETING,
        PLAN,
        "{id: judged, kind: sip-need, actor: primary-care, on: 2027-02-01, withdrawn_on: DAY}",
    ),
    "student-aid-ending": (REGISTERED, INCOME, *OCCUPATIONS),
    "waitlist-stall": (f"{{{QUEUE}, limit: 90, updates: [2027-03-15], end: DAY}}",),
    "youth-duty-age-out": (accepted("youth-duty-unit"), REGISTERED, *OCCUPATIONS),
    "youth-duty-late-registration": (YOUTH_DUTY, GRADUATED, *OCCUPATIONS),
    "youth-duty-no-activity": (ACTIVITY, *OCCUPATIONS),
    "youth-duty-no-contact": (REACHED, *OCCUPATIONS),
    "zero-between-fk-af": (INCOME, *OCCUPATIONS, f"{{{AF_UNABLE}, end: BEFORE}}"),
}
"""By rule: the facts that its words of prevention name, added to the example that fires (or put in the place of a fact
of it). DAY is the day of acting, BEFORE the one before; a fact without either has no day of acting, and helps
whenever it is known."""
PAIRS: Final = [pytest.param(RULES[name], text, id=f"{name}-{n}") for name in REMEDIES for n, text in
                enumerate(REMEDIES[name])]  # fmt: skip


def gaps_with(judged: Rule, remedy: str, on: Day, folder: Path) -> list[Gap]:
    """The gaps of the example that fires, when this happened too, on that day."""
    fact = remedy.replace("DAY", iso(on)).replace("BEFORE", iso(on - 1))
    text = judged.fires.replace("\ngaps:", f"\n  - {fact}\ngaps:")
    return evaluate(Timeline(example(text, judged.id, folder).facts, calendar=CALENDAR), [judged])


def foreseen_in(judged: Rule, folder: Path) -> list[Gap]:
    return evaluate(Timeline(example(judged.fires, judged.id, folder).facts, calendar=CALENDAR), [judged])


def opens(gaps: list[Gap], gap: Gap) -> bool:
    return any((other.subject, other.opens) == (gap.subject, gap.opens) for other in gaps)


def exists_within_a_week(gaps: list[Gap], gap: Gap) -> bool:
    """Whether there is the gap after all, on the day foreseen or in the week after it."""
    return any(
        other.subject == gap.subject
        and other.opens < gap.opens + 7
        and gap.opens < (FUTURE if other.closes is None else other.closes)
        for other in gaps
    )


def test_every_rule_is_tried() -> None:
    assert sorted(REMEDIES) == sorted(RULES)


@pytest.mark.parametrize(("judged", "remedy"), PAIRS)
def test_what_is_done_in_time_keeps_the_gap_from_opening_and_a_day_later_it_does_not(
    judged: Rule, remedy: str, tmp_path: Path
) -> None:
    dated = "DAY" in remedy or "BEFORE" in remedy
    for gap in foreseen_in(judged, tmp_path):
        last = judged.prevented_until(gap.opens)
        for acted in (last, last - 1) if dated else (last,):
            assert not exists_within_a_week(gaps_with(judged, remedy, acted, tmp_path), gap), iso(acted)
        if dated:
            assert opens(gaps_with(judged, remedy, last + 1, tmp_path), gap)


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_it_is_still_time_while_a_gap_is_foreseen(judged: Rule) -> None:
    assert judged.prevented_until(0) >= -1 or judged.lead == 0


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_the_words_blame_nobody_and_are_a_part_of_a_sentence(judged: Rule) -> None:
    for words in (judged.prevention_sv, judged.prevention_en):
        assert not BLAME.search(words)
        assert words == words.strip(" .")
        assert words.startswith(words[0].lower())


def test_the_day_is_told_with_what_has_to_happen_by_then() -> None:
    opens = day("2027-03-14")
    assert prevention(RULES["language-course-delay"], opens) == (
        "Glappet öppnas inte om detta sker senast 14 mars 2027: kursen börjar."
    )
    assert RULES["need-without-activity"].prevented_until(opens) == opens + 30
    assert RULES["need-without-activity"].under({"booked_within": 10}).prevented_until(opens) == opens + 10
    assert "senast 30 dagar efter den dag då det annars öppnas" in always_sv(RULES["need-without-activity"])
    assert "no later than the day before the one on which" in always_en(RULES["waitlist-stall"])


def test_fresh_word_of_a_queue_is_enough_while_its_own_limit_is_not_passed(tmp_path: Path) -> None:
    judged = RULES["waitlist-stall"]
    quiet = f"facts:\n  - {{id: me, kind: person, birth_date: 1981-10-03}}\n  - {{{QUEUE}}}\ngaps: []\n"
    (gap,) = evaluate(Timeline(example(quiet, judged.id, tmp_path).facts, calendar=CALENDAR), [judged])
    heard = quiet.replace(QUEUE, f"{QUEUE}, updates: [{iso(judged.prevented_until(gap.opens))}]")
    gaps = evaluate(Timeline(example(heard, judged.id, tmp_path).facts, calendar=CALENDAR), [judged])
    assert not exists_within_a_week(gaps, gap)


def test_a_day_that_is_said_too_late_or_too_early_is_found_out(tmp_path: Path) -> None:
    for wrong in (-1, 1):
        mistaken = rule(**{**parts_of(RULES["need-unowned"]), "prevention_ends": lambda _, wrong=wrong: wrong})(
            RULES["need-unowned"].days
        )
        with pytest.raises(AssertionError):
            test_what_is_done_in_time_keeps_the_gap_from_opening_and_a_day_later_it_does_not(
                mistaken, owner_of("sfi"), tmp_path
            )
