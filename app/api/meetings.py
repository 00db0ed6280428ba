"""Meetings: booked, called to, moved, held, written down, and the tasks that come of them."""

from enum import Enum
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.api import examples
from app.api.addresses import CallId, PlanId
from app.api.authentication import Base, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.fact_models import call_model, content
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_item
from app.usecases import calling, convening, meetings, minutes, planning

router = APIRouter()
MEETINGS: Final[list[str | Enum]] = ["meetings"]
MeetingId = Annotated[UUID, Path(alias="appointment", description="Det bokade mötets id. The booked meeting's id.")]
MinutesId = Annotated[UUID, Path(alias="minutes", description="Anteckningarnas id. The id of the minutes.")]
TaskId = Annotated[UUID, Path(alias="task", description="Uppdragets id. The task's id.")]
CallBody: Any = call_model()


def _said(summary: str, description: str, kind: str, state: str, *, status: int = 200) -> dict[str, Any]:
    version = "1.0" if status == 201 else "1.1"
    example = examples.answered(kind, state=state, version=version)
    return {"tags": MEETINGS, "status_code": status} | documented(
        summary, description, ITEM_VIEWS[kind], example, status=status
    )


@router.post(
    "/plans/{plan}/appointments",
    name="book_appointment",
    **_said(
        "Book a meeting", "Bokar ett möte i planen. Books a meeting of the plan.", "appointment", "called", status=201
    ),
)
async def book(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: meetings.BookMeeting, base: Base
) -> Response:
    item = await meetings.book(service.store, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/plans/{plan}/convenings",
    name="convene",
    **_said(
        "Call several to a meeting",
        "Bokar ett möte och frågar alla på en gång; den som är bunden kallas, övriga bjuds in. Allt görs, eller inget. "
        "Books a meeting and asks everybody in one act; who is bound is called, others invited. All of it, or nothing.",
        "appointment",
        "called",
        status=201,
    ),
)
async def convene(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: convening.Convene, base: Base
) -> Response:
    item = await convening.convene(service.store, service.registry, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/plans/{plan}/calls",
    name="contribute_call",
    **_said(
        "Call or invite somebody",
        "Den som är bunden av lag eller överenskommelse kallas, övriga bjuds in; med appointment till ett bokat möte. "
        "Who is bound by law or agreement is called, others invited; with appointment, to a booked meeting.",
        "call",
        "sent",
        status=201,
    ),
)
async def call(service: ServiceOf, caller: OnceCallerOf, plan: PlanId, body: CallBody, base: Base) -> Response:
    item = await calling.call(
        service.store,
        service.registry,
        service.new_id,
        caller,
        plan_id=plan,
        header=planning.Contribution(**body.model_dump(include=set(planning.Contribution.model_fields))),
        fields=content(body, planning.Contribution),
    )
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/calls/{call}/answer",
    name="call_answer",
    **_said(
        "Answer a call",
        "Kommer, tackar nej med skäl, eller föreslår en annan tid; av den som fått frågan. "
        "Coming, declined by a code, or asking for another time; by the actor that was asked.",
        "call",
        "coming",
    ),
)
async def answer_call(
    service: ServiceOf, caller: OnceCallerOf, call: CallId, command: calling.AnswerCall, if_match: IfMatch, base: Base
) -> Response:
    item = await calling.answer(service.store, caller, call_id=call, version=version_of(if_match), command=command)
    return answered_item(item, caller.today, base)


@router.post(
    "/appointments/{appointment}/rebooking",
    name="appointment_rebooking",
    **_said(
        "Move a meeting",
        "Ny dag; den som svarat blir tillfrågad igen, med en ny kallelse. A new day; whoever had answered is asked "
        "again, by a new call.",
        "appointment",
        "rescheduled",
    ),
)
async def rebook(
    service: ServiceOf,
    caller: OnceCallerOf,
    appointment: MeetingId,
    command: meetings.RebookMeeting,
    if_match: IfMatch,
    base: Base,
) -> Response:
    version = version_of(if_match)
    item = await meetings.rebook(
        service.store, service.new_id, caller, appointment_id=appointment, version=version, command=command
    )
    return answered_item(item, caller.today, base)


@router.post(
    "/appointments/{appointment}/holding",
    name="appointment_holding",
    **_said(
        "Hold a meeting",
        "Mötet är hållet, och vad det ledde till. It was held, and what it led to.",
        "appointment",
        "held",
    ),
)
async def hold(
    service: ServiceOf,
    caller: OnceCallerOf,
    appointment: MeetingId,
    command: meetings.HoldMeeting,
    if_match: IfMatch,
    base: Base,
) -> Response:
    version = version_of(if_match)
    item = await meetings.hold(service.store, caller, appointment_id=appointment, version=version, command=command)
    return answered_item(item, caller.today, base)


@router.post(
    "/appointments/{appointment}/cancellation",
    name="appointment_cancellation",
    **_said(
        "Call a meeting off",
        "Mötet ställs in, och kallelserna till det återtas. It is called off, and the calls to it with it.",
        "appointment",
        "cancelled",
    ),
)
async def cancel(
    service: ServiceOf,
    caller: OnceCallerOf,
    appointment: MeetingId,
    command: planning.EndIt,
    if_match: IfMatch,
    base: Base,
) -> Response:
    version = version_of(if_match)
    item = await meetings.cancel(service.store, caller, appointment_id=appointment, version=version, command=command)
    return answered_item(item, caller.today, base)


@router.post(
    "/appointments/{appointment}/minutes",
    name="write_minutes",
    **_said(
        "Write minutes",
        "Anteckningar från ett hållet möte, med ett uppdrag per part. Minutes of a meeting that was held, with a task "
        "per party; the writer's own tasks are its activities at once.",
        "minutes",
        "current",
        status=201,
    ),
)
async def write(
    service: ServiceOf, caller: OnceCallerOf, appointment: MeetingId, command: minutes.WriteMinutes, base: Base
) -> Response:
    item = await minutes.write(service.store, service.new_id, caller, appointment, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/minutes/{minutes}/amendment",
    name="minutes_amendment",
    **_said(
        "Amend minutes",
        "Nya anteckningar med skäl; de äldre går att läsa. New minutes with a reason; the older stay readable.",
        "minutes",
        "current",
        status=201,
    ),
)
async def amend(
    service: ServiceOf,
    caller: OnceCallerOf,
    older: MinutesId,
    command: minutes.AmendMinutes,
    if_match: IfMatch,
    base: Base,
) -> Response:
    version = version_of(if_match)
    item = await minutes.amend(
        service.store, service.new_id, caller, minutes_id=older, version=version, command=command
    )
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/tasks/{task}/answer",
    name="task_answer",
    **_said(
        "Answer a task",
        "Parten tar uppdraget, som blir dess insats, eller tackar nej med skäl. The party takes the task, which "
        "becomes its activity, or says no by a code.",
        "task",
        "accepted",
    ),
)
async def answer_task(
    service: ServiceOf, caller: OnceCallerOf, task: TaskId, command: minutes.AnswerTask, if_match: IfMatch, base: Base
) -> Response:
    version = version_of(if_match)
    item = await minutes.answer_task(
        service.store, service.new_id, caller, task_id=task, version=version, command=command
    )
    return answered_item(item, caller.today, base)
