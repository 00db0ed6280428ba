"""What can be set from outside: frozen values, read once from the environment."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.domain.mailing import MailServer, is_mail_address, mail_server_in
from app.domain.reachable import Networks, networks_in


class Settings(BaseSettings):
    """Every setting, with a default that works on a newcomer's machine."""

    model_config = SettingsConfigDict(env_prefix="SIP_", frozen=True, extra="ignore")

    database_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("DATABASE_URL", "database_url")),
    ] = None
    """Any PostgreSQL 15 or later; without it the service runs its own in `data_dir`."""

    data_dir: Path = Path(".sip")
    """Where the embedded PostgreSQL, the key file and the key store are kept."""

    master_key: SecretStr | None = None
    """64 hexadecimal digits, needed with a database of one's own; with the embedded one a key file is made. While keys
    rotate the new one, a comma, and the one before."""

    master_key_file: Path | None = None
    """A file with the master key instead, which processes read again when it changes; made if it is not there."""

    key_store: Path | None = None
    """The file with the keys of persons; without it, `keys.sqlite` in `data_dir`."""

    audit_keys: SecretStr | None = None
    """Keys of the log's seal, 64 hexadecimal digits each, with commas between: the first seals, all verify. Without
    them they are in the key store."""

    audit_head: Path | None = None
    """The file in which the log's newest seal is noted; without it, `audit-head` in `data_dir`."""

    public_url: str = "https://sip.example.se/sip-api/v1"
    """The address under which clients reach the API."""

    today: date | None = None
    """Pins the day; for demonstrations, simulations and tests only."""

    connections: Annotated[int, Field(ge=1, le=1000)] = 10
    """Database connections per process."""

    issuer_networks: str = ""
    """Networks of one's own, with commas between, from which keys of issuers may be fetched, and which administrators
    may name; else it is public addresses alone."""

    checked_views: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Percent of what is read that is checked once more before it is sent; see docs/how-to/audit.md."""

    body_limit: Annotated[int, Field(ge=1000)] = 1_000_000
    """Bytes of a request's body."""

    portal_url: str | None = None
    """The address under which browsers reach the portal; without it, the host of `public_url`."""

    portal_client: str = "sip-portal"
    """The client that the portal is at every identity provider at which people sign in."""

    portal_secret: SecretStr | None = None
    """The secret of that client; without one it is a public client."""

    session_idle_minutes: Annotated[int, Field(ge=1, le=240)] = 30
    """Minutes for which somebody who is signed in to the portal may do nothing and is signed in still."""

    session_hours: Annotated[int, Field(ge=1, le=24)] = 8
    """Hours after which whoever is signed in to the portal signs in again, whatever has been done."""

    smtp_url: SecretStr | None = None
    """The server that takes the letters of the morning: smtps://user:password@host, or smtp:// for one that begins TLS
    when it is asked to (STARTTLS). Without one no letters are sent."""

    mail_from: Annotated[str, Field(validate_default=True)] = ""
    """The address that the letters are from; needed with `smtp_url`."""

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, url: str | None) -> str | None:
        if url and not url.startswith(("postgresql://", "postgres://")):
            raise ValueError("has to begin with postgresql://")
        return url or None

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        mail_server_in(url.get_secret_value())
        if not others.data.get("portal_url"):
            raise ValueError("needs SIP_PORTAL_URL, the address that stands in the letters")
        return url

    @field_validator("mail_from")
    @classmethod
    def _is_an_address(cls, address: str, others: ValidationInfo) -> str:
        if (address or others.data.get("smtp_url")) and not is_mail_address(address):
            raise ValueError("has to be the address that letters are from, such as sip@example.se")
        return address

    @property
    def mail_server(self) -> MailServer | None:
        """The server of `smtp_url`."""
        return mail_server_in(self.smtp_url.get_secret_value()) if self.smtp_url else None

    @field_validator("issuer_networks")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        try:
            networks_in(text)
        except ValueError:
            raise ValueError("has to be networks with commas between, such as 10.20.0.0/16") from None
        return text

    @property
    def inside(self) -> Networks:
        """The networks of `issuer_networks`."""
        return networks_in(self.issuer_networks)

    @field_validator("audit_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None and not re.fullmatch("[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*", keys.get_secret_value()):
            raise ValueError("has to be one or more times 64 hexadecimal digits, with commas between")
        return keys

    @field_validator("public_url", "portal_url")
    @classmethod
    def _is_a_prefix(cls, url: str | None) -> str | None:
        """Paths follow it, which begin with a slash."""
        return url.rstrip("/") if url else None

    @property
    def portal(self) -> str:
        """The address of the portal, without a slash at its end."""
        parts = urlsplit(self.public_url)
        return self.portal_url or f"{parts.scheme}://{parts.netloc}"

    @field_validator("master_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and not re.fullmatch("[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*", key.get_secret_value()):
            raise ValueError("has to be 64 hexadecimal digits; `openssl rand -hex 32` makes some")
        return key
