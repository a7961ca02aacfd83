"""Trust map: how far each team counts on each other team, in both directions, and on itself.

A matrix of means in scale points: rows rate columns, a team's view of itself on the diagonal. Each
team has one voice in what is said of all, however large it is. Tolerance is half a point.

From four teams with a complete matrix, each team has two effects by the Social Relations Model: how
much more than average it trusts, and is trusted, with what follows from nobody's being in her own
row or column taken out (D. A. Kenny, "Interpersonal Perception", 1994).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import Any, ClassVar, NamedTuple

from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Release
from workshop_kit.sentence import Sentence, listed, sentence

TOLERANCE = 0.5
MOST_FINDINGS = 3
ABOUT = ("other_teams", "own_team")
FEWEST_TEAMS = 4
"""From so many teams on there are effects."""
TEAMS_FOR_POINTS = 8
"""From so many teams on an effect is told in points; with fewer it is too rough for a figure."""
STANDS_OUT = {
    "gives": "{name} counts on the other teams {more} than the average team does{points}.",
    "gets": "The other teams count on {name} {more} than on the average team{points}.",
}

Matrix = Sequence[Sequence[float | None]]
"""Rows rate columns; None where nothing may be shown."""


class Effects(NamedTuple):
    """By team, in points: how much more than average it trusts, and is trusted."""

    gives: list[float]
    gets: list[float]


class Pair(NamedTuple):
    """Two teams by their places, the one that counts more on the other first."""

    more: int
    less: int
    there: float
    back: float

    @property
    def apart(self) -> float:
        """How far the two directions are apart in points."""
        return _apart(self.there, self.back)


@dataclass(frozen=True, kw_only=True)
class TrustMap(Measure):
    """Reads two scales of one line each: about each other team, and about one's own."""

    title: ClassVar[str] = sentence("Trust map")
    charted: ClassVar[tuple[str, ...]] = ("We count on them", "They count on us")

    others: str
    own: str

    def steps(self) -> dict[str, str]:
        return {"others": self.others, "own": self.own}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if [about[step] for step in self.steps().values()] != list(ABOUT):
            raise ValueError("others is a step about other_teams, own is a step about own_team")
        both = [questions[step] for step in self.steps().values()]
        if any(q.kind() != "scale" or len(q.parts()) != 1 for q in both):
            raise ValueError("the two steps must be scales with one line, without several items")
        if len({getattr(q, "points", None) for q in both}) > 1:
            raise ValueError("the two scales must have the same number of points")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture: the matrix, and under its rows those of teams that are shown together.

        A row of several teams has means only where these teams were merged.
        """
        scale = parts["others"].question
        matrix = _matrix(parts, list(room.teams))
        names = list(room.teams.values())
        rows = [
            {"label": name, "own": place, "means": means}
            for place, (name, means) in enumerate(zip(names, matrix, strict=True))
        ]
        merged = [
            {
                "label": str(_together([room.teams[team] for team in together])),
                "teams": [room.teams[team] for team in together],
                "own": None,
                "means": means,
            }
            for together, means in _merged(parts["others"].release, list(room.teams)).items()
        ]
        widest = next(iter(_pairs(matrix)), None)
        effects = effects_of(matrix)
        return {
            "low": getattr(scale, "low", ""),
            "high": getattr(scale, "high", ""),
            "points": getattr(scale, "points", 5),
            "effects": effects._asdict() if effects else None,
            "pictures": [
                {
                    "team": ROOM,
                    "title": str(sentence("Who counts on whom")),
                    "low": getattr(scale, "low", ""),
                    "high": getattr(scale, "high", ""),
                    "points": getattr(scale, "points", 5),
                    "teams": names,
                    "rows": rows + merged,
                    "widest": [widest.more, widest.less] if widest else [],
                }
            ],
        }

    def findings(self, result: Result) -> list[str]:
        picture = pictures(result)[0]
        matrix, names = _of_teams(picture), picture["teams"]
        found = [*_directions(matrix, names), *_own_and_others(matrix), *_stand_out(result, names)]
        if found:
            strongest = sorted(found, key=lambda finding: -finding[0])[:MOST_FINDINGS]
            return [sentence for _, sentence in strongest]
        known = [_both(matrix, a, b) is not None for a, b in combinations(range(len(names)), 2)]
        if not any(known):
            return ["Too few people answered in each team to compare who counts on whom."]
        lead = "Any" if all(known) else "Where it can be shown, any"
        return [f"{lead} two teams count on each other alike, within half a point."]

    def lines(self, result: Result) -> list[Line]:
        picture = pictures(result)[0]
        names = picture["teams"]
        lines = []
        for row in picture["rows"]:
            own = row["own"]
            for place, name in enumerate(names):
                there = row["means"][place]
                if place == own or (own is None and there is None):
                    continue
                back = None if own is None else picture["rows"][place]["means"][own]
                cells = {
                    "Team": row["label"],
                    "Other team": name,
                    "We count on them": there,
                    "They count on us": back,
                    "Difference": None if there is None or back is None else there - back,
                    "Our own team": None if own is None else row["means"][own],
                }
                if len(names) >= FEWEST_TEAMS:
                    cells["We trust more than average"] = _effect(result, "gives", own)
                    cells["We are trusted more than average"] = _effect(result, "gets", own)
                lines.append(Line(cells))
        return lines

    def in_words(self, picture: Mapping[str, Any]) -> str:
        return " ".join(
            f"{row['label']} counts on {_listed(told)}."
            for row in picture["rows"]
            if (told := list(_told(row, picture["teams"])))
        )

    @staticmethod
    def label(row: Mapping[str, Any]) -> str:
        """What a row is called, with its teams as the reader's language lists them."""
        label: str = row["label"]
        return _together(row["teams"]) if "teams" in row else label

    @staticmethod
    def gate(picture: Mapping[str, Any]) -> Sentence | None:
        """What can't be said, and from when on it could; None where all can."""
        matrix = _of_teams(picture)
        if len(matrix) < FEWEST_TEAMS:
            return sentence(
                "Which team trusts more than average can be told from {teams} teams on.",
                teams=FEWEST_TEAMS,
            )
        if effects_of(matrix) is None:
            return sentence(
                "Which team trusts more than average can be told only when the view of every team "
                "of every other may be shown."
            )
        return None


