"""The words of the pages: a module a page, each word as a pair, Swedish and English."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import SimpleNamespace

Pairs = Mapping[str, tuple[str, str]]
SHARED = ("layout", "fields", "own_pages")
"""The words that every page has, as `w`; its own are `t`."""


@cache
def words_of(topic: str, language: str) -> SimpleNamespace:
    """The words of a page in one language, each an attribute."""
    pairs: Pairs = import_module(f"app.portal.words.{topic}").WORDS
    return SimpleNamespace(**{name: pair[language == "en"] for name, pair in pairs.items()})


@cache
def shared_words(language: str) -> SimpleNamespace:
    """The words that every page has."""
    return SimpleNamespace(**{name: word for topic in SHARED for name, word in vars(words_of(topic, language)).items()})
