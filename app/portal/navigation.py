"""The menu: one line a page, in the order in which they stand, each with who sees it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.permissions import Permission, user_of
from app.portal.asking import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu, and for whom it stands there: what it leaves out is hidden, never forbidden by it."""

    path: str
    sv: str
    en: str
    sees: Callable[[Visit], bool]


def at_an_agency(visit: Visit) -> bool:
    """Whoever works with persons for an agency."""
    return visit.asking is not None and visit.asking.principal.actor is not None and visit.may(Permission.READ)


def has_a_caseload(visit: Visit) -> bool:
    """A caseworker, or whoever leads some: no system has a list of plans."""
    return at_an_agency(visit) and user_of(visit.caller.principal) is not None


def leads_a_unit(visit: Visit) -> bool:
    """Whoever hands out and sees what all of a unit have."""
    return at_an_agency(visit) and visit.may(Permission.UNIT)


def is_the_person(visit: Visit) -> bool:
    """The person whom a plan is about, or whoever acts for the person."""
    return visit.asking is not None and visit.asking.principal.person is not None


def may(permission: Permission) -> Callable[[Visit], bool]:
    """Whoever has that permission."""
    return lambda visit: visit.may(permission)


def in_coordination(visit: Visit) -> bool:
    """Whoever reads a body's statistics, or administrates one of its members."""
    of_an_actor = visit.asking is not None and visit.asking.principal.actor is not None
    return of_an_actor and (visit.may(Permission.STATISTICS) or visit.may(Permission.ADMIN))


def signed_in(visit: Visit) -> bool:
    """Whoever is signed in."""
    return visit.asking is not None


MENU: Final = (
    Entry("/arbetslista", "Arbetslista", "Worklist", at_an_agency),
    Entry("/arenden", "Ärenden", "Caseload", has_a_caseload),
    Entry("/min-plan", "Min plan", "My plan", is_the_person),
    Entry("/samordning", "Samordning", "Coordination", in_coordination),
    Entry("/administration", "Administration", "Administration", may(Permission.ADMIN)),
    Entry("/granskning", "Granskning", "Audit", may(Permission.AUDIT)),
    Entry("/regler", "Regler", "Rules", signed_in),
    Entry("/installningar", "Inställningar", "Settings", has_a_caseload),
)


def entries(visit: Visit) -> Sequence[tuple[str, str]]:
    """Address and words of each entry that this visitor sees."""
    return [(entry.path, entry.en if visit.language == "en" else entry.sv) for entry in MENU if entry.sees(visit)]


def start_of(visit: Visit) -> str:
    """Where this visitor begins: the first page of the menu."""
    return next((path for path, _ in entries(visit)), "/tillganglighet")
