"""The letter in the morning, as a caseworker asks for it, sees what is asked for, and ends it."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import FieldError
from app.domain.mailing import is_mail_address
from app.domain.permissions import Permission, caseworker_of, user_of, whose
from app.usecases.digest_ports import Wish
from app.usecases.ports import Caller, Store, Views, Work
from app.usecases.reading import Document, read_view
from app.usecases.sessions import Boxes

KEPT: Final = 90
"""Days after signing in for which an address is kept: whoever does not come any more gets no letters, either."""
RENEWED: Final = 7
"""Days that pass before signing in is noted once more."""
PURPOSE: Final = "digest-address"


class AskForLetters(BaseModel):
    """A letter in the morning of each working day on which something waits. `address`: of one's own, at work."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    address: Annotated[str, Field(min_length=1, max_length=254)]


async def ask_for_letters(store: Store, boxes: Boxes, caller: Caller, command: AskForLetters) -> None:
    """From the next morning on which it is not decided yet, at that address. FieldError; NotPermitted for whoever has
    no worklist of an agency."""
    user = whose(caller.principal, None, Permission.READ)
    if not is_mail_address(command.address):
        raise FieldError("address", "is no mail address; write one, such as anna.ek@example.se")
    box = boxes.seal_with(PURPOSE, bound_to(caller.principal.actor, user), command.address.encode())

    async def body(work: Work) -> None:
        await work.digests.put(Wish(box=box, until=caller.today + KEPT))
        await work.log("digest-asked", None)

    await store.transact(caller, body)


async def end_letters(store: Store, caller: Caller) -> None:
    """No letters any more, and the address is gone; as before when none were asked for. NotPermitted."""
    caseworker_of(caller.principal)

    async def body(work: Work) -> None:
        await work.digests.end()
        await work.log("digest-ended", None)

    await store.transact(caller, body)


async def keep_on(work: Work, caller: Caller) -> None:
    """Whoever signs in wants them still."""
    if user_of(caller.principal) is None:
        return
    wish = await work.digests.load()
    if wish is not None and wish.until < caller.today + KEPT - RENEWED:
        await work.digests.put(Wish(box=wish.box, until=caller.today + KEPT))


async def read_letters(views: Views, boxes: Boxes, caller: Caller) -> Document:
    """`address` is where they go, null when none are asked for; `until` when that is forgotten, and `refused_on` the
    last day on which the mail server would not take one for it. NotPermitted."""
    user = whose(caller.principal, None, Permission.READ)
    found: dict[str, Any] = (await read_view(views, "digest", caller, "letters"))["document"]
    plain = address_in(boxes, bound_to(caller.principal.actor, user), found["box"]) if found.get("box") else None
    return {"address": plain, "until": found.get("until"), "refused_on": found.get("refused_on")}


def bound_to(actor: object, user: str) -> str:
    """Whose address it is: what was sealed for one is no address of another's."""
    return f"{actor} {user}"


def address_in(boxes: Boxes, bound: str, box: str | bytes) -> str | None:
    """The address that was sealed; None when it is another's, or changed."""
    plain = boxes.unseal_with(PURPOSE, bound, bytes.fromhex(box) if isinstance(box, str) else box)
    return None if plain is None else plain.decode()
