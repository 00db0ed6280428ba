"""An issuer's keys are fetched from that issuer, seldom, within bounds, and outlive its outages."""

import asyncio
import json
import ssl
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey, RSAKey

from app.adapters.identity import keys
from app.adapters.identity.keys import IssuerKeys
from app.domain.errors import NotAuthenticated
from app.domain.identity import Issuer, Refusal
from app.domain.reachable import networks_in
from tests.adapters.token_forge import EC, RSA, KeyServer, issuer, key_server

NEW = ECKey.generate_key("P-256", {"kid": "new"})


class Ring:
    """The keys of one issuer, under a clock that is moved by hand."""

    def __init__(self, server: KeyServer, http: httpx.AsyncClient) -> None:
        self.server, self.now = server, 0.0
        self.issuer: Issuer = issuer("https://idp.example", server.publish("/jwks", EC))
        self.keys = IssuerKeys(http, clock=lambda: self.now)

    async def find(self, kid: str) -> str:
        """The key's id, or the reason why there is none."""
        try:
            return str((await self.keys.find(self.issuer, kid, "ES256")).kid)
        except NotAuthenticated as refused:
            return refused.reason

    @property
    def fetches(self) -> int:
        return len(self.server.asked)


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with key_server() as running:
        yield running


@pytest.fixture
async def ring(server: KeyServer) -> AsyncIterator[Ring]:
    async with httpx.AsyncClient(follow_redirects=True) as http:
        yield Ring(server, http)


async def test_many_callers_at_once_cause_one_fetch(ring: Ring) -> None:
    assert set(await asyncio.gather(*[ring.find("ec") for _ in range(50)])) == {"ec"}
    assert ring.fetches == 1


async def test_a_rotated_key_is_found_right_after_the_first_fetch(ring: Ring) -> None:
    assert await ring.find("ec") == "ec"
    ring.server.publish("/jwks", EC, NEW)
    assert await ring.find("new") == "new"
    assert ring.fetches == 2


async def test_invented_key_ids_cause_at_most_one_fetch_a_minute(ring: Ring) -> None:
    await ring.find("ec")
    answers = await asyncio.gather(*[ring.find(f"invented-{n}") for n in range(50)])
    assert set(answers) == {Refusal.KEY_UNKNOWN}
    assert ring.fetches == 2
    ring.now += 59
    await ring.find("invented")
    assert ring.fetches == 2
    ring.now += 1
    await ring.find("invented")
    assert ring.fetches == 3


async def test_a_withdrawn_key_is_refused_once_the_keys_are_ten_minutes_old(ring: Ring) -> None:
    await ring.find("ec")
    ring.server.publish("/jwks", NEW)
    ring.now += keys.FRESH - 1
    assert await ring.find("ec") == "ec"
    ring.now += 1
    assert await ring.find("ec") == Refusal.KEY_UNKNOWN


async def test_old_keys_serve_for_a_day_while_the_issuer_is_down(ring: Ring) -> None:
    await ring.find("ec")
    ring.server.status = 503
    ring.now += keys.STALE
    assert await ring.find("ec") == "ec"
    assert await ring.find("ec") == "ec"
    assert ring.fetches == 2, "a failed fetch is not repeated for every caller"
    ring.now += 1
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE


async def test_an_issuer_that_was_down_from_the_start_is_asked_again_after_five_seconds(ring: Ring) -> None:
    ring.server.status = 503
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE
    ring.server.status = 200
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE
    assert ring.fetches == 1
    ring.now += keys.FAILURE_PAUSE
    assert await ring.find("ec") == "ec"


async def test_an_issuer_that_begins_without_keys_may_publish_one_later(ring: Ring) -> None:
    ring.server.documents["/jwks"] = b'{"keys": []}'
    assert await ring.find("new") == Refusal.KEY_UNKNOWN
    ring.server.publish("/jwks", NEW)
    assert await ring.find("new") == "new"


async def test_a_changed_address_drops_the_old_keys(ring: Ring) -> None:
    await ring.find("ec")
    address = ring.server.publish("/moved", NEW)
    ring.issuer = issuer(ring.issuer.url, address, id=ring.issuer.id)
    assert await ring.find("ec") == Refusal.KEY_UNKNOWN


async def test_a_redirect_is_not_followed(ring: Ring) -> None:
    ring.server.publish("/elsewhere", EC)
    ring.server.status, ring.server.location = 302, ring.server.base + "/elsewhere"
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE
    assert ring.server.asked == ["/jwks"]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b'{"keys": 1}',
        b"<html>",
        b"[" * 50_000,
        b'{"keys": [], "x": "' + b"x" * 70_000 + b'"}',
    ],
    ids=lambda document: f"{document[:12]!r} of {len(document)} bytes",
)
async def test_a_document_that_is_no_key_set_or_too_large_is_refused(ring: Ring, document: bytes) -> None:
    ring.server.documents["/jwks"] = document
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE


