"""Where the room stands on a scale: columns for one thing, a row each for several items."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import INK, PAPER, Sizes, sizes
from workshop_kit.questions.scale.question import Scale
from workshop_kit.release import Tally


def draw(question: Scale, tallies: Sequence[Tally | None], big: bool) -> alt.LayerChart:
    """How many chose each point, and the mean, from one tally for each part."""
    told = [tally for tally in tallies if tally is not None]
    if not told:
        return chart_theme.note(NOT_SHOWN, big)
    if question.items:
        return chart_theme.themed(_items(question, tallies, sizes(big)), big)
    return chart_theme.themed(_columns(question, told[0], sizes(big)), big)


# One thing: a column for each point, and under them the scale itself with the mean on it.

_HALF = 0.38
"""Half a column's width, in points."""


def _columns(question: Scale, tally: Tally, size: Sizes) -> alt.LayerChart:
    foot = size.plot - 5.5 * size.label
    x = alt.Scale(domain=[0.5, question.points + 0.5], nice=False)
    layers = [
        *_counted(tally, x, foot, size),
        *_mean(question, tally, x, foot + 1.3 * size.label, size),
        *_ends(question, x, foot + 3.3 * size.label),
    ]
    return alt.layer(*layers).properties(height=size.plot)


def _counted(tally: Tally, x: alt.Scale, foot: float, size: Sizes) -> list[alt.Chart]:
    """The columns from `foot` up, each with its count above and its point below."""
    scale = alt.Scale(domain=[0, max(tally["counts"])], range=[foot, 1.5 * size.number])
    y = alt.Y("count:Q", scale=scale, axis=None)
    rows = [
        {"point": point, "left": point - _HALF, "right": point + _HALF, "count": count}
        for point, count in enumerate(tally["counts"], start=1)
    ]
    counted = alt.Chart(records(*rows))
    round_top = {"cornerRadiusTopLeft": size.gap / 2, "cornerRadiusTopRight": size.gap / 2}
    columns = counted.mark_bar(**round_top, cornerRadiusEnd=0).encode(
        x=alt.X("left:Q", scale=x, axis=None), x2="right:Q", y=y, y2=alt.datum(0)
    )
    at_point = counted.encode(x=alt.X("point:Q", scale=x, axis=None))
    counts = at_point.mark_text(
        baseline="bottom", dy=-size.gap / 2, fontSize=size.number, fontWeight=700
    ).encode(
        y=y,
        text="count:Q",
        opacity=alt.condition("datum.count > 0", alt.value(1), alt.value(QUIET)),
    )
    points = at_point.mark_text().encode(y=alt.value(foot + 2.6 * size.label), text="point:Q")
    return [columns, counts, points]


def _mean(question: Scale, tally: Tally, x: alt.Scale, y: float, size: Sizes) -> list[alt.Chart]:
    """A line from the first point to the last with the mean on it, its number beside it."""
    ends = alt.Chart(records({"low": 1, "high": question.points}))
    line = ends.mark_rule(strokeWidth=size.gap / 4, opacity=2 * FAINT).encode(
        x=alt.X("low:Q", scale=x, axis=None), x2="high:Q", y=alt.value(y)
    )
    told = {"mean": tally["mean"], "text": f"{tally['mean']:.1f} on average"}
    mean = alt.Chart(records(told)).encode(x=alt.X("mean:Q", scale=x, axis=None), y=alt.value(y))
    mark = mean.mark_point(shape="diamond", filled=True, size=size.mark**2, color=TEXT, opacity=1)
    left = tally["mean"] > (question.points + 1) / 2
    number = mean.mark_text(
        align="right" if left else "left",
        dx=size.mark * (-0.8 if left else 0.8),
        fontSize=size.number,
        fontWeight=700,
    ).encode(text="text:N")
    return [line, number, mark]


def _ends(question: Scale, x: alt.Scale, y: float) -> list[alt.Chart]:
    """The words for the two ends, under the first and the last point."""
    first, last = 1 - _HALF, question.points + _HALF
    return [
        _words(question.low, first, 36, x).mark_text(align="left", baseline="top", lineBreak="\n"),
        _words(question.high, last, 36, x).mark_text(align="right", baseline="top", lineBreak="\n"),
    ]


# Several items: a row for each, all answers side by side, the mean at its end.

_X = alt.Scale(domain=[0, 1.14], nice=False)
_MEAN_AT = 1.13
_LEAST_WITH_NUMBER = 0.05


