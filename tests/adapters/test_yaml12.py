"""Case files are YAML 1.2: words stay words, dates stay text, and every complaint has its line."""

import pytest

from app.adapters.yaml12 import YamlProblem, parse

LAUGHS = b"- &l0 lol\n" + b"".join(
    b"- &l%d [%s]\n" % (n + 1, b", ".join([b"*l%d" % n] * 20)) for n in range(9)
)  # each line stands for twenty of the line before


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{on: 2026-01-10}", {"on": "2026-01-10"}),
        ("[yes, no, on, off, y]", ["yes", "no", "on", "off", "y"]),
        ("[true, False, null, ~, ]", [True, False, None, None]),
        ("[12, -3, 0o17, 0x1F, 1.5, 1e3, .5]", [12, -3, 15, 31, 1.5, 1000.0, 0.5]),
        ("[1:30, 1_000, 0686, '0686', \"12\"]", ["1:30", "1_000", 686, "0686", "12"]),
        ("a: >-\n  two\n  lines\nb: !!str 5", {"a": "two lines", "b": "5"}),
        ('{"kind": "plan", "linked": true, "detail": "\\u00e5\\ud83d\\ude00"}', None),
        ("\ufeffcase: x", {"case": "x"}),
        ("1: one", {"1": "one"}),
        ("a: &x 1\nb: *x\nc: &y {d: [*x]}\ne: [*y, *y]", {"a": 1, "b": 1, "c": {"d": [1]}, "e": [{"d": [1]}] * 2}),
    ],
)
def test_what_is_written_is_what_is_read(written: str, value: object) -> None:
    expected = {"kind": "plan", "linked": True, "detail": "å\U0001f600"} if value is None else value
    assert parse(written.encode()).plain() == expected


@pytest.mark.parametrize(
    ("written", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"# nothing\n", 1, "empty"),
        (b"a: 1\nb: 2\na: 3\n", 3, "a: is given twice"),
        (b"a: [1,\n  2\n", 3, "is not YAML or JSON"),
        (b'{"a": 1,,}', 1, "is not YAML or JSON"),
        (b"a: 1\n---\nb: 2\n", 2, "a second document begins"),
        (b"a: \xe5\n", 1, "UTF-8"),
        (b"a: 1\nb: \x00\n", 2, "character"),
        (b"a: &x 1\nb: *y\n", 2, "the alias .y stands for nothing before it"),
        (b"a: &x [*x]\n", 1, "stands for nothing before it"),
        (b"a: &x b\n*x : c\n", 2, "a key has to be a word"),
        (LAUGHS, 6, "the alias .l4 stands for too much"),
        (b"- &l0 [a]\n" + b"".join(b"- &l%d [*l%d]\n" % (n + 1, n) for n in range(60)), 50, "stands for too much"),
        (b"a: !!binary eA==\n", 1, "tag"),
        (b"a: 1\n? [b]\n: 2\n", 2, "a key has to be a word"),
        (b"[" * 100_000, 1, "nested deeper"),
        (b"- " * 1000, 1, "nested deeper"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(written: bytes, line: int, says: str) -> None:
    with pytest.raises(YamlProblem, match=says) as refused:
        parse(written)
    assert refused.value.line == line


def test_a_number_is_known_as_it_was_written() -> None:
    tree = parse(b"[0686, '0686', 1.50, abc, true, ~]")
    assert [node.written for node in tree.value] == ["0686", None, "1.50", None, None, None]


def test_everything_knows_its_line() -> None:
    tree = parse(b"a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n")
    second = tree.value["b"].value[1]
    assert (tree.value["a"].line, tree.value["b"].value[0].line, second.value["d"].line) == (1, 3, 5)
