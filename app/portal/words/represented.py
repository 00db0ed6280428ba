"""Words of the page on which one chooses for whom to act."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Företräda någon", "Act for somebody"),
    "lead": (
        "Välj vem du vill företräda. Personen kan se vad du läser och gör.",
        "Choose for whom you want to act. The person can see what you read and do.",
    ),
    "nameless": ("En person som du inte får läsa om", "A person about whom you may not read"),
    "nameless_open": ("personen", "the person"),
    "may_read": ("Du får läsa.", "You may read."),
    "may_consent": ("Du får lämna och återkalla samtycke.", "You may give and withdraw consent."),
    "until": ("Till och med {day}.", "Up to and including {day}."),
    "open": ("Öppna sidorna för {name}", "Open the pages of {name}"),
    "nobody": ("Du företräder ingen just nu", "You act for nobody just now"),
    "nobody_text": (
        "En vårdnadshavare eller ett ombud syns här när en handläggare har skrivit in det.",
        "A guardian or a proxy stands here when a caseworker has put it down.",
    ),
}
