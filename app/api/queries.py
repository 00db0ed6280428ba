"""Query parameters: which page, and no parameter that the operation does not know."""

from typing import Annotated

from fastapi import Query, Request
from fastapi.routing import APIRoute

from app.api.wrong_fields import nameable
from app.domain.errors import FieldError

Page = Annotated[int, Query(ge=1, le=10_000, description="Vilken sida, från 1. Which page, from 1.")]
Limit = Annotated[int, Query(ge=1, le=100, description="Hur många på en sida. How many on a page.")]


async def refuse_unknown_queries(request: Request) -> None:
    """FieldError for a parameter that the operation does not have: a misspelt filter would show too much."""
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    known = {field.alias for field in route.dependant.query_params}
    for name in request.query_params:
        if name not in known:
            allowed = f"it has {', '.join(sorted(known))}" if known else "it has none"
            shown = name if nameable(name) else "…"
            raise FieldError(shown, f"is not a query parameter of this address; {allowed}")
