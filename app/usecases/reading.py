"""What a reader may see: the documents that the database assembled and logged, with names and titles put in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day, WorkingDays, iso
from app.domain.disclosure import Sight
from app.domain.errors import NotFound
from app.domain.facts import FRAME, Fact
from app.domain.facts.json import decode_stored, fields_of
from app.domain.facts.references import always_leading
from app.domain.findings_work import possible_from as possible_deeds
from app.domain.gaps.catalogue import RULES
from app.domain.horizon import SeenFact
from app.domain.item import HOLDER_KINDS
from app.domain.locale import SWEDISH, Locale
from app.domain.moves import possible_from
from app.domain.permissions import Permission, check
from app.domain.states import state_by
from app.usecases.chart import layout
from app.usecases.chart_shapes import Chart
from app.usecases.persons import details_of
from app.usecases.ports import Caller, Vault, Views
from app.usecases.preventing import foreseen
from app.usecases.waiting import still_waiting

Draw = Callable[[Chart], str]
Document = dict[str, Any]

_SORTS: dict[tuple[object, ...], tuple[str, list[str], list[str]]] = {}
ITEM_BEGINS = ("id", "kind", "title", "person_id", "plan_id", "owner", "category", "disclosure", "tentative")
ITEM_EDGES = ("start", "end", "withdrawn_on", "replaced_on", "held", "rebooked_on")
"""Fields whose day has to have come before the state is another."""
HIDDEN_OF_FINDINGS = ("about", "one", "snoozes", "inside", "prevented_until", "names")
"""What a finding is read with and not shown by itself."""
ITEM_ENDS = ("reason", "version")


async def read_item(views: Views, caller: Caller, item_id: UUID, kinds: Sequence[str]) -> Document:
    """One item of the timeline, if it is of one of these kinds. NotFound when there is none for this reader."""
    read = await read_view(views, "item", caller, "item", item_id=item_id, kinds=list(kinds))
    return stated(read["document"], caller.today)


async def read_plan(views: Views, calendar: WorkingDays, caller: Caller, plan_id: UUID) -> Document:
    """The plan with every item of it that the reader may see, itself the first of them; of the messages, which threads
    wait for somebody."""
    document = (await read_view(views, "plan", caller, "plan", plan_id=plan_id))["document"]
    items = sorted(document["items"], key=lambda item: item["kind"] != "plan")
    waiting = still_waiting(document.pop("said") or [], caller.today, calendar)
    return {**document, "items": [stated(item, caller.today) for item in items], "waiting": waiting}


async def read_person(views: Views, vault: Vault, caller: Caller, person_id: UUID) -> Document:
    """Who the person is, and how to reach the person."""
    read = await read_view(views, "person", caller, "person", person_id=person_id)
    return {**read["document"], **details_of(vault, person_id, read["details"])}


async def read_timeline(
    views: Views, vault: Vault, caller: Caller, person_id: UUID, view: str = "timeline"
) -> Document:
    """Everything on the person's timeline that the reader may see, and what was found on it for this reader."""
    return told_timeline(await read_view(views, view, caller, "person", person_id=person_id), vault, caller)


def told_timeline(read: Mapping[str, Any], vault: Vault, caller: Caller) -> Document:
    """What was read as a timeline, with the names put in, and the states of items and findings."""
    document: Document = read["document"]
    name = details_of(vault, UUID(document["person"]), read["details"]).get("name")
    reader = document["reader"]
    names = {actor["id"]: actor["name"] for actor in document["actors"]}
    return {
        **document,
        "name": name,
        "reader": {"id": reader, "name": names.get(reader, name)},
        "items": [stated(item, caller.today) for item in document["items"]],
        "findings": [at_work(f, caller) for f in document["findings"]],
    }


async def draw_timeline(
    views: Views, vault: Vault, caller: Caller, draw: Draw, person_id: UUID, locale: Locale = SWEDISH
) -> str:
    """The same as a picture, with the versions of the person's plans in it."""
    return draw(layout(await read_timeline(views, vault, caller, person_id, "timeline-picture"), locale=locale))


