"""Findings as hatched bars in the row of their owner, and as a list in plain words."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from app.domain.days import day
from app.domain.gaps.catalogue import RULES
from app.usecases.chart_scene import Item, Scene, day_of
from app.usecases.chart_shapes import Bar, Listed, Piece
from app.usecases.preventing import prevention_en

_ORDER = {"critical": 0, "open": 1, "upcoming": 2, "closed": 3}


def gaps_by_row(scene: Scene) -> Mapping[str, tuple[Bar, ...]]:
    """One bar per span of each finding that stands on its own; an inhibited one is told inside its cause."""
    rows: defaultdict[str, list[Bar]] = defaultdict(list)
    for finding in _standing(scene):
        if finding.get("inhibited_by"):
            continue
        for number, span in enumerate(finding.get("spans") or [finding]):
            bar = _gap(scene, finding, span, f"{finding['id']}-{number}")
            if bar:
                rows[scene.row_of(finding["owner"])].append(bar)
    return {row: tuple(bars) for row, bars in rows.items()}


def listed(scene: Scene) -> tuple[Listed, ...]:
    """The findings in words: critical first, then open, upcoming and closed, each by their day."""
    titles = {str(finding["rule"]): scene.title_of_finding(finding) for finding in _standing(scene)}
    ordered = sorted(_standing(scene), key=lambda f: (_ORDER.get(str(f["status"]), 9), str(f["opens"]), str(f["id"])))
    return tuple(
        Listed(
            key=str(finding["id"]),
            title=scene.title_of_finding(finding),
            owner=scene.name_of(finding["owner"]),
            status=str(finding["status"]),
            words=_words(scene, finding),
            unconfirmed=bool(finding.get("unconfirmed")),
            part_of=tuple(titles.get(rule, rule) for rule in finding.get("inhibited_by") or ()),
            prevent=_prevention(scene, finding),
        )
        for finding in ordered
    )


def _standing(scene: Scene) -> list[Item]:
    return [finding for finding in scene.view["findings"] if finding["status"] != "retracted"]


def _gap(scene: Scene, finding: Item, span: Item, key: str) -> Bar | None:
    opens, closes, critical = (day_of(span, name) for name in ("opens", "closes", "critical"))
    end = closes - timedelta(days=1) if closes else None
    if closes and closes <= scene.today:
        pieces: tuple[Piece, ...] = scene.pieces((opens, end, "closed"))
    elif critical:
        pieces = scene.split_today(opens, critical - timedelta(days=1), "open", "forecast")
        pieces += scene.split_today(critical, end, "critical", "forecast-critical")
    else:
        pieces = scene.split_today(opens, end, "open", "forecast")
    if not pieces or opens is None:
        return None
    words = _words(scene, {**finding, **span, "status": _status_then(scene, opens, critical, closes)})
    prevention = _prevention(scene, finding) if span["opens"] == finding["opens"] else ""
    doubt = scene.say(" (obekräftat)", " (unconfirmed)") if finding.get("unconfirmed") else ""
    label = f"{scene.title_of_finding(finding)}{doubt}"
    state = " · ".join(filter(None, [words, prevention]))
    return Bar(
        key=key,
        style="gap",
        label=label,
        detail=f"{label} · {scene.name_of(finding['owner'])} · {state}",
        state=state,
        start=opens,
        end=end,
        pieces=pieces,
        cut_left=opens < scene.first,
        cut_right=end is None or end > scene.last,
    )


def _prevention(scene: Scene, finding: Item) -> str:
    if "prevent" not in finding:
        return ""
    rule, until = RULES.get(str(finding["rule"])), finding["prevent"]["by"]
    if rule is None or scene.locale.language == "sv":
        return str(finding["prevent"]["what"])
    return prevention_en(rule, day(until))


def _status_then(scene: Scene, opens: date, critical: date | None, closes: date | None) -> str:
    if closes and closes <= scene.today:
        return "closed"
    if opens > scene.today:
        return "upcoming"
    return "critical" if critical and critical <= scene.today else "open"


def _words(scene: Scene, finding: Item) -> str:
    opens, critical, closes = (day_of(finding, name) for name in ("opens", "critical", "closes"))
    told, say = scene.locale.day, scene.say
    if opens is None:
        return ""
    if finding["status"] == "closed":
        if closes is None:
            return say(f"stängt, öppnade {told(opens)}", f"closed, opened {told(opens)}")
        return say("var öppet ", "was open ") + scene.locale.days(opens, closes - timedelta(days=1))
    ahead = finding["status"] == "upcoming"
    said = (say("väntas ", "expected ") if ahead else say("öppet sedan ", "open since ")) + told(opens)
    if critical:
        since = say("sedan ", "since ") if finding["status"] == "critical" else ""
        said += say(", kritiskt ", ", critical ") + since + told(critical)
    if closes:
        said += say(f", upphör {told(closes)} om inget ändras", f", ends {told(closes)} if nothing changes")
    return said
