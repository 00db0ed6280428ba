"""What stands in a plan until something newer does: the crisis plan, the person's voice, how to reach the person."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.days import iso
from app.domain.errors import FactError, FieldError, KeyDestroyed, NotFound, StaleVersion
from app.domain.facts import CATEGORIES, encode
from app.domain.facts.codes import CONTACT_CHANNELS, PAPER_ANSWERS
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.moves import check_at_work
from app.domain.permissions import Permission, check
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.ports import Caller, NewId, Store, Vault, Views, Work
from app.usecases.reading import Document, read_view, stated
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINES

Lines = Annotated[list[Line], Field(max_length=20)]
OnPaper = Annotated[
    Literal["yes", "no"] | None,
    Field(
        description="Of an agency, and then always: whether the person has said yes on paper to these words.",
        json_schema_extra={"enum": list(PAPER_ANSWERS)},
    ),
]
APART: Final = frozenset({"id", "on", "actor", "contacts"})
"""Fields in which what was written again may differ from what stands already; contacts are compared unsealed."""
NOTHING: Final = {"crisis-plan": "crisis plan", "voice": "word of the person", "contact-wish": "wish on contact"}
"""What there is none of, when there is nothing to see."""


class Standing(BaseModel):
    """What each of them says of who may see it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    disclosure: Annotated[
        Literal["own", "parties"], Field(description="Who may receive it under consent: nobody, or the parties.")
    ] = "parties"


class CrisisContact(BaseModel):
    """Somebody to call: kept encrypted."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[Line, Field(examples=["Mamma"])]
    phone: Annotated[str, Field(max_length=30, pattern=r"^\+?[0-9][0-9 ()/-]{1,28}$", examples=["070-174 06 05"])]


class WriteCrisisPlan(Standing):
    """What to look for and what to do when things go badly, and whom to call."""

    early_signs: Annotated[Lines, Field(examples=[["Sover mindre än fyra timmar"]])] = []
    what_helps: Annotated[Lines, Field(examples=[["Att någon ringer och pratar om annat"]])] = []
    what_to_avoid: Annotated[Lines, Field(examples=[["Att fler kommer hem samtidigt"]])] = []
    contacts: Annotated[list[CrisisContact], Field(max_length=10)] = []
    category: Annotated[
        str, Field(max_length=40, description="Which consents cover it.", json_schema_extra={"enum": list(CATEGORIES)})
    ] = "health"


class SpeakUp(Standing):
    """What matters to the person: by the person, or by a caseworker in the person's words."""

    text: Annotated[
        str, Field(min_length=1, max_length=5_000, pattern=LINES, examples=["Jag vill bo kvar nära min syster."])
    ]
    on_paper: OnPaper = None
    category: Annotated[
        str, Field(max_length=40, description="Which consents cover it.", json_schema_extra={"enum": list(CATEGORIES)})
    ] = "social"


class WishContact(Standing):
    """How the person wants to be reached, the way that the person likes best first."""

    channels: Annotated[
        list[Annotated[str, Field(max_length=40, json_schema_extra={"enum": list(CONTACT_CHANNELS)})]],
        Field(min_length=1, max_length=len(CONTACT_CHANNELS), examples=[["text-message", "phone"]]),
    ]
    note: Annotated[
        str | None,
        Field(min_length=1, max_length=500, pattern=LINES, examples=["Efter klockan tio, aldrig på jobbet"]),
    ] = None
    on_paper: OnPaper = None


