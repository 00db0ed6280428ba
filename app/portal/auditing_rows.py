"""A row of the log as an auditor reads it: codes become words, ids stay ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.log_sentences import in_order

OF_SOMEBODY_SV: Final = {
    "read-person": "läste vem personen är och hur personen nås",
    "person-describe": "ändrade namn eller hur personen nås",
    "key-destruction": "gjorde personens namn och hur personen nås oläsligt för gott",
    "read-timeline": "läste tidslinjen",
    "read-timeline-picture": "läste tidslinjen som bild",
    "read-standing": "läste krisplan, personens egna ord och hur personen vill bli nådd",
    "read-person-export": "tog ut allt som finns om personen",
    "read-audit-person": "läste som granskare vad som loggats om personen",
    "read-merges": "läste vilka akter om personen som läses som en",
    "read-protection": "läste vilket skydd personen har",
    "read-named-handlers": "läste vilka som får öppna personens uppgifter",
    "person-lookup": "sökte upp personen på personnummer",
    "merge-proposed": "föreslog att två akter gäller samma person",
    "merge-declined": "avslog att två akter gäller samma person",
    "merge-applied": "bestämde att två akter läses som en",
    "protection-stated": "ändrade personens skydd",
    "handler-named": "utsåg en handläggare som får öppna personens uppgifter",
    "handler-ended": "bestämde att en handläggare inte längre får öppna personens uppgifter",
}
"""The words of the list log-action that speak to the person it is about, as they are said of somebody."""


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
    refused, reason = entry["outcome"] == "refused", entry.get("reason") or ""
    bases = ", ".join(words["log-basis"][code] for code in in_order(entry["bases"]))
    return Row(
        at=entry["at"],
        who=entry.get("user") or words["log-by"].get(entry["by"], entry["by"]),
        what=what_of(entry["action"], language),
        outcome=entry["outcome"],
        subjects=", ".join(subjects),
        person=entry.get("person_id"),
        basis=bases or words["log-refusal" if refused else "audit-reason"].get(reason, reason) or None,
    )


def what_of(action: str, language: str) -> str:
    """Its own words, or those of the kind and the act; a request that was refused says its own address, too."""
    words = LABELS_EN if language == "en" else LABELS_SV
    if action in words["log-action"]:
        own = words["log-action"][action]
        return own if language == "en" else OF_SOMEBODY_SV.get(action, own)
    kind, _, act = action.rpartition("-")
    act = {"add": "added"}.get(act, act)
    if kind in words["kind"] and act in words["act"]:
        return f"{words['kind'][kind]} {words['act'][act]}"
    method, _, address = action.partition(" ")
    if not address:
        return action
    tried = ("försökte läsa", "tried to read") if method == "GET" else ("försökte ändra", "tried to change")
    return f"{tried[language == 'en']} {address}"
