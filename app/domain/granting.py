"""What has to be so for somebody to see by a provision, or to act for somebody else."""

from uuid import UUID

from app.domain import law
from app.domain.days import Day
from app.domain.errors import FactError
from app.domain.facts import LegalBasis


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
