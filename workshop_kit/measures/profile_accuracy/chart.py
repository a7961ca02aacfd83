"""How a team rates itself beside what the others expected: two marks on a line for each item."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import ACCENT, BRAND, Sizes, sizes
from workshop_kit.sentence import ENGLISH, Words, sentence

SIDES = {
    "own": (sentence("They see themselves"), BRAND, "square"),
    "expected": (sentence("What the others expected"), ACCENT, "circle"),
}


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """A row for each item; what is withheld is absent."""
    size, points = sizes(big), picture["points"]
    labels, high = chart_theme.row_labels(
        [row["item"] for row in picture["rows"]],
        2.3 * size.label,
        size.height - 6 * size.label,
        size,
    )
    pairs = list(zip(labels, picture["rows"], strict=True))
    x = _across(picture, size)
    y = alt.Y("item:N", scale=alt.Scale(domain=labels), axis=chart_theme.label_axis(size))
    marks = [
        {
            "item": label,
            "at": row[role],
            "side": words.say(said),
            "text": words.number(row[role]),
        }
        for role, (said, _, _) in SIDES.items()
        for label, row in pairs
        if row[role] is not None
    ]
    for mark in marks:
        beside = [other for other in marks if other["item"] == mark["item"]]
        mark["right"] = mark is max(beside, key=lambda other: other["at"])
    spans = [
        {"item": label, "from": row["own"], "to": row["expected"]}
        for label, row in pairs
        if row["own"] is not None and row["expected"] is not None
    ]
    absent = [
        {"item": label, "at": (1 + points) / 2, "text": words.say(NOT_SHOWN)}
        for label, row in pairs
        if row["own"] is None and row["expected"] is None
    ]
    domain = [words.say(said) for said, _, _ in SIDES.values()]
    colours = alt.Scale(domain=domain, range=[colour for _, colour, _ in SIDES.values()])
    shapes = alt.Scale(domain=domain, range=[shape for _, _, shape in SIDES.values()])
    base = alt.Chart(records(*marks)).encode(x=alt.X("at", **x), y=y)
    away = 0.6 * size.mark + size.gap / 2
    layers = [
        alt.Chart(records(*spans))
        .encode(x=alt.X("from", **x), x2="to", y=y)
        .mark_rule(strokeWidth=size.gap / 4, opacity=3 * FAINT, color=TEXT),
        base.mark_point(filled=True, opacity=1, size=size.mark**2).encode(
            color=alt.Color("side:N", scale=colours), shape=alt.Shape("side:N", scale=shapes)
        ),
        base.mark_text(
            align=alt.expr("datum.right ? 'left' : 'right'"),
            dx=alt.expr(f"datum.right ? {away} : -{away}"),
            fontSize=size.number,
            fontWeight=700,
        ).encode(text="text:N"),
        alt.Chart(records(*absent))
        .encode(x=alt.X("at", **x), y=y, text="text:N")
        .mark_text(fontStyle="italic", opacity=QUIET),
    ]
    return chart_theme.layered(layers, high * len(pairs), big)


def _across(picture: Mapping[str, Any], size: Sizes) -> dict[str, Any]:
    """The points of the scale, under the ends of it their words."""
    points = picture["points"]
    ends = {1: picture["low"], points: picture["high"]}
    told = {p: json.dumps([str(p), *wrapped(text, 22).split("\n")]) for p, text in ends.items()}
    return {
        "type": "quantitative",
        "scale": alt.Scale(domain=[1, points], nice=False, zero=False, padding=2.8 * size.number),
        "axis": alt.Axis(
            values=list(range(1, points + 1)),
            grid=True,
            labelOverlap=False,
            labelExpr=f"datum.value == 1 ? {told[1]} : datum.value == {points} ? {told[points]}"
            " : datum.label",
        ),
    }
