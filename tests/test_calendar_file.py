"""A calendar file is read by calendars: here by the library that is not ours."""

from datetime import date

import icalendar

from workshop_kit.afterwards.calendar_file import Day, ics

PROMISE = Day("KITES-1", date(2030, 1, 31), "Call you, before I escalate; say “why”", "Ünï " * 40)


def test_a_promise_is_a_whole_day_with_its_words_and_a_reminder() -> None:
    (event,) = icalendar.Calendar.from_ical(ics([PROMISE])).walk("VEVENT")
    assert event.decoded("dtstart") == date(2030, 1, 31)
    assert event.decoded("dtend") == date(2030, 2, 1)
    assert str(event["summary"]) == PROMISE.title
    assert str(event["description"]) == PROMISE.text
    assert len(event.walk("VALARM")) == 1


def test_the_same_promise_is_the_same_entry_in_a_later_file() -> None:
    uids = [icalendar.Calendar.from_ical(ics([PROMISE])).walk("VEVENT")[0]["uid"] for _ in range(2)]
    assert uids[0] == uids[1]


def test_no_line_is_longer_than_calendars_read() -> None:
    assert max(map(len, ics([PROMISE]).split(b"\r\n"))) <= 75
