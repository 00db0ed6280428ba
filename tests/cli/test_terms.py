"""`sip rules diff` and `adopt` refuse a file that makes no sense in one line, before any database is looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_gaps import sip

RULE = "referral-unanswered"


def term(rule: str = RULE, name: str = "answer_within", value: object = 14, **dates: str) -> dict[str, Any]:
    return {"start": "2026-10-01", **dates, "thresholds": {rule: {name: value}}}


def body(**changed: Any) -> dict[str, Any]:
    whole = {"key": "prov", "name": "Provköping", "municipalities": ["0686"], "agreements": [term()]}
    return {**whole, **changed}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown rule": ({"agreements": [term("nope")]}, "nope: there is no rule of that name"),
    "a rule's name with an end of a line": ({"agreements": [term("no\npe\x1b[2J")]}, "no pe [2J: there is no rule of"),
    "an unknown threshold": ({"agreements": [term(name="patience")]}, f"{RULE}.patience: the rule has no threshold"),
    "a negative number": ({"agreements": [term(value=-3)]}, f"{RULE}.answer_within: -3 days makes no sense; use 1 to"),
    "an absurd number": ({"agreements": [term(value=99999)]}, f"{RULE}.answer_within: 99999 days makes no sense"),
    "half a day": ({"agreements": [term(value=1.5)]}, f"thresholds.{RULE}.answer_within: Input should be a valid int"),
    "what the law has set": (
        {"agreements": [term("youth-duty-age-out", "age_limit", 21)]},
        "youth-duty-age-out.age_limit: is 20 years by law, which no agreement can change",
    ),
    "two agreements on one day": (
        {"agreements": [term(), term(start="2026-12-01")]},
        "agreements: the agreement from 2026-12-01 begins before the one from 2026-10-01 ends",
    ),
    "an end before the beginning": ({"agreements": [term(end="2026-09-30")]}, "agreements.end: is before start"),
    "a code without its zero": (
        {"municipalities": [686]},
        "municipalities.0: Input should be a valid string; put quotes",
    ),
    "no municipality": ({"municipalities": []}, "municipalities: List should have at least 1 item"),
    "an unknown field": ({"thresholds": {}}, "thresholds: Extra inputs are not permitted"),
}


@pytest.mark.parametrize(("command", "wrong"), [("adopt", "an unknown rule"), *(("diff", wrong) for wrong in WRONG)])
def test_what_makes_no_sense_is_refused_in_one_line(command: str, wrong: str, tmp_path: Path) -> None:
    changed, says = WRONG[wrong]
    file = tmp_path / "body.json"
    file.write_text(json.dumps(body(**changed)), encoding="utf-8")

    done = sip("rules", command, file, "--data-dir", tmp_path / "none")

    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [(None, "cannot be read"), (b"key: [", ":2: is not YAML"), (b"- a\n", "the file: Input should be a valid")],
    ids=["no file", "no YAML", "a list"],
)
def test_a_file_that_is_none_is_named(text: bytes | None, says: str, tmp_path: Path) -> None:
    file = tmp_path / "body.yaml"
    if text is not None:
        file.write_bytes(text)
    done = sip("rules", "diff", file, "--data-dir", tmp_path / "none")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith(str(file))
    assert says in done.stderr


@pytest.mark.parametrize("command", ["diff", "adopt", "terms"])
def test_each_command_helps_with_an_example(command: str) -> None:
    assert f"Example: sip rules {command}" in sip("rules", command, "--help").stdout
