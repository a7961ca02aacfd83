"""Camps: does the room agree, or does it stand in two camps?

For each line of a scale how many are on the low side, in the middle and on the high side, with
van der Eijk's agreement A and, as a second opinion, Tastle and Wierman's consensus; see
`polarisation.py`. From ten answers on: random answers of six people average A = +0.23.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.measures.camps.polarisation import agreement, consensus
from workshop_kit.question import Question
from workshop_kit.release import ROOM, placements
from workshop_kit.sentence import Sentence, sentence

FEWEST = 10
"""People who answered, from whom on it is told whether there are camps."""

ONE_CAMP, TWO_CAMPS = 0.5, 0.0
"""A from which on there is one camp, and under which there are two."""

TOO_FEW = sentence(
    "Fewer than {fewest} people answered: too few to tell two camps from chance.", fewest=FEWEST
)
NO_CAMPS = sentence("There are no camps: answers lie all over the scale.")


@dataclass(frozen=True, kw_only=True)
class Camps(Measure):
    """Reads one scale about nothing in particular, with or without items."""

    title: ClassVar[str] = sentence("One camp or two")
    replaces: ClassVar[bool] = False
    columns: ClassVar[Mapping[str, str]] = {
        "Item": "What was rated.",
        "Low side": "How many answered below the middle of the scale.",
        "In the middle": "How many answered in the middle of the scale.",
        "High side": "How many answered above the middle of the scale.",
        "Agreement A": "Van der Eijk's agreement: −1 two camps at the ends, 0 spread evenly, 1 "
        "one camp.",
        "Consensus": "Tastle and Wierman's consensus: 0 two camps at the ends, 1 all the same.",
    }

    scale: str

    def steps(self) -> dict[str, str]:
        return {"scale": self.scale}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if questions[self.scale].kind() != "scale" or about[self.scale] != "nothing":
            raise ValueError("scale is a scale that is about nothing in particular")
        if getattr(questions[self.scale], "points", 0) < 4:  # a band of three holds the middle
            raise ValueError(
                "the scale must have at least 4 points: near an end only the last two are told as "
                "one, and of three points one of these is the middle"
            )

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture, with a row for each line of the scale; None for what is not told."""
        scale, release = parts["scale"]
        rows = [
            {"item": label, **_row(placements(cell.tally) if cell else [[]])}
            for label, cell in (
                (label, release.cell(ROOM, i)) for i, label in enumerate(scale.parts())
            )
        ]
        ends = {key: getattr(scale, key, "") for key in ("low", "high")}
        return {
            "pictures": [
                {
                    "team": ROOM,
                    "title": str(sentence("Low side and high side")),
                    "points": getattr(scale, "points", 5),
                    **ends,
                    "rows": rows,
                }
            ]
        }

    def findings(self, result: Result) -> list[Finding]:
        told = [row for row in pictures(result)[0]["rows"] if row["agreement"] is not None]
        if not told:
            return nothing(TOO_FEW)
        return strongest(_said(row) for row in told if _camps(row)) or nothing(NO_CAMPS)

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Item": row["item"] or "All",
                    "Low side": row["low_side"],
                    "In the middle": row["middle"],
                    "High side": row["high_side"],
                    "Agreement A": row["agreement"],
                    "Consensus": row["consensus"],
                }
            )
            for row in pictures(result)[0]["rows"]
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        return joined(*(_told(row) for row in picture["rows"]))

    @staticmethod
    def verdict(row: Mapping[str, Any]) -> Sentence:
        """One camp, two, or neither, in a word; or why it is not told."""
        if row["agreement"] is None:
            return sentence("too few to tell")
        if row["agreement"] < TWO_CAMPS:
            return sentence("two camps")
        return sentence("one camp") if row["agreement"] >= ONE_CAMP else sentence("no camps")


def _row(placed: Sequence[Sequence[int]]) -> dict[str, Any]:
    """The two sides and the middle, and the two indices from ten answers on; those whose two points
    are told only together half on each, so that no camp is made of what is not known."""
    counts, even = placed[:2][-1], placed[-1]
    enough, half = sum(counts) >= FEWEST, len(counts) // 2
    return {
        "counts": list(counts) or None,
        "low_side": sum(counts[:half]) if counts else None,
        "middle": sum(counts) - sum(counts[:half]) - sum(counts[len(counts) - half :])
        if counts
        else None,
        "high_side": sum(counts[len(counts) - half :]) if counts else None,
        "agreement": agreement(even) if enough else None,
        "consensus": consensus(even) if enough else None,
    }


def _camps(row: Mapping[str, Any]) -> bool:
    return not TWO_CAMPS <= row["agreement"] < ONE_CAMP


def _said(row: Mapping[str, Any]) -> Finding:
    told = {name: row[name] for name in ("item", "low_side", "middle", "high_side")}
    shown = figure("{low} | {high}", low=row["low_side"], high=row["high_side"])
    if row["agreement"] < TWO_CAMPS:
        said = sentence(
            "Two camps: {low_side} on the low side, {high_side} on the high side, {middle} in "
            "between.",
            **told,
        )
        if row["item"]:
            said = sentence("“{item}”: {said}", item=row["item"], said=said)
        ask = sentence("What do both camps want in the end?")
        return Finding(said=said, figure=shown, ask=ask, size=0.5 - row["agreement"] / 2)
    people = row["low_side"] + row["middle"] + row["high_side"]
    said = sentence("One camp: the {people} answers lie close together.", people=people)
    if row["item"]:
        said = sentence("“{item}”: {said}", item=row["item"], said=said)
    ask = sentence("If we agree so much, what keeps us from doing it?")
    return Finding(said=said, figure=shown, ask=ask, size=0.4 * row["agreement"])


def _told(row: Mapping[str, Any]) -> Sentence:
    if row["counts"] is None:
        return aloud.ended(aloud.of(row["item"], aloud.NOT_SHOWN))
    sides = aloud.row(
        [
            aloud.valued(sentence("low side"), str(row["low_side"])),
            aloud.valued(sentence("in the middle"), str(row["middle"])),
            aloud.valued(sentence("high side"), str(row["high_side"])),
        ]
    )
    said = aloud.of(sides, Camps.verdict(row))
    return aloud.ended(aloud.of(row["item"], said))
