"""The handbook of rules as pages: what the service looks for, and why, for whoever is signed in."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from markupsafe import Markup
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.gaps.catalogue import RULES
from app.domain.locale import ENGLISH, SWEDISH
from app.portal.asking import VisitOf
from app.portal.rules_pages import agreed_for, found_by, groups_of, page_of
from app.portal.showing import shown
from app.portal.words import words_of

router = APIRouter()
MOST: Final = 60
"""Letters of what is searched for; what is longer is cut."""
RuleId = Annotated[str, Path(alias="rule", max_length=60)]
Search = Annotated[str, Query(alias="sok", max_length=1000)]


@router.get("/regler")
async def rules(visit: VisitOf, search: Search = "") -> Response:
    asked = search.strip()[:MOST]
    found = found_by(asked, visit.language)
    groups = groups_of(found, visit.language)
    return await shown(visit, "rules", asked=asked, most=MOST, count=len(found), groups=groups)


@router.get("/regler/{rule}")
async def rule(visit: VisitOf, rule: RuleId) -> Response:
    known = RULES.get(rule)
    if known is None:
        raise NotFound("there is no such rule")
    service, words = visit.service, words_of("rule", visit.language)
    headings = {"fires": words.example_fires, "near_miss": words.example_near_miss}
    examples = []
    for name, chart in service.handbook.charts(known, ENGLISH if visit.language == "en" else SWEDISH):
        figure = Markup(service.draw_figure(replace(chart, title=headings[name])))  # noqa: S704 - our own drawing, which escapes
        examples.append((headings[name], figure))
    return await shown(
        visit,
        "rule",
        rule=page_of(known, visit.language),
        agreed=agreed_for(known, await service.registry.bodies(), visit.caller.today, visit.language),
        examples=examples,
    )
