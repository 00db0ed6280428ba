"""The demonstration's directory: one demonstration at a time in it, and what the next one needs to resume."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from app.demo.programs import DemoError

STATE: Final = "demo.json"
PROVIDER: Final = "provider.json"


@dataclass(slots=True)
class State:
    """Where the last demonstration was reached, its day, the secrets of the agencies' systems, and
    in which stories all casework was done."""

    today: str | None = None
    api: str = ""
    provider: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    worked_on: list[str] = field(default_factory=list)


@contextmanager
def held(folder: Path) -> Iterator[State]:
    """The directory for us alone, with its state. DemoError when it cannot be used or somebody uses it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DemoError(
            f"katalogen {folder} går inte att använda ({error.strerror}); välj en annan med --data-dir"
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(
                f"en demonstration körs redan i {folder}; avsluta den eller välj en annan --data-dir"
            ) from None
        yield read_state(folder)
    finally:
        os.close(lock)


def read_state(folder: Path) -> State:
    """What was written there last; empty when nothing was."""
    try:
        return State(**json.loads((folder / STATE).read_text()))
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, TypeError) as error:
        raise DemoError(
            f"{folder / STATE} går inte att läsa ({error}); ta bort katalogen {folder} och börja om"
        ) from None


def move_on(state: State, today: date) -> None:
    """Set the day. DemoError when it lies before one that the demonstration has seen: a day cannot be unseen."""
    if state.today is not None and today < date.fromisoformat(state.today):
        raise DemoError(
            f"demonstrationen har redan kommit till {state.today}; välj --today {state.today} eller senare, "
            "eller börja om i en annan --data-dir"
        )
    state.today = today.isoformat()


def secret_for(state: State, slug: str) -> str:
    """The secret of the agency's system: made once, so that what was printed goes on to work."""
    return state.secrets.setdefault(slug, secrets.token_urlsafe(12))


def write(path: Path, content: object) -> None:
    """Write the JSON file whole, for its owner's eyes only."""
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(content, out, indent=1)
    fresh.replace(path)


def save(folder: Path, state: State) -> None:
    """Keep the state for the next time."""
    write(folder / STATE, asdict(state))
