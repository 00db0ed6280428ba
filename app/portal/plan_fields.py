"""The fields of the plan's forms: how each is filled in, and those of a move, read off its command."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from pydantic import BaseModel

from app.domain.locale import Locale
from app.domain.moves import Move

Sort = Literal["line", "text", "date", "time", "number", "choice", "radio", "tick", "several"]
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how it is filled in, and what can be chosen; its words are `field_<name>` and `hint_<name>`, or those
    of what it is `called` where it means something of its own."""

    name: str
    sort: Sort = "line"
    required: bool = True
    options: Options = ()
    called: str = ""


SORTS: Final[Mapping[str, Sort]] = {"on": "date", "due": "date", "planned_start": "date", "at": "time", "done": "text"}
ORDER: Final = ("answer", "outcome", "code", "reason", "note", "deputy", "due", "on", "planned_start", "at", "place")
"""The fields of commands that the pages ask for, in the order in which they stand there."""
REFUSALS: Final = {"call": "call-refusal", "task": "call-refusal", "referral": "referral-refusal"}
"""The list of why not, for those who answer."""
CALLED: Final[Mapping[tuple[str, str, str], str]] = {
    ("appointment", "rebooking", "on"): "new_day",
    ("appointment", "holding", "on"): "held_day",
    ("follow-up", "rebooking", "on"): "decided_day",
    ("follow-up", "rebooking", "due"): "instead_day",
    ("referral", "failure", "code"): "cause",
}
"""Fields of a move that mean something else than in the others: the day that is new, and not the one it was done on."""
LED_TO: Final = ("plan", "no-plan", "pending")
END_REPORT: Final = (Field("done", "text", required=False), Field("remains", "text", required=False))


def coded(name: str, code_list: str, codes: Iterable[str], locale: Locale, *, required: bool = True) -> Field:
    """A choice among codes, by their words."""
    options = tuple((code, capital(locale.word(code_list, code))) for code in codes)
    return Field(name, "radio" if required else "choice", required, options)


def fields_of_move(move: Move, model: type[BaseModel], locale: Locale) -> tuple[Field, ...]:
    """What is asked when the move is made by that command: the answer, why, on which day."""
    asked = [
        replace(_field(move, model, name, locale), called=CALLED.get((move.kind, move.noun, name), ""))
        for name in ORDER
        if name in model.model_fields
    ]
    return (*asked, *(END_REPORT if "end_report" in model.model_fields else ()))


def _field(move: Move, model: type[BaseModel], name: str, locale: Locale) -> Field:
    required = model.model_fields[name].is_required()
    if name == "answer":
        code_list = "meeting-outcome" if move.kind == "meeting" else f"{move.kind}-answer"
        return coded(name, code_list if move.kind != "task" else "task-state", move.answers, locale)
    if name == "outcome":
        return coded(name, "meeting-outcome", LED_TO, locale)
    if name == "code":
        code_list = REFUSALS[move.kind] if move.answers else f"{move.kind}-failure"
        return coded(name, code_list, move.codes, locale, required=required)
    if name == "reason" and move.reasons:
        return coded(name, f"{move.kind}-{move.noun}", move.reasons, locale)
    return Field(name, SORTS.get(name, "line"), required)


def capital(words: str) -> str:
    """With a capital letter first, and the rest as it was."""
    return words[:1].upper() + words[1:]
