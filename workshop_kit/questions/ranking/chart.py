"""The room's order: a row for each item, the first on top, how many gave it which place."""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, QUIET, records, wrapped
from workshop_kit.look import Sizes, sizes
from workshop_kit.questions.ranking.question import Ranking, Standing
from workshop_kit.release import Tally
from workshop_kit.sentence import ENGLISH, Words, sentence

_X = alt.Scale(domain=[0, 1.12], nice=False)
_POINTS_AT = 1.12
_LEAST_WITH_NUMBER = 0.04
_LETTERS = 90


def draw(
    question: Ranking, tallies: Sequence[Tally | None], big: bool, words: Words = ENGLISH
) -> alt.LayerChart:
    """All places that each item got, as one bar; its points at the end; sentences below."""
    standing = question.standing(tallies)
    if not standing:
        return chart_theme.note(words.say(NOT_SHOWN), big)
    size = sizes(big)
    head = 2.6 * size.label
    below = [wrapped(words.say(text), _LETTERS) for text in question.verdict(tallies)]
    lines = sum(text.count("\n") + 1 for text in below)
    foot = (1.2 * lines + 0.6) * size.label if lines else 0
    labels, high = chart_theme.row_labels(
        [f"{item.place}. {item.label}" for item in standing],
        1.6 * size.label,
        size.height - head - foot,
        size,
    )
    end = head + high * len(labels)
    y = alt.Y(
        "item:N",
        scale=alt.Scale(domain=labels, range=[head, end], paddingInner=0.28, paddingOuter=0.14),
        axis=chart_theme.label_axis(size),
    )
    rows = list(zip(labels, standing, strict=True))
    layers = [
        *_key(len(standing), 1.2 * size.label, size, words),
        *_places(rows, y),
        *_points(rows, y, 1.2 * size.label, (size, words)),
        *_below(below, end + 1.2 * size.label, size),
    ]
    return chart_theme.layered(layers, end + foot, big)


def _places(rows: Sequence[tuple[str, Standing]], y: alt.Y) -> list[alt.Chart]:
    """All places of an item as one bar, from the first to the last."""
    pieces = [{"item": label, **piece} for label, item in rows for piece in _pieces(item.tally)]
    base = alt.Chart(records(*pieces)).encode(y=y)
    wide = base.transform_filter(f"datum.share >= {_LEAST_WITH_NUMBER}")
    return [_painted(base), _lettered(wide, "count:Q")]


def _pieces(tally: Tally) -> list[dict[str, Any]]:
    return chart_theme.pieces(tally["counts"], _colours(len(tally["counts"])))


def _colours(places: int) -> list[str]:
    """Each place's colour, the first the darkest."""
    return list(reversed(chart_theme.shades(places)))


def _painted(pieces: alt.Chart, **place: Any) -> alt.Chart:
    bars: alt.Chart = pieces.encode(
        x=_x("from:Q"), x2="to:Q", color=alt.Color("colour:N", scale=None)
    ).mark_bar(cornerRadiusEnd=0, **place)
    return bars


def _lettered(pieces: alt.Chart, number: str, **place: Any) -> alt.Chart:
    letters: alt.Chart = pieces.encode(
        x=_x("middle:Q"), text=number, color=alt.Color("letters:N", scale=None)
    ).mark_text(fontWeight=600, **place)
    return letters


def _points(
    rows: Sequence[tuple[str, Standing]], y: alt.Y, y_head: float, look: tuple[Sizes, Words]
) -> list[alt.Chart]:
    size, words = look
    told = [
        {"item": label, "points": sum(item.tally["before"]), "at": _POINTS_AT}
        for label, item in rows
    ]
    numbers = alt.Chart(records(*told)).encode(x=_x("at:Q"), y=y, text="points:Q")
    return [
        numbers.mark_text(align="right", fontSize=1.2 * size.number, fontWeight=700),
        _words(words.say(sentence("points")), "right", _POINTS_AT, y_head),
    ]


def _key(places: int, y: float, size: Sizes, words: Words) -> list[alt.Chart]:
    """Over the bars: the places in their colours."""
    start, wide, gap = 0.24, 0.05 * places, 0.01
    step = wide / places
    rows = [
        {"place": i + 1, **chart_theme.span(start + i * step, start + (i + 1) * step), **paint}
        for i, paint in enumerate(chart_theme.paint(_colours(places)))
    ]
    base = alt.Chart(records(*rows))
    return [
        _painted(base, y=y, size=1.5 * size.label),
        _lettered(base, "place:Q", y=y),
        _words(words.say(sentence("first place")), "right", start - gap, y),
        _words(words.say(sentence("last place")), "left", start + wide + gap, y),
    ]


def _below(sentences: Sequence[str], y: float, size: Sizes) -> list[alt.Chart]:
    """What is said of the whole order; from the right, where the labels leave it all the room."""
    layers = []
    for text in sentences:
        words = alt.Chart(records({"text": text, "at": _POINTS_AT}))
        words = words.encode(x=_x("at:Q"), text="text:N")
        layers.append(
            words.mark_text(y=y, align="right", baseline="middle", lineBreak="\n", opacity=QUIET)
        )
        y += 1.2 * size.label * (text.count("\n") + 1)
    return layers


def _words(text: str, align: Literal["left", "right"], at: float, y: float) -> alt.Chart:
    words: alt.Chart = (
        alt.Chart(records({"text": text, "at": at}))
        .encode(x=_x("at:Q"), text="text:N")
        .mark_text(y=y, align=align, baseline="middle")
    )
    return words


def _x(field: str) -> alt.X:
    return alt.X(field, scale=_X, axis=None)
