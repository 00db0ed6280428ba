"""No personal identity number in a text that everybody concerned may read."""

import re
from typing import Final

from personnummer import personnummer

from app.domain.errors import FactError

LIKE_ONE: Final = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+]?\d{4}(?!\d)")


def refuse_numbers(field: str, text: str | None) -> None:
    """FactError when the text holds a personal identity number or a coordination number."""
    if any(personnummer.valid(found) for found in LIKE_ONE.findall(text or "")):
        raise FactError(field, "holds a personal identity number; leave it out")
