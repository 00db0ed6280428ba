"""Scores as JSON and back: for the report's figures, and for what an interrupted run has done."""

from collections import Counter
from dataclasses import fields
from typing import Any

from app.simulation.scoring import RuleTally, Score, Tally, ThroughService


def score_as_json(score: Score) -> dict[str, Any]:
    """Every count; delays as an object from days to how many."""
    return _written(score)


def score_of_json(kept: dict[str, Any]) -> Score:
    """The score that was written; KeyError, TypeError or ValueError when it is none."""
    return Score(
        **{name: int(kept[name]) for name in ("persons", "between_chairs", "reports", "evaluations")},
        kinds={name: Tally(**_counts(tally)) for name, tally in kept["kinds"].items()},
        causes={name: Tally(**_counts(tally)) for name, tally in kept["causes"].items()},
        rules={name: RuleTally(**_counts(tally)) for name, tally in kept["rules"].items()},
    )


def through_as_json(through: ThroughService) -> dict[str, Any]:
    """The score of each audience, and what was measured of the service beside them."""
    return {
        "everything": _written(through.everything),
        "anyone": _written(through.anyone),
        "municipality": _written(through.municipality),
        "requests": through.requests,
        "differing": through.differing,
        "missed": through.missed,
    }


def through_of_json(kept: dict[str, Any]) -> ThroughService:
    """What was written; KeyError, TypeError or ValueError when it is none."""
    everything, anyone, municipality = (score_of_json(kept[name]) for name in ("everything", "anyone", "municipality"))
    return ThroughService(
        everything, anyone, municipality, int(kept["requests"]), int(kept["differing"]), int(kept["missed"])
    )


def _written(one: Score | Tally | RuleTally) -> dict[str, Any]:
    """As `dataclasses.asdict`, which in Python 3.11 does not know what to do with a Counter."""
    written: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, Counter):
            value = dict(sorted(value.items()))
        elif isinstance(value, dict):
            value = {name: _written(tally) for name, tally in sorted(value.items())}
        written[field.name] = value
    return written


def _counts(tally: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Counter({int(days): int(times) for days, times in value.items()}) if isinstance(value, dict) else value
        for name, value in tally.items()
    }
