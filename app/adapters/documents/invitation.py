"""Writes an invitation as iCalendar (RFC 5545), in UTC, so that no client has to know our time zone's rules."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from app.adapters.documents.moments import STOCKHOLM
from app.usecases.inviting import Invitation

PRODUCT: Final = "-//SIP//Samordnad individuell plan//SV"


def render(invitation: Invitation) -> bytes:
    """The calendar with its one entry. It names nobody, invites nobody by itself, and is marked confidential."""
    on = date.fromordinal(invitation.on)
    event = Event()
    event.add("uid", f"{invitation.id}@sip")
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", datetime.combine(date.fromordinal(invitation.today), time(), UTC))
    event.add("summary", invitation.title)
    if invitation.at is None:
        event.add("dtstart", on)
    else:
        starts = datetime.combine(on, time.fromisoformat(invitation.at), STOCKHOLM).astimezone(UTC)
        event.add("dtstart", starts)
        event.add("dtend", starts + timedelta(minutes=invitation.duration))
    if invitation.place is not None:
        event.add("location", invitation.place)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "CONFIDENTIAL")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if invitation.cancelled else "PUBLISH")
    calendar.add_component(event)
    entry: bytes = calendar.to_ical()
    return entry
