"""Random facts of the person's life: birth, episodes, decisions and assessments, well-formed and not."""

from __future__ import annotations

from datetime import date

from tests.domain.random_facts import call, meeting, referral
from tests.domain.random_writer import Fact, Writer, ordinal

INCOME = (
    *("income-support", "work", "study", "activity-support"),
    *("job-seeker-obstacle", "sickness-benefit", "pension", "sickness-compensation"),
)
YOUTH = (
    *("youth-duty", "youth-duty", "youth-duty", "work", "study", "job-seeker"),
    *("programme", "military-service", "parental-leave"),
)
STATUSES = (
    *INCOME,
    *YOUTH,
    *("abroad", "inpatient", "custody", "parental-leave", "establishment-programme", "other-income"),
    *("rehabilitation-benefit", "sickness-compensation", "activity-compensation", "unemployment-benefit"),
    *("establishment-benefit", "student-aid", "upper-secondary", "placement", "resident", "residence-permit"),
    *("language-course-applied", "language-course", "protected-identity"),
)
DECISIONS = (
    *("sickness-benefit-denied", "benefit-denied", "benefit-stopped", "deregistered-known", "deregistered-unknown"),
    *("left-school", "graduated", "discharge-ready", "discharged", "release-planned", "permit-extension-applied"),
    "language-right-start",
)


