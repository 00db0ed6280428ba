"""What is registered: actors with their units, issuers and clients, and who of the administrators may change which."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.domain.actors import Actor
from app.domain.errors import NotPermitted
from app.domain.identity import Issuer, IssuerKind
from app.domain.permissions import Permission

CHANGED_BY_ITSELF = frozenset({"name", "hsa_id", "phone"})
"""What administrators of an actor say of it themselves; where it is and what it does, the operator's do, since
agreements, calls and last resorts follow from that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A registered client of an issuer, and the actor and source that its tokens stand for."""

    issuer_id: UUID
    client_id: str
    actor_id: UUID | None = None
    source: str | None = None
    scopes: tuple[str, ...]
    active: bool = True

    @property
    def id(self) -> UUID:
        """Follows from the issuer and the client's id there, in the database by the same words."""
        said = f"{self.issuer_id}:{self.client_id}".encode()
        return UUID(hashlib.md5(said, usedforsecurity=False).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Administered:
    """An actor as administrators have it: its key in registration files, the actor that it is a unit of, and whether
    it runs the service (`operator`), which is said by command alone."""

    actor: Actor
    key: str | None = None
    part_of: UUID | None = None
    operator: bool = False

    @property
    def id(self) -> UUID:
        """The actor's."""
        return self.actor.id


Registrable = Administered | Issuer | Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """All that is registered, by id."""

    actors: Mapping[UUID, Administered]
    issuers: Mapping[UUID, Issuer]
    clients: Mapping[UUID, Client]

    def held(self, one: Registrable) -> Registrable | None:
        """What is registered under the same id."""
        kinds: Mapping[UUID, Registrable] = {**self.actors, **self.issuers, **self.clients}
        return kinds.get(one.id)

    def owner(self, one: Registrable) -> UUID | None:
        """The actor that it is about, or that it lets in as; None: nobody's, or everybody's."""
        if isinstance(one, Administered):
            return one.part_of or one.id
        if isinstance(one, Client):
            return one.actor_id or self.issuers[one.issuer_id].actor_id
        return one.actor_id

    def named(self, one: Registrable) -> frozenset[UUID]:
        """Every actor that an issuer names, in whichever of its fields, and so does a client of it by which users sign
        in: they may come to speak for each."""
        if isinstance(one, Client) and one.actor_id is None:
            one = self.issuers[one.issuer_id]
        if not isinstance(one, Issuer):
            return frozenset()
        said = [getattr(one, name) for name in one.__dataclass_fields__ if name != "id"]
        each = (value for some in said for value in (some if isinstance(some, tuple) else (some,)))
        return frozenset(value for value in each if isinstance(value, UUID))

    def meant(self, issuer: Issuer) -> frozenset[UUID]:
        """Every actor that a token of the issuer can come to mean."""
        clients = (one.actor_id for one in self.clients.values() if one.issuer_id == issuer.id)
        return frozenset(issuer.actors) | {actor for actor in clients if actor is not None}

    def shared(self, one: Registrable) -> bool:
        """Whether it is, or is at, an issuer of nobody's own, or of persons: the operator vouches for it."""
        issuer = self.issuers[one.issuer_id] if isinstance(one, Client) else one
        return isinstance(issuer, Issuer) and (issuer.actor_id is None or issuer.kind is IssuerKind.PERSON)

    def has_administrators(self, actor: UUID) -> bool:
        """Whether somebody can sign in as an administrator of the actor."""
        doors = {
            issuer.id
            for issuer in self.issuers.values()
            if issuer.active
            and issuer.kind is IssuerKind.WORKFORCE
            and any(self.answers_for(one, actor) for one in issuer.actors)
        }
        return any(
            client.active and client.issuer_id in doors and Permission.ADMIN in client.scopes
            for client in self.clients.values()
        )

    def answers_for(self, administrator: UUID | None, actor: UUID | None) -> bool:
        """Whether administrators of the one administrate the other: the same, or a unit of it."""
        if administrator is None or actor is None:
            return False
        there = self.actors.get(actor)
        return administrator == actor or (there is not None and there.part_of == administrator)

    def sees(self, administrator: UUID, one: Registrable) -> bool:
        """Whether administrators of the actor read the registration: the operator's all of them."""
        return self._operates(administrator) or self.answers_for(administrator, self.owner(one))

    def refuse(self, administrator: UUID, one: Registrable) -> None:
        """NotPermitted when administrators of the actor may not register it so.

        An actor's own administrators change what is its own. The operator's register what is nobody's own, and open
        the first door of an actor; once it has administrators, they prepare and stop, and the actor itself lets in.
        """
        held, owner = self.held(one), self.owner(one)
        if held is not None and not self.sees(administrator, held):
            raise NotPermitted("it is registered as another actor's, whose administrators alone change it")
        stops = not isinstance(one, Administered) and not one.active and _differ(held, one) <= {"active"}
        if stops and self.answers_for(administrator, owner):
            return
        others = self.named(one) - {owner}
        if others and not self._operates(administrator) and not self._all(administrator, others):
            raise NotPermitted("it names an actor that you do not administrate; leave that out")
        if (
            self.answers_for(administrator, owner)
            and self._all(administrator, others)
            and (not self.shared(one) or _differ(held, one) <= {"active"})
        ):
            if isinstance(one, Administered) and not self._operates(administrator):
                self._refuse_of_itself(one, held)
            return
        if not self._operates(administrator):
            raise NotPermitted(
                "administrators register what is their own actor's and its units', at issuers of their own; "
                "ask the administrators of the service's operator"
            )
        if isinstance(one, Administered) and one.part_of is None:
            return
        administrated = any(self.has_administrators(actor) for actor in {*others, owner} if actor is not None)
        if administrated and (isinstance(one, Administered) or one.active):
            raise NotPermitted(
                "the actor has administrators of its own, who alone let somebody in for it; "
                "register it stopped (active: false) and ask them to start it"
            )

    def _all(self, administrator: UUID, actors: Iterable[UUID]) -> bool:
        return all(self.answers_for(administrator, actor) for actor in actors)

    def _operates(self, actor: UUID) -> bool:
        there = self.actors.get(actor)
        return there is not None and there.operator

    def _refuse_of_itself(self, one: Administered, held: Registrable | None) -> None:
        if one.part_of is None and (not isinstance(held, Administered) or _differ(held, one)):
            more = _differ(held.actor, one.actor) if isinstance(held, Administered) else {"id"}
            if not more <= CHANGED_BY_ITSELF:
                raise NotPermitted(
                    f"administrators of an actor change its {' and '.join(sorted(CHANGED_BY_ITSELF))}; "
                    "ask the administrators of the service's operator for the rest"
                )


def _differ(held: object, one: object) -> set[str]:
    """The names of the fields in which the two are not the same; all of them when there is none to differ from."""
    fields = set(type(one).__dataclass_fields__)  # type: ignore[attr-defined]  # each is a dataclass
    return {name for name in fields if held is None or getattr(held, name) != getattr(one, name)}