def _items(question: Scale, tallies: Sequence[Tally | None], size: Sizes) -> alt.LayerChart:
    labels, row = chart_theme.row_labels(question.parts(), 1.6 * size.label, size)
    head = 3 * size.label
    height = head + row * len(labels)
    y = alt.Y(
        "item:N",
        scale=alt.Scale(domain=labels, range=[head, height], paddingInner=0.25, paddingOuter=0.1),
        axis=alt.Axis(labelExpr=chart_theme.LINES),
    )
    pairs = list(zip(labels, tallies, strict=True))
    told = [(label, tally) for label, tally in pairs if tally is not None]
    layers = [*_answers(told, y), _means(told, y, size), *_key(question, head, size)]
    if len(told) < len(pairs):
        layers.append(_withheld([label for label, tally in pairs if tally is None], y))
    return alt.layer(*layers).properties(height=height)


def _answers(told: list[tuple[str, Tally]], y: alt.Y) -> list[alt.Chart]:
    """All answers to an item as one bar, from those at the low end to those at the high end."""
    pieces = [{"item": label, **piece} for label, tally in told for piece in _pieces(tally)]
    base = alt.Chart(records(*pieces)).encode(y=y)
    bars = base.mark_bar(cornerRadiusEnd=0).encode(
        x=alt.X("from:Q", scale=_X, axis=None), x2="to:Q", color=alt.Color("colour:N", scale=None)
    )
    counts = (
        base.transform_filter(f"datum.share >= {_LEAST_WITH_NUMBER}")
        .mark_text(fontWeight=600)
        .encode(
            x=alt.X("middle:Q", scale=_X, axis=None),
            text="count:Q",
            color=alt.Color("letters:N", scale=None),
        )
    )
    return [bars, counts]


def _pieces(tally: Tally) -> list[dict[str, Any]]:
    counts = tally["counts"]
    shares = [count / sum(counts) for count in counts]
    ends = accumulate(shares)
    return [
        {"count": count, "share": share, **_span(end - share, end), **paint}
        for count, share, end, paint in zip(counts, shares, ends, _paint(len(counts)), strict=True)
        if count
    ]


def _span(start: float, end: float) -> dict[str, float]:
    """A piece of a bar, a hair apart from the next."""
    hair = 0.0015
    return {"from": start + hair, "middle": (start + end) / 2, "to": end - hair}


def _paint(points: int) -> list[dict[str, str]]:
    """Each point's colour, and the colour of letters on it."""
    return [
        {"colour": shade, "letters": INK if 2 * i <= points - 1 else PAPER}
        for i, shade in enumerate(chart_theme.shades(points))
    ]


def _means(told: list[tuple[str, Tally]], y: alt.Y, size: Sizes) -> alt.Chart:
    rows = [
        {"item": label, "mean": f"{tally['mean']:.1f}", "at": _MEAN_AT} for label, tally in told
    ]
    numbers = alt.Chart(records(*rows)).encode(
        x=alt.X("at:Q", scale=_X, axis=None), y=y, text="mean:N"
    )
    return numbers.mark_text(align="right", fontSize=1.2 * size.number, fontWeight=700)


def _withheld(labels: list[str], y: alt.Y) -> alt.Chart:
    rows = [{"item": label, "text": NOT_SHOWN, "at": 0} for label in labels]
    words = alt.Chart(records(*rows)).encode(
        x=alt.X("at:Q", scale=_X, axis=None), y=y, text="text:N"
    )
    return words.mark_text(align="left", fontStyle="italic", opacity=QUIET)


def _key(question: Scale, head: float, size: Sizes) -> list[alt.Chart]:
    """Over the bars: the points in their colours, between the words for the two ends."""
    start, step = 0.3, 0.4 / question.points
    rows = [
        {"point": i + 1, **_span(start + i * step, start + (i + 1) * step), **paint}
        for i, paint in enumerate(_paint(question.points))
    ]
    points = alt.Chart(records(*rows))
    y = 1.2 * size.label
    swatches = points.mark_bar(cornerRadiusEnd=0).encode(
        x=alt.X("from:Q", scale=_X, axis=None),
        x2="to:Q",
        y=alt.value(y - 0.7 * size.label),
        y2=alt.value(y + 0.7 * size.label),
        color=alt.Color("colour:N", scale=None),
    )
    numbers = points.mark_text().encode(
        x=alt.X("middle:Q", scale=_X, axis=None),
        y=alt.value(y),
        text="point:Q",
        color=alt.Color("letters:N", scale=None),
    )
    return [swatches, numbers]


def _words(text: str, at: float, letters: int, x: alt.Scale) -> alt.Chart:
    return alt.Chart(records({"text": wrapped(text, letters), "at": at})).encode(
        x=alt.X("at:Q", scale=x, axis=None), text="text:N"
    )
