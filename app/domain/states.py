"""The state that an item of the plan is in on a day."""

from app.domain.days import Day
from app.domain.facts import (
    Activity,
    Appointment,
    Call,
    Consent,
    ContactWish,
    CrisisPlan,
    EmergencyAccess,
    EndReport,
    Fact,
    LegalBasis,
    Mandate,
    Meeting,
    Message,
    Minutes,
    Plan,
    Referral,
    Task,
    Voice,
)
from app.domain.item import Item


def state_of(item: Item, today: Day) -> str:
    """The item's state today; `void` when it was taken away."""
    return "void" if item.void else state_by(item.content, tentative=item.tentative, today=today)


def state_by(content: Fact, *, tentative: bool, today: Day) -> str:
    """The state that the content is in today; `tentative` until it is agreed. An end that lies ahead is none yet."""
    match content:
        case Plan(end=end):
            if end is not None and end <= today:
                return "refused" if tentative else "closed"
            return "draft" if tentative else "active"
        case Consent() | LegalBasis() | Mandate():
            return _granting(content, tentative=tentative, today=today)
        case Activity(outcome=str(outcome)):
            return outcome
        case Activity(start=start, end=end):
            if end is not None and end <= today:
                return "completed"
            return "ongoing" if start is not None else "proposed" if tentative else "planned"
        case Call(cancelled_on=int()) | Appointment(cancelled_on=int()):
            return "cancelled"
        case Appointment(held=held, rebooked_on=rebooked):
            return "held" if held is not None else "rescheduled" if rebooked is not None else "called"
        case Call(rebooked_on=int()):
            return "rebooked"
        case Minutes(amended_by=amended_by):
            return "current" if amended_by is None else "amended"
        case EndReport(closed_on=int()):
            return "final"
        case Task(answer=answer):
            return answer or "put"
        case Meeting(outcome=outcome):
            return outcome
        case Call(answered=int(), answer=str(answer)):
            return answer
        case Referral(closed=int(), failure=failure):
            return "completed" if failure is None else "failed"
        case Referral(started=int()):
            return "started"
        case Referral(answered=int(), answer=str(answer)):
            return answer
        case Message() | CrisisPlan() | Voice() | ContactWish() | EmergencyAccess():
            return "written"
        case Call() | Referral():
            return "sent"
    for field, name in (
        ("withdrawn_on", "withdrawn"),
        ("held", "held"),
        ("rebooked_on", "rebooked"),
        ("end", "ended"),
    ):
        on = getattr(content, field, None)
        if on is not None and on <= today:
            return name
    return "current"


def _granting(content: Consent | LegalBasis | Mandate, *, tentative: bool, today: Day) -> str:
    """Where that stands by which somebody sees or acts: it holds from its first day to its last."""
    replaced_on = content.replaced_on if isinstance(content, Consent) else None
    if replaced_on is not None and replaced_on <= min(today, content.withdrawn_on or today):
        return "replaced"
    if content.withdrawn_on is not None and content.withdrawn_on <= today:
        return "withdrawn"
    if tentative:
        return "draft"
    if isinstance(content, Mandate) and content.form == "proxy" and content.accepted_on is None:
        return "awaiting"
    if today < content.start:
        return "upcoming"
    return "in-force" if content.end is None or today <= content.end else "expired"
