"""What lasts, as bars per row: activities, periods in life, agencies' own plans, needs, handovers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from app.usecases.chart_scene import PERSON, Item, Scene, capital, day_of, never_began, running_until
from app.usecases.chart_shapes import Answer, Arrow, Bar, Piece, Style

_ANSWERS: Mapping[str, Answer] = {"accepted": "yes", "coming": "yes", "rejected": "no", "declined": "no"}
OVER: Final = ("closed", "refused")
"""How a plan stands that has ended, on its last day too."""


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
            detail = _detail(scene, item)
            made = _lasting(scene, item, "status", name + (f", {detail}" if detail else ""), start, end)
        case "agency-plan":
            label = name + (
                scene.say(", kopplad till SIP", ", linked to the shared plan") if item.get("linked") else ""
            )
            made = _lasting(scene, item, "status", label, start, end)
        case "assessment":
            label = scene.say("Bedömning: ", "Assessment: ") + scene.word("assessment-outcome", item.get("outcome"))
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
    state = "ongoing" if begun and begun <= scene.today else "proposed" if item.get("tentative") else "planned"
    said = scene.word("activity-state", item.get("outcome") or state)
    if never_began(item):
        end = day_of(item, "planned_end") or start
        return _bar(scene, item, "cancelled", name, said, (start, end), scene.pieces((start, end, "ahead")))
    if not begun:
        if start and start < scene.today:
            said += scene.say(", ingen start som du får se", ", no start that you may see")
        return _bar(scene, item, "planned", name, said, (start, end), scene.pieces((start, end, "ahead")))
    pieces = scene.split_today(start, end, "done", "ahead")
    return _bar(scene, item, "activity", name, said, (start, end), pieces)


def _lasting(scene: Scene, item: Item, style: Style, label: str, start: date | None, end: date | None) -> Bar | None:
    if item.get("tentative"):
        said = scene.say("utkast", "draft")
    elif (end and end < scene.today) or item.get("state") in OVER:
        said = scene.say("avslutad", "ended")
    else:
        said = scene.say("väntas", "expected") if start and start > scene.today else scene.say("pågår", "ongoing")
    return _bar(scene, item, style, label, said, (start, end), scene.split_today(start, end, "done", "ahead"))


def _wait(scene: Scene, item: Item) -> Bar | None:
    """The wait at the receiver, from the day it was sent until an answer, a withdrawal or today."""
    sent = day_of(item, "sent")
    ended = day_of(item, "answered", "cancelled_on", "closed")
    answer: Answer = _ANSWERS.get(str(item.get("answer")), "other") if ended else "waiting"
    until = ended or min(scene.today, day_of(item, "meeting_on") or scene.today)
    said = _said(scene, item, ended=ended is not None)
    what = scene.title_of(item)
    if item["kind"] == "call" and not item.get("title"):
        what = capital(scene.word("call-form", item.get("form") or "call"))
    need = scene.items.get(str(item.get("need")))
    about = scene.say(" om ", " about ") + scene.title_of(need) if need else ""
    meeting = day_of(item, "meeting_on")
    if item["kind"] == "call" and meeting:
        about += scene.say(", möte ", ", meeting ") + scene.locale.day(meeting)
    sides = f"{scene.name_of(item.get('owner'))} → {scene.name_of(item.get('to'))}"
    answered = said if ended else scene.say("inget svar än", "no answer yet")
    pieces = scene.pieces((sent, until, "waiting"))
    return _bar(
        scene, item, "handover", f"{what}: {answered}", f"{sides}{about}: {said}", (sent, until), pieces, answer
    )


def _said(scene: Scene, item: Item, *, ended: bool) -> str:
    """What came of the question, and why."""
    code_list = "referral-answer" if item["kind"] == "referral" else "call-answer"
    silent = scene.say("inget svar som du får se", "no answer that you may see")
    said = scene.word(code_list, item.get("answer")) or (scene.say("avslutad", "ended") if ended else silent)
    why = scene.word("referral-failure", item.get("failure")) or scene.word("referral-refusal", item.get("refusal"))
    return f"{said} ({why})" if why else said


def _bar(
    scene: Scene,
    item: Item,
    style: Style,
    label: str,
    state: str,
    period: tuple[date | None, date | None],
    pieces: tuple[Piece, ...],
    answer: Answer | None = None,
) -> Bar | None:
    """The bar, or none when nothing of it is in the window."""
    if not pieces:
        return None
    start, end = period
    days = scene.locale.days
    lasting = scene.say("från {} tills vidare", "from {} until further notice")
    when = days(start, end) if start and end else lasting.format(scene.locale.day(start)) if start else ""
    who = "" if style in ("need", "frame", "handover") else scene.name_of(item.get("owner"))
    return Bar(
        key=str(item["id"]),
        style=style,
        label=label,
        detail=" · ".join(filter(None, [label, who, state, when])),
        state=state,
        start=start,
        end=end,
        pieces=pieces,
        cut_left=start is None or start < scene.first,
        cut_right=end is None or end > scene.last,
        answer=answer,
    )


def _extent(item: Item) -> str:
    extent = item.get("extent")
    return f"{extent} %" if extent not in (None, 100) and item["kind"] == "status" else ""


def _detail(scene: Scene, item: Item) -> str:
    detail = str(item.get("detail") or "")
    return scene.word("income-support-detail", detail) if item.get("code") == "income-support" else detail


def _held_by(scene: Scene, need: Item) -> str:
    if need.get("self_handled"):
        return scene.say("sköts av personen själv", "handled by the person")
    for own in scene.of_kind("ownership"):
        start, end = day_of(own, "start"), day_of(own, "end")
        begun = start is None or start <= scene.today
        if own.get("need") == need["id"] and begun and (end is None or end >= scene.today):
            return scene.name_of(own.get("actor") or own.get("owner"))
    return scene.say("ingen ansvarig som du får se", "nobody responsible that you may see")