# From releases to the matrix


def _matrix(parts: Mapping[str, Part], teams: Sequence[str]) -> list[list[float | None]]:
    def mean(rater: str, target: str) -> float | None:
        role = "own" if rater == target else "others"
        cell = parts[role].release.cell(target, 0, rater)
        return cell.tally["mean"] if cell else None

    return [[mean(rater, target) for target in teams] for rater in teams]


def _merged(release: Release, teams: Sequence[str]) -> dict[tuple[str, ...], list[float | None]]:
    """What teams say that are shown only together, or all others where no team may be told."""
    rows: dict[tuple[str, ...], list[float | None]] = {}
    for place, target in enumerate(teams):
        cells = [c for c in release.cells if (c.target, c.part) == (target, 0)]
        sets = [c for c in cells if c.group.teams and not c.group.person]
        for cell in sets or [c for c in cells if not c.group.person]:
            if len(cell.group.teams) != 1:
                row = rows.setdefault(cell.group.teams, [None] * len(teams))
                row[place] = cell.tally["mean"]
    return rows


def _together(names: Sequence[str]) -> Sentence:
    """What a row is called that holds several teams; without names, all the others."""
    return listed(names) if names else sentence("All others")


def _of_teams(picture: Mapping[str, Any]) -> list[list[float | None]]:
    """The matrix of a picture, without the rows of several teams."""
    return [row["means"] for row in picture["rows"] if row["own"] is not None]


# What it says


