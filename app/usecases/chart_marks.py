"""What happens on one day, as marks per row: contacts, decisions, meetings, follow-ups, end reports, consents, and
what `chart_talk` adds to them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from app.domain.labels import LABELS_SV, day_sv, label_sv
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
            told = [named, scene.name_of(item.get("owner")), day_sv(day), *_came_of_it(scene, item)]
            detail = " · ".join(told)
            mark = Mark(str(item["id"]), shape, day, label, detail, day > scene.today, weight)
            rows[row].append(mark)
    for row, mark in plan_marks(scene):
        rows[row].append(mark)
    return {row: tuple(sorted(marks, key=lambda m: (m.day, m.key))) for row, marks in rows.items()}


def _marks_of(scene: Scene, item: Item) -> Iterator[_Drawn]:
    row = scene.row_of(item.get("owner"))
    match item["kind"]:
        case "contact":
            missed = item.get("outcome") != "reached"
            label = capital(label_sv("contact-outcome", item.get("outcome")))
            yield row, "missed" if missed else "contact", day_of(item, "on"), label, 1 if missed else 0
        case "decision":
            yield row, "decision", day_of(item, "on"), scene.title_of(item), 3
        case "sip-need":
            yield row, "decision", day_of(item, "on"), "Behov av SIP", 3
        case "meeting":
            yield row, "meeting", day_of(item, "on"), scene.title_of(item), 4
        case "follow-up":
            day = day_of(item, "held", "rebooked_on", "due")
            reached = [word for word, _ in _reached(scene, item)]
            if reached:
                yield row, "outcome", day, f"Mål {', '.join(reached)}", 5
            else:
                yield row, "follow-up", day, scene.title_of(item), 4
        case "appointment" if not item.get("held") and not item.get("cancelled_on"):
            yield row, "meeting", day_of(item, "on"), scene.title_of(item), 4
        case "end-report" if not item.get("withdrawn_on"):
            yield row, "report", day_of(item, "closed_on", "on"), scene.title_of(item), 4
        case "call" if not item.get("cancelled_on") and not item.get("rebooked_on") and not _was_held(scene, item):
            yield row, "meeting", day_of(item, "meeting_on"), "Möte kallat", 3
        case "handler":
            row = scene.row_of(item.get("actor") or item.get("owner"))
            yield row, "notice", day_of(item, "end"), "Handläggarens sista dag", 3
        case "consent":
            label = "Samtycket återkallat" if item.get("withdrawn_on") else "Samtycket går ut"
            yield PERSON, "consent", day_of(item, "start"), "Samtycke", 2
            yield PERSON, "consent", day_of(item, "withdrawn_on", "end"), label, 3
        case "person":
            yield PERSON, "notice", day_of(item, "deceased_on"), "Avliden", 5


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
    return ((label_sv("goal-outcome", code), told[code]) for code in LABELS_SV["goal-outcome"] if code in told)


def _came_of_it(scene: Scene, item: Item) -> Iterator[str]:
    """All that a follow-up came to, in words: the goals, and where on the way to work the person stands."""
    if item["kind"] == "follow-up":
        yield from (f"{count} mål: {word}" for word, count in _reached(scene, item))
        for one in _told_at(scene, item, "ladder-step"):
            yield f"{label_sv('kind', 'ladder-step')}: {label_sv('ladder-step', one['step'])}"


def _told_at(scene: Scene, follow_up: Item, kind: str) -> Iterator[Item]:
    of_it = (one for one in scene.of_kind(kind) if one.get("follow_up") == follow_up["id"])
    return (one for one in of_it if not one.get("withdrawn_on"))
