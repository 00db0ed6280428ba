"""Escalations that are going on: what an actor was told of, and what stands on a coordination body's list."""

from collections.abc import Mapping
from typing import Any

from app.domain.escalation import Step
from app.domain.gaps.catalogue import RULES
from app.domain.permissions import Permission, check
from app.usecases.body_reading import body_of_member
from app.usecases.ports import Caller, Registry, Views
from app.usecases.reading import Document, read_view


async def read_escalations(views: Views, caller: Caller, *, step: Step | None, page: int, limit: int) -> Document:
    """The rounds that are not over of which the caller's actor was told, or that are about the person who asks; those
    that have come to `step`, if it is given. The oldest first."""
    skip = (page - 1) * limit
    read = await read_view(views, "escalations", caller, "escalation", step=step, limit=limit, skip=skip)
    return _titled(read["document"])


async def read_body_list(
    views: Views, registry: Registry, caller: Caller, key: str, *, page: int, limit: int
) -> Document:
    """What has not been answered in spite of all steps, for the members of the body: nothing of any person.

    NotFound when there is no such body, NotPermitted for everybody else.
    """
    check(caller.principal, Permission.READ)
    await body_of_member(registry, caller, key)
    skip = (page - 1) * limit
    read = await read_view(views, "body-escalations", caller, "list", body=key, limit=limit, skip=skip)
    return _titled(read["document"])


def _titled(document: Mapping[str, Any]) -> Document:
    named = [
        {**one, "title": RULES[one["rule"]].title_sv if one["rule"] in RULES else one["rule"]}
        for one in document["escalations"]
    ]
    return {**document, "escalations": named}
