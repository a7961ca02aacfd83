"""One team in three mirrors: for each quality, how it sees itself, is seen, expected to be seen."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, records, wrapped
from workshop_kit.look import ACCENT, BRAND, EXPECTED, PAPER, Sizes, sizes
from workshop_kit.sentence import ENGLISH, Words, sentence


class View(NamedTuple):
    """One of the three views: its words in the legend, and its mark.

    The marks are nested, so that all three can be told where they fall on the same point: a round
    one in a square in the outline of a diamond. `wide` counts in the size of a mark.
    """

    role: str
    words: str
    colour: str
    shape: str
    wide: float
    fill: str
    edge: str


VIEWS = (
    View("self", sentence("We see us"), BRAND, "square", 1.25, fill=BRAND, edge=BRAND),
    View("others", sentence("They see us"), ACCENT, "circle", 1.18, fill=ACCENT, edge=PAPER),
    View(
        "expected",
        sentence("We expected"),
        EXPECTED,
        "diamond",
        1.95,
        fill="transparent",
        edge=EXPECTED,
    ),
)
FURNITURE = 6
"""Lines of text around the rows: the legend, and the points with the words for the ends."""


class Grid(NamedTuple):
    """Where a quality and a point are in the picture. `mark` is smaller where rows are many;
    marks of values as `close` as this may overlap."""

    x: dict[str, Any]
    y: alt.Y
    mark: float
    close: float
    size: Sizes
    words: Words


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """A row for each quality with its marks on one line; what is withheld is absent."""
    size = sizes(big)
    labels, high = chart_theme.row_labels(
        [quality["quality"] for quality in picture["qualities"]],
        2.3 * size.label,
        size.height - FURNITURE * size.label,
        size,
    )
    rows = [
        {**quality, "quality": label}
        for label, quality in zip(labels, picture["qualities"], strict=True)
    ]
    grid = Grid(
        _across(picture, size),
        _down(labels, size),
        mark=min(size.mark, 0.27 * high),
        close=0.05 * (picture["points"] - 1),
        size=size,
        words=words,
    )
    layers = [
        _links(rows, grid),
        _marks(rows, grid),
        _numbers(rows, grid),
        _not_shown(rows, (1 + picture["points"]) / 2, grid),
    ]
    return chart_theme.layered(layers, high * len(rows), big)


def _across(picture: Mapping[str, Any], size: Sizes) -> dict[str, Any]:
    """From the first point to the last, with room for a number beyond either end."""
    points = picture["points"]
    low, high = (
        json.dumps([str(point), *wrapped(words, 22).split("\n")])
        for point, words in ((1, picture["low"]), (points, picture["high"]))
    )
    return {
        "type": "quantitative",
        "scale": alt.Scale(domain=[1, points], nice=False, zero=False, padding=2.8 * size.number),
        "axis": alt.Axis(
            values=list(range(1, points + 1)),
            grid=True,
            labelOverlap=False,
            labelExpr=f"datum.value == 1 ? {low} : datum.value == {points} ? {high} : datum.label",
        ),
    }


def _down(labels: Sequence[str], size: Sizes) -> alt.Y:
    return alt.Y(
        "quality:N", scale=alt.Scale(domain=list(labels)), axis=chart_theme.label_axis(size)
    )


def _seen(row: Mapping[str, Any]) -> list[tuple[float, View]]:
    """The views that may be shown, the lowest first."""
    seen = [(row[view.role], view) for view in VIEWS if row[view.role] is not None]
    return sorted(seen, key=lambda pair: pair[0])


def _links(rows: Sequence[Mapping[str, Any]], grid: Grid) -> alt.Chart:
    """The line between a quality's marks: the longer, the wider apart the views."""
    ends = [
        {"quality": row["quality"], "low": seen[0][0], "high": seen[-1][0]}
        for row in rows
        if (seen := _seen(row))
    ]
    links: alt.Chart = (
        alt.Chart(records(*ends))
        .encode(x=alt.X("low", **grid.x), x2="high", y=grid.y)
        .mark_rule(strokeWidth=grid.size.gap / 4, opacity=3 * FAINT)
    )
    return links


