"""Lays out a plan on paper: who takes part, what each does for which need, until when, and who stands behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from app.adapters.documents.pages import page
from app.adapters.documents.paper_timeline import on_paper
from app.domain.locale import Locale
from app.usecases.chart import layout
from app.usecases.chart_scene import PERSON, Item, Scene, capital, day_of

NOT_PRINTED: Final = ("minutes", "crisis-plan")
"""What a plan may hold that is read in the service alone; messages are not even taken out."""
LONGEST_HEAD: Final = 40
"""Letters of the title above each page: with the day of freezing they have to fit on a line."""


def render(document: Mapping[str, Any], locale: Locale) -> str:
    """The plan as the reader sees it, as a page in HTML that needs nothing from elsewhere."""
    chart = layout(document, locale=locale)
    # Of the gaps, those that rest on more than the plan are not here.
    state = locale.say("I planen: ", "In the plan: ") + chart.state[:1].lower() + chart.state[1:]
    chart = replace(chart, state=state)
    scene = Scene(
        view=document,
        actors={str(actor["id"]): actor for actor in document["actors"]},
        items={str(item["id"]): item for item in document["items"]},
        today=chart.today,
        first=date.min,
        last=date.max,
        locale=locale,
    )
    needs = list(scene.of_kind("need"))
    grouped = {str(need["id"]) for need in needs}
    activities = sorted(scene.of_kind("activity"), key=lambda a: (_from(a) or date.max, str(a["id"])))
    return page(
        "plan.html",
        locale=locale,
        plan=document["id"],
        head=_head(scene),
        name=document["name"],
        reader=chart.reader,
        facts=list(_facts(scene)),
        voices=list(_voices(scene)),
        parties=list(_parties(scene)),
        needs=[_need(scene, need, [a for a in activities if a.get("need") == need["id"]]) for need in needs],
        others=[_activity(scene, a) for a in activities if a.get("need") not in grouped],
        days=list(_days(scene)),
        versions=list(_versions(scene)),
        left_out=_left_out(scene),
        **on_paper(chart),
    )


def _head(scene: Scene) -> str:
    """What each page says above: which plan it is, and when it was frozen last."""
    title = next(iter(scene.of_kind("plan"))).get("title", "")
    if len(title) > LONGEST_HEAD:
        title = f"{title[:LONGEST_HEAD].rstrip()} …"
    last = max(scene.view["versions"], key=lambda one: int(one["n"]), default=None)
    frozen = scene.say("inte fastställd än", "not frozen yet")
    if last:
        frozen = f"{scene.say('senast fastställd', 'last frozen')} {_day(scene, last)}"
    return f"{title} · {frozen}" if title else capital(frozen)


def _facts(scene: Scene) -> Iterator[tuple[str, str]]:
    say = scene.say
    plan = next(iter(scene.of_kind("plan")))
    yield say("Gäller", "About"), str(scene.view["name"] or say("personen själv", "the person"))
    if plan.get("title"):
        yield say("Planens namn", "Name of the plan"), scene.title_of(plan)
    yield say("Läge", "State"), capital(scene.word("plan-state", plan["state"]))
    yield say("Började", "Began"), scene.locale.day(date.fromisoformat(plan["start"]))
    if plan.get("end"):
        yield say("Avslutad", "Closed"), scene.locale.day(date.fromisoformat(plan["end"]))
    responsible = [scene.name_of(one.get("actor") or one["owner"]) for one in _in_force(scene, "main-responsible")]
    nobody = say("ingen utsedd som du får se", "nobody named that you may see")
    yield say("Huvudansvarig", "Main responsible"), ", ".join(responsible) or nobody
    version = max((one["n"] for one in scene.view["versions"]), default=None)
    none = say("ingen är fastställd än", "none has been frozen yet")
    yield say("Senaste version", "Latest version"), str(version) if version else none


def _voices(scene: Scene) -> Iterator[Mapping[str, str]]:
    for voice in scene.of_kind("voice"):
        by = scene.say("skrivet av", "written by")
        when = scene.locale.day(date.fromisoformat(voice["on"]))
        yield {"text": voice["text"], "by": f"{capital(by)} {scene.name_of(voice['owner'])} {when}"}


def _parties(scene: Scene) -> Iterator[Mapping[str, str]]:
    """Who takes part, with the caseworker and the agency's number of each; the person first, whose the plan is."""
    yield {"name": scene.name_of(PERSON), "role": scene.say("den planen gäller", "whom it is about"), "contact": ""}
    handlers = {scene.row_of(one.get("actor") or one["owner"]): one for one in _in_force(scene, "handler")}
    for participant in scene.of_kind("participant"):
        actor = participant.get("actor") or participant["owner"]
        handler, known = handlers.get(scene.row_of(actor)), scene.actors.get(str(actor), {})
        contact = [] if handler is None else [str(handler.get("title") or scene.say("utsedd", "named"))]
        phone = [known["phone"]] if "phone" in known else []
        role = scene.word("function", known.get("function"))
        yield {"name": scene.name_of(actor), "role": role, "contact": ", ".join([*contact, *phone])}


