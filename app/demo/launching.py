"""Launches the demonstration's programs: the API, the detector and the identity provider."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import httpx

from app.demo import folder as folders
from app.demo import programs
from app.demo.county import SIGN_IN_CLIENT, SYSTEMS
from app.demo.signing_in import PLAIN


def launch(running: list[programs.Program], folder: Path, today: date, api_port: int, provider_port: int) -> None:
    """Start the three of them on that day, each added to `running` as soon as it is there."""
    sip, where = "app.cli.main:main", ("--data-dir", str(folder.absolute()), "--today", today.isoformat())
    settings = {"SIP_PORTAL_URL": f"http://127.0.0.1:{api_port}", "SIP_PORTAL_CLIENT": SIGN_IN_CLIENT}
    config = str((folder / folders.PROVIDER).absolute())
    provider = "app.adapters.identity.demo_provider:main"
    for name, target, arguments in (
        ("API:et", sip, ("serve", "--port", str(api_port), *where)),
        ("detektorn", sip, ("worker", *where)),
        ("identitetsleverantören", provider, ("--port", str(provider_port), "--config", config)),
    ):
        running.append(programs.start(name, target, *arguments, folder=folder, settings=settings))


def wait_for(running: Sequence[programs.Program], state: folders.State) -> None:
    """Until provider and API answer. DemoError when one of them ends, or does not answer in time."""
    with httpx.Client(verify=PLAIN) as http:
        for program, address in (
            (running[2], f"{state.provider}/{SYSTEMS}/jwks"),
            (running[0], f"{state.api}/health/ready"),
        ):
            programs.wait_until(lambda at=address: _answers(http, at), program)  # type: ignore[misc]  # a bound default


def _answers(http: httpx.Client, address: str) -> bool:
    try:
        return http.get(address).is_success
    except httpx.TransportError:
        return False
