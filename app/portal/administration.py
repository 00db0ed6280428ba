"""Administration: who takes part and whose sign-ins are let in; shown before it is saved, stopped at once."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.facts import ACTOR_FUNCTIONS
from app.domain.identity import IssuerKind
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.registration_fields import Kind, asked, build_of, changed_in, deeds_of, typed_of
from app.portal.showing import shown
from app.usecases import administrating
from app.usecases import registration_commands as commands
from app.usecases.administration_pages import read_one, read_seen
from app.usecases.reading import Document

router = APIRouter()
KINDS: Final[Mapping[str, Kind]] = {"aktorer": "actor", "utfardare": "issuer", "klienter": "client"}
ALGORITHMS: Final = ("ES256", "ES384", "PS256", "RS256")
Where = Annotated[Literal["aktorer", "utfardare", "klienter"], Path(alias="where")]
Gate = Annotated[Literal["utfardare", "klienter"], Path(alias="where")]
Which = Annotated[UUID, Path(alias="registration")]
Done = Annotated[Literal["sparat", "stoppat", "startat"] | None, Query(alias="klart")]


@router.get("/administration")
async def administration(visit: VisitOf) -> Response:
    """All that the visitor administrates."""
    seen = await read_seen(visit.service.administration, visit.caller)
    return await shown(visit, "administration", found={where: seen[kind] for where, kind in KINDS.items()})


@router.get("/administration/{where}/ny")
async def new(visit: VisitOf, where: Where) -> Response:
    return await _new(visit, where)


@router.post("/administration/{where}/ny")
async def propose(posted: PostedOf, where: Where) -> Response:
    """What it would let in; and once that has been seen, it is saved."""

    async def act() -> UUID | Response:
        build = build_of(KINDS[where], posted.values, inside=posted.visit.service.settings.inside)
        return await _save_or_show(posted, where, build, None)

    return await carried_out(
        posted,
        "administration",
        act,
        done=lambda made: f"/administration/{where}/{made}?klart=sparat",
        again=lambda status: _new(posted.visit, where, status),
    )


@router.get("/administration/{where}/{registration}")
async def registration(visit: VisitOf, where: Where, which: Which, done: Done = None) -> Response:
    return await _one(visit, where, which, done=done)


@router.post("/administration/{where}/{registration}")
async def change(posted: PostedOf, where: Where, which: Which) -> Response:
    """As with a new one; what is not asked for stays as it was."""

    async def act() -> UUID | Response:
        service = posted.visit.service
        held = await read_one(service.administration, posted.visit.caller, KINDS[where], which)
        inside, operates = service.settings.inside, held.operates
        build = build_of(KINDS[where], posted.values, held.document, inside, operates=operates)
        return await _save_or_show(posted, where, build, which)

    return await carried_out(
        posted,
        "administration",
        act,
        done=f"/administration/{where}/{which}?klart=sparat",
        again=lambda status: _one(posted.visit, where, which, status),
    )


@router.post("/administration/{where}/{registration}/stopp")
async def stop(posted: PostedOf, where: Gate, which: Which) -> Response:
    """Nobody comes in by it from the next request on."""

    async def act() -> None:
        reason = posted.command(commands.Suspension).reason
        await administrating.stop(posted.visit.service.administration, posted.caller, KINDS[where], which, reason)

    return await carried_out(
        posted,
        "administration",
        act,
        done=f"/administration/{where}/{which}?klart=stoppat",
        again=lambda status: _one(posted.visit, where, which, status),
    )


@router.post("/administration/{where}/{registration}/start")
async def start(posted: PostedOf, where: Gate, which: Which) -> Response:
    """It lets in again what the page has shown."""

    async def act() -> None:
        digest, there = posted.command(commands.Release).preview, posted.visit.service.administration
        await administrating.start(there, posted.caller, KINDS[where], which, digest=digest, version=posted.version)

    return await carried_out(
        posted,
        "administration",
        act,
        done=f"/administration/{where}/{which}?klart=startat",
        again=lambda status: _one(posted.visit, where, which, status),
    )


async def _save_or_show(posted: Posted, where: str, build: administrating.Build, which: UUID | None) -> UUID | Response:
    visit = posted.visit
    if digest := posted.text("preview"):
        version = posted.version if which else None
        return await administrating.register(
            visit.service.administration, posted.caller, build, digest=digest, version=version
        )
    preview = await administrating.show(visit.service.administration, visit.caller, build, which)
    typed = [(name, text) for name, texts in posted.values.items() for text in texts]
    return await shown(
        visit,
        "administration",
        template="registration_preview",
        preview=preview,
        changed=changed_in(preview),
        typed=typed,
        where=where,
        version=posted.version,
        which=which,
    )


async def _new(visit: Visit, where: str, status: int = 200) -> Response:
    seen = await read_seen(visit.service.administration, visit.caller)
    return await shown(
        visit,
        "administration",
        status=status,
        template="registration_new",
        where=where,
        kind=KINDS[where],
        fields=asked(KINDS[where]),
        options=_options(visit, seen),
    )


async def _one(visit: Visit, where: str, which: UUID, status: int = 200, done: str | None = None) -> Response:
    kind = KINDS[where]
    found = await read_one(visit.service.administration, visit.caller, kind, which)
    one, actors = found.document, found.seen["actor"]
    fields = asked(kind, one, operates=found.operates)
    whole = kind == "actor" and "part_of" not in one
    return await shown(
        visit,
        "administration",
        status=status,
        template="registration",
        where=where,
        kind=kind,
        one=one,
        title=one.get("name") or one.get("url") or one["client_id"],
        fields=fields,
        values=typed_of(one, fields),
        units=[unit for unit in actors if unit.get("part_of") == one["id"]] if whole else None,
        options=_options(visit, found.seen),
        history=deeds_of(found.history),
        release=found.release,
        done=done,
    )


def _options(visit: Visit, seen: Mapping[str, list[Document]]) -> Mapping[str, list[tuple[str, str]]]:
    """What there is to choose among, by field."""
    actors = [(one["id"], one["name"]) for one in seen["actor"]]
    issuers = [(one["id"], one["url"]) for one in seen["issuer"]]
    words: Any = LABELS_EN if visit.language == "en" else LABELS_SV
    lists: dict[str, list[str]] = {
        "function": [one for one in ACTOR_FUNCTIONS if one != "person"],
        "level": list(words["level"]),
        "issuer-kind": list(IssuerKind),
        "permission": list(Permission),
        "suspension-reason": list(words["suspension-reason"]),
    }
    coded = {name: [(str(code), words[name][code]) for code in codes] for name, codes in lists.items()}
    return {
        "part_of": actors,
        "actor": actors,
        "units": actors,
        "issuer": issuers,
        "function": coded["function"],
        "level": coded["level"],
        "kind": coded["issuer-kind"],
        "scopes": coded["permission"],
        "algorithms": [(one, one) for one in ALGORITHMS],
        "reason": coded["suspension-reason"],
    }
