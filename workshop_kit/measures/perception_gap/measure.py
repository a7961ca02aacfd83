"""Perception gap: how a team sees itself, how others see it, and how it expects to be seen.

For each team and quality, in scale points: self is the team's mean view of itself; others is the
mean of the other teams' means; expected is the team's mean guess of how the others see it.
blind spot = self - others, misread = expected - others. Tolerance is half a point.

Built on R. D. Laing, H. Phillipson & A. R. Lee, "Interpersonal Perception" (1966), for the three
views, and D. A. Kenny, "Interpersonal Perception" (1994), for self against others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, ClassVar

from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.sentence import Sentence, sentence

TOLERANCE = 0.5
MOST_FINDINGS = 3
ABOUT = ("own_team", "other_teams", "other_teams")


@dataclass(frozen=True, kw_only=True)
class PerceptionGap(Measure):
    """Reads three scales with the same items: about one's own team, each other team, and again
    each other team for how it is expected to see us."""

    title: ClassVar[str] = sentence("How we see us, how they see us")
    charted: ClassVar[tuple[str, ...]] = ("We see us", "They see us", "We expect")

    self: str
    others: str
    expected: str

    def steps(self) -> dict[str, str]:  # the dataclass field `self` is reached by vars()
        named = vars(self)
        return {role: named[role] for role in ("self", "others", "expected")}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if [about[step] for step in self.steps().values()] != list(ABOUT):
            raise ValueError(
                "self is a step about own_team, others and expected are steps about other_teams"
            )
        three = [questions[step] for step in self.steps().values()]
        if any(q.kind() != "scale" for q in three) or len({q.parts() for q in three}) > 1:
            raise ValueError("the three steps must be scales with the same items")
        if len({getattr(q, "points", None) for q in three}) > 1:
            raise ValueError("the three scales must have the same number of points")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """A picture for each team: its qualities with three means each, None where withheld."""
        scale = parts["self"].question
        return {
            "low": getattr(scale, "low", ""),
            "high": getattr(scale, "high", ""),
            "points": getattr(scale, "points", 5),
            "pictures": [
                {
                    "team": team,
                    "title": name,
                    "points": getattr(scale, "points", 5),
                    "low": getattr(scale, "low", ""),
                    "high": getattr(scale, "high", ""),
                    "qualities": [
                        {"quality": label, **_views(parts, team, i)}
                        for i, label in enumerate(scale.parts())
                    ],
                }
                for team, name in room.teams.items()
            ],
        }

    def findings(self, result: Result) -> list[str]:
        gaps: list[tuple[float, str]] = []
        for picture in pictures(result):
            for row in picture["qualities"]:
                gaps += _gaps(picture["title"], row)
        strongest = sorted(gaps, key=lambda gap: -gap[0])[:MOST_FINDINGS]
        if strongest:
            return [sentence for _, sentence in strongest]
        if any(_compared(row) for picture in pictures(result) for row in picture["qualities"]):
            return [
                "No gap of more than half a point: the teams are seen much as they see themselves."
            ]
        return ["Too few people answered in each team to compare the views."]

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Team": picture["title"],
                    "Quality": row["quality"],
                    "We see us": row["self"],
                    "They see us": row["others"],
                    "We expect": row["expected"],
                    "Blind spot": _minus(row["self"], row["others"]),
                    "Misread": _minus(row["expected"], row["others"]),
                }
            )
            for picture in pictures(result)
            for row in picture["qualities"]
        ]

    def lacks(self, picture: Mapping[str, Any]) -> Sequence[Sentence]:
        team, rows = picture["title"], picture["qualities"]
        told = []
        if any(row["self"] is None or row["expected"] is None for row in rows):
            told.append(
                sentence(
                    "Too few people of {team} answered to show how they see themselves, and what "
                    "they expected.",
                    team=team,
                )
            )
        if any(row["others"] is None for row in rows):
            told.append(
                sentence(
                    "Too few people of the other teams answered to show how they see {team}.",
                    team=team,
                )
            )
        return told

    def in_words(self, picture: Mapping[str, Any]) -> str:
        def told(view: float | None) -> str:
            return "not shown" if view is None else f"{view:.1f}"

        return " ".join(
            f"{row['quality']}: we see us {told(row['self'])}, they see us {told(row['others'])}, "
            f"we expected {told(row['expected'])}."
            for row in picture["qualities"]
        )


def _views(parts: Mapping[str, Part], team: str, item: int) -> dict[str, float | None]:
    own = parts["self"].release.cell(team, item, team)
    seen = [
        cell.tally["mean"]
        for cell in parts["others"].release.finest()
        if (cell.target, cell.part) == (team, item)
    ]
    guessed = [
        cell.tally["mean"]
        for cell in parts["expected"].release.cells
        if cell.part == item and cell.target != team and cell.group.teams == (team,)
    ]
    return {
        "self": own.tally["mean"] if own else None,
        "others": fmean(seen) if seen else None,
        "expected": fmean(guessed) if guessed else None,
    }


def _gaps(team: str, row: Mapping[str, Any]) -> list[tuple[float, str]]:
    """What is worth saying of one team and quality: (size in points, sentence)."""
    others, found = row["others"], []
    if others is None:
        return []
    if row["expected"] is not None and _apart(row["expected"], others) > TOLERANCE:
        better = "better" if others > row["expected"] else "less well"
        found.append(
            (
                _apart(row["expected"], others),
                f"{team} expected {row['expected']:.1f} on “{row['quality']}”; the others say "
                f"{others:.1f}. {team} is seen {better} than it thinks.",
            )
        )
    if row["self"] is not None and _apart(row["self"], others) > TOLERANCE:
        found.append(
            (
                _apart(row["self"], others),
                f"{team} sees itself at {row['self']:.1f} on “{row['quality']}”; the others see it "
                f"at {others:.1f}.",
            )
        )
    return found


def _compared(row: Mapping[str, Any]) -> bool:
    return row["others"] is not None and (row["self"], row["expected"]) != (None, None)


def _apart(a: float, b: float) -> float:
    """How far apart in points, without the last digits of floating point."""
    return round(abs(a - b), 9)


def _minus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b
