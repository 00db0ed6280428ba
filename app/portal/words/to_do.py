"""What a gap asks for, by its rule: a few words that say what to do, and blame nobody."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "no-main-responsible": ("Kom överens om vem som är huvudansvarig", "Agree on who has the main responsibility"),
    "need-unowned": ("Hitta någon som kan svara för behovet", "Find somebody who can answer for the need"),
    "need-without-activity": ("Boka en första insats", "Book a first activity"),
    "followup-missing": ("Boka en dag för uppföljning", "Book a day for follow-up"),
    "followup-overdue": ("Anteckna uppföljningen, eller boka om den", "Record the follow-up, or rebook it"),
    "plan-stalled": ("Hör efter vad planen behöver nu", "Find out what the plan needs now"),
    "activity-never-started": (
        "Anteckna starten, eller bestäm en ny dag",
        "Record the start, or settle on a new day",
    ),
    "activity-ended-no-successor": ("Bestäm nästa steg och boka det", "Decide on the next step, and book it"),
    "call-unanswered": ("Se till att kallelsen får ett svar", "See that the call gets an answer"),
    "referral-unanswered": ("Se till att överlämningen får ett svar", "See that the handover gets an answer"),
    "referral-rejected-unowned": ("Hitta en ny ägare till behovet", "Find a new owner of the need"),
    "consent-expired": ("Fråga om ett nytt samtycke", "Ask for a new consent"),
    "youth-duty-no-activity": ("Erbjud något som går att börja med snart", "Offer something that can begin soon"),
    "youth-duty-age-out": ("Lämna över i god tid före 20-årsdagen", "Hand over in good time before the 20th birthday"),
    "income-support-longterm": ("Fråga om en samordnad plan", "Ask about a shared plan"),
    "zero-between-fk-af": ("Kalla till möte om försörjningen", "Call a meeting about the income"),
    "sip-not-started": ("Kalla dem som behövs till ett möte", "Call those who are needed to a meeting"),
    "call-declined-uncovered": ("Fråga en annan aktör om behovet", "Ask another actor about the need"),
    "meeting-without-plan": ("Skriv in det ni kom överens om", "Write down what you agreed on"),
    "responsible-left": ("Utse en ny handläggare", "Appoint a new caseworker"),
    "single-actor-plan": ("Boka det som väntar hos de andra", "Book what waits with the others"),
    "parallel-plans": ("Stäm av och koppla ihop planerna", "Compare the plans, and link them"),
    "dropout-unhandled": ("Hör av dig efter avbrottet", "Get in touch after the interruption"),
    "person-silent": ("Hör av dig på ett nytt sätt", "Get in touch in another way"),
    "referral-pingpong": ("Samla dem som har haft behovet", "Bring together those who have had the need"),
    "closed-before-handover": ("Håll kvar tills någon har tagit över", "Keep hold until somebody has taken over"),
    "waitlist-stall": ("Hör efter hur kön rör sig", "Find out how the queue moves"),
    "income-support-bridging": ("Hör efter hur långt ärendet har kommit", "Find out how far the matter has come"),
    "youth-duty-no-contact": ("Hör av dig till den unga personen", "Get in touch with the young person"),
    "youth-duty-late-registration": (
        "Skriv in personen i aktivitetsansvaret",
        "Register the person in the activity responsibility",
    ),
    "language-course-delay": ("Hör efter när sfi-kursen kan börja", "Find out when the SFI course can begin"),
    "language-right-expiring": ("Planera hur kursen kan bli klar i tid", "Plan how the course can be done in time"),
    "discharge-without-call": ("Kalla till planering före utskrivningen", "Call a meeting before the discharge"),
    "placement-ending": ("Boka ett första steg efter placeringen", "Book a first step after the placement"),
    "moved-mid-plan": ("Lämna över till den nya kommunen", "Hand over to the new municipality"),
    "consent-withdrawn": ("Fråga hur personen vill ha det framöver", "Ask how the person wants it from now on"),
    "denied-not-registered": (
        "Hjälp till med inskrivningen hos Arbetsförmedlingen",
        "Help with registering at Arbetsförmedlingen",
    ),
    "conflicting-workability": ("Bjud in till möte om bedömningarna", "Invite to a meeting about the assessments"),
    "sickleave-ending": ("Planera tiden efter sjukskrivningen", "Plan the time after the sick leave"),
    "return-to-work-plan-missing": ("Gör en plan för återgång i arbete", "Make a plan for return to work"),
    "benefit-ending": ("Planera försörjningen framöver", "Plan the income from now on"),
    "benefit-stopped": ("Hör av dig om den stoppade ersättningen", "Get in touch about the stopped benefit"),
    "action-plan-missing": ("Gör en handlingsplan tillsammans", "Make an action plan together"),
    "longterm-unemployed-idle": ("Erbjud något som går att börja med snart", "Offer something that can begin soon"),
    "deregistered-unknown": ("Hör av dig och fråga hur det är", "Get in touch and ask how things are"),
    "establishment-ending": ("Planera steget efter etableringen", "Plan the step after the establishment programme"),
    "student-aid-ending": ("Fråga om tiden efter studierna", "Ask about the time after the studies"),
    "permit-expiring": ("Fråga om ansökan om förlängning", "Ask about the application for an extension"),
    "release-without-plan": ("Kalla till möte före frigivningen", "Call a meeting before the release"),
    "activity-compensation-age-limit": (
        "Planera vad som tar vid efter 30",
        "Plan what takes over after 30",
    ),
}


def to_do(rule: str, language: str) -> str | None:
    """What to do about a gap of that rule; None of one that there is no more."""
    pair = WORDS.get(rule)
    return None if pair is None else pair[language == "en"]
