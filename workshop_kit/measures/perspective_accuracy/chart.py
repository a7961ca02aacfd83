"""One team's own order beside the one that the others expected: a line from place to place."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import ACCENT, BRAND, Sizes, sizes
from workshop_kit.measures.perspective_accuracy.measure import PerspectiveAccuracy
from workshop_kit.sentence import ENGLISH, Words, sentence

FAR = 2
"""Places apart from which on a line is drawn strong."""

_LETTERS = 32
_LONG = 76
_PITCH = 1.15
_X = alt.Scale(domain=[0, 1], nice=False)


class Side(NamedTuple):
    """One of the two orders: its words above, its colour, and where its marks and items are."""

    view: str
    words: str
    colour: str
    mark: float
    item: float
    align: Literal["left", "right"]


SIDES = (
    Side("own", sentence("Their own order"), BRAND, 0.41, 0.38, "right"),
    Side("expected", sentence("What the others expected"), ACCENT, 0.59, 0.62, "left"),
)


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """Two columns of items in order, what they have to do with each other, and how near it is."""
    size = sizes(big)
    rows = picture["rows"]
    notes = [words.say(note) for note in PerspectiveAccuracy.notes(picture)]
    shown = [side for side in SIDES if rows[0][side.view] is not None]
    if not shown:
        return chart_theme.note(" ".join(notes), big)
    tall = max(wrapped(row["item"], _LETTERS).count("\n") + 1 for row in rows)
    head, below = 2.4 * size.label, [wrapped(text, _LONG) for text in notes]
    foot = (0.8 + 1.2 * sum(text.count("\n") + 1 for text in below)) * size.label
    least = max(1.9, _PITCH * tall + 0.5) * size.label
    high = max(least, min(4.2 * size.label, (size.height - head - foot) / len(rows)))
    end = head + high * len(rows)
    at = {side.view: _heights(rows, side.view, head + high / 2, high) for side in shown}
    layers = [_lines(rows, at, size)] if len(shown) == len(SIDES) else []
    for side in SIDES:
        layers.append(_text(words.say(side.words), side, 1.1 * size.label, bold=True))
        if side in shown:
            layers += _column(rows, side, at[side.view], size)
        else:
            layers.append(_text(words.say(NOT_SHOWN), side, (head + end) / 2))
    return chart_theme.layered(
        [*layers, *_notes(below, end + 1.1 * size.label, size)], end + foot, big
    )


def _heights(rows: Sequence[Mapping[str, Any]], view: str, top: float, high: float) -> list[float]:
    """Where each item is from the top; those that share a place in the order of the other side."""
    other = {"own": "expected", "expected": "own"}[view]
    order = sorted(range(len(rows)), key=lambda i: (rows[i][view], rows[i][other] or 0, i))
    return [top + high * order.index(i) for i in range(len(rows))]


def _lines(
    rows: Sequence[Mapping[str, Any]], at: Mapping[str, Sequence[float]], size: Sizes
) -> alt.Chart:
    """From each item's own place to the expected one; the farther apart, the stronger."""
    left, right = SIDES
    ends = [
        {
            "x": left.mark,
            "to": right.mark,
            "y": at[left.view][i],
            "y_to": at[right.view][i],
            "far": abs(row["own"] - row["expected"]) >= FAR,
        }
        for i, row in enumerate(rows)
    ]
    lines: alt.Chart = (
        alt.Chart(records(*ends))
        .encode(
            x=_x("x:Q"),
            x2="to:Q",
            y=_y("y:Q"),
            y2="y_to:Q",
            opacity=chart_theme.opacity("datum.far", 0.9, 0.35),
            size=alt.SizeValue(
                size.mark / 8,
                condition=alt.ConditionalPredicateValueDefnumber(
                    test="datum.far", value=size.mark / 4
                ),
            ),
        )
        .mark_rule(color=TEXT)
    )
    return lines


def _column(
    rows: Sequence[Mapping[str, Any]], side: Side, at: Sequence[float], size: Sizes
) -> list[alt.Chart]:
    """The items of one side, each with its place in a round mark."""
    told = []
    for row, y in zip(rows, at, strict=True):
        label = wrapped(row["item"], _LETTERS)
        up = _PITCH * size.label / 2 * label.count("\n")
        told.append({"label": label, "place": row[side.view], "y": y, "up": -up})
    base = alt.Chart(records(*[{**row, "x": side.mark, "aside": side.item} for row in told]))
    marks = base.encode(x=_x("x:Q"), y=_y("y:Q"))
    return [
        marks.mark_point(
            shape="circle", filled=True, size=(1.5 * size.number) ** 2, color=side.colour, opacity=1
        ),
        marks.encode(text="place:Q").mark_text(
            color=chart_theme.letters_on(side.colour), fontSize=size.number, fontWeight=700
        ),
        base.encode(x=_x("aside:Q"), y=_y("y:Q"), text="label:N").mark_text(
            align=side.align,
            baseline="middle",
            lineBreak="\n",
            dy=alt.expr("datum.up"),
        ),
    ]


def _text(text: str, side: Side, y: float, bold: bool = False) -> alt.Chart:
    """Words at a side, over its items: its heading, or what is in their place."""
    words: alt.Chart = (
        alt.Chart(records({"text": text, "x": side.item}))
        .encode(x=_x("x:Q"), text="text:N")
        .mark_text(
            y=y,
            align=side.align,
            baseline="middle",
            color=chart_theme.readable(side.colour) if bold else TEXT,
            fontWeight="bold" if bold else "normal",
            fontStyle="normal" if bold else "italic",
            opacity=1 if bold else QUIET,
        )
    )
    return words


def _notes(sentences: Sequence[str], y: float, size: Sizes) -> list[alt.Chart]:
    layers = []
    for text in sentences:
        words = alt.Chart(records({"text": text, "x": 0.5})).encode(x=_x("x:Q"), text="text:N")
        layers.append(
            words.mark_text(y=y, align="center", baseline="middle", lineBreak="\n", opacity=QUIET)
        )
        y += 1.2 * size.label * (text.count("\n") + 1)
    return layers


def _x(field: str) -> alt.X:
    return alt.X(field, scale=_X, axis=None)


def _y(field: str) -> alt.Y:
    """A height in pixels from the top, as it is."""
    return alt.Y(field, scale=None, axis=None)
