"""Each seeded mutant of a rule of secrecy is found by its probe, which is content with the service as it is."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.county import County
from tests.security.mutants import asking, deciding, keeping, leaving, writing
from tests.security.mutants.rulebook import files_gone, rules_of
from tests.security.mutants.seeds import Bench, Change, Code, Function, Mutant, Policy, Probe, Schema, View
from tests.security.mutants.standing import absent

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lets_it_out("by a mutant")]

SEEDED = deciding.MUTANTS | asking.MUTANTS | keeping.MUTANTS | leaving.MUTANTS | writing.MUTANTS


@pytest.fixture(scope="module")
def green() -> set[Probe]:
    """The probes that were asked of the service as it is, and were content."""
    return set()


@pytest.fixture
def bench(county: County, database_url: str) -> Iterator[Bench]:
    with psycopg.connect(database_url, autocommit=True) as database:
        yield Bench(county, database_url, database)


@pytest.mark.parametrize("name", SEEDED)
async def test_a_seeded_mutant_is_found(bench: Bench, green: set[Probe], name: str) -> None:
    mutant = SEEDED[name]
    if mutant.probe not in green:
        await mutant.probe(bench)
        green.add(mutant.probe)
    bench.county.forget_refusals()
    with mutant.change.made(bench), pytest.raises((AssertionError, pytest.fail.Exception)):
        await mutant.probe(bench)


async def content(_: Bench) -> None:
    """Is content with everything."""


@pytest.mark.parametrize(
    "change",
    [
        Code(absent, "not there", "x"),
        Code(rules_of, "found", "lost"),
        View("item", "not there", "x"),
        Function("sip.today()", "not there", "x"),
        Policy("fact", "seen", "not there", "x"),
        Schema("select false", "select 1", "select 1"),
        Schema("select true", "select 1", "select 1"),
    ],
)
async def test_a_mutant_that_changes_nothing_is_no_mutant(bench: Bench, change: Change) -> None:
    with pytest.raises(LookupError), change.made(bench):
        pass


async def test_a_mutant_that_lives_is_found(bench: Bench) -> None:
    mutant = Mutant("R1", Code(files_gone, "not (ROOT / file).exists()", "False"), content)
    with pytest.raises(pytest.fail.Exception), mutant.change.made(bench), pytest.raises(AssertionError):
        await mutant.probe(bench)
