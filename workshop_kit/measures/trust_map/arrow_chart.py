"""Where trust runs one way: for each two teams an arrow each way, as thick as it is strong."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import QUIET, TEXT, records, wrapped
from workshop_kit.look import ACCENT, BRAND, Sizes, sizes
from workshop_kit.sentence import Words

MOST = 6
"""Pairs of teams that can be read at once; the others are in the matrix."""

LETTERS = 20
LEFT, RIGHT = 0.3, 0.7
"""Where the arrows begin and end, across the picture."""

_X = alt.Scale(domain=[0, 1], nice=False)


def draw(picture: Mapping[str, Any], big: bool, words: Words) -> alt.LayerChart:
    """A row for each two teams, the one that counts more on the other to the left."""
    size, pairs = sizes(big), picture["arrows"][:MOST]
    names = picture["teams"]
    head = 2.2 * size.label
    high = min(6.5 * size.label, (size.height - head) / max(len(pairs), 3))
    rows = [
        _row(pair, head + high * (number + 0.5), 0.2 * high, (picture["points"], words), size)
        for number, pair in enumerate(pairs)
    ]
    arrows = [arrow for row in rows for arrow in row]
    left = [_name(names[p["more"]], head + high * (n + 0.5), size) for n, p in enumerate(pairs)]
    right = [_name(names[p["less"]], head + high * (n + 0.5), size) for n, p in enumerate(pairs)]
    ends = f"{picture['low']} (1) – {picture['high']} ({picture['points']})"
    layers = [
        _words(ends, size),
        *_arrows(arrows, size),
        _names(left, LEFT - 0.03, "right", size),
        _names(right, RIGHT + 0.03, "left", size),
    ]
    return chart_theme.layered(layers, head + high * len(pairs), big)


def _row(
    pair: Mapping[str, Any], y: float, apart: float, scale: tuple[int, Words], size: Sizes
) -> list[dict[str, Any]]:
    """The arrow to the right, and the weaker one back below it."""
    made, (points, words) = [], scale
    for mean, right in ((pair["there"], True), (pair["back"], False)):
        share = (mean - 1) / (points - 1)
        made.append(
            {
                "from": LEFT if right else RIGHT,
                "to": RIGHT if right else LEFT,
                "tip": RIGHT - 0.008 if right else LEFT + 0.008,
                "y": y - apart if right else y + apart,
                "thick": size.gap * (0.15 + 0.75 * share),
                "area": (size.mark * (0.75 + 0.5 * share)) ** 2,
                "shape": "triangle-right" if right else "triangle-left",
                "colour": BRAND if right else ACCENT,
                "text": words.number(mean),
                "middle": (LEFT + RIGHT) / 2,
            }
        )
    return made


def _arrows(arrows: Sequence[Mapping[str, Any]], size: Sizes) -> list[alt.Chart]:
    base = alt.Chart(records(*map(dict, arrows))).encode(
        y=alt.Y("y:Q", scale=None, axis=None), color=alt.Color("colour:N", scale=None)
    )
    number = base.encode(x=_x("middle:Q"), text="text:N")
    return [
        base.encode(x=_x("from:Q"), x2="to:Q", size=alt.Size("thick:Q", scale=None)).mark_rule(),
        base.encode(
            x=_x("tip:Q"),
            size=alt.Size("area:Q", scale=None),
            shape=alt.Shape("shape:N", scale=None),
        ).mark_point(filled=True, opacity=1),
        number.mark_text(
            dy=-0.75 * size.number, fontSize=size.number, fontWeight=700, baseline="middle"
        ).encode(color=alt.ColorValue(TEXT)),
    ]


def _name(name: str, y: float, size: Sizes) -> dict[str, Any]:
    text = wrapped(name, LETTERS)
    return {"text": text, "y": y - 0.575 * size.label * text.count("\n")}


def _names(
    rows: Sequence[dict[str, Any]], at: float, align: Literal["left", "right"], size: Sizes
) -> alt.Chart:
    names: alt.Chart = (
        alt.Chart(records(*[{**row, "x": at} for row in rows]))
        .encode(x=_x("x:Q"), y=alt.Y("y:Q", scale=None, axis=None), text="text:N")
        .mark_text(align=align, baseline="middle", lineBreak="\n", fontWeight=700)
    )
    return names


def _words(text: str, size: Sizes) -> alt.Chart:
    """What the figures mean, over the arrows."""
    words: alt.Chart = (
        alt.Chart(records({"text": text, "x": 0.5}))
        .encode(x=_x("x:Q"), text="text:N")
        .mark_text(y=0.8 * size.label, baseline="middle", opacity=QUIET)
    )
    return words


def _x(field: str) -> alt.X:
    return alt.X(field, scale=_X, axis=None)
