"""The rules of the house are kept in every room, and each rule is seen to find what breaks it."""

from pathlib import Path

import pytest

from tests.architecture import house_rules as rules
from tests.architecture.house_rules import RULES, Rule

HOUSE = Path(__file__).parents[2]
A_LONG_TIME = "x = 1\n" * 301
BREACHES: list[tuple[Rule, str, str]] = [
    (rules.foreign_libraries, "app/domain/days.py", '"""Days."""\nimport pydantic\n'),
    (rules.foreign_libraries, "app/usecases/ports.py", '"""Ports."""\nfrom sqlalchemy.orm import Session\n'),
    (rules.foreign_libraries, "app/adapters/keys/vault.py", '"""Keys."""\ndef f() -> None:\n    import httpx\n'),
    (rules.foreign_libraries, "app/attic/old.py", '"""A new room."""\nimport fastapi\n'),
    (rules.foreign_libraries, "app/domain/item.py", '"""Items."""\nfrom . import days\n'),
    (rules.silent_modules, "app/domain/days.py", "x = 1\n"),
    (rules.silent_functions, "app/domain/days.py", '"""Days."""\ndef today() -> int:\n    return 1\n'),
    (rules.silent_functions, "app/usecases/ports.py", '"""Ports."""\nclass Store:\n    pass\n'),
    (rules.long_files, "app/domain/days.py", A_LONG_TIME),
    (rules.nameless_modules, "app/domain/utils.py", '"""This and that."""\n'),
    (rules.nameless_modules, "app/common/days.py", '"""Days."""\n'),
    (rules.bare_prints, "app/usecases/reading.py", '"""Reading."""\nprint("here")\n'),
    (rules.foreign_places, "docs/tutorial.md", "run it in /" + "root/project\n"),
    (rules.foreign_places, "constraints.txt", "--index-" + "url https://example.se\n"),
    (rules.foreign_places, "README.md", "see https://pypi" + ".org/project/sip\n"),
    (rules.dead_links, "docs/tutorial.md", "see [the next page](how-to/not-there.md#top)\n"),
    (rules.identity_numbers, "docs/tutorial.md", "".join(f"19811003-123{check} " for check in range(10))),
    (rules.identity_numbers, "docs/tutorial.md", "".join(f"19811063123{check} " for check in range(10))),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    assert list(rule(HOUSE)) == []


@pytest.mark.parametrize(("rule", "file", "text"), BREACHES)
def test_the_rule_finds_what_breaks_it(rule: Rule, file: str, text: str, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(".venv/\n")
    specimen = tmp_path / file
    specimen.parent.mkdir(parents=True, exist_ok=True)
    specimen.write_text(text)

    assert [found for found in rule(tmp_path) if found.startswith(file)]


def test_every_rule_has_been_seen_to_break() -> None:
    assert {rule for rule, _, _ in BREACHES} == set(RULES)


@pytest.mark.parametrize("number", ["19900517-9800", "19900577-9807", "20261121-1200"])
def test_test_numbers_and_what_is_no_number_are_let_through(number: str, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("")
    (tmp_path / "page.md").write_text(f"for example {number}\n")

    assert list(rules.identity_numbers(tmp_path)) == []


def test_what_is_no_part_of_the_house_is_not_judged(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(".venv/\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "utils.py").write_text("x = 1\n")

    assert [found for rule in RULES for found in rule(tmp_path)] == []
