"""A timeline inside a page: the sentence, the picture, and the table that says the same."""

from typing import Final

from app.adapters.documents.pages import page
from app.adapters.documents.timeline_style import STYLE
from app.adapters.documents.timeline_svg import inline
from app.adapters.documents.timeline_table import lines
from app.usecases.chart_shapes import Chart

PAGE_STYLE: Final = (
    STYLE
    + """
.sip-timeline-figure{margin:0}
.sip-timeline-scroll{overflow-x:auto;max-width:100%}
.sip-timeline-scroll:focus-visible{outline:3px solid currentColor;outline-offset:2px}
.sip-timeline-scroll .sip-timeline{display:block;width:100%;min-width:62rem}
.sip-timeline-table{border-collapse:collapse;width:100%;min-width:40rem}
.sip-timeline-table caption{text-align:left;font-weight:600}
.sip-timeline-table th,.sip-timeline-table td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}
.sip-timeline-table td:nth-child(3),.sip-timeline-table td:nth-child(4){white-space:nowrap}
.sip-timeline-table tr{border-bottom:1px solid #8d99a4}
@media print{.sip-timeline-scroll{overflow:visible}.sip-timeline-scroll .sip-timeline{min-width:0}}
"""
)
"""For the style sheet of a page that has figures: nothing of their look stands in the page itself."""


def render(chart: Chart) -> str:
    """The figure as HTML. On a narrow screen, or much enlarged, the picture and the table scroll sideways in regions of
    their own, which the keyboard reaches; the sentence and the state are text that wraps."""
    return page("timeline_figure.html", chart=chart, picture=inline(chart), lines=lines(chart), locale=chart.locale)
