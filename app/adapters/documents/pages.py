"""The templates of pages and papers: everything that people have written is escaped, and nothing is left undefined."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES: Final = Path(__file__).with_name("templates")
_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def page(template: str, **values: object) -> str:
    """The template filled in."""
    return _ENVIRONMENT.get_template(template).render(**values)
