"""What can be set from outside: frozen values, read once from the environment."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting, with a default that works on a newcomer's machine."""

    model_config = SettingsConfigDict(env_prefix="SIP_", frozen=True, extra="ignore")

    database_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("DATABASE_URL", "database_url")),
    ] = None
    """Any PostgreSQL 15 or later; without it the service runs its own in `data_dir`."""

    data_dir: Path = Path(".sip")
    """Where the embedded PostgreSQL and the key file are kept."""

    master_key: SecretStr | None = None
    """64 hexadecimal digits; without it a key file is made in `data_dir`."""

    public_url: str = "https://sip.example.se/sip-api/v1"
    """The address under which clients reach the API."""

    today: date | None = None
    """Pins the day; for demonstrations, simulations and tests only."""

    connections: int = 10
    """Database connections per process."""

    body_limit: int = 1_000_000
    """Bytes of a request's body."""
