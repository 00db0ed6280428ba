"""What the resolve codes say of a rule: how often it was right, with nothing that could point somebody out."""

from collections.abc import Mapping
from typing import Any, Final

AGAINST: Final = ("not-relevant", "wrong-fact")
"""The codes that say that there was no such gap, or none that matters. A wrong recipient is a gap all the same."""
FEWEST: Final = 5
"""Cells from 1 to one less than this are left out."""


def outcome(codes: Mapping[str, int]) -> dict[str, Any]:
    """The figures of one rule that can be shown, of its resolutions by code.

    `precision` is in per cent. A figure is left out when it is below five, and when with it one that was left
    out could be worked out: a code that stands alone behind the total takes the smallest shown one with it.
    """
    total = sum(codes.values())
    if total < FEWEST:
        return {"codes": {}}
    against = {code: n for code, n in codes.items() if code in AGAINST}
    wrong, right = sum(against.values()), total - sum(against.values())
    if any(0 < side < FEWEST for side in (wrong, right)):
        return {"resolved": total, "codes": _shown(codes)}
    # Each side by itself: its codes must not give away a hidden one of that side.
    shown = _shown({code: n for code, n in codes.items() if code not in AGAINST}) | _shown(against)
    return {"resolved": total, "right": right, "wrong": wrong, "precision": round(100 * right / total), "codes": shown}


def _shown(codes: Mapping[str, int]) -> dict[str, int]:
    shown = {code: n for code, n in sorted(codes.items()) if n >= FEWEST}
    hidden = sum(codes.values()) - sum(shown.values())
    if 0 < hidden < FEWEST and shown:
        del shown[min(shown, key=lambda code: (shown[code], code))]
    return shown
