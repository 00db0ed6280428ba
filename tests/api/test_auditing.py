"""The auditor reads the own actor's log and nothing else; the person reads who has read, in words."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.api.auditing import AuditDay, AuditSample
from app.domain.log_sentences import has_words
from app.main import contract_of
from app.settings import Settings
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER = "social-services", "employment-service"


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    """Somebody whose plan was read by a caseworker of social services and by the employment service's system."""
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    await life.consent("consent", [OWNER, OTHER], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    for client in (county.caseworker(), county.system(OTHER)):
        assert (await client.get(f"/plans/{life.ids['plan']}")).status_code == 200
    return life


def auditor(county: County, **claims: Any) -> httpx.AsyncClient:
    """Somebody at social services who is auditor and nothing else."""
    return county.caseworker(**{"roles": ["auditor"], "sub": "granskare", **claims})


async def everything(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    """All pages of a list of rows, by the links from one to the next."""
    found: list[dict[str, Any]] = []
    while path:
        answer = await client.get(path)
        assert answer.status_code == 200, answer.text
        found += answer.json()["entries"]
        path = answer.links.get("next", {}).get("url", "").removeprefix("/sip-api/v1")
    return found


def its_day(witness: Witness, life: Life) -> str:
    """The day on which this life's rows were written, which is not the day that the county has."""
    row = witness.connection.execute(
        "select (max(at) at time zone 'Europe/Stockholm')::date::text from sip.audit where person_id = %s",
        (life.person,),
    ).fetchone()
    return str(row[0]) if row else ""


async def test_the_auditor_reads_a_days_rows_of_the_own_actor_in_ids(
    county: County, life: Life, witness: Witness
) -> None:
    day = its_day(witness, life)
    promised(AuditDay, (await auditor(county).get(f"/audit?day={day}")).json())
    rows = await everything(auditor(county), f"/audit?day={day}&limit=100")
    mine = [row for row in rows if row.get("person_id") == life.person]
    (read,) = [row for row in mine if row["action"] == "read-plan"]
    assert (read["by"], read["user"], read["outcome"]) == ("caseworker", "anna", "read")
    assert read["categories"] == ["plan", "work"]
    assert read["bases"] == ["own"]
    assert not {"items", "words", "name"} & read.keys()
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    logged = witness.connection.execute(
        "select count(*) from sip.audit where person_id = %s and actor = %s", (life.person, county.actor(OWNER))
    ).fetchone()
    assert logged == (len(mine),)


async def test_the_auditor_of_another_actor_reads_that_actors_rows(
    county: County, life: Life, witness: Witness
) -> None:
    rows = await everything(auditor(county), f"/audit?day={its_day(witness, life)}&limit=100")
    assert rows
    assert not [row for row in rows if row["client"].endswith(f"#{OTHER}-system")]


async def test_one_user_and_one_page_at_a_time(county: County, life: Life, witness: Witness) -> None:
    day = its_day(witness, life)
    rows = await everything(auditor(county), f"/audit?day={day}&user=anna&limit=3")
    assert rows
    assert {row["user"] for row in rows} == {"anna"}
    assert await everything(auditor(county), f"/audit?day={day}&user=nobody") == []
    assert await everything(auditor(county), "/audit?day=2026-11-20") == []


async def test_the_same_seed_draws_the_same_sample_and_another_another(
    county: County, life: Life, witness: Witness
) -> None:
    day = its_day(witness, life)
    client = auditor(county)
    first = (await client.get(f"/audit/samples?last={day}&seed=7&size=3")).json()
    promised(AuditSample, first)
    assert len(first["entries"]) == 3
    assert (await client.get(f"/audit/samples?last={day}&seed=7&size=3")).json() == first
    drawn = {
        str((await client.get(f"/audit/samples?last={day}&seed={seed}&size=3")).json()["entries"]) for seed in range(8)
    }
    assert len(drawn) > 1
    again = (await client.get("/audit/samples")).json()["seed"]
    assert isinstance(again, int)
    assert all(row["person_id"] for row in first["entries"])


async def test_reading_the_log_is_itself_in_the_log(county: County, witness: Witness) -> None:
    for path, action in (("/audit", "read-audit"), ("/audit/samples", "read-audit-samples")):
        end = witness.log_ends()
        assert (await auditor(county).get(path)).status_code == 200
        (row,) = witness.logged(end)
        assert f'"action": "{action}"' in row
        assert '"user": "granskare"' in row


@pytest.mark.parametrize("path", ["/audit", "/audit/samples"])
async def test_nobody_but_an_auditor_reads_the_log(county: County, life: Life, path: str) -> None:
    others = [county.caseworker(roles=[role]) for role in ("caseworker", "coordinator", "manager", "analyst")]
    for client in (*others, county.system(OWNER), county.myself(life.number), auditor(county, scope="sip.read")):
        problem(await client.get(path), 403, "not-permitted")


async def test_an_auditor_is_refused_every_read_that_names_a_person_or_a_part_of_a_plan(
    county: County, life: Life
) -> None:
    ids = {"person": life.person, "plan": life.ids["plan"], "need": life.ids["job"], "consent": life.ids["consent"]}
    client, asked = auditor(county), 0
    for path, methods in contract_of(Settings())["paths"].items():
        of_nobody = path.startswith(("/coordination-bodies", "/rules", "/code-lists"))
        if "get" not in methods or "{" not in path or of_nobody:
            continue
        address = path
        for name, value in {**ids, "version": "1"}.items():
            address = address.replace(f"{{{name}}}", value)
        while "{" in address:
            begin, _, rest = address.partition("{")
            address = begin + life.ids["plan"] + rest.partition("}")[2]
        answer = await client.get(address)
        assert answer.status_code == 403, (address, answer.text)
        asked += 1
    assert asked > 30


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("/audit?day=2026-13-01", "day"),
        ("/audit?limit=1000", "limit"),
        ("/audit?person=x", "person"),
        ("/audit/samples?first=2026-11-21&last=2026-11-20", "first"),
        ("/audit/samples?first=2026-01-01&last=2026-11-20", "first"),
        ("/audit/samples?last=0001-01-01", "last"),
        ("/audit/samples?size=0", "size"),
        ("/audit/samples?seed=-1", "seed"),
    ],
)
async def test_a_bad_question_is_one_clear_problem(county: County, query: str, field: str) -> None:
    problem(await auditor(county).get(query), 422, "invalid-request", field)


