"""Who asks for a page: the cookie becomes a session, the session a caller, once per request."""

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal
from uuid import uuid4

from fastapi import Depends, Request

from app.bootstrap.service import Service
from app.domain.errors import NotAuthenticated
from app.domain.permissions import Permission
from app.portal.fields import Form
from app.usecases.ports import Caller
from app.usecases.sessions import Keeping
from app.usecases.signing_in import SignedIn, end_session, principal_of, resume

Language = Literal["sv", "en"]
SESSION: Final = "__Host-sip"
LANGUAGE: Final = "__Host-language"
TYPED: Final = "__Host-typed"
CSRF: Final = "portal-csrf"
WHO: Final = "portal-who"


class SignInNeeded(Exception):
    """Nobody is signed in: not yet, or not any more; `typed` is what was about to be sent then."""

    def __init__(self, typed: Form | None = None) -> None:
        super().__init__("sign in")
        self.typed = typed


@dataclass(kw_only=True)
class Visit:
    """One request for a page, by somebody who is signed in or by anybody."""

    request: Request
    service: Service
    language: Language
    secret: str | None = None
    signed_in: SignedIn | None = None
    asking: Caller | None = None
    tried: Form | None = None
    """The form that came back because something in it was wrong; shown again with what was typed."""

    @property
    def caller(self) -> Caller:
        """As whom the use cases are called. SignInNeeded."""
        if self.asking is None:
            raise SignInNeeded
        return self.asking

    def may(self, permission: Permission) -> bool:
        """Whether the one who asks may attempt it; for what is shown, never for what is done."""
        return self.asking is not None and permission in self.asking.principal.may

    @property
    def csrf(self) -> str:
        """What a form of this session has to bring along; it says nothing of the session."""
        return self.service.boxes.fingerprint(CSRF, self.secret).hex() if self.secret else ""

    @property
    def who(self) -> str:
        """A mark of who is signed in, the same in each of that one's sessions; it says nothing of who that is."""
        one = self.signed_in
        return self.service.boxes.fingerprint(WHO, f"{one.issuer}#{one.subject}").hex() if one else ""

    @property
    def page(self) -> str:
        """The address of the page, also when what was sent from it is answered."""
        return self.tried.page if self.tried and self.request.method != "GET" else self.request.url.path

    def form(self, name: str, /, *, version: str = "*", **values: str | list[str]) -> Form:
        """The form of that name to fill in, or as it came back."""
        new = Form(
            id=name,
            page=self.page,
            who=self.who,
            csrf=self.csrf,
            key=str(uuid4()),
            version=version,
            values={field: value if isinstance(value, list) else [value] for field, value in values.items()},
            errors={},
        )
        tried = self.tried
        if tried is None or tried.id != name:
            return new
        # Whoever presses again does so knowing what stands there now.
        tried.changed = tried.changed or (tried.kept and tried.version != version)
        return replace(new, values=tried.values, errors=tried.errors)


def language_of(request: Request) -> Language:
    """The language that was chosen; Swedish until then."""
    return "en" if request.cookies.get(LANGUAGE) == "en" else "sv"


async def anybody_of(request: Request) -> Visit:
    """Whoever asks, signed in or not. NotAuthenticated, once, for somebody who is signed in and let in no more."""
    return await _visit(request, used=True)


async def watcher_of(request: Request) -> Visit:
    """A page of somebody who is signed in, which asks by itself: that prolongs nothing. SignInNeeded."""
    visit = await _visit(request, used=False)
    visit.caller  # noqa: B018 - asked for what it raises
    return visit


async def _visit(request: Request, *, used: bool) -> Visit:
    service: Service = request.app.state.service
    secret = request.cookies.get(SESSION)
    visit = Visit(request=request, service=service, language=language_of(request), secret=secret)
    request.state.visit = visit
    who = await resume(service.sessions, service.boxes, secret, used=used) if secret else None
    if secret and who:
        try:
            principal = await principal_of(service.registry, who)
        except NotAuthenticated:
            # Not by what a page asks for by itself: whoever looks at it is to be told.
            if used:
                await end_session(service.sessions, service.boxes, secret)
            raise
        visit.signed_in = who
        visit.asking = Caller(principal=principal, today=service.clock(), request_id=request.state.request_id)
        request.state.caller = visit.asking
        await take_up(visit)
    return visit


async def take_up(visit: Visit) -> None:
    """Put back what was typed on this page in a session of the same person that ended meanwhile."""
    secret = visit.request.cookies.get(TYPED)
    if not secret or visit.request.method != "GET":
        return
    typed = await typed_in(visit.service).look(secret)
    if typed is not None and typed["page"] == visit.request.url.path and typed["who"] == visit.who:
        visit.tried = Form(**typed)


def typed_in(service: Service) -> Keeping:
    """Where what was typed is kept while somebody signs in again."""
    return Keeping(service.sessions, service.boxes, "typed")


async def visitor_of(visit: Annotated[Visit, Depends(anybody_of)]) -> Visit:
    """Somebody who is signed in. SignInNeeded."""
    visit.caller  # noqa: B018 - asked for what it raises
    return visit


AnybodyOf = Annotated[Visit, Depends(anybody_of)]
VisitOf = Annotated[Visit, Depends(visitor_of)]
WatcherOf = Annotated[Visit, Depends(watcher_of)]
