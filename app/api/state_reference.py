"""The page of state machines, drawn from the moves themselves: `python -m app.api.state_reference` prints it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from app.api.fact_models import COLLECTIONS
from app.domain.findings_work import DEEDS
from app.domain.labels import label_sv
from app.domain.moves import MOVES, By, Move

HEAD = """# States

What can be done to an item, from which state, and by whom. A state with no way out is final. The pictures are drawn
from the moves that the service makes (`app/domain/moves.py`, `app/domain/findings_work.py`).

What a date does is no move: an item whose `start` or `end` is a day ahead is in the later state from that day on.
"""
OF_FINDINGS = """
## finding (glapp)

What whoever works with a card does with it. The rules open a finding, close it and open it anew; then, and when the
days of a snooze are over, the card is at hand again by itself.

"""
BY = {
    By.OWNER: "the item's own actor",
    By.ADDRESSEE: "whoever was asked",
    By.NAMED: "the person, or an actor that it names",
    By.PERSON: "the person, or the item's own actor in the person's name",
    By.SELF: "the person",
    By.EITHER: "the item's own actor, or the person",
}

Arrow = tuple[str, str, str]
"""From a state, to a state, and what leads there."""


def page() -> str:
    """The page in Markdown."""
    kinds = groupby(MOVES, key=lambda move: move.kind)
    cards = [(state, deed.to_state, deed.noun) for deed in DEEDS for state in deed.from_states]
    return HEAD + "".join(_kind(kind, list(moves)) for kind, moves in kinds) + OF_FINDINGS + _diagram("open", cards)


def _kind(kind: str, moves: Sequence[Move]) -> str:
    title = f"\n## {kind} ({label_sv('kind', kind)})\n\n"
    return title + _diagram(moves[0].from_states[0], list(_arrows(moves))) + _table(moves)


def _arrows(moves: Iterable[Move]) -> Iterator[Arrow]:
    for move in moves:
        for state in move.from_states:
            for reached in move.answers or (move.to_state,):
                yield state, reached, move.noun


def _diagram(first: str, arrows: Sequence[Arrow]) -> str:
    final = {to for _, to, _ in arrows} - {start for start, _, _ in arrows}
    lines = [
        f"[*] --> {_name(first)}",
        *(f"{_name(start)} --> {_name(to)}: {noun}" for start, to, noun in arrows),
        *(f"{_name(state)} --> [*]" for state in sorted(final)),
    ]
    return "```mermaid\nstateDiagram-v2\n" + "".join(f"    {line}\n" for line in lines) + "```\n"


def _name(state: str) -> str:
    """The state as Mermaid takes it, which reads a hyphen as the end of a name."""
    return state.replace("-", "_")


def _table(moves: Iterable[Move]) -> str:
    return "\n| move | | by | says |\n|---|---|---|---|\n" + "".join(map(_row, moves))


def _row(move: Move) -> str:
    says = "one of " + ", ".join(f"`{code}`" for code in move.answers or move.reasons)
    said = says if move.answers or move.reasons else "why" if move.ends else ""
    if move.codes:
        why = "the code that says why" + (f" with `{move.coded}`" if move.coded else "")
        said = f"{said}; {why}" if said else why
    address = f"`POST /{COLLECTIONS[move.kind]}/{{id}}/{move.noun}`"
    return f"| {address} | {label_sv('act', move.noun)} | {BY[move.by]} | {said} |\n"


if __name__ == "__main__":
    print(page(), end="")
