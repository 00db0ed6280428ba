"""The words in which the table says who may do what: one row an operation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tests.security.askers import ACTORS, Asker
from tests.security.people import Somebody

Sends = Callable[[Somebody, Asker], Mapping[str, Any]]
Needs = Literal[
    "nothing",
    "a token",
    "lookup",
    "read",
    "write",
    "consent",
    "unit",
    "statistics",
    "audit",
    "admin",
    "write or unit",
    "write and unit",
]
Only = Literal["everybody", "agencies", "caseworkers", "members", "its source"]
Known = Literal[
    "everybody",
    "its readers",
    "its readers by right",
    "its readers and those of what stands",
    "who takes part",
    "its own actor",
    "its administrators",
    "its members",
    "who knows the person",
    "who has something of the person",
    "the person",
    "agencies and the person",
    "agencies, if there is such a person, and that one",
    "nobody",
]
By = Literal[
    "whoever sees it",
    "its owner",
    "its owner if it sees it",
    "whom it was put to",
    "the person or its owner",
    "the person or whom it names",
    "who takes part",
    "the person",
    "members",
    "the operator",
    "whoever is away or the unit",
    "whoever has plans in hand",
]
Protected = Literal["named handlers", "its source", "everybody"]
SENT: Final = "Kanarie_sent_words"
"""What whoever asks says itself."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Who may carry out an operation, and what comes of it, in the order in which it is asked:

    what the token has to allow (`needs`: 401 without one, 403 without the scope), which callers it is for (`only`: 403
    to the others, whatever they ask about), what the address names (`of`, things of a person's life by name), to whom
    that exists (`known`: to the others it answers `hidden`, as if there were no such thing), who of those may do it
    (`by`: else `refused`), and what is answered then: `answers`, with the words that `says` stands for.
    """

    needs: Needs
    only: Only = "everybody"
    of: tuple[str, ...] = ()
    known: Known = "everybody"
    hidden: int = 404
    by: By = "whoever sees it"
    refused: int = 403
    protected: Protected = "named handlers"
    """To whom it is not as if there were no such person when the person is protected: beside the person, and whoever
    asks for what its own source has reported."""
    sends: Sends | None = None
    answers: int = 200
    answers_in: Mapping[str, int] | None = None
    """What is answered instead in a world with that consent."""
    read_back: bool = False
    """What was made is read again before it is answered; the rehearsal has taken it back by then: 404."""
    says: str = "nothing"
    asks: str = ""
    """What stands after the address."""


def read(*of: str, says: str = "it", **more: Any) -> Row:
    """Whoever sees it reads it."""
    return Row(**{"needs": "read", "of": of, "known": "its readers", "says": says, **more})


def move(*of: str, by: By = "its owner", says: str = "it", **more: Any) -> Row:
    """Whoever sees it and may makes the move; `more` are fields of the row, and all else is sent."""
    row = {name: more.pop(name) for name in [*more] if name in Row.__dataclass_fields__}
    return Row(**{"needs": "write", "of": of, "known": "its readers", "by": by, "says": says, **_sending(more), **row})


def add(of: str = "plan", **more: Any) -> Row:
    """Whoever takes part in the plan adds to it."""
    row = {name: more.pop(name) for name in [*more] if name in Row.__dataclass_fields__}
    said = {"known": "who takes part", "protected": "its source", "answers": 201, "says": "what was sent"}
    return Row(**{"needs": "write", "of": (of,), **said, **_sending({"title": SENT, **more}), **row})


def tell(*of: str, **more: Any) -> Row:
    """The owner of what it hangs on adds to that."""
    return move(*of, **{"answers": 201, "says": "what was sent", **more})


def report(*, by: By = "whoever sees it", protected: Protected = "its source", **fields: Any) -> Row:
    """An agency's system reports of its own: of anybody whom it knows by id, but to a plan only if it takes part."""

    def sends(me: Somebody, _: Asker) -> Mapping[str, Any]:
        return {"person_id": me.person, "source_version": 1, "title": SENT, **named(me, fields)}

    return Row(
        needs="write", only="its source", of=("own source", "the owner's source"),
        known="agencies, if there is such a person, and that one", protected=protected, by=by, refused=422,
        sends=sends, answers=201, says="what was sent",
    )  # fmt: skip


def named(me: Somebody, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the ids for which short names stand: `@plan` is a thing, `&party` an actor."""
    return {name: _named(me, value) for name, value in fields.items()}


def _named(me: Somebody, value: Any) -> Any:
    match value:
        case str() if value.startswith("@"):
            return me.ids[value[1:]]
        case str() if value.startswith("&"):
            return me.county.actor(ACTORS[value[1:]])
        case list():
            return [_named(me, one) for one in value]
        case dict():
            return named(me, value)
    return value


def _sending(fields: Mapping[str, Any]) -> dict[str, Sends]:
    return {"sends": lambda me, _: named(me, fields)}