async def let_stand(
    store: Store,
    vault: Vault,
    new_id: NewId,
    caller: Caller,
    *,
    kind: str,
    plan_id: UUID,
    version: str,
    command: Standing,
) -> tuple[Item, Sequence[Document]]:
    """What stands from now on, with its contacts; `version` is the id of what stood when it was read, or "*".

    Whoever says again what stands already changes nothing. NotFound, IllegalMove unless the plan is at work,
    StaleVersion, FactError.
    """
    check(caller.principal, Permission.WRITE)
    said = command.model_dump(exclude={"disclosure", "contacts"}, exclude_none=True)
    _check(kind, said, by_person=caller.principal.actor is None)
    contacts = [contact.model_dump() for contact in getattr(command, "contacts", [])]
    for number, contact in enumerate(contacts):
        refuse_numbers(f"contacts.{number}.name", contact["name"])
    if kind == "crisis-plan" and not (contacts or said["early_signs"] or said["what_helps"] or said["what_to_avoid"]):
        raise FieldError("early_signs", "is empty, as is everything else; say at least what helps, or whom to call")

    async def body(work: Work) -> Item:
        plan = await work.items.load(plan_id)  # held, so that no two take the place of the same one
        frame = await work.items.frame(plan_id)
        if frame is None or frame.kind != "plan":
            raise NotFound("there is no such plan for you")
        check_at_work(plan, caller.today)
        held = await work.messages.newest(plan_id, kind)
        if version not in ("*", str(held.id) if held else ""):
            raise StaleVersion("something newer stands already; read it and decide anew")
        sealed = _sealed(vault, frame.person_id, contacts)
        fields = {"plan": str(plan_id), "on": iso(caller.today), **said, "contacts": sealed}
        header = ReportHeader(source_version=1, disclosure=command.disclosure)
        item = await build(work, caller, frame.person_id, new_id(), SERVICE_SOURCE, kind, header, fields)
        if held is not None and _same(held, item) and unsealed(vault, held.person_id, _kept(held)) == contacts:
            item = held
        else:
            await add(work, item, verb="added")
        await work.log(f"{kind}-add", item.person_id, [item])
        return item

    return await store.transact(caller, body), contacts


async def read_standing(
    views: Views, vault: Vault, caller: Caller, *, kind: str, plan_id: UUID, page: int, limit: int
) -> Document:
    """What stands, and a page of what stood before it, the newest first. NotFound when there is nothing to see."""
    asked = {"plan_id": plan_id, "kind": kind, "limit": limit, "skip": (page - 1) * limit}
    document = (await read_view(views, "standing", caller, NOTHING[kind], **asked))["document"]
    current, *former = [_opened(vault, caller, kind, item) for item in document["items"]]
    return {"current": current, "former": former, "more": document["more"], "actors": document["actors"]}


def unsealed(vault: Vault, person_id: UUID, sealed: str | None) -> list[Document]:
    """The contacts in the clear, for whoever may see what they belong to; none when the key has been destroyed."""
    if sealed is None:
        return []
    try:
        found: list[Document] = json.loads(vault.unseal(person_id, base64.b64decode(sealed)))
    except KeyDestroyed:
        return []
    return found


def _sealed(vault: Vault, person_id: UUID, contacts: Sequence[Document]) -> str | None:
    if not contacts:
        return None
    return base64.b64encode(vault.seal(person_id, json.dumps(contacts).encode())).decode()


def _opened(vault: Vault, caller: Caller, kind: str, item: Mapping[str, Any]) -> Document:
    told = {name: value for name, value in item.items() if name != "sealed"}
    shown = stated(told, caller.today)
    if kind != "crisis-plan":
        return shown
    return {**shown, "contacts": unsealed(vault, UUID(item["person_id"]), item.get("sealed"))}


def _kept(item: Item) -> str | None:
    kept: str | None = getattr(item.content, "contacts", None)
    return kept


def _same(held: Item, new: Item) -> bool:
    """Whether the same one says the same, to the same readers."""
    who = (held.owner, held.category, held.disclosed) == (new.owner, new.category, new.disclosed)
    before, after = ({n: v for n, v in encode(one.content).items() if n not in APART} for one in (held, new))
    return who and before == after


def _check(kind: str, said: Mapping[str, Any], *, by_person: bool) -> None:
    """FactError for a number in a text; and unless an agency, and nobody else, says what the person said on paper."""
    for field, value in said.items():
        for text in value if isinstance(value, list) else [value]:
            refuse_numbers(field, text)
    if kind == "crisis-plan":
        return
    if by_person and "on_paper" in said:
        raise FactError("on_paper", "goes with what an agency has written; leave it out, these are your own words")
    if not by_person and "on_paper" not in said:
        raise FactError("on_paper", "is missing; say whether the person has said yes on paper to these words")
