"""Every page of the portal, a row each: who opens it, and what has to be there; a page without a row is missed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from tests.portal.every_scene import SECOND

OWN: Final = ("", "/tidslinje", "/uppgifter", "/samtycken", "/vem-har-last", "/utdrag")
"""Pages of the person, after the address at which they begin."""


@dataclass(frozen=True, slots=True)
class Row:
    """A page: its address with the names of what has to be there, who opens it, what else there is, and how a form of
    it is filled in where the first that can be chosen would make no sense ("" where a field has to be left out,
    and a blank between several that are ticked). `after` is the form that leads to it, and `closed` a page that is not
    there for whoever opens it."""

    address: str
    who: str = "anna"
    needs: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    closed: bool = False

    @property
    def id(self) -> str:
        return f"{self.address}, {self.who}{', sent' if self.after else ''}"


NO_PAGES: Final = {
    # what leads on to a page
    *("/", "/sprak/{language}", "/logga-in/{issuer}", "/inloggad", "/samordning", "/samordning/{body}"),
    # parts that a page fetches, and files
    *("/static/{digest}/{name}", "/arbetslista/handelser", "/arbetslista/kort", "/planer/{plan}/utskrift"),
    "/samordning/{body}/statistik/{table}.csv",
    *(
        f"{base}/utdrag/uppgifter-om-mig.{kind}"
        for base in ("/min-plan", "/foretrader/{person}")
        for kind in ("html", "json", "pdf")
    ),
    *(
        f"{base}/inbjudan.{kind}"
        for base in (
            "/moten/{meeting}",
            "/kallelser/{call}",
            "/min-plan/moten/{meeting}",
            "/foretrader/{person}/moten/{meeting}",
        )
        for kind in ("ics", "pdf")
    ),
}
ITEMS: Final = (
    *("need", "goal", "activity", "proposed_activity", "ongoing_activity", "ownership", "main_responsible", "handler"),
    *("call", "referral", "referral_to_us", "accepted_referral", "started_referral"),
    *("follow_up", "goal_outcome", "ladder_step", "questionnaire", "end_report", "consent", "legal_basis"),
    *("mandate", "crisis_plan"),
)
OF_THE_ACTOR: Final = ("level", "municipality_code", "county_code", "organisation_number")
"""Fields that are not asked of a unit."""
UNIT: Final = {
    "name": "Enhet {mark}",
    "part_of": "{actor}",
    "key": "enhet-{mark}",
    "function": "social-services",
    **dict.fromkeys(OF_THE_ACTOR, ""),
}
ISSUER: Final = {
    "url": "https://id.example.se/{mark}",
    "kind": "system",
    "actor": "{actor}",
    "audience": "https://sip.example.se",
    "role_names": "Handläggare = caseworker",
    "assurance": "",
    "jwks_uri": "https://id.example.se/{mark}/jwks",
}
CHANGED: Final = {
    "jwks_uri": "https://id.example.se/jwks",
    "assurance": "",
    "role_names": "Handläggare = caseworker",
    "kind": "system",
    "actor": "{actor}",
}
CLIENT: Final = {"issuer": "{issuer}", "actor": "{actor}", "client_id": "client-{mark}", "scopes": "sip.read"}
OFFER: Final = {"capacity": "4", "start_dates": "2026-12-10", "weekly_cost": "4000", "payer": "municipality"}
MANDATE: Final = {"form": "proxy", "identity_number": "{number}", "start": "2026-11-21", "end": "2027-02-22"}
ORALLY: Final = {"given_as": "orally", "witness": "Anna Alm", "second_witness": "Bo Berg", "kept": ""}
PROPOSED: Final = {"given_as": "draft", **dict.fromkeys(("witness", "second_witness", "kept", "guardian"), "")}
NEW_CONSENT: Final = "/planer/{plan}/samtycken/nytt"
CHANGED_CONSENT: Final = "/planer/{plan}/samtycken/{plan_consent}/ersatt"
MEETINGS: Final = "/planer/{plan}/moten"
ROWS: Final = (
    *(Row(path, "nobody") for path in ("/logga-in", "/utloggad", "/tillganglighet")),
    Row("/svar", "nobody", given={"token": "{token}"}),
    Row("/svar", "nobody", given={"token": "{token}", "answer": "coming"}, after="/svar"),
    Row("/arbetslista", needs=("card",)),
    *(Row(f"/arbetslista?visa={view}") for view in ("kommande", "vilande")),
    Row("/arbetslista/{card}"),
    Row("/arbetslista/{card}/varfor"),
    Row("/planer/{plan}", needs=("name", "goal", "activity", "appointment", "call", "referral", "follow_up")),
    Row("/planer/{closed_plan}"),
    Row("/planer/{draft_plan}", given={"reason": "Praktiken börjar i morgon"}),
    *(
        Row("/planer/{plan}/nytt/" + what, needs=("need",))
        for what in ("behov", "mal", "insats", "ansvar", "overlamning", "deltagare", "huvudansvarig", "kontaktperson",
                     "uppfoljning")
    ),
    Row(f"{MEETINGS}/nytt", given={"duration": "60"}),
    *(Row(f"{MEETINGS}/{which}", needs=("need",)) for which in ("{held}", "{written}")),
    *(Row(f"{base}/{{appointment}}", given={"on": "2026-11-21"}) for base in (MEETINGS, "/poster")),
    *(Row("/planer/{plan}/" + path, needs=("version", "goal")) for path in (
        "versioner", "versioner/{version}", "versioner/{version}/skillnad", "historik")),
    *(Row(f"/poster/{{{item}}}") for item in ITEMS),
    *(Row(f"/poster/{{{item}}}", given={"code": ""}) for item in ("call_to_us", "task")),
    Row("/arenden", needs=("assigned",)),
    Row("/arenden?visa=enhetens", "leader", ("assigned",)),
    Row("/arenden/overlamning", needs=("assigned",), given={"to": "bo"}),
    Row("/arenden/overlamning?visa=enhetens", "leader", ("assigned",), given={"to": "bo"}),
    Row("/arenden/overlamning", needs=("assigned",), given={"to": "bo"}, after="/arenden/overlamning"),
    Row("/arenden/ersattare", needs=("deputyship",), given={"deputy": "bo"}),
    Row("/arenden/ersattare", "leader", ("deputyship",), given={"deputy": "bo"}),
    Row("/installningar", needs=("letters",), given={"address": "anna@example.se"}),
    Row("/planer/{plan}/foretradare", needs=("mandate",), given=MANDATE),
    *(
        Row(NEW_CONSENT, given={**how, "actors": "{two_parties}"}, after=after)
        for how in (PROPOSED, ORALLY)
        for after in ("", NEW_CONSENT)
    ),
    *(Row(CHANGED_CONSENT, given=ORALLY, after=after) for after in ("", CHANGED_CONSENT)),
    *(Row(f"/min-plan{path}", "eva", ("need", "activity", "draft_consent")) for path in OWN),
    *(Row(f"/min-plan/{{plan}}/{path}", "eva", ("crisis_plan", "message")) for path in (
        "viktigt", "kontakt", "kris", "meddelanden", "meddelanden/nytt")),
    *(Row(f"/min-plan/samtycken/{path}", "eva") for path in ("{consent}/aterkalla", "{draft_consent}/ge")),
    Row("/min-plan/uppgifter/{need}/stammer-inte", "eva"),
    Row("/min-plan/forslag/{proposed_activity}", "eva"),
    *(Row(f"/min-plan/ombud{path}", "eva", ("mandate",)) for path in ("", "/{mandate}/ja", "/{mandate}/nej")),
    *(
        Row(f"{base}/samtycken/{{plan_consent}}/andra", who, after=after and f"{base}/samtycken/{{plan_consent}}/andra")
        for base, who in (("/min-plan", "eva"), ("/foretrader/{represented}", "maria"))
        for after in ("", "sent")
    ),
    Row("/foretrader/{represented}/ombud", "maria", closed=True),
    Row("/foretrader/{represented}/ombud/{mandate}/nej", "maria", closed=True),
    Row("/min-plan/foretrader", "maria", ("name", "represented")),
    *(Row(f"/foretrader/{{represented}}{path}", "maria", ("name", "need", "draft_consent")) for path in OWN),
    *(Row(f"/foretrader/{{represented}}/{{plan}}/{path}", "maria", ("crisis_plan", "message")) for path in (
        "kris", "meddelanden")),
    *(Row(f"/foretrader/{{represented}}/{path}", "maria", closed=True) for path in (
        "{plan}/viktigt", "{plan}/kontakt", "{plan}/meddelanden/nytt", "{plan}/meddelanden/{message}/svar",
        "uppgifter/{need}/stammer-inte", "forslag/{proposed_activity}",
        *(f"forslag/{{proposed_activity}}/{said}" for said in ("ja", "nej")))),
    *(Row(f"/foretrader/{{represented}}/samtycken/{path}", "maria") for path in (
        "{consent}/aterkalla", "{draft_consent}/ge")),
    Row("/samordning/{body}/statistik", "analyst"),
    *(Row(f"/samordning/{{body}}/{path}") for path in ("obesvarat", "insatser", "insatser/{offer}")),
    *(Row(f"/samordning/{{body}}/insatser/{path}", given=OFFER) for path in ("ny", "{offer}/andra")),
    Row("/samordning/{body}/overenskommelser", "administrator"),
    Row("/samordning/{body}/overenskommelser/ny", "administrator", given={"start": "2028-01-01", "end": "2028-12-31"}),
    Row("/samordning/{body}/overenskommelser/forslag/{proposal}", SECOND),
    *(Row(f"/regler{path}") for path in ("", "?sok=samtycke", "/need-unowned")),
    Row("/administration", "administrator"),
    *(
        Row(f"/administration/{where}", "administrator", ("client",), given=given, after=after)
        for where, given in (
            ("aktorer/ny", UNIT), ("utfardare/ny", ISSUER), ("klienter/ny", CLIENT),
            ("aktorer/{actor}", {"name": "Enhet {mark}"}), ("utfardare/{issuer}", CHANGED), ("klienter/{client}", {}),
        )
        for after in ("", f"/administration/{where}")
    ),
    Row("/administration/klienter/{stopped_client}", "administrator"),
    *(Row(f"/granskning{path}", "auditor") for path in ("", "/dag", "/person", "/sigill")),
)  # fmt: skip
"""Of a page that is shown after a form was sent, and of the page with the form, a row each."""


def routes_of(portal: FastAPI, method: str) -> list[str]:
    """The patterns of the addresses that answer it, in the order in which they are tried."""
    found = [route for route in iter_route_contexts(portal.routes) if route.path and method in (route.methods or ())]
    return [str(route.path) for route in found]


def route_of(portal: FastAPI, method: str, address: str) -> str:
    """The pattern that answers the address, or "" where none does."""
    path = address.partition("?")[0]
    return next((pattern for pattern in routes_of(portal, method) if compile_path(pattern)[0].match(path)), "")
