"""What a person signed before somebody's eyes: a version accepted on paper, and what is said against it."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.errors import Conflict, FactError, NotFound, NotPermitted, UnknownReference
from app.domain.facts import Plan
from app.domain.item import participation_id
from app.domain.on_paper import OnPaper
from app.domain.permissions import Permission, check, user_of
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.planning import MakeMove, day_of
from app.usecases.ports import Caller, Registry, Store, Work
from app.usecases.versions import acceptable, tell, version_of


class AcceptOnPaper(MakeMove):
    """Somebody signed the version on paper: the person, or a participant without an account (`acceptor`).

    The caller's caseworker saw it, unless another witness is named.
    """

    acceptor: Annotated[UUID | None, Field(description="A participant without an account; else the person.")] = None
    witness: Annotated[Line | None, Field(description="Who saw it signed.", examples=["Anna, socialsekreterare"])] = (
        None
    )
    second_witness: Annotated[Line | None, Field(description="Who saw it too.")] = None
    kept: Annotated[Line, Field(description="Where the paper is.", examples=["Akten, arkivskåp 2"])]


class ContradictIt(BaseModel):
    """It was not signed by the person, or by the actor, that it is said of; or was not meant so."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[Line, Field(examples=["Jag har inte skrivit under"])]


async def accept_on_paper(
    store: Store, registry: Registry, caller: Caller, *, plan_id: UUID, n: int, command: AcceptOnPaper
) -> None:
    """The acceptor stands behind the version, on paper. NotPermitted for the person, who accepts by itself; all that
    accepting raises; UnknownReference and FactError for the acceptor; Conflict when it stands behind it already."""
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("you need no paper here; accept the version itself")
    for name in ("witness", "second_witness", "kept"):
        refuse_numbers(name, getattr(command, name))
    acceptor = command.acceptor or THE_PERSON
    if acceptor != THE_PERSON and await registry.has_account(acceptor):
        raise FactError("acceptor", "has an account; it accepts the version itself")
    paper = OnPaper(
        acceptor=acceptor,
        on=day_of(command, caller),
        witness=command.witness or user_of(caller.principal),
        second_witness=command.second_witness,
        kept=command.kept,
    )

    async def body(work: Work) -> None:
        plan, version = await acceptable(work, caller, plan_id, n, paper.on)
        if acceptor != THE_PERSON and await work.items.load(participation_id(plan_id, acceptor)) is None:
            raise UnknownReference("acceptor", "takes no part in the plan; add it as a participant first")
        if await work.papers.accepted(version.id, acceptor) or not await work.papers.record(version.id, paper):
            raise Conflict("whoever it is stands behind this version already; read it")
        await tell(work, plan, version, "plan-accepted-on-paper", on_behalf=acceptor)

    await store.transact(caller, body)


async def contradict(store: Store, caller: Caller, *, plan_id: UUID, n: int, command: ContradictIt) -> None:
    """What is said to have been signed was not; once, however often it is said. NotFound when there is no paper in the
    caller's name."""
    check(caller.principal, Permission.WRITE)
    refuse_numbers("reason", command.reason)

    async def body(work: Work) -> None:
        plan = await work.items.load(plan_id)
        if plan is None or not isinstance(plan.content, Plan):
            raise NotFound("there is no such plan for you")
        version, _ = await version_of(work, plan_id, n)
        if not await work.papers.signed(version.id, caller.principal.actor or THE_PERSON):
            raise NotFound("there is no paper in your name that says you stand behind this version")
        if await work.papers.contradict(version.id, command.reason):
            await tell(work, plan, version, "plan-acceptance-contradicted")

    await store.transact(caller, body)
