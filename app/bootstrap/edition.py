"""The edition of the rules: a mark that changes as soon as anything is written otherwise that decides what is found."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def edition() -> str:
    """Twelve hexadecimal digits, worked out from the source of the whole domain."""
    digest = sha256()
    for name, text in sorted(_sources(files("app.domain"), "")):
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()[:12]


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _sources(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{path}{entry.name}", entry.read_bytes()
