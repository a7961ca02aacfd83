"""A calendar file: days that a phone or a mail program puts into its calendar. The one home of
icalendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MORNING = timedelta(hours=9)
"""How long after the day has begun one is reminded of it."""


@dataclass(frozen=True)
class Day:
    """Something that is due on a day. `uid` stays for good: a later file with the same one changes
    the entry, where the calendar has it already."""

    uid: str
    day: date
    title: str
    text: str = ""


def ics(days: Sequence[Day]) -> bytes:
    """The days as a file that calendars read (RFC 5545): each a whole day that keeps no one busy,
    with a reminder in its morning."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 (it would delay every start)

    calendar = Calendar()
    calendar.add("prodid", "-//Workshop Kit//EN")
    calendar.add("version", "2.0")
    for day in days:
        event = Event()
        event.add("uid", f"{day.uid}@workshop-kit")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", day.day)
        event.add("dtend", day.day + timedelta(days=1))
        event.add("summary", day.title)
        event.add("description", day.text)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", day.title)
        alarm.add("trigger", MORNING)
        event.add_component(alarm)
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