def person(w: Writer, age: int) -> Fact:
    """Born so that this birthday falls among the timeline's days, now and then on 29 February."""
    turning = date.fromordinal(w.near(w.days[0]))
    born = date(turning.year - age, turning.month, min(turning.day, 28))
    if w.maybe(0.7 if turning.year == 2100 else 0.15):
        born = date(born.year // 4 * 4, 2, 29)
    w.turning = date(born.year + age, born.month, min(born.day, 28)).toordinal()
    w.days.append(w.turning)
    fact = {"id": "someone", "kind": "person", "birth_date": born.isoformat()}
    if w.maybe(0.08):
        fact["deceased_on"] = w.day()
    return fact


def status(w: Writer, codes: tuple[str, ...] = STATUSES) -> Fact:
    fact = w.period(w.new("status", "s")) | {"code": w.pick(*codes)}
    if w.maybe(0.25):
        fact["extent"] = w.pick(0, 49, 50, 51, 100)
    if fact["code"] == "income-support" and w.maybe(0.6):
        fact["detail"] = w.pick("top-up", "unemployed", "waiting-for-benefit")
    if fact["code"] == "resident" and w.maybe(0.9):
        fact["detail"] = w.pick("0680", "0682", "0685")
    return fact


def income(w: Writer) -> Fact:
    """Mostly income support for most of a year, or of two parts of one; else another income."""
    if w.maybe(0.4):
        return status(w, INCOME)
    fact = status(w, ("income-support",))
    if "end" in fact and w.maybe(0.6):
        fact["end"] = w.write(ordinal(fact["start"]) + w.pick(100, 150, 199, 250, 298, 299, 300, 400))
    return w.after(fact, 0.5, 66, 67, code="income-support")


def sick(w: Writer) -> Fact:
    """Sick leave of two months, or a day less or more, or of any length; or work."""
    fact = status(w, ("sickness-benefit", "sickness-benefit", "sickness-benefit", "work"))
    if "end" in fact and w.maybe(0.5):
        fact["end"] = w.write(ordinal(fact["start"]) + w.pick(57, 58, 59, 60))
    return fact


def youth(w: Writer) -> Fact:
    """Mostly the activity duty of a youth, begun before the twentieth birthday; else what may take over."""
    fact = status(w, YOUTH)
    if w.maybe(0.7):
        fact["start"] = w.write(w.turning - w.pick(0, 1, 29, 60, 61, 89, 90, 91, 150, 200, 400))
        fact |= {"end": w.day(after=w.turning)} if "end" in fact else {}
    return fact | {"actor": w.pick("youth-duty-unit", "youth-duty-unit", None)} if w.maybe(0.7) else fact


def long_status(w: Writer) -> Fact:
    """An episode of years that begins with the timeline."""
    fact = status(w, ("job-seeker", "job-seeker", "programme", "job-seeker-obstacle", "sickness-benefit"))
    fact |= {"start": w.write(w.days[0] + w.pick(0, 0, 1, 30))}
    return fact | ({"end": w.write(w.days[0] + w.pick(364, 365, 366, 420, 500, 800))} if "end" in fact else {})


def permit(w: Writer) -> Fact:
    return w.after(status(w, ("residence-permit",)), 0.3, 0, 1, 2, code="residence-permit")


def extension(w: Writer) -> Fact:
    """Somebody applied for a longer permit, mostly from its first day on and before it matters."""
    starts = [f["start"] for f in w.facts if f.get("code") == "residence-permit"]
    fact = decision(w, ("permit-extension-applied",))
    return fact | ({"on": w.write(ordinal(w.pick(*starts)) + w.pick(-1, 0, 1))} if starts and w.maybe(0.6) else {})


def support(w: Writer) -> Fact:
    """An income that no rule asks for by its name."""
    return status(w, ("other-income", "pension", "sickness-compensation", "establishment-benefit"))


def ending(w: Writer) -> Fact:
    """An episode that mostly ends."""
    codes = ("student-aid", "student-aid", "placement", "placement", "establishment-programme", "activity-support")
    fact = status(w, codes)
    w.later(fact, 0.7, "end")
    return fact


def bridging(w: Writer) -> Fact:
    return status(w, ("income-support",)) | {"detail": w.pick("waiting-for-benefit", "waiting-for-benefit", "sick")}


def thirty(w: Writer) -> Fact:
    """Mostly activity compensation up to about the thirtieth birthday; else another status."""
    fact = status(w, ("activity-compensation", "activity-compensation", "activity-compensation", "work", "pension"))
    if w.maybe(0.8):
        fact["start"] = w.write(w.turning - w.pick(0, 1, 30, 89, 90, 91, 200, 400))
        fact |= {"end": w.write(w.turning + w.pick(-30, -2, -1, 0, 1, 30))} if "end" in fact else {}
    return fact | {"actor": w.pick("social-insurance", "social-insurance", None)} if w.maybe(0.7) else fact


def resident(w: Writer) -> Fact:
    """Where the person lives: mostly one place after another, the first of them from the timeline's first day."""
    fact = status(w, ("resident",))
    if w.maybe(0.5):
        fact["start"] = w.write(w.days[0])
    moved = w.after(fact, 0.8, 1, 1, 1, 1, 2, 0, code="resident")
    return fact if moved is fact else {k: v for k, v in moved.items() if k != "end" or w.maybe(0.3)}


def handover(w: Writer) -> Fact:
    """A referral that was mostly accepted, about a year before the birthday that matters or later."""
    fact = referral(w) | {"answer": w.pick("accepted", "accepted", "accepted", "rejected")}
    if w.maybe(0.6):
        fact["answered"] = w.write(w.turning - w.pick(364, 365, 365, 366, 366, 30, -30))
    return w.like(fact, 0.8, "actor", "status")


def welcome(w: Writer) -> Fact:
    """A referral that was accepted, mostly soon after the person moved."""
    fact = referral(w) | {"answer": w.pick("accepted", "accepted", "rejected")}
    moves = [f["start"] for f in w.facts if f.get("code") == "resident"]
    return fact | ({"answered": w.write(ordinal(w.pick(*moves)) + w.pick(-1, 0, 1, 20, 60))} if moves else {})


def decision(w: Writer, codes: tuple[str, ...] = DECISIONS) -> Fact:
    return w.new("decision", "d") | {"code": w.pick(*codes), "on": w.day()}


def discharge(w: Writer) -> Fact:
    """Somebody is ready to be discharged, or about a month before was called for, or met."""
    ready = [f["on"] for f in w.facts if f.get("code") == "discharge-ready"]
    if not ready or w.maybe(0.6):
        return decision(w, ("discharge-ready", "discharge-ready", "discharged"))
    day = w.write(ordinal(w.pick(*ready)) + w.pick(-31, -30, -30, -29, -1, 0, 2, 3))
    return call(w) | {"sent": day} if w.maybe(0.6) else meeting(w) | {"on": day}


def language_right(w: Writer) -> Fact:
    """The day from which somebody may learn Swedish, or when the course was completed about three years later."""
    fact = decision(w, ("language-right-start", "language-right-start", "graduated"))
    starts = [f["on"] for f in w.facts if f.get("code") == "language-right-start"]
    if fact["code"] == "graduated" and starts and w.maybe(0.7):
        fact["on"] = w.write(ordinal(w.pick(*starts)) + w.pick(0, -1, 915, 916, 1000, 1095))
    return fact


def left_school(w: Writer) -> Fact:
    """School was left, mostly before the twentieth birthday, or completed."""
    fact = decision(w, ("left-school", "left-school", "graduated"))
    return fact | ({"on": w.write(w.turning - w.pick(13, 14, 15, 30, 60, 200, 365))} if w.maybe(0.6) else {})


def assessment(w: Writer) -> Fact:
    fact = w.period(w.new("assessment", "as"), 0.4) | {"outcome": w.pick("able", "unable", "unable", "partly")}
    if w.maybe(0.7):
        fact["actor"] = w.pick("social-insurance", "employment-service")
        fact["outcome"] = {"social-insurance": "able", "employment-service": "unable"}[fact["actor"]]
        if w.maybe(0.2):
            fact["outcome"] = "unable"
    return fact
