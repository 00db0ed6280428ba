"""Who moves what: an item's owner, whom a question was put to, the person."""

from typing import Any, Final

from tests.security.askers import Asker
from tests.security.oracle.contributing import consenting
from tests.security.oracle.row import Row, move, read
from tests.security.people import DAY, PAPER, Somebody

TAKEN_BACK: Final[dict[str, Any]] = {"reason": "Fel"}
REPORT: Final = {"done": "Arbetsträning", "actors": ["&party"], "remains": "Kontakt"}


def consented(**more: Any) -> dict[str, Any]:
    """A move of a consent: of one that was withdrawn there is none."""
    return {"by": "the person or whom it names", "answers_in": {"withdrawn": 409}, **more}


def card(**sent: Any) -> Row:
    """An agency works its own cards, and nobody else's."""
    return move(
        "finding", only="agencies", known="its own actor", by="whoever sees it", says="the name by a finding", **sent
    )


def accepting(me: Somebody, asker: Asker) -> dict[str, Any]:
    """What is sent to say that a version was signed: a system names who saw it."""
    return dict(PAPER)


MOVING: Final[dict[str, Row]] = {
    "POST /activities/{activity}/acceptance": move("act_proposed", by="the person or its owner"),
    "POST /activities/{activity}/cancellation": move("act_own", "act_planned", reason="Behövs inte"),
    "POST /activities/{activity}/completion": move("act_ongoing"),
    "POST /activities/{activity}/dropout": move("act_ongoing", reason="Kom inte"),
    "POST /activities/{activity}/interruption": move("act_ongoing", reason="Flyttade"),
    "POST /activities/{activity}/start": move("act_own", "act_planned"),
    "POST /appointments/{appointment}/cancellation": move("appt", reason="Sjukdom"),
    "POST /appointments/{appointment}/holding": move("appt", on=DAY, outcome="plan"),
    "POST /appointments/{appointment}/rebooking": move("appt", on="2026-12-17"),
    "POST /calls/{call}/answer": move("call_party", "call_addressee", by="whom it was put to", answer="coming"),
    "POST /calls/{call}/cancellation": move("call_party", "call_addressee", reason="Fel dag"),
    "POST /calls/{call}/answer-link": move("call_party", "call_addressee", answers=201, says="nothing"),
    "POST /consents/{consent}/replacement": move(
        "consent", needs="consent", says="what was sent", sends=consenting, **consented(answers=201)
    ),
    "POST /consents/{consent}/withdrawal": move("consent", needs="consent", **consented()),
    "POST /legal-bases/{legalbasis}/withdrawal": move("legal_basis", **TAKEN_BACK),
    "POST /mandates/{mandate}/acceptance": move("mandate", by="the person"),
    "POST /mandates/{mandate}/withdrawal": move("mandate", by="the person or its owner"),
    "POST /contact-wishes/{contactwish}/withdrawal": move("wish", **TAKEN_BACK),
    "POST /crisis-plans/{crisisplan}/withdrawal": move("crisis", **TAKEN_BACK),
    "POST /voices/{voice}/withdrawal": move("voice", **TAKEN_BACK),
    "POST /end-reports/{endreport}/withdrawal": move("end_report", **TAKEN_BACK),
    "POST /goal-outcomes/{goaloutcome}/withdrawal": move("goal_outcome", **TAKEN_BACK),
    "POST /ladder-steps/{ladderstep}/withdrawal": move("step", **TAKEN_BACK),
    "POST /questionnaires/{questionnaire}/withdrawal": move("answers", **TAKEN_BACK),
    "POST /follow-ups/{followup}/holding": move("follow_up"),
    "POST /follow-ups/{followup}/rebooking": move("follow_up", due="2027-02-15"),
    "POST /handlers/{handler}/closing": move("handler", reason="Byter"),
    "POST /main-responsible/{mainresponsible}/closing": move("main", reason="Byter"),
    "POST /needs/{need}/closing": move("need_work", "need_health", reason="Mött"),
    "POST /ownerships/{ownership}/closing": move("ownership", reason="Mött"),
    "POST /meetings/{meeting}/outcome": move("meeting", answer="plan"),
    "POST /messages/{message}/withdrawal": move("message", "message_party", "message_person", **TAKEN_BACK),
    "POST /referrals/{referral}/answer": move("ref_sent", by="whom it was put to", answer="accepted"),
    "POST /referrals/{referral}/start": move("ref_accepted", by="whom it was put to"),
    "POST /referrals/{referral}/completion": move("ref_started", by="whom it was put to"),
    "POST /referrals/{referral}/failure": move("ref_started", by="whom it was put to", code="not-reached"),
    "POST /referrals/{referral}/withdrawal": move("ref_sent", reason="Behövs inte"),
    "POST /tasks/{task}/answer": move("task", by="whom it was put to", answer="accepted"),
    "POST /plans/{plan}/activation": move("draft", reason="Det brådskar"),
    "POST /plans/{plan}/refusal": move("draft", by="the person or its owner", reason="not-now"),
    "POST /plans/{plan}/closing": move("plan", reason="goals-met", end_report=REPORT),
    "POST /plans/{plan}/reopening": move("closed", reason="Det behövs igen"),
    "POST /plans/{plan}/versions/{version}/acceptance": move("plan", by="who takes part", says="its version"),
    "POST /plans/{plan}/versions/{version}/contradiction": move(
        "plan", by="the person", refused=404, reason="Nej", says="its version"
    ),
    "POST /plans/{plan}/versions/{version}/paper-acceptance": move(
        "other", only="agencies", by="who takes part", says="its version", sends=accepting
    ),
    "POST /persons/{person}/corrections": move(
        "follow_up", only="agencies", item="@follow_up", reason="persons-mixed-up", says="nothing"
    ),
    "POST /persons/{person}/legal-holds/{hold}/release": Row(
        needs="write", only="agencies", of=("hold",), known="its own actor", says="why it is kept",
        sends=lambda *_: {"reason": "Det är avgjort"},
    ),
    "POST /persons/{person}/merges/{merge}/review": Row(
        needs="write and unit", only="caseworkers", of=("merge",), known="its own actor",
        sends=lambda *_: {"outcome": "declined", "reason": "evidence-insufficient"},
    ),
    # Nothing has been applied.
    "POST /persons/{person}/merges/{merge}/undo": Row(
        needs="write and unit", only="caseworkers", of=("merge",), known="its own actor", answers=409,
        sends=lambda *_: {"reason": "different-persons"},
    ),
    "POST /persons/{person}/named-handlers/{handler}/ending": Row(
        needs="unit", only="agencies", of=("named_handler",), known="its own actor", protected="everybody",
        sends=lambda *_: {},
    ),
    "POST /findings/{finding}/acknowledgement": card(),
    "POST /findings/{finding}/dismissal": card(reason="Inte vårt"),
    "POST /findings/{finding}/resolution": card(code="fixed"),
    "POST /findings/{finding}/snooze": card(until="2026-12-01", reason="Väntar"),
    "POST /caseload-searches": read(
        only="caseworkers", known="everybody", protected="everybody", says="the caseload",
        sends=lambda *_: {"name": "Kanarie"},
    ),
    "POST /caseload-transfers": Row(
        needs="write", only="caseworkers", protected="everybody", by="whoever has plans in hand", refused=409,
        read_back=True,
        sends=lambda *_: {"to": "bo", "note": "Föräldraledig"},
    ),
    "POST /deputies": Row(
        needs="write", only="caseworkers", protected="everybody",
        sends=lambda *_: {"deputy": "bo", "start": DAY, "end": "2027-01-09"}
    ),
    "POST /deputies/{deputy}/ending": Row(
        needs="write or unit", of=("deputy",), known="its own actor", protected="everybody",
        by="whoever is away or the unit", sends=lambda *_: {},
    ),
}  # fmt: skip
