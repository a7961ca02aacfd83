"""Letters and calendar files that remind of commitments, and sending them."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar

from workshop_kit.afterwards import post
from workshop_kit.afterwards.calendar_file import ics
from workshop_kit.afterwards.commitments import Commitment
from workshop_kit.afterwards.letters import Letter, days, letters
from workshop_kit.settings import Mail, Settings

TODAY = date(2026, 11, 25)
PLAN = Commitment("arms/c1", "show the plan.", "Lea", "Sales", "Care", "2026-12-01", "Tom")
CALL = Commitment("arms/c2", "call; first, always", "Tom", "Care", "", "2026-11-20", "")
LIST = (PLAN, CALL)


def to(name: str, found: tuple[Letter, ...]) -> Letter:
    return next(letter for letter in found if letter.name == name)


def test_everybody_gets_one_letter_about_what_they_promised_and_whom_they_ask() -> None:
    lea, tom = letters("Offsite", LIST, {"lea": "lea@example.org"}, TODAY)
    assert (lea.name, lea.address, tom.address) == ("Lea", "lea@example.org", "")
    assert lea.text == (
        "Hello Lea,\n\nat “Offsite” you promised:\n\n"
        "- show the plan, for Care, by 1 December 2026 – open (Tom will ask you)\n\n"
        "What became of it? Kept, under way and dropped are all good answers.\n"
    )
    assert "- call; first, always, was due on 20 November 2026 – open\n" in tom.text
    assert "- Lea: show the plan, for Care, by 1 December 2026 – open\n" in tom.text


def test_nobody_is_reminded_of_what_is_done_or_off_the_list() -> None:
    done = (replace(PLAN, status="kept"), replace(CALL, gone=True))
    assert letters("Offsite", done, {}, TODAY) == ()
    assert days("KITES", "Offsite", done) == []


def test_a_german_workshop_writes_german_letters() -> None:
    lea, _ = letters("Klausur", LIST, {}, TODAY, "de")
    assert lea.subject == "Was wir bei „Klausur“ zugesagt haben"
    assert "bis 1. Dezember 2026 – offen (Tom fragt dich danach)" in lea.text


def test_the_link_opens_the_letter_in_a_mail_program_as_it_is() -> None:
    lea = to("Lea", letters("Q&A?", LIST, {"Lea": "lea@example.org"}, TODAY))
    parts = urlsplit(lea.link)
    assert (parts.scheme, parts.path) == ("mailto", "lea@example.org")
    said = parse_qs(parts.query)
    assert said["subject"] == [lea.subject]
    assert said["body"] == [lea.text.replace("\n", "\r\n")]


def test_the_calendar_file_has_a_day_for_each_with_a_reminder_before() -> None:
    found = Calendar.from_ical(ics(days("KITES", "Offsite", LIST)))
    plan, call = found.walk("VEVENT")
    assert (plan["DTSTART"].dt, plan["SUMMARY"]) == (
        date(2026, 12, 1),
        "Lea promised: show the plan.",
    )
    assert str(plan["DESCRIPTION"]) == "Offsite\nfor Care\nTom will ask you"
    assert call["SUMMARY"] == "Tom promised: call; first, always"
    assert len({plan["UID"], call["UID"]}) == len(found.walk("VALARM")) == 2


def test_the_same_commitment_is_the_same_entry_of_a_calendar() -> None:
    later = replace(PLAN, by="2026-12-24")
    (before,), (after,) = days("KITES", "Offsite", [PLAN]), days("KITES", "Offsite", [later])
    assert before.uid == after.uid
    assert days("KITES", "Offsite", [replace(PLAN, by="")]) == []


# Sending


class Box:
    """A mail server that keeps what it is given, and refuses one address."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 (a name of the library)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("gone@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        from email import message_from_bytes, policy  # noqa: PLC0415

        self.got.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def box() -> Iterator[tuple[Box, Mail]]:
    """A mail server on this computer."""
    box = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    environ = {
        "WORKSHOP_KIT_SMTP": f"smtp://127.0.0.1:{port}",
        "WORKSHOP_KIT_MAIL_FROM": "Ada <ada@example.org>",
    }
    mail = Settings.from_environment(environ).mail
    assert mail
    yield box, mail
    controller.stop()


def test_each_letter_goes_to_one_person_alone_and_a_refused_one_is_told(
    box: tuple[Box, Mail],
) -> None:
    addresses = {"Lea": "lea@example.org", "Tom": "gone@example.org"}
    told = post.send(box[1], letters("Offsite", LIST, addresses, TODAY))
    assert told == ("The letter to Tom (gone@example.org) was refused.",)
    assert [message["To"] for message in box[0].got] == ["lea@example.org"]


def test_a_letter_arrives_as_it_was_written(box: tuple[Box, Mail]) -> None:
    lea = to("Lea", letters("Ödland", LIST, {"Lea": "lea@example.org"}, TODAY))
    assert post.send(box[1], [lea]) == ()
    (message,) = box[0].got
    assert (message["From"], message["To"], message["Subject"]) == (
        "Ada <ada@example.org>",
        "lea@example.org",
        lea.subject,
    )
    assert message.get_content().replace("\r\n", "\n") == lea.text


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    nowhere = Mail("127.0.0.1", 1, "ada@example.org", "none")
    with pytest.raises(post.NotSent, match=r"The mail server 127\.0\.0\.1 cannot be reached"):
        post.send(nowhere, [Letter("Lea", "lea@example.org", "Hi", "Hello")])
