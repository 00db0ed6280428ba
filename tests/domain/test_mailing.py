"""Addresses of mail and of mail servers: what is taken, what is not, and that a password is never repeated."""

import pytest

from app.domain.mailing import MailServer, Tls, is_mail_address, mail_server_in


@pytest.mark.parametrize("address", ["anna.ek@example.se", "a@b.example.se", "anna+sip@xn--eksj-7qa.example.se"])
def test_an_address_is_taken(address: str) -> None:
    assert is_mail_address(address)


@pytest.mark.parametrize(
    "text",
    [
        *("", "anna", "anna@", "@example.se", "anna@example", "anna ek@example.se", "anna@example.se, bo@example.se"),
        *("anna@example.se\r\nBcc: bo@example.se", "Anna <anna@example.se>", "anna@-example.se", "anna..ek@example.se"),
        *("anna@example.se\n", "åsa@example.se", "anna@[127.0.0.1]", "a" * 250 + "@example.se", "anna@example.s"),
    ],
)
def test_what_is_more_or_less_than_one_address_is_not(text: str) -> None:
    assert not is_mail_address(text)


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtps://post.example.se", 465, Tls.FROM_THE_START),
        ("smtp://post.example.se", 587, Tls.STARTTLS),
        ("smtp://post.example.se:2525/", 2525, Tls.STARTTLS),
        ("smtp://10.20.0.1", 587, Tls.STARTTLS),
        ("smtp://localhost.example.se", 587, Tls.STARTTLS),
        ("smtp://127.0.0.1:1025", 1025, Tls.NONE),
        ("smtp://localhost", 25, Tls.NONE),
        ("smtp://[::1]", 25, Tls.NONE),
        ("smtps://127.0.0.1", 465, Tls.FROM_THE_START),
    ],
)
def test_the_way_is_closed_to_others_but_on_the_own_machine(url: str, port: int, tls: Tls) -> None:
    server = mail_server_in(url)

    assert (server.port, server.tls, server.user) == (port, tls, None)


def test_whoever_signs_in_is_named_with_the_password_and_neither_is_shown() -> None:
    server = mail_server_in("smtps://sip%40example.se:%2Fge%3Aheim@post.example.se")

    assert server == MailServer(
        host="post.example.se", port=465, tls=Tls.FROM_THE_START, user="sip@example.se", password="/ge:heim"
    )
    assert "heim" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        *("post.example.se", "http://post.example.se", "smtp://", "smtps://:465", "smtp://post.example.se:0"),
        *("smtp://post.example.se:99999", "smtp://post.example.se:x", "smtp://post.example.se/inkorg"),
        *("smtp://post.example.se?tls=no", "smtp://post.example.se#x", "smtp://[::1", "smtp://sip@post.example.se"),
        *("smtp://sip:@post.example.se", "smtp://:geheim@post.example.se", "smtp://sip:ge/heim@post.example.se"),
    ],
)
def test_a_server_that_cannot_be_one_is_refused_and_nothing_of_it_repeated(url: str) -> None:
    with pytest.raises(ValueError, match=r"^has ") as refused:
        mail_server_in(url)

    assert "heim" not in str(refused.value)
    assert "example" not in str(refused.value)
