"""Mail is set as a whole or not at all, and what is wrong is one line that repeats no password."""

import pytest

from app.cli.service import settings_with
from app.domain.errors import SettingError
from app.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIP_SMTP_URL", "SIP_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SIP_PORTAL_URL", "https://sip.example.se")


def test_without_a_server_there_are_no_letters() -> None:
    assert Settings().mail_server is None


def test_an_empty_server_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIP_SMTP_URL", "")
    assert Settings().mail_server is None


def test_a_server_and_a_sender_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIP_SMTP_URL", "smtps://sip:geheim@post.example.se")
    monkeypatch.setenv("SIP_MAIL_FROM", "sip@example.se")

    settings = settings_with()

    assert settings.mail_server is not None
    assert settings.mail_server.host == "post.example.se"
    assert "geheim" not in repr(settings)


def test_letters_name_an_address_that_somebody_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIP_SMTP_URL", "smtps://post.example.se")
    monkeypatch.setenv("SIP_MAIL_FROM", "sip@example.se")
    monkeypatch.delenv("SIP_PORTAL_URL")

    with pytest.raises(SettingError, match=r"^SIP_SMTP_URL: needs SIP_PORTAL_URL"):
        settings_with()


@pytest.mark.parametrize(
    ("url", "sender", "said"),
    [
        ("https://sip:geheim@post.example.se", "sip@example.se", "SIP_SMTP_URL: has to begin with smtp:// or smtps://"),
        ("smtp://sip:geheim@post.example.se:x", "sip@example.se", "SIP_SMTP_URL: has a host or a port that is none"),
        ("smtps://sip:geheim@post.example.se", "", "SIP_MAIL_FROM: has to be the address that letters are from"),
        ("smtps://sip:geheim@post.example.se", "sip", "SIP_MAIL_FROM: has to be the address that letters are from"),
    ],
)
def test_what_is_wrong_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch, url: str, sender: str, said: str) -> None:
    monkeypatch.setenv("SIP_SMTP_URL", url)
    monkeypatch.setenv("SIP_MAIL_FROM", sender)

    with pytest.raises(SettingError) as refused:
        settings_with()

    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
    assert "geheim" not in str(refused.value)
