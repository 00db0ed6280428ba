"""Words that surround every page."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "service": ("Samordnad individuell plan", "Shared individual plan"),
    "skip": ("Hoppa till innehållet", "Skip to the content"),
    "other_language": ("In English", "På svenska"),
    "menu": ("Meny", "Menu"),
    "acting": ("Du arbetar för {actor}", "You work for {actor}"),
    "myself": ("Din egen plan", "Your own plan"),
    "sign_in": ("Logga in", "Sign in"),
    "sign_out": ("Logga ut", "Sign out"),
    "done_before": (
        "Det var redan gjort. Inget har gjorts en gång till.",
        "That was done already. Nothing was done a second time.",
    ),
    "accessibility": ("Tillgänglighet", "Accessibility"),
    "contact": (
        "Kontakta den som sköter tjänsten i din kommun.",
        "Contact whoever runs the service in your municipality.",
    ),
}
