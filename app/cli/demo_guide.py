"""What of the demonstration is worth reading first, each as a command that works as pasted in any shell."""

from collections.abc import Iterator, Mapping
from typing import Final

from app.demo.county import unit_slug
from app.demo.demonstration import Demonstration
from app.demo.telling import Told

WORTH_A_LOOK: Final = (
    ("06-goran", "social-services", "plans/{plan}/messages", "{name} väntar på svar på en fråga"),
    ("06-goran", "social-services", "caseload?unit=true", "Vem som har vilken plan vid enheten, och vad som väntar"),
    ("06-goran", "social-services", "deputies?unit=true", "Vem som ersätter den som är borta"),
    ("02-marie", "social-services", "plans/{plan}/outcome", "Vad uppföljningen med {name} visade"),
    ("08-anneli", "labour-market-unit", "coordination-bodies/hoglandet/offers", "Insatser, kostnader och platser kvar"),
    (
        "08-anneli",
        "social-services",
        "plans/{plan}/versions",
        "Vem som såg {name} skriva under på papper",
    ),
    ("10-nadia", "social-services", "plans/{plan}/versions", "Den frysta planen för {name} och vilka som står bakom"),
)
"""By story and function: what to read, and what it tells."""


def to_paste(running: Demonstration, slug: str, path: str) -> str:
    """A command for any shell: the unit's system gets itself a token, and reads what is at the path."""
    token = (
        f"curl -s -u {slug}:{running.secrets[slug]} -d grant_type=client_credentials {running.provider}/system/token"
    )
    token += """ | sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/'"""
    return f"curl -s -H \"Authorization: Bearer $({token})\" '{running.api}/{path}'"


def worth_a_look(running: Demonstration, lives: Mapping[str, Told]) -> Iterator[tuple[str, str]]:
    """What each of the commands tells, and the command; of the stories that are told to their end alone."""
    for key, function, path, tells in WORTH_A_LOOK:
        if (told := lives.get(key)) is not None and running.today >= told.story.today:
            slug = unit_slug(told.story, function)
            said = f"{tells.format(name=told.story.name)}; som {running.units[slug].name} ser det:"
            yield said, to_paste(running, slug, path.format(plan=told.life.ids["plan"]))