def stated(item: Mapping[str, Any], today: Day) -> Document:
    """The item in reading order, with its state and what can be done with it from there, by whoever may.

    State and order follow from which fields there are, which of their days have come, the outcome, the answer
    and the form; what those lead to is worked out once and held, since a plan has many items.
    """
    told = iso(today)
    come = tuple(item.get(name, told) <= told for name in ITEM_EDGES)
    sort = (
        item["kind"],
        item.get("tentative", False),
        *map(item.get, ("outcome", "answer", "form")),
        come,
        frozenset(item),
    )
    known = _SORTS.get(sort)
    if known is None:
        kind = item["kind"]
        said = [name for name in fields_of(kind) if name in item and (name, item[name]) != ("category", FRAME)]
        content = decode_stored(kind, {**always_leading(kind), **{name: item[name] for name in said}})
        state = state_by(content, tentative=item.get("tentative", False), today=today)
        own = [name for name in said if name not in ITEM_BEGINS]
        order = [name for name in (*ITEM_BEGINS, *own, *ITEM_ENDS) if name in item]
        known = _SORTS[sort] = state, possible_from(kind, state), order
    state, possible, order = known
    return {**{name: item[name] for name in order}, "state": state, "possible": possible}


def fact_of(item: Mapping[str, Any]) -> Fact:
    """The fact that an item of a document states, with the actor that it is about or that owns it."""
    kind = item["kind"]
    said = {name: item[name] for name in fields_of(kind) if name in item and (name, item[name]) != ("category", FRAME)}
    if kind not in HOLDER_KINDS and "actor" in fields_of(kind):
        said["actor"] = str(THE_PERSON) if kind == "consent" else item["owner"]
    return decode_stored(kind, {**always_leading(kind), **said})


def seen_fact(item: Mapping[str, Any]) -> SeenFact:
    """The fact that an item of a document states, with what decides who may see it."""
    plan = item.get("plan_id")
    sight = Sight(
        kind=item["kind"],
        owner=UUID(item["owner"]),
        category=item["category"],
        disclosed=item["disclosure"] == "parties",
        plan_id=UUID(plan) if plan else None,
        named=(),
    )
    return sight, fact_of(item)


def at_work(finding: Mapping[str, Any], caller: Caller) -> Document:
    """The finding with its title, whose turn it is, what the caller can do, what prevents it while upcoming, and the
    plan that its subject is in, where there is one."""
    rule = RULES.get(finding["rule"])
    works = caller.principal.actor is not None
    possible = possible_deeds(finding["state"], finding["snoozes"]) if works else []
    shown = {name: value for name, value in finding.items() if name not in HIDDEN_OF_FINDINGS}
    title = rule.title_sv if rule else finding["rule"]
    if plan := (finding.get("about") or {}).get("plan"):
        shown["plan_id"] = plan
    return {**shown, **_turn(finding, caller), "title": title, "possible": possible, **foreseen(finding)}


def _turn(finding: Mapping[str, Any], caller: Caller) -> Document:
    """Whom to turn to, in words, when it is not the caller's own actor that the gap is up to."""
    me = str(caller.principal.actor) if caller.principal.actor else None
    names = finding["names"] or {}
    if finding["holder"] not in (None, me):
        return {"turn": f"Hålls av {names[finding['holder']]}"}
    if me is not None and finding["owner"] in names and finding["owner"] != me:
        return {"turn": f"Kontakta {names[finding['owner']]}"}
    return {}


async def read_view(views: Views, view: str, caller: Caller, what: str, **parameters: Any) -> Mapping[str, Any]:
    """What the database gives as that view. NotFound, which says that there is no such `what`."""
    check(caller.principal, Permission.READ)
    read = await views.read(view, caller, **parameters)
    if read is None:
        raise NotFound(f"there is no such {what} for you")
    return read
