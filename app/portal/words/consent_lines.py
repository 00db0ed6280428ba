"""Words of consents on a line each: what they are about, how they stand, and what comes next."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "agreed_until": ("Gäller till och med {day}.", "In force until and including {day}."),
    "agreed_until_withdrawn": ("Gäller tills det återkallas.", "In force until it is withdrawn."),
    "agreed_from": ("Börjar gälla {day}.", "Comes into force on {day}."),
    "agreed_waits": (
        "Väntar på att {person} säger ja i Min plan.",
        "Waits for {person} to say yes in My plan.",
    ),
}
