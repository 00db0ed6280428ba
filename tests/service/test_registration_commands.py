"""`sip actors`, `issuers` and `clients` as an operator meets them: shown first, all or nothing, and stopped at once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from app.domain.errors import DomainError, StaleVersion
from tests.api.answers import problem
from tests.county import AUDIENCE, SYSTEM, County

ROOT = Path(__file__).parents[2]
ISSUER, PHONE = "https://id.example.se/commands", "08-465 004 30"


class Sip:
    """The command line on the tests' database, in this process."""

    def __call__(self, *arguments: str, answer: str = "") -> str:
        """What is told by a command that does what it was asked to."""
        done = self.tried(*arguments, answer=answer)
        assert done.exit_code == 0, done.output
        return done.output

    def tried(self, *arguments: str, answer: str = "") -> Result:
        return CliRunner().invoke(app, arguments, input=answer)


@pytest.fixture
def sip(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Sip:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")
    return Sip()


def registered(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("select count(*) from sip.registration").fetchone()
        return int(row[0]) if row else 0


def test_a_municipality_is_registered_step_by_step(sip: Sip, database_url: str) -> None:
    key = f"commune-{uuid4().hex[:8]}"
    said = ("--name", "Provby", "--function", "school", "--level", "municipality", "--phone", PHONE)
    actor = ("actors", "add", key, *said)
    before = registered(database_url)
    refused = sip.tried(*actor, answer="n\n")
    assert (refused.exit_code, registered(database_url)) == (1, before)
    assert "Provby reaches what is told of 0 persons today." in refused.output
    assert f"phone: {PHONE}" in refused.output.splitlines()

    keys = ("--audience", AUDIENCE, "--jwks-uri", "https://id.example.se/jwks", "--algorithm", "ES256")
    issuer = ("issuers", "add", f"{ISSUER}/{key}", "--kind", "workforce", "--actor", key, *keys)
    client = ("clients", "add", "portal", "--issuer", f"{ISSUER}/{key}", "--scope", "sip.read", "--scope", "sip.admin")
    for command in (actor, issuer, client):
        told = sip(*command, answer="y\n")
        assert told.endswith("saved\n")
    assert "In the role administrator: administrate who is let in." in told
    assert "look twice: whoever has the role administrates" in told

    assert "scopes: sip.read (was sip.read, sip.admin)" in sip(*client[:-2], "--yes")
    sip("clients", "stop", "portal", "--issuer", f"{ISSUER}/{key}", "--reason", "moved")
    assert f"{key}: Provby (school, municipality, {PHONE})" in sip("actors", "list")
    assert f"{ISSUER}/{key} (workforce, Provby)" in sip("issuers", "list")
    assert f"portal of {ISSUER}/{key} may, as Provby: sip.read — stopped" in sip("clients", "list")
    started = sip("clients", "start", "portal", "--issuer", f"{ISSUER}/{key}", "--yes")
    assert "are let in with tokens of" in started


def test_how_an_issuers_claims_are_read_is_shown_before_it_is_saved(sip: Sip) -> None:
    mark = uuid4().hex[:8]
    region, clinic, other = (f"{name}-{mark}" for name in ("region", "clinic", "other"))
    of_region = ("--function", "psychiatry", "--level", "region", "--organisation-number", "232100-0057", "--yes")
    for key, more in ((region, ()), (clinic, ("--part-of", region)), (other, ("--part-of", region))):
        named = () if key == other else ("--hsa-id", f"SE1-{key}")
        sip("actors", "add", key, "--name", key.title(), *of_region, *named, *more)
    keys = ("--audience", AUDIENCE, "--jwks-uri", "https://id.example.se/jwks", "--algorithm", "ES256")
    issuer = ("issuers", "add", f"{ISSUER}/{region}", "--kind", "workforce", "--actor", region, *keys)
    claims = ("--unit", clinic, "--unit-claim", "unit", "--organisation-claim", "org", "--role-name", "Chef=manager")
    levels = ("--assurance", "loa3", "--assurance", "loa4", "--assurance-for", "sip.write=loa4", "--proof-required")
    told = sip(*issuer, *claims, *levels, answer="y\n")
    for line in (
        "role names: Chef=manager",
        "assurance for: sip.write=loa4",
        f"Its users belong, as that says, to Region-{mark.title()}, Clinic-{mark.title()}.",
        "A sign-in has to assure loa3 or loa4.",
        "Tokens have to be bound to a key, with a proof (DPoP).",
    ):
        assert line in told.splitlines(), told
    told = sip("clients", "add", "portal", "--issuer", f"{ISSUER}/{region}", "--scope", "sip.read", "--yes")
    for actor in (region, clinic):
        assert f"as {actor.title()}, and may: read." in told
    assert "In the role manager: read." in told
    assert "caseworker" not in told, "no role there is that one"

    unnamed = sip.tried(*issuer, *claims, "--unit", other, "--yes").exception
    assert str(unnamed).startswith(f"actors.{other}.hsa_id: is missing")
    stripped = sip.tried("actors", "add", clinic, "--name", "C", *of_region, "--part-of", region).exception
    assert str(stripped).startswith(f"actors.{clinic}.hsa_id: is missing"), "tokens could not name it any more"
    open_door = sip(*issuer, "--any-sign-in", "--yes")
    assert "look twice: however somebody signs in, it is enough" in open_door


@pytest.mark.asyncio(loop_scope="session")
async def test_a_client_stopped_by_command_is_refused_at_its_next_request(database_url: str, county: County) -> None:
    client = county.system("migration")
    assert (await client.get("/findings")).status_code == 200
    stop = ("clients", "stop", "migration-system", "--issuer", county.issuers + SYSTEM, "--reason", "key-leaked")
    # Asked all the while, so that what the process remembers is as young as it can be.
    with subprocess.Popen(
        [sys.executable, "-c", "from app.cli.main import main; main()", *stop],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database_url},
    ) as running:
        while running.poll() is None:
            assert (await client.get("/findings")).status_code in (200, 401)
    assert running.returncode == 0
    problem(await client.get("/findings"), 401, "not-authenticated")
    with psycopg.connect(database_url) as connection:
        connection.execute("update sip.client set active = true where client_id = 'migration-system'")


AN_ISSUER = ("--kind", "system", "--audience", "a", "--jwks-uri", "https://x.example.se")
ISSUED = ("issuers", "add", "https://x.example.se", *AN_ISSUER, "--algorithm", "ES256")
WRONG: list[tuple[str, tuple[str, ...]]] = [
    ("function: there is no such", ("actors", "add", "a-b", "--name", "A", "--function", "magic", "--level", "state")),
    ("level: there is no such", ("actors", "add", "a-b", "--name", "A", "--function", "school", "--level", "moon")),
    (
        "actor: there is no such actor",
        ("actors", "add", "a-b", "--name", "A", "--function", "school", "--level", "state", "--part-of", "nobody"),
    ),
    (
        "phone: is no number to call; write 3 to 20 characters",
        ("actors", "add", "a-b", "--name", "A", "--function", "school", "--level", "state", "--phone", "ring oss"),
    ),
    ("issuer: none is registered with", ("issuers", "stop", "https://nowhere.example.se", "--reason", "moved")),
    ("client_id: no such client is registered", ("clients", "stop", "nobody-at-all", "--reason", "moved")),
    ("--reason: use one of key-leaked, misuse", ("clients", "stop", "nobody-at-all", "--reason", "because")),
    ("issuer: you administrate no", ("clients", "add", "c", "--issuer", "https://x.example.se", "--scope", "sip.read")),
    ("scopes: Input should be", ("clients", "add", "c", "--issuer", "https://x.example.se", "--scope", "sip.all")),
    ("url: url and jwks", ("issuers", "add", "http://x.example.se", *AN_ISSUER, "--algorithm", "ES256")),
    ("--role-name: Chef is not", (*ISSUED, "--role-name", "Chef")),
    ("--any-sign-in: asks", (*ISSUED, "--any-sign-in", "--assurance", "a")),
    ("algorithms: algorithms must", ("issuers", "add", "https://x.example.se", *AN_ISSUER, "--algorithm", "HS256")),
]


@pytest.mark.parametrize(("says", "arguments"), WRONG)
def test_bad_input_is_one_clear_line_and_changes_nothing(
    sip: Sip, database_url: str, arguments: tuple[str, ...], says: str
) -> None:
    before = registered(database_url)
    told = sip.tried(*arguments, *(() if "stop" in arguments else ("--yes",))).exception
    assert isinstance(told, DomainError)
    assert str(told).startswith(says), told
    assert "\n" not in str(told)
    assert registered(database_url) == before


@pytest.mark.parametrize("what", ["actors", "issuers", "clients"])
def test_each_command_helps_with_an_example(sip: Sip, what: str) -> None:
    verbs = ("add", "list") if what == "actors" else ("add", "list", "stop", "start")
    for verb in verbs:
        assert f"Example: sip {what} {verb}" in sip(what, verb, "--help")


def test_a_file_is_saved_as_it_was_shown_or_not_at_all(
    sip: Sip, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = f"filed-{uuid4().hex[:8]}"
    keys = {"audience": AUDIENCE, "algorithms": ["ES256"], "jwks_uri": "https://id.example.se/jwks"}
    said = {
        "actors": [{"key": key, "name": "Filby", "function": "school", "level": "municipality", "phone": PHONE}],
        "issuers": [{"url": f"{ISSUER}/{key}", "kind": "workforce", "actor": key, "assurance": [], **keys}],
        "clients": [{"issuer": f"{ISSUER}/{key}", "client_id": "portal", "scopes": ["sip.read"]}],
    }
    file = tmp_path / "county.json"
    file.write_text(json.dumps(said))
    before = registered(database_url)
    for unanswered in ("", "n\n"):
        asked = sip.tried("register", str(file), answer=unanswered)
        assert (asked.exit_code, registered(database_url)) == (1, before)
    for shown in (
        "name: Filby",
        f"phone: {PHONE}",
        "Filby reaches what is told of 0 persons today.",
        f"are let in with tokens of {ISSUER}/{key} through the client portal, as Filby",
        "look twice: however somebody signs in, it is enough",
    ):
        assert shown in asked.output, asked.output
    told = sip("register", str(file), answer="y\n")
    assert told.endswith("1 actors, 1 issuers, 1 clients\n")
    assert registered(database_url) == before + 3

    file.write_text(file.read_text().replace('["sip.read"]', '["sip.read", "sip.admin"]'))
    with monkeypatch.context() as meanwhile:

        def confirm(*_: object, **__: object) -> None:
            stop = "update sip.client set active = false where issuer_id = (select id from sip.issuer where url = %s)"
            with psycopg.connect(database_url) as connection:
                connection.execute(stop, (f"{ISSUER}/{key}",))

        meanwhile.setattr("typer.confirm", confirm)
        refused = sip.tried("register", str(file)).exception
    assert isinstance(refused, StaleVersion), refused
    assert f"portal of {ISSUER}/{key} may, as Filby: sip.read — stopped" in sip("clients", "list")
    assert "scopes: sip.read, sip.admin (was sip.read)" in sip("register", str(file), "--yes")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{"actors": [', ": Invalid JSON: EOF while parsing a list at line 1 column 12"),
        ("[]", ": Input should be an object"),
        ('{"actors": [{}]}', ": actors.0.name: Field required"),
    ],
)
def test_a_file_that_is_none_is_refused_by_its_name(sip: Sip, tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "county.json"
    file.write_text(written)
    refused = sip.tried("register", str(file)).exception
    assert str(refused) == f"{file}{told}"
