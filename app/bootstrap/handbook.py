"""What the handbook of rules needs: the reader of examples, the calendar, and the pen."""

from app.adapters.calendar import swedish_working_days
from app.adapters.documents import timeline_svg
from app.adapters.yaml12 import parse
from app.domain.facts import Fact, decode
from app.domain.gaps.catalogue import CATALOGUE
from app.usecases.handbook import Handbook

__all__ = ["handbook"]


def handbook() -> Handbook:
    """The handbook of every rule in the catalogue."""
    return Handbook(CATALOGUE, _facts, swedish_working_days(), timeline_svg.render)


def _facts(example: str) -> tuple[Fact, ...]:
    facts: list[dict[str, object]] = parse(example.encode()).plain()["facts"]
    return tuple(decode(str(fact.pop("kind")), fact) for fact in facts)
