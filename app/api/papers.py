"""How a document on paper is asked for and answered: by Accept, in the language of Accept-Language, as tagged PDF."""

from typing import Any, Final

from fastapi import Request, Response

from app.api.contract import also
from app.domain.locale import ENGLISH, SWEDISH, Locale

PDF: Final = "application/pdf"


def on_paper(said: dict[str, Any]) -> dict[str, Any]:
    """The operation answers as PDF too."""
    return also(said, PDF, "%PDF-1.7")


def wants_paper(request: Request) -> bool:
    """Whether it is asked for as PDF."""
    return PDF in request.headers.get("accept", "")


def locale_of(request: Request) -> Locale:
    """English for whoever prefers it to Swedish, else Swedish."""
    asked = [_preference(one) for one in request.headers.get("accept-language", "").split(",")]
    liked = {name: max((q for language, q in asked if language == name), default=0.0) for name in ("sv", "en")}
    return ENGLISH if liked["en"] > liked["sv"] else SWEDISH


def answered_paper(made: bytes, name: str, locale: Locale) -> Response:
    """The document, to be shown or kept under a name that says nothing of anybody."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Content-Language": locale.language}
    return Response(made, headers=headers, media_type=PDF)


def _preference(one: str) -> tuple[str, float]:
    tag, _, quality = one.partition(";")
    try:
        q = float(quality.strip().removeprefix("q=") or 1)
    except ValueError:
        q = 0.0
    return tag.strip().lower()[:2], q
