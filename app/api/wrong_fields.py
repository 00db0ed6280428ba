"""What is wrong with each field of what was sent, as Pydantic found it: its name, and what to do, in words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.usecases.reporting import IDENTITY_LIKE, REPORTED_KINDS
from app.usecases.texts import turns

KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
NAMEABLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")


def field_errors(found: Sequence[Any]) -> list[dict[str, str]]:
    """What Pydantic found, as field and words, one for each field; the input itself stays out."""
    by_field: dict[str, str] = {}
    for one in found:
        by_field.setdefault(_field(one), _words(one))
    return [{"field": field, "detail": words} for field, words in by_field.items()]


def nameable(text: object) -> bool:
    """Whether a name that somebody sent can be repeated: it is short, plain, and no identity number."""
    return isinstance(text, str) and bool(NAMEABLE.fullmatch(text)) and not IDENTITY_LIKE.search(text)


def nameable_key(text: object) -> bool:
    """Whether the key that a source gave can be repeated."""
    return isinstance(text, str) and bool(KEY.fullmatch(text)) and not IDENTITY_LIKE.fullmatch(text)


def _field(one: Mapping[str, Any]) -> str:
    location = tuple(one["loc"])
    if len(location) > 2 and location[1] in REPORTED_KINDS:
        location = location[2:]  # the kind that chose among the bodies is no field
    if one["type"].startswith("union_tag"):
        location = (*location, "kind")
    parts = [part for part in location if part not in ("body", "query", "path", "header", "float", "int")]
    # A field that is not ours has the name that somebody gave it, which may say anything.
    shown = [str(part) if isinstance(part, int) or part == "If-Match" or nameable(part) else "…" for part in parts]
    return ".".join(shown) or "body"


def _words(one: Mapping[str, Any]) -> str:
    context = one.get("ctx", {})
    if one["type"] == "string_pattern_mismatch":
        if not str(one["input"]).strip():
            return "is empty; leave the field out or write something"
        if turns(str(one["input"])):
            return "holds a character that turns the text around (U+202A-202E or U+2066-2069); take it away"
    return {
        "missing": "is missing",
        "extra_forbidden": "is not a field here; leave it out",
        "model_attributes_type": "has to be a JSON object, sent with Content-Type: application/json",
        "model_type": "has to be a JSON object",
        "union_tag_not_found": "is missing",
        "union_tag_invalid": f"there is no such kind; use one of {context.get('expected_tags')}",
        "literal_error": f"use one of {context.get('expected')}",
        "string_type": "has to be text; put it in quotes",
        "string_unicode": "holds half a character (a lone surrogate); send whole ones",
        "string_too_long": f"is too long; {context.get('max_length')} characters at most",
        "string_too_short": "is empty; leave the field out or write something",
        "string_pattern_mismatch": "holds characters that cannot be used here",
        "uuid_type": "has to be an id (a UUID in quotes)",
        "uuid_parsing": "has to be an id (a UUID)",
        "int_type": "has to be a whole number",
        "int_parsing": "has to be a whole number",
        "int_from_float": "has to be a whole number",
        "float_type": "has to be a number",
        "bool_type": "has to be true or false",
        "bool_parsing": "has to be true or false",
        "value_error": str(context.get("error")),
        "list_type": "has to be a list",
        "too_long": f"holds too many; {context.get('max_length')} at most",
        "too_short": "holds too few; one at least",
        "greater_than_equal": f"has to be {context.get('ge')} at least",
        "less_than_equal": f"has to be {context.get('le')} at most",
    }.get(one["type"], "is not what is expected here; see the documentation")
