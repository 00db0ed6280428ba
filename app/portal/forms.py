"""What somebody typed: taken once, carried out by a use case, and shown again when something in it was wrong."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hmac import compare_digest
from types import SimpleNamespace
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.domain.caseload import MOST_PLANS
from app.domain.civil_days import NoEnd
from app.domain.errors import Conflict, FieldError, NoSuchEnd, StaleVersion
from app.portal.addresses import local
from app.portal.asking import AnybodyOf, SignInNeeded, Visit
from app.portal.fields import Form
from app.portal.refusing import conflict_words
from app.portal.words import words_of
from app.usecases.ports import Caller, Once, Replayed

M = TypeVar("M", bound=BaseModel)
FIELDS: Final = 2 * MOST_PLANS + 100
"""Fields of a form at the most: two for each plan of a caseload, and some beside."""
OWN: Final = ("_csrf", "_key", "_version", "_form", "_page", "_who")
"""The hidden fields that every form has; the others are what was typed."""
BEFORE: Final = "redan=1"
"""What the address says of something that was done before and has not been done again; layout.html tells it."""


Sent = list[tuple[str, str]]


class Forged(HTTPException):
    """The form did not come from a page of this session."""

    def __init__(self) -> None:
        super().__init__(403)


@dataclass(kw_only=True)
class Posted:
    """A form that was sent, and who sent it. `caller` takes effect once for the same form with the same content."""

    visit: Visit
    name: str
    page: str
    key: str
    version: str
    values: Mapping[str, list[str]]
    caller: Caller

    def command(self, model: type[M], **more: Any) -> M:
        """What was typed, as the use case's own command; an empty field is one that was left out. ValidationError."""
        typed = {name: _given(model, name, texts) for name, texts in self.values.items() if any(texts)}
        return model.model_validate({**typed, **more})

    def text(self, name: str) -> str:
        """What stands in one field."""
        return next(iter(self.values.get(name, ())), "")


async def sent_of(request: Request) -> Sent:
    """The fields as they were sent, read before anything else, so that they can be sent again from the page that says
    that nothing answers; of a form from elsewhere they are not kept for that."""
    form = await request.form(max_files=0, max_fields=FIELDS)
    sent = [(name, str(value)) for name, value in form.multi_items()]
    if from_where(request) == "here":
        request.state.sent = sent
    return sent


async def posted_of(request: Request, sent: Annotated[Sent, Depends(sent_of)], visit: AnybodyOf) -> Posted:
    """The form, when it is this session's own. Forged; SignInNeeded with what was typed, when the session has ended."""
    typed: dict[str, list[str]] = {}
    for name, value in sent:
        typed.setdefault(name, []).append(_plain(value))
    own = {name: next(iter(typed.pop(name, ())), "") for name in OWN}
    site = from_where(request)
    if site == "elsewhere":
        raise Forged
    of_this_session = bool(visit.csrf) and compare_digest(own["_csrf"].encode(), visit.csrf.encode())
    if not of_this_session or visit.asking is None:
        # What was typed in a session that has ended is kept for whoever typed it, and nothing is done with it. The
        # browser's own word that it comes from here is enough for that.
        if not of_this_session and (site != "here" or (visit.who and visit.who != own["_who"])):
            raise Forged
        raise SignInNeeded(_to_keep(own, typed))
    return Posted(
        visit=visit,
        name=own["_form"],
        page=local(own["_page"]),
        key=own["_key"],
        version=own["_version"] or "*",
        values=typed,
        caller=_once(visit, own, typed),
    )


PostedOf = Annotated[Posted, Depends(posted_of)]


async def carried_out(
    posted: Posted,
    topic: str,
    act: Callable[[], Awaitable[object]],
    *,
    done: str | Callable[[UUID], str],
    again: Callable[[int], Awaitable[Response]],
    wrong: Callable[[FieldError, str], str | None] = lambda *_: None,
) -> Response:
    """Do it, and lead on to where `done` says (given what was made, if that is asked for), also when it was done
    before, which is said there; a page that `act` gives is shown as it is. Otherwise show the page `again` under that
    status, with what was typed and, in the topic's words, what is wrong with it; `wrong` says it where more than
    the field's name decides."""
    done_before = False
    try:
        made: object = await act()
    except Replayed as before:
        made, done_before = before.item_id, True
    except ValidationError as error:
        return await _again(posted, again, 422, _said_by_pydantic(topic, posted, error))
    except FieldError as error:
        field = _on_page(posted, error.field)
        said = wrong(error, posted.visit.language) or _words_for(topic, posted, field, error)
        return await _again(posted, again, 422, {field: said or _shared(posted).look_again})
    except StaleVersion:
        return await _again(posted, again, 412, {}, changed=True)
    except Conflict as error:
        return await _again(posted, again, 409, {}, trouble=conflict_words(error, posted.visit.language))
    if isinstance(made, Response):  # what was asked for is itself a page: a search, a preview
        return made
    address = done if isinstance(done, str) else done(_id_of(made))
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{BEFORE}" if done_before else address, 303)


