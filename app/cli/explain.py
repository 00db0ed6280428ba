"""`sip gaps explain`: why a case file gives a gap."""

from pathlib import Path
from typing import Annotated

import typer

from app.domain.errors import DomainError


def explain(
    file: Annotated[Path, typer.Argument(help="The case file.", show_default=False)],
    rule: Annotated[str, typer.Argument(help="The rule, as sip gaps list names it.", show_default=False)],
    subject: Annotated[str, typer.Argument(help="What the gap is about: an id, or person.", show_default=False)],
    on: Annotated[str | None, typer.Option(help="Only the gap that exists on this day, YYYY-MM-DD.")] = None,
) -> None:
    """Print, in Swedish, why a case file gives a gap: the facts, the days, the thresholds, and what closes it.

    A gap is named by its file, its rule and its subject. Without --on every interval of it is explained.

    Example: sip gaps explain tests/cases/followup-overdue-fires.yaml followup-overdue fu
    """
    from app.bootstrap import read_case, working_days
    from app.domain.days import FUTURE, day
    from app.domain.gaps.catalogue import RULES
    from app.domain.gaps.engine import evaluate
    from app.domain.timeline import Timeline
    from app.usecases.explaining_case import told_of

    if rule not in RULES:
        raise DomainError(f"there is no rule {rule}; sip gaps list names them")
    try:
        moment = None if on is None else day(on)
    except ValueError as problem:
        raise DomainError(f"--on: {problem}") from None
    if not file.is_file():
        raise DomainError(f"{file}: there is no such file")
    timeline = Timeline(read_case(file, True).facts, calendar=working_days())
    of_rule = [gap for gap in evaluate(timeline) if gap.rule == rule]
    gaps = [gap for gap in of_rule if gap.subject == subject]
    shown = [
        gap for gap in gaps if moment is None or gap.opens <= moment < (FUTURE if gap.closes is None else gap.closes)
    ]
    if not shown:
        others = ", ".join(dict.fromkeys(gap.subject for gap in of_rule)) or "nothing"
        there = f" on {on}" if gaps else f"; it finds gaps of {others}"
        raise DomainError(f"{file}: {rule} finds no gap of {subject}{there}")
    typer.echo("\n\n".join("\n".join(told_of(timeline, gap, RULES[rule])) for gap in shown))
