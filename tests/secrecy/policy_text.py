"""A policy's text as PostgreSQL gives it, with each of its conditions taken away in turn."""

from collections.abc import Iterator


def without_each_condition(text: str) -> Iterator[tuple[str, str]]:
    """Each condition that is joined to others by AND, and the text in which it is true."""
    flat = " ".join(text.split())
    for start in range(len(flat)):
        if flat.startswith("AND ", start):
            here = start + len("AND ")
            end = _end(flat, here)
            yield flat[here:end], f"{flat[:here]}true{flat[end:]}"
        if flat.startswith(" AND ", start):
            begin = _begin(flat, start)
            if flat[begin - 5 : begin] != " AND ":
                yield flat[begin:start], f"{flat[:begin]}true{flat[start:]}"


def _end(text: str, start: int) -> int:
    """Where the condition that starts there ends."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth < 0 or (depth == 0 and text.startswith((" AND ", " OR "), place)):
            return place
        if depth == 0 and text[place] == ")" and text[start] == "(":
            return place + 1
    return len(text)


def _begin(text: str, end: int) -> int:
    """Where the condition that ends there starts."""
    depth = 0
    for place in range(end - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth < 0:
            return place + 1
        if depth == 0 and text[place] == "(" and text[end - 1] == ")":
            while place and text[place - 1].isidentifier():  # it was a function's
                place -= 1
            return place
    return 0
