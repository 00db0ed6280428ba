"""Whose own pages are asked for: those of whoever is signed in, or those of somebody for whom that one acts."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Path, Request
from starlette.responses import HTMLResponse

from app.domain.errors import NotFound
from app.domain.permissions import Permission, check
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf
from app.portal.showing import shown
from app.usecases.acting import acting_for

OWN: Final = "/min-plan"
FOR: Final = "/foretrader/{person}"
"""Where the same pages are of whoever acts for that person: in the address, so that two windows are never mixed up."""
NAMES: Final = "__Host-represented"
SEALED: Final = "portal-represented"
MOST: Final = 25
"""Names that are kept at the most: a cookie holds no more."""
PlanId = Annotated[UUID, Path(alias="plan")]


@dataclass(kw_only=True)
class Mine:
    """The pages of one person; `base` is where they begin."""

    visit: Visit
    person: UUID
    base: str
    represents: bool
    name: str | None
    """Of whom one acts for."""

    async def shown(self, topic: str, *, status: int = 200, template: str | None = None, **values: Any) -> HTMLResponse:
        """The page of that topic, under the signs of whose it is."""
        return await shown(self.visit, topic, status=status, template=template, mine=self, **values)


async def mine_of(request: Request, visit: VisitOf) -> Mine:
    """The pages. NotFound for an agency, and for whoever does not act for the person today."""
    given = request.path_params.get("person")
    caller = visit.caller
    if caller.principal.person is None:
        raise NotFound("there is no such page for you")
    if given is None:
        return Mine(visit=visit, person=caller.principal.person, base=OWN, represents=False, name=None)
    try:
        person = UUID(given)
    except ValueError:
        raise NotFound("there is no such page for you") from None
    principal = await acting_for(visit.service.mandates, caller.principal, person, caller.today)
    visit.asking = request.state.caller = replace(caller, principal=principal)
    represents = principal.proxy is not None
    name = names_of(visit).get(str(person)) if represents else None
    return Mine(visit=visit, person=person, base=FOR.format(person=person), represents=represents, name=name)


MineOf = Annotated[Mine, Depends(mine_of)]


async def writing_mine_of(mine: MineOf) -> Mine:
    """A page with a form of what the person says: for whoever may not say it, it is not there. NotPermitted."""
    check(mine.visit.caller.principal, Permission.WRITE)
    return mine


WritingMineOf = Annotated[Mine, Depends(writing_mine_of)]


async def posted_to_mine(posted: PostedOf, mine: MineOf) -> Posted:
    """The form, sent by whoever acts on these pages."""
    posted.caller = replace(posted.caller, principal=mine.visit.caller.principal)
    return posted


PostedToMine = Annotated[Posted, Depends(posted_to_mine)]


def keep_names(visit: Visit, answer: HTMLResponse, names: Mapping[str, str]) -> None:
    """Let the browser keep the names of those for whom one acts, sealed: the banner says on every page for whom."""
    if visit.secret:
        said = json.dumps(dict(list(names.items())[:MOST])).encode()
        sealed = base64.urlsafe_b64encode(visit.service.boxes.seal_with(SEALED, visit.secret, said)).decode()
        answer.set_cookie(NAMES, sealed, secure=True, httponly=True, samesite="lax")


def names_of(visit: Visit) -> Mapping[str, str]:
    """The names that were kept in this session, by the person's id."""
    kept = visit.request.cookies.get(NAMES)
    if not kept or not visit.secret:
        return {}
    try:
        plain = visit.service.boxes.unseal_with(SEALED, visit.secret, base64.urlsafe_b64decode(kept))
    except ValueError:
        return {}
    names: Mapping[str, str] = json.loads(plain) if plain else {}
    return names
