"""Commitments: what was promised, the earliest day first, and what still lacks a day or a person.

It counts only what may be shown. Built on P. M. Gollwitzer, "Implementation Intentions" (1999), for
the day; and on Henley Leadership Group, "Leadership Development is Often Peer Relation
Development", for the peer who asks.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import (
    LINES_A_PAGE,
    Line,
    Measure,
    Part,
    Result,
    Room,
    filled,
    lines_of,
    pictures,
)
from workshop_kit.promise import says, told
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Release
from workshop_kit.sentence import Sentence, counted, sentence

QUOTED = 90


@dataclass(frozen=True, kw_only=True)
class CommitmentsBoard(Measure):
    """Reads a step of commitments."""

    title: ClassVar[str] = sentence("What we promised")

    promises: str

    def steps(self) -> dict[str, str]:
        return {"promises": self.promises}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if questions[self.promises].kind() != "commitment":
            raise ValueError("promises is a step of commitments")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture: every promise with its day as YYYY-MM-DD, and whose it is where that may be
        known."""
        release = parts["promises"].release
        rows = sorted(
            _rows(release, room), key=lambda r: (not r["by"], r["by"], r["who"], r["what"])
        )
        picture = {"team": ROOM, "title": "", "rows": rows}
        return {"withheld": bool(release.withheld), "pictures": [picture] if rows else []}

    def without(self, result: Result, texts: Collection[str]) -> Result:
        left = [
            {**picture, "rows": [row for row in picture["rows"] if not says(row, texts)]}
            for picture in pictures(result)
        ]
        return {**result, "pictures": left}

    def findings(self, result: Result) -> list[Finding]:
        rows = [row for picture in pictures(result) for row in picture["rows"]]
        if not rows and result["withheld"]:
            return nothing(sentence("Too few people answered to show what was promised."))
        if not rows:
            return nothing(sentence("Nobody has promised anything yet."))
        dated, asked = (sum(bool(row[key]) for row in rows) for key in ("by", "asks"))
        found = [
            Finding(
                said=counted(
                    "{n} promise: {dated} with a day, {asked} with somebody who asks.",
                    "{n} promises: {dated} with a day, {asked} with somebody who asks.",
                    n=len(rows),
                    dated=dated,
                    asked=asked,
                ),
                figure=str(len(rows)),
                ask=sentence("Which of these would others notice first?"),
                size=1,
            )
        ]
        if dated:
            found.append(self._first(rows[0]))
        if alone := len(rows) - asked:
            found.append(
                Finding(
                    said=counted(
                        "{n} promise has nobody yet who asks how it is going.",
                        "{n} promises have nobody yet who asks how it is going.",
                        n=alone,
                    ),
                    figure=figure("{n:g} / {all}", n=alone, all=len(rows)),
                    ask=sentence("Who asks after the promises that nobody asks about yet?"),
                    size=0.5,
                )
            )
        return strongest(found)

    def _first(self, row: Mapping[str, Any]) -> Finding:
        what = shorten(row["what"].strip("“”"), QUOTED, placeholder=" …").rstrip(".")
        told = {"day": self.day(row), "what": what, "who": row["who"]}
        return Finding(
            said=sentence("The first is due on {day} ({who}): “{what}”.", **told)
            if row["who"]
            else sentence("The first is due on {day}: “{what}”.", **told),
            figure=self.day(row),
            ask=sentence("What does the first of them need until its day?"),
            size=0.7,
        )

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "What": row["what"],
                    "Who": row["who"],
                    "Team": row["team"],
                    "For whom": row["whom"],
                    "By when": row["by"],
                    "Who asks": row["asks"],
                }
            )
            for picture in pictures(result)
            for row in picture["rows"]
        ]

    def pages(self, picture: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        rows = filled(picture["rows"], lambda r: lines_of(r["what"]), LINES_A_PAGE)
        return [{**picture, "rows": page} for page in rows]

    def places_of(self, picture: Mapping[str, Any], promise: Mapping[str, Any]) -> list[int]:
        """Where among a picture's rows a promise is; in several places where others made it too."""
        told = [promise[key] for key in ("what", "by", "asks")]
        return [
            place
            for place, row in enumerate(picture["rows"])
            if [row["what"], row["by"], row["asks"]] == told
        ]

    def day(self, row: Mapping[str, Any]) -> Sentence:
        """The day of a promise that has one, in the language of the reader."""
        return Sentence("{day}", {"day": date.fromisoformat(row["by"])})

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        return joined(*(_told(row) for row in picture["rows"]))


def _rows(release: Release, room: Room) -> Iterator[dict[str, Any]]:
    for cell in release.finest():
        of_teams = ", ".join(room.teams[team] for team in cell.group.teams)
        for value in cell.tally["commitments"]:
            yield {
                "who": cell.group.label if cell.group.person else "",
                "team": of_teams,
                "what": value["what"],
                "whom": value["whom"],
                "by": value["by"],
                "asks": value["asks"],
            }


def _told(row: Mapping[str, Any]) -> Sentence:
    return aloud.of(row["who"] or row["team"], told(row))
