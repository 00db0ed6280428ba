"""Words of the auditor's pages."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Granskning", "Audit"),
    "lead": (
        "Ett slumpmässigt stickprov av vad er verksamhet har läst och ändrat om personer. Personer står med en "
        "beteckning som inget säger, och det lästa visas inte. Att du tittar loggas också.",
        "A random sample of what your agency has read and changed about persons. Persons are named by ids that say "
        "nothing, and what was read is not shown. That you look is logged, too.",
    ),
    "back": ("Till stickprovet", "To the sample"),
    "first": ("Från och med", "From"),
    "last": ("Till och med", "Up to and including"),
    "size": ("Antal rader", "Number of rows"),
    "draw": ("Dra ett nytt stickprov", "Draw a new sample"),
    "whole_day": ("Läs en hel dag", "Read a whole day"),
    "wrong_days": (
        "Ange två dagar, den första först, med högst 31 dagar.",
        "Give two days, the first one first, and 31 days at most.",
    ),
    "sample": ("Stickprovet", "The sample"),
    "seed": ("Fröet är {seed}. Samma frö drar samma rader.", "The seed is {seed}. The same seed draws the same rows."),
    "again": ("Adress till just det här stickprovet", "Address of this very sample"),
    "table": ("Rader i loggen", "Rows of the log"),
    "at": ("När", "When"),
    "by": ("Vem", "Who"),
    "action": ("Vad", "What"),
    "about": ("Om vem", "About whom"),
    "bases": ("På vilken grund", "On which basis"),
    "outcome_done": ("gjort", "done"),
    "outcome_read": ("läst", "read"),
    "outcome_refused": ("nekat", "refused"),
    "nobody": ("ingen person", "no person"),
    "nothing": ("–", "–"),
    "empty": (
        "Loggen har inga rader för er de dagarna. Välj andra dagar.",
        "The log has no rows of yours on those days. Choose other days.",
    ),
    "seal": ("Loggens sigill", "The log's seal"),
    "seal_text": (
        "Loggen förseglas varje minut. Om en rad har ändrats eller tagits bort syns det när driften kör "
        "sip audit verify; be om ett utdrag därifrån när du granskar.",
        "The log is sealed every minute. Whether a row has been changed or removed shows when the service's operators "
        "run sip audit verify; ask for its answer when you audit.",
    ),
    "day_title": ("En dag i loggen", "A day of the log"),
    "on": ("Dag", "Day"),
    "wrong_day": ("Ange en dag.", "Give a day."),
    "show": ("Visa dagen", "Show the day"),
    "pages": ("Sidor", "Pages"),
    "previous_page": ("Föregående sida", "Previous page"),
    "next_page": ("Nästa sida", "Next page"),
}
