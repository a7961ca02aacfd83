"""One look for all charts: letters, colours, room.

Text takes the colour of the page around it (`TEXT`), and the ground is clear, so that a chart
stays readable when Streamlit is dark. A chart fills the width it is given; a big one, where a page
gives none, is drawn for a projector of 1920 x 1080 and may be scaled to any other like a picture.
"""

import textwrap
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import altair as alt
from altair.utils import schemapi

from workshop_kit.look import BRAND, FONT, LOW_TO_HIGH, NEITHER_SIDE, TWO_SIDES, Sizes, sizes
from workshop_kit.sentence import sentence

TEXT = "currentColor"
"""The text colour of the page that the chart is on."""

QUIET = 0.72
"""Opacity of text that steps back."""

FAINT = 0.16
"""Opacity of grid lines."""

NOT_SHOWN = sentence("not shown")
"""What a picture says in place of figures that are withheld."""

EDGE = 0.14
"""How wide the edge of a mark is, in the size of the mark."""

GRAMMAR = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
"""The version of Vega-Lite in which charts are written."""

_LETTERS = (24, 32, 40, 52, 64)
_WHOLE = 28
_PITCH = 1.15
_HIGHEST = 4.2

# Each part of a chart would be checked as it is made, which takes as long as all else. The tests
# check whole charts.
schemapi.disable_debug_mode()

Plot = TypeVar("Plot", alt.Chart, alt.LayerChart)


class Rows(NamedTuple):
    """The labels of a chart's rows, in lines, and the height of each row."""

    labels: list[str]
    high: float


def themed(chart: Plot, big: bool) -> Plot:
    """The same chart in the kit's look."""
    sized: Plot = chart.properties(
        width=sizes(big).width,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    dressed: Plot = sized.configure(**_config(sizes(big)))
    return dressed


def layered(layers: Sequence[alt.Chart], height: float, big: bool) -> alt.LayerChart:
    """One picture of several layers, in the kit's look."""
    return themed(alt.LayerChart(layer=list(layers)).properties(height=round(height)), big)


def note(text: str, big: bool) -> alt.LayerChart:
    """A picture that holds only a sentence."""
    words = alt.Chart(records({"text": text})).encode(text="text:N")
    return layered([words.mark_text(opacity=QUIET, fontStyle="italic")], 5 * sizes(big).label, big)


class Bar(NamedTuple):
    """A bar with its label; a faint one sums up what has no bar of its own."""

    label: str
    number: int
    faint: bool = False


def bars(shown: Sequence[Bar], big: bool) -> alt.LayerChart:
    """Lying bars with whole labels, each with its count at the end."""
    size = sizes(big)
    labels, high = row_labels([bar.label for bar in shown], 1.35 * size.label, size.height, size)
    rows = [
        {"label": label, "count": bar.number, "faint": bar.faint}
        for label, bar in zip(labels, shown, strict=True)
    ]
    room = alt.Scale(domain=[0, 1.1 * max(1, *(bar.number for bar in shown))])
    base = alt.Chart(records(*rows)).encode(
        x=alt.X("count:Q", axis=None, scale=room),
        y=alt.Y(
            "label:N",
            scale=alt.Scale(domain=labels, paddingInner=0.28, paddingOuter=0.14),
            axis=label_axis(size),
        ),
    )
    drawn = base.mark_bar().encode(opacity=opacity("datum.faint", 0.5, 1))
    counts = base.mark_text(
        align="left", dx=size.gap, fontSize=size.number, fontWeight=700, color=TEXT
    ).encode(text="count:Q", opacity=opacity("datum.count > 0", 1, QUIET))
    return layered([drawn, counts], high * len(labels), big)


class Records(alt.InlineData):
    """Rows that nobody changes: so Altair need not copy them with every layer."""

    def __deepcopy__(self, _: object = None) -> "Records":
        return self


def records(*rows: dict[str, Any]) -> Records:
    """Rows as the data of a chart, inside it."""
    return Records(values=list(rows))


def wrapped(text: str, letters: int) -> str:
    """The text in lines of at most so many letters, about equally long."""
    lines = textwrap.wrap(text, letters)
    longest = max((len(word) for word in text.split()), default=letters)
    for fewer in range(longest, letters):
        if len(closer := textwrap.wrap(text, fewer)) == len(lines):
            return "\n".join(closer)
    return "\n".join(lines)


def row_labels(labels: Sequence[str], least: float, room: float, size: Sizes) -> Rows:
    """Labels in lines, and how high a row has to be: at least `least`.

    The lines get longer until all rows find room; where that is not enough, the chart gets higher.
    Words stay whole, but for the longest.
    """
    word = max((len(word) for label in labels for word in label.split()), default=0)
    for letters in _LETTERS:
        lines = [wrapped(label, max(letters, min(word, _WHOLE))) for label in labels]
        row = max(least, *(_high(text, size) for text in lines))
        if row * len(labels) <= room:
            break
    return Rows(_told_apart(lines), max(row, min(room / len(labels), _HIGHEST * size.label)))


def _told_apart(labels: Sequence[str]) -> list[str]:
    """Labels that are all different, without a difference to the eye: two people may say the same,
    and each has a row."""
    return [label + "\u200b" * labels[:row].count(label) for row, label in enumerate(labels)]


def label_axis(size: Sizes) -> alt.Axis:
    """An axis of labels in lines, each in the middle of its row."""
    return alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelOffset={"condition": {"test": "true", "expr": raised("label", size)}, "value": 0},
    )


