"""What opens without a consent: a provision by which an agency discloses, and a plan opened in an emergency."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.days import iso
from app.domain.errors import FactError, NotFound, NotPermitted
from app.domain.facts import FRAME, LegalBasis
from app.domain.facts.codes import CATEGORIES, DISCLOSURE_PROVISIONS
from app.domain.granting import check_legal_basis
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.moves import check_at_work
from app.domain.permissions import Permission, check, user_of
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.planning import DayText
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINES

Code = Annotated[str, Field(max_length=40)]
OWN: ReportHeader = ReportHeader(source_version=1, disclosure="own")
"""By what one sees is told to those whom it names alone, whatever is consented to."""


class NameLegalBasis(BaseModel):
    """By which provision the caller's actor lets others see what it discloses, of which categories and for how long."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    provision: Annotated[
        Code,
        Field(
            description="Of the list disclosure-provision; its application is to be confirmed by a lawyer.",
            json_schema_extra={"enum": list(DISCLOSURE_PROVISIONS)},
            examples=["disclosure-duty"],
        ),
    ]
    actors: Annotated[list[str], Field(min_length=1, max_length=50, description="Who sees it, by id (GET /actors).")]
    categories: Annotated[
        list[Code],
        Field(min_length=1, max_length=7, description=f"Of {', '.join((*CATEGORIES, FRAME))}.", examples=[["economy"]]),
    ]
    start: DayText
    end: Annotated[DayText, Field(description="The last day.", examples=["2027-02-22"])]
    note: Annotated[str | None, Field(max_length=500, pattern=LINES, examples=["Begäran den 20 november"])] = None


class OpenInEmergency(BaseModel):
    """Why the plan has to be opened now; it is told to the caller's actor and the person."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    why: Annotated[
        str,
        Field(
            min_length=10,
            max_length=1_000,
            pattern=LINES,
            examples=["Fara för personens liv; jouren måste veta vem som kan nås"],
        ),
    ]


async def name_legal_basis(
    store: Store, new_id: NewId, caller: Caller, person_id: UUID, command: NameLegalBasis
) -> Item:
    """The legal basis, which holds from its commit on. NotPermitted for the person, NotFound when there is no such
    person; FactError and UnknownReference for what it says."""
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("only an agency discloses by a provision; give a consent instead")
    refuse_numbers("note", command.note)
    if str(THE_PERSON) in command.actors:
        raise FactError("actors", "names the person, who sees everything anyhow; leave it out")

    async def body(work: Work) -> Item:
        if not await work.persons.exists(person_id):
            raise NotFound("there is no such person; look the person up by identity number first")
        item = await build(
            work, caller, person_id, new_id(), SERVICE_SOURCE, "legal-basis", OWN, command.model_dump(exclude_none=True)
        )
        assert isinstance(item.content, LegalBasis)  # noqa: S101 - what was asked to be built
        check_legal_basis(item.content, owner=item.owner, today=caller.today)
        return await added(work, item)

    return await store.transact(caller, body)


async def open_in_emergency(
    store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: OpenInEmergency
) -> Item:
    """The emergency access, with the moment at which it ends. NotPermitted for all but caseworkers; NotFound for
    whoever takes no part in the plan, IllegalMove when it has ended."""
    check(caller.principal, Permission.WRITE)
    if user_of(caller.principal) is None:
        raise NotPermitted("only a caseworker opens a plan in an emergency; sign in as one")
    refuse_numbers("why", command.why)

    async def body(work: Work) -> Item:
        frame = await work.items.frame(plan_id)
        if frame is None or frame.kind != "plan":
            raise NotFound("there is no such plan for you")
        check_at_work(await work.items.load_shared(plan_id), caller.today)
        said = {"plan": str(plan_id), "on": iso(caller.today), "why": command.why.strip()}
        item = await build(work, caller, frame.person_id, new_id(), SERVICE_SOURCE, "emergency-access", OWN, said)
        opened = await added(work, item)
        # The database has said until when.
        return await work.items.load(opened.id) or opened

    return await store.transact(caller, body)


async def added(work: Work, item: Item) -> Item:
    """The item, with its event and its row in the log."""
    await add(work, item, verb="added")
    await work.log(f"{item.content.kind}-add", item.person_id, [item])
    return item
