"""What whoever puts a question to somebody leaves to whom it is put: the answer, and what follows from it."""

from collections.abc import Mapping
from typing import Any, Final

from app.domain.errors import FactError

LEFT_TO_THE_ADDRESSEE: Final[Mapping[str, Mapping[str, str]]] = {
    "call": {"answered": "answer", "answer": "answer"},
    "referral": {"answered": "answer", "answer": "answer", "started": "start", "closed": "completion"},
}
"""By kind, the fields that only its addressee says in the service, each with the move that says it. An agency's own
system reports such a fact whole, answer and all: it tells what was, and asks nobody."""


def left_to_the_addressee(kind: str) -> Mapping[str, str]:
    """Those of the kind; none when it is no question."""
    return LEFT_TO_THE_ADDRESSEE.get(kind, {})


def check_asks(kind: str, fields: Mapping[str, Any]) -> None:
    """FactError for a question that comes with its own answer."""
    for field, noun in left_to_the_addressee(kind).items():
        if fields.get(field) is not None:
            raise FactError(
                field, f"is said by the actor it is put to, with POST /{kind}s/{{{kind}}}/{noun}; leave it out"
            )
