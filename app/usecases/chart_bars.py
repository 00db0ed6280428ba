"""What lasts, as bars per row: activities, periods in life, agencies' own plans, needs, handovers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from app.domain.labels import day_sv, days_sv, label_sv
from app.usecases.chart_scene import PERSON, Item, Scene, capital, day_of, never_began, running_until
from app.usecases.chart_shapes import Answer, Arrow, Bar, Piece, Style

_ANSWERS: Mapping[str, Answer] = {"accepted": "yes", "coming": "yes", "rejected": "no", "declined": "no"}


def bars_by_row(scene: Scene) -> Mapping[str, tuple[Bar, ...]]:
    """Every bar that is at least partly in the window, under the key of its row."""
    rows: defaultdict[str, list[Bar]] = defaultdict(list)
    for item in scene.items.values():
        for row, bar in _bars_of(scene, item):
            rows[row].append(bar)
    return {row: tuple(bars) for row, bars in rows.items()}


def arrows(scene: Scene, bars: Mapping[str, tuple[Bar, ...]]) -> tuple[Arrow, ...]:
    """Handovers that were sent inside the window, from the sender's row to the receiver's."""
    waits = {bar.key: bar for row in bars.values() for bar in row if bar.style == "handover"}
    found = []
    for item in scene.of_kind("referral", "call"):
        wait, sent = waits.get(str(item["id"])), day_of(item, "sent")
        if wait and sent and scene.shows(sent):
            sender, receiver = (scene.row_of(item.get(side)) for side in ("owner", "to"))
            found.append(Arrow(sender, receiver, sent, wait.key, wait.answer or "other"))
    return tuple(sorted(found, key=lambda arrow: (arrow.day, arrow.bar)))


def _bars_of(scene: Scene, item: Item) -> Iterator[tuple[str, Bar]]:
    row, start, end = scene.row_of(item.get("owner")), day_of(item, "start"), day_of(item, "end")
    name = scene.title_of(item)
    made: Bar | None = None
    match item["kind"]:
        case "activity":
            made = _activity(scene, item, name)
        case "status":
            name = capital(" ".join(filter(None, [name, _extent(item)])))
            detail = _detail(item)
            made = _lasting(scene, item, "status", name + (f", {detail}" if detail else ""), start, end)
        case "agency-plan":
            label = name + (", kopplad till SIP" if item.get("linked") else "")
            made = _lasting(scene, item, "status", label, start, end)
        case "assessment":
            label = "Bedömning: " + label_sv("assessment-outcome", item.get("outcome"))
            made = _lasting(scene, item, "status", label, start, end)
        case "queue" | "case":
            made = _lasting(scene, item, "status", name, start, end)
        case "pause" | "plan":
            row = PERSON
            made = _lasting(scene, item, "frame", name, start, end)
        case "need":
            row = PERSON
            made = _lasting(scene, item, "need", f"{name} · {_held_by(scene, item)}", start, end)
        case "referral" | "call":
            row = scene.row_of(item.get("to"))
            made = _wait(scene, item)
    if made:
        yield row, made


def _activity(scene: Scene, item: Item, name: str) -> Bar | None:
    begun = day_of(item, "start")
    start, end = begun or day_of(item, "planned_start"), running_until(item)
    outcome = label_sv("activity-outcome", item.get("outcome")) or (
        "pågår" if begun and begun <= scene.today else "föreslagen" if item.get("tentative") else "planerad"
    )
    if never_began(item):
        end = day_of(item, "planned_end") or start
        return _bar(scene, item, "cancelled", name, outcome, (start, end), scene.pieces((start, end, "ahead")))
    if not begun:
        late = f"{outcome}, ingen start som du får se" if start and start < scene.today else outcome
        return _bar(scene, item, "planned", name, late, (start, end), scene.pieces((start, end, "ahead")))
    pieces = scene.split_today(start, end, "done", "ahead")
    return _bar(scene, item, "activity", name, outcome, (start, end), pieces)


def _lasting(scene: Scene, item: Item, style: Style, label: str, start: date | None, end: date | None) -> Bar | None:
    return _bar(scene, item, style, label, "", (start, end), scene.split_today(start, end, "done", "ahead"))


def _wait(scene: Scene, item: Item) -> Bar | None:
    """The wait at the receiver, from the day it was sent until an answer, a withdrawal or today."""
    sent = day_of(item, "sent")
    ended = day_of(item, "answered", "cancelled_on", "closed")
    answer: Answer = _ANSWERS.get(str(item.get("answer")), "other") if ended else "waiting"
    until = ended or min(scene.today, day_of(item, "meeting_on") or scene.today)
    code_list = "referral-answer" if item["kind"] == "referral" else "call-answer"
    said = label_sv(code_list, item.get("answer")) or ("avslutad" if ended else "inget svar som du får se")
    why = label_sv("referral-failure", item.get("failure")) or label_sv("referral-refusal", item.get("refusal"))
    said += f" ({why})" if why else ""
    what = scene.title_of(item)
    if item["kind"] == "call" and not item.get("title"):
        what = capital(label_sv("call-form", item.get("form") or "call"))
    need = scene.items.get(str(item.get("need")))
    about = f" om {scene.title_of(need)}" if need else ""
    if item["kind"] == "call" and item.get("meeting_on"):
        about += f", möte {day_sv(date.fromisoformat(str(item['meeting_on'])))}"
    sides = f"{scene.name_of(item.get('owner'))} → {scene.name_of(item.get('to'))}"
    words = f"{sides}{about}: {said}"
    answered = said if ended else "inget svar än"
    pieces = scene.pieces((sent, until, "waiting"))
    return _bar(scene, item, "handover", f"{what}: {answered}", words, (sent, until), pieces, answer)


def _bar(
    scene: Scene,
    item: Item,
    style: Style,
    label: str,
    words: str,
    period: tuple[date | None, date | None],
    pieces: tuple[Piece, ...],
    answer: Answer | None = None,
) -> Bar | None:
    """The bar with its full text, or none when nothing of it is in the window."""
    if not pieces:
        return None
    start, end = period
    when = days_sv(start, end) if start and end else f"från {day_sv(start)} tills vidare" if start else ""
    who = "" if style in ("need", "frame", "handover") else scene.name_of(item.get("owner"))
    return Bar(
        key=str(item["id"]),
        style=style,
        label=label,
        detail=" · ".join(filter(None, [label, who, words, when])),
        pieces=pieces,
        cut_left=start is None or start < scene.first,
        cut_right=end is None or end > scene.last,
        answer=answer,
    )


def _extent(item: Item) -> str:
    extent = item.get("extent")
    return f"{extent} %" if extent not in (None, 100) and item["kind"] == "status" else ""


def _detail(item: Item) -> str:
    detail = str(item.get("detail") or "")
    return label_sv("income-support-detail", detail) if item.get("code") == "income-support" else detail


def _held_by(scene: Scene, need: Item) -> str:
    if need.get("self_handled"):
        return "sköts av personen själv"
    for own in scene.of_kind("ownership"):
        start, end = day_of(own, "start"), day_of(own, "end")
        begun = start is None or start <= scene.today
        if own.get("need") == need["id"] and begun and (end is None or end >= scene.today):
            return scene.name_of(own.get("actor") or own.get("owner"))
    return "ingen ansvarig som du får se"
