"""Who may do it: what a caller is, and what its scopes and roles let it attempt. Who may see is disclosure's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.domain.errors import NotPermitted, StrongerSignInNeeded


class Permission(StrEnum):
    """What a caller may attempt at all; the names are the OAuth scopes."""

    LOOK_UP = "sip.lookup"
    READ = "sip.read"
    WRITE = "sip.write"
    CONSENT = "sip.consent"
    """To put down, replace and withdraw consents, which whoever may write may too."""
    UNIT = "sip.unit"
    """To see and hand out what all caseworkers of the own actor have."""
    STATISTICS = "sip.statistics"
    """To read what the coordination bodies of the own actor are told: of nobody."""
    AUDIT = "sip.audit"
    """To read the log of the own actor: ids, and nothing of what was read."""
    ADMIN = "sip.admin"
    """To administrate who is let in as the own actor; it reaches nobody."""


SYSTEM_MAY: Final = frozenset(Permission) - {Permission.AUDIT, Permission.ADMIN}
"""What a client that is no person's may be registered for: the log is read, and others are let in, by somebody who
answers for it."""

ROLES: Final = {
    "caseworker": SYSTEM_MAY - {Permission.UNIT},
    "coordinator": SYSTEM_MAY,
    "manager": frozenset({Permission.READ, Permission.UNIT, Permission.STATISTICS}),
    "analyst": frozenset({Permission.STATISTICS}),
    "auditor": frozenset({Permission.AUDIT}),
    "administrator": frozenset({Permission.ADMIN}),
}
"""What each role of a workforce token adds up to; the last three reach no personal data."""

PERSON_MAY: Final = frozenset({Permission.READ, Permission.WRITE, Permission.CONSENT})
SYSTEM: Final = "system"
"""The user of a client that is no person's: an agency's own system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who is asking: a system or a caseworker of one actor, or the person that the plan is about.

    Exactly one of `actor` and `person` is set. `client` and `user` are opaque references for the log. Whoever acts for
    the person is the person's `proxy`, by the mandates `reads_by` and `consents_by`.
    """

    client: str
    user: str
    actor: UUID | None = None
    person: UUID | None = None
    source: str | None = None
    may: frozenset[Permission] = frozenset()
    stronger: Mapping[Permission, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """What scopes and roles would allow after a stronger sign-in: the levels of assurance that do for each."""
    proxy: UUID | None = None
    reads_by: UUID | None = None
    consents_by: UUID | None = None

    @property
    def mandate(self) -> UUID | None:
        """By which mandate a proxy acts at all."""
        return self.reads_by or self.consents_by

    @property
    def reader(self) -> UUID:
        """The reader whose findings and view these are."""
        reader = self.actor or self.person
        assert reader is not None, "a principal is an actor's or a person's"  # noqa: S101 - an invariant, not input
        return reader


def check(principal: Principal, permission: Permission) -> None:
    """NotPermitted unless the caller's scopes and roles hold the permission, StrongerSignInNeeded if they would
    after a better sign-in."""
    if permission in principal.stronger:
        raise StrongerSignInNeeded(principal.stronger[permission])
    if permission not in principal.may:
        raise NotPermitted(f"this needs the scope {permission}; ask whoever registered the client to add it")


def with_implied(may: frozenset[Permission]) -> frozenset[Permission]:
    """With what they include: whoever may write may put down consents."""
    return may | {Permission.CONSENT} if Permission.WRITE in may else may


def user_of(principal: Principal) -> str | None:
    """The caseworker who is asking; None for a system and for the person."""
    return None if principal.actor is None or principal.user == SYSTEM else principal.user


def caseworker_of(principal: Principal) -> str:
    """The caseworker who is asking. NotPermitted for a system and for the person, who have no caseload."""
    user = user_of(principal)
    if user is None:
        raise NotPermitted(
            "this is a caseworker's own; sign in as one, or say whose is meant (needs the scope sip.unit)"
        )
    return user


def whose(principal: Principal, named: str | None, own: Permission) -> str:
    """Whose caseload is meant: the caller's own, for which the `own` permission is enough, or the named colleague's.

    NotPermitted without sip.unit for a colleague's, and for the person.
    """
    if principal.actor is None:
        raise NotPermitted("this is the agencies' own; a person has no caseload")
    if named is None or (named == principal.user and named != SYSTEM):
        check(principal, own)
        return caseworker_of(principal)
    check(principal, Permission.UNIT)
    return named