async def test_the_person_reads_who_has_read_in_plain_words(county: County, life: Life) -> None:
    log = (await county.myself(life.number).get(f"/persons/{life.person}/access-log?limit=100")).json()
    words = [entry["words"] for entry in log["entries"]]
    told = "\n".join(words)
    for one in (
        "handläggare hos Provköping, social-services läste planen. Det gällde planen i stort och arbete. Grund: de",
        "hos Provköping, employment-service läste planen. Det gällde planen i stort och arbete. Grund: samtycke.",
        "Ett system hos Provköping, social-services rapporterade en uppgift. Det gällde arbete",
        "Ett system hos Provköping, social-services sökte upp dig på personnummer.",
    ):
        assert one in told
    (mine,) = [entry for entry in log["entries"] if entry["words"] == "Du läste loggen över vem som läst."] or [None]
    assert mine is None, "the reading is told the next time"
    again = (await county.myself(life.number).get(f"/persons/{life.person}/access-log")).json()["entries"][0]
    assert (again["by"], again["words"]) == ("person", "Du läste loggen över vem som läst.")


async def test_every_act_in_the_log_has_words(county: County, witness: Witness) -> None:
    rows = witness.connection.execute("select distinct action from sip.audit where outcome <> 'refused'").fetchall()
    assert {action for (action,) in rows if not has_words(action)} == set()


async def test_what_is_done_in_the_persons_name_is_told_so(county: County, witness: Witness) -> None:
    life = await begin(county)
    client = county.system(OWNER)
    plan = (await client.post("/plans", json={"person_id": life.person})).json()["id"]
    answer = await client.post(f"/plans/{plan}/refusal", json={"reason": "person-declines"}, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    log = (await county.myself(life.number).get(f"/persons/{life.person}/access-log")).json()["entries"]
    (entry,) = [entry for entry in log if entry["action"] == "plan-refusal"]
    assert entry["in_your_name"]
    assert "gemensam plan (SIP) avböjdes i ditt namn." in entry["words"]
    assert not [entry for entry in log if entry["action"] != "plan-refusal" and entry["in_your_name"]]
