"""Could they tell: can somebody make the other side's case so well that readers believe it?

For each text, of those who read it: how many took it for meant, beside whether it was. Meant are
the texts that were written to the first item; the others were written for the other side. The
interval is by E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference"
(1927): with p of n readers and z = 1.96, its middle is (p + z²/2n) / (1 + z²/n) and it reaches
z / (1 + z²/n) · √(p (1 - p) / n + z²/4n²) to either side. Two groups of texts differ clearly where
their intervals don't overlap; one reader reads several texts, so this is a rough guide.

Built on B. Caplan, "The Ideological Turing Test" (2011): who can state a view as those who hold it
would has understood it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from textwrap import shorten
from typing import Any, ClassVar, NamedTuple

from workshop_kit.card_by_card import counts_of
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import Line, Measure, Part, Result, Room, filled, pictures
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Release
from workshop_kit.sentence import Sentence, sentence

FEWEST_READERS = 5
"""From so many readers on a text's figures are shown."""

Z = 1.959964
"""Of the normal distribution, 95 % lie within so many standard deviations."""

MOST_TEXTS = 6
"""Texts that are put up as the most convincing."""

SHORTEST, LETTERS_A_PAGE = 150, 1600
"""Letters that a card takes at least, and that can be read from the back of the room."""

NO_READERS = sentence(
    "No text had {fewest} readers, so nothing can be said about them.", fewest=FEWEST_READERS
)
QUOTED = 90
MEANT, OTHER_SIDE = "meant", "for the other side"


class Interval(NamedTuple):
    """Shares, from 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class CouldTheyTell(Measure):
    """Reads a text with items that is mixed, and the guesses at it. Texts for the first item are
    those that are meant; the first answer says that a text is meant."""

    title: ClassVar[str] = sentence("Could they tell?")
    takes_up: ClassVar[Mapping[str, str]] = {"guesses": "texts"}
    columns: ClassVar[Mapping[str, str]] = {
        "Written": "Whether the text was meant, or written for the other side.",
        "Text": "The text.",
        "Readers": "How many guessed at it.",
        "Believed": "How many of them took it for meant.",
        "In %": "The same of 100 readers.",
        "At least, %": "Of many readers, so many of 100 would believe it at least (Wilson's "
        "interval, 95 %).",
        "At most, %": "The upper end of that interval.",
    }

    texts: str
    guesses: str

    def steps(self) -> dict[str, str]:
        return {"texts": self.texts, "guesses": self.guesses}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        texts, guesses = questions[self.texts], questions[self.guesses]
        if texts.kind() != "text" or not texts.mixes:
            raise ValueError("texts is a text with items, and mixed = true")
        if guesses.kind() != "guess" or len(guesses.hints()) != len(texts.parts()):
            raise ValueError(
                "guesses is a guess with as many answers as the text has items: the first answer "
                "is true of the texts of the first item"
            )

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """The two groups of texts beside each other, then the texts for the other side that most
        readers believed; no figures of a text that too few have read. Of all that were read, a
        phone tells its own writer alone."""
        rows = list(_rows(parts["texts"].release, counts_of(parts["guesses"].release)))
        read = [row for row in rows if row["believed"] is not None]
        groups = [_group(read, meant) for meant in (False, True)]
        picture = {
            "team": ROOM,
            "title": "",
            "groups": [group for group in groups if group["readings"]],
            "left_out": len(rows) - len(read),
            "texts": _convincing(read),
            "read": read,
        }
        return {"texts": rows, "pictures": [picture]}

    def findings(self, result: Result) -> list[Finding]:
        read = [row for row in result["texts"] if row["believed"] is not None]
        if not read:
            return nothing(NO_READERS)
        groups = pictures(result)[0]["groups"]
        found = [_verdict(*groups) if len(groups) > 1 else _one_side(groups[0])]
        if best := _convincing(read)[:1]:
            found.append(_believed(best[0]))
        meant = [row for row in read if row["meant"] and 2 * row["believed"] < row["readers"]]
        if meant:
            found.append(_doubted(min(meant, key=_share)))
        return strongest(found)

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Written": MEANT if row["meant"] else OTHER_SIDE,
                    "Text": row["text"],
                    "Readers": row["readers"],
                    "Believed": row["believed"],
                    "In %": _percent(None if row["believed"] is None else _share(row)),
                    "At least, %": _percent(row["low"]),
                    "At most, %": _percent(row["high"]),
                }
            )
            for row in sorted(result["texts"], key=lambda row: bool(row["meant"]))
        ]

    def pages(self, picture: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        cards = filled(picture["texts"], lambda r: max(SHORTEST, len(r["text"])), LETTERS_A_PAGE)
        texts = [{**picture, "groups": [], "texts": page} for page in cards]
        return [{**picture, "texts": []}, *texts]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        told = [
            sentence("{label}: believed {times}.", label=_label(group), times=_times(group))
            for group in picture["groups"]
        ]
        told += [
            sentence(
                "“{text}”: {some} of {readers} readers believed it.",
                text=row["text"],
                some=row["believed"],
                readers=row["readers"],
            )
            for row in picture["texts"]
        ]
        if left := picture["left_out"]:
            told.append(
                sentence(
                    "Left out, with fewer than {fewest} readers: {left}.",
                    fewest=FEWEST_READERS,
                    left=left,
                )
            )
        return joined(*told)


def wilson(some: int, of: int) -> Interval:
    """Where a share may lie, of which `some` of so many were seen."""
    share, spread = some / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))


def _rows(texts: Release, counts: Mapping[str, Sequence[int]]) -> Iterator[dict[str, Any]]:
    """The texts that somebody has read; without figures where these are too few."""
    for card in texts.cards:
        given = counts.get(card.id, ())
        if not (readers := sum(given)):
            continue
        enough = readers >= FEWEST_READERS
        interval = wilson(given[0], readers) if enough else None
        yield {
            "text": card.text,
            "meant": card.part == 0,
            "readers": readers if enough else None,
            "believed": given[0] if enough else None,
            "low": interval.low if interval else None,
            "high": interval.high if interval else None,
        }


def _group(read: Sequence[Mapping[str, Any]], meant: bool) -> dict[str, Any]:
    texts = [row for row in read if row["meant"] == meant]
    return {
        "meant": meant,
        "texts": len(texts),
        "readings": sum(row["readers"] for row in texts),
        "believed": sum(row["believed"] for row in texts),
    }


def _convincing(read: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Texts for the other side that at least half of the readers believed, the surest first."""
    believed = [r for r in read if not r["meant"] and 2 * r["believed"] >= r["readers"]]
    return sorted(believed, key=lambda row: -row["low"])[:MOST_TEXTS]


