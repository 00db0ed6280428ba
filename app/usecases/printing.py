"""What is put on paper: the plan as one reader sees it, with its timeline; and by whom a page is set as a document."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from app.domain.locale import Locale
from app.usecases.ports import Caller, Vault, Views
from app.usecases.reading import Document, read_view, told_timeline

Typeset = Callable[[str], Awaitable[bytes]]
"""A page in HTML as a tagged PDF. NotPrintable when that cannot be done here, or takes too long."""
DrawPlan = Callable[[Mapping[str, Any], Locale], str]


async def read_plan_to_print(views: Views, vault: Vault, caller: Caller, plan_id: UUID) -> Document:
    """The plan with everything in it that the reader may see but for messages, in the form of a timeline: who it is
    about, the versions, and of the gaps those that rest on nothing but the plan. NotFound.

    A paper is read by whoever comes by it, so nothing stands on it that the reader sees beside the plan.
    """
    read = await read_view(views, "plan-print", caller, "plan", plan_id=plan_id)
    return told_timeline(read, vault, caller)
