"""What the use cases need from the world outside: each a small promise with a real adapter behind it."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from app.domain.actors import Actor
from app.domain.agreements import Adopted, CoordinationBody
from app.domain.checking import Evidence, Shown
from app.domain.days import Day
from app.domain.identity import Claims, Issuer, Proof
from app.domain.item import Item
from app.domain.offers import Offer
from app.domain.permissions import Principal
from app.usecases.caseload_ports import Caseloads, Deputies
from app.usecases.correction_ports import Corrections
from app.usecases.digest_ports import Digests
from app.usecases.finding_ports import Findings
from app.usecases.hold_ports import Holds
from app.usecases.merge_ports import Merges
from app.usecases.message_ports import Messages
from app.usecases.paper_ports import Papers
from app.usecases.plan_ports import Referrals, Versions
from app.usecases.protection_ports import Protections

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A request that must take effect once however often it is sent: the caller's key, and the request's hash."""

    key: bytes
    request: bytes
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, on which day it is asked, and under which request id it is logged."""

    principal: Principal
    today: Day
    request_id: str
    once: Once | None = None


class Replayed(Exception):
    """The request was carried out before; `item_id` is what it made."""

    def __init__(self, status: int, item_id: UUID) -> None:
        super().__init__("replayed")
        self.status = status
        self.item_id = item_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, by ids and names: never content."""

    person_id: UUID
    type: str
    item_id: UUID | None = None
    owner: UUID | None = None
    category: str | None = None
    reader: UUID | None = None
    """Whom alone it is for; None: whoever may see the item."""
    changed: tuple[str, ...] = ()
    version: str | None = None
    """The version of the item that it made, for the item's history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A plan, or a need of a plan, that the caller takes part in."""

    person_id: UUID
    plan_id: UUID
    kind: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A person as the service keeps it; `identity` and `details` are sealed by the vault."""

    person_id: UUID
    birth_date: Day
    identity: bytes
    details: bytes | None = None
    version: int = 1


class Persons(Protocol):
    """Persons, found only by the keyed hash of an identity number or by their random id."""

    async def find(self, hashes: Mapping[str, bytes]) -> UUID | None: ...
    async def add(self, person: PersonRecord, hashes: Mapping[str, bytes]) -> None:
        """Under the key of the index that is current. The transaction is run again when somebody else was first."""
        ...

    async def exists(self, person_id: UUID) -> bool: ...
    async def load(self, person_id: UUID) -> PersonRecord | None: ...
    async def describe(self, person_id: UUID, details: bytes, version: int) -> bool: ...
    async def renumber(self, person: PersonRecord, former: Mapping[str, bytes], given: Mapping[str, bytes]) -> bool:
        """Whether the person has the new number from now on; False when it is somebody's already."""
        ...


class Items(Protocol):
    """The timeline: versions of items, as far as the caller may see or write them."""

    async def keyed(self, source: str, key: str) -> tuple[UUID, UUID] | None: ...
    async def load(self, item_id: UUID) -> Item | None:
        """The item; until the transaction ends nobody else loads it, and so nobody else changes it."""
        ...

    async def load_shared(self, item_id: UUID) -> Item | None:
        """The item; others may load it so at the same time, and nobody changes it until the transaction ends."""
        ...

    async def version(self, person_id: UUID, item_id: UUID, source_version: int) -> Item | None: ...
    async def append(self, item: Item, *, key: str | None = None) -> None: ...
    async def frame(self, item_id: UUID) -> Frame | None: ...
    async def of_plan(self, plan_id: UUID, kind: str) -> Sequence[Item]: ...
    async def stated(self, plan: Item) -> Sequence[Item]: ...


class Offers(Protocol):
    """The catalogue of activities; no person is in it."""

    async def load(self, offer_id: UUID) -> Offer | None:
        """The offer as it stands; until the transaction ends nobody else changes it or takes a place."""
        ...

    async def append(self, offer: Offer) -> None: ...


