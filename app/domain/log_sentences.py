"""An entry of the log as a Swedish sentence, in the words that the person it is about would use."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from app.domain.labels import LABELS_SV, label_sv

SUBJECTS: Final[Mapping[str, str]] = {
    "caseworker": "En handläggare hos {agency}",
    "system": "Ett system hos {agency}",
    "link": "Någon med en engångslänk till {agency}",
    "person": "Du",
    "proxy": "Någon som företräder dig",
    "operator": "Den som sköter tjänsten",
    "unknown": "Någon som inte visat vem det är",
}


WITHHELD: Final = "view-withheld"
"""Refused by the service to itself: whoever asked had done nothing wrong."""


def sentence(
    *,
    by: str,
    agency: str | None,
    action: str,
    refused: bool,
    categories: Collection[str] = (),
    bases: Collection[str] = (),
    in_your_name: bool = False,
) -> str:
    """Who did what, about what and on which basis. `by` is of the code list log-by; a basis is of log-basis, or the id
    of a consent."""
    who = SUBJECTS[by].format(agency=agency or "en okänd aktör")
    if refused and action != WITHHELD:
        return f"{who} försökte {'läsa' if action.startswith('GET ') else 'göra'} något, men fick inte."
    said = [f"{who} {words_of(action)}{' i ditt namn' if in_your_name else ''}."]
    if categories:
        said.append(f"Det gällde {_and(subject_sv(one) for one in sorted(categories))}.")
    if bases and by != "person":
        said.append(f"Grund: {_and(basis_sv(one) for one in in_order(bases))}.")
    return " ".join(said)


def words_of(action: str) -> str:
    """What was done; what is done to an item is told by the words of its kind and of the act."""
    own = LABELS_SV["log-action"].get(action)
    if own is not None:
        return own
    kind, act = _parts(action)
    return f"antecknade: {label_sv('kind', kind)} {label_sv('act', act)}"


def has_words(action: str) -> bool:
    """Whether every part of the action has words of its own."""
    kind, act = _parts(action)
    return action in LABELS_SV["log-action"] or (kind in LABELS_SV["kind"] and act in LABELS_SV["act"])


def basis_code(basis: str) -> str:
    """The basis as a code of log-basis: an id is that of a consent."""
    return basis if basis in LABELS_SV["log-basis"] else "consent"


def basis_sv(basis: str) -> str:
    """The basis in words."""
    return label_sv("log-basis", basis_code(basis))


def subject_sv(category: str) -> str:
    """A category, or what else an entry is about, in words."""
    return LABELS_SV["log-subject"].get(category) or label_sv("category", category)


def in_order(bases: Iterable[str]) -> list[str]:
    """Each basis once, in the order of the code list, consents as one."""
    found = {basis_code(basis) for basis in bases}
    return [code for code in LABELS_SV["log-basis"] if code in found]


def _parts(action: str) -> tuple[str, str]:
    """The kind and the act of `activity-start`, `consent-withdrawal`, `need-add`; a kind may have hyphens itself."""
    kind, _, act = action.rpartition("-")
    return kind, {"add": "added"}.get(act, act)


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} och {last}" if first else last
