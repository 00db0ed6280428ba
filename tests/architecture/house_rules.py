"""The rules of the house as functions from a house to what breaks them, so that a broken specimen can be shown."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

LONGEST_FILE: Final = 300
NAMELESS: Final = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"})

LIBRARIES: Final = {
    "domain": frozenset[str](),
    "usecases": frozenset({"pydantic", "personnummer"}),
    "worker": frozenset[str](),
    "api": frozenset({"fastapi", "starlette", "pydantic", "msgspec"}),
    "portal": frozenset({"anyio", "fastapi", "starlette", "pydantic", "jinja2", "markupsafe"}),
    "main.py": frozenset({"fastapi", "starlette"}),
    "settings.py": frozenset({"pydantic", "pydantic_settings"}),
    "bootstrap": frozenset({"httpx", "uuid_utils"}),
    "cli": frozenset({"typer", "rich", "uvicorn", "pydantic"}),
    "demo": frozenset({"httpx", "yaml", "rich", "uvicorn", "joserfc", "pydantic"}),
    "adapters/postgres": frozenset({"sqlalchemy", "psycopg", "alembic", "msgspec"}),
    "adapters/identity": frozenset({"authlib", "joserfc", "httpx", "httpx2", "uvicorn", "starlette"}),
    "adapters/documents": frozenset({"icalendar", "jinja2", "weasyprint"}),
    "adapters/mail": frozenset({"aiosmtplib"}),
    "adapters/calendar.py": frozenset({"holidays"}),
    "adapters/case_files.py": frozenset[str](),
    "adapters/keys": frozenset({"cryptography"}),
    "adapters/audit_head.py": frozenset[str](),
    "adapters/yaml12.py": frozenset({"yaml"}),
}
"""The libraries that each room may use beside Python's own; a room that is not here may use none."""

# Put together from parts, so that the rule does not find itself.
FOREIGN: Final = re.compile(
    r"(?<![\w.~-])/(?:wor[k]|roo[t]|home/[a-z]\w+|Users/[A-Za-z]\w+)/"
    r"|pypi\.or[g]|pythonhosted\.or[g]|npmjs\.(?:or[g]|com)|artifactor[y]|jfrog\.i[o]|--(?:extra-)?index-ur[l]"
)
IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z.])(?:19|20)?(\d{6})([-+]?)(\d{4})(?![0-9A-Za-z])")
LINK: Final = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")

Rule = Callable[[Path], Iterator[str]]


def left_out(house: Path) -> set[str]:
    """The directories that are no part of the house."""
    return {".git"} | {line.strip().rstrip("/") for line in (house / ".gitignore").read_text().splitlines() if line}


def files(house: Path, *suffixes: str) -> Iterator[tuple[str, str]]:
    """Every text file with one of the suffixes, as its path in the house and its text."""
    outside = left_out(house)
    for path in sorted(house.rglob("*")):
        inside = path.relative_to(house)
        if path.is_file() and not outside & set(inside.parts) and (not suffixes or path.suffix in suffixes):
            try:
                yield inside.as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def modules(house: Path, under: str = "") -> Iterator[tuple[str, ast.Module]]:
    """Every module in that part of the house."""
    for name, text in files(house, ".py"):
        if name.startswith(under):
            yield name, ast.parse(text)


def foreign_libraries(house: Path) -> Iterator[str]:
    """Imports of libraries that the module's room may not use."""
    for name, tree in modules(house, "app/"):
        own = LIBRARIES.get(_room(name), frozenset[str]())
        for library in sorted(_imported(tree) - sys.stdlib_module_names - {"app"} - own):
            yield f"{name} uses {library}"


def silent_modules(house: Path) -> Iterator[str]:
    """Modules with something in them that do not say first what they are for."""
    for name, tree in modules(house):
        if tree.body and not ast.get_docstring(tree):
            yield name


def silent_functions(house: Path) -> Iterator[str]:
    """Public functions and classes of the domain and the use cases without a docstring."""
    for part in ("app/domain/", "app/usecases/"):
        for name, tree in modules(house, part):
            for node in tree.body:
                if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    continue
                if not node.name.startswith("_") and not ast.get_docstring(node):
                    yield f"{name}: {node.name}"


def long_files(house: Path) -> Iterator[str]:
    """Modules that are longer than anybody reads."""
    for name, text in files(house, ".py", ".sql"):
        if (lines := len(text.splitlines())) > LONGEST_FILE:
            yield f"{name}: {lines} lines"


def nameless_modules(house: Path) -> Iterator[str]:
    """Modules and packages whose name says nothing of what is in them."""
    for name, _ in files(house, ".py"):
        if NAMELESS & {part.removesuffix(".py") for part in name.split("/")}:
            yield name


def bare_prints(house: Path) -> Iterator[str]:
    """Printing by rooms that do not talk to a terminal."""
    for name, tree in modules(house, "app/"):
        if _room(name) in ("cli", "demo"):
            continue
        # What a module does when it is run by itself is a program's.
        for node in (inner for top in tree.body if not _is_program(top) for inner in ast.walk(top)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield f"{name}:{node.lineno}"


def foreign_places(house: Path) -> Iterator[str]:
    """Paths of somebody's machine, and hosts of package registries."""
    for name, text in files(house):
        for number, line in enumerate(text.splitlines(), start=1):
            if found := FOREIGN.search(line):
                yield f"{name}:{number}: {found[0]}"


def identity_numbers(house: Path) -> Iterator[str]:
    """Valid identity numbers outside the birth numbers 980-999, which the Tax Agency keeps for tests."""
    for name, text in files(house):
        for found in IDENTITY.finditer(text):
            day, last = found[1], found[3]
            # Without century and hyphen, ten digits are more often something else.
            marked = found[2] or len(found[0]) == 12
            if marked and _may_be_somebodys(day, last) and not 980 <= int(last[:3]) <= 999:
                yield f"{name}: {text.count(chr(10), 0, found.start()) + 1}"


def dead_links(house: Path) -> Iterator[str]:
    """Links from one page of the house to another that is not there."""
    for name, text in files(house, ".md"):
        for target in LINK.findall(text):
            if not (house / name).parent.joinpath(target).exists():
                yield f"{name}: {target}"


RULES: Final[tuple[Rule, ...]] = (
    foreign_libraries,
    silent_modules,
    silent_functions,
    long_files,
    nameless_modules,
    bare_prints,
    foreign_places,
    identity_numbers,
    dead_links,
)


def _room(name: str) -> str:
    parts = name.split("/")[1:]
    return "/".join(parts[:2]) if parts[0] == "adapters" else parts[0]


def _is_program(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def _imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "app").split(".")[0] if node.level == 0 else "a relative import")
    return found


def _may_be_somebodys(day: str, last: str) -> bool:
    month, of_month = int(day[2:4]), int(day[4:6]) % 60
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(day + last[:3])]
    check = -sum(value // 10 + value % 10 for value in digits) % 10
    return 1 <= month <= 12 and 1 <= of_month <= 31 and check == int(last[3])
