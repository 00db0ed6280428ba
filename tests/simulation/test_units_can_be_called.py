"""Whoever is made up can be called, by a number that nobody has: so that a person's page there has somebody to call."""

import re

import pytest

from app.demo import county as demonstration
from app.demo.stories import read_stories
from app.demo.year import county as year
from app.usecases.registering import Registration
from tests.simulation.worlds import few

FREE = re.compile(r"08-465 004 \d\d")
"""The series of Stockholm that Post- och telestyrelsen keeps free."""


def of_the_year() -> Registration:
    return year.registration(few(1), year.Issuer("http://127.0.0.1:1"), "http://127.0.0.1:1/jwks")


def of_the_demonstration() -> Registration:
    units = demonstration.units_of(read_stories())
    return demonstration.registration(units, provider="http://127.0.0.1:1", former=None, audience="a")


@pytest.mark.parametrize("registered", [of_the_year(), of_the_demonstration()], ids=["year", "demonstration"])
def test_every_unit_has_a_number_of_its_own_that_is_nobody_s(registered: Registration) -> None:
    numbers = [actor.phone for actor in registered.actors]
    assert numbers
    assert [one for one in numbers if not FREE.fullmatch(one or "")] == []
    assert len({*numbers}) == len(numbers)
