"""The templates of pages and papers: everything that people have written is escaped, and nothing is left undefined."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES: Final = Path(__file__).with_name("templates")
_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, **values: object) -> Markup:
    """The template filled in."""
    return Markup(_ENVIRONMENT.get_template(template).render(**values))  # noqa: S704 - escaped by the template
