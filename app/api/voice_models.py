"""What is answered of messages and of what stands in a plan, as models for the contract alone."""

from typing import Any, Final

from pydantic import Field, create_model

from app.api.thread_models import WaitingThread
from app.api.view_models import ITEM_VIEWS, ActorView
from app.usecases.standing import CrisisContact

MESSAGE: Any = ITEM_VIEWS["message"]
many: Any = list
"""The models of the kinds are made at run time, and so is what a list of them is."""

CrisisPlanWhole: Any = create_model(
    "CrisisPlanWhole",
    __base__=ITEM_VIEWS["crisis-plan"],
    contacts=(many[CrisisContact], Field(description="Whom to call.")),
)
WHOLE: Final[dict[str, Any]] = {**ITEM_VIEWS, "crisis-plan": CrisisPlanWhole}
PAGE: Final[dict[str, Any]] = {"more": (bool, ...), "actors": (many[ActorView], ...)}

ThreadView: Any = create_model(
    "ThreadView",
    __base__=WaitingThread,
    __doc__="A thread of messages, as far as this reader sees it.",
    messages=(many[MESSAGE], ...),
)
ThreadList: Any = create_model(
    "ThreadList",
    __doc__="A page of threads, those with the latest messages first.",
    threads=(many[ThreadView], ...),
    **PAGE,
)


def standing_model(name: str, kind: str) -> Any:
    """What stands of that kind, and what stood before."""
    says = "What stands now, and a page of what stood before it, the newest first."
    shown: dict[str, Any] = {"current": (WHOLE[kind], ...), "former": (many[WHOLE[kind]], ...)}
    return create_model(name, __doc__=says, **shown, **PAGE)


StandingCrisisPlan: Any = standing_model("StandingCrisisPlan", "crisis-plan")
StandingVoice: Any = standing_model("StandingVoice", "voice")
StandingContactWish: Any = standing_model("StandingContactWish", "contact-wish")
