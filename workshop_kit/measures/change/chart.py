"""What has changed: for each item a slope from the mean before to the mean now."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, TEXT, records, wrapped
from workshop_kit.look import ACCENT, BRAND, Sizes, sizes
from workshop_kit.measures.change.measure import Change
from workshop_kit.sentence import ENGLISH, Words, sentence

BESIDE = 3
"""Slopes that stand beside one another."""

BEFORE, NOW = 0.2, 0.66
"""Where a slope begins and ends, across its panel."""

LETTERS = 30
FURNITURE = 4.4
"""Lines of text in a panel, besides its title: the counts and the space around them."""


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """A panel for each item, its slope, and under it how many went which way."""
    size, rows = sizes(big), picture["rows"]
    across = min(BESIDE, len(rows))
    down = -(-len(rows) // across)
    titles = [wrapped(row["item"] or words.say(sentence("All")), LETTERS) for row in rows]
    lines = max(title.count("\n") for title in titles) + 1
    text = (1.15 * lines + FURNITURE) * size.label
    plot = max(4 * size.label, min(size.height / down - text, 9 * size.label))
    places = [
        (number % across, (number // across) * (text + plot) + 1.15 * lines * size.label)
        for number in range(len(rows))
    ]
    panels = [
        _panel(row, place, plot, picture["points"], words)
        for row, place in zip(rows, places, strict=True)
    ]
    heads = [
        {"x": column + 0.06, "y": top - 1.15 * lines * size.label + 0.7 * size.label, "text": title}
        for (column, top), title in zip(places, titles, strict=True)
    ]
    x = alt.Scale(domain=[0, across], nice=False)
    layers = [*_slopes(panels, x, size), *_counted(panels, x, size), _titles(heads, x, size)]
    return chart_theme.layered(layers, down * (text + plot), big)


def _panel(
    row: Mapping[str, Any], place: tuple[int, float], plot: float, points: int, words: Words
) -> dict[str, Any]:
    """A row as its marks need it."""
    column, top = place
    before, now = row["before"], row["now"]
    moved = 0.0 if before is None or now is None else round(now - before, 9)

    def down(mean: float | None) -> float | None:
        return None if mean is None else top + 12 + (points - mean) / (points - 1) * (plot - 24)

    return {
        "x": column + BEFORE,
        "x_to": column + NOW,
        "middle": column + (BEFORE + NOW) / 2,
        "top": top,
        "bottom": top + plot,
        "under": top + plot,
        "y": down(before),
        "y_to": down(now),
        "before": "" if before is None else words.number(before),
        "now": "" if now is None else words.number(now),
        "before_word": words.say(sentence("before")),
        "now_word": words.say(sentence("now")),
        "colour": ACCENT if moved < 0 else BRAND,
        "known": bool(row["pairs"]),
        "told": words.say(Change.counts(row) if row["pairs"] else NOT_SHOWN),
    }


def _slopes(panels: Sequence[dict[str, Any]], x: alt.Scale, size: Sizes) -> list[alt.Chart]:
    """The slopes with the two means, between two lines from the low to the high end."""
    base = alt.Chart(records(*panels))
    posts = [
        base.encode(x=_x(end, x), y=_y("top:Q"), y2="bottom:Q").mark_rule(
            opacity=2 * FAINT, color=TEXT, strokeWidth=size.gap / 8
        )
        for end in ("x:Q", "x_to:Q")
    ]
    both = base.transform_filter("isValid(datum.y) && isValid(datum.y_to)")
    slope = both.encode(
        x=_x("x:Q", x),
        x2="x_to:Q",
        y=_y("y:Q"),
        y2="y_to:Q",
        color=alt.Color("colour:N", scale=None),
    ).mark_rule(strokeWidth=size.gap / 2)
    layers = [*posts, slope]
    for at, y, text, left in (
        ("x:Q", "y", "before:N", True),
        ("x_to:Q", "y_to", "now:N", False),
    ):
        ends = base.transform_filter(f"isValid(datum.{y})").encode(x=_x(at, x), y=_y(f"{y}:Q"))
        layers += [
            ends.mark_point(filled=True, opacity=1, size=size.mark**2).encode(
                color=alt.Color("colour:N", scale=None)
            ),
            ends.mark_text(
                align="right" if left else "left",
                dx=-0.8 * size.mark if left else 0.8 * size.mark,
                fontSize=size.number,
                fontWeight="normal" if left else "bold",
            ).encode(text=text),
        ]
    return layers


def _counted(panels: Sequence[dict[str, Any]], x: alt.Scale, size: Sizes) -> list[alt.Chart]:
    """When it was, and how many went up, stayed and went down."""
    base = alt.Chart(records(*panels)).encode(
        x=_x("middle:Q", x),
        y=_y("under:Q"),
        text="told:N",
        opacity=chart_theme.opacity("datum.known", 1, QUIET),
    )
    when = [
        base.encode(x=_x(at, x), text=text, opacity=alt.value(QUIET)).mark_text(
            dy=0.8 * size.label, baseline="middle"
        )
        for at, text in (("x:Q", "before_word:N"), ("x_to:Q", "now_word:N"))
    ]
    return [*when, base.mark_text(dy=2.1 * size.label, baseline="middle")]


def _titles(heads: Sequence[dict[str, Any]], x: alt.Scale, size: Sizes) -> alt.Chart:
    titles: alt.Chart = (
        alt.Chart(records(*heads))
        .encode(x=_x("x:Q", x), y=_y("y:Q"), text="text:N")
        .mark_text(align="left", baseline="middle", lineBreak="\n", fontWeight=700)
    )
    return titles


def _x(field: str, scale: alt.Scale) -> alt.X:
    return alt.X(field, scale=scale, axis=None)


def _y(field: str) -> alt.Y:
    """A height in pixels from the top, as it is."""
    return alt.Y(field, scale=None, axis=None)
