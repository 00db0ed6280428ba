"""A case file is read as it is meant, and what is wrong in one is told in lines that lead to the place."""

import json
from pathlib import Path
from random import Random

import pytest

from app.adapters.case_files import LARGEST, read_case
from app.domain.days import iso
from app.domain.errors import CaseFileError
from app.domain.facts import Plan, Status
from app.domain.gaps.catalogue import RULES

HEAD = "facts:\n  - {id: me, kind: person, birth_date: 1990-05-17}\n"
SOUND = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
LATE, EARLIER = "2026-03-01T23:30:00Z", "2026-03-02T00:15:00+01:00"  # a quarter of an hour before


def written(folder: Path, text: str | bytes, name: str = "case.yaml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refusal(file: Path, known_only: bool = False) -> list[str]:
    """The lines that tell what is wrong, without the folder."""
    with pytest.raises(CaseFileError) as refused:
        read_case(file, RULES, known_only)
    return [problem.removeprefix(f"{file.parent}/") for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{id: x, kind: rumour, on: 2026-01-01}", "kind: there is no such kind"),
        ("{id: x, on: 2026-01-01}", "kind: is missing"),
        ("{kind: plan, start: 2026-01-01}", "id: is missing"),
        ("{id: 7, kind: plan, start: 2026-01-01}", "id: has to be text; put it in quotes"),
        ("{id: x, kind: plan, start: 2025-02-30}", "start: there is no such day"),
        ("{id: x, kind: plan, start: 1899-12-31}", "start: has to be from 1900-01-01"),
        (
            "{id: x, kind: plan, start: 2026-01-01, end: 9999-12-31}",
            "end: has to be from 1900-01-01 to 2200-12-31; leave",
        ),
        ("{id: x, kind: plan, start: 2026-01-01, colour: red}", "colour: is not a field of plan"),
        ("{id: x, kind: referral, to: school, sent: 2026-01-01, refusal: no-capacity}", "refusal: is not a field of"),
        ("{id: x, kind: activity, planned_start: 2026-01-01, weekly_cost: 5}", "weekly_cost: is not a field of"),
        ("{id: x, kind: plan, actor: police, start: 2026-01-01}", "actor: there is no such actor"),
        ("{id: x, kind: referral, to: police, sent: 2026-01-01}", "to: there is no such actor"),
        ("{id: x, kind: status, code: idle, start: 2026-01-01}", "code: there is no such code"),
        ("{id: x, kind: status, code: resident, detail: [0686], start: 2026-01-01}", "detail: has to be text"),
        ("{id: x, kind: plan, start: 2026-01-01, void: 1}", "void: has to be true or false"),
        ("{id: x, kind: plan, start: 2026-01-01, recorded: soon}", "recorded: has to be a date or a time"),
        ("{id: x, kind: plan, start: 2026-01-01, recorded: 2026-01-01T25:00:00Z}", "recorded: there is no such"),
        ("just words", "entry: has to be a mapping"),
        ("{id: you, kind: person, birth_date: 1990-05-17}", "facts: hold 2 persons"),
    ],
)
def test_a_wrong_fact_is_one_line_with_file_line_and_field(tmp_path: Path, line: str, says: str) -> None:
    (problem,) = refusal(written(tmp_path, f"case: x\n{HEAD}  - {line}\n"))
    entry = "x" if "id: x" in line else "2"
    where = "case.yaml:3: " if says.startswith("facts:") else f"case.yaml:4: fact {entry}: "
    assert problem.startswith(where + says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "case.yaml:1: the file is empty"),
        ("- 1\n", "case.yaml:1: has to be a mapping"),
        ("case: x\n", "case.yaml:1: facts: are missing"),
        ("facts: 3\n", "case.yaml:1: facts: has to be a list"),
        ("facts: []\n", "case.yaml:1: facts: hold 0 persons"),
        (f"{HEAD}rule: [need-unowned]\n", "case.yaml:3: rule: is not a part of a case; write rules if"),
        (f"{HEAD}Gaps: []\n", "case.yaml:3: Gaps: is not a part of a case; write gaps if"),
        (f"{HEAD}gaps: []\ngaps: []\n", "case.yaml:4: gaps: is given twice"),
        (f"{HEAD}  - {{id: x, kind: plan, id: y}}\n", "case.yaml:3: id: is given twice"),
        ('{"facts": [],\n"facts": []}', "case.yaml:2: facts: is given twice"),
        (f"{HEAD}rules: [[need-unowned]]\n", "case.yaml:3: rules: has to be the name of a rule; `sip gaps list`"),
        (f"{HEAD}rules: [no-such-rule]\n", "case.yaml:3: rules: there is no rule 'no-such-rule'"),
        ("case: x\n---\ncase: y\n", "case.yaml:2: a second document begins"),
        ("x" * (LARGEST + 1), "case.yaml:1: the file is larger than"),
    ],
)
def test_a_wrong_case_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    (problem,) = refusal(written(tmp_path, text))
    assert problem.startswith(says)