async def test_a_silent_issuer_is_given_up(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "TIMEOUT", 0.1)
    ring.server.slow = threading.Event()
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE


async def test_an_issuer_that_answers_drop_by_drop_is_given_up(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "TIMEOUT", 0.2)
    ring.server.pause = 0.03
    assert await ring.find("ec") == Refusal.KEYS_UNAVAILABLE


async def test_a_known_key_does_not_wait_for_a_silent_issuer(ring: Ring) -> None:
    await ring.find("ec")
    ring.now += keys.FRESH
    ring.server.slow = threading.Event()
    refreshing = asyncio.create_task(ring.find("ec"))
    while ring.fetches < 2:
        await asyncio.sleep(0.005)
    assert await asyncio.wait_for(ring.find("ec"), 0.5) == "ec"
    ring.server.slow.set()
    assert await refreshing == "ec"


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")  # the weak key is the point
async def test_keys_that_anybody_could_sign_with_are_passed_over(ring: Ring) -> None:
    weak = RSAKey.generate_key(1024, {"kid": "weak"})
    private = ECKey.generate_key("P-256", {"kid": "private"}).as_dict(private=True)
    broken = EC.as_dict(private=False) | {"kid": "broken", "x": "AAAA"}
    ring.server.publish("/jwks", weak, EC, extra=(private, broken, {"kid": "none"}))
    for kid in ("weak", "private", "broken", "none"):
        assert await ring.find(kid) == Refusal.KEY_UNKNOWN
    assert await ring.find("ec") == "ec"


async def test_two_keys_under_one_id_are_told_apart_by_what_they_can_do(ring: Ring) -> None:
    same = RSA.as_dict(private=False) | {"kid": "ec"}
    ring.server.documents["/jwks"] = json.dumps({"keys": [same, EC.as_dict(private=False)]}).encode()
    found = await ring.keys.find(ring.issuer, "ec", "ES256")
    assert found.key_type == "EC"


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of that name shows, and what a client trusts that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(whose, whose, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    shows, trusts = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(file))
    shows.load_cert_chain(file)
    return shows, trusts


NAME = "keys.example.se"


@pytest.mark.parametrize(
    ("leads_to", "shown", "inside", "found"),
    [
        (["127.0.0.1"], NAME, "127.0.0.0/8", "ec"),
        (["127.0.0.9", "127.0.0.1"], NAME, "127.0.0.0/8", "ec"),
        (["127.0.0.1"], NAME, "", Refusal.KEYS_UNAVAILABLE),
        (["::ffff:127.0.0.1"], NAME, "", Refusal.KEYS_UNAVAILABLE),
        (["127.0.0.1", "169.254.169.254"], NAME, "127.0.0.0/8", Refusal.KEYS_UNAVAILABLE),
        ([], NAME, "127.0.0.0/8", Refusal.KEYS_UNAVAILABLE),
        (["127.0.0.1"], "another.example.se", "127.0.0.0/8", Refusal.KEYS_UNAVAILABLE),
    ],
)
async def test_a_name_is_only_followed_to_where_keys_may_be_fetched_from(
    tmp_path: Path, leads_to: list[str], shown: str, inside: str, found: str
) -> None:
    shows, trusts = certificate(tmp_path, shown)

    async def resolve(host: str, _: int) -> list[str]:
        assert host == NAME
        return leads_to

    with key_server(shows) as server:
        server.publish("/jwks", EC)
        port = server.base.rpartition(":")[2]
        async with httpx.AsyncClient(verify=trusts) as http:
            ring = Ring(server, http)
            ring.issuer = issuer("https://idp.example", f"https://{NAME}:{port}/jwks")
            ring.keys = IssuerKeys(http, clock=lambda: 0.0, inside=networks_in(inside), resolve=resolve)
            assert await ring.find("ec") == found
        assert server.hosts == ([f"{NAME}:{port}"] if found == "ec" else [])


async def test_without_the_look_at_where_a_name_leads_the_service_would_ask_what_only_it_reaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "may_reach", lambda *_: True)
    with pytest.raises(AssertionError):
        await test_a_name_is_only_followed_to_where_keys_may_be_fetched_from(
            tmp_path, ["127.0.0.1"], NAME, "", Refusal.KEYS_UNAVAILABLE
        )
