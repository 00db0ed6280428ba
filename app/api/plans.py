"""The plan: start one, read it, contribute to it, and move what is one's own."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.api.authentication import CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.fact_models import COLLECTIONS, content, contribution_model
from app.api.views import answered_document, answered_item
from app.domain.moves import MOVES, Move
from app.usecases import planning, reading

router = APIRouter(tags=["plans"])
PlanId = Annotated[UUID, Path(alias="plan", description="The plan's id.")]
EXAMPLE = {
    "id": "01a1ffba-6419-70c8-8707-c4b8426a989e",
    "kind": "plan",
    "state": "draft",
    "start": "2026-11-23",
    "version": "1.0",
}


def _base(request: Request) -> str:
    return str(request.scope.get("root_path", ""))


@router.post(
    "/plans",
    status_code=201,
    **documented(
        "Start a plan",
        "Börjar en gemensam plan, som utkast tills den är överenskommen. Starts a shared plan, a draft until agreed.",
        EXAMPLE,
        status=201,
    ),
)
async def start_plan(
    service: ServiceOf, caller: OnceCallerOf, command: planning.StartPlan, request: Request
) -> Response:
    item = await planning.start_plan(service.store, service.new_id, caller, command)
    return answered_item(item, _base(request), 201)


@router.get(
    "/plans/{plan}",
    **documented(
        "Read a plan",
        "Planen med allt i den som läsaren får se. The plan with everything in it that this reader may see.",
        {"id": EXAMPLE["id"], "items": [EXAMPLE], "actors": []},
    ),
)
async def read_plan(service: ServiceOf, caller: CallerOf, plan: PlanId) -> Response:
    return answered_document(await reading.read_plan(service.views, caller, plan))


def _add_contribution(kind: str, collection: str) -> None:
    model = contribution_model(kind)

    async def contribute(
        service: ServiceOf,
        caller: OnceCallerOf,
        plan: PlanId,
        body: model,  # type: ignore[valid-type]  # made per kind
        request: Request,
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
        return answered_item(item, _base(request), 201)

    router.post(
        f"/plans/{{plan}}/{collection}",
        status_code=201,
        name=f"contribute_{kind.replace('-', '_')}",
        **documented(
            f"Contribute: {kind}",
            f"Lägger till ({kind}) i en plan som aktören deltar i. Adds one to a plan that the actor takes part in.",
            {**EXAMPLE, "kind": kind, "state": "current"},
            status=201,
        ),
    )(contribute)


def _add_read(kind: str, collection: str) -> None:
    async def read_one(
        service: ServiceOf, caller: CallerOf, item: Annotated[UUID, Path(description="The item's id.")]
    ) -> Response:
        found = await reading.read_item(service.views, caller, item, (kind,))
        return answered_document(found, version=found["version"])

    router.get(
        f"/{collection}/{{item}}",
        name=f"read_{kind.replace('-', '_')}",
        **documented(f"Read one: {kind}", f"En post ({kind}). One of them.", {**EXAMPLE, "kind": kind}),
    )(read_one)


def _add_move(move: Move) -> None:
    model: Any = planning.AnswerIt if move.answers else planning.EndIt if move.ends else planning.MakeMove

    async def make(
        service: ServiceOf,
        caller: OnceCallerOf,
        item: Annotated[UUID, Path(description="The item's id.")],
        command: model,
        if_match: IfMatch,
        request: Request,
    ) -> Response:
        moved = await planning.move(
            service.store, caller, item_id=item, version=version_of(if_match), the_move=move, command=command
        )
        return answered_item(moved, _base(request))

    states = ", ".join(move.from_states)
    router.post(
        f"/{COLLECTIONS[move.kind]}/{{item}}/{move.noun}",
        name=f"{move.kind}_{move.noun}".replace("-", "_"),
        **documented(
            f"{move.kind}: {move.noun}",
            f"Från läget {states}. From the state {states}; by its {move.by}.",
            {**EXAMPLE, "kind": move.kind, "state": move.to_state},
        ),
    )(make)


for _kind, _collection in COLLECTIONS.items():
    if _kind != "plan":
        _add_contribution(_kind, _collection)
        _add_read(_kind, _collection)
for _move in MOVES:
    _add_move(_move)
