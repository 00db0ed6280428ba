"""Tables and figures as the report of a simulation writes them."""

from collections.abc import Iterable, Sequence
from html import escape

from app.simulation.scoring import Score, share


def table(caption: str, first: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in (first, *head))
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(one)}</td>" for one in cells) + "</tr>"
        for name, *cells in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def cards(score: Score) -> tuple[int, int]:
    return sum(rule.opened for rule in score.rules.values()), sum(rule.right for rule in score.rules.values())


def number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def percent(part: int, whole: int) -> str:
    percent = share(part, whole)
    return "–" if percent is None else f"{percent:.0f}\u00a0%"


def plain(days: int | None) -> str:
    return "–" if days is None else str(days)
