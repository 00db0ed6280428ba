"""A timeline on paper: its pictures, cut to the height of a sheet, and all that they show in a table."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from app.adapters.documents.timeline_parts import parts
from app.adapters.documents.timeline_style import ON_PAPER
from app.adapters.documents.timeline_svg import render
from app.adapters.documents.timeline_table import by_actor
from app.usecases.chart_shapes import Chart

WIDTH: Final = 780.0
HEIGHT: Final = 1030.0
"""Units of the picture on a sheet of A4: as wide as the text, and as high less a heading."""


def on_paper(chart: Chart) -> Mapping[str, Any]:
    """What the templates of papers need of a timeline: `chart`, `rows` and `pictures` (address and words of each)."""
    say = chart.locale.say
    words = f"{chart.sentence} {chart.state} {say('Tabellen efter bilden säger samma sak', 'The table says the same')}."
    # The sentence stands first of all on the paper, and so not in the picture.
    drawn = parts(replace(chart, clauses=(), state=""), width=WIDTH, height=HEIGHT)
    pictures = [
        {"source": _as_data(render(part, width=WIDTH, style=ON_PAPER)), "words": f"{part.title}. {words}"}
        for part in drawn
    ]
    return {"chart": chart, "rows": by_actor(chart), "pictures": pictures}


def _as_data(picture: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
