"""In which ways one can be between chairs, in Swedish; and which findings are an answer to which of them.

The names of the rules are plain text here, and are used for counting only. No life is made with them.
"""

from collections.abc import Mapping
from typing import Final

KINDS: Final[Mapping[str, str]] = {
    "nobody-responsible": "Ingen håller ihop planen",
    "nobody-took-it": "Ett behov som ingen har tagit",
    "no-answer": "Väntar på svar från nästa aktör",
    "nothing-started": "Det som utlovades börjar inte",
    "nothing-follows": "En insats är slut och ingen följer",
    "nobody-plans": "Ingen planerar tillsammans med personen",
    "nobody-in-touch": "Ingen har kontakt",
    "no-follow-up": "Uppföljningen glömdes",
    "no-consent": "Samtycket gick ut",
    "no-income": "Utan inkomst mellan myndigheter",
    "no-receiver": "Ingen tar emot när ett ansvar upphör",
    "not-linked": "Två planer som inte vet om varandra",
    "only-on-paper": "Insatsen pågår bara på pappret",
}
"""The kinds of truth, in the order of the report. The last one leaves no trace in what is reported."""

CAUSES: Final[Mapping[str, str]] = {
    "vacancy": "vakans",
    "queue": "kö",
    "late-answer": "sent svar",
    "staff-left": "handläggare slutade",
    "forgotten": "glömdes bort",
}

_STALLED = (
    "nothing-follows",
    "nothing-started",
    "no-answer",
    "nobody-took-it",
    "nobody-responsible",
    "no-follow-up",
    "nobody-in-touch",
)
_ENDED = ("no-income", "no-receiver")

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "no-main-responsible": ("nobody-responsible",),
    "need-unowned": ("nobody-took-it", "no-answer"),
    "need-without-activity": ("nothing-started", "nothing-follows", "no-answer"),
    "followup-missing": ("no-follow-up", "nobody-responsible"),
    "followup-overdue": ("no-follow-up",),
    "plan-stalled": _STALLED,
    "activity-never-started": ("nothing-started",),
    "activity-ended-no-successor": ("nothing-follows", "nothing-started"),
    "call-unanswered": ("no-answer",),
    "referral-unanswered": ("no-answer",),
    "referral-rejected-unowned": ("nobody-took-it",),
    "consent-expired": ("no-consent",),
    "youth-duty-no-activity": ("nothing-started", "nothing-follows"),
    "youth-duty-age-out": ("no-receiver",),
    "income-support-longterm": ("nobody-plans", "nothing-follows"),
    "zero-between-fk-af": ("no-income",),
    "sip-not-started": ("nobody-plans",),
    "call-declined-uncovered": ("nobody-took-it",),
    "meeting-without-plan": ("nobody-plans",),
    "responsible-left": ("nobody-responsible",),
    "single-actor-plan": _STALLED,
    "parallel-plans": ("not-linked",),
    "dropout-unhandled": ("nobody-in-touch", "nothing-follows"),
    "person-silent": ("nobody-in-touch",),
    "referral-pingpong": ("nobody-took-it", "no-answer"),
    "closed-before-handover": ("no-answer", "no-receiver"),
    "waitlist-stall": ("no-answer", "nothing-started"),
    "income-support-bridging": ("no-income",),
    "youth-duty-no-contact": ("nobody-in-touch",),
    "youth-duty-late-registration": ("no-receiver",),
    "language-course-delay": ("nothing-started",),
    "language-right-expiring": ("nothing-started",),
    "discharge-without-call": ("nobody-plans",),
    "placement-ending": ("no-receiver",),
    "moved-mid-plan": ("nobody-responsible", "no-receiver"),
    "consent-withdrawn": ("no-consent",),
    "denied-not-registered": _ENDED,
    "conflicting-workability": _ENDED,
    "sickleave-ending": _ENDED,
    "return-to-work-plan-missing": ("nobody-plans",),
    "benefit-ending": _ENDED,
    "benefit-stopped": ("no-income", "nobody-in-touch"),
    "action-plan-missing": ("nobody-plans", "no-receiver"),
    "longterm-unemployed-idle": ("nothing-follows", "nobody-plans", "nothing-started"),
    "deregistered-unknown": ("nobody-in-touch",),
    "establishment-ending": _ENDED,
    "student-aid-ending": _ENDED,
    "permit-expiring": ("no-receiver",),
    "release-without-plan": ("nobody-plans",),
    "activity-compensation-age-limit": _ENDED,
}
"""Of each rule the kinds of truth that a caseworker who follows its finding would come upon."""
