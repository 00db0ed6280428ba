"""The numbered rules of the reference on secrecy, as they are read from the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
PAGE: Final = ROOT / "docs/reference/secrecy.md"
RULE: Final = re.compile(r"^\*\*R(\d+)\.\*\* (.+?)(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)
DECIDED: Final = "Decided in"
HELD: Final = "Held by"
FILE: Final = re.compile(r"`((?:app|tests|migrations)/[^`:]+)`")
MODAL: Final = re.compile(r"(?i)\b(?:may|must|never|only|always|every|alone|nothing|nobody|no|not|none|once)\b")
"""A rule allows, forbids or holds without exception; a sentence that does none of these is no rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`says` is the rule itself, `decided` and `held` the files that the page names for it."""

    says: str
    decided: tuple[str, ...]
    held: tuple[str, ...]


def rules_of(page: str) -> Mapping[str, Rule]:
    """The rules by number, as R1. ValueError when the numbers have a gap, or a rule names no place and no test."""
    found: dict[str, Rule] = {}
    for number, text in RULE.findall(page):
        says, _, places = text.partition(f"\n{DECIDED}")
        decided, _, held = places.partition(HELD)
        rule = Rule(" ".join(says.split()), tuple(FILE.findall(decided)), tuple(FILE.findall(held)))
        if int(number) != len(found) + 1:
            raise ValueError(f"R{number} stands where R{len(found) + 1} should")
        if not rule.decided or not rule.held or not MODAL.search(rule.says):
            raise ValueError(f"R{number} does not say what is so, where it is decided and which test holds it")
        found[f"R{number}"] = rule
    return found


def files_gone(rules: Mapping[str, Rule]) -> list[str]:
    """The files that rules name and that there are not."""
    return [
        f"{number}: {file}"
        for number, rule in rules.items()
        for file in (*rule.decided, *rule.held)
        if not (ROOT / file).exists()
    ]


def unmatched(rules: Mapping[str, object], mutants: Mapping[str, str]) -> list[str]:
    """Rules without a mutant, and mutants (by name) of rules that there are not."""
    faults = [f"{number} has no mutant" for number in rules if number not in mutants.values()]
    return faults + [f"{name}: there is no {number}" for name, number in mutants.items() if number not in rules]
