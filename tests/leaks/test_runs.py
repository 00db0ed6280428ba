"""A run in which something gets out fails, and says by which way it did and never what it was."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

HOUSE: Final = Path(__file__).parents[2]
SECRETS: Final = ("Kanariefågel", "19900517-9800", "9005179800")
SUITE: Final = '''
import json, logging, os, subprocess, sys, warnings
import httpx, pytest
from sqlalchemy import create_engine, text
from app.api.surroundings import Surroundings

NAME, NUMBER = "Kanariefågel Gul", "19900517-9800"

@pytest.fixture(autouse=True)
def server_url():
    """There is a service, which the ear stands before."""

@pytest.fixture
async def told():
    async def service(scope, receive, send):
        await receive()
        headers = [(b"location", b"/persons/" + NUMBER.encode())] if scope["path"] == "/location" else []
        problem = {"type": "urn:sip:problem:invalid-request", "detail": f"{NAME} is no category"}
        body = json.dumps(problem).encode() if scope["path"] == "/problem" else b"{}"
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    transport = httpx.ASGITransport(app=Surroundings(service, 10_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://sip") as client:
        async def tell(path="/"):
            await client.post(path, json={"name": NAME, "identity_number": NUMBER})
        await tell()
        yield tell

def test_nothing_gets_out(told):
    pass
'''
LEAKS: Final = {
    "the log sip.worker": "logging.getLogger('sip.worker').debug('of %s', NAME)",
    "the headers of an answer": "await told('/location')",
    "a problem": "await told('/problem')",
    "the address of a request": "await told('/persons?name=Kanariefågel%20Gul')",
    "the log sqlalchemy.engine.Engine": (
        "create_engine('sqlite://', echo=True).connect().execute(text('select :name'), {'name': NAME}).one()"
    ),
    "standard output and error": "os.write(2, NAME.encode())",
    "a warning": "warnings.warn(NAME)",
    "what a process wrote": (
        "subprocess.run([sys.executable, '-c', 'import sys; print(sys.argv[2])', 'app.cli', NAME], capture_output=True)"
    ),
}
"""A line that lets it out, by the way that it does."""


def run_of(folder: Path, lines: list[str], *options: str) -> "subprocess.CompletedProcess[str]":
    tests = [f"async def test_{number}(told):\n    {line}\n" for number, line in enumerate(lines)]
    (folder / "test_leaky.py").write_text(SUITE + "\n" + "\n".join(tests), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.leaks.plugin", "-p", "no:cacheprovider", *options]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONWARNINGS": "ignore::ResourceWarning"}
    return subprocess.run([*command, str(folder)], cwd=folder, env=environment, capture_output=True, text=True)


def test_every_way_by_which_something_can_get_out_fails_the_run_of_several_processes(tmp_path: Path) -> None:
    done = run_of(tmp_path, list(LEAKS.values()), "-n", "1")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{len(LEAKS) + 1} passed" in done.stdout
    said = leaks_in(done.stdout)
    assert {way for way in LEAKS for line in said if line.startswith(f"LEAK {way}: ")} == set(LEAKS)
    assert not [secret for line in said for secret in SECRETS if secret in line]


def test_a_run_of_one_process_fails_too_but_not_for_what_gets_out_on_purpose(tmp_path: Path) -> None:
    purpose = "await told()\n\n@pytest.mark.lets_it_out('a specimen')\ndef test_on_purpose():\n    print(NAME)"
    done = run_of(tmp_path, [purpose, LEAKS["a problem"]], "-p", "no:xdist")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "4 passed" in done.stdout
    assert [line.split(":")[0] for line in leaks_in(done.stdout)] == ["LEAK a problem"]
    assert "leak search: 1 texts and 1 identity numbers were told" in done.stdout


def leaks_in(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("LEAK")]
