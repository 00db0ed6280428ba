"""Every page of the portal as it is measured: who opens it, and at which address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.portal.mine_asking import FOR, OWN


@dataclass(frozen=True, slots=True)
class Row:
    """A page by its route; `names` are ids by which its address is not filled in as by those of the world."""

    route: str
    visitor: str | None
    names: Mapping[str, str] = field(default_factory=dict)
    query: str = ""

    def address(self, ids: Mapping[str, str]) -> str:
        """Where it is; a name in braces in `names` is one of the world's."""
        names = {name: said.format_map(ids) for name, said in self.names.items()}
        return self.route.format_map({**ids, **names}) + self.query

    @property
    def title(self) -> str:
        """What it is called in the table."""
        return self.route.format_map(_Kept(self.names)) + self.query


class _Kept(dict[str, str]):
    """What is not filled in stays as it is, and so does what one of the world's ids is filled in for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__({name: said for name, said in names.items() if "{" not in said})

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


OF_MINE: Final = (
    Row("", "person"),
    Row("/tidslinje", "person"),
    Row("/uppgifter", "person"),
    Row("/uppgifter/{item}/stammer-inte", "person"),
    Row("/{plan}/viktigt", "person"),
    Row("/{plan}/kontakt", "person"),
    Row("/{plan}/kris", "person"),
    Row("/samtycken", "person"),
    Row("/samtycken/{consent}/aterkalla", "person"),
    Row("/samtycken/{consent}/ge", "person", {"consent": "{draft}"}),
    Row("/samtycken/{consent}/andra", "person"),
    Row("/ombud", "person"),
    Row("/ombud/{mandate}/{act}", "person", {"act": "nej"}),
    Row("/forslag/{activity}", "person", {"activity": "{proposed}"}),
    Row("/vem-har-last", "person"),
    Row("/utdrag", "person"),
    Row("/{plan}/meddelanden", "person"),
    Row("/{plan}/meddelanden/nytt", "person"),
)
"""The person's own pages, which a proxy has, too, under another address."""
MINE_ALONE: Final = (
    "/uppgifter/{item}/stammer-inte",
    "/{plan}/viktigt",
    "/{plan}/kontakt",
    "/{plan}/kris",
    "/{plan}/meddelanden/nytt",
    "/ombud",
    "/ombud/{mandate}/{act}",
    "/forslag/{activity}",
)
NO_PAGES: Final = {
    "/": "leads on",
    "/sprak/{language}": "leads on",
    "/logga-in/{issuer}": "leads on",
    "/inloggad": "leads on",
    "/samordning": "leads on, where there is one body",
    "/samordning/{body}": "leads on",
    "/static/{digest}/{name}": "a file from memory",
    "/arbetslista/handelser": "a stream for as long as somebody listens",
    **dict.fromkeys((FOR + path for path in MINE_ALONE), "is the person's own alone"),
    **{FOR + f"/utdrag/uppgifter-om-mig.{form}": "as the person's own" for form in ("pdf", "html", "json")},
    **{FOR + f"/moten/{{meeting}}/inbjudan.{form}": "as the person's own" for form in ("ics", "pdf")},
}
"""What has an address and no row, and why."""
FLOOR: Final = Row("/tillganglighet", "caseworker")
"""A page with nothing to read but the session."""
ROWS: Final = (
    FLOOR,
    Row("/logga-in", None),
    Row("/utloggad", None),
    Row("/svar", None),
    Row("/arbetslista", "caseworker"),
    Row("/arbetslista", "caseworker", query="?visa=kommande"),
    Row("/arbetslista/kort", "caseworker"),
    Row("/arbetslista/{finding}", "caseworker"),
    Row("/arbetslista/{finding}/varfor", "caseworker"),
    Row("/arenden", "caseworker"),
    Row("/arenden", "coordinator", query="?visa=enhetens"),
    Row("/arenden/overlamning", "caseworker"),
    Row("/arenden/ersattare", "caseworker"),
    Row("/installningar", "caseworker"),
    Row("/planer/{plan}", "caseworker"),
    *(
        Row("/planer/{plan}/nytt/{what}", "caseworker", {"what": what})
        for what in ("behov", "mal", "insats", "ansvar", "deltagare")
    ),
    Row("/poster/{item}", "caseworker"),
    Row("/planer/{plan}/moten/nytt", "caseworker"),
    Row("/planer/{plan}/moten/{meeting}", "caseworker"),
    Row("/planer/{plan}/versioner", "caseworker"),
    Row("/planer/{plan}/versioner/{n}", "caseworker"),
    Row("/planer/{plan}/versioner/{n}/skillnad", "caseworker"),
    Row("/planer/{plan}/historik", "caseworker"),
    Row("/planer/{plan}/foretradare", "caseworker"),
    Row("/planer/{plan}/samtycken/nytt", "caseworker"),
    Row("/planer/{plan}/samtycken/{consent}/ersatt", "caseworker"),
    *(Row(OWN + row.route, row.visitor, row.names) for row in OF_MINE),
    Row("/min-plan/foretrader", "proxy"),
    *(Row(FOR + row.route, "proxy", row.names) for row in OF_MINE if FOR + row.route not in NO_PAGES),
    Row("/samordning/{body}/statistik", "analyst"),
    Row("/samordning/{body}/statistik/{table}.csv", "analyst"),
    Row("/samordning/{body}/obesvarat", "caseworker"),
    Row("/samordning/{body}/overenskommelser", "caseworker"),
    Row("/samordning/{body}/overenskommelser/ny", "administrator"),
    Row("/samordning/{body}/overenskommelser/forslag/{preview}", "administrator"),
    Row("/samordning/{body}/insatser", "caseworker"),
    Row("/samordning/{body}/insatser/ny", "caseworker"),
    Row("/samordning/{body}/insatser/{offer}", "caseworker"),
    Row("/samordning/{body}/insatser/{offer}/andra", "caseworker"),
    Row("/regler", "caseworker"),
    Row("/regler/{rule}", "caseworker"),
    Row("/administration", "administrator"),
    *(Row("/administration/{where}/ny", "administrator", {"where": where}) for where in ("utfardare", "klienter")),
    Row("/administration/{where}/{registration}", "administrator", {"where": "aktorer", "registration": "{actor}"}),
    Row("/granskning", "auditor"),
    Row("/granskning/dag", "auditor"),
    Row("/granskning/person", "auditor"),
    Row("/granskning/sigill", "auditor"),
)
PAPERS: Final = (
    Row("/planer/{plan}/utskrift", "caseworker"),
    *(Row(f"/moten/{{meeting}}/inbjudan.{form}", "caseworker") for form in ("ics", "pdf")),
    *(Row(f"/kallelser/{{call}}/inbjudan.{form}", "caseworker") for form in ("ics", "pdf")),
    *(Row(OWN + f"/moten/{{meeting}}/inbjudan.{form}", "person") for form in ("ics", "pdf")),
    Row(OWN + "/utdrag/uppgifter-om-mig.pdf", "person"),
    Row(OWN + "/utdrag/uppgifter-om-mig.html", "person"),
    Row(OWN + "/utdrag/uppgifter-om-mig.json", "person"),
)
"""What is taken out, to print or to keep; a PDF is set in a process of its own."""


def addresses(portal: FastAPI) -> Iterator[str]:
    """Every address that can be read."""
    paths = get_openapi(title="pages", version="0", routes=portal.routes)["paths"]
    return (path for path, methods in paths.items() if "get" in methods)


def refuse_missing(portal: FastAPI, rows: Sequence[Row], no_pages: Mapping[str, str]) -> None:
    """LookupError that names the pages without a row, and the rows without a page."""
    there, known = {*addresses(portal)}, {*no_pages, *(row.route for row in rows)}
    if missing := sorted(there - known):
        raise LookupError(f"no row in benchmarks/page_rows.py for {', '.join(missing)}; add who opens it, and where")
    if gone := sorted(known - there):
        raise LookupError(f"no page for the rows {', '.join(gone)} in benchmarks/page_rows.py; take them out")
