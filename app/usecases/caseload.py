"""A caseworker's list: the plans that are with the caseworker, what each needs at one look, and finding one by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.caseload import MOST_PLANS, awaited, happens_on
from app.domain.days import Day, iso
from app.domain.errors import Conflict, NotPermitted
from app.domain.facts import Fact
from app.domain.findings_work import AT_HAND
from app.domain.labels import label_sv
from app.domain.names import is_part_of
from app.domain.permissions import Permission, caseworker_of, check, user_of
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line, details_of
from app.usecases.ports import Caller, Vault, Views
from app.usecases.reading import Document, fact_of, read_view, stated


class SearchCaseload(BaseModel):
    """Part of a name: in either case, with or without accents; å, ä and ö are letters of their own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[Line, Field(examples=["leo"])]


async def read_caseload(views: Views, vault: Vault, caller: Caller, *, unit: bool, page: int, limit: int) -> Document:
    """The caller's own list and what the caller has as a deputy, or with `unit` the whole actor's; the most urgent
    first. NotPermitted for whoever has none, and for the unit's without sip.unit."""
    if unit:
        check(caller.principal, Permission.UNIT)
    else:
        caseworker_of(caller.principal)
    return await _listed(views, vault, caller, unit=unit, plans=None, page=page, limit=limit)


async def search_caseload(views: Views, vault: Vault, caller: Caller, command: SearchCaseload) -> Document:
    """Those on the caller's own list whose name has that part: at most a page of them, the most urgent first.

    What is not on the list is never looked at. Conflict when the list is longer than can be searched.
    """
    caseworker_of(caller.principal)
    refuse_numbers("name", command.name)
    mine = {"caseworker": user_of(caller.principal), "unit": False, "plans": None}
    read = await read_view(views, "caseload-names", caller, "caseload", **mine, most=MOST_PLANS)
    if read["document"]["more"]:
        raise Conflict(f"the list holds more than {MOST_PLANS} plans, which is too many to search; hand some over")
    names = _names(vault, read["details"])
    plans = read["document"]["plans"].items()
    found = [UUID(plan) for plan, person in plans if is_part_of(command.name, names.get(person) or "")]
    return await _listed(views, vault, caller, unit=False, plans=found, page=1, limit=100)


async def read_colleagues(views: Views, caller: Caller) -> Document:
    """The other caseworkers of the caller's actor, by the references that its issuer has for them."""
    if caller.principal.actor is None:
        raise NotPermitted("caseworkers are their agency's own; ask it who has your plan")
    read = await read_view(views, "colleagues", caller, "caseload", caseworker=user_of(caller.principal))
    document: Document = read["document"]
    return document


async def _listed(
    views: Views, vault: Vault, caller: Caller, *, unit: bool, plans: Sequence[UUID] | None, page: int, limit: int
) -> Document:
    read = await read_view(
        views,
        "caseload",
        caller,
        "caseload",
        caseworker=user_of(caller.principal),
        unit=unit,
        plans=plans,
        at_hand=list(AT_HAND),
        limit=limit,
        skip=(page - 1) * limit,
    )
    names = _names(vault, read["details"])
    document = read["document"]
    by_plan: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for item in document["items"]:
        if "plan_id" in item:  # of what else the reader sees it is not told that it is of one of these
            by_plan[item["plan_id"]].append(item)
    entries = [_entry(entry, names, by_plan[entry["plan_id"]], caller.today) for entry in document["entries"]]
    return {"plans": entries, "more": document["more"], "actors": document["actors"]}


def _names(vault: Vault, sealed: Mapping[str, str]) -> Mapping[str, str | None]:
    boxes = {person: bytes.fromhex(box) for person, box in sealed.items()}
    return {person: details_of(vault, UUID(person), box).get("name") for person, box in boxes.items()}


def _entry(
    entry: Mapping[str, Any], names: Mapping[str, str | None], items: Iterable[Mapping[str, Any]], today: Day
) -> Document:
    """One plan on the list; what the reader does not see of it is left out."""
    seen = [(item, stated(item, today)["state"]) for item in items]
    plan = next(({"title": item.get("title"), "state": state} for item, state in seen if item["kind"] == "plan"), {})
    facts = [(item, fact_of(item), state) for item, state in seen if item["kind"] != "plan"]
    said = {
        "person_id": entry["person_id"],
        "person_name": names.get(entry["person_id"]),
        "plan_id": entry["plan_id"],
        **plan,
        "assignment": entry["assignment"],
        "user": entry["user"],
        "deputy_until": entry["deputy_until"],
        "next": _next(facts, today),
    }
    told = {name: value for name, value in said.items() if value is not None}
    return {**told, "open": entry["open"], "critical": entry["critical"], "waits": _waits(facts)}


def _next(facts: Iterable[tuple[Mapping[str, Any], Fact, str]], today: Day) -> Document | None:
    """The first day from today on which a meeting or a follow-up is set."""
    days = [(happens_on(fact, state), item) for item, fact, state in facts]
    ahead = [(on, item) for on, item in days if on is not None and on >= today]
    if not ahead:
        return None
    on, item = min(ahead, key=lambda one: (one[0], one[1]["id"]))
    return {"on": iso(on), "item": item["id"], "kind": item["kind"], "label": label_sv("kind", item["kind"])}


def _waits(facts: Iterable[tuple[Mapping[str, Any], Fact, str]]) -> list[Document]:
    """The questions that wait for an answer, the oldest first."""
    waiting = [(item, who) for item, fact, state in facts if (who := awaited(fact, state)) is not None]
    return [
        {
            "awaited": str(actor),
            "since": iso(since),
            "item": item["id"],
            "kind": item["kind"],
            "label": label_sv("kind", item["kind"]),
        }
        for item, (actor, since) in sorted(waiting, key=lambda one: (one[1][1], one[0]["id"]))
    ]
