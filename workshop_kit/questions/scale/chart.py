"""Where the room stands on a scale: columns for one thing, a row each for several items."""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import Sizes, sizes
from workshop_kit.questions.scale.question import Scale
from workshop_kit.release import Tally, average
from workshop_kit.sentence import ENGLISH, Words, sentence


def draw(
    question: Scale, tallies: Sequence[Tally | None], big: bool, words: Words = ENGLISH
) -> alt.LayerChart:
    """How many chose each point, and the mean, from one tally for each part."""
    told = [tally for tally in tallies if tally is not None]
    if not told:
        return chart_theme.note(words.say(NOT_SHOWN), big)
    if question.items:
        return _items(question, tallies, big, words)
    return _columns(question, told[0], big, words)


# One thing: a column for each point, under them the scale with the mean on it.


def _columns(question: Scale, tally: Tally, big: bool, words: Words) -> alt.LayerChart:
    size = sizes(big)
    height = 0.85 * size.height
    foot = height - 5.6 * size.label
    half = min(0.36, 0.08 * question.points)
    aside = 0.22 * question.points
    x = alt.Scale(domain=[1 - half, question.points + half + aside], nice=False)
    layers = [
        *_counted(question, tally, x, half, foot, size),
        *_mark_of_mean(question, tally, x, foot + 1.1 * size.label, size),
        *_number_of_mean(tally, x, question.points + half + aside / 2, foot / 2, (size, words)),
        _words(question.low, "left", x, 1 - half, foot + 3.8 * size.label),
        _words(question.high, "right", x, question.points + half, foot + 3.8 * size.label),
    ]
    return chart_theme.layered(layers, height, big)


def _counted(
    question: Scale, tally: Tally, x: alt.Scale, half: float, foot: float, size: Sizes
) -> list[alt.Chart]:
    """The columns from `foot` up, each with its count above and its point below; one for a band."""
    up = alt.Scale(domain=[0, max(tally["counts"])], range=[foot, 1.4 * size.number])
    rows = [
        {
            "point": label,
            "at": (first + last) / 2,
            "left": first - half,
            "right": last + half,
            "count": count,
        }
        for label, first, last, count in question.steps(tally)
    ]
    base = alt.Chart(records(*rows))
    counted = base.encode(y=alt.Y("count:Q", scale=up, axis=None))
    columns = counted.encode(x=_x("left:Q", x), x2="right:Q", y2=alt.Y2Datum(0))
    counts = counted.encode(x=_x("at:Q", x), text="count:Q")
    points = base.encode(x=_x("at:Q", x), text="point:N")
    some = chart_theme.opacity("datum.count > 0", 1, QUIET)
    return [
        columns.mark_bar(
            cornerRadiusEnd=0, cornerRadiusTopLeft=size.gap / 2, cornerRadiusTopRight=size.gap / 2
        ),
        counts.encode(opacity=some).mark_text(
            baseline="bottom", dy=-size.gap / 2, fontSize=size.number, fontWeight=700
        ),
        points.mark_text(y=foot + 2.5 * size.label),
    ]


def _mark_of_mean(
    question: Scale, tally: Tally, x: alt.Scale, y: float, size: Sizes
) -> list[alt.Chart]:
    """A line from the first point to the last, and the mean on it."""
    ends = alt.Chart(records({"low": 1, "high": question.points}))
    mean = alt.Chart(records({"mean": tally["mean"]}))
    return [
        ends.encode(x=_x("low:Q", x), x2="high:Q").mark_rule(
            y=y, strokeWidth=size.gap / 4, opacity=2 * FAINT
        ),
        _diamond(mean.encode(x=_x("mean:Q", x)), y, size),
    ]


def _number_of_mean(
    tally: Tally, x: alt.Scale, at: float, y: float, look: tuple[Sizes, Words]
) -> list[alt.Chart]:
    """The mean in large figures, beside the columns."""
    size, words = look
    told = {
        "at": at,
        "mean": words.number(average(tally)),
        "words": words.say(sentence("on average")),
    }
    mean = alt.Chart(records(told)).encode(x=_x("at:Q", x))
    large = 2.6 * size.number
    return [
        _diamond(mean, y - 0.8 * large, size),
        mean.encode(text="mean:N").mark_text(y=y, fontSize=large, fontWeight=700),
        mean.encode(text="words:N").mark_text(y=y + 0.7 * large),
    ]


def _diamond(at: alt.Chart, y: float, size: Sizes) -> alt.Chart:
    mark: alt.Chart = at.mark_point(
        y=y, shape="diamond", filled=True, size=size.mark**2, color=TEXT, opacity=1
    )
    return mark


# Several items: a row for each, all answers side by side, the mean at the end.

_X = alt.Scale(domain=[0, 1.1], nice=False)
_MEAN_AT = 1.1
_LEAST_WITH_NUMBER = 0.04
_KEY_LETTERS = 18


