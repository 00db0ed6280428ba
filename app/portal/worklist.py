"""The worklist: a card per person and cause, the most urgent first; what is to come, and what rests."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.portal.asking import Visit, VisitOf, WatcherOf
from app.portal.card import DEED_PATHS
from app.portal.showing import shown
from app.portal.worklist_cards import card_of
from app.usecases import findings_reading

router = APIRouter()
View = Literal["nu", "kommande", "vilande"]
VIEWS: Final = {
    "nu": findings_reading.WORKLIST,
    "kommande": findings_reading.AHEAD,
    "vilande": findings_reading.in_state("snoozed"),
}
PER_PAGE: Final = 20
Show = Annotated[View, Query(alias="visa")]
Mine = Annotated[bool, Query(alias="mina")]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cards are shown, and the addresses of other choices."""

    view: View = "nu"
    mine: bool = False
    page: int = 1

    def address(self, under: str = "/arbetslista", **other: Any) -> str:
        """The same list but for what is said otherwise; it begins on its first page unless that is said."""
        wanted = {**asdict(self), "page": 1, **other}
        said = {
            **({} if wanted["view"] == "nu" else {"visa": wanted["view"]}),
            **({"mina": "1"} if wanted["mine"] else {}),
            **({} if wanted["page"] == 1 else {"sida": wanted["page"]}),
        }
        return f"{under}?{urlencode(said)}" if said else under


@router.get("/arbetslista")
async def worklist(
    visit: VisitOf, view: Show = "nu", mine: Mine = False, page: Page = 1, done: Done = None
) -> Response:
    # Before the list is read: what changes in between is told too often rather than never.
    mark = await visit.service.watch.mark(visit.caller)
    chosen = Chosen(view, mine, page)
    return await shown(visit, "worklist", done=done, mark=mark, views=tuple(VIEWS), **await _listed(visit, chosen))


@router.get("/arbetslista/kort")
async def cards(visit: WatcherOf, view: Show = "nu", mine: Mine = False, page: Page = 1) -> Response:
    """The list alone, for the page that keeps itself up to date."""
    return await shown(visit, "worklist", template="parts/list", **await _listed(visit, Chosen(view, mine, page)))


async def _listed(visit: Visit, chosen: Chosen) -> dict[str, Any]:
    service = visit.service
    found = await findings_reading.read_findings(
        service.views,
        service.vault,
        visit.caller,
        which=VIEWS[chosen.view],
        mine=chosen.mine,
        page=chosen.page,
        limit=PER_PAGE,
    )
    actors, me = await service.registry.actors(), visit.caller.principal.actor
    return {
        "chosen": chosen,
        "cards": [card_of(finding, actors, me, visit.language) for finding in found["findings"]],
        "more": found["more"],
        "held_back": found.get("held_back"),
        "paths": DEED_PATHS,
    }
