"""Findings as hatched bars in the row of their owner, and as a list in plain words."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from app.domain.labels import day_sv, days_sv
from app.usecases.chart_scene import Item, Scene, day_of
from app.usecases.chart_shapes import Bar, Listed, Piece

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
    titles = {str(finding["rule"]): str(finding["title"]) for finding in _standing(scene)}
    ordered = sorted(_standing(scene), key=lambda f: (_ORDER.get(str(f["status"]), 9), str(f["opens"]), str(f["id"])))
    return tuple(
        Listed(
            key=str(finding["id"]),
            title=str(finding["title"]),
            owner=scene.name_of(finding["owner"]),
            status=str(finding["status"]),
            words=_words(finding),
            unconfirmed=bool(finding.get("unconfirmed")),
            part_of=tuple(titles.get(rule, rule) for rule in finding.get("inhibited_by") or ()),
            prevent=_prevention(finding),
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
    words = _words({**finding, **span, "status": _status_then(scene, opens, critical, closes)})
    prevention = _prevention(finding) if span["opens"] == finding["opens"] else ""
    doubt = " (obekräftat)" if finding.get("unconfirmed") else ""
    label = f"{finding['title']}{doubt}"
    return Bar(
        key=key,
        style="gap",
        label=label,
        detail=" · ".join(filter(None, [label, scene.name_of(finding["owner"]), words, prevention])),
        pieces=pieces,
        cut_left=opens < scene.first,
        cut_right=end is None or end > scene.last,
    )


def _prevention(finding: Item) -> str:
    return str(finding["prevent"]["what"]) if "prevent" in finding else ""


def _status_then(scene: Scene, opens: date, critical: date | None, closes: date | None) -> str:
    if closes and closes <= scene.today:
        return "closed"
    if opens > scene.today:
        return "upcoming"
    return "critical" if critical and critical <= scene.today else "open"


def _words(finding: Item) -> str:
    opens, critical, closes = (day_of(finding, name) for name in ("opens", "critical", "closes"))
    if opens is None:
        return ""
    if finding["status"] == "closed":
        if closes is None:
            return f"stängt, öppnade {day_sv(opens)}"
        return f"var öppet {days_sv(opens, closes - timedelta(days=1))}"
    said = f"väntas {day_sv(opens)}" if finding["status"] == "upcoming" else f"öppet sedan {day_sv(opens)}"
    if critical:
        said += f", kritiskt {'sedan ' if finding['status'] == 'critical' else ''}{day_sv(critical)}"
    return said + (f", upphör {day_sv(closes)} om inget ändras" if closes else "")
