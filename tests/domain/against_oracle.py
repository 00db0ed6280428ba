"""Where the engine and the oracle disagree on a timeline, cut down to a case file that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from app.adapters.calendar import swedish_working_days
from app.domain.cases import LONG_AGO, Version, current
from app.domain.days import WorkingDays, iso
from app.domain.errors import FactError
from app.domain.facts import decode
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.engine import Gap as Found
from app.domain.gaps.engine import evaluate
from app.domain.timeline import Timeline
from tests.domain.oracle import RULES
from tests.domain.oracle import evaluate as oracle
from tests.domain.random_timelines import timeline
from tests.domain.random_writer import Fact

Gap = dict[str, Any]
Engine = Callable[..., list[Gap]]  # given the facts

SEED = "a timeline"
OF_A_VERSION = ("kind", "recorded", "void")


def version(fact: Fact) -> Version:
    decoded = decode(fact["kind"], {k: v for k, v in fact.items() if k not in OF_A_VERSION})
    recorded = fact.get("recorded")
    moment = LONG_AGO if recorded is None else datetime.fromisoformat(recorded).replace(tzinfo=UTC)
    return Version(fact["id"], moment, None if fact.get("void") else decoded)


def engine(facts: list[Fact], calendar: WorkingDays, rules: Collection[str] = RULES) -> list[Gap]:
    """What the engine finds by these rules, each gap as a case file lists it."""
    judges = [rule for rule in CATALOGUE if rule.id in rules]
    return listed(evaluate(Timeline(current([version(f) for f in facts]), calendar=calendar), judges))


def listed(gaps: Iterable[Found]) -> list[Gap]:
    """The gaps that the engine found, as a case file lists them."""
    return [
        {
            "rule": gap.rule,
            "subject": gap.subject,
            "owner": gap.owner,
            "opens": iso(gap.opens),
            "critical": None if gap.critical is None else iso(gap.critical),
            "closes": None if gap.closes is None else iso(gap.closes),
            **({"inhibited_by": list(gap.inhibited_by)} if gap.inhibited_by else {}),
        }
        for gap in gaps
    ]


THE_ENGINE: Engine = partial(engine, calendar=swedish_working_days())


@lru_cache(maxsize=2000)
def known(seed: str, number: int) -> tuple[list[Fact], list[Gap]]:
    """A random timeline and what the oracle finds in it; the last ones kept, for more engines than one."""
    facts = timeline(f"{seed}/{number}")
    return facts, oracle(facts)


def disagreement(facts: list[Fact], judged: Engine = THE_ENGINE, expected: list[Gap] | None = None) -> str | None:
    """What the judged engine says otherwise than the oracle; None when they agree to the letter."""
    expected = oracle(facts) if expected is None else expected
    try:
        found = judged(facts)
    except FactError:
        raise
    except Exception as failure:
        return f"# it failed: {type(failure).__name__}: {failure}"
    if found == expected:
        return None
    return "\n".join(f"# only it says {gap}" for gap in found if gap not in expected) or "# it leaves some out"


def disagreements(seed: str, examples: int, judged: Engine = THE_ENGINE) -> Iterator[str]:
    """The case file of each random timeline on which they disagree, cut down, with the seed that made it."""
    for number in range(examples):
        facts, expected = known(seed, number)
        if disagreement(facts, judged, expected) is not None:
            yield f"# from seed {seed}/{number}\n{case_file(smallest(facts, judged), judged)}"


def smallest(facts: list[Fact], judged: Engine) -> list[Fact]:
    """The facts without everything that can be left out while the disagreement stays."""
    while (fewer := next(filter(partial(still, judged=judged), lessened(facts)), None)) is not None:
        facts = fewer
    return facts


def lessened(facts: list[Fact]) -> Iterator[list[Fact]]:
    """The same facts with one fact less, then with one field of one fact less."""
    for i, fact in enumerate(facts):
        if fact["kind"] != "person":
            yield facts[:i] + facts[i + 1 :]
    for i, fact in enumerate(facts):
        for field in set(fact) - {"id", "kind"}:
            yield [*facts[:i], {k: v for k, v in fact.items() if k != field}, *facts[i + 1 :]]


def still(facts: list[Fact], judged: Engine) -> bool:
    try:
        for fact in facts:
            version(fact)
        return disagreement(facts, judged) is not None
    except FactError:  # a field was taken away that a fact of this kind must have
        return False


def flow(entry: Fact) -> str:
    return "{" + ", ".join(f"{k}: {'null' if v is None else v}" for k, v in entry.items()) + "}"


def case_file(facts: list[Fact], judged: Engine) -> str:
    """A case file with what the oracle expects; what the judged engine says otherwise stands below it."""
    lines = ["case: the engine and the oracle disagree", f"rules: [{', '.join(RULES)}]", "facts:"]
    lines += [f"  - {flow(fact)}" for fact in facts]
    lines += ["gaps:", *(f"  - {flow(gap)}" for gap in oracle(facts))]
    return "\n".join([*lines, disagreement(facts, judged) or ""])
