"""Native bar charts over the tables of a sheet, in the kit's colours."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart import Chart

from workshop_kit import look
from workshop_kit.report.colours import colour_of
from workshop_kit.report.exhibit import Drawing
from workshop_kit.workbook.book import Area, Book
from workshop_kit.workbook.style import FONT
from workshop_kit.workbook.text import plain

LONGEST_TITLE = 90
POINTS_IN_PIXEL = 0.75
BAR, LABEL = 11, 15
"""Pixels of a bar with its figure, and of a line of labels."""


def chart(
    book: Book,
    area: Area,
    drawing: Drawing,
    size: tuple[float, float],
    told: Sequence[Sequence[str]] = (),
) -> Chart:
    """The drawing as an Excel chart, so wide and high in pixels; it changes when its table does.

    `told` has for each series what is written at bars whose figures are only bounds.
    """
    kind: dict[str, str] = {"type": "column" if drawing.kind == "columns" else "bar"}
    if drawing.kind == "shares":
        kind["subtype"] = "percent_stacked"
    made: Chart = book.book.add_chart(kind)
    for series in _series(area, drawing, told):
        made.add_series(series)
    made.set_title({"name": _short(drawing.title), "name_font": _font(12, look.INK, bold=True)})
    made.title.overlay = False
    values, labels = _value_axis(drawing), _label_axis(drawing)
    if drawing.kind == "columns":
        made.set_y_axis(values)
        made.set_x_axis(labels)
    else:
        made.set_x_axis(values)
        made.set_y_axis({**labels, "reverse": True})
    alone = drawing.kind == "columns" or len(drawing.columns) == 1
    made.set_legend({"none": True} if alone else {"position": "bottom", "font": _font(9)})
    made.set_chartarea({"border": {"color": look.LINE}, "fill": {"color": look.PAPER}})
    made.set_plotarea({"fill": {"none": True}})
    width, height = map(round, size)
    made.set_size({"width": width, "height": height})
    made.show_blanks_as("gap")
    return made


def height_of(drawing: Drawing) -> float:
    """Pixels that a drawing wants to be high."""
    if drawing.kind == "columns":
        return 280
    each = 11 + BAR * drawing.series
    return min(560.0, max(220.0, _around(drawing) + drawing.categories * each))


def least_of(drawing: Drawing) -> float:
    """Pixels below which its labels would run into each other or be left out."""
    if drawing.kind == "columns":
        return 0
    return _around(drawing) + drawing.categories * max(LABEL, 2 + BAR * drawing.series)


def _around(drawing: Drawing) -> float:
    """Pixels of its title, axis and legend."""
    return 95 + (40 if len(drawing.columns) > 1 else 0)


def _series(area: Area, drawing: Drawing, told: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    if drawing.kind == "columns":
        row, columns = drawing.first, drawing.columns
        line: list[str | int] = [
            *(area.sheet, area.head + 1 + row, area.column + columns[0]),
            *(area.head + 1 + row, area.column + columns[-1]),
        ]
        return [
            {
                "name": area.cells(drawing.labels, row)[:3],
                "categories": area.heading(columns[0], columns[-1]),
                "values": line,
                "fill": {"color": look.BRAND},
                "gap": 60,
                "data_labels": {"value": True, "font": _font(9)},
            }
        ]
    found = []
    for place, column in enumerate(drawing.columns):
        series: dict[str, Any] = {
            "name": area.heading(column)[:3],
            "categories": area.cells(drawing.labels, drawing.first, drawing.last),
            "values": area.cells(column, drawing.first, drawing.last),
            "fill": {"color": colour_of(drawing, place)},
            "gap": 45 if drawing.kind == "shares" else 60,
        }
        if drawing.kind == "shares":
            series["overlap"] = 100
        elif len(drawing.columns) == 1:
            series["data_labels"] = {"value": True, "font": _font(9), "num_format": drawing.number}
        if drawing.kind == "bars" and told and any(told[place]):
            series["data_labels"] = _bounds(told[place], drawing, len(drawing.columns) == 1)
        found.append(series)
    return found


def _bounds(told: Sequence[str], drawing: Drawing, alone: bool) -> dict[str, Any]:
    """Labels of bars of which some are only bounds; where several series share the room, the
    others have none."""
    other = None if alone else {"delete": True}
    custom = [{"value": text, "font": _font(9)} if text else other for text in told]
    return {"value": True, "font": _font(9), "num_format": drawing.number, "custom": custom}


def _value_axis(drawing: Drawing) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "name": drawing.axis,
        "name_font": _font(9, look.MUTED),
        "num_font": _font(9),
        "num_format": drawing.number,
        "major_gridlines": {"visible": True, "line": {"color": look.LINE}},
        "line": {"none": True},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "min": 0 if drawing.low is None else drawing.low,
    }
    if drawing.kind != "columns":
        axis["label_position"] = "high"  # below, although the bars begin at the top
    if drawing.high is not None:
        axis |= {"max": drawing.high, "major_unit": 1, "num_format": "0"}
    if drawing.kind == "shares":
        axis |= {"major_unit": 0.25, "max": 1}
    elif drawing.number == "0":
        axis["num_format"] = "#,##0"
    return axis


def _label_axis(drawing: Drawing) -> dict[str, Any]:
    return {
        "num_font": _font(9),
        "line": {"color": look.LINE},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "interval_unit": 1,
        "label_position": "low",
    }


def _font(size: float, colour: str = look.INK, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": colour, "bold": bold}


def _short(text: str) -> str:
    """A title in a line; a chart's title that began with = would be a reference."""
    text = " ".join(plain(text).split())
    text = text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"
    return "\u200b" + text if text.startswith("=") else text
