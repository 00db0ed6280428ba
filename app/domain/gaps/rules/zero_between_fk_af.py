"""Social insurance says able to work, the employment service says unable to take part; there is no income."""

from app.domain.days import NEVER, DaySet, all_of, between
from app.domain.facts import Assessment, Decision, MainResponsible, Person, Plan, Status
from app.domain.gaps.owners import person_owner
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, SUPPORTED, Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: rehabilitation, start: 2027-01-01}
  - {id: fk, kind: assessment, actor: social-insurance, outcome: able, start: 2027-01-20}
  - {id: af, kind: assessment, actor: employment-service, outcome: unable, start: 2027-02-01}
  - {id: study, kind: status, actor: person, code: study, extent: 75, start: 2027-08-30}
gaps:
  - {rule: zero-between-fk-af, subject: person, owner: rehabilitation, opens: 2027-03-03,
     critical: 2027-05-02, closes: 2027-08-30}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: fk, kind: assessment, actor: social-insurance, outcome: able, start: 2027-01-20}
  - {id: af, kind: assessment, actor: employment-service, outcome: unable, start: 2027-02-01,
     end: 2027-03-02}
gaps: []
"""


@rule(
    id="zero-between-fk-af",
    title_sv="Utan ersättning mellan Försäkringskassan och Arbetsförmedlingen",
    title_en="Without income between social insurance and the employment service",
    explanation_en="Social insurance judges that the person can work, the employment service that the person cannot "
    "take part, and no income is known. Both may have followed their rules. Call them to a joint meeting "
    "and find out what the person lives on: an income that nobody reported is not seen here.",
    remedy_sv="Glappet stängs när någon av bedömningarna ändras eller upphör, eller när en ersättning, inkomst "
    "eller sysselsättning blir känd.",
    remedy_en="Closes when either judgement changes or ends, or when a benefit, an income or an occupation becomes "
    "known.",
    prevention_sv="en ersättning, en inkomst eller en sysselsättning börjar, eller en av bedömningarna ändras",
    prevention_en="a benefit, an income or an occupation begins, or one of the judgements changes",
    explanation_sv="Försäkringskassan bedömer att personen kan arbeta, Arbetsförmedlingen att personen "
    "inte kan delta, och ingen inkomst är känd. Båda kan ha följt sina regler. Kalla dem till ett "
    "gemensamt möte och ta reda på vad personen lever av: en inkomst som ingen har rapporterat syns "
    "inte här.",
    sources=(
        Source("agency", "ISF 2023:15 räknar tre månader utan ersättning som kritiskt."),
        Source("default", "Trettio dagar, och att ett avslag gäller i ett år, är tjänstens eget förslag."),
    ),
    thresholds={"without_income": Threshold(30, "default"), "denial_counts": Threshold(365, "default")},
    subject=ThePerson(Each(Assessment), Each(Decision, "sickness-benefit-denied")),
    reads=(Assessment, Decision, Status, Plan, MainResponsible),
    statuses=("job-seeker-obstacle", *SUPPORTED, *OCCUPIED),
    owner=person_owner,
    severity="critical",
    lead=14,
    critical_after=60,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def zero_between_fk_af(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """Able to the one and unable to the other, for a month without income or occupation."""
    denied = all_of(
        [
            between(denial.on, denial.on + limits.denial_counts)
            for denial in t.coded(Decision, "sickness-benefit-denied")
        ]
    )
    able = _assessed(t, "social-insurance", "able") | denied
    if not able:
        return NEVER
    able -= _assessed(t, "social-insurance", "unable")
    unable = _assessed(t, "employment-service", "unable") | t.status("job-seeker-obstacle")
    return ((able & unable) - t.supported - t.occupied).held(limits.without_income)


def _assessed(t: Timeline, function: str, outcome: str) -> DaySet:
    """The days on which an agency of this function holds this judgement of the ability to work."""
    return covered(
        [
            assessment
            for assessment in t.of(Assessment)
            if assessment.outcome == outcome
            and assessment.actor is not None
            and t.function_of(assessment.actor) == function
        ]
    )
