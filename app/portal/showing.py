"""How a page is shown: its template, its words in the visitor's language, and what surrounds it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from app.domain.labels import LABELS_EN, LABELS_SV
from app.portal import assets, dates
from app.portal.asking import TYPED, Visit, typed_in
from app.portal.headers import policy
from app.portal.navigation import entries
from app.portal.numbers import number_words
from app.portal.words import shared_words, words_of

TEMPLATES: Final = Path(__file__).parent / "templates"
PERSONAL: Final = {"Cache-Control": "no-store"}
"""Nothing personal is kept by a browser: neither on disk nor behind its back button."""


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["day"] = _in_language(dates.day_words)
    made.filters["weekday"] = _in_language(dates.weekday_words)
    made.filters["clock"] = _in_language(dates.clock_words)
    made.filters["moment"] = _in_language(dates.moment_words)
    made.filters["time"] = _in_language(dates.time_words)
    made.filters["number"] = _in_language(number_words)
    made.filters["label"] = _label
    made.filters["begin"] = lambda words: words[:1].upper() + words[1:]  # as a sentence begins
    made.globals["asset"] = assets.address
    return made


def _in_language(words: Callable[[Any, str], str]) -> Callable[[Context, Any], str]:
    @pass_context
    def filtered(context: Context, value: Any) -> str:
        return words(value, context["language"])

    return filtered


@pass_context
def _label(context: Context, code: str, code_list: str) -> str:
    """The words of a code; the code itself, for one that has none."""
    labels = LABELS_EN if context["language"] == "en" else LABELS_SV
    return labels[code_list].get(code, code)


async def shown(
    visit: Visit, topic: str, *, status: int = 200, template: str | None = None, **values: Any
) -> HTMLResponse:
    """The page of that topic; `t` are its words and `w` those that every page has."""
    text = ENVIRONMENT.get_template(f"{template or topic}.html").render(
        **await _surroundings(visit),
        t=words_of(topic, visit.language),
        w=shared_words(visit.language),
        language=visit.language,
        visit=visit,
        **values,
    )
    answer = HTMLResponse(text, status, PERSONAL)
    if visit.signed_in and visit.signed_in.sign_out_at:
        # Signing out leads on to the provider, which a browser holds for a place that the form is sent to.
        answer.headers["content-security-policy"] = policy(visit.signed_in.sign_out_at)
    if visit.tried and visit.tried.kept:
        await typed_in(visit.service).end(visit.request.cookies.get(TYPED, ""))
        answer.delete_cookie(TYPED, secure=True, httponly=True, samesite="lax")
    return answer


async def _surroundings(visit: Visit) -> dict[str, Any]:
    """Who is signed in, for whom, and where one can go from here."""
    actor = None
    if visit.asking is not None and visit.asking.principal.actor is not None:
        known = await visit.service.registry.actors()
        actor = known[visit.asking.principal.actor].name
    path = visit.request.url.path
    return {"menu": entries(visit), "path": path, "actor": actor}


ENVIRONMENT: Final = _environment()
