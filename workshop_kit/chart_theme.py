"""One look for all charts: letters, colours, room.

Text takes the colour of the page around it (`TEXT`), and the ground is clear, so that a chart
stays readable when Streamlit is dark. Charts fill the width they are given.
"""

import textwrap
from collections.abc import Sequence
from typing import Any, TypeVar

import altair as alt

from workshop_kit.look import BRAND, FONT, LOW_TO_HIGH, Sizes, sizes

TEXT = "currentColor"
"""The text colour of the page that the chart is on."""

QUIET = 0.72
"""Opacity of text that steps back."""

FAINT = 0.16
"""Opacity of grid lines."""

NOT_SHOWN = "not shown"
"""What a picture says in place of figures that are withheld."""

LINES = "split(datum.label, '\\n')"
"""An axis label of several lines, from a text that `wrapped` made."""

_WIDTHS = (18, 24, 30, 38, 48)
_PITCH = 1.15

Plot = TypeVar("Plot", alt.Chart, alt.LayerChart)


def themed(chart: Plot, big: bool) -> Plot:
    """The same chart in the kit's look, as wide as its page."""
    sized: Plot = chart.properties(
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    dressed: Plot = sized.configure(**_config(sizes(big)))
    return dressed


def note(text: str, big: bool) -> alt.LayerChart:
    """A picture that holds only a sentence."""
    size = sizes(big)
    words = alt.Chart(records({"text": text})).mark_text(opacity=QUIET, fontStyle="italic")
    chart = alt.layer(words.encode(text="text:N")).properties(height=5 * size.label)
    return themed(chart, big)


def records(*rows: dict[str, Any]) -> alt.InlineData:
    """Rows as the data of a chart, inside it."""
    return alt.InlineData(values=list(rows))


def wrapped(text: str, letters: int) -> str:
    """The text in lines of at most so many letters."""
    return "\n".join(textwrap.wrap(text, letters)) or text


def lines_high(text: str, size: Sizes) -> float:
    """How high a text of some lines is."""
    return (text.count("\n") + 1) * size.label * _PITCH


def row_labels(labels: Sequence[str], least: float, size: Sizes) -> tuple[list[str], float]:
    """Labels, whole and in lines, and the height of a row: as narrow as the plot's height allows.

    `least` is what a row needs beside its label. A plot that can't hold all rows gets higher.
    """
    for letters in _WIDTHS:
        lines = [wrapped(label, letters) for label in labels]
        row = max(least, *(lines_high(text, size) + size.gap for text in lines))
        if row * len(labels) <= size.plot:
            break
    return lines, max(row, min(size.plot / len(labels), 2 * least))


def shades(count: int) -> list[str]:
    """So many colours from the low to the high end of a scale."""
    last = max(count - 1, 1)
    return [_mix(2 * i / last) for i in range(count)]


def _mix(at: float) -> str:
    left = min(int(at), len(LOW_TO_HIGH) - 2)
    pair = LOW_TO_HIGH[left], LOW_TO_HIGH[left + 1]
    a, b = ([int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in pair)
    mixed = (round(x + (y - x) * (at - left)) for x, y in zip(a, b, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _config(size: Sizes) -> dict[str, Any]:
    letters = {"labelFontSize": size.label, "titleFontSize": size.label, "labelLimit": 0}
    quiet = {"labelColor": TEXT, "titleColor": TEXT, "labelFontWeight": 400}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": size.gap,
        "view": {"stroke": None},
        "axis": {
            **letters,
            **quiet,
            "labelLineHeight": size.label * _PITCH,
            "labelPadding": size.gap,
            "domain": False,
            "ticks": False,
            "gridColor": TEXT,
            "gridOpacity": FAINT,
            "title": None,
        },
        "legend": {
            **letters,
            **quiet,
            "orient": "top",
            "direction": "horizontal",
            "title": None,
            "symbolSize": size.mark**2,
            "columnPadding": 2 * size.label,
            "offset": size.gap,
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": TEXT,
            "fontSize": size.title,
            "fontWeight": 700,
            "offset": size.gap,
        },
        "text": {"color": TEXT, "fontSize": size.label, "lineHeight": size.label * _PITCH},
        "bar": {"color": BRAND, "cornerRadiusEnd": size.gap / 2},
        "rule": {"color": TEXT},
    }
