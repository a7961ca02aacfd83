"""Perception gap: how a team sees itself, how others see it, and how it expects to be seen.

For each team and quality, in scale points: self is the team's mean view of itself; others is the
mean of the other teams' means; expected is the team's mean guess of how the others see it.
blind spot = self - others, misread = expected - others. Tolerance is half a point.

Co-orientation sets the views of a team and of each other one side by side, about that team:
agreement = self - other, congruency = self - expected, accuracy = expected - other, so that
accuracy = agreement - congruency. Within the tolerance of agreement and of congruency are four
states: consensus, dissensus (they differ, and it is known), false consensus (they differ, and it is
not known), and false conflict: they only believe that they differ.

Built on R. D. Laing, H. Phillipson & A. R. Lee, "Interpersonal Perception" (1966), for the three
views; D. A. Kenny, "Interpersonal Perception" (1994), for self against others; J. M. McLeod &
S. H. Chaffee, "Interpersonal Approaches to Communication Research" (1973), for co-orientation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import fmean
from typing import Any, ClassVar, NamedTuple

from workshop_kit import aloud
from workshop_kit.finding import Finding, error_of_mean, error_of_means, joined, nothing, strongest
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.measures.perception_gap import said
from workshop_kit.measures.perception_gap.coorientation import state
from workshop_kit.question import Question
from workshop_kit.release import Cell, Release, average, mean_of, minus
from workshop_kit.sentence import Sentence, sentence

NO_GAP = sentence(
    "No gap of more than half a point: the teams are seen much as they see themselves."
)
TOO_FEW = sentence("Too few people answered in each team to compare the views.")
TWO_BY_TWO = "Any two teams: do they agree, and do they know it?"
ABOUT = ("own_team", "other_teams", "other_teams")
ROLES = ("self", "others", "expected")


@dataclass(frozen=True, kw_only=True)
class PerceptionGap(Measure):
    """Reads three scales with the same items: about one's own team, each other team, and again
    each other team for how it is expected to see us."""

    title: ClassVar[str] = sentence("How we see us, how they see us")
    charted: ClassVar[tuple[str, ...]] = ("We see us", "They see us", "We expect")
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "The team that is looked at.",
        "Other team": "The team that looks at it.",
        "Quality": "On what it was rated.",
        "We see us": "The mean of the team's own people about it, in scale points.",
        "They see us": "How others rate the team: the mean of the other teams' means, or that of "
        "the one other team.",
        "We expect": "What the team's people expected the others, or that other team, to say: a "
        "mean.",
        "Blind spot": "“We see us” minus “They see us”.",
        "Misread": "“We expect” minus “They see us”.",
        "Agreement": "“We see us” minus “They see us”: how far both see the same.",
        "Congruency": "“We see us” minus “We expect”: how far the team believes that both see the "
        "same.",
        "Accuracy": "“We expect” minus “They see us”, which is agreement minus congruency: how "
        "well the team knows the other.",
        "State": "Half a point counts as the same. Consensus: both agree, and the team knows it. "
        "Dissensus: they differ, and it knows it. False consensus: they differ, and it does not "
        "know. False conflict: they agree, and it believes that they differ.",
    }

    self: str
    others: str
    expected: str

    def steps(self) -> dict[str, str]:  # the dataclass field `self` is reached by vars()
        named = vars(self)
        return {role: named[role] for role in ROLES}

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
        """A picture for each team: its qualities with three means each, None where withheld; and
        each team with each other one, where all three views may be shown."""
        scale, views = parts["self"].question, Views.of(parts)
        return {
            "low": getattr(scale, "low", ""),
            "high": getattr(scale, "high", ""),
            "points": getattr(scale, "points", 5),
            "pairs": list(_pairs(views, scale.parts(), room.teams)),
            "pictures": [
                {
                    "team": team,
                    "title": name,
                    "points": getattr(scale, "points", 5),
                    "low": getattr(scale, "low", ""),
                    "high": getattr(scale, "high", ""),
                    "qualities": [
                        {"quality": label, **_views(views, team, i, room.teams)}
                        for i, label in enumerate(scale.parts())
                    ],
                }
                for team, name in room.teams.items()
            ],
        }

    def findings(self, result: Result) -> list[Finding]:
        most = result["points"] - 1
        rows = [(p["title"], row) for p in pictures(result) for row in p["qualities"]]
        found = [finding for team, row in rows for finding in said.gaps(team, row, most)]
        of_all = {finding.topic for finding in found}
        found += [  # where a team as a whole is seen as it expected
            said.only_believed(pair, most)
            for pair in result.get("pairs", [])
            if said.topic(pair["team"], pair) not in of_all and said.is_missed(pair)
        ]
        return strongest(found) or nothing(
            NO_GAP if any(_compared(row) for _, row in rows) else TOO_FEW
        )

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Team": picture["title"],
                    "Quality": row["quality"],
                    "We see us": row["self"],
                    "They see us": row["others"],
                    "We expect": row["expected"],
                    "Blind spot": minus(row["self"], row["others"]),
                    "Misread": minus(row["expected"], row["others"]),
                    "State": state(row["self"], row["others"], row["expected"]),
                }
            )
            for picture in pictures(result)
            for row in picture["qualities"]
        ]

    def further(self, result: Result) -> list[tuple[str, list[Line]]]:
        return [(TWO_BY_TWO, [_of_two(pair) for pair in result.get("pairs", [])])]

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

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        def told(row: Mapping[str, Any]) -> Sentence:
            views = {
                "self": sentence("we see us"),
                "others": sentence("they see us"),
                "expected": sentence("we expected"),
            }
            return aloud.row(
                [aloud.valued(view, aloud.mean(row[role])) for role, view in views.items()]
            )

        return joined(
            *(aloud.ended(aloud.of(row["quality"], told(row))) for row in picture["qualities"])
        )


class View(NamedTuple):
    """A mean in scale points and its standard error."""

    mean: float
    error: float


# From releases to means


class Views(NamedTuple):
    """What may be shown, to be found at once: a full room has thousands of cells.

    By whom it is about, the item, and who says it; `others` by whom it is about and the item, from
    the smallest groups that may be shown.
    """

    own: Mapping[tuple[str, int, str], View]
    seen: Mapping[tuple[str, int, str], View]
    expected: Mapping[tuple[str, int, str], View]
    others: Mapping[tuple[str, int], Sequence[View]]

    @classmethod
    def of(cls, parts: Mapping[str, Part]) -> "Views":
        """The views of the three steps."""
        others: dict[tuple[str, int], list[View]] = {}
        for cell in parts["others"].release.finest():
            others.setdefault((cell.target, cell.part), []).append(_view(cell))
        own, seen, expected = (_of_one_team(parts[role].release) for role in ROLES)
        return cls(own, seen, expected, others)


def _of_one_team(release: Release) -> dict[tuple[str, int, str], View]:
    return {
        (cell.target, cell.part, cell.group.teams[0]): _view(cell)
        for cell in release.cells
        if len(cell.group.teams) == 1 and cell.group.person is None
    }


def _views(found: Views, team: str, item: int, teams: Mapping[str, str]) -> dict[str, Any]:
    """The three means about a team, with their standard errors; None for what is withheld."""
    seen = found.others.get((team, item), [])
    guessed = [
        view
        for other in teams
        if other != team and (view := found.expected.get((other, item, team)))
    ]
    views = {
        "self": found.own.get((team, item, team)),
        "others": _of_several(seen, error_of_means([view.error for view in seen])),
        # the same people expect something of each other team: not several groups
        "expected": _of_several(guessed, fmean([view.error for view in guessed] or [0])),
    }
    return {
        **{role: view.mean if view else None for role, view in views.items()},
        "errors": {role: view.error if view else None for role, view in views.items()},
    }


def _pairs(
    found: Views, qualities: Sequence[str], teams: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """A team's view of itself, another team's view of it, and what it expected of that team."""
    for team, other in permutations(teams, 2):
        for item, quality in enumerate(qualities):
            own = found.own.get((team, item, team))
            seen = found.seen.get((team, item, other))
            expected = found.expected.get((other, item, team))
            if own is None or seen is None or expected is None:
                continue
            views = {"self": own, "others": seen, "expected": expected}
            means = {role: view.mean for role, view in views.items()}
            yield {
                "team": teams[team],
                "other": teams[other],
                "quality": quality,
                **means,
                "errors": {role: view.error for role, view in views.items()},
                "state": state(means["self"], means["others"], means["expected"]),
            }


def _view(cell: Cell) -> View:
    return View(average(cell.tally), error_of_mean(cell.tally["counts"]))


def _of_several(views: Sequence[View], error: float) -> View | None:
    if not views:
        return None
    return View(mean_of([view.mean for view in views]), error)


def _of_two(pair: Mapping[str, Any]) -> Line:
    """A team and how one other team sees it, with the figures of co-orientation."""
    own, others, expected = (pair[role] for role in ("self", "others", "expected"))
    return Line(
        {
            "Team": pair["team"],
            "Other team": pair["other"],
            "Quality": pair["quality"],
            "We see us": own,
            "They see us": others,
            "We expect": expected,
            "Agreement": minus(own, others),
            "Congruency": minus(own, expected),
            "Accuracy": minus(expected, others),
            "State": pair["state"],
        }
    )


def _compared(row: Mapping[str, Any]) -> bool:
    return row["others"] is not None and (row["self"], row["expected"]) != (None, None)