def raised(field: str, size: Sizes) -> str:
    """How much a text in lines goes up, as an expression, so that its middle is where it stands."""
    return f"-{size.label * _PITCH / 2} * (length(split(datum.{field}, '\\n')) - 1)"


def opacity(test: str, then: float, otherwise: float) -> alt.OpacityValue:
    """One opacity for the rows that pass a test, another for the rest."""
    return alt.OpacityValue(
        otherwise, condition=alt.ConditionalPredicateValueDefnumber(test=test, value=then)
    )


def readable(colour: str) -> str:
    """The colour for letters: a step nearer to the text of the page, be it light or dark."""
    return f"color-mix(in srgb, {colour} 80%, {TEXT})"


def letters_on(colour: str) -> str:
    """Black or white: what can be read on this colour, at least 4.5 to 1."""
    parts = [part / 255 for part in _parts(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if light > 0.179 else "#FFFFFF"


def shades(count: int) -> list[str]:
    """So many colours from the low to the high end of a scale."""
    last = max(count - 1, 1)
    return [_mix(2 * i / last) for i in range(count)]


def two_sided(count: int) -> list[str]:
    """So many colours for two sides: strong at either end, pale towards the middle."""
    half = count // 2
    sides = [
        [_between(pale, strong, (i + 1) / half) for i in range(half)] for pale, strong in TWO_SIDES
    ]
    return [*reversed(sides[0]), *([NEITHER_SIDE] if count % 2 else []), *sides[1]]


def span(start: float, end: float) -> dict[str, float]:
    """Where a piece of a bar lies, a hair apart from the next."""
    hair = 0.0015
    return {"from": start + hair, "middle": (start + end) / 2, "to": end - hair}


def paint(colours: Sequence[str]) -> list[dict[str, str]]:
    """Each colour, with that of the letters on it."""
    return [{"colour": colour, "letters": letters_on(colour)} for colour in colours]


def pieces(counts: Sequence[int], colours: Sequence[str]) -> list[dict[str, Any]]:
    """A bar of 100 % in pieces: each with its count, its share, where it lies, and its colours."""
    shares = [count / sum(counts) for count in counts]
    ends = accumulate(shares)
    return [
        {"count": count, "share": share, **span(end - share, end), **painted}
        for count, share, end, painted in zip(counts, shares, ends, paint(colours), strict=True)
        if count
    ]


def _high(text: str, size: Sizes) -> float:
    lines = text.count("\n") + 1
    return lines * size.label * _PITCH + (size.gap if lines > 1 else 0)


def _mix(at: float) -> str:
    left = min(int(at), len(LOW_TO_HIGH) - 2)
    return _between(LOW_TO_HIGH[left], LOW_TO_HIGH[left + 1], at - left)


def _between(one: str, other: str, at: float) -> str:
    """A colour between two, from 0 for the one to 1 for the other."""
    mixed = (round(x + (y - x) * at) for x, y in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _parts(colour: str) -> list[int]:
    """Red, green and blue of a colour such as #0F6E63."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


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
            "columnPadding": 2 * size.label,
            "labelOffset": size.gap / 2,
            "symbolSize": (1.3 * size.mark) ** 2,
            "symbolStrokeWidth": EDGE * size.mark,
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
