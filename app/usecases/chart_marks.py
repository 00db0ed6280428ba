"""What happens on one day, as marks per row: contacts, decisions, meetings, follow-ups, end reports, consents, and
what `chart_talk` adds to them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from app.domain.labels import LABELS_SV
from app.usecases.chart_scene import PERSON, Item, Scene, capital, day_of
from app.usecases.chart_shapes import Mark, Shape
from app.usecases.chart_talk import plan_marks

_Drawn = tuple[str, Shape, date | None, str, int]  # row, shape, day, label, weight


def marks_by_row(scene: Scene) -> Mapping[str, tuple[Mark, ...]]:
    """Every mark in the window, under the key of its row, in order of days."""
    rows: defaultdict[str, list[Mark]] = defaultdict(list)
    for item in scene.items.values():
        for row, shape, day, label, weight in _marks_of(scene, item):
            if day is None or not scene.shows(day):
                continue
            named = scene.title_of(item) if shape == "outcome" else label
            owner, came_of_it = scene.name_of(item.get("owner")), list(_came_of_it(scene, item))
            detail = " · ".join([named, owner, scene.locale.day(day), *came_of_it])
            elsewhere = [owner] if scene.row_of(item.get("owner")) != row else []
            state = " · ".join([*elsewhere, *came_of_it])
            rows[row].append(Mark(str(item["id"]), shape, day, label, detail, named, state, day > scene.today, weight))
    for row, mark in plan_marks(scene):
        rows[row].append(mark)
    return {row: tuple(sorted(marks, key=lambda m: (m.day, m.key))) for row, marks in rows.items()}


def _marks_of(scene: Scene, item: Item) -> Iterator[_Drawn]:
    row, say = scene.row_of(item.get("owner")), scene.say
    match item["kind"]:
        case "contact":
            missed = item.get("outcome") != "reached"
            label = capital(scene.word("contact-outcome", item.get("outcome")))
            yield row, "missed" if missed else "contact", day_of(item, "on"), label, 1 if missed else 0
        case "decision":
            yield row, "decision", day_of(item, "on"), scene.title_of(item), 3
        case "sip-need":
            yield row, "decision", day_of(item, "on"), say("Behov av SIP", "Need of a shared plan"), 3
        case "meeting":
            yield row, "meeting", day_of(item, "on"), scene.title_of(item), 4
        case "follow-up":
            day = day_of(item, "held", "rebooked_on", "due")
            reached = [word for word, _ in _reached(scene, item)]
            if reached:
                yield row, "outcome", day, f"{say('Mål', 'Goals')} {', '.join(reached)}", 5
            else:
                yield row, "follow-up", day, scene.title_of(item), 4
        case "appointment" if not item.get("held") and not item.get("cancelled_on"):
            yield row, "meeting", day_of(item, "on"), scene.title_of(item), 4
        case "end-report" if not item.get("withdrawn_on"):
            yield row, "report", day_of(item, "closed_on", "on"), scene.title_of(item), 4
        case "call" if not item.get("cancelled_on") and not item.get("rebooked_on") and not _was_held(scene, item):
            yield row, "meeting", day_of(item, "meeting_on"), say("Möte kallat", "Called to a meeting"), 3
        case "handler":
            row = scene.row_of(item.get("actor") or item.get("owner"))
            yield row, "notice", day_of(item, "end"), say("Handläggarens sista dag", "The caseworker's last day"), 3
        case "consent" if not item.get("tentative"):  # a draft opens nothing, and ends nothing
            ended = say("Samtycket går ut", "The consent ends")
            if item.get("withdrawn_on"):
                ended = say("Samtycket återkallat", "The consent was withdrawn")
            yield PERSON, "consent", day_of(item, "start"), say("Samtycke", "Consent"), 2
            yield PERSON, "consent", day_of(item, "withdrawn_on", "end"), ended, 3
        case "person":
            yield PERSON, "notice", day_of(item, "deceased_on"), say("Avliden", "Deceased"), 5


def _was_held(scene: Scene, call: Item) -> bool:
    """The meeting itself is marked as it is booked or was held, so the day it was called to need not be."""
    day = day_of(call, "meeting_on")
    return (
        day is None
        or call.get("appointment") in scene.items
        or any(day_of(meeting, "on") == day for meeting in scene.of_kind("meeting"))
    )


def _reached(scene: Scene, follow_up: Item) -> Iterator[tuple[str, int]]:
    """What was told of the goals at the follow-up, the best first: the word, and of how many goals."""
    told = Counter(one["outcome"] for one in _told_at(scene, follow_up, "goal-outcome"))
    return ((scene.word("goal-outcome", code), told[code]) for code in LABELS_SV["goal-outcome"] if code in told)


def _came_of_it(scene: Scene, item: Item) -> Iterator[str]:
    """All that a follow-up came to, in words: the goals, and where on the way to work the person stands."""
    if item["kind"] == "follow-up":
        for word, count in _reached(scene, item):
            yield scene.say(f"{count} mål: {word}", f"{count} goal{'s' if count > 1 else ''}: {word}")
        for one in _told_at(scene, item, "ladder-step"):
            yield f"{scene.word('kind', 'ladder-step')}: {scene.word('ladder-step', one['step'])}"


def _told_at(scene: Scene, follow_up: Item, kind: str) -> Iterator[Item]:
    of_it = (one for one in scene.of_kind(kind) if one.get("follow_up") == follow_up["id"])
    return (one for one in of_it if not one.get("withdrawn_on"))
