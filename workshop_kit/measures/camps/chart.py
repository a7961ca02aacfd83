"""Camps as diverging bars: the low side to the left of a line, the high side to the right."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Literal

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import Sizes, sizes
from workshop_kit.measures.camps.measure import Camps
from workshop_kit.sentence import ENGLISH, Words

LEAST_WITH_NUMBER = 0.04
VERDICT_AT = 1.5
"""Where the verdict ends, if the longer side ends at 1."""
ALONE = 12
"""How high the only bar is, in the size of a label."""


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """A bar for each line of the scale; its middle point lies half on either side."""
    size, rows = sizes(big), picture["rows"]
    if all(row["counts"] is None for row in rows):
        return chart_theme.note(words.say(NOT_SHOWN), big)
    head = 2.6 * size.label
    labels, high = chart_theme.row_labels(
        [row["item"] or " " for row in rows], 2.2 * size.label, size.height - head, size
    )
    if len(labels) == 1:
        high = ALONE * size.label
    end = head + high * len(labels)
    y = alt.Y(
        "item:N",
        scale=alt.Scale(domain=labels, range=[head, end], paddingInner=0.3, paddingOuter=0.15),
        axis=chart_theme.label_axis(size),
    )
    pairs = list(zip(labels, rows, strict=True))
    pieces = [
        {"item": label, **piece}
        for label, row in pairs
        if row["counts"] is not None
        for piece in _pieces(row["counts"])
    ]
    reach = max(abs(piece[end]) for piece in pieces for end in ("from", "to"))
    x = _scale(reach)
    base = alt.Chart(records(*pieces)).encode(y=y)
    wide = base.transform_filter(f"datum.share >= {LEAST_WITH_NUMBER}")
    told = [
        {"item": label, "at": VERDICT_AT * reach, "text": words.say(Camps.verdict(row))}
        for label, row in pairs
    ]
    verdicts = alt.Chart(records(*told)).encode(x=x("at:Q"), y=y, text="text:N")
    letters = size.title if len(labels) == 1 else size.label
    layers = [
        _line(head, end, x),
        base.encode(x=x("from:Q"), x2="to:Q", color=alt.Color("colour:N", scale=None)).mark_bar(
            cornerRadiusEnd=0
        ),
        wide.encode(
            x=x("middle:Q"), text="count:Q", color=alt.Color("letters:N", scale=None)
        ).mark_text(fontWeight=600, fontSize=size.number),
        verdicts.mark_text(align="right", fontWeight=700, fontSize=letters),
        _end(f"1 {picture['low']}", "left", x, -reach, size),
        _end(f"{picture['points']} {picture['high']}", "right", x, reach, size),
    ]
    return chart_theme.layered(layers, end, big)


def _pieces(counts: Sequence[int]) -> list[dict[str, Any]]:
    """The points of one bar, each with its count, its share and where it lies."""
    people = sum(counts)
    shares = [count / people for count in counts]
    half = len(counts) // 2
    start = -sum(shares[:half]) - (shares[half] / 2 if len(counts) % 2 else 0)
    ends = [start + reached for reached in accumulate(shares)]
    painted = chart_theme.paint(chart_theme.two_sided(len(counts)))
    return [
        {"count": n, "share": share, **chart_theme.span(end - share, end), **colours}
        for n, share, end, colours in zip(counts, shares, ends, painted, strict=True)
        if n
    ]


def _scale(reach: float) -> Callable[[str], alt.X]:
    """Where things lie across: bars as wide as they can be, with the verdict beside them."""
    scale = alt.Scale(domain=[-1.02 * reach, VERDICT_AT * reach], nice=False)
    return lambda field: alt.X(field, scale=scale, axis=None)


def _line(top: float, bottom: float, x: Callable[[str], alt.X]) -> alt.Chart:
    middle: alt.Chart = (
        alt.Chart(records({"x": 0, "top": top, "bottom": bottom}))
        .encode(x=x("x:Q"), y=alt.Y("top:Q", scale=None, axis=None), y2="bottom:Q")
        .mark_rule(color=TEXT, opacity=3 * FAINT)
    )
    return middle


def _end(
    text: str, align: Literal["left", "right"], x: Callable[[str], alt.X], at: float, size: Sizes
) -> alt.Chart:
    words: alt.Chart = (
        alt.Chart(records({"text": wrapped(text, 26), "at": at}))
        .encode(x=x("at:Q"), text="text:N")
        .mark_text(
            y=0.8 * size.label, align=align, baseline="middle", lineBreak="\n", opacity=QUIET
        )
    )
    return words
