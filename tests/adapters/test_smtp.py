"""Letters are handed to a real mail server, safely or not at all; what it does not take is told, and names nobody."""

import asyncio
import logging
import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from app.adapters.mail.smtp import SmtpPost
from app.domain.mailing import MailServer, Tls
from app.usecases.letters import Letter, NotTaken, PerhapsTaken, PostAway
from tests.adapters.mail_server import PASSWORD, USER, Certificate, Inbox, certificate, mail_server

ANNA, BO = "anna.ek@example.se", "bo@example.se"
SENDER = "sip@example.se"


def letter(to: str = ANNA) -> Letter:
    return Letter(
        to=to, subject="Något väntar", text="Hej!\n.\nNågot väntar här.\n", ended_at="https://sip.example.se/x"
    )


def post(
    inbox: Inbox,
    tls: Tls = Tls.NONE,
    *,
    certificate: Certificate | None = None,
    user: tuple[str, str] | None = None,
    patience: float = 10,
) -> SmtpPost:
    name, password = user or (None, None)
    server = MailServer(host="127.0.0.1", port=inbox.port, tls=tls, user=name, password=password)
    return SmtpPost(server, SENDER, trusted=certificate.trusted if certificate else None, patience=patience)


async def sent(by: SmtpPost, *letters: Letter) -> None:
    async with by.opened() as carrier:
        for one in letters:
            await carrier.carry(one)


@pytest.fixture(scope="module")
def of_ours(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("certificate"))


async def test_a_letter_arrives_as_it_was_written() -> None:
    async with mail_server(Inbox()) as inbox:
        await sent(post(inbox), letter(), letter(BO))

    assert inbox.receivers == [ANNA, BO]
    first = message_from_bytes(inbox.letters[0], policy=default)
    assert (first["From"], first["To"], first["Subject"]) == (SENDER, ANNA, "Något väntar")
    assert first.get_content().replace("\r\n", "\n") == "Hej!\n.\nNågot väntar här.\n"
    assert first["List-Unsubscribe"] == "<https://sip.example.se/x>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert "@example.se>" in first["Message-ID"]


async def test_a_letter_names_neither_this_machine_nor_the_time_of_its_zone() -> None:
    async with mail_server(Inbox()) as inbox:
        await sent(post(inbox), letter())

    assert socket.gethostname().encode() not in inbox.letters[0]
    assert message_from_bytes(inbox.letters[0], policy=default)["Date"].endswith("+0000")


@pytest.mark.parametrize("tls", [Tls.FROM_THE_START, Tls.STARTTLS])
async def test_over_tls_and_signed_in_it_arrives(of_ours: Certificate, tls: Tls) -> None:
    from_start, later = (of_ours.server, None) if tls is Tls.FROM_THE_START else (None, of_ours.server)
    async with mail_server(Inbox(), tls=from_start, starttls=later, signing_in=True) as inbox:
        await sent(post(inbox, tls, certificate=of_ours, user=(USER, PASSWORD)), letter())

    assert (inbox.receivers, inbox.safely, inbox.signed_in) == ([ANNA], [True], [True])


async def test_on_the_own_machine_one_signs_in_without_tls() -> None:
    async with mail_server(Inbox(), signing_in=True) as inbox:
        await sent(post(inbox, user=(USER, PASSWORD)), letter())

    assert inbox.receivers == [ANNA]


async def test_a_server_that_does_not_begin_tls_is_told_nothing(of_ours: Certificate) -> None:
    async with mail_server(Inbox(), signing_in=True) as inbox:
        with pytest.raises(PostAway):
            await sent(post(inbox, Tls.STARTTLS, certificate=of_ours, user=(USER, PASSWORD)), letter())

    assert inbox.letters == []


async def test_a_server_that_speaks_no_tls_is_told_nothing(of_ours: Certificate) -> None:
    async with mail_server(Inbox()) as inbox:
        with pytest.raises(PostAway):
            await sent(post(inbox, Tls.FROM_THE_START, certificate=of_ours, patience=2), letter())

    assert inbox.letters == []


@pytest.mark.parametrize("tls", [Tls.FROM_THE_START, Tls.STARTTLS])
async def test_a_certificate_that_nobody_trusts_is_not_trusted(of_ours: Certificate, tls: Tls) -> None:
    from_start, later = (of_ours.server, None) if tls is Tls.FROM_THE_START else (None, of_ours.server)
    async with mail_server(Inbox(), tls=from_start, starttls=later) as inbox:
        with pytest.raises(PostAway):
            await sent(post(inbox, tls), letter())

    assert inbox.letters == []


async def test_a_wrong_password_is_a_post_that_is_away_and_the_password_is_not_told() -> None:
    async with mail_server(Inbox(), signing_in=True) as inbox:
        with pytest.raises(PostAway) as away:
            await sent(post(inbox, user=(USER, "fel ordföljd")), letter())

    assert str(away.value) == "SMTPAuthenticationError 535"


@pytest.mark.parametrize(("answer", "for_good"), [("550 5.1.1 no such {to}", True), ("451 4.7.1 later, {to}", False)])
async def test_an_address_that_is_refused_keeps_no_other_letter(
    answer: str, for_good: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with mail_server(Inbox(answers={ANNA: answer.format(to=ANNA)})) as inbox, post(inbox).opened() as carrier:
        with pytest.raises(NotTaken) as refused:
            await carrier.carry(letter())
        await carrier.carry(letter(BO))

    assert refused.value.for_good is for_good
    assert inbox.receivers == [BO]
    assert ANNA not in str(refused.value)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail")]
    assert not any("example.se" in line for line in ours), "the server of the test logs what it is told; we do not"


async def test_a_letter_that_is_refused_keeps_no_other_letter() -> None:
    inbox = Inbox(at_data="554 5.7.1 not this one")
    async with mail_server(inbox), post(inbox).opened() as carrier:
        with pytest.raises(NotTaken):
            await carrier.carry(letter())
        inbox.at_data = None
        await carrier.carry(letter(BO))

    assert inbox.receivers == [BO]


async def test_a_server_that_closes_has_not_taken_the_letter() -> None:
    async with mail_server(Inbox(answers={ANNA: "421 4.3.2 closing"})) as inbox:
        with pytest.raises(PostAway, match="421"):
            await sent(post(inbox), letter())


async def test_a_server_that_is_not_there_is_away() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        with pytest.raises(PostAway):
            await sent(post(Inbox(port=taken.getsockname()[1])), letter())


async def test_a_server_that_never_says_a_word_is_away() -> None:
    def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)

    opened: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        with pytest.raises(PostAway):
            await sent(post(Inbox(port=server.sockets[0].getsockname()[1]), patience=0.2), letter())
        for writer in opened:
            writer.close()


async def test_a_server_that_is_slow_about_an_address_has_not_taken_the_letter() -> None:
    inbox = Inbox(slow=60)
    async with mail_server(inbox):
        with pytest.raises(PostAway) as away:
            await sent(post(inbox, patience=0.5), letter())

    assert not isinstance(away.value, PerhapsTaken)


async def test_nobody_can_tell_of_a_letter_in_the_middle_of_which_the_server_was_lost() -> None:
    async with mail_server(Inbox(hangs_up=True)) as inbox:
        with pytest.raises(PerhapsTaken):
            await sent(post(inbox), letter())

    assert inbox.letters, "it was, but nobody has said so"


def test_a_certificate_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    certificate(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["post.pem"]
