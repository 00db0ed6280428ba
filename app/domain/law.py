"""The provisions that rules, and disclosures without a consent, rest on, as dated data: which text was in force when.

Every reading is second-hand until a lawyer has confirmed it (`UNCONFIRMED`). A change of law is a new line here,
never a change of a line: what happened while the old text was in force is still told by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from app.domain.days import FUTURE, PAST, Day, day
from app.domain.errors import RuleError

UNCONFIRMED: Final = "ska bekräftas av jurist"


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as it reads from `start` to `end`, both inclusive; None is no bound that the service needs."""

    key: str
    text: str
    start: Day | None = None
    end: Day | None = None


PROVISIONS: Final = (
    Provision(
        "sip",
        "2 kap. 7 § SoL (2001:453, lydelse enligt SFS 2009:981) och 16 kap. 4 § HSL (2017:30)",
        end=day("2025-06-30"),
    ),
    Provision(
        "sip",
        "SoL (2025:400), dit 2 kap. 7 § SoL (2001:453) är överförd, med paragraf att bekräfta, "
        "och 16 kap. 4 § HSL (2017:30)",
        start=day("2025-07-01"),
    ),
    Provision("activity-duty", "29 kap. 9 § skollagen (2010:800)"),
    Provision("school-report", "15 kap. 15 § skollagen (2010:800)"),
    Provision("action-plan", "6 § förordningen (2000:628)"),
    Provision("discharge-call", "lagen (2017:612) om samverkan vid utskrivning"),
    Provision("return-plan", "30 kap. 6 § socialförsäkringsbalken"),
    Provision("language-course", "SFS 2010:199, en äldre lydelse"),
    Provision("disclosure-duty", "10 kap. 28 § offentlighets- och sekretesslagen (2009:400)", start=day("2009-06-30")),
    Provision(
        "necessary-disclosure", "10 kap. 2 § offentlighets- och sekretesslagen (2009:400)", start=day("2009-06-30")
    ),
    Provision(
        "care-of-the-young",
        "25 kap. 12 § och 26 kap. 9 § offentlighets- och sekretesslagen (2009:400)",
        start=day("2009-06-30"),
    ),
    Provision("insurance-duty", "110 kap. 31 § socialförsäkringsbalken (2010:110)", start=day("2011-01-01")),
    Provision("language-right", "prop. 2025/26:10, med antagandet att bekräfta", start=day("2026-01-01")),
)


def readings(key: str) -> Sequence[Provision]:
    """The texts of a provision, the oldest first. RuleError when there is none."""
    found = [one for one in PROVISIONS if one.key == key]
    if not found:
        raise RuleError(f"there is no provision {key}; add it to the provisions, or name one of {', '.join(_keys())}")
    return found


def in_force(key: str, on: Day) -> Provision | None:
    """The text of a provision that was in force on the day; None when none that the service knows was."""
    return next((one for one in readings(key) if _start(one) <= on <= _end(one)), None)


def refuse_overlaps(provisions: Sequence[Provision]) -> None:
    """RuleError when two texts of one provision are in force on the same day, or one ends before it begins."""
    for key in {one.key for one in provisions}:
        dated = sorted((one for one in provisions if one.key == key), key=_start)
        if backwards := next((one for one in dated if _end(one) < _start(one)), None):
            raise RuleError(f"{key}: the text '{backwards.text}' ends before it begins")
        for earlier, later in pairwise(dated):
            if _start(later) <= _end(earlier):
                raise RuleError(f"{key}: '{earlier.text}' and '{later.text}' are in force on the same day; end one")


def _keys() -> list[str]:
    return sorted({one.key for one in PROVISIONS})


def _start(provision: Provision) -> Day:
    return PAST if provision.start is None else provision.start


def _end(provision: Provision) -> Day:
    return FUTURE if provision.end is None else provision.end


refuse_overlaps(PROVISIONS)
