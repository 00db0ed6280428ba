"""Style sheets and scripts: read once, served from memory under an address that says their content."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

STATIC: Final = Path(__file__).parent / "static"
CSS: Final = "vendor/designsystemet/css/"
# The order is the vendor's own; what is in no bundle is not served.
BUNDLES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme.css": ("vendor/designsystemet/theme.css",),
    "base.css": tuple(f"{CSS}{name}.css" for name in ("base", "heading", "label", "paragraph", "validation-message")),
    "components.css": tuple(
        f"{CSS}{name}.css"
        for name in (
            *("link", "button", "alert", "list", "tag", "skip-link", "card", "details"),
            *("field", "fieldset", "input", "error-summary"),
        )
    ),
    "table.css": (f"{CSS}table.css",),
    "portal.css": ("portal.css", "parts.css"),
    "timeline.css": ("timeline.css",),
    "plan.css": ("plan.css",),
    "link.js": ("link.js",),
    "mine.css": ("mine.css",),
    "body.css": ("body.css",),
    "print.css": ("print.css",),
    "live.js": ("live.js",),
    "timeline.js": ("timeline.js",),
}
LAYERS: Final = {"base.css": "ds.base", "components.css": "ds.components", "table.css": "ds.components"}
TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENTED: Final = re.compile(r"\s*\n\s*")
SET: Final = re.compile(r"^(--[\w-]+):[^;{}]*;\n", re.MULTILINE)
READ: Final = re.compile(r"var\(\s*(--[\w-]+)")
FOREVER: Final = "public, max-age=31536000, immutable"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served, and its digest."""

    body: bytes
    media_type: str
    zipped: bytes = field(init=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "zipped", gzip.compress(self.body, mtime=0))
        object.__setattr__(self, "digest", hashlib.sha256(self.body).hexdigest()[:12])


def bundled(name: str) -> str:
    """The files of a bundle as they are written, in the layer where they belong."""
    text = "\n".join((STATIC / file).read_text(encoding="utf-8") for file in BUNDLES[name])
    if name in LAYERS:
        text = f"@layer ds.theme, ds.base, ds.components;\n@layer {LAYERS[name]} {{\n{text}\n}}\n"
    return text


def lean(sheets: Mapping[str, str]) -> Mapping[str, str]:
    """The style sheets without comments and indentation, and without the properties of their own that none of them
    reads: the vendor's theme sets many for components that are not here."""
    made = {name: INDENTED.sub("\n", COMMENT.sub("", text)) for name, text in sheets.items()}
    read = set(READ.findall("".join(made.values())))
    kept = {name: SET.sub(lambda found: found[0] if found[1] in read else "", text) for name, text in made.items()}
    # Those that are left out read others in their turn.
    return kept if kept == made else lean(kept)


def _assets() -> Mapping[str, Asset]:
    texts = {name: bundled(name) for name in BUNDLES}
    texts |= lean({name: text for name, text in texts.items() if name.endswith(".css")})
    return {name: Asset(text.encode(), TYPES[Path(name).suffix]) for name, text in texts.items()}


ASSETS: Final = _assets()


def address(name: str) -> str:
    """The address of a bundle; KeyError for one that there is not."""
    return f"/static/{ASSETS[name].digest}/{name}"


@router.get("/static/{digest}/{name}")
async def asset(request: Request, digest: str, name: str) -> Response:
    found = ASSETS.get(name)
    if found is None or found.digest != digest:
        raise HTTPException(404)
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding", "ETag": f'"{found.digest}"'}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.zipped, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media_type, headers=headers)
