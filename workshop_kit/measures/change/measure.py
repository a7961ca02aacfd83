"""Change: what has moved since the same step was played before, and how surely.

Who answered both times is known by a key that only her phone can make; of each pair the difference
in scale points is kept, without a name. Told are how many went up, stayed, went down, and the mean
difference d with the plain interval d ± t · s / √n (95 %, n - 1 degrees of freedom; s the standard
deviation of the differences), from six pairs on. The means before and now are of all who answered.

Built on Student, "The Probable Error of a Mean" (1908), Biometrika 6, whose sleep data are the
check: ten pairs, mean 1.58, interval 0.7001 to 2.4599.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.release import BEFORE, CHANGE, ROOM, Bound, average
from workshop_kit.sentence import Sentence, counted, sentence

INTERVAL_FROM = 6
"""Pairs from which on it is said how sure a change is."""

FIRST_TIME = sentence(
    "This is the first time. When it is played again, here stands what has moved."
)
TOO_FEW = sentence("Too few people answered both times to say what has moved.")
NEARLY_ALIKE = sentence(
    "Before or now, nearly all gave the same answer: how they have moved is not told, since it "
    "would tell what each of them said."
)


@dataclass(frozen=True, kw_only=True)
class Change(Measure):
    """Reads a scale, and what the same people said to it the last time it was played."""

    title: ClassVar[str] = sentence("What has changed")
    charted: ClassVar[tuple[str, ...]] = ("Before", "Now")
    replaces: ClassVar[bool] = False
    looks_back: ClassVar[bool] = True
    columns: ClassVar[Mapping[str, str]] = {
        "Item": "What was rated.",
        "Before": "The mean of all who answered the last time.",
        "Now": "The mean of all who answered now.",
        "Change": "The mean of the differences of those who answered both times, in scale points.",
        "From": "The change lies between this and “To” with 95 % (t-interval, from six pairs on).",
        "To": "The upper end of that interval.",
        "Compared": "How many answered both times.",
        "Answered now": "How many answered now.",
        "Up": "How many gave a higher answer than before.",
        "Same": "How many gave the same answer.",
        "Down": "How many gave a lower answer.",
    }

    pulse: str

    def steps(self) -> dict[str, str]:
        return {"pulse": self.pulse}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if questions[self.pulse].kind() != "scale" or about[self.pulse] not in ("nothing", "self"):
            raise ValueError("pulse is a scale that is about nothing")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture, with a row for each item; none where it is the first time."""
        scale, release = parts["pulse"]
        if release.cell(BEFORE) is None and not any(c.target == BEFORE for c in release.cells):
            return {"pictures": []}
        rows = [{"item": label, **_row(parts["pulse"], i)} for i, label in enumerate(scale.parts())]
        points = getattr(scale, "points", 5)
        ends = {"low": getattr(scale, "low", ""), "high": getattr(scale, "high", "")}
        return {
            "points": points,
            "pictures": [
                {"title": "", "team": ROOM, "points": points, **ends, "rows": rows},
            ],
        }

    def findings(self, result: Result) -> list[Finding]:
        rows = [row for picture in pictures(result) for row in picture["rows"]]
        if not rows:
            return nothing(FIRST_TIME)
        known = [row for row in rows if row["pairs"]]
        if not known:
            banded = any(isinstance(r[time], Bound) for r in rows for time in ("before", "now"))
            return nothing(NEARLY_ALIKE if banded else TOO_FEW)
        clear = [row for row in known if row["from"] is not None and row["from"] * row["to"] > 0]
        if clear:
            return strongest(_clear(row, result["points"] - 1) for row in clear)
        return nothing(
            counted(
                "No clear change, of {n} person compared: the usual result of a small room.",
                "No clear change, of {n} people compared: the usual result of a small room.",
                n=max(row["pairs"] for row in known),
            )
        )

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Item": row["item"] or "All",
                    "Before": row["before"],
                    "Now": row["now"],
                    "Change": row["change"],
                    "From": row["from"],
                    "To": row["to"],
                    "Compared": row["pairs"],
                    "Answered now": row.get("answered"),
                    "Up": row["up"],
                    "Same": row["same"],
                    "Down": row["down"],
                }
            )
            for picture in pictures(result)
            for row in picture["rows"]
        ]

    @staticmethod
    def counts(row: Mapping[str, Any]) -> Sentence:
        """How many went which way."""
        return sentence(
            "{up} up · {same} same · {down} down", **{k: row[k] for k in ("up", "same", "down")}
        )

    @staticmethod
    def matched(picture: Mapping[str, Any]) -> Sentence | None:
        """How many of those who answered now are compared; None where it is not known."""
        known = [row for row in picture["rows"] if row["pairs"] and row.get("answered")]
        if not known:
            return None
        row = min(known, key=lambda row: row["pairs"] / row["answered"])
        return sentence(
            "Compared are {pairs} of the {answered} who answered now: those who answered both "
            "times.",
            pairs=row["pairs"],
            answered=row["answered"],
        )

    def lacks(self, picture: Mapping[str, Any]) -> Sequence[Sentence]:
        told = self.matched(picture)
        return (told,) if told else ()

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        return joined(*(_told(row) for row in picture["rows"]))


