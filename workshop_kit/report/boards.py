"""What is to be done and who counts on whom: needs, commitments, the trust matrix."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from workshop_kit import findings
from workshop_kit.figures import Figures
from workshop_kit.measure import Result, pictures
from workshop_kit.report.shown import title_of
from workshop_kit.report.tongue import Tongue

NEEDS, COMMITMENTS, TRUST = "needs_board", "commitments_board", "trust_map"


class Need(NamedTuple):
    """What one team needs from another. `answers` are counts by the word of the answer."""

    text: str
    by: str
    to: str
    answer: str
    answers: dict[str, int]


class Matrix(NamedTuple):
    """Rows rate columns, in scale points; None where it may not be shown. `own` is the place of
    the row's own team among the columns, None where the row is of several teams."""

    title: str
    teams: list[str]
    rows: list[tuple[str, int | None, list[float | None]]]
    low: str
    high: str
    points: int


def has(figures: Figures, kind: str) -> bool:
    """Is there an exercise in the agenda that ends in this board?"""
    if kind == COMMITMENTS and any(p.step.ask == "commitment" for p in figures.workshop.places):
        return True
    readings = (r for item in figures.workshop.items for r in item.exercise.readings)
    return any(reading.show == kind for reading in readings)


def needs(figures: Figures, say: Tongue) -> list[Need]:
    """Every need that was revealed, in the order of the teams that were asked."""
    return [
        Need(
            row["text"],
            row["by"],
            picture["title"],
            answer_of(result, row, say),
            _counts(result, row),
        )
        for _, result in _of_kind(figures, NEEDS, say)
        for picture in pictures(result)
        for row in picture["rows"]
    ]


def matrices(figures: Figures, say: Tongue) -> list[Matrix]:
    """Each trust map of the workshop, with the title of its exercise."""
    found = []
    for title, result in _of_kind(figures, TRUST, say):
        for picture in pictures(result):
            if "rows" not in picture:
                continue  # arrows: they say the same
            rows = [(say.name(r["label"]), r["own"], r["means"]) for r in picture["rows"]]
            ends = (picture["low"], picture["high"], picture["points"])
            found.append(Matrix(title, list(picture["teams"]), rows, *ends))
    return found


def _of_kind(figures: Figures, kind: str, say: Tongue) -> Iterator[tuple[str, Result]]:
    for item in figures.workshop.items:
        for _, measure, result in findings.measured(item, figures.results):
            if measure.kind() == kind:
                yield title_of(figures.workshop, item, say), result


def answer_of(result: Result, row: Mapping[str, Any], say: Tongue) -> str:
    """What most of those who answered a need said."""
    meanings = ("yes", "no", "try", "vague")
    if row["answer"] in meanings:
        return str(result["answers"][meanings.index(row["answer"])])
    return say("divided") if row["answer"] == "divided" else say("not answered")


def _counts(result: Result, row: dict[str, Any]) -> dict[str, int]:
    return dict(zip(result["answers"], row["counts"], strict=False))


def day_of(text: str) -> date | None:
    """A day such as 2030-01-31; None where there is none."""
    return date.fromisoformat(text) if text else None