def effects_of(matrix: Matrix) -> Effects | None:
    """Each team's two effects, the diagonal left out; None where they can't be told.

    With R the mean of a team's row, C of its column and M of all, for n teams:
    a = (n-1)^2 / (n(n-2)) R + (n-1) / (n(n-2)) C - (n-1) / (n-2) M; b with R and C exchanged.
    """
    count = len(matrix)
    known = {
        (i, j): mean
        for i, row in enumerate(matrix)
        for j, mean in enumerate(row)
        if i != j and mean is not None
    }
    if count < FEWEST_TEAMS or len(known) < count * (count - 1):
        return None
    rows = [fmean(known[i, j] for j in range(count) if j != i) for i in range(count)]
    columns = [fmean(known[i, j] for i in range(count) if i != j) for j in range(count)]
    large = (count - 1) ** 2 / (count * (count - 2))
    small = (count - 1) / (count * (count - 2))
    level = (count - 1) / (count - 2) * fmean(known.values())
    return Effects(
        [large * r + small * c - level for r, c in zip(rows, columns, strict=True)],
        [large * c + small * r - level for r, c in zip(rows, columns, strict=True)],
    )


def _pairs(matrix: Matrix) -> list[Pair]:
    """The pairs whose directions are more than the tolerance apart, the widest first."""
    known = [_both(matrix, a, b) for a, b in combinations(range(len(matrix)), 2)]
    apart = [pair for pair in known if pair is not None and pair.apart > TOLERANCE]
    return sorted(apart, key=lambda pair: -pair.apart)


def _both(matrix: Matrix, one: int, other: int) -> Pair | None:
    """The two directions between two teams; None where one of them may not be shown."""
    there, back = matrix[one][other], matrix[other][one]
    if there is None or back is None:
        return None
    return Pair(one, other, there, back) if there >= back else Pair(other, one, back, there)


def _directions(matrix: Matrix, names: Sequence[str]) -> Iterator[tuple[float, str]]:
    """The pairs in words, each with its size in points."""
    for pair in _pairs(matrix):
        more, less = names[pair.more], names[pair.less]
        yield (
            pair.apart,
            f"{more} counts on {less} ({pair.there:.1f}) more than {less} counts on {more} "
            f"({pair.back:.1f}).",
        )


def _own_and_others(matrix: Matrix) -> Iterator[tuple[float, str]]:
    """Do teams count more on themselves than on each other? Each that shows both has one voice."""
    both = [
        (means[team], fmean(given))
        for team, means in enumerate(matrix)
        if (given := [m for place, m in enumerate(means) if place != team and m is not None])
    ]
    known = [(itself, others) for itself, others in both if itself is not None]
    if len(known) < 2:
        return
    own, others = (fmean(view) for view in zip(*known, strict=True))
    if (size := _apart(own, others)) > TOLERANCE:
        more = "more" if own > others else "less"
        yield (
            size,
            f"On average, a team counts on itself ({own:.1f}) {more} than on the others "
            f"({others:.1f}).",
        )


def _stand_out(result: Result, names: Sequence[str]) -> Iterator[tuple[float, str]]:
    """The team that trusts, and the one that is trusted, farthest from average."""
    if result["effects"] is None:
        return
    for role, said in STANDS_OUT.items():
        found = zip(result["effects"][role], names, strict=True)
        effect, name = max(found, key=lambda pair: _apart(pair[0], 0))
        if (size := _apart(effect, 0)) > TOLERANCE:
            more = "more" if effect > 0 else "less"
            points = f", by {size:.1f} points" if len(names) >= TEAMS_FOR_POINTS else ""
            yield size, said.format(name=name, more=more, points=points)


def _effect(result: Result, role: str, team: int | None) -> float | None:
    if result["effects"] is None or team is None:
        return None
    effect: float = result["effects"][role][team]
    return effect


def _told(row: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """A row's means in words; teams merged have only those that are theirs."""
    for place, (name, mean) in enumerate(zip(names, row["means"], strict=True)):
        if mean is not None or row["own"] is not None:
            whom = "itself" if place == row["own"] else name
            yield f"{whom} {'(not shown)' if mean is None else f'{mean:.1f}'}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _apart(a: float, b: float) -> float:
    """How far apart in points, without the last digits of floating point."""
    return round(abs(a - b), 9)
