"""One team in three mirrors: for each quality, how it sees itself, is seen, expected to be seen."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, records, wrapped
from workshop_kit.look import ACCENT, BRAND, EXPECTED, PAPER, Sizes, sizes

Row = tuple[str, Mapping[str, Any]]
"""A quality by its label in lines."""


class View(NamedTuple):
    """One of the three views: its words in the legend, and its mark."""

    role: str
    words: str
    shape: str
    colour: str
    fill: str
    edge: str


VIEWS = (
    View("self", "We see us", "square", BRAND, fill=BRAND, edge=PAPER),
    View("others", "They see us", "circle", ACCENT, fill=ACCENT, edge=PAPER),
    View("expected", "We expected", "diamond", EXPECTED, fill="transparent", edge=EXPECTED),
)


def draw(picture: Mapping[str, Any], big: bool) -> alt.LayerChart:
    """A row for each quality with its marks on one line; what is withheld is absent."""
    size = sizes(big)
    qualities = picture["qualities"]
    labels, row = chart_theme.row_labels([q["quality"] for q in qualities], 1.9 * size.mark, size)
    rows = list(zip(labels, qualities, strict=True))
    x, y = _across(picture, size), _down(labels)
    layers = [
        _rails(labels, picture["points"], x, y, size),
        _links(rows, x, y, size),
        _marks(rows, x, y, size),
        *_numbers(rows, x, y, size),
        _bare(rows, (1 + picture["points"]) / 2, x, y),
    ]
    chart = alt.layer(*layers).properties(title=picture["title"], height=row * len(rows))
    return chart_theme.themed(chart, big)


def _across(picture: Mapping[str, Any], size: Sizes) -> dict[str, Any]:
    """From the first point to the last, with room for a number beyond either end."""
    points = picture["points"]
    low, high = (
        json.dumps([str(point), *wrapped(words, 22).split("\n")])
        for point, words in ((1, picture["low"]), (points, picture["high"]))
    )
    return {
        "type": "quantitative",
        "scale": alt.Scale(domain=[1, points], nice=False, zero=False, padding=2.4 * size.number),
        "axis": alt.Axis(
            values=list(range(1, points + 1)),
            grid=True,
            labelExpr=f"datum.value == 1 ? {low} : datum.value == {points} ? {high} : datum.label",
        ),
    }


def _down(labels: Sequence[str]) -> alt.Y:
    return alt.Y(
        "quality:N",
        scale=alt.Scale(domain=list(labels)),
        axis=alt.Axis(labelExpr=chart_theme.LINES),
    )


def _rails(
    labels: Sequence[str], points: int, x: dict[str, Any], y: alt.Y, size: Sizes
) -> alt.Chart:
    """A faint line for each quality from end to end."""
    rails = records(*({"quality": label, "low": 1, "high": points} for label in labels))
    return (
        alt.Chart(rails)
        .mark_rule(strokeWidth=size.gap / 8, opacity=FAINT)
        .encode(x=alt.X("low", **x), x2="high", y=y)
    )


def _links(rows: Sequence[Row], x: dict[str, Any], y: alt.Y, size: Sizes) -> alt.Chart:
    """The line between a quality's marks: the longer, the wider apart the views."""
    links = [
        {"quality": label, "low": seen[0][0], "high": seen[-1][0]}
        for label, quality in rows
        if (seen := _seen(quality))
    ]
    return (
        alt.Chart(records(*links))
        .mark_rule(strokeWidth=size.gap / 3, opacity=3 * FAINT)
        .encode(x=alt.X("low", **x), x2="high", y=y)
    )


def _marks(rows: Sequence[Row], x: dict[str, Any], y: alt.Y, size: Sizes) -> alt.Chart:
    """The three marks, nested so that all can be told where they fall on the same point."""
    marks = [
        {"quality": label, "view": view.words, "at": quality[view.role]}
        for view in VIEWS
        for label, quality in rows
        if quality[view.role] is not None
    ]
    words = [view.words for view in VIEWS]

    def by_view(values: list[str]) -> dict[str, Any]:
        return {"scale": alt.Scale(domain=words, range=values), "legend": alt.Legend()}

    return (
        alt.Chart(records(*marks))
        .mark_point(opacity=1, size=size.mark**2, strokeWidth=size.gap / 4)
        .encode(
            x=alt.X("at", **x),
            y=y,
            shape=alt.Shape("view:N", **by_view([view.shape for view in VIEWS])),
            fill=alt.Fill("view:N", **by_view([view.fill for view in VIEWS])),
            stroke=alt.Stroke("view:N", **by_view([view.edge for view in VIEWS])),
        )
    )


def _seen(quality: Mapping[str, Any]) -> list[tuple[float, View]]:
    """The views that may be shown, the lowest first."""
    seen = [(quality[view.role], view) for view in VIEWS if quality[view.role] is not None]
    return sorted(seen, key=lambda pair: pair[0])


def _numbers(rows: Sequence[Row], x: dict[str, Any], y: alt.Y, size: Sizes) -> list[alt.Chart]:
    """Numbers around the marks, where they never meet: the lowest to the left of its mark, the
    highest to the right, the one between above."""
    base = alt.Chart(records(*(n for label, quality in rows for n in _placed(label, quality))))
    number = base.encode(
        x=alt.X("at", **x), y=y, text="text:N", color=alt.Color("colour:N", scale=None)
    )
    aside, above = 0.85 * size.mark, 0.6 * size.mark
    where: dict[str, dict[str, Any]] = {
        "left": {"align": "right", "dx": -aside},
        "right": {"align": "left", "dx": aside},
        "above": {"baseline": "bottom", "dy": -above},
    }
    return [
        number.transform_filter(f"datum.side == '{side}'").mark_text(
            fontSize=size.number, fontWeight=700, **place
        )
        for side, place in where.items()
    ]


def _placed(label: str, quality: Mapping[str, Any]) -> list[dict[str, Any]]:
    seen = _seen(quality)
    sides = ("left", "above", "right") if len(seen) == 3 else ("left", "right")[-len(seen) :]
    return [
        {"quality": label, "at": at, "text": f"{at:.1f}", "colour": view.colour, "side": side}
        for (at, view), side in zip(seen, sides, strict=False)
    ]


def _bare(rows: Sequence[Row], middle: float, x: dict[str, Any], y: alt.Y) -> alt.Chart:
    """Says so where none of the three may be shown."""
    bare = [
        {"quality": label, "at": middle, "text": NOT_SHOWN}
        for label, quality in rows
        if not _seen(quality)
    ]
    return (
        alt.Chart(records(*bare))
        .mark_text(fontStyle="italic", opacity=QUIET)
        .encode(x=alt.X("at", **x), y=y, text="text:N")
    )
