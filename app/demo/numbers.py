"""Identity numbers of nobody: the birth numbers that the Swedish Tax Agency keeps for tests, 980-999 of any day."""

from collections.abc import Iterator
from datetime import date

SERIALS = range(980, 1000)
COORDINATION = 60
"""Added to the day of birth in a coordination number."""


def test_numbers(born: date) -> Iterator[str]:
    """Twelve digits each, for somebody born that day: personal numbers first, then coordination numbers."""
    for offset in (0, COORDINATION):
        for serial in SERIALS:
            nine = f"{born:%y%m}{born.day + offset:02}{serial}"
            yield f"{born:%Y%m}{born.day + offset:02}{serial}{check_digit(nine)}"


def check_digit(nine: str) -> int:
    """The tenth digit, by the Luhn algorithm over the nine before it."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10
