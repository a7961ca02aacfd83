"""How listening went: each step's answers in a row with their mean, and a matrix team by team."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import altair as alt

from workshop_kit import chart_theme, matrix_chart
from workshop_kit.chart_theme import NOT_SHOWN, QUIET, records
from workshop_kit.look import Sizes, sizes
from workshop_kit.matrix_chart import WITHHELD, Matrix, Row, Square
from workshop_kit.measures.felt_heard.measure import FeltHeard
from workshop_kit.release import average
from workshop_kit.sentence import ENGLISH, Words, sentence

THICK = 0.5
"""How much of a row its bar takes; the words for the ends stand below it."""

_X = alt.Scale(domain=[0, 1.12], nice=False)
_MEAN_AT = 1.12
_LEAST_WITH_NUMBER = 0.04


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """The room's answers, or the means of its teams."""
    if "rows" in picture:
        return _by_team(picture, big, words)
    return _whole(picture["views"], big, words)


# The whole room: a row for each step, all answers side by side.


def _whole(views: Sequence[Mapping[str, Any]], big: bool, words: Words) -> alt.LayerChart:
    size = sizes(big)
    labels, high = chart_theme.row_labels(
        [words.say(FeltHeard.label(view)) for view in views], 4.4 * size.label, size.height, size
    )
    high = max(high, min(size.height / len(labels), 7.4 * size.label))
    height = high * len(labels)
    y = alt.Y(
        "label:N",
        scale=alt.Scale(
            domain=labels, range=[0, height], paddingInner=1 - THICK, paddingOuter=(1 - THICK) / 2
        ),
        axis=chart_theme.label_axis(size),
    )
    pairs = list(zip(labels, views, strict=True))
    told = [(label, view) for label, view in pairs if view["tally"]]
    below = THICK * high / 2 + 0.8 * size.label
    return chart_theme.layered(
        [
            *_answers(told, y),
            *(end for side in ("left", "right") for end in _ends(told, y, side, below)),
            *_means(told, y, below, (size, words)),
            _withheld([label for label, view in pairs if not view["tally"]], y, words),
        ],
        height,
        big,
    )


def _answers(told: Sequence[tuple[str, Mapping[str, Any]]], y: alt.Y) -> list[alt.Chart]:
    """All answers as one bar, from those at the low end to those at the high end."""
    pieces = [
        {"label": label, **piece}
        for label, view in told
        for piece in chart_theme.pieces(
            view["tally"]["counts"], chart_theme.shades(len(view["tally"]["counts"]))
        )
    ]
    base = alt.Chart(records(*pieces)).encode(y=y)
    wide = base.transform_filter(f"datum.share >= {_LEAST_WITH_NUMBER}")
    return [
        base.encode(x=_x("from:Q"), x2="to:Q", color=alt.Color("colour:N", scale=None)).mark_bar(
            cornerRadiusEnd=0
        ),
        wide.encode(
            x=_x("middle:Q"), text="count:Q", color=alt.Color("letters:N", scale=None)
        ).mark_text(fontWeight=600),
    ]


def _ends(
    told: Sequence[tuple[str, Mapping[str, Any]]],
    y: alt.Y,
    side: Literal["left", "right"],
    below: float,
) -> Iterator[alt.Chart]:
    """The words for one end of each scale, below its bar."""
    rows = [
        {
            "label": label,
            "at": 0 if side == "left" else 1,
            "text": f"1 {view['low']}" if side == "left" else f"{view['points']} {view['high']}",
        }
        for label, view in told
    ]
    yield (
        alt.Chart(records(*rows))
        .encode(x=_x("at:Q"), y=y, text="text:N")
        .mark_text(align=side, dy=below, opacity=QUIET)
    )


def _means(
    told: Sequence[tuple[str, Mapping[str, Any]]], y: alt.Y, below: float, look: tuple[Sizes, Words]
) -> list[alt.Chart]:
    size, words = look
    rows = [
        {
            "label": label,
            "mean": words.number(average(view["tally"])),
            "words": words.say(sentence("on average")),
            "at": _MEAN_AT,
        }
        for label, view in told
    ]
    base = alt.Chart(records(*rows)).encode(x=_x("at:Q"), y=y)
    return [
        base.encode(text="mean:N").mark_text(
            align="right", fontSize=1.6 * size.number, fontWeight=700
        ),
        base.encode(text="words:N").mark_text(align="right", dy=below, opacity=QUIET),
    ]


def _withheld(labels: Sequence[str], y: alt.Y, words: Words) -> alt.Chart:
    rows = [{"label": label, "text": words.say(NOT_SHOWN), "at": 0} for label in labels]
    texts: alt.Chart = (
        alt.Chart(records(*rows))
        .encode(x=_x("at:Q"), y=y, text="text:N")
        .mark_text(align="left", fontStyle="italic", opacity=QUIET)
    )
    return texts


def _x(field: str) -> alt.X:
    return alt.X(field, scale=_X, axis=None)


# Team by team


def _by_team(picture: Mapping[str, Any], big: bool, words: Words) -> alt.LayerChart:
    columns = picture["columns"]
    matrix = Matrix(
        columns=[words.say(FeltHeard.label(column)) for column in columns],
        rows=[
            Row(row["label"], list(_squares(row, columns, words)), apart=len(row["teams"]) > 1)
            for row in picture["rows"]
        ],
        corner=(
            words.say(sentence("said by this team ↓")),
            words.say(sentence("on average →")),
        ),
        scale=[
            matrix_chart.words(words.say(sentence("low end"))),
            matrix_chart.box("1", 0),
            *(matrix_chart.box(str(most), 1) for most in sorted({c["points"] for c in columns})),
            matrix_chart.words(words.say(sentence("high end"))),
        ],
    )
    return matrix_chart.draw(matrix, big)


def _squares(
    row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], words: Words
) -> Iterator[Square]:
    for mean, column in zip(row["means"], columns, strict=True):
        if mean is None:
            yield WITHHELD
        else:
            yield Square(words.number(mean), (mean - 1) / (column["points"] - 1))
