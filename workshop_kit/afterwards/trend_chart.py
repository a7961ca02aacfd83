"""A trend as a picture: one line for one item, a point for each time, its mean beside it."""

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.afterwards.trend import Line, Trend
from workshop_kit.chart_theme import TEXT, records
from workshop_kit.look import BRAND, sizes

HIGH = 150


def draw(trend: Trend, line: Line) -> alt.LayerChart:
    """The line; a time whose mean may not be shown is left blank, and so is the way to it."""
    size = sizes(False)
    labels = [f"{time.label}|{time.day.day} {time.day:%b}" for time in trend.times]
    rows = [
        {"time": label, "mean": mean, "told": told if mean is not None else ""}
        for label, mean, told in zip(labels, line.means, line.told, strict=True)
    ]
    x = alt.X(
        "time:O",
        scale=alt.Scale(domain=labels),
        axis=alt.Axis(title=None, labelAngle=0, labelExpr="split(datum.label, '|')", grid=False),
    )
    y = alt.Y(
        "mean:Q",
        scale=alt.Scale(domain=[1, trend.points], nice=False),
        axis=alt.Axis(title=None, values=[1, trend.points], format="d"),
    )
    base = alt.Chart(records(*rows)).encode(x=x, y=y)
    layers = [
        base.mark_line(color=BRAND, strokeWidth=3, invalid="break-paths-show-domains"),
        base.mark_point(color=BRAND, filled=True, opacity=1, size=90),
        base.mark_text(dy=-14, fontSize=size.label, fontWeight="bold", color=TEXT).encode(
            text="told:N"
        ),
    ]
    return chart_theme.layered(layers, HIGH, False)