async def _again(
    posted: Posted,
    again: Callable[[int], Awaitable[Response]],
    status: int,
    errors: dict[str, str],
    *,
    changed: bool = False,
    trouble: str | None = None,
) -> Response:
    visit = posted.visit
    visit.tried = Form(
        id=posted.name,
        page=posted.page,
        who=visit.who,
        csrf=visit.csrf,
        key=posted.key,
        version=posted.version,
        values=dict(posted.values),
        errors=errors,
        changed=changed,
        trouble=trouble,
    )
    return await again(status)


def _once(visit: Visit, own: Mapping[str, str], typed: Mapping[str, list[str]]) -> Caller:
    """The same form with the same content is one act; with other content it is another, and the version says whether
    it may still be done."""
    caller, boxes = visit.caller, visit.service.boxes
    said = json.dumps([visit.request.url.path, own["_form"], own["_version"], sorted(typed.items())])
    digest = hashlib.sha256(said.encode()).hexdigest()
    whose = json.dumps([str(caller.principal.reader), caller.principal.user, own["_key"], digest])
    once = Once(
        key=boxes.fingerprint("idempotency-key", whose),
        request=boxes.fingerprint("idempotency-request", digest),
        status=303,
    )
    return replace(caller, once=once)


def from_where(request: Request) -> str:
    """What the browser says of the page that sent it: "here", "elsewhere", or "" when it says nothing."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in (None, "same-origin") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        return "elsewhere"
    # Either will do: some browsers say only whence a form came.
    return "here" if site or origin else ""


def _to_keep(own: Mapping[str, str], typed: dict[str, list[str]]) -> Form:
    return Form(
        id=own["_form"],
        page=local(own["_page"]),
        who=own["_who"],
        csrf="",
        key="",
        version=own["_version"] or "*",
        values=typed,
        errors={},
        kept=True,
    )


def _plain(text: str) -> str:
    """As it was meant: lines end as everywhere else, and blanks around it say nothing."""
    return text.replace("\r\n", "\n").strip()


def _given(model: type[BaseModel], name: str, texts: list[str]) -> str | list[str]:
    """A list for what takes several, else the one text."""
    field = model.model_fields.get(name)
    several = field is not None and getattr(field.annotation, "__origin__", None) is list
    return [text for text in texts if text] if several else texts[0]


def _said_by_pydantic(topic: str, posted: Posted, error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False):
        name = _on_page(posted, ".".join(map(str, one["loc"])))
        own = _words_for(topic, posted, name, one.get("ctx", {}).get("error"))
        found.setdefault(name, own or _by_type(_shared(posted), one["type"], one.get("ctx", {})))
    return found


def _on_page(posted: Posted, path: str) -> str:
    """The field of the page in which it was typed: a date in a list of them stands in the field of the list."""
    parts = path.split(".")
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in names if name in posted.values), parts[0])


def _by_type(words: SimpleNamespace, kind: str, context: Mapping[str, Any]) -> str:
    said: dict[str, str] = {
        "missing": words.missing,
        "string_too_short": words.missing,
        "too_short": words.choose,
        "literal_error": words.choose,
        "string_too_long": words.too_long.format(most=context.get("max_length")),
        "int_parsing": words.a_number,
        "float_parsing": words.a_number,
    }
    return said.get(kind, str(words.look_again))


def _own_words(topic: str, posted: Posted, field: str) -> str | None:
    """What the page's own words say of a wrong field: `wrong_<field>`, of a part of one by the name of the part."""
    own: str | None = getattr(words_of(topic, posted.visit.language), f"wrong_{field.rpartition('.')[2]}", None)
    return own


def _words_for(topic: str, posted: Posted, field: str, error: object) -> str | None:
    """The page's own words, but of a day after the last one where none need be given: some write 9999-12-31 then."""
    if isinstance(error, NoSuchEnd | NoEnd):
        no_end: str = _shared(posted).no_end
        return no_end
    return _own_words(topic, posted, field)


def _shared(posted: Posted) -> SimpleNamespace:
    return words_of("fields", posted.visit.language)


def _id_of(made: object) -> UUID:
    """The id of what was made: the id itself, or that of the item."""
    with suppress(AttributeError):
        return UUID(str(made.id))  # type: ignore[attr-defined]  # items, plans, whatever has an id
    assert isinstance(made, UUID)  # noqa: S101 - what a page hands over, never what somebody sent
    return made
