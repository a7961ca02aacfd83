"""The language of a workshop's files, English or German, and their own words in it.

What people wrote and what the exercises ask stays as it is.
"""

import re
from collections import Counter
from functools import cached_property

from workshop_kit import language
from workshop_kit.exercise.agenda import is_pause
from workshop_kit.report.german import GERMAN, PATTERNS
from workshop_kit.report.german_columns import COLUMNS
from workshop_kit.sentence import Sentence, Words
from workshop_kit.workshop import Workshop

KNOWN = GERMAN | COLUMNS


class Tongue:
    """Says a file's own words: `say("{n} people", n=3)`."""

    def __init__(self, code: str) -> None:
        self.code = code if code == "de" else language.FIRST

    @cached_property
    def words(self) -> Words:
        """The kit's words that phones have too."""
        return language.words(self.code)

    def __call__(self, template: str, /, **values: object) -> str:
        known = KNOWN.get(template) if self.code == "de" else template
        if known is None:
            return self.words.filled(template, values)
        return self.words.vformat(known, (), values)

    def said(self, text: str) -> str:
        """A sentence of the kit; any other text as it is."""
        return self.words.say(text)

    def name(self, text: str) -> str:
        """The name of a figure or a column that a kind or a measure gives, as far as known."""
        if self.code == "de":
            if str(text) in KNOWN:
                return KNOWN[str(text)]
            for pattern, german in PATTERNS:
                if re.match(pattern, text):
                    return re.sub(pattern, german, text)
        return self.words.say(text) if isinstance(text, Sentence) else self.words.gettext(text)

    def people(self, count: int, by: str = "person") -> str:
        """So many answers in words: of people or of teams."""
        if by == "team":
            return self("1 team") if count == 1 else self("{n} teams", n=count)
        return self("1 person") if count == 1 else self("{n} people", n=count)


def tongue_of(workshop: Workshop) -> Tongue:
    """The language that most of a workshop's exercises are spoken in."""
    exercises = [item.exercise for item in workshop.agenda if not is_pause(item.exercise)]
    spoken = Counter(exercise.language for exercise in exercises)
    return Tongue(spoken.most_common(1)[0][0] if spoken else language.FIRST)
