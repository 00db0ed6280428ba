"""Words of signing in and out."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Logga in", "Sign in"),
    "lead": (
        "Här samlas det som kommun, region och myndigheter har kommit överens om med en person.",
        "Here is what municipality, region and agencies have agreed on with a person.",
    ),
    "person_title": ("Du som har en plan", "You who have a plan"),
    "person": ("Logga in till min plan", "Sign in to my plan"),
    "person_hint": ("Med e-legitimation.", "With an e-identification."),
    "agency_title": ("Du som arbetar med planer", "You who work with plans"),
    "agency_hint": ("Välj din organisation. Du loggar in där.", "Choose your organisation. You sign in there."),
    "nobody": (
        "Ingen organisation är ansluten än. Prata med den som sköter tjänsten.",
        "No organisation has been connected yet. Talk to whoever runs the service.",
    ),
    "out_title": ("Du är utloggad", "You are signed out"),
    "out": ("Stäng webbläsaren om fler använder datorn.", "Close the browser if others use the computer."),
    "only_here": (
        "Inloggningstjänsten svarar inte, så där kan du fortfarande vara inloggad. Stäng alla fönster i webbläsaren om "
        "andra använder samma dator.",
        "The sign-in service does not answer, so you may still be signed in there. Close every window of the browser "
        "if others use the same computer.",
    ),
    "again": ("Logga in igen", "Sign in again"),
}
