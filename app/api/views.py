"""How items and documents are answered: their JSON, their ETag, their address."""

import hashlib
from typing import Any

from fastapi.responses import JSONResponse, Response
from msgspec.json import encode

from app.api.fact_models import COLLECTIONS
from app.domain.days import Day
from app.domain.facts.json import sealed_fields
from app.domain.facts.references import OUT_OF_SIGHT
from app.domain.item import Item, stored_fields
from app.usecases.reading import Document, stated


def item_view(item: Item, today: Day) -> Document:
    """The item as whoever wrote it may see it, with its state today and what can be done next."""
    header = {
        "id": str(item.id),
        "person_id": str(item.person_id),
        "plan_id": str(item.plan_id) if item.plan_id else None,
        "kind": item.content.kind,
        "owner": str(item.owner),
        "category": item.category,
        "disclosure": "parties" if item.disclosed else "own",
        "title": item.title,
        "tentative": True if item.tentative else None,
        "reason": item.reason,
        "version": item.version,
    }
    stored = stored_fields(item.content).items()
    fields = {n: v for n, v in stored if n not in sealed_fields(item.content.kind) and v != OUT_OF_SIGHT}
    said = {name: value for name, value in header.items() if value is not None} | fields
    view = stated(said, today)
    return {**view, "state": "void", "possible": []} if item.void else view


def location_of(item: Item) -> str:
    """The address of the item, relative to the API's base."""
    collection = COLLECTIONS.get(item.content.kind, "facts")
    return f"{collection}/{item.id}"


def answered_item(item: Item, today: Day, base: str, status: int = 200) -> JSONResponse:
    """The item with its ETag, and its address when it is new."""
    headers = {"ETag": f'"{item.version}"'}
    if status == 201:
        headers["Location"] = f"{base}/{location_of(item)}"
    return JSONResponse(item_view(item, today), status, headers)


def answered_document(document: Document, *, version: str | None = None) -> Response:
    """A composed view: its ETag is its own version, or a hash of what this reader sees, as it is told."""
    body = encode(document)
    tag = hashlib.sha256(body).hexdigest()[:32] if version is None else version
    return Response(body, headers={"ETag": f'"{tag}"'}, media_type="application/json")


def page_links(path: str, query: dict[str, Any], page: int, *, more: bool) -> dict[str, str]:
    """The Link header (RFC 8288) to the next and the previous page."""
    links = []
    for relation, number, there in (("prev", page - 1, page > 1), ("next", page + 1, more)):
        if there:
            parts = "&".join(f"{name}={value}" for name, value in {**query, "page": number}.items())
            links.append(f'<{path}?{parts}>; rel="{relation}"')
    return {"Link": ", ".join(links)} if links else {}
