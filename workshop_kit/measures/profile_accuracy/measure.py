"""Profile accuracy: how well teams can tell how another team rates itself.

A team's own mean ratings are set beside what the others expected, in scale points; in what is
expected each team that may be shown by itself counts the same. Of a team that has judged at least
three others on four items or more it is told in what it erred (Cronbach's components), whether it
sees what sets the others apart (distinctive accuracy), and whether its guesses follow its own view
more than theirs (projection); see `profiles.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from workshop_kit import aloud
from workshop_kit.finding import (
    Finding,
    error_of_mean,
    error_of_means,
    figure,
    joined,
    nothing,
    strongest,
    sureness,
)
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.measures.profile_accuracy.profiles import (
    components,
    distinctive,
    double_entry,
    mean_square,
    projection,
)
from workshop_kit.question import Question
from workshop_kit.release import Cell, about, average, mean_of, minus
from workshop_kit.sentence import Sentence, sentence

TOLERANCE = 0.5
"""In scale points."""

TARGETS, ITEMS = 3, 4
"""Teams judged, and items, from which on it is told in what a team errs."""

ERRS = {
    "Errs by level": "elevation",
    "Errs by team": "differential_elevation",
    "Errs by item": "stereotype",
    "Errs by team and item": "differential",
}
"""Columns of the components of a team's error as a judge, in square scale points."""

CLEAR = 0.5
"""A distinctive accuracy that is worth a sentence."""

TOO_FEW = sentence(
    "Too few people answered to set what was expected beside how a team sees itself."
)
ALL_NEAR = sentence("No team is misread by more than half a point.")


@dataclass(frozen=True, kw_only=True)
class ProfileAccuracy(Measure):
    """Reads two scales with the same items: about one's own team, and how each other team is
    expected to rate itself."""

    title: ClassVar[str] = sentence("How well we read each other")
    charted: ClassVar[tuple[str, ...]] = ("They see themselves", "The others expected")
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "The team that is looked at; in the columns of errors the team that judges.",
        "Item": "What was rated.",
        "They see themselves": "The mean of the team's own people about it.",
        "The others expected": "How the others believed that the team rates itself: the mean of "
        "their means.",
        "Difference": "“The others expected” minus “They see themselves”.",
        "Errs by level": "Square points by which this team judges all others too high or too low "
        "(elevation).",
        "Errs by team": "Square points by which it misjudges which team is higher (differential "
        "elevation).",
        "Errs by item": "Square points by which it misjudges which item is higher for all "
        "(stereotype accuracy).",
        "Errs by team and item": "Square points that are left: who is high in what (differential "
        "accuracy). The four are its mean square error together.",
    }

    truth: str
    guess: str

    def steps(self) -> dict[str, str]:
        return {"truth": self.truth, "guess": self.guess}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if (about[self.truth], about[self.guess]) != ("own_team", "other_teams"):
            raise ValueError("truth is a step about own_team, guess is a step about other_teams")
        both = [questions[self.truth], questions[self.guess]]
        if any(q.kind() != "scale" for q in both) or len({q.parts() for q in both}) > 1:
            raise ValueError("the two steps must be scales with the same items")
        if len({getattr(q, "points", None) for q in both}) > 1:
            raise ValueError("the two scales must have the same number of points")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """A picture for each team, with two means for each item, None where withheld; and what is
        told of each team as a judge."""
        scale = parts["truth"].question
        ends = {key: getattr(scale, key, "") for key in ("low", "high")}
        points = getattr(scale, "points", 5)
        items, views = list(enumerate(scale.parts())), Views.of(parts)
        return {
            "points": points,
            "judges": list(_judges(views, room.teams, len(items))),
            "pictures": [
                {
                    "team": team,
                    "title": name,
                    "points": points,
                    **ends,
                    "rows": [{"item": label, **_row(views, team, i)} for i, label in items],
                }
                for team, name in room.teams.items()
            ],
        }

    def findings(self, result: Result) -> list[Finding]:
        most = result["points"] - 1
        rows = [
            (picture["title"], row)
            for picture in pictures(result)
            for row in picture["rows"]
            if row["own"] is not None and row["expected"] is not None
        ]
        if not rows:
            return nothing(TOO_FEW)
        found = [finding for team, row in rows for finding in _misread(team, row, most)]
        found += [finding for judge in result["judges"] for finding in _of_judge(judge)]
        return strongest(found) or nothing(ALL_NEAR)

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Team": picture["title"],
                    "Item": row["item"],
                    "They see themselves": row["own"],
                    "The others expected": row["expected"],
                    "Difference": minus(row["expected"], row["own"]),
                    **_as_judge(result, picture["title"]),
                }
            )
            for picture in pictures(result)
            for row in picture["rows"]
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        def told(row: Mapping[str, Any]) -> Sentence:
            views = {
                "own": sentence("they see themselves"),
                "expected": sentence("what the others expected"),
            }
            return aloud.row(
                [aloud.valued(view, aloud.mean(row[key])) for key, view in views.items()]
            )

        return joined(*(aloud.ended(aloud.of(row["item"], told(row))) for row in picture["rows"]))


Cells = Mapping[tuple[str, int, str], Cell]
"""Those of one team alone: by whom they are about, the item, and whose they are."""


