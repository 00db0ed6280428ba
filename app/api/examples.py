"""One sensible example of every kind of fact, for the contract: what is sent, and what is answered."""

from typing import Any, Final

from app.domain.actors import THE_PERSON
from app.domain.moves import possible_from

PERSON: Final = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
PLAN: Final = "01a1ffba-6419-70c8-8707-c4b8426a989e"
NEED: Final = "01a1ffba-6420-7a61-9c55-0d0f4e2b7a10"
ITEM: Final = "01a1ffba-6426-74d5-b9ad-d548b1222791"
ACTOR: Final = "5d0e3f7a-1c2b-4d6e-8f90-a1b2c3d4e5f6"
OTHER_ACTOR: Final = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
DAY: Final = "2026-11-23"

SENT: Final[dict[str, dict[str, Any]]] = {
    "status": {"code": "income-support", "detail": "unemployed", "start": "2026-01-01"},
    "decision": {"code": "benefit-stopped", "on": "2026-10-31"},
    "assessment": {"outcome": "partly", "start": "2026-09-15"},
    "contact": {"on": "2026-11-17", "outcome": "reached"},
    "agency-plan": {"code": "action-plan", "start": "2026-09-01", "linked": True},
    "queue": {"start": "2026-08-03", "limit": 90, "updates": ["2026-09-14"]},
    "sip-need": {"on": "2026-10-12"},
    "pause": {"start": "2026-12-21", "end": "2027-01-10"},
    "case": {"start": "2025-03-10"},
    "plan": {"start": DAY},
    "need": {"category": "work", "start": DAY, "title": "Arbete i egen takt"},
    "ownership": {"need": NEED, "start": DAY},
    "goal": {"on": DAY, "title": "Jag vill jobba i en butik"},
    "activity": {"need": NEED, "planned_start": "2026-12-01", "title": "Arbetsträning i butik"},
    "participant": {"actor": OTHER_ACTOR},
    "main-responsible": {"start": DAY},
    "handler": {"start": DAY},
    "call": {"to": OTHER_ACTOR, "form": "call", "sent": DAY, "meeting_on": "2026-12-10"},
    "meeting": {"on": DAY, "outcome": "plan"},
    "referral": {"to": OTHER_ACTOR, "need": NEED, "sent": DAY},
    "follow-up": {"due": "2027-01-15"},
    "appointment": {"on": "2026-12-10", "at": "13:00", "duration": 60, "place": "Kommunhuset, rum Solen"},
    "minutes": {
        "appointment": ITEM,
        "on": DAY,
        "text": "Vi gick igenom vad som är viktigt och vem som gör vad.",
        "decisions": ["Arbetsträning prövas från februari"],
    },
    "task": {
        "minutes": ITEM,
        "to": OTHER_ACTOR,
        "on": DAY,
        "planned_start": "2027-02-01",
        "title": "Ordna plats för arbetsträning",
    },
    "goal-outcome": {"goal": ITEM, "follow_up": ITEM, "on": DAY, "outcome": "partly", "note": "Två dagar i veckan"},
    "ladder-step": {"follow_up": ITEM, "on": DAY, "step": "taking-part"},
    "questionnaire": {
        "follow_up": ITEM,
        "on": DAY,
        "heard": "5",
        "my_goals": "4",
        "who_does_what": "4",
        "whom_to_call": "5",
        "better_off": "declined",
        "written_down": False,
        "words": "Det går åt rätt håll",
    },
    "end-report": {
        "on": DAY,
        "done": "Arbetsträning i ett halvår",
        "reached": [ITEM],
        "remains": "Fortsatt kontakt med vårdcentralen",
        "actors": [OTHER_ACTOR],
        "words": "Nu klarar jag mig",
    },
    "message": {"about": PLAN, "addressed_to": [OTHER_ACTOR], "on": DAY, "text": "Passar torsdag?", "closes": False},
    "crisis-plan": {
        "on": DAY,
        "early_signs": ["Sover mindre än fyra timmar"],
        "what_helps": ["Att någon ringer och pratar om annat"],
        "what_to_avoid": ["Att fler kommer hem samtidigt"],
    },
    "voice": {"on": DAY, "text": "Jag vill bo kvar nära min syster.", "on_paper": "yes"},
    "contact-wish": {"on": DAY, "channels": ["text-message", "phone"], "note": "Efter klockan tio"},
    "assignment": {"user": "3f6c", "on": DAY},
    "consent": {
        "start": DAY,
        "end": "2027-11-22",
        "actors": [ACTOR, OTHER_ACTOR],
        "categories": ["work", "economy"],
        "purpose": "Att planera praktik tillsammans",
    },
    "legal-basis": {
        "provision": "disclosure-duty",
        "actors": [OTHER_ACTOR],
        "categories": ["economy"],
        "start": DAY,
        "end": "2027-02-22",
    },
    "emergency-access": {"on": DAY, "why": "Fara för personens liv; jouren måste veta vem som kan nås"},
    "mandate": {"form": "guardian", "proxy": PERSON, "powers": ["read", "consent"], "start": DAY, "end": "2027-11-22"},
}
"""The kind's own fields as a source or a party sends them."""

