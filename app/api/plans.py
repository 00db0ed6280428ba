"""The plan: start one, read it, contribute to it, and move what is one's own."""

from enum import Enum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.fact_models import (
    COLLECTIONS,
    GRANTING,
    MADE_AT_MEETINGS,
    TOLD_AFTERWARDS,
    WRITTEN,
    content,
    contribution_model,
)
from app.api.papers import answered_paper, locale_of, on_paper, wants_paper
from app.api.view_models import ITEM_VIEWS, PlanView
from app.api.views import answered_document, answered_item
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.moves import MOVES, By, Move
from app.usecases import planning, printing, reading

router = APIRouter()
EN, SV = LABELS_EN["kind"], LABELS_SV["kind"]
PLANS: list[str | Enum] = ["plans"]
EXAMPLE = examples.answered("plan", state="draft", tentative=True)
BY = {
    By.OWNER: "Av den aktör som äger posten. By the actor that owns the item.",
    By.ADDRESSEE: "Av den som fått frågan. By the actor that was asked.",
    By.NAMED: "Av personen eller en aktör som samtycket nämner. By the person, or an actor that the consent names.",
    By.PERSON: "Av personen, eller i personens namn av den aktör som äger posten. By the person, or in the person's "
    "name by the actor that owns the item.",
    By.SELF: "Av personen. By the person.",
    By.EITHER: "Av den aktör som äger posten, eller av personen. By the actor that owns the item, or by the person.",
}
ELSEWHERE = {
    *(("plan", "activation"), ("plan", "closing"), ("call", "answer"), ("follow-up", "holding")),
    *(("follow-up", "rebooking"), ("consent", "replacement")),
}
"""Moves that ask for more, and have their own places."""


@router.post(
    "/plans",
    tags=PLANS,
    status_code=201,
    **documented(
        "Start a plan",
        "Börjar en gemensam plan, som utkast tills den är överenskommen. Starts a shared plan, a draft until agreed.",
        ITEM_VIEWS["plan"],
        EXAMPLE,
        status=201,
    ),
)
async def start_plan(service: ServiceOf, caller: OnceCallerOf, command: planning.StartPlan, base: Base) -> Response:
    item = await planning.start_plan(service.store, service.new_id, caller, command)
    return answered_item(item, caller.today, base, 201)


@router.get(
    "/plans/{plan}",
    tags=PLANS,
    **on_paper(
        documented(
            "Read a plan",
            "Planen med allt i den som läsaren får se; på papper, med tidslinje, med Accept: application/pdf. The plan "
            "with everything in it that this reader may see; on paper, with the timeline, with Accept: application/pdf",
            PlanView,
            {
                "id": examples.PLAN,
                "person_id": examples.PERSON,
                "items": [
                    examples.answered("plan", state="active"),
                    examples.answered("activity", state="planned", plan=examples.PLAN),
                ],
                "waiting": [examples.WAITING],
                "actors": examples.ACTORS,
            },
        )
    ),
)
async def read_plan(service: ServiceOf, caller: CallerOf, plan: PlanId, request: Request) -> Response:
    if wants_paper(request):
        document = await printing.read_plan_to_print(service.views, service.vault, caller, plan)
        locale = locale_of(request)
        made = await service.typeset(service.draw_plan(document, locale))
        return answered_paper(made, f"plan-{plan}", locale)
    return answered_document(await reading.read_plan(service.views, service.calendar, caller, plan))


def _word(kind: str) -> str:
    """The kind as the name of a path parameter, which holds letters only."""
    return kind.replace("-", "")


def _item_path(kind: str) -> Any:
    return Path(alias=_word(kind), description=f"Postens id ({SV[kind]}). The item's id.")


def _add_contribution(kind: str, collection: str) -> None:
    model = contribution_model(kind)

    async def contribute(
        service: ServiceOf,
        caller: OnceCallerOf,
        plan: PlanId,
        body: model,  # type: ignore[valid-type]  # made per kind
        base: Base,
    ) -> Response:
        header = planning.Contribution(**body.model_dump(include=set(planning.Contribution.model_fields)))  # type: ignore[attr-defined]
        item = await planning.contribute(
            service.store,
            service.new_id,
            caller,
            plan_id=plan,
            kind=kind,
            header=header,
            fields=content(body, planning.Contribution),
        )
        return answered_item(item, caller.today, base, 201)

    router.post(
        f"/plans/{{plan}}/{collection}",
        tags=PLANS,
        status_code=201,
        name=f"contribute_{kind.replace('-', '_')}",
        **documented(
            f"Contribute: {EN[kind]}",
            f"Lägger till ({SV[kind]}) i en plan som aktören deltar i och som pågår. "
            "Adds one to a plan that the actor takes part in, and that has not ended.",
            ITEM_VIEWS[kind],
            examples.answered(kind),
            status=201,
        ),
    )(contribute)


def _add_read(kind: str, collection: str) -> None:
    async def read_one(service: ServiceOf, caller: CallerOf, item: Annotated[UUID, _item_path(kind)]) -> Response:
        found = await reading.read_item(service.views, caller, item, (kind,))
        return answered_document(found, version=found["version"])

    router.get(
        f"/{collection}/{{{_word(kind)}}}",
        tags=PLANS,
        name=f"read_{kind.replace('-', '_')}",
        **documented(
            f"Read: {EN[kind]}",
            f"En post ({SV[kind]}) som läsaren får se. One that this reader may see.",
            ITEM_VIEWS[kind],
            examples.answered(kind),
        ),
    )(read_one)


def _add_move(move: Move) -> None:
    model: Any = planning.command_of(move)

    async def make(
        service: ServiceOf,
        caller: OnceCallerOf,
        item: Annotated[UUID, _item_path(move.kind)],
        command: model,
        if_match: IfMatch,
        base: Base,
    ) -> Response:
        moved = await planning.move(
            service.store, caller, item_id=item, version=version_of(if_match), the_move=move, command=command
        )
        return answered_item(moved, caller.today, base)

    states, to = ", ".join(move.from_states), (move.answers or (move.to_state,))[0]
    reasons = f" reason: {', '.join(move.reasons)}." if move.reasons else ""
    router.post(
        f"/{COLLECTIONS[move.kind]}/{{{_word(move.kind)}}}/{move.noun}",
        tags=["moves"],
        name=f"{move.kind}_{move.noun}".replace("-", "_"),
        **documented(
            f"{EN[move.kind].capitalize()}: {move.noun}",
            f"{SV[move.kind].capitalize()}, från läget {states}. From the state {states}. {BY[move.by]}{reasons}",
            ITEM_VIEWS[move.kind],
            examples.answered(move.kind, state=to, version="1.1"),
        ),
    )(make)


for _kind, _collection in COLLECTIONS.items():
    elsewhere = MADE_AT_MEETINGS | TOLD_AFTERWARDS | WRITTEN | GRANTING
    if _kind not in elsewhere | {"plan", "call", "consent", "follow-up", "assignment"}:
        _add_contribution(_kind, _collection)
    if _kind != "plan":
        _add_read(_kind, _collection)
for _move in MOVES:
    if _move.kind not in MADE_AT_MEETINGS and (_move.kind, _move.noun) not in ELSEWHERE:
        _add_move(_move)
