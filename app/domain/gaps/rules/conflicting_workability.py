"""One actor says able to work, another says unable, and they have not met."""

from collections.abc import Sequence

from app.domain.days import NEVER, Day, DaySet, all_of
from app.domain.facts import Assessment, Meeting, Person
from app.domain.gaps.owners import holder, own
from app.domain.gaps.rule import Each, Inhibitor, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: vc, kind: assessment, actor: primary-care, outcome: unable, start: 2027-02-01, end: 2027-06-30}
  - {id: fk, kind: assessment, actor: social-insurance, outcome: able, start: 2027-03-01}
  - {id: met, kind: meeting, actor: primary-care, on: 2027-05-31, outcome: plan}
gaps:
  - {rule: conflicting-workability, subject: person, owner: social-insurance, opens: 2027-03-15,
     critical: 2027-04-30, closes: 2027-05-31}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: vc, kind: assessment, actor: primary-care, outcome: unable, start: 2027-02-01, end: 2027-04-21}
  - {id: fk, kind: assessment, actor: social-insurance, outcome: able, start: 2027-03-01}
  - {id: met, kind: meeting, actor: primary-care, on: 2027-03-08, outcome: plan}
gaps: []
"""


def _assessments(t: Timeline, *outcomes: str) -> Sequence[Assessment]:
    """The assessments with one of these outcomes, of which it is known whose they are."""
    return [one for one in t.of(Assessment) if one.outcome in outcomes and one.actor is not None]


def _assessed_last(t: Timeline, _person: Person, opens: Day) -> str:
    """The actor that made the latest of the assessments which hold on the opening day."""
    return own(t, holder(_assessments(t, "able", "unable"), opens))


@rule(
    id="conflicting-workability",
    title_sv="Motstridiga bedömningar av arbetsförmåga",
    title_en="Conflicting assessments of the ability to work",
    explanation_en="One actor judges that the person can work, another that the person cannot, and they have not met "
    "about it. Call them to a joint meeting, so that the person does not have to carry messages between "
    "them.",
    remedy_sv="Glappet stängs när ett möte hålls, eller när någon av bedömningarna ändras eller upphör.",
    remedy_en="Closes when a meeting is held, or when either judgement changes or ends.",
    prevention_sv="ett möte hålls, eller en av bedömningarna ändras",
    prevention_en="a meeting is held, or one of the judgements changes",
    explanation_sv="Två aktörer bedömer personens arbetsförmåga olika, och de har inte träffats om det. Båda kan ha "
    "goda skäl. Bjud in till ett gemensamt möte där personen är med, så att det blir tydligt vad som "
    "gäller nu.",
    sources=(
        Source("default", "Fjorton dagar, och trettio efter ett möte, är tjänstens förslag (ISF, Riksrevisionen)."),
    ),
    thresholds={"unsettled": Threshold(14, "default"), "met_within": Threshold(30, "default")},
    subject=ThePerson(Each(Assessment)),
    reads=(Assessment, Meeting),
    owner=_assessed_last,
    severity="high",
    lead=7,
    critical_after=46,
    inhibited_by=(Inhibitor("zero-between-fk-af"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def conflicting_workability(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """Able to one actor and unable to another, every day of two weeks, with no meeting in the last month."""
    conflict = all_of(
        [
            days(able) & days(unable)
            for able in _assessments(t, "able")
            for unable in _assessments(t, "unable")
            if able.actor != unable.actor
        ]
    )
    if not conflict:
        return NEVER
    return (conflict - t.met.once(limits.met_within)).held(limits.unsettled)
