"""Common ground: what all teams can say yes to.

For each statement the smallest over teams of (agree + 1) / (answers + 2): the share who agree,
drawn towards one half where few answered (P. S. Laplace's rule of succession), so that three who
all agree do not outweigh thirty. A statement is only as common as the team that agrees least; a
majority of the room cannot vote a team down. Built on the group-informed consensus of C. Small and
others, "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces" (2021), with teams
in place of groups that are computed.

To agree is to be above the middle of the scale. Teams shown only together are one voice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Cell, Release
from workshop_kit.sentence import Sentence, listed, sentence

COMMON, CONTESTED = 0.6, 0.4
"""The least share from which on a statement is common ground, and under which a team is against."""

TOO_FEW = sentence("Too few people answered in each team to say what all teams agree on.")
NOTHING_COMMON = sentence("There is no statement to which every team says yes.")


@dataclass(frozen=True, kw_only=True)
class CommonGround(Measure):
    """Reads one scale whose items are statements; its high end is to agree."""

    title: ClassVar[str] = sentence("What all teams can say yes to")
    columns: ClassVar[Mapping[str, str]] = {
        "Statement": "What one could agree to.",
        "Smallest share, smoothed": "(agree + 1) / (answers + 2) of the team that agrees least, "
        "from 0 to 1.",
        "… agree, %": "Of 100 people of that team, how many agree: answers above the middle of "
        "the scale.",
    }

    statements: str

    def steps(self) -> dict[str, str]:
        return {"statements": self.statements}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        question = questions[self.statements]
        if question.kind() != "scale" or len(question.parts()) < 2:
            raise ValueError("statements is a scale with items")
        if getattr(question, "points", 0) < 4:
            raise ValueError("the scale must have at least 4 points, to tell yes from in between")
        if about[self.statements] != "nothing":
            raise ValueError("statements is a scale that is about nothing in particular")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture: the statements with the share of each team, the most common first."""
        question, release = parts["statements"]
        rows = [
            {"item": item, "part": i, **_row(release, i, room)}
            for i, item in enumerate(question.parts())
        ]
        rows.sort(key=lambda row: -(row["least"] or 0))
        title = str(sentence("Statements"))
        return {"pictures": [{"team": ROOM, "title": title, "rows": rows}]}

    def findings(self, result: Result) -> list[Finding]:
        told = [row for row in pictures(result)[0]["rows"] if row["least"] is not None]
        if not told:
            return nothing(TOO_FEW)
        common = [row for row in told if row["least"] >= COMMON]
        found = [_common(row) for row in common] + [_split(row) for row in told if _contested(row)]
        return strongest(found) or nothing(NOTHING_COMMON)

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Statement": row["item"],
                    "Smallest share, smoothed": row["least"],
                    **{f"{team['label']} agree, %": 100 * team["share"] for team in row["teams"]},
                }
            )
            for row in pictures(result)[0]["rows"]
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        return joined(*(_told(row) for row in picture["rows"]))

    @staticmethod
    def label(team: Mapping[str, Any]) -> Sentence:
        """What a voice is called: a team, or several as the reader's language lists them."""
        return listed(team["names"])

    @staticmethod
    def named(row: Mapping[str, Any]) -> Sentence:
        """Beside the marks of a statement: who agrees least, if anybody agrees less than others."""
        least, _ = _ends(row)
        if len({team["share"] for team in row["teams"]}) > 1:
            return sentence(
                "least: {team}, {agree} of {answers}",
                team=CommonGround.label(least),
                agree=least["agree"],
                answers=least["answers"],
            )
        if least["share"] == 1:
            return sentence("all agree")
        if least["share"] == 0:
            return sentence("nobody agrees")
        return sentence("{share:.0%} agree in each team", share=least["share"])


def smoothed(agree: int, answers: int) -> float:
    """The share who agree, drawn towards one half where few answered."""
    return (agree + 1) / (answers + 2)


def _row(release: Release, item: int, room: Room) -> dict[str, Any]:
    """The share of each team that may be shown, and the smallest of them, smoothed."""
    teams = list(_voices(release, item, room))
    enough = len(teams) > 1
    return {
        "teams": teams if enough else [],
        "least": min(team["smoothed"] for team in teams) if enough else None,
    }


def _voices(release: Release, item: int, room: Room) -> Iterator[dict[str, Any]]:
    for cell in release.finest():
        if (cell.target, cell.part) == (ROOM, item) and cell.group.teams:
            agree = _agree(cell)
            names = [room.teams[team] for team in cell.group.teams]
            yield {
                "label": cell.group.label,
                "names": names,
                "agree": agree,
                "answers": cell.answered,
                "share": agree / cell.answered,
                "smoothed": smoothed(agree, cell.answered),
            }


def _agree(cell: Cell) -> int:
    counts: Sequence[int] = cell.tally["counts"]
    return sum(n for point, n in enumerate(counts, start=1) if 2 * point > len(counts) + 1)


def _contested(row: Mapping[str, Any]) -> bool:
    """Is most of one team for it, and most of another not?"""
    most: float = max(team["smoothed"] for team in row["teams"])
    least: float = row["least"]
    return most >= COMMON and least < CONTESTED


def _ends(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The voice that agrees least, and the one that agrees most."""
    order = sorted(row["teams"], key=lambda team: team["smoothed"])
    return order[0], order[-1]


def _common(row: Mapping[str, Any]) -> Finding:
    least, _ = _ends(row)
    ask = sentence("What could we begin on tomorrow, since all of us agree on it?")
    if least["share"] == 1:
        people = sum(team["answers"] for team in row["teams"])
        return Finding(
            said=sentence(
                "All teams can say yes to “{item}”: everybody who answered agrees.",
                item=row["item"],
            ),
            figure=figure("{agree} / {answers}", agree=people, answers=people),
            ask=ask,
            size=row["least"],
        )
    return Finding(
        said=sentence(
            "All teams can say yes to “{item}”: even in {team} {agree} of {answers} agree.",
            item=row["item"],
            team=CommonGround.label(least),
            agree=least["agree"],
            answers=least["answers"],
        ),
        figure=figure("{agree} / {answers}", agree=least["agree"], answers=least["answers"]),
        ask=ask,
        size=row["least"],
    )


def _split(row: Mapping[str, Any]) -> Finding:
    least, most = _ends(row)
    return Finding(
        said=sentence(
            "“{item}” divides the teams: {most} of 100 agree in {one}, {least} of 100 in {other}.",
            item=row["item"],
            most=f"{100 * most['share']:.0f}",
            least=f"{100 * least['share']:.0f}",
            one=CommonGround.label(most),
            other=CommonGround.label(least),
        ),
        figure=figure("{most:.0%} ↔ {least:.0%}", most=most["share"], least=least["share"]),
        ask=sentence(
            "{team}: what would have to be true for you to agree?", team=CommonGround.label(least)
        ),
        size=0.9 * (most["smoothed"] - least["smoothed"]),
    )


def _told(row: Mapping[str, Any]) -> Sentence:
    shares = [aloud.valued(t["label"], f"{t['share']:.0%}") for t in row["teams"]]
    said = aloud.row(shares) if shares else aloud.NOT_SHOWN
    return aloud.ended(aloud.of(row["item"], said))
