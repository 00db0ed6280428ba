"""The letter in the morning: for whom something waits, and one letter to each, which says that and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from app.domain.days import Day, WorkingDays
from app.domain.errors import NotAuthenticated
from app.domain.pace import SEVERE
from app.domain.permissions import SYSTEM, Permission, Principal
from app.usecases.findings_reading import WORKLIST
from app.usecases.letters import Carrier, Letter, NotTaken, PerhapsTaken, Post, PostAway
from app.usecases.ports import Caller
from app.usecases.sessions import Boxes
from app.usecases.wishing_for_letters import address_in, bound_to

SETTINGS_PAGE: Final = "/installningar"
SUBJECT: Final = "Något väntar i SIP-portalen"
TEXT: Final = """Hej!

Något väntar på dig i portalen för samordnad individuell planering. Logga in här:
{portal}

Brevet säger inget mer, av hänsyn till dem det gäller. Det kommer högst en gång per arbetsdag.
Du stänger av det själv, under Inställningar i portalen:
{ended_at}

Det går inte att svara på brevet.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A caseworker who has asked for letters, by opaque references; `client` is by which she signed in."""

    actor: UUID
    user: str
    client: str


class Mornings(Protocol):
    """Everybody's wishes, as the worker has them. Each of these is a transaction of its own."""

    async def forget(self, today: Day) -> int:
        """Remove those whose last day is over; how many."""
        ...

    async def unsettled(self, today: Day) -> Sequence[Subscriber]:
        """Of whom it is not decided yet whether there is a letter today."""
        ...

    async def waits(self, caller: Caller, cards: Mapping[str, Any]) -> bool:
        """Whether the caller's worklist holds any of these cards. NotAuthenticated for a client that is stopped."""
        ...

    async def settle(self, subscriber: Subscriber, today: Day) -> bytes | None:
        """From now on it is decided; the sealed address. None when another worker was first, or none is wanted."""
        ...

    async def unsettle(self, subscriber: Subscriber, today: Day) -> None:
        """Nothing was taken: it is tried again."""
        ...

    async def refused(self, subscriber: Subscriber, today: Day) -> None:
        """The address takes no letters, which its owner is told on the page of settings."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """All that the morning's letters need. Without a `post` none are sent; `portal` is the portal's address."""

    mornings: Mornings
    boxes: Boxes
    post: Post | None
    calendar: WorkingDays
    portal: str


@dataclass(slots=True)
class Outcome:
    """What became of the morning's letters, as numbers; `away` says why the post took no more of them."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    away: str | None = None


async def due(morning: Morning, today: Day) -> tuple[Sequence[Subscriber], Sequence[Subscriber]]:
    """Those who are to get a letter today and have not, and those for whom nothing waits; nobody on a day off."""
    if today not in morning.calendar:
        return (), ()
    unsettled, waiting = await morning.mornings.unsettled(today), {}
    for actor, client in {(one.actor, one.client) for one in unsettled}:
        waiting[actor, client] = await _waits(morning.mornings, actor, client, today)
    to_write = [one for one in unsettled if waiting[one.actor, one.client]]
    return to_write, [one for one in unsettled if not waiting[one.actor, one.client]]


async def send(morning: Morning, today: Day) -> Outcome:
    """One letter for each of those at the most, whatever happens: what may have been taken is not sent again."""
    outcome = Outcome()
    if morning.post is None:
        return outcome
    to_write, nothing_waits = await due(morning, today)
    # Decided for the whole day: a letter at the moment at which a card comes would be the call that it is not to be.
    for one in nothing_waits:
        await morning.mornings.settle(one, today)
    if to_write:
        try:
            async with morning.post.opened() as carrier:
                await _write(morning, carrier, to_write, today, outcome)
        except PostAway as error:
            outcome.away = str(error)
    return outcome


def letter_to(address: str, portal: str) -> Letter:
    """The same letter for everybody, on every day."""
    ended_at = f"{portal}{SETTINGS_PAGE}"
    return Letter(to=address, subject=SUBJECT, text=TEXT.format(portal=portal, ended_at=ended_at), ended_at=ended_at)


async def _waits(mornings: Mornings, actor: UUID, client: str, today: Day) -> bool:
    """Asked as nobody in particular at the actor, for whom no protected person is there: a letter that a named handler
    got alone would tell of one."""
    nobody = Principal(client=client, user=SYSTEM, actor=actor, may=frozenset({Permission.READ}))
    cards = {"status": list(WORKLIST.status), "state": list(WORKLIST.state), "severe": list(SEVERE)}
    try:
        return await mornings.waits(Caller(principal=nobody, today=today, request_id="digest"), cards)
    except NotAuthenticated:
        return False


async def _write(
    morning: Morning, carrier: Carrier, to_write: Iterable[Subscriber], today: Day, outcome: Outcome
) -> None:
    for one in to_write:
        box = await morning.mornings.settle(one, today)
        address = address_in(morning.boxes, bound_to(one.actor, one.user), box) if box else None
        if address is None:
            continue
        try:
            await carrier.carry(letter_to(address, morning.portal))
        except NotTaken as error:
            if error.for_good:
                await morning.mornings.refused(one, today)
                outcome.refused += 1
            else:
                await morning.mornings.unsettle(one, today)
                outcome.later += 1
        except PerhapsTaken:
            raise
        except PostAway:
            await morning.mornings.unsettle(one, today)
            raise
        else:
            outcome.sent += 1
