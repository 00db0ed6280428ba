"""Whoever proposes an agreement does not take it into use: over REST, at the command line, and where that is read."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.api import agreements as models
from app.usecases import adopting
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.county import WORKFORCE
from tests.security.mutants.seeds import Bench, Code
from tests.service.test_agreements_over_rest import BODY, HERE, SHORTER, Town, town
from tests.service.test_terms import rules

__all__ = ["town"]
pytestmark = pytest.mark.asyncio(loop_scope="function")


async def whoever_proposes_does_not_take_it_into_use(town: Town) -> None:
    preview = await town.proposed(SHORTER)
    await town.count()
    town.witness.connection.execute(
        "insert into sip.client (issuer_id, client_id, scopes) select issuer_id, 'case', scopes from sip.client"
        " where client_id = 'portal' on conflict do nothing"
    )
    town.county.read_registry_anew()
    by_another_client = town.county.client(town.county.token(WORKFORCE, "case", "anna", roles=["administrator"]))
    for client in (town.admin, by_another_client):
        with town.witness.nothing_changes():
            answer = await client.post(f"{BODY}/agreements", json={"preview": preview["id"]})
            refused = problem(answer, 403, "own-proposal")
        assert town.county.actor("social-services") in refused["members"]
        assert "another administrator of a member" in refused["detail"]


async def adopted_by_the_second(town: Town, preview: dict[str, Any]) -> None:
    done = await town.second.post(f"{BODY}/agreements", json={"preview": preview["id"]})
    assert done.status_code == 201, done.text
    assert "alone" not in done.json()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "body.json"
    agreed = [{"start": "2026-10-01"}]
    body = {"key": "prov", "name": "Provköping", "municipalities": [HERE], "agreements": agreed}
    made.write_text(json.dumps(body), encoding="utf-8")
    return made


async def test_a_proposal_waits_for_somebody_else(town: Town) -> None:
    preview = await town.proposed(SHORTER)
    assert preview["yours"]
    for client, yours in ((town.admin, True), (town.second, False)):
        listed = (await client.get(f"{BODY}/agreements/previews")).json()
        promised(models.ProposalList, listed)
        assert [(one["id"], one["yours"], one["state"]) for one in listed["proposals"]] == [
            (preview["id"], yours, "waiting")
        ]
    await town.count()
    await adopted_by_the_second(town, preview)
    assert (await town.second.get(f"{BODY}/agreements/previews")).json() == {"proposals": []}


async def test_whoever_proposes_is_refused_and_told_who_may(town: Town) -> None:
    before = town.witness.log_ends()
    await whoever_proposes_does_not_take_it_into_use(town)
    logged = [json.loads(row) for row in town.witness.logged(before)]
    assert [row["reason"] for row in logged if row["outcome"] == "refused"] == ["own-proposal"] * 2


MUTANTS = {
    "nobody looks who proposed": Code(adopting.adopt, "held.proposer == _person(caller.principal)", "False"),
    "another client is another person": Code(adopting._person, "{issuer}#{principal.user}", "{principal.client}"),
}


@pytest.mark.parametrize("name", MUTANTS)
async def test_a_rule_that_is_broken_is_noticed(town: Town, name: str) -> None:
    bench = Bench(town.county, str(town.settings.database_url), town.witness.connection)
    with MUTANTS[name].made(bench), pytest.raises((AssertionError, pytest.fail.Exception)):
        await whoever_proposes_does_not_take_it_into_use(town)


async def test_of_whom_it_is_not_known_who_proposed_nobody_takes_it_into_use(town: Town) -> None:
    preview = await town.proposed(SHORTER)
    await town.count()
    town.witness.connection.execute("update sip.agreement_preview set proposer = null")
    with town.witness.nothing_changes():
        answer = await town.second.post(f"{BODY}/agreements", json={"preview": preview["id"]})
        problem(answer, 409, "conflict")


async def test_whoever_runs_the_service_takes_a_proposal_into_use(town: Town) -> None:
    preview = await town.proposed(SHORTER)
    named = ("adopt", "--proposal", preview["id"], "--yes")
    waiting = await rules(town.settings, *named)
    assert (waiting.returncode, waiting.stdout) == (1, "")
    assert "is being counted" in waiting.stderr
    await town.count()
    done = await rules(town.settings, *named)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "prov is in use, version 2"), done.stderr
    assert "one person alone" not in (await rules(town.settings, "terms")).stdout
    again = await rules(town.settings, *named)
    assert (again.returncode, again.stderr) == (1, "the body has agreed on something else meanwhile; preview it anew\n")


async def test_a_file_is_taken_into_use_alone_only_with_a_reason_that_everybody_reads(town: Town, file: Path) -> None:
    with town.witness.nothing_changes():
        for words in ((), ("--alone", "because I can")):
            refused = await rules(town.settings, "adopt", str(file), "--yes", *words)
            assert (refused.returncode, refused.stdout) == (1, "")
            assert refused.stderr.startswith("--alone: ")
            assert "nobody-else, urgent, wrong-before" in refused.stderr
    before = town.witness.log_ends()
    done = await rules(town.settings, "adopt", str(file), "--yes", "--alone", "urgent")
    assert done.returncode == 0, done.stderr
    logged = [json.loads(row) for row in town.witness.logged(before)]
    assert [(row["action"], row["reason"]) for row in logged] == [("agreement-adoption-alone", "urgent")]
    assert "taken into use by one person alone: it could not wait" in (await rules(town.settings, "terms")).stdout
    town.county.read_registry_anew()
    told = (await town.admin.get(f"{BODY}/agreements")).json()
    promised(models.AgreementList, told)
    assert told["alone"] == "urgent"

    preview = await town.proposed(SHORTER)
    await town.count()
    await adopted_by_the_second(town, preview)


async def test_the_command_names_one_thing(town: Town, file: Path) -> None:
    for words in ((), (str(file), "--proposal", "5f4b1d3a-6a56-4c52-9d3a-1f0c5a4e7b11")):
        done = await rules(town.settings, "adopt", "--yes", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "--proposal: name a file, or a proposal by its id; one of the two\n"
    unknown = await rules(town.settings, "adopt", "--proposal", "5f4b1d3a-6a56-4c52-9d3a-1f0c5a4e7b11", "--yes")
    assert unknown.stderr == "--proposal: there is no such proposal; its id is the last part of its address\n"
