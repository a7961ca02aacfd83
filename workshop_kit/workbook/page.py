"""A sheet that is written from top to bottom."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workshop_kit.workbook.style import (
    GROUP,
    HEAD,
    HEAD_RIGHT,
    HEADING,
    LABEL,
    NOTE,
    TITLE,
    WITHIN,
    Value,
    height,
    of,
    plain,
    put,
)

TALLEST_ROW = 400
ROW_HEIGHT, TITLE_HEIGHT, POINTS_IN_CM = 15.0, 34.0, 28.35
PAGE_HEIGHT = 500.0
"""What fits on a printed page across, in points; safely less than it is."""
EDGE = 60_000
"""The space between charts side by side, in EMU."""


class Area(NamedTuple):
    """Some rows of a table: its heading is in the row `head`, its labels are in column 1."""

    sheet: Worksheet
    head: int
    first: int
    last: int


class Line(NamedTuple):
    """A row of a table; `values` come after the label."""

    label: str
    values: Sequence[Value] = ()
    style: str = LABEL


class Page:
    """A sheet and how far it has been written. `row` is the next free one."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.widths = list(widths)
        self.row = 1
        self._top = 1
        sheet.sheet_view.showGridLines = False
        self._widen(0)

    def text(self, text: str, style: str = NOTE, first: int = 1) -> None:
        """A text over all columns from `first` on, in as many rows as it needs."""
        last, start = len(self.widths), self.row
        points = height(text, sum(self.widths[first - 1 :]), style) + (1 if style == NOTE else 4)
        rows = ceil(points / TALLEST_ROW)
        for row in range(start, start + rows):
            for column in range(first, last + 1):
                put(self.sheet, row, column, None, style)
            self.sheet.row_dimensions[row].height = max(ROW_HEIGHT, points / rows)
        put(self.sheet, start, first, text, style)
        self.sheet.merge_cells(None, start, first, start + rows - 1, last)
        self.row = start + rows

    def title(self, text: str) -> None:
        """The sheet's title, which stays in sight and stands on every printed page."""
        self.text(text, TITLE)
        self.sheet.row_dimensions[1].height = TITLE_HEIGHT
        self.sheet.freeze_panes = f"A{self.row}"
        self.sheet.print_title_rows = f"1:{self.row - 1}"

    def heading(self, text: str, followed_by: float = 60) -> None:
        """The heading of a part, on the printed page of the points that follow it."""
        self.gap()
        self.keep(30 + followed_by)
        self.text(text, HEADING)

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def keep(self, points: float) -> None:
        """A new printed page, unless so many points still fit on this one."""
        rows = self.sheet.row_dimensions
        used = sum(rows[row].height or ROW_HEIGHT for row in range(self._top, self.row))
        if used + TITLE_HEIGHT + points > PAGE_HEIGHT and used:
            self.sheet.row_breaks.append(Break(self.row - 1))
            self._top = self.row

    def table(
        self, head: Sequence[str], lines: Sequence[Line], title: str = "", left: str = ""
    ) -> Area:
        """A table, the labels in column 1; `left` is the style of numbers beside long texts."""
        self._widen(len(head))
        self.keep(min(PAGE_HEIGHT / 2, ROW_HEIGHT * (3 + len(lines))))
        if title:
            self.text(title, style=PROMPT)
        start = self.row
        for column, text in enumerate(head, start=1):
            right = column > 1 and not left and not _is_text(lines, column - 2)
            put(self.sheet, start, column, text, HEAD_RIGHT if right else HEAD)
        self._fit(head)
        for line in lines:
            self.row += 1
            put(self.sheet, self.row, 1, line.label, line.style)
            values = [*line.values, *[None] * (len(head) - 1 - len(line.values))]
            for column, value in enumerate(values, start=2):
                style = left if left and isinstance(value, int) else of(value, line.style)
                put(self.sheet, self.row, column, value, style)
            self._fit([line.label, *line.values], 2 if line.style == WITHIN else 0)
        self.row += 1
        return Area(self.sheet, start, start + 1, self.row - 1)

    def quotes(self, head: tuple[str, str], quotes: Sequence[tuple[str, str]]) -> None:
        """People's own words, each beside whose they are."""
        for whose, words in (head, *quotes):
            style = HEAD if self.row and (whose, words) == head else LABEL
            put(self.sheet, self.row, 1, whose, style)
            self.text(words, style, first=2)

    def reserve_for(self, charts: int, tall: float) -> int:
        """Leave rows free for so many charts, two by two; the first of these rows."""
        start = self.row
        self.fill_to(start + ceil(charts / 2) * rows_of(tall))
        return start

    def fill_to(self, row: int) -> None:
        """Go on from that row at the earliest; those left empty keep their height."""
        for empty in range(self.row, row):
            self.sheet.row_dimensions[empty].height = ROW_HEIGHT
        self.row = max(self.row, row)

    def place(self, chart: BarChart, row: int, first: int, last: int) -> None:
        """Put a chart over whole columns, from a row on, as tall as it wants to be."""
        anchor = TwoCellAnchor(editAs="oneCell")
        anchor._from = AnchorMarker(first - 1, EDGE, row - 1, 0)
        anchor.to = AnchorMarker(last, 0, row + rows_of(chart.height) - 2, 0)
        chart.anchor = anchor
        self.sheet.add_chart(chart)

    def place_two_by_two(self, charts: Sequence[BarChart], row: int) -> None:
        """Put charts side by side in twos, each two below the last, from a row on."""
        edges = list(accumulate(self.widths[: self._wide]))
        middle = min(range(len(edges)), key=lambda edge: abs(edges[edge] - edges[-1] / 2)) + 1
        for number, chart in enumerate(charts):
            first, last = (middle + 1, self._wide) if number % 2 else (1, middle)
            self.place(chart, row + number // 2 * rows_of(chart.height), first, last)