def _marks(rows: Sequence[Mapping[str, Any]], grid: Grid) -> alt.Chart:
    """The marks, in the order of the views, so that the smaller lie on the larger."""
    seen = [
        {
            "quality": row["quality"],
            "view": grid.words.say(view.words),
            "at": row[view.role],
            "area": (view.wide * grid.mark) ** 2,
        }
        for view in VIEWS
        for row in rows
        if row[view.role] is not None
    ]
    marks: alt.Chart = (
        alt.Chart(records(*seen))
        .encode(
            x=alt.X("at", **grid.x),
            y=grid.y,
            shape=alt.Shape("view:N", scale=_by_view([view.shape for view in VIEWS], grid)),
            fill=alt.Fill("view:N", scale=_by_view([view.fill for view in VIEWS], grid)),
            stroke=alt.Stroke("view:N", scale=_by_view([view.edge for view in VIEWS], grid)),
            size=alt.Size("area:Q", scale=None),
        )
        .mark_point(opacity=1, strokeWidth=chart_theme.EDGE * grid.mark)
    )
    return marks


def _by_view(values: Sequence[str | float], grid: Grid) -> alt.Scale:
    words = [grid.words.say(view.words) for view in VIEWS]
    return alt.Scale(type="ordinal", domain=words, range=list(values))


def _numbers(rows: Sequence[Mapping[str, Any]], grid: Grid) -> alt.Chart:
    """Numbers around the marks, where they never meet: the lowest to the left of its mark, the
    highest to the right, the one between above."""
    placed = [
        {"quality": row["quality"], **number} for row in rows for number in _placed(row, grid)
    ]
    numbers: alt.Chart = (
        alt.Chart(records(*placed))
        .encode(
            x=alt.X("at", **grid.x),
            y=grid.y,
            text="text:N",
            color=alt.Color("colour:N", scale=None),
        )
        .mark_text(
            align=alt.expr("datum.align"),
            baseline=alt.expr("datum.baseline"),
            dx=alt.expr("datum.dx"),
            dy=alt.expr("datum.dy"),
            fontSize=grid.size.number,
            fontWeight=700,
        )
    )
    return numbers


def _placed(row: Mapping[str, Any], grid: Grid) -> list[dict[str, Any]]:
    """A row's numbers, each clear of its mark and of the marks that overlap it."""
    seen = _seen(row)
    sides = {1: ["right"], 2: ["left", "right"]}.get(len(seen), ["left", "above", "right"])
    placed = []
    for (at, view), side in zip(seen, sides, strict=False):
        wide = max(other.wide for place, other in seen if abs(place - at) <= grid.close)
        away = wide * grid.mark / 2 + grid.size.gap / 2
        placed.append(
            {
                "at": at,
                "text": grid.words.number(at),
                "colour": chart_theme.readable(view.colour),
                **_SIDES[side](away),
            }
        )
    return placed


_SIDES: dict[str, Callable[[float], dict[str, Any]]] = {
    "left": lambda away: {"align": "right", "baseline": "middle", "dx": -away, "dy": 0},
    "right": lambda away: {"align": "left", "baseline": "middle", "dx": away, "dy": 0},
    "above": lambda away: {"align": "center", "baseline": "bottom", "dx": 0, "dy": -away},
}


def _not_shown(rows: Sequence[Mapping[str, Any]], middle: float, grid: Grid) -> alt.Chart:
    """Says so where none of the three may be shown."""
    places = [
        {"quality": row["quality"], "at": middle, "text": grid.words.say(NOT_SHOWN)}
        for row in rows
        if not _seen(row)
    ]
    words: alt.Chart = (
        alt.Chart(records(*places))
        .encode(x=alt.X("at", **grid.x), y=grid.y, text="text:N")
        .mark_text(fontStyle="italic", opacity=QUIET)
    )
    return words
