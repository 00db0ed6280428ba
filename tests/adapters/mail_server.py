"""A real mail server on this machine: with or without TLS, which takes letters, refuses some, or is slow."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "sip@example.se", "en hemlig ordföljd"
"""Who may sign in at a server that asks for it."""


@dataclass
class Inbox:
    """What the server was told and what it took. `answers`: what it says to an address instead of taking it;
    `at_data`: what it says of letters; `slow`: seconds before it answers about an address."""

    answers: dict[str, str] = field(default_factory=dict)
    at_data: str | None = None
    slow: float = 0.0
    hangs_up: bool = False
    letters: list[bytes] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    safely: list[bool] = field(default_factory=list)
    signed_in: list[bool] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.slow)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        assert isinstance(envelope.original_content, bytes)
        if self.at_data is not None:
            return self.at_data
        self.letters.append(envelope.original_content)
        self.receivers += envelope.rcpt_tos
        way = server.transport
        assert isinstance(way, asyncio.WriteTransport)
        self.safely.append(way.get_extra_info("ssl_object") is not None)
        self.signed_in.append(session.authenticated is True)
        if self.hangs_up:
            way.abort()
        return "250 OK"


class Talk(SMTP):
    """One connection, which can be hung up in the middle of anything."""

    ways: tuple[asyncio.BaseTransport, ...] = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.ways += (transport,)
        super().connection_made(transport)

    def hang_up(self) -> None:
        for way in self.ways:
            assert isinstance(way, asyncio.WriteTransport)
            way.abort()


def only_the_one(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
    """Lets in who has the password."""
    fits = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=fits, handled=False)


@dataclass(frozen=True)
class Certificate:
    """A server's certificate for this machine, and the context of those who trust it."""

    server: ssl.SSLContext
    trusted: ssl.SSLContext


def certificate(folder: Path) -> Certificate:
    """One that signs itself, written to that folder."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "post.pem"
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Certificate(server, ssl.create_default_context(cafile=str(file)))


@asynccontextmanager
async def mail_server(
    inbox: Inbox,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    signing_in: bool = False,
) -> AsyncIterator[Inbox]:
    """A server on a free port of this machine, which the inbox knows."""

    talking: list[Talk] = []
    before = asyncio.all_tasks()

    def made() -> Talk:
        with warnings.catch_warnings(action="ignore"):  # that a password is taken without TLS
            one = Talk(
                inbox,
                hostname="post.example.se",
                tls_context=starttls,
                require_starttls=starttls is not None,
                auth_required=signing_in,
                auth_require_tls=False,
                authenticator=only_the_one if signing_in else None,
                loop=asyncio.get_running_loop(),
            )
        talking.append(one)
        return one

    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0, ssl=tls)
    inbox.port = server.sockets[0].getsockname()[1]
    try:
        yield inbox
    finally:
        server.close()
        for one in talking:
            one.hang_up()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task() and task not in before]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(3):  # what was hung up is closed when the loop comes round
            await asyncio.sleep(0)