class Views(NamedTuple):
    """What may be shown, to be found at once: a full room has thousands of cells. `seen` has the
    guesses of the smallest groups that may be shown, by whom they are about and the item."""

    truth: Cells
    guess: Cells
    seen: Mapping[tuple[str, int], Sequence[Cell]]

    @classmethod
    def of(cls, parts: Mapping[str, Part]) -> "Views":
        """The views of the two steps."""
        seen: dict[tuple[str, int], list[Cell]] = {}
        for cell in parts["guess"].release.finest():
            seen.setdefault((cell.target, cell.part), []).append(cell)
        truth, guess = (
            {
                (cell.target, cell.part, cell.group.teams[0]): cell
                for cell in parts[role].release.cells
                if len(cell.group.teams) == 1 and cell.group.person is None
            }
            for role in ("truth", "guess")
        )
        return cls(truth, guess, seen)


def _row(views: Views, team: str, item: int) -> dict[str, Any]:
    own, seen = views.truth.get((team, item, team)), views.seen.get((team, item), [])
    return {
        "own": average(own.tally) if own else None,
        "expected": mean_of([average(cell.tally) for cell in seen]) if seen else None,
        "errors": [_error(own), error_of_means([_error(cell) for cell in seen])],
    }


def _error(cell: Cell | None) -> float:
    return error_of_mean(cell.tally["counts"]) if cell else 0.0


def _judges(views: Views, teams: Mapping[str, str], items: int) -> Iterator[dict[str, Any]]:
    """What is told of each team that has judged enough others."""
    for judge, name in teams.items():
        guess, truth = [], []
        for team in teams:
            expected = _profile(views.guess, team, items, judge)
            itself = _profile(views.truth, team, items, team)
            if team != judge and expected and itself:
                guess.append(expected)
                truth.append(itself)
        if len(guess) < TARGETS or items < ITEMS:
            continue
        own = _profile(views.truth, judge, items, judge)
        guesses, truths = ([x for row in table for x in row] for table in (guess, truth))
        weights = projection(guesses, truths, own * len(guess)) if own else None
        apart = distinctive(guess, truth)
        found = {"mean_square": mean_square(guess, truth), **components(guess, truth)._asdict()}
        weighed = weights._asdict() if weights else {}
        yield {
            "team": name,
            **{key: about(value, *guesses, *truths) for key, value in found.items()},
            "distinctive": None if apart is None else about(apart, *guesses, *truths),
            "profiles": [double_entry(g, t) for g, t in zip(guess, truth, strict=True)],
            "weights": {k: about(w, *guesses, *truths, *own) for k, w in weighed.items()} or None,
        }


def _as_judge(result: Result, team: str) -> dict[str, str | float | None]:
    """In what a team errs when it expects something of the others, as columns."""
    judge = {found["team"]: found for found in result["judges"]}.get(team, {})
    return {column: judge.get(name) for column, name in ERRS.items()} if result["judges"] else {}


def _profile(found: Cells, target: str, items: int, rater: str) -> list[float]:
    """A team's means of all items; empty where one of them may not be shown."""
    cells = [found.get((target, item, rater)) for item in range(items)]
    means = [average(cell.tally) for cell in cells if cell]
    return means if len(means) == items else []


def _misread(team: str, row: Mapping[str, Any], most: int) -> Iterator[Finding]:
    apart = round(row["expected"] - row["own"], 9)
    if abs(apart) > TOLERANCE:
        told = {"own": row["own"], "expected": row["expected"]}
        yield Finding(
            said=sentence(
                "On “{item}” the others expected {expected:.1f} of {team}; {team} itself says "
                "{own:.1f}.",
                item=row["item"],
                team=team,
                **told,
            ),
            figure=figure("{expected:.1f} → {own:.1f}", **told),
            ask=sentence("{team}: what do the others not see of you here?", team=team),
            size=abs(apart) / most,
            sure=sureness(apart, *row["errors"]),
        )


def _of_judge(judge: Mapping[str, Any]) -> Iterator[Finding]:
    """Who sees what sets the others apart, and who sees itself in them."""
    team, weights = judge["team"], judge["weights"]
    if judge["distinctive"] is not None and judge["distinctive"] >= CLEAR:
        yield Finding(
            said=sentence(
                "{team} sees what sets the other teams apart: agreement {agreement:.2f}, where 1 "
                "is all of it.",
                team=team,
                agreement=judge["distinctive"],
            ),
            figure=figure("{agreement:.2f}", agreement=judge["distinctive"]),
            ask=sentence("{team}: how do you know the others so well?", team=team),
            size=judge["distinctive"] / 3,
        )
    if weights and weights["own"] > max(CLEAR, weights["truth"]):
        yield Finding(
            said=sentence(
                "What {team} expects of the others follows its own view more than theirs: "
                "{own:.1f} of a point for each of its own, {truth:.1f} for each of theirs.",
                team=team,
                **weights,
            ),
            figure=figure("{own:.1f} ↔ {truth:.1f}", **weights),
            ask=sentence("{team}: in what are the others not like you?", team=team),
            size=min(1.0, weights["own"] - weights["truth"]) / 3,
        )
