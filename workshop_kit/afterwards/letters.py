"""Letters that remind of commitments: one to each person, to copy, to open in a mail program, or to
send. In the workshop's language, English where it is another one than these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from workshop_kit.afterwards.calendar_file import Day
from workshop_kit.afterwards.commitments import DONE, STATUS_WORDS, Commitment
from workshop_kit.language import words as spoken
from workshop_kit.workshop.making import folded

WORDS = {
    "en": {
        "subject": "What we promised at “{title}”",
        "hello": "Hello {name},",
        "promised": "at “{title}” you promised:",
        "asks": "You said that you would ask how it is going:",
        "for": "for {whom}",
        "by": "by {day}",
        "was": "was due on {day}",
        "asked by": "{name} will ask you",
        "end": "What became of it? Kept, under way and dropped are all good answers.",
        "ask end": "One question is enough: how is it going?",
        "remember": "{name} promised: {what}",
        "mine": "You promised: {what}",
    },
    "de": {
        "subject": "Was wir bei „{title}“ zugesagt haben",
        "hello": "Hallo {name},",
        "promised": "bei „{title}“ hast du zugesagt:",
        "asks": "Du wolltest nachfragen, wie es läuft:",
        "for": "für {whom}",
        "by": "bis {day}",
        "was": "war fällig am {day}",
        "asked by": "{name} fragt dich danach",
        "end": "Was ist daraus geworden? Gehalten, in Arbeit und aufgegeben sind alle drei gute "
        "Antworten.",
        "ask end": "Eine Frage genügt: Wie läuft es?",
        "remember": "{name} hat zugesagt: {what}",
        "mine": "Du hast zugesagt: {what}",
    },
}


@dataclass(frozen=True)
class Letter:
    """A letter; `address` is empty where no email of this person is known."""

    name: str
    address: str
    subject: str
    text: str

    @property
    def link(self) -> str:
        """What opens it in a mail program."""
        return f"mailto:{quote(self.address, safe='@')}?subject={quote(self.subject)}&body=" + (
            quote(self.text.replace("\n", "\r\n"))
        )


def letters(
    title: str,
    commitments: Sequence[Commitment],
    addresses: Mapping[str, str],
    today: date,
    language: str = "en",
) -> tuple[Letter, ...]:
    """A letter to each who promised something that is neither kept nor dropped, or said that they
    would ask somebody who did. `addresses` has emails by name."""
    words = WORDS.get(language, WORDS["en"])
    left = [c for c in commitments if not c.gone and c.status not in DONE]
    known = {folded(name): address for name, address in addresses.items()}
    names: dict[str, str] = {}
    for name in [c.who for c in left] + [c.asks for c in left]:
        if name:
            names.setdefault(folded(name), name)
    found = []
    for key, name in sorted(names.items()):
        own = [c for c in left if c.who and folded(c.who) == key]
        asked = [c for c in left if c.asks and folded(c.asks) == key]
        lines = [words["hello"].format(name=name), ""]
        if own:
            lines += [words["promised"].format(title=title), ""]
            lines += [f"- {line}" for line in _lines(own, words, today, language)]
            lines += ["", words["end"], ""]
        if asked:
            lines += [words["asks"], ""]
            lines += [
                f"- {c.who + ': ' if c.who else ''}{_line(c, words, today, language)}"
                for c in asked
            ]
            lines += ["", words["ask end"], ""]
        subject = words["subject"].format(title=title)
        found.append(Letter(name, known.get(key, ""), subject, "\n".join(lines).strip() + "\n"))
    return tuple(found)


def days(
    code: str,
    title: str,
    commitments: Sequence[Commitment],
    language: str = "en",
    own: bool = False,
) -> list[Day]:
    """The commitments that have a day and are neither kept nor dropped, for a calendar file; with
    `own`, for the calendar of the one who made them."""
    words = WORDS.get(language, WORDS["en"])
    told = "mine" if own else "remember"
    return [
        Day(
            f"{code}-{c.id.replace('/', '-')}",
            date.fromisoformat(c.by),
            words[told].format(name=c.who, what=c.what) if c.who or own else c.what,
            "\n".join([title, *_details(c, words)]),
        )
        for c in commitments
        if c.by and not c.gone and c.status not in DONE
    ]


def _lines(
    commitments: Sequence[Commitment], words: Mapping[str, str], today: date, language: str
) -> Iterator[str]:
    for c in commitments:
        line = _line(c, words, today, language)
        yield f"{line} ({words['asked by'].format(name=c.asks)})" if c.asks else line


def _line(c: Commitment, words: Mapping[str, str], today: date, language: str) -> str:
    parts = [c.what.rstrip(".")]
    if c.whom:
        parts.append(words["for"].format(whom=c.whom))
    if c.by:
        told = words["was" if c.overdue(today) else "by"]
        parts.append(told.format(day=spoken(language).day(date.fromisoformat(c.by))))
    status = STATUS_WORDS.get(language, STATUS_WORDS["en"])[c.status]
    return f"{', '.join(parts)} – {status}"


def _details(c: Commitment, words: Mapping[str, str]) -> list[str]:
    found = [words["for"].format(whom=c.whom)] if c.whom else []
    return found + ([words["asked by"].format(name=c.asks)] if c.asks else [])
