"""Desks to try a pace at: a budget, a day, and cards of every sort that lie there or come in the weeks after."""

from random import Random
from typing import Final
from uuid import UUID

from app.domain.days import Day
from app.domain.findings import Finding, Span, Status
from app.domain.pace import SEVERE, Pace

START: Final = 740_001
"""The day on which the desk's actor begins; a Wednesday."""
OWNER: Final = UUID(int=7)


def card(number: int, opens: Day, critical: Day | None, today: Day, *, severe: bool = False) -> Finding:
    """A card as it stands today."""
    status: Status = "critical" if critical is not None and critical <= today else "open"
    now = Span(opens=opens, critical=critical, owner=OWNER)
    rule = SEVERE[number % len(SEVERE)] if severe else "need-unowned"
    return Finding(id=UUID(int=number), rule=rule, subject=str(number), status=status, now=now, spans=(now,))


def random_pace(random: Random) -> Pace:
    return Pace(start_on=START, cards_per_caseworker=random.randint(1, 3), caseworkers=random.randint(1, 3))


def random_cards(random: Random, today: Day, most: int = 25, first: int = 1) -> list[Finding]:
    """Cards that have opened by the day; some become critical, a few are so from the first day by their rule."""
    cards = []
    for number in range(first, first + random.randint(0, most)):
        opens = today - random.choice([0, 1, 3, 10, 40, 200])
        critical = random.choice([None, opens, opens + 7, opens + 30, opens + 60])
        cards.append(card(number, opens, critical, today, severe=random.random() < 0.1))
    return cards
