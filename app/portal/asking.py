"""Who asks for a page: the cookie becomes a session, the session a caller, once per request."""

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal
from uuid import uuid4

from fastapi import Depends, Request

from app.bootstrap.service import Service
from app.domain.permissions import Permission
from app.portal.fields import Form
from app.usecases.ports import Caller
from app.usecases.signing_in import SignedIn, principal_of, resume

Language = Literal["sv", "en"]
SESSION: Final = "__Host-sip"
LANGUAGE: Final = "__Host-language"
CSRF: Final = "portal-csrf"


class SignInNeeded(Exception):
    """Nobody is signed in: not yet, or not any more."""


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

    def form(self, name: str, *, version: str = "*", **values: str | list[str]) -> Form:
        """The form of that name to fill in, or as it came back."""
        if self.tried is not None and self.tried.id == name:
            # Whoever presses again does so knowing what stands there now.
            return replace(self.tried, key=str(uuid4()), version=version, csrf=self.csrf)
        given = {field: value if isinstance(value, list) else [value] for field, value in values.items()}
        return Form(id=name, csrf=self.csrf, key=str(uuid4()), version=version, values=given, errors={})


def language_of(request: Request) -> Language:
    """The language that was chosen; Swedish until then."""
    return "en" if request.cookies.get(LANGUAGE) == "en" else "sv"


async def anybody_of(request: Request) -> Visit:
    """Whoever asks, signed in or not. NotAuthenticated for somebody who is signed in and let in no more."""
    service: Service = request.app.state.service
    visit = Visit(request=request, service=service, language=language_of(request))
    request.state.visit = visit
    secret = request.cookies.get(SESSION)
    who = await resume(service.sessions, service.boxes, secret) if secret else None
    if secret and who:
        visit.secret = secret
        principal = await principal_of(service.registry, who)
        visit.signed_in = who
        visit.asking = Caller(principal=principal, today=service.clock(), request_id=request.state.request_id)
        request.state.caller = visit.asking
    return visit


async def visitor_of(visit: Annotated[Visit, Depends(anybody_of)]) -> Visit:
    """Somebody who is signed in. SignInNeeded."""
    visit.caller  # noqa: B018 - asked for what it raises
    return visit


AnybodyOf = Annotated[Visit, Depends(anybody_of)]
VisitOf = Annotated[Visit, Depends(visitor_of)]
