"""The contract of a kind of question.

A kind is a folder in `questions/`. Its `question.py` holds one subclass of `Question`, whose
dataclass fields are the settings that an exercise file may give; `form.html`, `reveal.html` and
`chart.py` beside it show it. Nothing else has to know of a new kind.

Words for phones are translated: `_("…")` or `{% trans %}` in the HTML, `sentence("…")` in Python.
`python docs/words.py` puts new ones into the catalogs; one that has no translation is English.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

from workshop_kit import release
from workshop_kit.finding import Finding
from workshop_kit.release import Card, Tally
from workshop_kit.sentence import sentence

Fields = Mapping[str, Sequence[str]]
"""What a form sent: field name -> its values, as a browser sends them."""


class Offered(NamedTuple):
    """Something that can be chosen, and the group under which it is listed.

    `team` is the id of the team that it belongs to, `own` whether that is the chooser's team.
    """

    label: str
    group: str
    team: str = ""
    own: bool = False


class Quote(NamedTuple):
    """Words to be put up as a card; `about` is the team they are about, where that is not what the
    answer as a whole is about."""

    text: str
    about: str = ""


Offer = Mapping[str, Offered]
"""What can be chosen, by id, where that depends on the room."""

Value = Any
"""One part of an answer, as plain JSON."""

Answer = list[Value]
"""One value for each part of the question; None for a part left out."""


Chooses = Literal["", "people", "everybody", "cards", "cards about us", "cards of ours"]
"""People of other teams, or all; or cards of an earlier step: all, those about one's own team, or
those that come from it."""


class Invalid(Exception):
    """What was sent is not an answer. The message says what to do."""


class Row(NamedTuple):
    """A line of the workbook's *Responses* sheet: a number, a text, or both."""

    number: float | None
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question of an exercise, with its settings."""

    asks: ClassVar[bool] = True
    """Is there anything to answer?"""

    wording: ClassVar[tuple[str, ...]] = ()
    """The settings that are words on screens: a facilitator may change them, a file translate them.
    A list keeps its length, for answers go by the place in it."""

    @property
    def meets(self) -> int:
        """How many people meet in a group while this step is open; 0 where nobody is paired."""
        return 0

    @property
    def chooses(self) -> Chooses:
        """What is offered to choose from; nothing by default."""
        return ""

    @property
    def makes_cards(self) -> bool:
        """Does its tally hold cards that later steps can take up?"""
        return self.quotes

    @property
    def mixes(self) -> bool:
        """Are its cards shown without telling which part of the question each belongs to?"""
        return False

    @property
    def quotes(self) -> bool:
        """Does a tally hold people's own words? They tell more than figures: larger groups."""
        return False

    @classmethod
    def kind(cls) -> str:
        """The name of the folder this kind lives in."""
        return cls.__module__.split(".")[-2]

    def parts(self) -> tuple[str, ...]:
        """What is answered separately, by its label: the items of a scale. One part by default."""
        return ("",)

    def hints(self) -> tuple[str, ...]:
        """What can be answered, in words for the projector; empty where the answer is free."""
        return ()

    @abstractmethod
    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        """The answer in a form; None if it was left blank. Raises Invalid with what to do."""

    @abstractmethod
    def fill(self, answer: Answer) -> dict[str, list[str]]:
        """The fields of a form that shows this answer: what `read` would read it from."""

    @abstractmethod
    def tally(self, values: Sequence[Value]) -> Tally:
        """The figures of one part; the order of `values` must not show in them."""

    @abstractmethod
    def rows(self, tally: Tally) -> list[Row]:
        """One row for each value that the tally counted."""

    @abstractmethod
    def in_words(self, tally: Tally) -> str:
        """The tally in one sentence: the text alternative of its picture; a Sentence where it has
        words of the kit."""

    def counts(self, tally: Tally) -> list[tuple[str, int]]:
        """The tally as a table for a bar chart, label and count; empty where it is only texts."""
        return []

    def answerable(self, offer: Offer) -> bool:
        """Is there something to answer, given what can be chosen? Without a card there is not."""
        return bool(offer) or "cards" not in self.chooses

    def wants_of(self, used: "Question") -> str:
        """What an earlier step has to be for its cards to fit, where this one is not; or empty."""
        return ""

    def deal(
        self, cards: Sequence[Card], answered: int, lot: str, mine: Answer | None
    ) -> Sequence[Card]:
        """Those of an earlier step's cards that one participant gets; all by default.

        `answered` is how many answered that step and `mine` what she answered there; `lot` is a
        text that is hers for good and tells nobody who she is.
        """
        return cards

    def cards(self, tally: Tally) -> list[Quote]:
        """People's own words, to be put up one by one; empty where it is only figures."""
        return []

    def own_words(self, tally: Tally) -> list[str]:
        """The texts that its own participants wrote, as the facilitator may take them down."""
        return [str(quote.text) for quote in self.cards(tally)] if self.quotes else []

    def without(self, tally: Tally, texts: Collection[str]) -> Tally:
        """The tally without these texts, where it holds them. They are its own words, or cards of
        the step that it takes up. By default entries whose `text` is one of them are left out.
        """
        left: Tally = release.without(tally, texts)
        return left

    def banded(self, tallies: Sequence[Tally]) -> list[Tally]:
        """Tallies of hidden answers as they may be shown, coarser where figures at an end of a
        scale would tell what everybody said: the whole, and the sets of people that make it up, if
        any. By default as they are."""
        return [*tallies]

    def pages(self, tally: Tally) -> list[Tally]:
        """The tally in pieces that a projector can show one after the other; one by default."""
        return [tally]

    def summary(self, tally: Tally) -> dict[str, float]:
        """Figures beside the counts by their name, such as the mean in scale points."""
        return {}

    def findings(self, tallies: Sequence[Tally | None]) -> list[Finding]:
        """What everybody's answers say, from one tally for each part; none by default."""
        return []

    @abstractmethod
    def said(self, answer: Answer) -> str:
        """A participant's own answer, for her own page."""

    @abstractmethod
    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        """The fields a rehearsing participant fills in."""


def one_text(fields: Fields, name: str, longest: int) -> str:
    """A field's text without outer space and control characters; Invalid where it is too long."""
    raw = next(iter(fields.get(name, ())), "")
    kept = (c for c in raw.replace("\r\n", "\n") if c.isprintable() or c in "\n\t\u200c\u200d")
    text = "".join(kept).strip().strip("\u200c\u200d")
    if len(text) > longest:
        raise Invalid(
            sentence(
                "That is {n} characters; there is room for {longest}. Please shorten it.",
                n=len(text),
                longest=longest,
            )
        )
    return text
