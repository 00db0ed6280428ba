"""The person moved to another municipality and the plan was not handed over."""

from collections.abc import Iterator, Sequence

from app.domain.days import NEVER, Day, DaySet, between, earliest_since
from app.domain.facts import MainResponsible, Plan, Referral, Status
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, covered, holds_on

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2026-10-01}
  - {id: main1, kind: main-responsible, plan: plan, actor: primary-care, start: 2026-10-01, end: 2027-06-06}
  - {id: before, kind: status, actor: social-services, code: resident, detail: '0680', start: 2020-01-01,
     end: 2027-03-31}
  - {id: after, kind: status, actor: social-services, code: resident, detail: '0687', start: 2027-04-01}
  - {id: main2, kind: main-responsible, plan: plan, actor: social-services, start: 2027-06-07}
gaps:
  - {rule: moved-mid-plan, subject: after, owner: primary-care, opens: 2027-04-15, critical: 2027-05-16,
     closes: 2027-06-07}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2026-10-01}
  - {id: before, kind: status, actor: social-services, code: resident, detail: '0680', start: 2020-01-01,
     end: 2027-03-31}
  - {id: after, kind: status, actor: social-services, code: resident, detail: '0687', start: 2027-04-01}
  - {id: main, kind: main-responsible, plan: plan, actor: social-services, start: 2027-04-15}
gaps: []
"""


def _brought(t: Timeline, resident: Status) -> Sequence[Plan]:
    """The plans that were open on the last day in the former municipality."""
    return [plan for plan in t.of(Plan) if holds_on(plan, resident.start - 1)]


def _owner(t: Timeline, resident: Status, opens: Day) -> str:
    """The owner of the plan that is still open; of several the one begun first."""
    still_open = [plan for plan in _brought(t, resident) if holds_on(plan, opens)]
    return plan_owner(t, min(still_open, key=lambda plan: (plan.start, plan.id)), opens)


@rule(
    id="moved-mid-plan",
    title_sv="Flytt till annan kommun mitt i planen",
    title_en="Moved to another municipality in the middle of the plan",
    explanation_en="The person has moved to another municipality while the plan is open, and nobody new has taken it "
    "over yet. Whoever holds the responsibility keeps it until then. Contact the new municipality, if "
    "the person wants it, and hand over what is going on.",
    remedy_sv="Glappet stängs när en ny huvudansvarig tar över planen, när en överlämning tas emot, när personen "
    "flyttar igen, eller när planen avslutas.",
    remedy_en="Closes when a new main responsible takes over the plan, when a referral is accepted, when the "
    "person moves again, or when the plan ends.",
    prevention_sv="en ny huvudansvarig tar över planen, en överlämning tas emot, eller personen flyttar igen",
    prevention_en="a new main responsible takes over the plan, a referral is accepted, or the person moves again",
    explanation_sv="Personen har flyttat till en annan kommun medan planen pågår, och ännu har ingen ny tagit över "
    "den. Den som har ansvaret behåller det tills vidare. Ta kontakt med den nya kommunen, om "
    "personen vill, och lämna över det som är på gång.",
    sources=(Source("default", "Fjorton dagar är tjänstens eget förslag."),),
    thresholds={"handed_over_within": Threshold(14, "default")},
    subject=Each(Status, "resident"),
    reads=(Status, Plan, MainResponsible, Referral),
    statuses=("resident", "protected-identity"),
    owner=_owner,
    severity="high",
    lead=14,
    critical_after=31,
    of_place=True,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def moved_mid_plan(t: Timeline, resident: Status, limits: Limits) -> DaySet:
    """In the plans that the person brought along, until one is handed over; off while the identity is protected."""
    if not _came_from_another(t, resident):
        return NEVER
    moved = resident.start
    plans = _brought(t, resident)
    settled = earliest_since(moved, _settling(t, plans, moved))
    open_since = between(moved, settled) & covered(plans)
    return open_since.held(limits.handed_over_within) - t.status("protected-identity")


def _came_from_another(t: Timeline, resident: Status) -> bool:
    """Whether the person lived in another municipality the day before; both have to be known."""
    known = (None, resident.detail)
    for other in t.coded(Status, "resident"):
        if other.detail not in known and holds_on(other, resident.start - 1):
            return resident.detail is not None
    return False


def _settling(t: Timeline, plans: Sequence[Plan], moved: Day) -> Iterator[Day | None]:
    """The days of what settles a move: a new responsible, an accepted referral, or the next move."""
    yield from (main.start for plan in plans for main in t.referring(MainResponsible, "plan", plan.id))
    yield from (referral.answered for referral in t.of(Referral) if referral.answer == "accepted")
    yield earliest_since(moved + 1, (resident.start for resident in t.coded(Status, "resident")))
