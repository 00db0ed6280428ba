"""What was told of persons in a run: identity numbers, names, addresses, free text and tokens, as they came in.

Nothing is listed by hand: whatever a request says that is neither an id, a time, a code nor a word of the service's
own is something that somebody told, and may stand nowhere but where it is kept.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

APP: Final = Path(__file__).parents[2] / "app"
LEAST: Final = 5
"""Characters of the shortest text that is looked for: what is shorter stands everywhere."""
WORD: Final = re.compile(r"\w+")
NUMBER: Final = re.compile(r"(?<![\w.-])((?:19|20)?\d{6})[-+]?(\d{4})(?![\w-])")
PLAIN: Final = re.compile(
    r"[-\d.,:]{1,8}|[a-z][a-z0-9]*([-_.][a-z0-9]+)*|\d{4}-[QW]\d{1,2}|\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?"
    r"|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32,64}"
)
"""What says nothing in words: codes of digits or letters, quarters, days, times, ids. A telephone number is longer."""
NAME_OF_FIELD: Final = re.compile(r"[a-z_]+")
OF_NOBODY: Final = frozenset(
    {"id", "key", "source", "user", "client", "client_id", "issuer", "url", "jwks_uri", "_page"}
)
"""Fields that name what is no person: the systems' own keys, who works there, which the log is to say, and the page
that a form stands on."""
OF_AN_ACTOR = frozenset({"function", "level"})
"""By these an actor is known as it is registered, whose name and number are public."""


@cache
def own_text() -> str:
    """All that the service says by itself, but for its examples and its stories."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(APP.rglob("*.py"))
        if path.relative_to(APP).parts[0] not in ("demo", "simulation") and "example" not in path.name
    )


@cache
def own_words() -> frozenset[str]:
    """The words of that."""
    return frozenset(WORD.findall(own_text()))


@dataclass
class Told:
    """The texts and the ten-digit numbers that were told, each with where it stood and who told it first."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def hear_body(self, sent: bytes, media_type: str, by: str) -> None:
        """The body of a request: JSON or a form; what cannot be read says nothing."""
        if "form-urlencoded" in media_type:
            said: Any = dict(parse_qsl(sent.decode(errors="replace")))
            said.pop("_page", None)  # where the form stands, which the page itself says: an address of ours
        else:
            try:
                said = json.loads(sent)
            except ValueError:
                return
        for where, text in _strings(said, "the body"):
            self.hear(text, where, by)

    def hear_token(self, authorization: str, by: str) -> None:
        """A token's signature, with which anybody could use it again, and the numbers among its claims."""
        parts = authorization.split(".")
        if len(parts) != 3 or parts[2] in self.tokens:
            return
        self.tokens.add(parts[2])
        self.hear(parts[2], "a token", by)
        try:
            claims = base64.urlsafe_b64decode(parts[1] + "==").decode()
        except (binascii.Error, ValueError):
            return
        for number in numbers_in(claims):
            self.numbers.setdefault(number, ("a token", by))

    def hear(self, text: str, where: str, by: str) -> None:
        """A text, and the numbers in it."""
        for number in numbers_in(text):
            self.numbers.setdefault(number, (where, by))
        text = text.strip()
        if len(text) >= LEAST and text not in self.texts and not PLAIN.fullmatch(text) and not NUMBER.fullmatch(text):
            self.texts[text] = (where, by)

    def telling(self) -> Iterator[str]:
        """The texts by which somebody could be known: those that the service does not say by itself."""
        for text in self.texts:
            if not own_words().issuperset(WORD.findall(text)) or text not in own_text():
                yield text


def numbers_in(text: str) -> Iterator[str]:
    """The last ten digits of what may be an identity number: its month, its day and its last digit agree."""
    for found in NUMBER.finditer(text):
        day, last = found[1][-6:], found[2]
        if 1 <= int(day[2:4]) <= 12 and 1 <= int(day[4:]) % 60 <= 31 and _checks(day + last):
            yield day + last


def _checks(ten: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _strings(said: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every string in what was said, with the field that it stands in; what cannot name a field is a text itself."""
    if isinstance(said, str):
        yield where, said
    elif isinstance(said, dict):
        of_nobody = OF_NOBODY | ({"name", "phone"} if said.keys() >= OF_AN_ACTOR else set())
        for name, value in said.items():
            if NAME_OF_FIELD.fullmatch(name):
                if name not in of_nobody:
                    yield from _strings(value, name)
            else:
                yield "the name of a field", name
                yield from _strings(value, where)
    elif isinstance(said, list):
        for one in said:
            yield from _strings(one, where)
