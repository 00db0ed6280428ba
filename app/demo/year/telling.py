"""Tells what was reported on one simulated day over REST: each agency by its own system, consents by the person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from app.demo.numbers import test_numbers
from app.demo.teller import Life as Known
from app.demo.teller import TellingError, reported
from app.demo.year.county import unit
from app.demo.year.running import Running, some_at_once
from app.domain.errors import FieldError
from app.domain.facts import Consent, Fact, Need, Person, encode
from app.simulation.life import Life, Report
from app.usecases.reporting import REPORTED_KINDS

AT_ONCE: Final = 500
"""Facts in one batch; the service takes 1 000."""
MUNICIPALITY: Final = "social-services"


@dataclass(slots=True, kw_only=True)
class Resident:
    """Somebody of the simulated municipality: the life, and what the service calls the person and the life's facts."""

    life: Life
    number: str
    known: Known | None = None
    told: dict[str, Fact] = field(default_factory=dict)
    """What was last said of each fact."""
    plan_of: dict[str, str] = field(default_factory=dict)
    """The plan of each need, and of each plan itself."""
    consented: set[str] = field(default_factory=set)
    parties: dict[str, set[str]] = field(default_factory=dict)
    """Who takes part in each plan."""

    @property
    def called(self) -> Known:
        """What the service calls the person, who has been looked up."""
        assert self.known is not None  # noqa: S101 - nothing is told of anybody before that
        return self.known


Reported = tuple[Resident, Report]


def settle(lives: Iterable[Life]) -> list[Resident]:
    """Each life with an identity number of nobody's. FieldError when there are too few for somebody's birthday."""
    numbers: dict[int, Any] = {}
    residents = []
    for life in lives:
        (born,) = (one.fact.birth_date for one in life.reports if isinstance(one.fact, Person))
        number = next(numbers.setdefault(born, test_numbers(date.fromordinal(born))), None)
        if number is None:
            raise FieldError("seed", "gives one day of birth to more people than there are test numbers; try another")
        residents.append(Resident(life=life, number=number))
    return residents


async def tell_day(running: Running, today: Sequence[Reported]) -> None:
    """Everything that reached the service on the day. TellingError when something was refused."""
    said = [(resident, report) for resident, report in today if not isinstance(report.fact, Person)]
    first = {id(resident): (resident, report) for resident, report in reversed(said) if resident.known is None}
    await some_at_once(partial(_look_up, running, *one) for one in first.values())
    batched: dict[str, list[tuple[Resident, str, dict[str, Any]]]] = {}
    planned: dict[int, list[Reported]] = {}
    for resident, report in said:
        fact = report.fact or resident.told[report.id]
        resident.told[report.id] = fact
        if fact.kind in REPORTED_KINDS:
            body = _body(resident, report, fact)
            batched.setdefault(fact.actor or MUNICIPALITY, []).append((resident, report.id, body))
        else:
            planned.setdefault(id(resident), []).append((resident, report))
    await some_at_once(partial(_tell_batches, running, source, facts) for source, facts in batched.items())
    await some_at_once(partial(_tell_in_order, running, reports) for reports in planned.values())


async def _look_up(running: Running, resident: Resident, report: Report) -> None:
    source = report.fact.actor if report.fact is not None and report.fact.actor != "person" else None
    token = running.system(source or MUNICIPALITY)
    answer = await running.ask("POST", "person-lookups", token, {"identity_number": resident.number})
    resident.known = Known(_good(answer)["person_id"])


async def _tell_batches(running: Running, source: str, facts: Sequence[tuple[Resident, str, dict[str, Any]]]) -> None:
    for begin in range(0, len(facts), AT_ONCE):
        some = facts[begin : begin + AT_ONCE]
        body = {"facts": [fact for _, _, fact in some]}
        results = _good(await running.ask("POST", "facts", running.system(source), body))["results"]
        for (resident, name, fact), result in zip(some, results, strict=True):
            if "problem" in result:
                raise TellingError(f"{source}, {fact['kind']}: {result['problem']['detail']}")
            resident.called.ids[name] = result["item"]["id"]


def _body(resident: Resident, report: Report, fact: Fact) -> dict[str, Any]:
    """The fact as an item of a batch; what is disclosed to whom is left to the service's defaults."""
    _, key, fields = reported(fact, encode(fact), resident.called, unit)
    return {"id": key, **_header(resident, report), **fields}


def _header(resident: Resident, report: Report) -> dict[str, Any]:
    header: dict[str, Any] = {"person_id": resident.called.person_id, "source_version": report.version}
    return header if report.fact is not None else header | {"void": True}


async def _tell_in_order(running: Running, reports: Iterable[Reported]) -> None:
    for resident, report in reports:
        await _tell(running, resident, report, report.fact or resident.told[report.id])


async def _tell(running: Running, resident: Resident, report: Report, fact: Fact) -> None:
    """One thing of the plan. Whoever has something to do with a plan for the first time is taken into it before."""
    source = fact.actor or MUNICIPALITY
    if isinstance(fact, Consent):
        source, token = f"person-{resident.called.person_id}", running.person(resident.number)
        resident.consented |= {*fact.actors}
    else:
        token = running.system(source)
        plan = resident.plan_of.get(getattr(fact, "need", None) or getattr(fact, "plan", None) or "")
        if plan is not None:
            await _take_in(running, resident, plan, {source})
    collection, key, fields = reported(fact, encode(fact), resident.called, unit)
    body = {**_header(resident, report), **fields}
    answer = _good(await running.ask("PUT", f"sources/{source}/{collection}/{key}", token, body))
    resident.called.ids[fact.id] = answer["id"]
    if fact.kind == "plan" and fact.id not in resident.parties:
        resident.plan_of[fact.id], resident.parties[fact.id] = fact.id, {source}
        await _take_in(running, resident, fact.id, resident.consented)
    elif isinstance(fact, Need):
        resident.plan_of[fact.id] = fact.plan


async def _take_in(running: Running, resident: Resident, plan: str, functions: Iterable[str]) -> None:
    """The plan's owner adds those who are not yet in it."""
    address, token = f"plans/{resident.called.ids[plan]}/participants", running.system(MUNICIPALITY)
    for function in sorted({*functions} - resident.parties[plan]):
        resident.parties[plan].add(function)
        _good(await running.ask("POST", address, token, {"actor": unit(function)}))


def _good(answer: Any) -> Mapping[str, Any]:
    if answer.is_error:
        raise TellingError(f"{answer.request.method}: {answer.json().get('detail', answer.status_code)}")
    return dict(answer.json())


def by_day(residents: Sequence[Resident]) -> dict[int, list[Reported]]:
    """What reaches the service on each day, in the order in which it does; what came before the first day, on it."""
    reports = [
        (max(report.recorded, resident.life.start), resident, report)
        for resident in residents
        for report in sorted(resident.life.reports, key=lambda one: one.recorded)
        if report.recorded < resident.life.end
    ]
    reports.sort(key=lambda one: one[0])
    return {day: [one[1:] for one in of_day] for day, of_day in groupby(reports, key=lambda one: one[0])}
