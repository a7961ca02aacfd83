"""A commitment: what I will do, for whom, by when, and who will ask me how it is going."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workshop_kit.promise import LONGEST, says, told
from workshop_kit.question import (
    Answer,
    Chooses,
    Fields,
    Invalid,
    Offer,
    Question,
    Quote,
    Row,
    Value,
    one_text,
)
from workshop_kit.release import Tally
from workshop_kit.sentence import Sentence, sentence

LONGEST_NAME = 60
SAMPLES = (
    ("show you our plan before it is final", "Product", "Amara"),
    ("answer your requests within a day, even if only with a date", "Sales", "Jonas"),
    ("come to your weekly meeting once a month", "Engineering", "Mei"),
    ("call before I escalate", "Customer Care", "Noah"),
    ("write down what we decided, the same day", "all of us", "Lea"),
)


@dataclass(frozen=True, kw_only=True)
class Commitment(Question):
    """A value is {what, whom, by, asks}; `by` is a date as YYYY-MM-DD, or empty.

    With `take`, it may begin from what one's own team has promised in a step of replies.
    """

    take: bool = False

    @property
    def chooses(self) -> Chooses:
        return "cards of ours" if self.take else ""

    def answerable(self, offer: Offer) -> bool:
        return True

    @property
    def quotes(self) -> bool:
        return True

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        value = {
            "what": one_text(fields, "what", LONGEST),
            "whom": one_text(fields, "whom", LONGEST_NAME),
            "by": _day(one_text(fields, "by", 10)),
            "asks": one_text(fields, "asks", LONGEST_NAME),
        }
        taken = next(iter(fields.get("card", ())), "")
        if taken and taken not in offer:
            raise Invalid(sentence("This promise is not there any more. Please choose again."))
        if taken:
            value["card"] = taken
            value["what"] = value["what"] or f"“{offer[taken].label[: LONGEST - 2]}”"
            value["whom"] = value["whom"] or offer[taken].group
        if not any(value.values()):
            return None
        if not value["what"]:
            raise Invalid(sentence("Please say what you will do."))
        return [value]

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {name: [text] for name, text in answer[0].items()}

    def tally(self, values: Sequence[Value]) -> Tally:
        """The commitments, the earliest first, those without a date last."""
        return {
            "commitments": sorted(
                values, key=lambda v: (not v["by"], v["by"], v["what"], v["whom"], v["asks"])
            )
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(None, quote.text) for quote in self.cards(tally)]

    def cards(self, tally: Tally) -> list[Quote]:
        return [Quote(told(value)) for value in tally["commitments"]]

    def without(self, tally: Tally, texts: Collection[str]) -> Tally:
        return {"commitments": [v for v in tally["commitments"] if not says(v, texts)]}

    def spoken(self, tallies: Sequence[Tally | None]) -> dict[str, Sentence]:
        """The commitments as every phone can say them, by the English in which cards are kept."""
        every = [told(value) for tally in tallies if tally for value in tally["commitments"]]
        return {str(sentence): sentence for sentence in every}

    def in_words(self, tally: Tally) -> str:
        return " ".join(quote.text for quote in self.cards(tally))

    def said(self, answer: Answer) -> str:
        return told(answer[0])

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        what, whom, asks = chance.choice(SAMPLES)
        by = date(2030, 1, 7) + timedelta(days=7 * chance.randrange(8))
        return {"what": [what], "whom": [whom], "by": [by.isoformat()], "asks": [asks]}


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Invalid(
            sentence("Please give the day as year-month-day, such as 2030-01-31.")
        ) from None
