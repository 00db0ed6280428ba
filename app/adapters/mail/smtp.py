"""Letters by SMTP: over TLS but on the own machine, one by one, each taken or not."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as ON_THE_WIRE
from email.utils import format_datetime
from typing import Final
from uuid import uuid4

import aiosmtplib

from app.domain.mailing import MailServer, Tls
from app.usecases.letters import Carrier, Letter, NotTaken, PerhapsTaken, PostAway

AWAY: Final = (aiosmtplib.SMTPException, OSError)
"""What is raised when a server does not answer, not in time, or otherwise than it should."""
CLOSING: Final = 421
"""What a server says that closes: of the letter it says nothing."""
PATIENCE: Final = 20.0
"""Seconds for which an answer is waited for."""


class SmtpPost:
    """A Post at a mail server; see usecases/letters.py. `trusted`: by whom its certificate may be signed, else by those
    whom the machine trusts."""

    def __init__(
        self, server: MailServer, sender: str, *, trusted: ssl.SSLContext | None = None, patience: float = PATIENCE
    ) -> None:
        self._server = server
        self._sender = sender
        self._trusted = trusted
        self._patience = patience

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Carrier]:
        server, domain = self._server, self._sender.rpartition("@")[2]
        smtp = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls is Tls.FROM_THE_START,
            start_tls=server.tls is Tls.STARTTLS,
            tls_context=self._trusted,
            timeout=self._patience,
            local_hostname=domain,  # else the name of this machine is looked up, and told
        )
        try:
            await smtp.connect()
        except AWAY as error:
            smtp.close()
            raise PostAway(_said(error)) from None
        try:
            yield SmtpCarrier(smtp, self._sender)
        finally:
            with suppress(*AWAY):
                await smtp.quit()
            smtp.close()


class SmtpCarrier:
    """A Carrier over one connection."""

    def __init__(self, smtp: aiosmtplib.SMTP, sender: str) -> None:
        self._smtp = smtp
        self._sender = sender

    async def carry(self, letter: Letter) -> None:
        try:
            await self._smtp.mail(self._sender)
            await self._smtp.rcpt(letter.to)
        except aiosmtplib.SMTPRecipientRefused as error:
            await self._begin_anew()
            raise _refused(error) from None
        except AWAY as error:
            raise PostAway(_said(error)) from None
        try:
            await self._smtp.data(written(letter, self._sender))
        except aiosmtplib.SMTPDataError as error:
            await self._begin_anew()
            raise _refused(error) from None
        except AWAY as error:
            raise PerhapsTaken(_said(error)) from None

    async def _begin_anew(self) -> None:
        with suppress(*AWAY):  # whatever is wrong shows at the next letter
            await self._smtp.rset()


def written(letter: Letter, sender: str) -> bytes:
    """The letter as it is sent. Its number is drawn by chance, and tells of nothing."""
    message = EmailMessage(ON_THE_WIRE)
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{uuid4()}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{letter.ended_at}>"
    message.set_content(letter.text)
    return message.as_bytes()


def _refused(error: aiosmtplib.SMTPResponseException) -> Exception:
    return PostAway(f"it said {CLOSING}") if error.code == CLOSING else NotTaken(error.code)


def _said(error: Exception) -> str:
    """What went wrong, without the server's own words, in which an address may stand."""
    names = [type(one).__name__ for one in (error, error.__cause__) if one is not None]
    code = [str(error.code)] if isinstance(error, aiosmtplib.SMTPResponseException) else []
    return " ".join(names + code)