@pytest.mark.parametrize(
    "text",
    [
        f'{HEAD}rules: ["no\\nsuch\\e[2Jrule"]\n',
        f'{HEAD}  - {{id: "x\\ny\\u202e", kind: plan}}\n',
        f'{HEAD}  - {{id: x, kind: plan, "zz\\rtop": 1}}\n',
        f'{HEAD}"fac\\nts": []\n',
        f'{HEAD}? "gaps\\nat"\n: 1\n"gaps\\nat": 2\n',
        f"{HEAD}rules: [{'x' * 100_000}]\n",
        f"{HEAD}  - {{id: {'x' * 100_000}, kind: plan}}\n",
    ],
)
def test_what_a_file_has_written_stays_on_the_line_of_its_problem(tmp_path: Path, text: str) -> None:
    (problem,) = refusal(written(tmp_path, text))
    assert problem.startswith("case.yaml:")
    assert problem.isprintable()
    assert len(problem) < 1100


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"rule": "no-such-rule"}, "rule: there is no rule 'no-such-rule'"),
        ({"subject": "null"}, "subject: is missing"),
        ({"owner": "me"}, "owner: there is no such actor"),
        ({"opens": "2026-01-32"}, "opens: there is no such day"),
        ({"critical": "7"}, "critical: has to be text"),
        ({"closes": "9999-12-31"}, "closes: has to be from 1900-01-01 to 2200-12-31; leave it out when there is none"),
        ({"until": "2026-02-01"}, "until: is not a field of a gap"),
        ({"inhibited_by": "need-unowned"}, "inhibited_by: has to be a list"),
        ({"inhibited_by": "[no-such-rule]"}, "inhibited_by: there is no rule 'no-such-rule'"),
    ],
)
def test_a_wrong_gap_is_one_line(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    gap = {"rule": "need-unowned", "subject": "a", "owner": "school", "opens": "2026-01-01", **changed}
    entry = ", ".join(f"{name}: {value}" for name, value in gap.items())
    (problem,) = refusal(written(tmp_path, f"{HEAD}gaps:\n  - {{{entry}}}\n"))
    assert problem.startswith(f"case.yaml:4: gap 1: {says}")


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("kind: appointment, plan: p, on: 2026-02-01", "kind: there is no such kind"),
        ("kind: goal, plan: p, on: 2026-02-01", "kind: there is no such kind"),
        *(
            (
                f"kind: call, to: school, form: call, sent: 2026-02-01, {field}",
                f"{field.split(':')[0]}: is not a field of",
            )
            for field in ("appointment: x", "at: '13:00'", "place: x", "deputy: x", "rebooked_on: 2026-02-02")
        ),
    ],
)
def test_what_no_rule_reads_stands_in_no_case(tmp_path: Path, fact: str, says: str) -> None:
    (problem,) = refusal(written(tmp_path, f"{HEAD}  - {{id: x, {fact}}}\n"))
    assert says in problem


SAYS = "rule: need-unowned, subject: a, owner: school, opens: 2026-02-01"


