"""Words of a rule's page."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "back": ("Till alla regler", "To all rules"),
    "severity": ("Allvar: {severity}", "Severity: {severity}"),
    "closes": ("Vad som stänger glappet", "What closes the gap"),
    "prevents": ("Vad som hindrar att det öppnas", "What keeps it from opening"),
    "short": ("Kort om regeln", "The rule in short"),
    "owner": ("Ligger på", "Is up to"),
    "ahead": ("Visas i förväg", "Shown ahead"),
    "critical": ("Blir kritiskt", "Becomes critical"),
    "explained_by": ("Har inget eget kort när det förklaras av", "Has no card of its own when explained by"),
    "explains": ("Förklarar", "Explains"),
    "thresholds": ("Hur dagarna räknas", "How the days are counted"),
    "thresholds_caption": ("Där inget annat är avtalat", "Where nothing else is agreed"),
    "what": ("Vad", "What"),
    "amount": ("Hur mycket", "How much"),
    "decided_by": ("Vem som har bestämt det", "Who has decided it"),
    "no_thresholds": (
        "Regeln har inga tröskelvärden: dagarna är de som står i uppgifterna.",
        "The rule has no thresholds: its days are those that the facts state.",
    ),
    "agreed": ("Avtalat i samverkansorgan", "Agreed in coordination bodies"),
    "none_agreed": ("Inget samverkansorgan har avtalat något annat.", "No coordination body has agreed otherwise."),
    "body": ("Samverkansorgan", "Coordination body"),
    "from": ("Från och med", "From"),
    "to": ("Till och med", "Up to and including"),
    "to_come": ("gäller inte än", "not in force yet"),
    "further": ("tills vidare", "until further notice"),
    "sources": ("Lag och källa", "Law and source"),
    "unconfirmed": (
        "Läsningen av lagen är ännu inte bekräftad av en jurist.",
        "The reading of the law is not yet confirmed by a lawyer.",
    ),
    "example_fires": ("Exempel: här uppstår glappet", "Example: here the gap comes about"),
    "example_near_miss": (
        "Exempel: här är det nära, men inget glapp uppstår",
        "Example: here it nearly does, but there is no gap",
    ),
}