CATEGORY: Final = {
    "status": "economy",
    "decision": "economy",
    "assessment": "health",
    "agency-plan": "work",
    "queue": "health",
    "need": "work",
    "ownership": "work",
    "activity": "work",
    "referral": "work",
    "minutes": "social",
    "task": "social",
    "ladder-step": "work",
    "questionnaire": "social",
    "end-report": "social",
    "crisis-plan": "health",
    "voice": "social",
}


FIRST_STATES: Final = {
    "plan": "draft",
    "activity": "planned",
    "call": "sent",
    "referral": "sent",
    "appointment": "called",
    "meeting": "plan",
    "task": "put",
    **dict.fromkeys(("message", "crisis-plan", "voice", "contact-wish", "emergency-access"), "written"),
    **dict.fromkeys(("consent", "legal-basis", "mandate"), "in-force"),
}
"""Where an item of these kinds stands when it has just been made; others are simply current."""


def answered(kind: str, *, state: str | None = None, **also: Any) -> dict[str, Any]:
    """The item of that kind as it is answered; `also` are fields beside those that were sent."""
    state = state or FIRST_STATES.get(kind, "current")
    given = SENT.get(kind, {"birth_date": "1990-05-17"})
    header: dict[str, Any] = {"id": PLAN if kind == "plan" else ITEM, "kind": kind, "owner": ACTOR}
    if kind in (
        "need",
        "goal",
        "main-responsible",
        "handler",
        "follow-up",
        "participant",
        "appointment",
        "minutes",
        "task",
        "goal-outcome",
        "ladder-step",
        "questionnaire",
        "end-report",
        "message",
        "crisis-plan",
        "voice",
        "contact-wish",
        "emergency-access",
        "assignment",
    ):
        header["plan"] = PLAN
    if kind in ("main-responsible", "handler", "ownership"):
        header["actor"] = ACTOR
    if kind == "participant":
        header["start"] = DAY
    return {
        **header,
        **given,
        "category": CATEGORY.get(kind, "plan"),
        "disclosure": "own" if kind in ("legal-basis", "emergency-access", "mandate") else "parties",
        "version": "1.0",
        "state": state,
        "possible": possible_from(kind, state),
        **also,
    }


WAITING: Final[dict[str, Any]] = {
    "id": ITEM,
    "about": PLAN,
    "state": "open",
    "possible": ["answers", "closing"],
    "waiting_for_agency": {"parties": [OTHER_ACTOR], "since": DAY, "working_days": 4},
    "waiting_for_person": {"parties": [str(THE_PERSON)], "since": "2026-11-26", "working_days": 1},
}
WEEK: Final = {"budget": 40, "let_in_this_week": 40, "next_week_on": "2026-12-28"}
HELD_BACK: Final[dict[str, Any]] = {
    "count": 212,
    "critical": 96,
    "by_rule": [{"rule": "referral-unanswered", "title": "Överlämning utan svar", "count": 212}],
    **WEEK,
}
FINDING: Final[dict[str, Any]] = {
    "id": "01a1ffba-7001-7c11-8a55-6c0a1d2e3f40",
    "person_id": PERSON,
    "rule": "referral-unanswered",
    "title": "Överlämning utan svar",
    "subject": ITEM,
    "plan_id": PLAN,
    "owner": OTHER_ACTOR,
    "holder": OTHER_ACTOR,
    "turn": "Hålls av Arbetsförmedlingen Eksjö",
    "status": "open",
    "state": "acknowledged",
    "possible": ["snooze", "resolution", "dismissal"],
    "work": {"state": "acknowledged", "on": "2026-12-28"},
    "opens": "2026-12-23",
    "critical": "2027-01-22",
    "closes": "2027-02-08",
    "spans": [
        {
            "opens": "2026-12-23",
            "critical": "2027-01-22",
            "closes": "2027-02-08",
            "owner": OTHER_ACTOR,
            "inhibited_by": [],
        }
    ],
    "inhibited_by": [],
    "unconfirmed": False,
    "evidence": [ITEM],
    "origin": "facts",
    "version": "1.1",
}
ACTORS: Final = [
    {
        "id": ACTOR,
        "name": "Eksjö, socialtjänsten",
        "function": "social-services",
        "level": "municipality",
        "phone": "08-465 004 00",
    },
    {"id": OTHER_ACTOR, "name": "Höglandets psykiatri", "function": "psychiatry", "level": "region"},
]