class Registry(Protocol):
    """Actors, issuers and clients: who takes part and whom their tokens stand for. No person is in it."""

    async def actors(self) -> Mapping[UUID, Actor]: ...
    async def bodies(self) -> Sequence[CoordinationBody]: ...
    async def adopted(self) -> Sequence[Adopted]:
        """Every version of every body, in the order of their numbers."""
        ...

    async def issuer(self, url: str) -> Issuer | None: ...
    async def issuers(self) -> Sequence[Issuer]: ...
    async def doors(self, client_id: str) -> Sequence[Issuer]:
        """The issuers at which people sign in by that client."""
        ...

    async def has_account(self, actor: UUID) -> bool: ...
    async def principal(self, claims: Claims) -> Principal | None:
        """Whom the token stands for; None for a client that is not registered. NotAuthenticated when the token names
        another actor than the registration."""
        ...

    async def check(self) -> None: ...


class Verifier(Protocol):
    """Turns a token into claims; raises NotAuthenticated. Without a proof it is a bearer token."""

    async def verify(self, token: str, proof: Proof | None = None) -> Claims: ...


class Work(Protocol):
    """One transaction in which a caller acts. What it records is committed together or not at all."""

    @property
    def persons(self) -> Persons: ...
    @property
    def items(self) -> Items: ...
    @property
    def findings(self) -> Findings: ...
    @property
    def referrals(self) -> Referrals: ...
    @property
    def versions(self) -> Versions: ...
    @property
    def offers(self) -> Offers: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def caseloads(self) -> Caseloads: ...
    @property
    def deputies(self) -> Deputies: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def holds(self) -> Holds: ...
    @property
    def protections(self) -> Protections: ...
    @property
    def corrections(self) -> Corrections: ...
    @property
    def merges(self) -> Merges: ...

    async def actors(self, ids: Collection[UUID]) -> set[UUID]: ...
    async def bodies_of(self, actors: Collection[UUID]) -> Mapping[UUID, CoordinationBody]:
        """The body that coordinates where each of these actors is; those where none does are left out."""
        ...

    async def issue_link(self, call_id: UUID, token_hash: bytes, until: Day) -> None: ...
    async def happened(self, event: Event) -> None: ...
    async def log(
        self,
        action: str,
        person_id: UUID | None,
        items: Sequence[Item] = (),
        findings: Sequence[UUID] = (),
        *,
        on_behalf: UUID | None = None,
    ) -> None:
        """Log what is done, in this transaction; `on_behalf` is whose name an actor does it in, if not its own."""
        ...


class Store(Protocol):
    """Where transactions come from."""

    async def transact(self, caller: Caller, body: Callable[[Work], Awaitable[T]]) -> T:
        """Run `body` in one transaction as the caller and commit before answering; a race lost to another
        transaction is run again. Raises Replayed when the caller's request was carried out before."""
        ...

    async def refused(
        self,
        caller: Caller | None,
        request_id: str,
        action: str,
        reason: str,
        *,
        person_id: UUID | None = None,
        item_id: UUID | None = None,
        times: int = 1,
    ) -> None:
        """Log a refusal, or so many alike, in a transaction of its own, with what the caller asked about if that has
        an id."""
        ...

    async def withheld(self, caller: Caller, view: str, too_much: Mapping[UUID | None, Collection[UUID]]) -> None:
        """Log that the view was not sent, in a transaction of its own: a row for each person, with the ids of what the
        view showed too much."""
        ...


class Views(Protocol):
    """What a reader may see, assembled and logged by the database in one round trip; None = nothing to see."""

    async def read(self, view: str, caller: Caller, **parameters: Any) -> Mapping[str, Any] | None: ...


class CheckableViews(Views, Protocol):
    """Views that bring, if asked, what decides whether the reader may see what they show."""

    async def read_with_evidence(
        self, view: str, caller: Caller, shown: Callable[[object], Collection[Shown]], **parameters: Any
    ) -> tuple[Mapping[str, Any], Evidence] | None:
        """The same as `read`, and the evidence of what `shown` finds in it, both as of one moment and in two round
        trips."""
        ...


class Vault(Protocol):
    """The keys: sealing what identifies a person, and the keyed hash that finds one.

    Errors: KeyDestroyed, to seal and to unseal.
    """

    def seal(self, person_id: UUID, plain: bytes) -> bytes: ...
    def unseal(self, person_id: UUID, sealed: bytes) -> bytes: ...
    def index_hashes(self, number: str) -> Mapping[str, bytes]:
        """The hashes that may find the person, by the key of the index; more than one while keys rotate."""
        ...

    def fingerprint(self, purpose: str, value: str) -> bytes: ...


NewId = Callable[[], UUID]
"""Makes ids: UUIDv7 for items, whose order in time is no secret, UUIDv4 for persons, whose is."""
