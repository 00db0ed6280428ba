"""Who gives a consent: the person, or a guardian for somebody who is too young to consent alone."""

from app.domain.days import Day, anniversary
from app.domain.errors import FactError, GuardianNeeded
from app.domain.facts import Consent


def check_names(consent: Consent) -> None:
    """FactError for one that names nobody: it opens nothing, and rules take it for a consent all the same."""
    if not consent.actors:
        raise FactError("actors", "names nobody, and so lets nobody see anything; name those who are to share")


def check_consent(
    consent: Consent, *, by_person: bool, birth_date: Day, alone_from: int, by_guardian: bool = False
) -> None:
    """GuardianNeeded when the person is younger than `alone_from` years on the day from which the consent is to hold,
    and gives it alone, or it does not say which guardian has; FactError for a guardian of somebody who is old enough.
    `by_guardian`: the guardian gives it in the person's place, by a mandate.

    The age is to be confirmed by a lawyer, and a local agreement may set another.
    """
    old_enough = anniversary(birth_date, alone_from) <= consent.start
    if old_enough and consent.guardian is not None:
        raise FactError(
            "guardian", f"is for somebody under {alone_from} years; this person consents alone, leave it out"
        )
    if old_enough and by_guardian:
        raise FactError("start", f"is a day on which the person is {alone_from} years or older, and consents alone")
    if not old_enough and not by_guardian and (by_person or consent.guardian is None):
        raise GuardianNeeded(alone_from)
