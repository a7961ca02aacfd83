"""Choose one of some options, or several, with room for another if the exercise allows it."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.finding import Finding, figure
from workshop_kit.question import (
    Answer,
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
from workshop_kit.sentence import sentence

MOST_OPTIONS = 20
LONGEST_OTHER = 80


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """`options` to choose from: one, or with `several` as many as fit; `other` takes a text."""

    wording: ClassVar[tuple[str, ...]] = ("options",)

    options: tuple[str, ...]
    several: bool = False
    other: bool = False

    def __post_init__(self) -> None:
        if not 2 <= len(self.options) <= MOST_OPTIONS:
            raise ValueError(f"options must be from 2 to {MOST_OPTIONS} texts")
        if len(set(self.options)) < len(self.options):
            raise ValueError("two options are the same")

    @property
    def quotes(self) -> bool:
        return self.other

    def hints(self) -> tuple[str, ...]:
        return self.options

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        sent = set(fields.get("option", ()))
        if not sent <= {str(i) for i in range(len(self.options))}:
            raise Invalid(sentence("That option is not on the list. Please choose again."))
        if len(sent) > 1 and not self.several:
            raise Invalid(sentence("Please choose one option."))
        other = one_text(fields, "other", LONGEST_OTHER) if self.other else ""
        if not sent and not other:
            return None
        if sent and other and not self.several:
            raise Invalid(sentence("Please choose an option or write your own, not both."))
        return [{"options": sorted(int(i) for i in sent), "other": other}]

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        value = answer[0]
        return {"option": [str(i) for i in value["options"]], "other": [value["other"]]}

    def tally(self, values: Sequence[Value]) -> Tally:
        """How many chose each option, and the other texts in alphabetical order."""
        return {
            "counts": [sum(i in v["options"] for v in values) for i in range(len(self.options))],
            "other": sorted(
                (v["other"] for v in values if v["other"]), key=lambda text: (text.casefold(), text)
            ),
        }

    def rows(self, tally: Tally) -> list[Row]:
        chosen = [
            Row(None, option)
            for option, count in zip(self.options, tally["counts"], strict=True)
            for _ in range(count)
        ]
        return chosen + [Row(None, text) for text in tally["other"]]

    def counts(self, tally: Tally) -> list[tuple[str, int]]:
        return list(zip(self.options, tally["counts"], strict=True))

    def cards(self, tally: Tally) -> list[Quote]:
        return [Quote(text) for text in tally["other"]]

    def without(self, tally: Tally, texts: Collection[str]) -> Tally:
        return {**tally, "other": [text for text in tally["other"] if text not in texts]}

    def in_words(self, tally: Tally) -> str:
        counted = [
            f"{option}: {count}"
            for option, count in zip(self.options, tally["counts"], strict=True)
        ]
        return "; ".join(counted + tally["other"])

    def findings(self, tallies: Sequence[Tally | None]) -> list[Finding]:
        tally = tallies[0]
        if tally is None or not any(tally["counts"]):
            return []
        option, most = max(self.counts(tally), key=lambda counted: counted[1])
        chosen = sum(tally["counts"]) + len(tally["other"])
        return [
            Finding(
                said=sentence(
                    "Chosen most is “{option}”: {most} of {chosen} choices.",
                    option=option,
                    most=most,
                    chosen=chosen,
                ),
                figure=figure("{most} / {chosen}", most=most, chosen=chosen),
                ask=sentence("What speaks for another choice than that?"),
                size=most / chosen,
            )
        ]

    def said(self, answer: Answer) -> str:
        value = answer[0]
        texts = [self.options[i] for i in value["options"]]
        return ", ".join(texts + ([value["other"]] if value["other"] else []))

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        most = len(self.options) if self.several else 1
        chosen = chance.sample(range(len(self.options)), chance.randint(1, min(3, most)))
        return {"option": [str(i) for i in chosen]}
