"""A measure in the workbook: its findings, its table and, where it has views to compare, charts."""

from collections.abc import Sequence
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

from openpyxl.chart import BarChart

from workshop_kit.measure import Measure, Result
from workshop_kit.workbook import charts
from workshop_kit.workbook.page import Area, Line, Page
from workshop_kit.workbook.style import GROUP, LABEL, NOTE, PROMPT, WITHIN, Value

COMPARED = {"perception_gap": ("We see us", "They see us", "We expect")}
"""By measure, the columns of its lines that a chart sets side by side."""

POINTS = "scale points"


class Column(NamedTuple):
    """A column of a measure's lines."""

    name: str
    is_text: bool


def write(page: Page, measure: Measure, result: Result) -> None:
    """Write the measure below what is on the page."""
    page.gap()
    page.text(measure.title, PROMPT)
    for sentence in measure.findings(result):
        page.text(sentence, NOTE)
    columns, rows = _table(measure, result)
    if not rows:
        return
    page.gap()
    leading = _leading(columns)
    head = [columns[leading - 1].name, *(c.name for c in columns[leading:])]
    groups = [(key, list(some)) for key, some in groupby(rows, lambda row: row[: leading - 1])]
    compared = _compared(measure, head)
    tall = charts.height_of(max(len(some) for _, some in groups), len(compared))
    start = page.reserve_for(len(groups), tall) if compared else page.row
    lines: list[Line] = []
    bodies: list[tuple[str, int, int]] = []
    for key, some in groups:
        name = ", ".join(str(part) for part in key)
        if name:
            lines.append(Line(name, style=GROUP))
        bodies.append((name or measure.title, len(lines), len(lines) + len(some) - 1))
        style = WITHIN if name else LABEL
        lines += [Line(str(row[leading - 1] or ""), row[leading:], style) for row in some]
    area = page.table(head, lines)
    if any(value is None for row in rows for value in row):
        page.text("An empty cell: too few people answered to show it.")
    drawn = [
        _chart(name, Area(area.sheet, area.first + first, area.first + last), compared, result)
        for name, first, last in bodies
        if compared
    ]
    for chart in drawn:
        chart.height = tall
    page.place_two_by_two(drawn, start)


def averages(measure: Measure, result: Result) -> tuple[list[str], list[Line]]:
    """The compared views by group, each the mean of its lines that have all of them."""
    columns, rows = _table(measure, result)
    names = COMPARED.get(measure.kind(), ())
    at = [place for place, column in enumerate(columns) if column.name in names]
    lines = []
    for name, some in groupby(rows, lambda row: row[0]):
        whole = [[row[place] for place in at] for row in some]
        views = [view for view in whole if all(isinstance(value, float) for value in view)]
        values: list[Value] = [fmean(column) for column in zip(*views, strict=True)]
        lines.append(Line(str(name), values))
    return [
        columns[0].name,
        *(columns[place].name for place in at),
    ] if at else [], lines if at else []


def on_scale(chart: BarChart, result: Result) -> BarChart:
    """The chart with its axis from the low to the high end, where the measure has such."""
    points = result.get("points")
    return charts.from_to(chart, 1, points) if isinstance(points, int) else chart


def _table(measure: Measure, result: Result) -> tuple[list[Column], list[Sequence[Value]]]:
    lines = [line.cells for line in measure.lines(result)]
    names = list(dict.fromkeys(name for cells in lines for name in cells))
    columns = [
        Column(name, any(isinstance(cells.get(name), str) for cells in lines)) for name in names
    ]
    return columns, [[cells.get(name) for name in names] for cells in lines]


def _leading(columns: Sequence[Column]) -> int:
    """How many columns of text there are before the first of numbers; at least one."""
    texts = [column.is_text for column in columns]
    return max(1, texts.index(False) if False in texts else len(texts))


def _compared(measure: Measure, head: Sequence[str]) -> list[int]:
    names = COMPARED.get(measure.kind(), ())
    return [place for place, name in enumerate(head, start=1) if name in names]


def _chart(title: str, area: Area, columns: Sequence[int], result: Result) -> BarChart:
    return on_scale(charts.by_row(title, area, columns, POINTS.capitalize(), "0.0"), result)
