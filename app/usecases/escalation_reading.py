"""Escalations that are going on: what an actor was told of, and what stands on a coordination body's list."""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.domain.escalation import Step
from app.domain.gaps.catalogue import RULES
from app.domain.permissions import Permission, check
from app.usecases.body_reading import body_of_member
from app.usecases.ports import Caller, Registry, Views
from app.usecases.reading import Document, read_view

CASE_NUMBER: Final = re.compile(r"[0-9a-f]{4}-?[0-9a-f]{4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Its first eight digits, in the middle of which a dash may stand, or the whole of it."""


async def read_escalations(views: Views, caller: Caller, *, step: Step | None, page: int, limit: int) -> Document:
    """The rounds that are not over of which the caller's actor was told, or that are about the person who asks; those
    that have come to `step`, if it is given. The oldest first."""
    skip = (page - 1) * limit
    read = await read_view(views, "escalations", caller, "escalation", step=step, digits=None, limit=limit, skip=skip)
    return _titled(read["document"])


async def find_case(views: Views, caller: Caller, digits: str) -> UUID | None:
    """The call or referral that has that case number on the list of a body, for the actor that is awaited; None for
    everybody else, and where more than one has a number that begins so."""
    wanted: dict[str, Any] = {"step": "body", "digits": digits, "limit": 1, "skip": 0}
    found = (await read_view(views, "escalations", caller, "escalation", **wanted))["document"]
    return None if found["more"] or not found["escalations"] else UUID(found["escalations"][0]["subject"])


def case_digits(typed: str) -> str | None:
    """The digits of what may be a case number: the first eight, as they are said aloud, or all. None of others."""
    said = typed.strip().casefold()
    return said.replace("-", "") if CASE_NUMBER.fullmatch(said) else None


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
