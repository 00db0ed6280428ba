"""A row of the log as an auditor reads it: codes become words, ids stay ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.log_sentences import in_order


@dataclass(frozen=True, slots=True)
class Row:
    """Who did what, when, about whom by an opaque id, and on which basis; None: nobody, nothing."""

    at: str
    who: str
    what: str
    outcome: str
    subjects: str
    person: str | None
    basis: str | None


def row_of(entry: Mapping[str, Any], language: str) -> Row:
    """The row, from the use case's document."""
    words = LABELS_EN if language == "en" else LABELS_SV
    subjects = [words["log-subject"].get(code) or words["category"].get(code, code) for code in entry["categories"]]
    bases = ", ".join(words["log-basis"][code] for code in in_order(entry["bases"]))
    return Row(
        at=entry["at"],
        who=entry.get("user") or words["log-by"].get(entry["by"], entry["by"]),
        what=_what(entry["action"], words),
        outcome=entry["outcome"],
        subjects=", ".join(subjects),
        person=entry.get("person_id"),
        basis=bases or entry.get("reason"),
    )


def _what(action: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """Its own words, or those of the kind and the act; a request that was refused says its own address."""
    if action in words["log-action"]:
        return words["log-action"][action]
    kind, _, act = action.rpartition("-")
    act = {"add": "added"}.get(act, act)
    if kind in words["kind"] and act in words["act"]:
        return f"{words['kind'][kind]} {words['act'][act]}"
    return action
