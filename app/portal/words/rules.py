"""Words of the handbook's index."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Regler", "Rules"),
    "lead": (
        "Det här letar tjänsten efter, och varför. Varje regel har en egen sida med lagen bakom, dagarna som räknas "
        "och två exempel.",
        "This is what the service looks for, and why. Each rule has a page of its own with the law behind it, the "
        "days that are counted, and two examples.",
    ),
    "search": ("Sök bland reglerna", "Search the rules"),
    "search_hint": (
        "Till exempel kallelse, sjukskrivning eller 16 kap. Skriv inget om någon person.",
        "For example call, sick leave or 16 kap. Write nothing about any person.",
    ),
    "do_search": ("Sök", "Search"),
    "all_rules": ("Visa alla regler", "Show all rules"),
    "found_one": ("En regel hittades.", "One rule was found."),
    "found_many": ("{n} regler hittades.", "{n} rules were found."),
    "group": ("Allvar: {severity}", "Severity: {severity}"),
    "none": ("Ingen regel har de orden", "No rule has those words"),
    "none_hint": (
        "Pröva ett kortare ord eller ett annat ord för samma sak.",
        "Try a shorter word, or another word for the same thing.",
    ),
}