def _verdict(other: Mapping[str, Any], meant: Mapping[str, Any]) -> Finding:
    """Could readers tell the two groups of texts apart?"""
    there, here = (wilson(group["believed"], group["readings"]) for group in (other, meant))
    if there.high < here.low:
        lead = sentence("Readers could often tell")
        ask = sentence("What gave a text away?")
    elif here.high < there.low:
        lead = sentence("Texts for the other side convinced more than those that were meant")
        ask = sentence("What made the texts for the other side so believable?")
    else:
        lead = sentence("Readers could not clearly tell")
        ask = sentence("What do the two sides have in common, that one could not tell them apart?")
    return Finding(
        said=sentence(
            "{lead}: they believed texts for the other side {other}, and texts that were meant "
            "{meant}.",
            lead=lead,
            other=_times(other),
            meant=_times(meant),
        ),
        figure=figure("{other:.0%} / {meant:.0%}", other=_part(other), meant=_part(meant)),
        ask=ask,
        size=1,
    )


def _one_side(group: Mapping[str, Any]) -> Finding:
    told = {"times": _times(group), "fewest": FEWEST_READERS}
    return Finding(
        said=sentence(
            "Texts that were meant were believed {times}; no text of the other kind had {fewest} "
            "readers.",
            **told,
        )
        if group["meant"]
        else sentence(
            "Texts for the other side were believed {times}; no text of the other kind had "
            "{fewest} readers.",
            **told,
        ),
        figure=figure("{share:.0%}", share=_part(group)),
        ask=sentence("What made a text believable?"),
        size=1,
    )


def _believed(row: Mapping[str, Any]) -> Finding:
    return Finding(
        said=sentence(
            "{some} of {readers} readers believed this text, which was written for the other side: "
            "{text}. With so few readers, it might convince anything from {low:.0%} to {high:.0%} "
            "of many.",
            some=row["believed"],
            readers=row["readers"],
            text=_quoted(row),
            low=row["low"],
            high=row["high"],
        ),
        figure=figure("{n:g} / {all}", n=row["believed"], all=row["readers"]),
        ask=sentence("What did its writer understand of the other side?"),
        size=0.8 * _share(row),
    )


def _doubted(row: Mapping[str, Any]) -> Finding:
    return Finding(
        said=sentence(
            "Only {some} of {readers} readers believed this, which was meant: {text}.",
            some=row["believed"],
            readers=row["readers"],
            text=_quoted(row),
        ),
        figure=figure("{n:g} / {all}", n=row["believed"], all=row["readers"]),
        ask=sentence("What makes it hard to believe that somebody means this?"),
        size=0.6 * (1 - _share(row)),
    )


def _times(group: Mapping[str, Any]) -> Sentence:
    """How often a group of texts was believed."""
    return sentence(
        "{some} of {readings} times ({share:.0%})",
        some=group["believed"],
        readings=group["readings"],
        share=_part(group),
    )


def _part(group: Mapping[str, Any]) -> float:
    share: float = group["believed"] / group["readings"]
    return share


def _of_readers(row: Mapping[str, Any]) -> str:
    return f"{row['believed']} of {row['readers']} readers"


def _share(row: Mapping[str, Any]) -> float:
    share: float = row["believed"] / row["readers"]
    return share


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _quoted(row: Mapping[str, Any]) -> Sentence:
    text = shorten(row["text"], QUOTED, placeholder=" …").rstrip(".")
    return sentence("“{text}”", text=text)


def _label(group: Mapping[str, Any]) -> Sentence:
    if group["meant"]:
        return sentence("Texts that were meant")
    return sentence("Texts for the other side")
