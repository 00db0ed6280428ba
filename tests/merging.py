"""Two records of one person, and the caseworkers who propose, review and undo that they are read as one."""

from typing import Any

import httpx

from tests.api.witness import Witness
from tests.county import County

OWNER = "social-services"
PROPOSAL = {"evidence": "number-changed"}


def worker(county: County, user: str = "anna", *roles: str) -> httpx.AsyncClient:
    """A caseworker at social services, who coordinates unless it is said otherwise."""
    return county.client(county.token("/anna", "portal", user, roles=list(roles) or ["coordinator"]))


async def proposed(county: County, leads: str, other: str, user: str = "anna") -> str:
    """The id of a proposal that the caseworker has made."""
    body = {"other": other, **PROPOSAL}
    answer = await worker(county, user, "caseworker").post(f"persons/{leads}/merges", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["merges"][0]["id"])


async def reviewed(county: County, person: str, merge: str, user: str = "bo", **said: Any) -> httpx.Response:
    body = {"outcome": "applied", **said}
    return await worker(county, user).post(f"persons/{person}/merges/{merge}/review", json=body)


async def merged(county: County, leads: str, other: str) -> str:
    """The id of a merge that has been applied."""
    merge = await proposed(county, leads, other)
    answer = await reviewed(county, leads, merge)
    assert answer.status_code == 200, answer.text
    return merge


async def undone(county: County, person: str, merge: str, user: str = "bo") -> httpx.Response:
    body = {"reason": "different-persons"}
    return await worker(county, user).post(f"persons/{person}/merges/{merge}/undo", json=body)


def stored(witness: Witness, *persons: str) -> set[str]:
    """What the tables hold of these persons that says something of them: the log, the queue and the merges aside."""
    tables = ("person", "person_identity", "fact", "source_key", "access_grant", "plan_version", "plan_acceptance")
    return {
        f"{table} {row}"
        for table in tables
        for (row,) in witness.connection.execute(
            f"select to_jsonb(t)::text from sip.{table} t where person_id = any(%s)".encode(), [list(persons)]
        )
    }
