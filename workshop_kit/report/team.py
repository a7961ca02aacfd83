"""What a workshop says about one team: nothing that was not shown to everybody."""

from dataclasses import dataclass
from typing import NamedTuple

from workshop_kit import findings
from workshop_kit.afterwards.commitments import Commitment
from workshop_kit.figures import Figures
from workshop_kit.measure import pictures
from workshop_kit.report import boards
from workshop_kit.report.boards import Need
from workshop_kit.report.shown import prompt, shown
from workshop_kit.report.tongue import Tongue


class View(NamedTuple):
    """How a team is seen on one quality, in scale points; None where it may not be shown."""

    quality: str
    ours: float | None
    others: float | None
    expected: float | None


class Trust(NamedTuple):
    """How far the team and another count on each other, in scale points."""

    team: str
    we: float | None
    they: float | None


class Said(NamedTuple):
    """What was written about the team, in answer to one question."""

    prompt: str
    texts: list[tuple[str, str]]


@dataclass(frozen=True)
class Pack:
    """All that is about one team. `needed` is what others need from it, `asked` what it needs."""

    name: str
    needed: list[Need]
    asked: list[Need]
    views: list[View]
    points: int
    trust: list[Trust]
    trust_points: int
    said: list[Said]
    ours: list[Commitment]
    for_us: list[Commitment]


def pack(figures: Figures, team: str, say: Tongue) -> Pack:
    """What there is about the team of that id."""
    name = figures.workshop.team_names[team]
    needs = boards.needs(figures, say)
    views, points = _views(figures, team)
    trust, trust_points = _trust(figures, name, say)
    return Pack(
        name,
        [need for need in needs if need.to == name],
        [need for need in needs if need.by == name],
        views,
        points,
        trust,
        trust_points,
        _said(figures, team, say),
        [c for c in figures.commitments if c.team == name],
        [c for c in figures.commitments if c.whom.casefold() == name.casefold()],
    )


def _views(figures: Figures, team: str) -> tuple[list[View], int]:
    """From the last perception gap of the workshop."""
    found: list[View] = []
    points = 0
    for item in figures.workshop.items:
        for _, measure, result in findings.measured(item, figures.results):
            if measure.kind() != "perception_gap":
                continue
            for picture in pictures(result):
                if picture["team"] == team and "qualities" in picture:
                    points = result["points"]
                    found = [
                        View(row["quality"], row["self"], row["others"], row["expected"])
                        for row in picture["qualities"]
                    ]
    return found, points


def _trust(figures: Figures, name: str, say: Tongue) -> tuple[list[Trust], int]:
    """From the last trust map: the team's row and its column."""
    found: list[Trust] = []
    points = 0
    for matrix in boards.matrices(figures, say):
        points, place = matrix.points, matrix.teams.index(name)
        own = {row_own: means for _, row_own, means in matrix.rows if row_own is not None}
        found = [
            Trust(other, own[place][number], own[number][place])
            for number, other in enumerate(matrix.teams)
            if number != place and number in own and place in own
        ]
    return found, points


def _said(figures: Figures, team: str, say: Tongue) -> list[Said]:
    """Cards about the team, but for needs, which stand apart."""
    found = []
    for step in shown(figures):
        if step.place.step.about not in ("other_teams", "another_team"):
            continue
        needs = {r.measure.steps().get("needs") for r in step.place.item.exercise.readings}
        texts = [(c.text, c.by) for c in step.release.cards if c.about == team]
        if texts and step.place.step.id not in needs:
            found.append(Said(prompt(step.place.step, say), texts))
    return found
