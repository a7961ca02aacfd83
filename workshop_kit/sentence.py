"""Sentences that a phone can say in its own language; everywhere else they are plain English.

Whatever Python says to a participant is made by `sentence` or `counted`: those are translated. A
string that is made otherwise stays as it is, such as people's own words, or what only a
facilitator is told.
"""

import string
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


class Sentence(str):
    """A sentence in English, which remembers its template and what filled it."""

    template: str
    many: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any], many: str = "") -> "Sentence":
        text = ENGLISH.filled(template, values, many)
        made = super().__new__(cls, text)
        made.template, made.values, made.many = template, values, many
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """So that it stays one when it goes to another process."""
        return Sentence, (self.template, self.values, self.many)


class Words(string.Formatter):
    """How a language says things: here English, whose words stand in the code."""

    decimal = "."

    def gettext(self, message: str) -> str:
        """A message of the catalog."""
        return message

    def ngettext(self, one: str, many: str, n: float) -> str:
        """A message that depends on how many there are."""
        return one if n == 1 else many

    def say(self, text: str) -> str:
        """A Sentence in this language; any other text as it is."""
        if not isinstance(text, Sentence):
            return text
        return self.filled(text.template, text.values, text.many)

    def filled(self, template: str, values: Mapping[str, Any], many: str = "") -> str:
        """A template in this language, with its values; their `n` decides between one and many."""
        told = self.ngettext(template, many, values["n"]) if many else self.gettext(template)
        return self.vformat(told, (), values)

    def number(self, value: float, digits: int = 1) -> str:
        """A number, rounded."""
        return f"{value:.{digits}f}".replace(".", self.decimal)

    def percent(self, share: float) -> str:
        """A part of a whole, from 0 to 1, in percent."""
        return f"{share:.0%}"

    def day(self, day: date) -> str:
        """A day of the calendar."""
        return f"{day.day} {day:%B %Y}"

    def listed(self, items: Sequence[str]) -> str:
        """Several things as one says them: a, b and c."""
        return " and ".join([", ".join(items[:-1]), *items[-1:]] if items[1:] else items)

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value of a sentence."""
        if isinstance(value, str):
            return self.say(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Sequence):
            return self.listed([self.format_field(item, "") for item in value])
        if format_spec.endswith("%"):
            return self.percent(value)
        text = format(value, format_spec)
        return text.replace(".", self.decimal) if isinstance(value, float) else text


ENGLISH = Words()


def sentence(template: str, /, **values: Any) -> Sentence:
    """A sentence for participants. Values stand in {braces}: texts, numbers, days, lists."""
    return Sentence(template, values)


def counted(one: str, many: str, /, *, n: float, **values: Any) -> Sentence:
    """A sentence for participants that depends on how many `n` is."""
    return Sentence(one, {"n": n, **values}, many)


def listed(items: Sequence[str]) -> Sentence:
    """Several names in one, as the reader's language lists them."""
    return Sentence("{items}", {"items": tuple(items)})


def stored(text: Sentence) -> dict[str, Any]:
    """A sentence as plain JSON."""
    return {"template": text.template, "many": text.many, "values": dict(text.values)}


def restored(found: Mapping[str, Any] | str) -> Sentence:
    """The sentence that was stored; before there were languages, it was stored as English."""
    if isinstance(found, str):
        return Sentence("{text}", {"text": found})
    return Sentence(found["template"], found["values"], found["many"])
