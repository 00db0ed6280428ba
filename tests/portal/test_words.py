"""Every word of the pages is there in both languages, and none is there for nothing."""

import re
import string
from importlib import import_module
from pathlib import Path

import pytest

from app.portal.words import SHARED, Pairs

HERE = Path(__file__).parents[2] / "app" / "portal"
TOPICS = sorted(file.stem for file in (HERE / "words").glob("*.py") if file.stem != "__init__")
BY_NAME = {"refusals", "conflicts", "to_do"}
"""Topics whose words are looked up by a name that is worked out."""
TEXTS = "".join(path.read_text() for kind in ("*.html", "*.py") for path in HERE.rglob(kind))
USED = set(re.findall(r"\b(?:t|w|words|_shared\(posted\))\.([a-z_]+)", TEXTS))
WORKED_OUT = (*re.findall(r't\["([a-z]+_)" ~', TEXTS), *re.findall(r'words, f"([a-z]+_)\{', TEXTS), "wrong_")


def faults_of(words: Pairs) -> list[str]:
    """What is wrong with the words of a topic."""
    found = []
    for name, pair in words.items():
        if len(pair) != 2 or not all(text.strip() == text and text for text in pair):
            found.append(f"{name} is not said in both languages")
        elif _places(pair[0]) != _places(pair[1]):
            found.append(f"{name} has other places in the other language")
        elif "ingen insats" in pair[0].lower() and "får se" not in pair[0]:
            found.append(f"{name} blames")
    return found


def _places(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_is_there_in_both_languages(topic: str) -> None:
    assert faults_of(import_module(f"app.portal.words.{topic}").WORDS) == []


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("Hej", ""), "both languages"),
        (("Hej {a}", "Hello"), "other places"),
        (("Det finns ingen insats", "x"), "blames"),
    ],
)
def test_a_bad_word_is_found(pair: tuple[str, str], says: str) -> None:
    (fault,) = faults_of({"word": pair})

    assert says in fault


@pytest.mark.parametrize("topic", sorted(set(TOPICS) - BY_NAME))
def test_no_word_is_there_for_nothing(topic: str) -> None:
    words = import_module(f"app.portal.words.{topic}").WORDS
    assert [name for name in words if not (name in USED or name.startswith(WORKED_OUT))] == []


def test_the_words_that_every_page_has_do_not_hide_one_another() -> None:
    names = [name for topic in SHARED for name in import_module(f"app.portal.words.{topic}").WORDS]

    assert len(names) == len(set(names))


def test_no_template_lowers_the_letters_of_a_name() -> None:
    """As `capitalize` does with SIP, KAA and Försäkringskassan: a sentence begins by the filter `begin`."""
    assert [path.name for path in HERE.rglob("*.html") if "capitalize" in path.read_text()] == []
