"""An entry of the log as a sentence, in the words that the person it is about would use."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from app.domain.labels import LABELS_SV
from app.domain.locale import SWEDISH, Locale
from app.domain.log_words import LOG_TO_YOU_EN

SUBJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "caseworker": ("En handläggare hos {agency}", "A caseworker at {agency}"),
    "system": ("Ett system hos {agency}", "A system of {agency}"),
    "link": ("Någon med en engångslänk till {agency}", "Somebody with a one-time link to {agency}"),
    "person": ("Du", "You"),
    "proxy": ("Någon som företräder dig", "Somebody who acts for you"),
    "operator": ("Den som sköter tjänsten", "Whoever runs the service"),
    "unknown": ("Någon som inte visat vem det är", "Somebody who has not shown who it is"),
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
    locale: Locale = SWEDISH,
) -> str:
    """Who did what, about what and on which basis. `by` is of the code list log-by; a basis is of log-basis, or the id
    of a consent."""
    say, who = locale.say, who_of(by, agency, locale)
    if refused and action != WITHHELD:
        if action.startswith("GET "):
            return who + say(
                " försökte läsa något, men fick inte.", " tried to read something, but was not allowed to."
            )
        return who + say(" försökte göra något, men fick inte.", " tried to do something, but was not allowed to.")
    said = [f"{who} {words_of(action, locale)}{say(' i ditt namn', ' in your name') if in_your_name else ''}."]
    if categories:
        concerned = _and((subject_of(one, locale) for one in sorted(categories)), locale)
        said.append(say(f"Det gällde {concerned}.", f"It was about {concerned}."))
    if bases and by != "person":
        grounds = _and((locale.word("log-basis", one) for one in in_order(bases)), locale)
        said.append(say(f"Grund: {grounds}.", f"Basis: {grounds}."))
    return " ".join(said)


def who_of(by: str, agency: str | None, locale: Locale = SWEDISH) -> str:
    """Who it was, as a sentence begins."""
    return locale.say(*SUBJECTS[by]).format(agency=agency or locale.say("en okänd aktör", "an unknown actor"))


def words_of(action: str, locale: Locale = SWEDISH) -> str:
    """What was done; what is done to an item is told by the words of its kind and of the act."""
    if action in LABELS_SV["log-action"]:
        own = locale.word("log-action", action)
        return locale.say(own, LOG_TO_YOU_EN.get(action, own))
    kind, act = _parts(action)
    return f"{locale.say('antecknade', 'recorded')}: {locale.word('kind', kind)} {locale.word('act', act)}"


def has_words(action: str) -> bool:
    """Whether every part of the action has words of its own."""
    kind, act = _parts(action)
    return action in LABELS_SV["log-action"] or (kind in LABELS_SV["kind"] and act in LABELS_SV["act"])


def basis_code(basis: str) -> str:
    """The basis as a code of log-basis: an id is that of a consent."""
    return basis if basis in LABELS_SV["log-basis"] else "consent"


def subject_of(category: str, locale: Locale) -> str:
    """A category, or what else an entry is about, in words."""
    return locale.word("log-subject" if category in LABELS_SV["log-subject"] else "category", category)


def in_order(bases: Iterable[str]) -> list[str]:
    """Each basis once, in the order of the code list, consents as one."""
    found = {basis_code(basis) for basis in bases}
    return [code for code in LABELS_SV["log-basis"] if code in found]


def _parts(action: str) -> tuple[str, str]:
    """The kind and the act of `activity-start`, `consent-withdrawal`, `need-add`; a kind may have hyphens itself."""
    kind, _, act = action.rpartition("-")
    return kind, {"add": "added"}.get(act, act)


def _and(words: Iterable[str], locale: Locale) -> str:
    *first, last = words
    return f"{', '.join(first)} {locale.say('och', 'and')} {last}" if first else last
