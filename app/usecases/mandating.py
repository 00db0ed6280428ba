"""Recording a mandate by which somebody else acts for a person; the person accepts it, unless a guardian has it."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import NotFound, NotPermitted, UnknownReference
from app.domain.facts import Mandate
from app.domain.facts.codes import MANDATE_FORMS, MANDATE_POWERS
from app.domain.granting import check_mandate
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.permissions import Permission, check
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.granting import OWN, Code, added
from app.usecases.persons import Line
from app.usecases.planning import DayText
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import build


class RecordMandate(BaseModel):
    """Who acts for the person, as what, with which powers and for how long, and where the paper is if there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    form: Annotated[Code, Field(json_schema_extra={"enum": list(MANDATE_FORMS)}, examples=["guardian"])]
    proxy: Annotated[UUID, Field(description="Who acts for the person: a person's id, from a lookup.")]
    powers: Annotated[
        list[Code],
        Field(min_length=1, max_length=2, description=f"Of {', '.join(MANDATE_POWERS)}.", examples=[["read"]]),
    ]
    start: DayText
    end: Annotated[DayText, Field(description="The last day.", examples=["2027-11-22"])]
    title: Annotated[
        Line | None,
        Field(description="Who that is, as the person knows that one: what the person reads before it says yes."),
    ] = None
    kept: Annotated[Line | None, Field(description="Where the paper is.", examples=["Akten, arkivskåp 2"])] = None


async def record_mandate(store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: RecordMandate) -> Item:
    """The mandate for the person of the plan. A guardian's holds at once, another's when the person has accepted it.
    NotPermitted for the person; NotFound for whoever takes no part in the plan; FactError and UnknownReference."""
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("an agency of the plan records a mandate, and you accept it; ask one to")
    for name in ("kept", "title"):
        refuse_numbers(name, getattr(command, name))

    async def body(work: Work) -> Item:
        frame = await work.items.frame(plan_id)
        if frame is None or frame.kind != "plan":
            raise NotFound("there is no such plan for you")
        if not await work.persons.exists(command.proxy):
            raise UnknownReference("proxy", "there is no such person; look the person up by identity number first")
        said = command.model_dump(exclude_none=True, exclude={"title"}, mode="json")
        header = OWN.model_copy(update={"title": command.title})
        item = await build(work, caller, frame.person_id, new_id(), SERVICE_SOURCE, "mandate", header, said)
        await added(work, item)
        # With the item of its own the caller's actor may see who the person is.
        person = await work.persons.load(frame.person_id)
        if person is None:
            raise NotFound("there is no such plan for you")
        assert isinstance(item.content, Mandate)  # noqa: S101 - what was asked to be built
        check_mandate(item.content, person=person.person_id, birth_date=person.birth_date, today=caller.today)
        return item

    return await store.transact(caller, body)
