"""Put items in an order, from the first to the last.

Every item is a part of its own. An item's value is the items that come after it, by their number:
so the tally of an item holds both how often it got each place and how often it came before each
other item, and the room's order can be told from tallies alone.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from workshop_kit.finding import Finding, joined
from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.questions.ranking import voting
from workshop_kit.release import Tally
from workshop_kit.sentence import Sentence, counted, sentence

FEWEST, MOST = 3, 10
LONGEST_ITEM = 80
AGREEMENT_FROM = 5
"""People from whom on something is said of how much their lists agree."""

ALIKE = 0.4
"""Kendall's W under which lists differ widely."""


class Standing(NamedTuple):
    """Where an item stands: its number and label, its place among all, and what was counted."""

    number: int
    label: str
    place: int
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Ranking(Question):
    """Places from 1 for the `items`, each place once."""

    wording: ClassVar[tuple[str, ...]] = ("items",)

    items: tuple[str, ...]

    def __post_init__(self) -> None:
        if not FEWEST <= len(self.items) <= MOST:
            raise ValueError(f"items must be from {FEWEST} to {MOST} texts")
        if len(set(self.items)) < len(self.items):
            raise ValueError("two items are the same")
        if not all(item.strip() and len(item) <= LONGEST_ITEM for item in self.items):
            raise ValueError(f"an item has from 1 to {LONGEST_ITEM} characters")

    def parts(self) -> tuple[str, ...]:
        return self.items

    def hints(self) -> tuple[str, ...]:
        return self.items

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        sent = [next(iter(fields.get(str(i), ())), "") for i in range(len(self.items))]
        if not any(sent):
            return None
        known = {str(place): place for place in range(1, len(self.items) + 1)}
        if not set(sent) <= {"", *known}:
            raise Invalid(sentence("Please choose places from 1 to {last}.", last=len(self.items)))
        if missing := sent.count(""):
            raise Invalid(
                counted(
                    "Please give every line a place: {n} of {last} has none yet.",
                    "Please give every line a place: {n} of {last} have none yet.",
                    n=missing,
                    last=len(self.items),
                )
            )
        if twice := [place for place in known if sent.count(place) > 1]:
            raise Invalid(
                sentence(
                    "Place {place} is given more than once. Please give each place once.",
                    place=twice[0],
                )
            )
        return _after([known[place] for place in sent])

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {str(i): [str(self.place(value))] for i, value in enumerate(answer)}

    def place(self, value: Value) -> int:
        """The place that a value means."""
        return len(self.items) - len(value)

    def tally(self, values: Sequence[Value]) -> Tally:
        """Counts for each place from the first, people who put it before each item, mean place."""
        every = range(len(self.items))
        places = [self.place(value) for value in values]
        return {
            "counts": [places.count(place + 1) for place in every],
            "before": [sum(other in value for value in values) for other in every],
            "mean": sum(places) / len(places),
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [
            Row(place, None)
            for place, count in enumerate(tally["counts"], start=1)
            for _ in range(count)
        ]

    def counts(self, tally: Tally) -> list[tuple[str, int]]:
        ends = {1: "1 (first)", len(self.items): f"{len(self.items)} (last)"}
        return [(ends.get(i, str(i)), n) for i, n in enumerate(tally["counts"], start=1)]

    def summary(self, tally: Tally) -> dict[str, float]:
        return {"Points": sum(tally["before"]), "Mean place": tally["mean"]}

    def in_words(self, tally: Tally) -> str:
        return sentence(
            "place {mean:.1f} on average of {people}, {points} points",
            mean=tally["mean"],
            people=sum(tally["counts"]),
            points=sum(tally["before"]),
        )

    def said(self, answer: Answer) -> str:
        return ", ".join(
            f"{self.place(value)}. {item}"
            for item, value in sorted(
                zip(self.items, answer, strict=True), key=lambda pair: -len(pair[1])
            )
        )

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        """Most people's first items are the first ones, so that a rehearsal finds an order."""
        every = range(len(self.items))
        order = sorted(every, key=lambda i: i + chance.gauss(0, len(self.items) / 3))
        return {str(i): [str(order.index(i) + 1)] for i in every}

    def standing(self, tallies: Sequence[Tally | None]) -> list[Standing]:
        """The items in the order of the room; none where an item's tally is withheld."""
        told = [tally for tally in tallies if tally is not None]
        if len(told) < len(self.items):
            return []
        places = voting.places([tally["before"] for tally in told])
        standing = [
            Standing(number, label, place, tally)
            for number, (label, place, tally) in enumerate(
                zip(self.items, places, told, strict=True)
            )
        ]
        return sorted(standing, key=lambda item: item.place)

    def findings(self, tallies: Sequence[Tally | None]) -> list[Finding]:
        standing = self.standing(tallies)
        if not standing or sum(standing[0].tally["counts"]) < AGREEMENT_FROM:
            return []
        told = sorted(standing, key=lambda item: item.number)
        agreed = voting.concordance([item.tally["counts"] for item in told])
        return [
            Finding(
                said=joined(*self.verdict(tallies)),
                figure=standing[0].label,
                ask=sentence("What makes “{first}” come first?", first=standing[0].label)
                if agreed >= ALIKE
                else sentence("Whose list is quite another one, and why?"),
                size=agreed,
            )
        ]

    def verdict(self, tallies: Sequence[Tally | None]) -> list[Sentence]:
        """Sentences about the whole order: who wins one against one, how much the lists agree."""
        standing = self.standing(tallies)
        if not standing or sum(standing[0].tally["counts"]) < AGREEMENT_FROM:
            return []
        told = sorted(standing, key=lambda item: item.number)
        return [
            _winner(standing, voting.condorcet([item.tally["before"] for item in told])),
            _agreement(voting.concordance([item.tally["counts"] for item in told])),
        ]


def _after(places: Sequence[int]) -> Answer:
    """For each item the numbers of those that come after it."""
    return [[j for j, other in enumerate(places) if other > place] for place in places]


def _winner(standing: Sequence[Standing], winner: int | None) -> Sentence:
    first = standing[0]
    if winner is None:
        return sentence("No item wins against every other one, one against one.")
    label = next(item.label for item in standing if item.number == winner)
    if winner == first.number:
        return sentence("“{label}” wins against every other item, one against one.", label=label)
    return sentence(
        "“{first}” has most points; one against one, “{label}” wins against each other.",
        first=first.label,
        label=label,
    )


def _agreement(concordance: float) -> Sentence:
    how = sentence("The lists are much alike")
    if concordance < 0.7:
        how = sentence("The lists are partly alike")
    if concordance < ALIKE:
        how = sentence("The lists differ widely")
    return sentence(
        "{alike}: agreement {agreement:.2f}, where 1 is the same list from everybody.",
        alike=how,
        agreement=concordance,
    )
