"""A measure in the workbook: its findings, its table and, where it has views to compare, charts."""

from collections.abc import Sequence
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

from openpyxl.chart import BarChart

from workshop_kit.measure import Measure, Result
from workshop_kit.workbook import charts
from workshop_kit.workbook.page import Area, Line, Page, points_of
from workshop_kit.workbook.style import GROUP, LABEL, PROMPT, WITHIN, Value

POINTS = "scale points"


class Table(NamedTuple):
    """A measure's lines: those before `label` group the rows, the numbers come after it.

    Where all are texts, the first is the label, and nothing groups them.
    """

    names: list[str]
    rows: list[list[Value]]
    label: int

    @property
    def groups(self) -> list[tuple[str, list[list[Value]]]]:
        """The rows by what stands before their label."""
        by_name = groupby(self.rows, lambda row: ", ".join(str(v) for v in row[: self.label]))
        return [(name, list(rows)) for name, rows in by_name]


def write(page: Page, measure: Measure, result: Result) -> None:
    """Write the measure below what is on the page."""
    table = _table(measure, result)
    compared = _compared(measure, table)
    drawn = [name for name, rows in table.groups if compared and _any(rows, compared)]
    tall = charts.height_of(max([len(rows) for _, rows in table.groups], default=0), len(compared))
    page.gap()
    page.keep(90 + points_of(len(drawn), tall))
    page.text(measure.title, PROMPT)
    for sentence in measure.findings(result):
        page.text(sentence)
    if not table.rows:
        return
    page.gap()
    starts = page.reserve_for(len(drawn), tall)
    made = []
    for name, area in _write_groups(page, table).items():
        if name in drawn:
            columns = [place - table.label + 1 for place in compared]
            chart = charts.by_row(name or measure.title, area, columns, POINTS.capitalize(), "0.0")
            chart.height = tall
            made.append(on_scale(chart, result))
    page.place_two_by_two(made, starts)
    if any(value is None for row in table.rows for value in row):
        page.text("An empty cell: too few people answered to show it.")


def _write_groups(page: Page, table: Table) -> dict[str, Area]:
    """Write the table; each group's rows."""
    lines: list[Line] = []
    places: dict[str, tuple[int, int]] = {}
    for name, rows in table.groups:
        lines += [Line(name, style=GROUP)] if name else []
        places[name] = (len(lines), len(lines) + len(rows) - 1)
        style = WITHIN if name else LABEL
        lines += [Line(str(r[table.label]), r[table.label + 1 :], style) for r in rows]
    area = page.table(table.names[table.label :], lines)
    return {
        name: area._replace(first=area.first + first, last=area.first + last)
        for name, (first, last) in places.items()
    }


def averages(measure: Measure, result: Result) -> tuple[list[str], list[Line]]:
    """The compared views by group, each the mean of its rows; None where one is withheld.

    Nothing where the rows are of no group: then they are few enough to be read on their sheet.
    """
    table = _table(measure, result)
    if not table.rows:
        return [], []
    compared = _compared(measure, table)
    lines = []
    for name, rows in table.groups if compared and table.label else []:
        views = [[row[place] for row in rows] for place in compared]
        known = [[value for value in view if isinstance(value, float)] for view in views]
        means = [fmean(view) if len(view) == len(rows) else None for view in known]
        lines.append(Line(name, means))
    return [table.names[0], *(table.names[place] for place in compared)], lines


def on_scale(chart: BarChart, result: Result) -> BarChart:
    """The chart with its axis from the low to the high end, where the measure has such."""
    points = result.get("points")
    return charts.from_to(chart, 1, points) if isinstance(points, int) else chart


def _table(measure: Measure, result: Result) -> Table:
    lines = [line.cells for line in measure.lines(result)]
    names = list(dict.fromkeys(name for cells in lines for name in cells))
    texts = [any(isinstance(cells.get(name), str) for cells in lines) for name in names]
    label = 0 if all(texts) else max(0, texts.index(False) - 1)
    return Table(names, [[cells.get(name) for name in names] for cells in lines], label)


def _compared(measure: Measure, table: Table) -> list[int]:
    return [place for place, name in enumerate(table.names) if name in measure.charted]


def _any(rows: Sequence[Sequence[Value]], places: Sequence[int]) -> bool:
    return any(row[place] is not None for row in rows for place in places)
