"""A plan as its reader works with it: the timeline, who stands behind it and what it lacks, in one reading."""

from typing import Final
from uuid import UUID

from app.usecases.completing import requirements_of
from app.usecases.ports import Caller, Registry, Vault, Views
from app.usecases.reading import Document, read_view, told_timeline

UNREAD: Final = ("person", "emergency-access", "mandate")
"""Kinds that say nothing of whether the plan says all that it has to."""


async def read_plan_page(views: Views, vault: Vault, registry: Registry, caller: Caller, plan_id: UUID) -> Document:
    """The plan in the form of a timeline (`app.usecases.chart` draws it) with everything in it that the reader may see
    but for messages, all the consents and mandates that the reader knows of, the versions, and `requirements` as
    completeness tells them. NotFound."""
    read = await read_view(views, "plan-page", caller, "plan", plan_id=plan_id)
    document = told_timeline(read, vault, caller)
    stating = [item for item in document["items"] if item["kind"] not in UNREAD]
    requirements = requirements_of(stating, await registry.actors(), await registry.bodies(), caller)
    return {**document, "requirements": requirements}
