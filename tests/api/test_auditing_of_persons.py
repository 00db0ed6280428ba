"""The auditor follows up one person, by a reference and for a reason; and sees up to when the log is sealed."""

from uuid import uuid4

import pytest

from app.api.auditing import AuditOfPerson, Seal
from app.usecases.auditing import REASONS
from tests.api.answers import problem
from tests.api.test_auditing import OTHER, OWNER, auditor, everything, life
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["life"]


async def test_the_auditor_reads_what_the_own_actor_has_done_about_one_person(
    county: County, life: Life, witness: Witness
) -> None:
    path = f"/audit/persons?reference={life.person}&reason=sample"
    promised(AuditOfPerson, (await auditor(county).get(path)).json())
    rows = await everything(auditor(county), f"{path}&limit=3")

    assert {row["person_id"] for row in rows} == {life.person}
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert "read-plan" in {row["action"] for row in rows}
    assert not [row for row in rows if (row["client"] or "").endswith(f"#{OTHER}-system")]
    assert not {"items", "words", "name"} & set().union(*rows)
    logged = witness.connection.execute(
        "select count(*) from sip.audit where person_id = %s and actor = %s", (life.person, county.actor(OWNER))
    ).fetchone()
    assert logged == (len(rows) + 1,), "all of them, and the last reading"


async def test_the_plans_id_leads_to_the_same_and_anothers_plan_nowhere(county: County, life: Life) -> None:
    async def read(reference: str) -> list[dict[str, object]]:
        answer = await auditor(county).get(f"/audit/persons?reference={reference}&reason=request&limit=100")
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, object]] = answer.json()["entries"]
        return [row for row in rows if row["action"] != "read-audit-person"]

    assert await read(life.ids["plan"]) == await read(life.person)
    number = county.number()
    elsewhere = await county.system(OTHER).post("/person-lookups", json={"identity_number": number})
    told = [
        problem(await auditor(county).get(f"/audit/persons?reference={one}&reason=sample"), 404, "not-found")
        for one in (str(uuid4()), life.ids["job"], life.ids["consent"], elsewhere.json()["person_id"])
    ]
    assert all(one == told[0] for one in told), "nobody, no plan, and somebody whom the own actor has nothing of"


async def test_a_case_number_leads_there_for_whoever_has_the_case(county: County, life: Life, witness: Witness) -> None:
    case = str(uuid4())
    path = f"/audit/persons?reference={case}&reason=supervision"
    problem(await auditor(county).get(path), 404, "not-found")
    raised = """insert into sip.escalation (person_id, reader, rule, subject, step, owner, opens, due, taken,
                                            case_number, body)
                values (%s, %s, 'r', 's', 'body', %s, '2026-01-01', '2026-02-01', '2026-02-02', %s, 'a-body')"""
    for reader, status in ((OTHER, 404), (OWNER, 200)):
        actor = county.actor(reader)
        witness.connection.execute(raised, (life.person, actor, actor, case))
        try:
            assert (await auditor(county).get(path)).status_code == status
        finally:
            witness.connection.execute("delete from sip.escalation where case_number = %s", (case,))


async def test_the_reading_and_its_reason_are_in_the_log_and_the_person_is_told(
    county: County, life: Life, witness: Witness
) -> None:
    for reason in REASONS:
        end = witness.log_ends()
        path = f"/audit/persons?reference={life.person}&reason={reason}&limit=100"
        assert (await auditor(county).get(path)).status_code == 200
        (row,) = witness.logged(end)
        for said in ('"action": "read-audit-person"', f'"reason": "{reason}"', f'"person_id": "{life.person}"'):
            assert said in row
    log = (await county.myself(life.number).get(f"/persons/{life.person}/access-log")).json()["entries"]
    assert "läste som granskare vad som loggats om dig." in log[0]["words"]
    again = (await auditor(county).get(path)).json()["entries"][-1]
    assert (again["action"], again["reason"]) == ("read-audit-person", "supervision")


async def test_without_a_reason_or_a_reference_nothing_is_read(county: County, life: Life, witness: Witness) -> None:
    about = f"/audit/persons?reference={life.person}"
    end = witness.log_ends()
    for path, field in (
        (about, "reason"),
        (f"{about}&reason=curiosity", "reason"),
        (f"{about}&reason=sample&limit=0", "limit"),
        ("/audit/persons?reference=eva&reason=sample", "reference"),
        ("/audit/persons?reason=sample", "reference"),
    ):
        problem(await auditor(county).get(path), 422, "invalid-request", field)
    assert not [row for row in witness.logged(end) if '"read"' in row]


@pytest.mark.parametrize("path", ["/audit/persons?reference={person}&reason=sample", "/audit/seal"])
async def test_nobody_but_an_auditor_reads_them(county: County, life: Life, path: str) -> None:
    others = [county.caseworker(roles=[role]) for role in ("caseworker", "coordinator", "administrator")]
    for client in (*others, county.system(OWNER), county.myself(life.number), auditor(county, scope="sip.read")):
        problem(await client.get(path.format(person=life.person)), 403, "not-permitted")


async def test_an_auditor_reads_up_to_when_the_log_is_sealed(county: County, witness: Witness) -> None:
    end = witness.log_ends()
    seal = (await auditor(county).get("/audit/seal")).json()
    promised(Seal, seal)
    (row,) = witness.logged(end)
    assert '"action": "read-audit-seal"' in row

    newest = witness.connection.execute("select max(block) from sip.audit_block").fetchone()
    assert newest == (seal.get("block"),)