def _need(scene: Scene, need: Item, activities: Sequence[Item]) -> Mapping[str, Any]:
    owners = [scene.name_of(one.get("actor") or one["owner"]) for one in _in_force(scene, "ownership", need=need["id"])]
    held_by = ", ".join(owners) or scene.say("ingen ansvarig som du får se", "nobody responsible that you may see")
    if need.get("self_handled"):
        held_by = scene.say("sköts av personen själv", "handled by the person")
    goals = [scene.title_of(goal) for goal in scene.of_kind("goal") if goal.get("need") == need["id"]]
    rows = [_activity(scene, one) for one in activities]
    return {"title": scene.title_of(need), "held_by": held_by, "goals": goals, "activities": rows}


def _activity(scene: Scene, activity: Item) -> Mapping[str, str]:
    end = day_of(activity, "end", "planned_end")
    begins = _from(activity)
    state = scene.word("activity-state", activity["state"])
    # Who hands the paper on has to see what the other parties do not.
    if activity["disclosure"] == "own" and scene.row_of(scene.view["reader"]["id"]) != PERSON:
        state += scene.say(" · delas inte med de andra", " · not shared with the others")
    return {
        "what": scene.title_of(activity),
        "who": scene.name_of(activity["owner"]),
        "first": scene.locale.day(begins) if begins else "",
        "last": scene.locale.day(end) if end else scene.say("tills vidare", "open-ended"),
        "state": state,
    }


def _days(scene: Scene) -> Iterator[Mapping[str, str]]:
    """Meetings and follow-ups, in order of days."""
    found = []
    for item in scene.of_kind("follow-up", "appointment", "meeting"):
        day = day_of(item, "held", "rebooked_on", "due", "on")
        where = ", ".join(filter(None, [_clock(scene, item), item.get("place")]))
        code_list = {"appointment": "appointment-state", "meeting": "meeting-outcome"}.get(item["kind"], "item-state")
        if day is not None and not (item["kind"] == "appointment" and item.get("meeting") in scene.items):
            booked = item["kind"] == "follow-up" and item["state"] == "current"
            state = scene.say("bokad", "booked") if booked else scene.word(code_list, item["state"])
            found.append((day, scene.title_of(item), where, state))
    for day, what, where, state in sorted(found):
        yield {"day": scene.locale.day(day), "what": what, "where": where, "state": state}


def _clock(scene: Scene, item: Item) -> str:
    return f"{scene.say('kl.', 'at')} {item['at']}" if item.get("at") else ""


def _versions(scene: Scene) -> Iterator[Mapping[str, str]]:
    for version in scene.view["versions"]:
        behind = [one for one in version["acceptances"] if "contradicted" not in one.get("on_paper", {})]
        names = [f"{scene.name_of(one['acceptor'])} {_day(scene, one)}" for one in behind]
        yield {
            "n": str(version["n"]),
            "on": _day(scene, version),
            "note": str(version.get("note", "")),
            "accepted": "; ".join(names) or scene.say("ingen än", "nobody yet"),
        }


def _day(scene: Scene, said: Item) -> str:
    on = day_of(said, "on")
    return scene.locale.day(on) if on else ""


def _left_out(scene: Scene) -> str:
    """The kinds of what the reader may read in the service, and that do not stand on paper."""
    kinds = [kind for kind in NOT_PRINTED if any(scene.of_kind(kind))]
    return ", ".join(scene.word("kind", kind) for kind in kinds)


def _in_force(scene: Scene, kind: str, **said: str) -> Iterator[Item]:
    for item in scene.of_kind(kind):
        start, end = day_of(item, "start"), day_of(item, "end")
        begun = start is None or start <= scene.today
        if begun and (end is None or end >= scene.today) and all(item.get(name) == to for name, to in said.items()):
            yield item


def _from(activity: Item) -> date | None:
    return day_of(activity, "start", "planned_start")