def _items(
    question: Scale, tallies: Sequence[Tally | None], big: bool, words: Words
) -> alt.LayerChart:
    size = sizes(big)
    most = max(wrapped(words, _KEY_LETTERS).count("\n") for words in (question.low, question.high))
    head = (2.6 + 1.15 * most) * size.label
    labels, high = chart_theme.row_labels(
        question.parts(), 1.6 * size.label, size.height - head, size
    )
    height = head + high * len(labels)
    y = alt.Y(
        "item:N",
        scale=alt.Scale(domain=labels, range=[head, height], paddingInner=0.28, paddingOuter=0.14),
        axis=chart_theme.label_axis(size),
    )
    pairs = list(zip(labels, tallies, strict=True))
    told = [(label, tally) for label, tally in pairs if tally is not None]
    layers = [
        *_key(question, 1.2 * size.label, size),
        *_answers(question, told, y),
        *_means(told, y, 1.2 * size.label, (size, words)),
        _withheld([label for label, tally in pairs if tally is None], y, words),
    ]
    return chart_theme.layered(layers, height, big)


def _answers(question: Scale, told: list[tuple[str, Tally]], y: alt.Y) -> list[alt.Chart]:
    """All answers to an item as one bar, from those at the low end to those at the high end."""
    pieces = [
        {"item": label, **piece} for label, tally in told for piece in _pieces(question, tally)
    ]
    base = alt.Chart(records(*pieces)).encode(y=y)
    wide = base.transform_filter(f"datum.share >= {_LEAST_WITH_NUMBER}")
    return [_painted(base), _lettered(wide, "told:N")]


def _pieces(question: Scale, tally: Tally) -> list[dict[str, Any]]:
    """The pieces of one bar; those of points that are told as one say so."""
    pieces = chart_theme.pieces(tally["counts"], chart_theme.shades(len(tally["counts"])))
    told = [step for step in question.steps(tally) if step[-1]]
    return [
        {**piece, "told": f"{label}: {count}" if last > first else str(count)}
        for piece, (label, first, last, count) in zip(pieces, told, strict=True)
    ]


def _painted(pieces: alt.Chart, **place: Any) -> alt.Chart:
    bars: alt.Chart = pieces.encode(
        x=_x("from:Q", _X), x2="to:Q", color=alt.Color("colour:N", scale=None)
    ).mark_bar(cornerRadiusEnd=0, **place)
    return bars


def _lettered(pieces: alt.Chart, number: str, **place: Any) -> alt.Chart:
    letters: alt.Chart = pieces.encode(
        x=_x("middle:Q", _X), text=number, color=alt.Color("letters:N", scale=None)
    ).mark_text(fontWeight=600, **place)
    return letters


def _means(
    told: list[tuple[str, Tally]], y: alt.Y, y_head: float, look: tuple[Sizes, Words]
) -> list[alt.Chart]:
    size, words = look
    rows = [
        {"item": label, "mean": words.number(average(tally)), "at": _MEAN_AT}
        for label, tally in told
    ]
    numbers = alt.Chart(records(*rows)).encode(x=_x("at:Q", _X), y=y, text="mean:N")
    return [
        numbers.mark_text(align="right", fontSize=1.2 * size.number, fontWeight=700),
        _words(words.say(sentence("average")), "right", _X, _MEAN_AT, y_head),
    ]


def _withheld(labels: list[str], y: alt.Y, words: Words) -> alt.Chart:
    rows = [{"item": label, "text": words.say(NOT_SHOWN), "at": 0} for label in labels]
    texts: alt.Chart = (
        alt.Chart(records(*rows))
        .encode(x=_x("at:Q", _X), y=y, text="text:N")
        .mark_text(align="left", fontStyle="italic", opacity=QUIET)
    )
    return texts


def _key(question: Scale, y: float, size: Sizes) -> list[alt.Chart]:
    """Over the bars: the points in their colours, between the words for the two ends."""
    start, wide, gap = 0.24, 0.28, 0.01
    step = wide / question.points
    rows = [
        {"point": i + 1, **chart_theme.span(start + i * step, start + (i + 1) * step), **paint}
        for i, paint in enumerate(chart_theme.paint(chart_theme.shades(question.points)))
    ]
    points = alt.Chart(records(*rows))
    return [
        _painted(points, y=y, size=1.5 * size.label),
        _lettered(points, "point:Q", y=y),
        _words(question.low, "right", _X, start - gap, y, _KEY_LETTERS),
        _words(question.high, "left", _X, start + wide + gap, y, _KEY_LETTERS),
    ]


def _words(
    text: str,
    align: Literal["left", "right"],
    x: alt.Scale,
    at: float,
    y: float,
    letters: int = 36,
) -> alt.Chart:
    """Words in lines, the first of them at `y`."""
    words: alt.Chart = (
        alt.Chart(records({"text": wrapped(text, letters), "at": at}))
        .encode(x=_x("at:Q", x), text="text:N")
        .mark_text(y=y, align=align, baseline="middle", lineBreak="\n")
    )
    return words


def _x(field: str, scale: alt.Scale) -> alt.X:
    return alt.X(field, scale=scale, axis=None)
