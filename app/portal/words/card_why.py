"""Words of why a card is there."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Varför kortet finns", "Why the card is there"),
    "heading": ("Varför: {title}", "Why: {title}"),
    "back": ("Till kortet", "To the card"),
    "the_rule": ("Läs hela regeln", "Read the whole rule"),
    "opens": ("Öppnas", "Opens"),
    "critical": ("Blir kritiskt", "Becomes critical"),
    "never": ("inte innan det stänger", "not before it closes"),
    "closes": ("Stängs om inget ändras", "Closes if nothing changes"),
    "nothing_closes": ("inget som är känt stänger det", "nothing that is known closes it"),
    "remedy": ("Vad som stänger det", "What closes it"),
    "facts": ("Vad det bygger på", "What it rests on"),
    "fact": ("Uppgift", "Fact"),
    "owner": ("Lämnad av", "Given by"),
    "from": ("Från och med", "From"),
    "to": ("Till och med", "Up to and including"),
    "it_closes": ("stänger glappet", "closes the gap"),
    "no_facts": ("Ingen uppgift som du får se.", "No fact that you may see."),
    "seen": (
        "Bedömningen bygger på det som du får se, och bara på det.",
        "This rests on what you may see, and on nothing else.",
    ),
    "unconfirmed": (
        "Den är obekräftad: fråga den som glappet ligger på, eller personen, innan du handlar. Det säger inget om "
        "ifall det finns fler uppgifter.",
        "It is unconfirmed: ask whomever the gap is up to, or the person, before you act. That says nothing of "
        "whether there is more to know.",
    ),
    "thresholds": ("Hur dagarna räknas", "How the days are counted"),
    "counted_from": ("räknat från {day}", "counted from {day}"),
    "unit_days": ("dagar", "days"),
    "unit_working_days": ("arbetsdagar", "working days"),
    "unit_years": ("år", "years"),
    "unit_times": ("gånger", "times"),
    "unit_actors": ("aktörer", "actors"),
    "source_law": ("Det står i lag.", "It is in the law."),
    "source_agreement": ("Det är avtalat.", "It is agreed."),
    "source_agency": ("Det har en myndighet bestämt.", "An agency has decided it."),
    "source_default": ("Det är tjänstens eget förslag.", "It is the service's own suggestion."),
    "sources": ("Grunder", "Grounds"),
}
