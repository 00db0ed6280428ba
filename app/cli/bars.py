"""Prints a timeline in the terminal: the same chart as the picture, with or without colours."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from app.cli.bars_lines import KEY, Scale, lane_line, marks_line, months_line, today_line
from app.domain.labels import day_sv, label_sv
from app.domain.printable import printable
from app.usecases.chart_shapes import Bar, Chart, Listed, Row, pack

_NARROW, _COLOURS = (
    60,
    {
        "municipality": "blue",
        "region": "cyan",
        "state": "magenta",
        "civil-society": "yellow",
        "business": "green",
    },
)
_SIGNS = {
    "critical": ("╳", "bold red"),
    "open": ("╱", "red"),
    "upcoming": ("╌", "yellow"),
    "closed": ("·", "dim"),
}


def print_timeline(chart: Chart, console: Console, *, key: bool = True) -> None:
    """The sentence, one row per actor, the key to the signs, the findings in words; fits 60 columns and more."""
    width = max(console.width, _NARROW)
    names = 23 if width < 100 else 30
    scale = Scale(chart, width - names)
    _say(console, Text(printable(chart.title), "bold"), f"så som {chart.reader} ser det, {day_sv(chart.today)}")
    console.print(Text(printable(chart.sentence)))
    console.print(Text(printable(chart.state), "bold"), end="\n\n")
    for axis in (today_line(scale), months_line(scale)):
        console.print(Text(" " * names) + axis, crop=True, no_wrap=True)
    for level, rows in groupby(chart.rows, key=lambda row: row.level):
        if level in ("person", "other"):
            name = "Personen" if level == "person" else "Annan part"
        else:
            name = label_sv("level", level).capitalize()
        console.print(Text(f"── {name} ".ljust(width, "─"), "dim"), crop=True, no_wrap=True)
        for row in rows:
            _print_row(chart, row, scale, names, console)
    console.print(Text("─" * width, "dim"), crop=True, no_wrap=True)
    for line in _packed(KEY, width) if key else ():
        console.print(Text(line, "dim"), crop=True, no_wrap=True)
    console.print()
    _print_findings(chart, console)


def print_two_readers(left: Chart, right: Chart, console: Console, *, key: bool = True) -> None:
    """One person as two readers see the same day, one after the other."""
    for number, chart in enumerate((left, right), 1):
        console.rule(f"Läsare {number} av 2: {printable(chart.reader)}", characters="═", style="")
        print_timeline(chart, console, key=key)
        console.print()


def _packed(entries: Iterable[str], width: int) -> Iterator[str]:
    """As many entries on each line as there is room for, none of them broken."""
    line = ""
    for entry in entries:
        if line and len(line) + 2 + len(entry) > width:
            yield line
            line = entry
        else:
            line = f"{line}  {entry}" if line else entry
    yield line


def _say(console: Console, title: Text, beside: str) -> None:
    console.print(title + Text("  " + printable(beside), "not bold dim"))


def _print_row(chart: Chart, row: Row, scale: Scale, names: int, console: Console) -> None:
    colour = _COLOURS.get(row.level, "")
    senders = {arrow.bar: arrow.sender for arrow in chart.arrows}
    called = {other.key: other.name for other in chart.rows}

    def from_whom(bar: Bar) -> Bar:
        if bar.style != "handover" or bar.key not in senders:
            return bar
        return replace(bar, label=f"{bar.label} (från {called.get(senders[bar.key], 'annan part')})")

    lines = [marks_line(row.marks, scale)] if row.marks else []
    lines += [lane_line(lane, scale, colour) for lane in pack(map(from_whom, row.bars), chart, scale.columns)]
    heads = [Text(line, f"bold {colour}") for line in _broken(printable(row.name), names - 2)]
    role = "" if row.role.lower() in row.name.lower() or row.level == "person" else row.role
    said = " · ".join(filter(None, [role, "läsaren" if row.reading else ""]))
    heads += [Text(line, "dim") for line in _broken(printable(said), names - 2)] if said else []
    while len(lines) < len(heads):
        lines.append(lane_line((), scale, colour))
    for number, line in enumerate(lines):
        head = heads[number] if number < len(heads) else Text()
        head.pad_right(names - head.cell_len)
        scale.mark_today(line)
        console.print(head + line.text(), crop=True, no_wrap=True)


def _broken(text: str, room: int) -> list[str]:
    """The text on at most two lines of so many letters, broken between words where it can be."""
    if len(text) <= room:
        return [text]
    at = text.rfind(" ", 0, room + 1)
    first, rest = (text[:at], text[at + 1 :]) if at > 0 else (text[: room - 1] + "-", text[room - 1 :])
    return [first, rest if len(rest) <= room else rest[: room - 1] + "…"]


def _print_findings(chart: Chart, console: Console) -> None:
    if not chart.findings:
        console.print("Inga glapp i det som du får se.")
    for finding in chart.findings:
        sign, style = _SIGNS.get(finding.status, ("·", ""))
        head = Text(f"{sign * 2} {label_sv('finding-status', finding.status)}: ", style)
        head.append(printable(finding.title), "bold")
        head.append(f" – {printable(finding.owner)}")
        console.print(head)
        for line in _said_of(finding):
            console.print(Padding(Text(printable(line)), (0, 0, 0, 5)))


def _said_of(finding: Listed) -> list[str]:
    said = [finding.words, finding.prevent] if finding.prevent else [finding.words]
    if finding.part_of:
        said.append(f"ingår i: {', '.join(finding.part_of)}")
    if finding.unconfirmed:
        said.append("obekräftat: du ser inte alla parters uppgifter")
    return said
