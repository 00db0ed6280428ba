"""The page of problem types, written from the table: `python -m app.api.problem_reference` prints it."""

from app.api.problems import TABLE, TYPES, Problem

HEAD = """# Problem types

Every error is answered as `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail` and
`instance`. `type` is one of these names and never changes its meaning; `title` is Swedish, for showing to people;
`detail` says in plain words what to do. None of them repeats what was sent.

| type | status | title | what it means | domain error |
|---|---|---|---|---|
"""


def page() -> str:
    """The page in Markdown."""
    return HEAD + "".join(map(_row, TYPES))


def _row(problem: Problem) -> str:
    domain = ", ".join(f"`{kind.__name__}`" for kind, its in TABLE.items() if its is problem) or "–"
    return f"| `{problem.urn}` | {problem.status} | {problem.title} | {problem.meaning} | {domain} |\n"


if __name__ == "__main__":
    print(page(), end="")
