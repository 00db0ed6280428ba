"""At least two actors have accepted needs, but only one of them all does anything."""

from collections.abc import Iterable, Sequence

from app.domain.days import NEVER, DaySet, all_of, twice
from app.domain.facts import Activity, MainResponsible, Need, Ownership, Plan
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, days, running

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: health, kind: need, plan: plan, actor: primary-care, category: health, start: 2027-01-11}
  - {id: work, kind: need, plan: plan, actor: primary-care, category: work, start: 2027-01-11}
  - {id: own1, kind: ownership, need: health, actor: psychiatry, start: 2027-01-11}
  - {id: own2, kind: ownership, need: work, actor: labour-market-unit, start: 2027-01-11}
  - {id: practice, kind: activity, need: work, actor: labour-market-unit, planned_start: 2027-02-01,
     start: 2027-02-01}
  - {id: talks, kind: activity, need: health, actor: psychiatry, planned_start: 2027-06-07,
     start: 2027-06-07}
gaps:
  - {rule: single-actor-plan, subject: plan, owner: primary-care, opens: 2027-03-03, critical: 2027-05-02,
     closes: 2027-06-07}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: health, kind: need, plan: plan, actor: primary-care, category: health, start: 2027-01-11}
  - {id: work, kind: need, plan: plan, actor: primary-care, category: work, start: 2027-01-11}
  - {id: own1, kind: ownership, need: health, actor: psychiatry, start: 2027-01-11}
  - {id: own2, kind: ownership, need: work, actor: labour-market-unit, start: 2027-01-11}
  - {id: practice, kind: activity, need: work, actor: labour-market-unit, planned_start: 2027-02-01,
     start: 2027-02-01}
  - {id: talks, kind: activity, need: health, actor: psychiatry, planned_start: 2027-03-03,
     start: 2027-03-03}
gaps: []
"""


@rule(
    id="single-actor-plan",
    title_sv="Samordnad plan med en enda aktör",
    title_en="A shared plan in which one actor does everything",
    explanation_en="Several actors have taken on needs in the plan, but only activities of one of them are running. "
    "Talk through what the others wait for, and book what is due from them.",
    remedy_sv="Glappet stängs när en insats hos en aktör till pågår, när inte längre flera aktörer har behov i "
    "planen, eller när planen avslutas. Den stängs också om den enda insatsen upphör; då kan en annan "
    "regel ta vid.",
    remedy_en="Closes when an activity of one more actor runs, when several actors no longer own needs in the "
    "plan, or when the plan ends. It also closes if the only activity ends; another rule may then take "
    "over.",
    prevention_sv="en insats hos en aktör till börjar",
    prevention_en="an activity of one more actor begins",
    explanation_sv="Flera aktörer har tagit på sig behov i planen, men just nu pågår bara insatser från en av dem. "
    "Se efter tillsammans om det är som det ska vara en tid framöver. Annars: boka det som väntar hos "
    "de andra.",
    sources=(Source("default", "Trettio dagar är tjänstens eget förslag."),),
    thresholds={"alone": Threshold(30, "default")},
    subject=Each(Plan),
    reads=(Plan, Need, Ownership, Activity, MainResponsible),
    owner=plan_owner,
    severity="low",
    lead=0,
    critical_after=60,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def single_actor_plan(t: Timeline, plan: Plan, limits: Limits) -> DaySet:
    """Exactly one actor has something going on, while at least two have accepted open needs."""
    if plan.internal:
        return NEVER
    accepted: list[tuple[str | None, DaySet]] = []
    for need in t.referring(Need, "plan", plan.id):
        for ownership in t.referring(Ownership, "need", need.id):
            accepted.append((ownership.actor, t.need_open(need) & days(ownership)))
    answering = twice(_by_actor(t, accepted))
    if not answering:
        return NEVER
    doing = _by_actor(t, [(activity.actor, running(activity)) for activity in t.of_plan(Activity, plan)])
    alone = all_of(doing) - twice(doing)
    return (t.plan_open(plan) & alone & answering).held(limits.alone)


def _by_actor(t: Timeline, parts: Iterable[tuple[str | None, DaySet]]) -> Sequence[DaySet]:
    """The days of each actor; the person, and an actor that nobody knows, are left out."""
    found: dict[str, DaySet] = {}
    for actor, part in parts:
        if actor in found:
            found[actor] |= part
        elif actor is not None and t.function_of(actor) != "person":
            found[actor] = part
    return list(found.values())
