"""A sheet that is written from top to bottom."""

from collections.abc import Sequence
from itertools import accumulate, chain, repeat
from math import ceil
from typing import NamedTuple

from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workshop_kit.workbook.style import (
    HEAD,
    HEAD_RIGHT,
    HEADING,
    LABEL,
    NOTE,
    PROMPT,
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
PAGE_HEIGHT = 545.0
"""What fits on a printed page across, in points; safely less than it is."""
SPACER = 6.0
OPENING = 90.0
"""A page that has only its title, and a line or two, is not left for the next."""
FURTHER, FURTHER_COLUMNS = 11.0, 16
"""The width of columns that only a large table reaches."""
EDGE = 60_000
"""The space around a chart, in EMU."""


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
        self.widths = widths
        self.row = 1
        self._top = 1
        sheet.sheet_view.showGridLines = False
        for column, width in enumerate([*widths, *[FURTHER] * FURTHER_COLUMNS], start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width

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
        self.sheet.row_dimensions[self.row].height = SPACER
        self.gap()
        self.sheet.freeze_panes = f"A{self.row}"
        self.sheet.print_title_rows = f"1:{self.row - 1}"

    def heading(self, text: str, followed_by: float = 60) -> None:
        """The heading of a part, on the printed page of the points that follow it."""
        self.gap()
        self.keep(min(25 + followed_by, PAGE_HEIGHT - 2 * OPENING))
        self.text(text, HEADING)

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def keep(self, points: float) -> None:
        """A new printed page, unless so many points still fit on this one."""
        rows = self.sheet.row_dimensions
        used = sum(rows[row].height or ROW_HEIGHT for row in range(self._top, self.row))
        if self._top > 1:
            used += TITLE_HEIGHT + SPACER
        if used + points > PAGE_HEIGHT and used > OPENING:
            self.sheet.row_breaks.append(Break(self.row - 1))
            self._top = self.row

    def table(
        self, head: Sequence[str], lines: Sequence[Line], title: str = "", left: str = ""
    ) -> Area:
        """A table, the labels in column 1; `left` is the style of numbers beside long texts."""
        self.keep(min(PAGE_HEIGHT / 2, ROW_HEIGHT * (3 + len(lines))))
        if title:
            self.text(title, PROMPT)
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
        for style, (whose, words) in zip(
            chain([HEAD], repeat(LABEL)), [head, *quotes], strict=False
        ):
            put(self.sheet, self.row, 1, whose, style)
            self.text(words, style, first=2)

    def reserve_for(self, charts: int, tall: float) -> list[int]:
        """Leave rows free for so many charts, two by two; the first row of each two."""
        starts = []
        for _ in range(ceil(charts / 2)):
            self.keep(points_of(1, tall))
            starts.append(self.row)
            self.fill_to(self.row + rows_of(tall))
        return starts

    def fill_to(self, row: int) -> None:
        """Go on from that row at the earliest; those left empty keep their height."""
        for empty in range(self.row, row):
            self.sheet.row_dimensions[empty].height = ROW_HEIGHT
        self.row = max(self.row, row)

    def place(self, chart: BarChart, row: int, first: int, last: int) -> None:
        """Put a chart over whole columns, from a row on, as tall as it wants to be."""
        anchor = TwoCellAnchor(editAs="oneCell")
        anchor._from = AnchorMarker(first - 1, EDGE, row - 1, EDGE)
        anchor.to = AnchorMarker(last, 0, row + rows_of(chart.height) - 2, 0)
        chart.anchor = anchor  # type: ignore[assignment]  # the stubs know cells only
        self.sheet.add_chart(chart)

    def place_two_by_two(self, charts: Sequence[BarChart], rows: Sequence[int]) -> None:
        """Put charts side by side in twos, each two into rows that were reserved."""
        edges = list(accumulate(self.widths))
        middle = min(range(len(edges)), key=lambda edge: abs(edges[edge] - edges[-1] / 2)) + 1
        for number, chart in enumerate(charts):
            first, last = (middle + 1, len(edges)) if number % 2 else (1, middle)
            self.place(chart, rows[number // 2], first, last)

    def _fit(self, values: Sequence[Value], indent: float = 0) -> None:
        """Make the row as high as its longest text needs."""
        widths = [*self.widths, *[FURTHER] * len(values)]
        widths[0] -= indent
        tall = [
            height(value, width - 1, LABEL)
            for value, width in zip(values, widths, strict=False)
            if isinstance(value, str)
        ]
        self.sheet.row_dimensions[self.row].height = min(TALLEST_ROW, max(ROW_HEIGHT, *tall, 0))


def rows_of(tall: float) -> int:
    """How many empty rows hold something `tall` centimetres, and a little space."""
    return ceil(tall * POINTS_IN_CM / ROW_HEIGHT) + 1


def points_of(charts: int, tall: float) -> float:
    """Points of so many charts, two by two; of the first two, where they need several pages."""
    points = rows_of(tall) * ROW_HEIGHT
    whole = ceil(charts / 2) * points
    return whole if whole < PAGE_HEIGHT - 120 else points


def paper(sheet: Worksheet, title: str) -> None:
    """How the sheet prints: A4 across, as wide as the page, title, name and page numbers around."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
    sheet.oddHeader = HeaderFooterItem(_part(plain(title).replace("&", "&&")), _part("&A"))
    sheet.oddFooter = HeaderFooterItem(_part("Workshop Kit"), _part("Page &P of &N"))


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, size=9)


def _is_text(lines: Sequence[Line], place: int) -> bool:
    return any(isinstance(value, str) for line in lines for value in line.values[place : place + 1])
