"""An open need that no actor has accepted."""

from app.domain.days import DaySet
from app.domain.facts import MainResponsible, Need, Ownership, Plan
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: adult-education, start: 2027-09-01}
  - {id: sfi, kind: need, plan: plan, actor: adult-education, category: education, start: 2027-09-10,
     end: 2027-10-31}
gaps:
  - {rule: need-unowned, subject: sfi, owner: adult-education, opens: 2027-09-24, critical: 2027-10-10,
     closes: 2027-11-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: adult-education, start: 2027-09-01}
  - {id: sfi, kind: need, plan: plan, actor: adult-education, category: education, start: 2027-09-10,
     end: 2027-09-23}
gaps: []
"""


@rule(
    id="need-unowned",
    title_sv="Behov utan ansvarig aktör",
    title_en="Need without an accountable actor",
    explanation_en="A need in the plan has no actor yet that answers for it. Ask the actors in the plan who can take "
    "it, or call the one that is missing; if the person handles it alone, record that.",
    remedy_sv="Glappet stängs när en aktör eller personen själv tar på sig behovet, när det antecknas att personen "
    "sköter det själv, eller när behovet eller planen avslutas.",
    remedy_en="Closes when an actor or the person takes on the need, when it is recorded that the person handles "
    "it alone, or when the need or the plan ends.",
    prevention_sv="en aktör eller personen själv tar på sig behovet, eller det antecknas att personen sköter det själv",
    prevention_en="an actor or the person takes on the need, or it is recorded that the person handles it alone",
    explanation_sv="Ett behov i planen har ännu ingen aktör som svarar för det. Fråga de aktörer som är "
    "med i planen vem som kan ta det, eller kalla den som saknas. Sköter personen behovet själv så "
    "anteckna det, då försvinner glappet.",
    sources=(
        Source("law", "Planen ska ange vilka insatser varje huvudman svarar för", "sip"),
        Source("default", "Fjorton dagar är tjänstens eget förslag."),
    ),
    thresholds={"settling": Threshold(14, "default")},
    subject=Each(Need),
    reads=(Plan, Need, Ownership, MainResponsible),
    owner=plan_owner,
    severity="high",
    lead=7,
    critical_after=16,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def need_unowned(t: Timeline, need: Need, limits: Limits) -> DaySet:
    """The need has been open without owner for as long as it may take to settle who has it."""
    return t.unowned(need).held(limits.settling)
