"""What has to be so for somebody to see by a provision, or to act for somebody else."""

from uuid import UUID

from app.domain import law
from app.domain.days import Day, anniversary
from app.domain.errors import FactError
from app.domain.facts import LegalBasis, Mandate

OF_AGE = 18
"""Years from which nobody has a guardian (9 kap. 1 § föräldrabalken; to be confirmed by a lawyer)."""


def check_legal_basis(basis: LegalBasis, *, owner: UUID, today: Day) -> None:
    """FactError unless it lets somebody else see something, from now or later on, by a provision in force."""
    if not set(basis.actors) - {str(owner)}:
        raise FactError("actors", "names nobody but your own actor; say who is to see it")
    if not basis.categories:
        raise FactError("categories", "is empty; say what is to be seen")
    if basis.end < today:
        raise FactError("end", "has been; a legal basis is for what is seen from now on")
    if law.in_force(basis.provision, basis.start) is None:
        raise FactError("provision", "was not in force on the first day; use another, or a later day")


def check_mandate(mandate: Mandate, *, person: UUID, birth_date: Day, today: Day) -> None:
    """FactError unless somebody else acts for the person, for something and for a time that is not over; and a guardian
    only for somebody who is not of age."""
    if mandate.proxy == str(person):
        raise FactError("proxy", "is the person; name somebody else")
    if not mandate.powers:
        raise FactError("powers", "is empty; say what may be done")
    if mandate.end < today:
        raise FactError("end", "has been; a mandate is for what is done from now on")
    of_age = anniversary(birth_date, OF_AGE)
    if mandate.form == "guardian" and mandate.end >= of_age:
        raise FactError("end", f"is not before the person is {OF_AGE}; a guardian acts until then at the longest")
