"""The actor that was called for a need declined, and nobody else has taken the need."""

from app.domain.days import NEVER, DaySet, since
from app.domain.facts import Call, MainResponsible, Need, Ownership, Plan
from app.domain.gaps.owners import owner_of_its_plan
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-01-11}
  - {id: main, kind: main-responsible, plan: plan, actor: psychiatry, start: 2027-01-11}
  - {id: work, kind: need, plan: plan, actor: social-services, category: work, start: 2027-01-11}
  - {id: call, kind: call, need: work, actor: social-services, to: employment-service, form: invitation,
     sent: 2027-01-18, answered: 2027-01-25, answer: declined}
  - {id: own, kind: ownership, need: work, actor: labour-market-unit, start: 2027-03-01}
gaps:
  - {rule: call-declined-uncovered, subject: call, owner: psychiatry, opens: 2027-02-01,
     critical: 2027-02-15, closes: 2027-03-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-01-11}
  - {id: work, kind: need, plan: plan, actor: social-services, category: work, start: 2027-01-11}
  - {id: call, kind: call, need: work, actor: social-services, to: employment-service, form: invitation,
     sent: 2027-01-18, answered: 2027-01-25, answer: declined}
  - {id: own, kind: ownership, need: work, actor: labour-market-unit, start: 2027-02-01}
gaps: []
"""


@rule(
    id="call-declined-uncovered",
    title_sv="Tackat nej, behovet utan ersättare",
    title_en="Declined, and nobody else has the need",
    explanation_en="The actor that was called said no, and nobody else has taken on the need it was called for. Find "
    "out together who can, or raise the question in the plan.",
    remedy_sv="Glappet stängs när någon tar på sig behovet, när det antecknas att personen sköter det själv, eller "
    "när behovet eller planen avslutas.",
    remedy_en="Closes when somebody takes on the need, when it is recorded that the person handles it alone, or "
    "when the need or the plan ends.",
    prevention_sv="någon tar på sig behovet, eller det antecknas att personen sköter det själv",
    prevention_en="somebody takes on the need, or it is recorded that the person handles it alone",
    explanation_sv="Den aktör som kallades för behovet har tackat nej, och ännu har ingen annan tagit på sig det. "
    "Ett nej kan ha goda skäl, men behovet finns kvar. Fråga en annan aktör, eller ta upp tillsammans "
    "med personen hur behovet ska mötas.",
    sources=(Source("default", "Fem arbetsdagar är tjänstens eget förslag."),),
    thresholds={"taken_within": Threshold(5, "default", "working days")},
    subject=Each(Call),
    reads=(Call, Need, Ownership, Plan, MainResponsible),
    owner=owner_of_its_plan,
    severity="high",
    lead=5,
    critical_after=14,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def call_declined_uncovered(t: Timeline, call: Call, limits: Limits) -> DaySet:
    """From some working days after the answer, for as long as nobody has the need."""
    need = t.need(call.need)
    if need is None or call.answered is None or call.answer != "declined":
        return NEVER
    return since(t.calendar.add(call.answered, limits.taken_within)) & t.unowned(need)
