"""The code lists of facts, in life-cycle order, and the category that each code belongs to by default."""

from typing import Final

ACTOR_FUNCTIONS: Final = (
    "social-services",
    "labour-market-unit",
    "youth-duty-unit",
    "adult-education",
    "school",
    "primary-care",
    "psychiatry",
    "rehabilitation",
    "employment-service",
    "social-insurance",
    "unemployment-fund",
    "student-aid",
    "prison-probation",
    "migration",
    "employer",
    "association",
    "union",
    "person",
)

CATEGORIES: Final = ("work", "education", "economy", "health", "housing", "social")

# The frame of the cooperation (that there is a plan, who takes part, the dates): part of every consent.
FRAME: Final = "plan"

STATUS_CATEGORY: Final = {
    "work": "work",
    "study": "education",
    "parental-leave": "social",
    "military-service": "social",
    "sickness-benefit": "health",
    "rehabilitation-benefit": "health",
    "sickness-compensation": "health",
    "activity-compensation": "health",
    "unemployment-benefit": "economy",
    "activity-support": "economy",
    "establishment-benefit": "economy",
    "student-aid": "economy",
    "income-support": "economy",
    "pension": "economy",
    "other-income": "economy",
    "job-seeker": "work",
    "job-seeker-obstacle": "work",
    "programme": "work",
    "establishment-programme": "work",
    "youth-duty": "education",
    "upper-secondary": "education",
    "language-course-applied": "education",
    "language-course": "education",
    "inpatient": "health",
    "custody": "social",
    "placement": "social",
    "residence-permit": "social",
    "resident": "social",
    "abroad": "social",
    "protected-identity": "social",
}

DECISION_CATEGORY: Final = {
    "sickness-benefit-denied": "health",
    "benefit-denied": "economy",
    "benefit-stopped": "economy",
    "deregistered-known": "work",
    "deregistered-unknown": "work",
    "left-school": "education",
    "graduated": "education",
    "discharge-ready": "health",
    "discharged": "health",
    "release-planned": "social",
    "permit-extension-applied": "social",
    "language-right-start": "education",
}

AGENCY_PLAN_CATEGORY: Final = {
    "action-plan": "work",
    "return-to-work": "health",
    "implementation-plan": "social",
    "establishment-plan": "work",
    "study-plan": "education",
    "rehabilitation-plan": "health",
}

STATUS_CODES: Final = tuple(STATUS_CATEGORY)
DECISION_CODES: Final = tuple(DECISION_CATEGORY)
AGENCY_PLAN_CODES: Final = tuple(AGENCY_PLAN_CATEGORY)

# What the `detail` of income support may be.
INCOME_SUPPORT_DETAILS: Final = ("unemployed", "sick", "social", "waiting-for-benefit", "top-up")

ASSESSMENT_OUTCOMES: Final = ("able", "partly", "unable")
CONTACT_OUTCOMES: Final = ("reached", "missed", "attempted", "cancelled-by-agency")
ACTIVITY_OUTCOMES: Final = ("completed", "dropout", "cancelled", "interrupted")
PLAN_REFUSALS: Final = ("person-declines", "no-consent", "not-now", "other-support")
PLAN_CLOSINGS: Final = ("goals-met", "self-sufficient", "moved", "declined", "died", "other")
REFERRAL_ANSWERS: Final = ("accepted", "rejected", "withdrawn")
# Why a referral was not taken, and why one that was taken led to nothing; about the matter, never about the person.
REFERRAL_REFUSALS: Final = (
    "wrong-actor",
    "no-capacity",
    "not-entitled",
    "more-information-needed",
    "already-helped",
    "declined-by-person",
)
REFERRAL_FAILURES: Final = (
    "not-reached",
    "declined-by-person",
    "something-else-first",
    "no-capacity",
    "moved-away",
    "did-not-help",
)
# Who pays for an activity: the funding keys of local agreements.
PAYERS: Final = ("national", "region", "municipality", "others")
# Provisions by which an agency may disclose without a consent, of app/domain/law.py; to be confirmed by a lawyer.
DISCLOSURE_PROVISIONS: Final = ("disclosure-duty", "necessary-disclosure", "care-of-the-young", "insurance-duty")
MANDATE_FORMS: Final = ("guardian", "proxy")
MANDATE_POWERS: Final = ("read", "consent")
CONSENT_FORMS: Final = ("on-paper", "orally", "electronically")
CALL_FORMS: Final = ("call", "invitation")
CALL_ANSWERS: Final = ("coming", "declined", "new-time")
MEETING_OUTCOMES: Final = ("plan", "no-plan", "pending")
TASK_ANSWERS: Final = ("accepted", "declined")

# Why somebody who was asked says no, to a call or to a task.
CALL_REFUSALS: Final = (
    *("not-our-task", "other-actor", "not-needed"),
    *("no-resources", "person-declines", "other"),
)

# How a person wants to be reached, and the person's word on paper about what an agency wrote down.
CONTACT_CHANNELS: Final = (
    *("phone", "text-message", "e-mail", "digital-mailbox", "letter"),
    *("video", "in-person", "through-somebody"),
)
PAPER_ANSWERS: Final = ("yes", "no")
