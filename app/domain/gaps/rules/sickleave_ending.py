"""Sickness or rehabilitation benefit ended and nothing follows."""

from app.domain.days import DaySet
from app.domain.facts import Activity, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, REGISTERED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: sick, kind: status, actor: social-insurance, code: sickness-benefit, start: 2026-10-05,
     end: 2027-02-28}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-04-12}
gaps:
  - {rule: sickleave-ending, subject: sick, owner: social-insurance, opens: 2027-03-01,
     critical: 2027-03-08, closes: 2027-04-12}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: sick, kind: status, actor: social-insurance, code: sickness-benefit, start: 2026-10-05,
     end: 2027-02-28}
  - {id: training, kind: activity, actor: rehabilitation, planned_start: 2027-03-01, start: 2027-03-01}
gaps: []
"""


@rule(
    id="sickleave-ending",
    title_sv="Sjukskrivning upphör utan nästa steg",
    title_en="Sick leave ends without a next step",
    explanation_en="Sickness or rehabilitation benefit has ended (or soon will), and neither work, another income, an "
    "activity nor a registration is known. Ask the person what happens next, and help with the next step "
    "before the last day.",
    remedy_sv="Glappet stängs när arbete, studier, en annan ersättning, en insats eller en inskrivning hos "
    "Arbetsförmedlingen blir känd, när ersättningen börjar igen, eller när tiden som regeln bevakar är "
    "slut.",
    remedy_en="Closes when work, studies, another benefit, an activity or a registration with the employment "
    "service becomes known, when the benefit begins again, or when the time that the rule watches is "
    "over.",
    prevention_sv="arbete, studier, en ersättning, en insats eller en inskrivning hos Arbetsförmedlingen börjar",
    prevention_en="work, studies, a benefit, an activity or a registration with the employment service begins",
    explanation_sv="Sjukpenningen eller rehabiliteringspenningen har tagit slut (eller gör det snart), och varken "
    "arbete, annan inkomst, insats eller inskrivning är känd. Fråga personen vad som händer sedan, "
    "och hjälp till med nästa steg redan före sista dagen.",
    sources=(Source("default", "Att följa upp i nittio dagar är tjänstens eget förslag."),),
    thresholds={"watched": Threshold(90, "default")},
    subject=Each(Status, "sickness-benefit", "rehabilitation-benefit"),
    reads=(Status, Activity),
    statuses=(*SUPPORTED, *OCCUPIED, *REGISTERED),
    owner=own_actor,
    severity="high",
    lead=30,
    critical_after=7,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def sickleave_ending(t: Timeline, benefit: Status, limits: Limits) -> DaySet:
    """After the last day, without income, occupation, activity or registration."""
    return t.aftermath(benefit, limits.watched) - t.supported - t.occupied - t.active - t.registered
