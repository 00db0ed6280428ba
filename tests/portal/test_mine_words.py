"""The words of a person's own pages: short sentences, so that nobody is shut out by them."""

import re
from importlib import import_module

import pytest

from tests.portal.test_words import TOPICS

OWN = [topic for topic in TOPICS if topic.startswith("mine") or topic in ("own_pages", "represented")]
LONGEST = 25
"""Words of a sentence at the most."""


def too_long(text: str) -> list[str]:
    """The sentences of the text that are too long."""
    return [one for one in re.split(r"[.!?:]\s", text) if len(one.split()) > LONGEST]


def test_all_of_the_persons_own_pages_are_read() -> None:
    assert len(OWN) >= 8


@pytest.mark.parametrize("topic", OWN)
def test_no_sentence_is_long(topic: str) -> None:
    words = import_module(f"app.portal.words.{topic}").WORDS
    assert [name for name, pair in words.items() if any(map(too_long, pair))] == []


def test_a_long_sentence_is_found() -> None:
    assert too_long("Kort. " + "ord " * 26) == ["ord " * 26]
    assert too_long("ord " * 25) == []
