"""A timeline inside a page: the sentence, the picture, and the table that says the same."""

from typing import Final

from app.adapters.documents.pages import page
from app.adapters.documents.timeline_style import STYLE
from app.adapters.documents.timeline_svg import inline
from app.adapters.documents.timeline_table import by_actor
from app.usecases.chart_shapes import Chart

PAGE_STYLE: Final = (
    STYLE
    + """
.sip-timeline-figure{margin-inline:0}
.sip-timeline-scroll{overflow-x:auto;max-width:100%}
.sip-timeline-scroll:focus-visible{outline:3px solid currentColor;outline-offset:2px}
.sip-timeline-scroll .sip-timeline{display:block;width:100%;min-width:60rem}
.sip-timeline-lead{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:0;font-weight:600}
.sip-timeline-lead span{flex:1 1 12rem;min-width:0;overflow-wrap:anywhere}
.sip-timeline-lead span{border-inline-start:4px solid currentColor;padding-inline-start:.75rem}
.sip-timeline-lead span:first-child{flex-grow:2}
.sip-timeline-words{margin-block-start:.5rem}
.sip-timeline-words summary{cursor:pointer;padding-block:.5rem}
.sip-timeline-table{border-collapse:collapse;width:100%;min-width:34rem;overflow-wrap:break-word}
.sip-timeline-table caption{text-align:left;font-weight:600}
.sip-timeline-table th,.sip-timeline-table td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}
.sip-timeline-table tbody th{font-weight:400}
.sip-timeline-table [scope=rowgroup]{font-weight:600;padding-block-start:.9rem}
.sip-timeline-table .day{white-space:nowrap}
.sip-timeline-table tr{border-bottom:1px solid #8d99a4}
@media print{.sip-timeline-scroll{overflow:visible}.sip-timeline-scroll .sip-timeline{min-width:0}}
"""
)
"""For the style sheet of a page that has figures: nothing of their look stands in the page itself."""


def render(chart: Chart) -> str:
    """The figure as HTML. On a narrow screen, or much enlarged, the picture and the table scroll sideways in regions of
    their own, which the keyboard reaches; the sentence and the state are text that wraps. The table is opened by
    whoever wants it, so that what comes after a long timeline is not far away."""
    return page("timeline_figure.html", chart=chart, picture=inline(chart), rows=by_actor(chart), locale=chart.locale)
