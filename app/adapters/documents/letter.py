"""Writes the invitation to a meeting as a letter: when, where, from whom, how to answer; never whom it is about."""

from datetime import date

from app.adapters.documents.pages import page
from app.domain.locale import Locale
from app.usecases.inviting import Letter


def render(letter: Letter, locale: Locale) -> str:
    """The letter as a page in HTML that needs nothing from elsewhere."""
    invitation = letter.invitation
    at = locale.say(f"kl. {invitation.at}", f"at {invitation.at}") if invitation.at else ""
    minutes = locale.say(f"{invitation.duration} minuter", f"{invitation.duration} minutes") if invitation.at else ""
    return page(
        "letter.html",
        locale=locale,
        letter=letter,
        title=_title(letter, locale),
        about_plan=letter.sender is not None,
        today=locale.day(date.fromordinal(invitation.today)),
        when=", ".join(filter(None, [locale.day(date.fromordinal(invitation.on)), at, minutes])),
        reference=str(invitation.id),
    )


def _title(letter: Letter, locale: Locale) -> str:
    if letter.invitation.cancelled:
        return locale.say("Mötet blir inte av", "The meeting will not take place")
    if letter.form == "call":
        return locale.say("Kallelse till möte", "Call to a meeting")
    return locale.say("Välkommen till ett möte", "Welcome to a meeting")
