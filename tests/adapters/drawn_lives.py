"""Lives of any kind as views to draw: every kind of item that a timeline shows, on any days, of any actor."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.story_view import TODAY, a_view

ACTORS = ("social-services", "psychiatry", "association", "person", "unknown")
SPANS = (
    "activity",
    "status",
    "need",
    "plan",
    "referral",
    "call",
    "pause",
    "case",
    "agency-plan",
    "assessment",
    "queue",
)
DAYS = ("contact", "decision", "meeting", "follow-up", "appointment", "end-report", "consent", "handler", "message")
FIELDS: dict[str, dict[str, Any]] = {
    "status": {"code": "sickness-benefit"},
    "agency-plan": {"code": "action-plan"},
    "assessment": {"outcome": "partly"},
    "need": {"category": "work"},
    "contact": {"outcome": "missed"},
    "decision": {"code": "benefit-denied"},
    "meeting": {"outcome": "plan"},
    "call": {"form": "call"},
}


def _iso(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


@st.composite
def items(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Any items, each with fields that its kind has."""
    found = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(SPANS + DAYS))
        start, length = draw(st.integers(-500, 260)), draw(st.one_of(st.none(), st.integers(0, 200)))
        item: dict[str, Any] = {"id": f"i{number}", "kind": kind, "owner": draw(st.sampled_from(ACTORS))}
        item |= FIELDS.get(kind, {}) | draw(st.sampled_from(({}, {"title": f"Något {number}"})))
        end = {} if length is None else {"end": _iso(start + length)}
        match kind:
            case "activity":
                began = draw(st.booleans())
                item |= {"planned_start": _iso(start)} | ({"start": _iso(start)} if began else {}) | end
                item |= {"outcome": "completed"} if end and began else {}
            case "referral" | "call":
                answered = {
                    "answered": _iso(start + (length or 0)),
                    "answer": draw(st.sampled_from(("accepted", "declined"))),
                }
                item |= {"to": draw(st.sampled_from(ACTORS)), "sent": _iso(start)} | (answered if end else {})
            case "pause":
                item |= {"start": _iso(start), "end": _iso(start + (length or 3))}
            case "follow-up":
                item |= {"due": _iso(start)}
            case "message":
                item |= {
                    "about": "i0",
                    "addressed_to": [draw(st.sampled_from(ACTORS[:3]))],
                    "on": _iso(start),
                    "closes": False,
                }
            case kind if kind in SPANS or kind in ("consent", "handler"):
                item |= {"start": _iso(start)} | end
            case _:
                item |= {"on": _iso(start)}
        found.append(item)
    return found


@st.composite
def findings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Any gaps: over, open, critical and to come."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        opens = draw(st.integers(-300, 120))
        critical, closes = (draw(st.one_of(st.none(), st.integers(1, 90))) for _ in range(2))
        status = "upcoming" if opens > 0 else "closed" if closes and opens + closes <= 0 else "open"
        span = {
            "opens": _iso(opens),
            "critical": _iso(opens + critical) if critical and (not closes or critical < closes) else None,
            "closes": _iso(opens + closes) if closes else None,
        }
        found.append({"id": f"f{number}", "rule": "need-unowned", "title": f"Glapp {number}", "status": status, **span,
                      "owner": draw(st.sampled_from(ACTORS)), "spans": [span], "inhibited_by": []})  # fmt: skip
    return found


@st.composite
def lives(draw: st.DrawFn) -> dict[str, Any]:
    """A view of any life."""
    return a_view(items=draw(items()), findings=draw(findings()))


def months() -> tuple[date, date]:
    """The window that the tests draw in."""
    return TODAY - timedelta(days=300), TODAY + timedelta(days=150)