@pytest.mark.parametrize(
    ("gaps", "says"),
    [
        ([SAYS.replace("need-unowned", "plan-stalled")], "gap 1: rule: is not one of the rules that this case names"),
        ([SAYS.replace("subject: a", "subject: b")], "gap 1: subject: no fact of this case has this id"),
        ([SAYS.replace("subject: a", "subject: gone")], "gap 1: subject: no fact of this case has this id"),
        ([SAYS.replace("school", "person")], "gap 1: owner: is never the person"),
        ([f"{SAYS}, closes: 2026-02-01"], "gap 1: closes: has to be after opens"),
        ([f"{SAYS}, critical: 2026-01-31"], "gap 1: critical: has to be from opens until the day before closes"),
        ([f"{SAYS}, critical: 2026-03-01, closes: 2026-03-01"], "gap 1: critical: has to be from opens until"),
        ([f"{SAYS}, inhibited_by: [plan-stalled]"], "gap 1: inhibited_by: names a rule that this case does not"),
        ([SAYS, SAYS], "gap 2: opens: the gap is one with that of the same rule and subject that opens 2026-02-01"),
        ([f"{SAYS}, closes: 2026-02-09", SAYS.replace("01", "08")], "gap 2: opens: the gap is one with that"),
        ([f"{SAYS}, closes: 2026-02-09", SAYS.replace("01", "09")], "gap 2: opens: the gap is one with that"),
        ([SAYS, f"{SAYS}, closes: 2026-02-09".replace("02-01", "01-01")], "gap 2: opens: the gap is one with that"),
    ],
)
def test_a_case_that_contradicts_itself_is_told_so_in_one_line(tmp_path: Path, gaps: list[str], says: str) -> None:
    facts = (
        "  - {id: a, kind: plan, start: 2026-01-01}\n  - {id: gone, kind: plan, void: true}\nrules: [need-unowned]\n"
    )
    text = f"{HEAD}{facts}gaps:\n" + "".join(f"  - {{{gap}}}\n" for gap in gaps)
    (problem,) = refusal(written(tmp_path, text))
    assert problem.startswith(f"case.yaml:{6 + len(gaps)}: {says}")
    assert "; " in problem, "says what to do"


def test_gaps_of_one_subject_with_a_day_between_and_those_of_others_do_not_contradict(tmp_path: Path) -> None:
    facts = "  - {id: a, kind: plan, start: 2026-01-01}\n  - {id: b, kind: plan, start: 2026-01-01}\n"
    stated = [SAYS.replace("01", "10"), f"{SAYS}, closes: 2026-02-09", SAYS.replace("subject: a", "subject: b")]
    text = f"{HEAD}{facts}gaps:\n" + "".join(f"  - {{{gap}}}\n" for gap in stated)
    assert len(read_case(written(tmp_path, text), RULES).gaps or ()) == 3


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = f"{HEAD}  - {{id: a, kind: plan,\n     start: 2025-02-30}}\n  - {{id: b, kind: oops}}\nrules: [oops]\n"
    assert [problem.split(": ")[0] for problem in refusal(written(tmp_path, text))] == [
        *("case.yaml:4", "case.yaml:5", "case.yaml:6"),
    ]


def test_a_directory_or_nothing_is_no_case_file(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path)[0]
    assert "cannot be read: No such file" in refusal(tmp_path / "nothing.yaml")[0]


def test_json_is_read_as_it_is(tmp_path: Path) -> None:
    facts = [{"id": "me", "kind": "person", "birth_date": "1990-05-17"}]
    file = written(tmp_path, json.dumps({"case": "in JSON", "facts": facts, "gaps": []}, indent="\t"), "case.json")
    case = read_case(file, RULES)
    assert (case.name, len(case.facts), case.rules, case.gaps) == ("in JSON", 1, None, ())


