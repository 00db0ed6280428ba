"""A gap of a case file explained in lines of text, for whoever writes rules and case files."""

import json
from collections.abc import Iterator, Sequence

from app.domain.facts import Fact
from app.domain.facts.json import encode
from app.domain.gaps.engine import Gap
from app.domain.gaps.explaining import explain
from app.domain.gaps.rule import Rule
from app.domain.gaps.words import SOURCES_SV
from app.domain.labels import label_sv
from app.domain.timeline import Timeline
from app.usecases.explaining import days_told, grounds
from app.usecases.preventing import prevention


def told_of(timeline: Timeline, gap: Gap, rule: Rule) -> Iterator[str]:
    """The lines of one gap: its days, its facts, its thresholds and sources, what closes it, what is not there."""
    explanation = explain(timeline, gap, rule)
    said = grounds(rule, explanation, gap.opens)
    yield f"{rule.title_sv} ({rule.id}): {gap.subject}"
    yield f"Ligger på: {label_sv('function', gap.owner)}"
    if gap.inhibited_by:
        yield f"Får inget eget kort den dag det öppnar, eftersom det förklaras av: {', '.join(gap.inhibited_by)}"
    yield from (said["explanation"], "", "Dagarna")
    yield from _listed(days_told(rule, gap.opens, gap.critical, gap.closes))
    yield from ("", "Uppgifterna som gör det")
    yield from _listed([_fact(fact) for fact in explanation.evidence])
    if said["thresholds"]:
        yield from ("", "Tröskelvärdena")
        yield from _listed(
            [
                f"{one['label']} ({one['name']}, {SOURCES_SV[one['source']]}): {one['told']}"
                for one in said["thresholds"]
            ]
        )
    yield from ("", "Källorna")
    yield from _listed([f"{SOURCES_SV[source.kind]}: {source.told(gap.opens)}" for source in explanation.rule.sources])
    yield from ("", "Vad som stänger det", f"  {said['remedy']}")
    if explanation.closed_by:
        yield f"  Här stängs det av {', '.join(explanation.closed_by)}."
    yield from (
        "",
        "Vad som hindrar att det öppnas",
        f"  {prevention(rule, explanation.rule.prevented_until(gap.opens))}",
    )
    yield from ("", "Vad som inte syns", f"  {_absent(timeline, rule)}")


def _absent(timeline: Timeline, rule: Rule) -> str:
    """The kinds that the rule reads and the file does not tell of."""
    missing = [label_sv("kind", kind.kind) for kind in rule.reads if not timeline.of(kind)]
    rest = "Det som inte står i filen vet regeln inget om."
    return f"Regeln läser också {', '.join(missing)}; filen har inget sådant. {rest}" if missing else rest


def _fact(fact: Fact) -> str:
    fields = ", ".join(
        f"{name}: {json.dumps(value)}".replace('"', "") for name, value in encode(fact).items() if name != "id"
    )
    return f"{fact.id} ({label_sv('kind', fact.kind)}): {fields}"


def _listed(lines: Sequence[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
