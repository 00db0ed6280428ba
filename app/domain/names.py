"""Names as people look for them: in either case, with or without accents, and å, ä and ö as letters of their own."""

import unicodedata
from typing import Final

OWN_LETTERS: Final = frozenset("åäö")
NEIGHBOURS: Final = str.maketrans({"æ": "ä", "ø": "ö"})
"""Letters of the neighbouring alphabets, which stand for those in ours."""


def folded(text: str) -> str:
    """The text in lower case and without accents: é is e, and å, ä and ö stay what they are."""
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).translate(NEIGHBOURS)
    return "".join(letter if letter in OWN_LETTERS else _plain(letter) for letter in lower)


def is_part_of(part: str, name: str) -> bool:
    """Whether every word of the part stands somewhere in the name."""
    within = folded(name)
    return all(word in within for word in folded(part).split())


def _plain(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))