def test_what_is_legal_though_odd_is_read(tmp_path: Path) -> None:
    odd = (
        "  - {id: backwards, kind: plan, start: 2026-02-01, end: 2026-01-01}\n"
        "  - {id: dangling, kind: need, plan: nowhere, category: work, start: 2026-01-01}\n"
        "  - {id: crossed, kind: ownership, need: backwards, start: 2026-01-01, end: null}\n"
        "  - {id: changed, kind: case, start: 2026-01-01}\n"
        "  - {id: changed, kind: plan, start: 2026-01-01, recorded: 2026-02-01}\n"
        "note: a part that nobody knows\ntoday: 2026-01-01\nrules: [need-unowned, need-unowned]\ncase:\n"
    )
    case = read_case(written(tmp_path, HEAD + odd), RULES)
    assert [fact.kind for fact in case.facts] == ["person", "plan", "need", "ownership", "plan"]
    assert case.name == "case"


@pytest.mark.parametrize("detail", ["0686", '"0686"', "1480", "0114"])
def test_a_detail_is_always_text_as_it_is_written(tmp_path: Path, detail: str) -> None:
    text = f"{HEAD}  - {{id: x, kind: status, code: resident, detail: {detail}, start: 2026-01-01}}\n"
    (home,) = (fact for fact in read_case(written(tmp_path, text), RULES).facts if isinstance(fact, Status))
    assert home.detail == detail.strip('"')


@pytest.mark.parametrize(
    ("versions", "start"),
    [
        (["start: 2026-01-01", "start: 2026-01-02"], "2026-01-02"),
        (["start: 2026-01-01, recorded: 2026-03-01", "start: 2026-01-02"], "2026-01-01"),
        (["start: 2026-01-01, recorded: 2026-03-01", "start: 2026-01-02, recorded: 2026-02-01"], "2026-01-01"),
        ([f"start: 2026-01-01, recorded: '{LATE}'", f"start: 2026-01-02, recorded: '{EARLIER}'"], "2026-01-01"),
        (["start: 2026-01-01", "void: true, recorded: 2026-03-01"], None),
        (["void: true", "start: 2026-01-01, recorded: 2026-03-01"], "2026-01-01"),
        (["start: 2026-01-01, recorded: 2026-03-01", "void: true"], "2026-01-01"),
    ],
)
def test_the_version_recorded_last_holds(tmp_path: Path, versions: list[str], start: str | None) -> None:
    text = HEAD + "".join(f"  - {{id: p, kind: plan, {version}}}\n" for version in versions)
    plans = [fact for fact in read_case(written(tmp_path, text), RULES).facts if isinstance(fact, Plan)]
    assert [iso(plan.start) for plan in plans] == ([] if start is None else [start])


def test_gaps_of_rules_that_do_not_exist_can_be_left_out(tmp_path: Path) -> None:
    text = (
        f"{HEAD}gaps:\n  - {{rule: later-rule, subject: me, owner: school, opens: 2026-01-01}}\n"
        "  - {rule: need-unowned, subject: me, owner: school, opens: 2026-01-01, inhibited_by: [later-rule]}\n"
    )
    file = written(tmp_path, text)
    (kept,) = read_case(file, RULES, known_only=True).gaps or ()
    assert (kept.rule, kept.inhibited_by) == ("need-unowned", ())
    assert len(refusal(file)) == 2


@pytest.mark.parametrize("seed", range(40))
def test_a_file_damaged_anywhere_is_read_or_refused_in_lines(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - reproducible damage, not a secret
    whole = random.choice(SOUND).read_bytes()
    for _ in range(20):
        at, length = random.randrange(len(whole)), random.choice([0, 1, 1, 5, 40])
        with_this = random.choice(
            [b"", b"[", b"}", b":", b"- ", b"\n", b"'", b"null", b"[[a]]", b"\xff", b"\t", b"{b: 1}"]
        )
        file = written(tmp_path, whole[:at] + with_this + whole[at + length :])
        assert all(problem.startswith(f"{file}:") for problem in problems_of(file))


def problems_of(file: Path) -> tuple[str, ...]:
    try:
        read_case(file, RULES)
    except CaseFileError as error:
        return error.problems
    return ()
