"""Student aid ended two weeks ago and nothing follows."""

from app.domain.days import DaySet
from app.domain.facts import Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, REGISTERED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: aid, kind: status, actor: student-aid, code: student-aid, start: 2026-08-31, end: 2027-06-06}
  - {id: job, kind: status, actor: person, code: work, start: 2027-08-02}
gaps:
  - {rule: student-aid-ending, subject: aid, owner: student-aid, opens: 2027-06-21, critical: 2027-07-05,
     closes: 2027-08-02}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: aid, kind: status, actor: student-aid, code: student-aid, start: 2026-08-31, end: 2027-06-06}
  - {id: job, kind: status, actor: person, code: work, start: 2027-06-21}
gaps: []
"""


@rule(
    id="student-aid-ending",
    title_sv="Studiemedel upphör",
    title_en="Student aid ends",
    explanation_en="Student aid has ended, and neither an income, an occupation nor a registration is known yet. Ask "
    "the person about the summer or the time after the studies, and whether help is needed to apply for "
    "something.",
    remedy_sv="Glappet stängs när arbete, studier, en ersättning eller en inskrivning hos Arbetsförmedlingen blir "
    "känd, när studiemedlet börjar igen, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when work, studies, a benefit or a registration with the employment service becomes known, "
    "when student aid begins again, or when the time that the rule watches is over.",
    prevention_sv="arbete, studier, en ersättning eller en inskrivning hos Arbetsförmedlingen börjar",
    prevention_en="work, studies, a benefit or a registration with the employment service begins",
    explanation_sv="Studiemedlet har tagit slut, och varken inkomst, sysselsättning eller inskrivning är känd ännu. "
    "Fråga personen hur sommaren eller tiden efter studierna ser ut, och om det behövs hjälp att söka "
    "något.",
    sources=(Source("default", "Fjorton dagar, och att följa upp i nittio, är tjänstens eget förslag."),),
    thresholds={"watched": Threshold(90, "default"), "grace": Threshold(14, "default")},
    subject=Each(Status, "student-aid"),
    reads=(Status,),
    statuses=(*SUPPORTED, *OCCUPIED, *REGISTERED),
    owner=own_actor,
    severity="low",
    lead=30,
    critical_after=14,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def student_aid_ending(t: Timeline, aid: Status, limits: Limits) -> DaySet:
    """After the last day and the days of grace, without income, occupation or registration."""
    return (t.aftermath(aid, limits.watched) - t.supported - t.occupied - t.registered).held(limits.grace)
