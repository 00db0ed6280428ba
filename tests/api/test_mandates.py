"""Mandates that cannot be, and acting for somebody without one: refused, logged, and telling nothing."""

from datetime import date
from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.test_mandate_stories import BORN, US, a_plan_of, recorded, somebody

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_whoever_has_no_mandate_acts_for_nobody_and_learns_nothing(county: County, witness: Witness) -> None:
    eva, stranger = await a_plan_of(county, date(1981, 10, 3)), await somebody(county)
    nobody = county.myself(stranger.number)
    end = witness.log_ends()
    with witness.nothing_changes():
        told = []
        for person in (eva.person, "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"):
            nobody.headers["Acting-For"] = person
            told.append(problem(await nobody.get("/findings"), 404, "not-found"))
        assert told[0] == told[1]
        nobody.headers["Acting-For"] = "Eva"
        problem(await nobody.get("/findings"), 422, "invalid-request", "Acting-For")
        agency = county.system(US)
        agency.headers["Acting-For"] = eva.person
        problem(await agency.get("/findings"), 403, "not-permitted")
    assert sum('"refused"' in row for row in witness.logged(end)) == 3


async def test_a_mandate_that_cannot_be_is_refused(county: County, witness: Witness) -> None:
    leo, mother = await a_plan_of(county, BORN), await somebody(county)
    bad: list[tuple[dict[str, Any], str, str]] = [
        ({"form": "friend"}, "invalid-request", "form"),
        ({"form": "proxy", "powers": ["steal"]}, "invalid-request", "powers"),
        ({"form": "proxy", "powers": []}, "invalid-request", "powers"),
        ({"form": "proxy", "start": "2026-12-02", "end": "2026-12-01"}, "invalid-request", "end"),
        ({"form": "proxy", "start": "2026-10-01", "end": "2026-11-20"}, "invalid-request", "end"),
        ({"form": "proxy", "proxy": leo.person}, "invalid-request", "proxy"),
        ({"form": "proxy", "proxy": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"}, "unknown-reference", "proxy"),
        ({"form": "proxy", "kept": "Akt 19900517-9800"}, "invalid-request", "kept"),
        ({"form": "proxy", "accepted_on": "2026-11-21"}, "invalid-request", "accepted_on"),
    ]
    with witness.nothing_changes():
        for said, name, field in bad:
            problem(await recorded(county, leo, mother, **said), 422, name, field)
        body = {
            "form": "guardian",
            "proxy": mother.person,
            "powers": ["read"],
            "start": "2026-11-01",
            "end": "2027-01-01",
        }
        path = f"/plans/{leo.ids['plan']}/mandates"
        problem(await county.myself(leo.number).post(path, json=body), 403, "not-permitted")
        problem(await county.system("union").post(path, json=body), 404, "not-found")
