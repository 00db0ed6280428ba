"""Looking for what was told among what got out, in one pass over it: each word is looked up, not each text tried."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus

from tests.leaks.told import WORD, Told, numbers_in

ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Leak:
    """Something that got out: by which way, what sort of thing, and in which tests it got out and was told; never
    what it says."""

    way: str
    what: str
    out: str
    told: str

    def __str__(self) -> str:
        return f"{self.way}: {self.what} stands there; it got out in {self.out}, and was told in {self.told}"


class Search:
    """Looks for all that was told."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._begin: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for text in told.telling():
            if first := WORD.search(text):
                self._begin[first[0]].append((text[first.start() :], text))

    def texts_in(self, text: str) -> set[str]:
        """The texts that were told and stand in this one as words of their own."""
        return {
            told
            for word in WORD.finditer(text)
            for begin, told in self._begin.get(word[0], ())
            if text.startswith(begin, word.start()) and _ends(text, word.start() + len(begin))
        }

    def leaks(self, heard: Mapping[tuple[str, str], str]) -> Iterator[Leak]:
        """Of what got out, by its way and its text, each with the test in which it did."""
        for (way, text), test in heard.items():
            for told in {one for shown in _shown(text) for one in self.texts_in(shown)}:
                where, by = self._told.texts[told]
                yield Leak(way, f"what was told in {where}", test, by)
            for number in {one for shown in _shown(text) for one in numbers_in(shown)}:
                if number in self._told.numbers or _is_for_tests(number):
                    _, by = self._told.numbers.get(number, ("", "no request"))
                    yield Leak(way, "an identity number", test, by)


def _shown(text: str) -> Iterable[str]:
    """The text as it stands, and as it reads where something in it is escaped."""
    yield text
    if "%" in text or "+" in text:
        yield unquote_plus(text)
    if "\\u" in text:
        yield ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _ends(text: str, place: int) -> bool:
    """Whether a word ends there."""
    return place >= len(text) or not (text[place].isalnum() and text[place - 1].isalnum())


def _is_for_tests(number: str) -> bool:
    """The suite has no others: whoever's it is, it was told to somebody."""
    return 980 <= int(number[6:9]) <= 999
