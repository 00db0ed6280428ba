"""`sip gaps` as somebody at a terminal meets it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
IDLE = "{id: s, kind: status, code: idle, start: 2027-09-01}"
PUBLIC = len(list(CASES.rglob("*.yaml")))
STORIES = ROOT / "app" / "stories"


def sip(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = "from app.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )


def test_every_public_case_is_as_it_states() -> None:
    done = sip("gaps", "check", CASES)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{PUBLIC} cases: {PUBLIC} as stated, 0 differ, 0 not readable\n"


def test_the_twelve_stories_hold_exactly_their_gaps() -> None:
    done = sip("gaps", "check", STORIES)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "12 cases: 12 as stated, 0 differ, 0 not readable\n"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A case whose gap is expected a day late."""
    text = (CASES / "need-unowned-fires.yaml").read_text(encoding="utf-8")
    file = tmp_path / "wrong.yaml"
    file.write_text(text.replace("opens: 2027-09-24", "opens: 2027-09-25"), encoding="utf-8")
    return file


def test_an_expected_gap_of_a_rule_that_does_not_exist_does_not_pass_in_silence(wrong: Path) -> None:
    text = (CASES / "need-unowned-near-miss.yaml").read_text(encoding="utf-8")
    gap = "{rule: need-foreseen, subject: sfi, owner: school, opens: 2027-09-24, critical: null, closes: null}"
    wrong.write_text(text.replace("gaps: []", f"gaps:\n  - {gap}"), encoding="utf-8")
    done = sip("gaps", "check", wrong)
    assert done.returncode == 1
    assert "rule: there is no rule 'need-foreseen'" in done.stderr
    assert sip("gaps", "check", wrong, "--known-only").returncode == 0


def test_what_differs_is_printed_per_case(wrong: Path) -> None:
    done = sip("gaps", "check", wrong, CASES / "need-unowned-near-miss.yaml")
    assert done.returncode == 1
    first, stated, found, summary = done.stdout.splitlines()
    assert first == f"{wrong}: a need that nobody takes until it is dropped"
    assert "- stated, not found: {rule: need-unowned, subject: sfi" in stated
    assert "opens: 2027-09-25" in stated
    assert "+ found, not stated: {rule: need-unowned, subject: sfi" in found
    assert "opens: 2027-09-24" in found
    assert summary == "2 cases: 1 as stated, 1 differ, 0 not readable"


def test_a_bad_file_among_good_ones_is_told_and_the_others_go_on(wrong: Path) -> None:
    shutil.copy(CASES / "need-unowned-fires.yaml", wrong.parent / "good.yaml")
    (wrong.parent / "bad.yaml").write_text("facts:\n  - {id: x, kind: rumour}\n", encoding="utf-8")
    wrong.unlink()
    done = sip("gaps", "evaluate", wrong.parent, "--format", "json")
    assert done.returncode == 1
    assert list(json.loads(done.stdout)) == ["good.yaml"]
    assert len(done.stderr.splitlines()) == 1
    assert f"{wrong.parent / 'bad.yaml'}:2: fact x: kind: there is no such kind" in done.stderr


def test_a_check_needs_to_know_what_is_expected(wrong: Path) -> None:
    text = wrong.read_text(encoding="utf-8")
    wrong.write_text(text[: text.index("gaps:")], encoding="utf-8")
    assert "gaps: are missing" in sip("gaps", "check", wrong).stderr
    assert sip("gaps", "evaluate", wrong).returncode == 0


def test_a_directory_gives_one_object_and_a_file_one_list() -> None:
    everything = json.loads(sip("gaps", "evaluate", CASES, "--format", "json").stdout)
    assert len(everything) == PUBLIC
    one = json.loads(sip("gaps", "evaluate", CASES / "need-unowned-fires.yaml", "--format", "json").stdout)
    assert one == everything["need-unowned-fires.yaml"]
    assert one == [
        {
            "rule": "need-unowned",
            "subject": "sfi",
            "owner": "adult-education",
            "opens": "2027-09-24",
            "critical": "2027-10-10",
            "closes": "2027-11-01",
        }
    ]
    leo = everything["story-leo.yaml"]
    assert leo == sorted(leo, key=lambda gap: (gap["opens"], gap["rule"], gap["subject"]))
    assert [gap["inhibited_by"] for gap in leo if "inhibited_by" in gap] == [["youth-duty-age-out"]]


def test_as_text_each_gap_is_a_line_of_a_case_file() -> None:
    done = sip("gaps", "evaluate", CASES / "story-leo.yaml")
    assert done.stdout.startswith(f"{CASES / 'story-leo.yaml'}: 4 gaps\n  {{rule: youth-duty-no-activity")
    assert "inhibited_by: [youth-duty-age-out]}" in done.stdout


def test_the_rules_are_listed_in_launch_order() -> None:
    lines = sip("gaps", "list").stdout.splitlines()
    assert len(lines) == 50
    assert lines[-1].startswith("activity-compensation-age-limit")
    assert lines[0].split() == ["no-main-responsible", "high", "Ingen", "huvudansvarig"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("check", "no-such-place"), 1, "no-such-place: there is no such file or directory"),
        (("check", "app/domain/facts"), 1, "holds no case file"),
        (("check",), 2, "Missing argument"),
        (("evaluate", "tests/cases", "--format", "xml"), 2, "xml"),
    ],
)
def test_mistakes_are_told_on_standard_error(arguments: tuple[str, ...], code: int, says: str) -> None:
    done = sip("gaps", *arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("changed", "to", "says"),
    [
        ("rules: [need-unowned]", "rules: [need-unownd]", ":2: rules: there is no rule 'need-unownd'; `sip gaps list`"),
        ("gaps:", f"  - {IDLE}\ngaps:", ":7: fact s: code: there is no such code; use one of work, study"),
        ("closes: 2027-11-01", "closes: 2027-09-24", "gap 1: closes: has to be after opens"),
    ],
)
@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_a_case_that_cannot_be_is_one_line_and_nothing_else(
    wrong: Path, command: str, changed: str, to: str, says: str
) -> None:
    text = (CASES / "need-unowned-fires.yaml").read_text(encoding="utf-8")
    assert changed in text
    wrong.write_text(text.replace(changed, to), encoding="utf-8")
    done = sip("gaps", command, wrong)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith(f"{wrong}:")
    assert says in done.stderr


@pytest.mark.parametrize("command", ["check", "evaluate", "list"])
def test_every_command_helps_with_an_example(command: str) -> None:
    done = sip("gaps", command, "--help")
    assert done.returncode == 0
    assert f"Example: sip gaps {command}" in done.stdout


@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_what_a_case_has_written_stays_on_its_line(wrong: Path, command: str) -> None:
    text = wrong.read_text(encoding="utf-8")
    name = text.splitlines()[0]
    assert name.startswith("case: ")
    told = text.replace(name, 'case: "all is\\nwell\\e[2J"').replace("sfi", '"s\\nfi"')
    wrong.write_text(told, encoding="utf-8")
    done = sip("gaps", command, wrong)
    assert done.stderr == ""
    first, *gaps = done.stdout.splitlines()
    assert first == {"check": f"{wrong}: all is well [2J", "evaluate": f"{wrong}: 1 gap"}[command]
    assert len(gaps) == {"check": 3, "evaluate": 1}[command]
    assert "subject: s fi, owner: adult-education" in gaps[0]
