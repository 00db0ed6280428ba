"""What an actor takes out for its archive: its own items in a plan, with a manifest that tells whether it is whole."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from app.domain.days import iso
from app.domain.errors import NotPermitted
from app.domain.permissions import user_of
from app.usecases.exporting import whole
from app.usecases.ports import Caller, Vault, Views
from app.usecases.reading import Document, read_view

FORMAT: Final = "sip-plan-archive-1"
ITEMS: Final = "items.ndjson"
VERSIONS: Final = "versions.json"
MANIFEST: Final = "manifest.json"

Files = Mapping[str, bytes]
"""The archive's files by name; the last is the manifest, which names the others."""
Pack = Callable[[Files], bytes]


async def archive_plan(views: Views, vault: Vault, caller: Caller, plan_id: UUID) -> Document:
    """The caller's own items in the plan, every version of each, and a manifest.

    Of others there are ids in them, and nothing more. NotPermitted for the person, who has an export of everything;
    NotFound for whoever neither takes part in the plan nor has items in it.
    """
    if caller.principal.actor is None:
        raise NotPermitted("an archive is an agency's own; what is kept about you is at /persons/{person}/export")
    document: Document = (await read_view(views, "plan-archive", caller, "plan", plan_id=plan_id))["document"]
    items = [whole(vault, item) for item in document["items"]]
    taken = {"items": items, "versions": {"frozen": document["frozen"], "accepted": document["accepted"]}}
    return {"manifest": _manifest(document, taken, caller), **taken}


def files_of(archive: Document) -> Files:
    """The archive as files: an item a line, the versions of the plan that its items are in, and the manifest."""
    return {
        ITEMS: _lines(archive["items"]),
        VERSIONS: _text(archive["versions"]),
        MANIFEST: _text(archive["manifest"]),
    }


def _manifest(document: Document, taken: Document, caller: Caller) -> Document:
    counts: dict[str, dict[str, int]] = {}
    for item in taken["items"]:
        kind = counts.setdefault(item["kind"], {"items": 0, "versions": 0})
        kind["items"] += 1
        kind["versions"] += len(item["versions"])
    files = {ITEMS: _lines(taken["items"]), VERSIONS: _text(taken["versions"])}
    return {
        "format": FORMAT,
        "made": iso(caller.today),
        "by": {"client": caller.principal.client, "user": user_of(caller.principal)},
        "actor": document["actor"],
        "plan_id": document["plan_id"],
        "person_id": document["person_id"],
        "kinds": dict(sorted(counts.items())),
        "plan_versions": sorted({one["n"] for one in document["frozen"]}),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }


def _lines(items: Sequence[Mapping[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(item, ensure_ascii=False, sort_keys=True)}\n" for item in items).encode()


def _text(document: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2)}\n".encode()