def _row(part: Part, item: int) -> dict[str, float | None]:
    """A row's figures; None for what may not be shown."""
    release = part.release
    before, now = release.cell(BEFORE, item), release.cell(ROOM, item)
    change = release.cell(CHANGE, item)
    tally = change.tally if change else {}
    low, high = interval(tally["mean"], tally["sd"], change.answered) if change else (None, None)
    return {
        "before": average(before.tally) if before else None,
        "now": average(now.tally) if now else None,
        "change": tally.get("mean"),
        "from": low,
        "to": high,
        "pairs": change.answered if change else None,
        "answered": now.answered if now else None,
        **{name: tally.get(name) for name in ("up", "same", "down")},
    }


def interval(mean: float, sd: float, pairs: int) -> tuple[float | None, float | None]:
    """Where the mean difference lies with 95 %; None where there are too few pairs."""
    if pairs < INTERVAL_FROM:
        return None, None
    from scipy.special import stdtrit  # noqa: PLC0415 (slow to load)

    wide = float(stdtrit(pairs - 1, 0.975)) * sd / math.sqrt(pairs)
    return mean - wide, mean + wide


def _clear(row: Mapping[str, Any], most: int) -> Finding:
    """A change whose interval does not hold 0; the interval is its sureness."""
    names = ("up", "same", "down", "from", "to")
    told = {name: row[name] for name in names}
    told |= {"item": row["item"], "size": abs(row["change"])}
    up = row["change"] > 0
    if not row["item"]:
        said = sentence(
            "The answer moved by {change:+.1f} (surely between {from:+.1f} and {to:+.1f}): {up} "
            "up, {same} same, {down} down.",
            change=row["change"],
            **told,
        )
    elif up:
        said = sentence(
            "“{item}” moved up by {size:.1f} (surely between {from:+.1f} and {to:+.1f}): {up} up, "
            "{same} same, {down} down.",
            **told,
        )
    else:
        said = sentence(
            "“{item}” moved down by {size:.1f} (surely between {from:+.1f} and {to:+.1f}): {up} "
            "up, {same} same, {down} down.",
            **told,
        )
    return Finding(
        said=said,
        figure=figure("{change:+.1f}", change=row["change"]),
        ask=sentence("What have we done differently since then?")
        if up
        else sentence("What has become harder since then?"),
        size=abs(row["change"]) / most,
    )


def _told(row: Mapping[str, Any]) -> Sentence:
    means = aloud.row(
        [
            aloud.valued(sentence("before"), aloud.mean(row["before"])),
            aloud.valued(sentence("now"), aloud.mean(row["now"])),
        ]
    )
    moved = [Change.counts(row)] if row["pairs"] else []
    return aloud.ended(aloud.of(row["item"], aloud.row([means, *moved], "; ")))
