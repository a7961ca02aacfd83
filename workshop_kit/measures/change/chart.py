"""What has changed: for each item an arrow from the mean before to the mean now."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import ACCENT, BRAND, Sizes, sizes
from workshop_kit.measures.change.measure import counts

FURNITURE = 5
"""Lines of text around the rows."""

BESIDE = 0.55
"""Room for words to the right of the scale, in its length."""


def draw(picture: Mapping[str, Any], big: bool) -> alt.LayerChart:
    """A row for each item, its arrow to the right if it went up; how many went which way."""
    size, points = sizes(big), picture["points"]
    labels, high = chart_theme.row_labels(
        [row["item"] or "All" for row in picture["rows"]],
        2.3 * size.label,
        size.height - FURNITURE * size.label,
        size,
    )
    rows = [_placed(row, label) for row, label in zip(picture["rows"], labels, strict=True)]
    beside = points + 0.11 * (points - 1)
    x = _across(picture, size)
    y = alt.Y("item:N", scale=alt.Scale(domain=labels), axis=chart_theme.label_axis(size))
    base = alt.Chart(records(*rows)).encode(y=y)
    compared = base.transform_filter("isValid(datum.before) && isValid(datum.now)")
    layers = [
        compared.mark_rule(strokeWidth=size.gap / 2, opacity=0.5).encode(
            x=alt.X("before:Q", **x), x2="now:Q", color=alt.Color("colour:N", scale=None)
        ),
        base.mark_point(size=size.mark**2, strokeWidth=size.gap / 3, filled=False).encode(
            x=alt.X("before:Q", **x), color=alt.ColorValue(TEXT)
        ),
        base.mark_point(size=(1.25 * size.mark) ** 2, filled=True, opacity=1).encode(
            x=alt.X("now:Q", **x),
            color=alt.Color("colour:N", scale=None),
            shape=alt.Shape("shape:N", scale=None),
            angle=alt.Angle("angle:Q", scale=None),
        ),
        _numbers(base, x, size),
        base.mark_text(align="left").encode(
            x=alt.datum(beside, **x),
            text="told:N",
            opacity=chart_theme.opacity("datum.known", 1, QUIET),
        ),
    ]
    return chart_theme.layered(layers, high * len(rows), big)


def _placed(row: Mapping[str, Any], label: str) -> dict[str, Any]:
    """A row as its marks need it: the arrow points to where it has moved."""
    before, now = row["before"], row["now"]
    moved = 0.0 if before is None or now is None else round(now - before, 9)
    return {
        "item": label,
        "before": before,
        "now": now,
        "colour": ACCENT if moved < 0 else BRAND,
        "shape": "triangle-right" if moved > 0 else "triangle-left" if moved < 0 else "circle",
        "angle": 0,
        "text": "" if now is None else f"{now:.1f}",
        "side": -1 if moved < 0 else 1,
        "known": bool(row["pairs"]),
        "told": counts(row).replace(", ", " · ") if row["pairs"] else NOT_SHOWN,
    }


def _numbers(base: alt.Chart, x: dict[str, Any], size: Sizes) -> alt.Chart:
    """The mean now, on the far side of its arrow."""
    away = size.mark * 0.75 + size.gap / 2
    numbers: alt.Chart = base.mark_text(
        align=alt.expr("datum.side < 0 ? 'right' : 'left'"),
        dx=alt.expr(f"datum.side * {away}"),
        fontSize=size.number,
        fontWeight=700,
        color=TEXT,
    ).encode(x=alt.X("now:Q", **x), text="text:N")
    return numbers


def _across(picture: Mapping[str, Any], size: Sizes) -> dict[str, Any]:
    """The points, the words for the ends under the first and the last, and room for words."""
    points = picture["points"]
    ends = {1: picture["low"], points: picture["high"]}
    words = {p: json.dumps([str(p), *wrapped(text, 22).split("\n")]) for p, text in ends.items()}
    return {
        "type": "quantitative",
        "scale": alt.Scale(domain=[1, points + BESIDE * (points - 1)], nice=False, zero=False),
        "axis": alt.Axis(
            values=list(range(1, points + 1)),
            grid=True,
            labelOverlap=False,
            labelExpr=f"datum.value == 1 ? {words[1]} : datum.value == {points} ? {words[points]}"
            " : datum.label",
        ),
    }
