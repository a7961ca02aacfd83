"""A sheet that is written from top to bottom."""

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from workshop_kit.release import Bound
from workshop_kit.report.exhibit import Drawing, Exhibit, Value, bounds
from workshop_kit.report.privacy import TOO_FEW
from workshop_kit.workbook import charts
from workshop_kit.workbook.book import Area, Book
from workshop_kit.workbook.paper import ROW_HEIGHT, cuts, paper, room
from workshop_kit.workbook.style import size_of
from workshop_kit.workbook.text import height, plain

TALLEST_ROW = 400
TITLE_HEIGHT, TITLE_GAP, HEADING_HEIGHT = 36.0, 6.0, 24.0
MARGIN = 2.0
"""The width of the empty column at the left."""
FIRST = 1
"""The column in which everything begins."""
FURTHER, FURTHER_COLUMNS = 11.0, 16
"""The width of columns that only a large table reaches."""
ROWS_TOGETHER = 7
"""So many rows of a table stand on the page of its heading, at least."""
GAP = 12
"""Pixels between two charts."""


class Page:
    """A sheet and how far it has been written. `row` is the next free one, from 0.

    `widths` are those of its columns, in letters; what is wider than all of them has further ones.
    """

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.book, self.sheet, self.widths = book, sheet, widths
        self.say = book.say
        self.row = 0
        self._heights: dict[int, float] = {}
        self._together: dict[int, float] = {}
        self._bands: list[tuple[int, int, str, str]] = []
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, MARGIN)
        for place, width in enumerate([*widths, *[FURTHER] * FURTHER_COLUMNS], start=FIRST):
            sheet.set_column(place, place, width)

    @property
    def last(self) -> int:
        """The last column of the page."""
        return FIRST + len(self.widths) - 1

    def put(self, row: int, column: int, value: Value, style: str) -> None:
        """Fill a cell."""
        self.book.put(self.sheet, row, column, value, style)

    def height(self, row: int, points: float) -> None:
        """How high a row is."""
        self._set(row, min(409.0, max(ROW_HEIGHT, points)))

    def title(self, text: str) -> None:
        """The sheet's title, which stays in sight and stands on every printed page."""
        self._bands.append((0, 0, text, "title"))
        self._set(0, TITLE_HEIGHT)
        self._set(1, TITLE_GAP)
        self.row = 2
        self.sheet.freeze_panes(2, 0)
        self.sheet.repeat_rows(0, 1)

    def text(
        self, text: str, style: str = "note", first: int = FIRST, last: int | None = None
    ) -> None:
        """A text over columns, in as many rows as it needs."""
        last, start = self.last if last is None else last, self.row
        points = height(plain(text), self._width(first, last) - 1, size_of(style)) + 3
        rows = ceil(points / TALLEST_ROW)
        self._merged(start, first, start + rows - 1, last, style)
        self.put(start, first, text, style)
        for row in range(start, start + rows):
            self.height(row, points / rows)
        self.row = start + rows

    def heading(self, text: str, followed_by: float = 60) -> None:
        """The heading of a part, on the printed page of the points that follow it."""
        self.gap()
        self.keep(HEADING_HEIGHT + followed_by)
        self._bands.append((self.row, FIRST, text, "heading"))
        points = height(plain(text), self._width(FIRST, self.last) - 1, size_of("heading")) + 6
        self.height(self.row, max(HEADING_HEIGHT, points))
        self.row += 1

    def gap(self, points: float = ROW_HEIGHT) -> None:
        """An empty row."""
        self._set(self.row, points)
        self.row += 1

    def keep(self, points: float) -> None:
        """A new printed page, unless so many points still fit on this one."""
        self._together[self.row] = max(points, self._together.get(self.row, 0.0))

    def points(self, row: int) -> float:
        """How high all is from a row on."""
        return sum(self._heights.get(each, ROW_HEIGHT) for each in range(row, self.row))

    def together(self, row: int) -> None:
        """All that was written from a row on stays on one printed page."""
        self._together[row] = self.points(row)

    def points_of(self, exhibit: Exhibit) -> float:
        """What of it stays together on a printed page: its first charts, or its first rows."""
        if not exhibit.drawings:
            return ROW_HEIGHT * (4 + min(ROWS_TOGETHER, len(exhibit.rows)))
        pixels = max(charts.height_of(drawing) for drawing in exhibit.drawings[:2])
        return pixels * charts.POINTS_IN_PIXEL + 3 * ROW_HEIGHT

    def exhibit(self, exhibit: Exhibit) -> Area:
        """Its charts, two by two, and below them its table as a real Excel table."""
        self.keep(self.points_of(exhibit))
        if exhibit.title:
            self.text(exhibit.title, "prompt")
        starts = self._room_for(exhibit.drawings)
        styles = ["text" if place < exhibit.labels else "" for place in range(len(exhibit.head))]
        area = self.table(exhibit.name, exhibit.head, exhibit.rows, styles)
        for number, (drawing, row) in enumerate(zip(exhibit.drawings, starts, strict=True)):
            side = number % 2 if len(exhibit.drawings) > 1 else None
            self._place(area, exhibit, drawing, row, side)
        return area

    def table(
        self,
        name: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Value]],
        styles: Sequence[str],
        *,
        filtered: bool = False,
    ) -> Area:
        """A real Excel table; a style of "" follows the value. None reads that it is withheld."""
        self.keep(ROW_HEIGHT * (3 + min(ROWS_TOGETHER, len(rows))))
        start, last = self.row, FIRST + len(head) - 1
        heads = _head_styles(rows, styles)
        self._head(start, head)
        for line in rows or [[""] * len(head)]:
            self.row += 1
            for place, (value, style) in enumerate(zip(line, styles, strict=True)):
                told = self.say(TOO_FEW) if value is None else value
                apart = isinstance(value, str) and heads[place] == "head apart"
                of_value = "text apart" if apart else style_of(value)
                self.put(self.row, FIRST + place, told, style or of_value)
            self._fit(line, styles)
        self.row += 1
        free = self.book.free(name)
        self.sheet.add_table(
            *(start, FIRST, self.row - 1, last),
            {
                "name": free,
                "columns": [
                    {"header": header_text(text), "header_format": self.book.style(style)}
                    for text, style in zip(head, heads, strict=True)
                ],
                "autofilter": filtered,
                "style": None,
            },
        )
        area = Area(self.sheet.get_name(), start, FIRST, len(rows))
        self.book.areas[name] = area
        return area

    def facts(self, rows: Sequence[tuple[str, Value]], style: str = "text") -> None:
        """Labels and what they stand for, beside each other."""
        for label, value in rows:
            self.put(self.row, FIRST, label, "label")
            told = style if isinstance(value, str) else style_of(value, left=True)
            self._merged(self.row, FIRST + 1, self.row, self.last, told)
            self.put(self.row, FIRST + 1, value, told)
            wide = self._width(FIRST + 1, self.last) - 1
            self.height(self.row, height(plain(value), wide) if isinstance(value, str) else 0)
            self.row += 1

    def line(self, label: str, middle: str, end: str) -> None:
        """A row of three texts: the first column, all between, and the last."""
        row, tall = self.row, height(plain(end), self._width(self.last, self.last) - 1)
        self.put(row, FIRST, label, "label")
        self._merged(row, FIRST + 1, row, self.last - 1, "text")
        self.put(row, FIRST + 1, middle, "text")
        self.put(row, self.last, end, "text")
        wide = self._width(FIRST + 1, self.last - 1) - 1
        self.height(row, max(tall, height(plain(middle), wide)) + 2)
        self.row += 1

    def quotes(self, head: tuple[str, str], quotes: Sequence[tuple[str, str]]) -> None:
        """People's own words, each beside whose they are."""
        for style, (whose, words) in zip(
            ["head", *["quote"] * len(quotes)], [head, *quotes], strict=True
        ):
            row = self.row
            self.put(row, FIRST, whose, "head" if style == "head" else "text")
            self.text(words, style, first=FIRST + 1)
            beside = height(plain(whose), self._width(FIRST, FIRST) - 1) + 3
            self.height(row, max(beside, self._heights[row]))

    def finish(self, title: str) -> None:
        """How the sheet prints: A4 across, as wide as the page, with title, name and pages."""
        widest = self._widest()
        for row, first, text, style in self._bands:
            self._merged(row, first, row, widest, style)
            self.put(row, first, text, style)
        paper(self.sheet, title, self.say("Page {page} of {pages}", page="&P", pages="&N"))
        high = room(self._pixels(0, widest) * charts.POINTS_IN_PIXEL)
        top, rows = TITLE_HEIGHT + TITLE_GAP, range(2, self.row)
        self.sheet.set_h_pagebreaks([*cuts(self._heights, rows, self._together, top, high)])
        self.sheet.print_area(0, 0, max(1, self.row - 1), widest)

    # What is shared

    def _set(self, row: int, points: float) -> None:
        self.sheet.set_row(row, points)
        self._heights[row] = points

    def _merged(self, row: int, first: int, last_row: int, last: int, style: str) -> None:
        if (row, first) != (last_row, last):
            self.sheet.merge_range(row, first, last_row, last, "", self.book.style(style))

    def _head(self, row: int, head: Sequence[str]) -> None:
        tall = [
            height(plain(text), self._width(FIRST + place, FIRST + place) - 2)
            for place, text in enumerate(head)
        ]
        self.height(row, max(20.0, *tall) + 4)

    def _fit(self, values: Sequence[Value], styles: Sequence[str]) -> None:
        """Make the row as high as its longest text needs."""
        tall = [
            height(plain(value), self._width(FIRST + place, FIRST + place) - 1)
            for place, (value, style) in enumerate(zip(values, styles, strict=True))
            if isinstance(value, str) and len(value) > 8 and style != "id"
        ]
        self.height(self.row, min(TALLEST_ROW, max(ROW_HEIGHT, *tall, 0) + 1))

    def _width(self, first: int, last: int) -> float:
        widths = [MARGIN, *self.widths, *[FURTHER] * FURTHER_COLUMNS]
        return sum(widths[first : last + 1])

    def _widest(self) -> int:
        reached = [a.column for a in self.book.areas.values() if a.sheet == self.sheet.get_name()]
        reach = self.sheet.dim_colmax if reached else self.last
        return max(self.last, reach or self.last)

    def _pixels(self, first: int, last: int) -> float:
        widths = [MARGIN, *self.widths, *[FURTHER] * FURTHER_COLUMNS]
        return sum(int(width * 7 + 5) for width in widths[first : last + 1])

    def _room_for(self, drawings: Sequence[Drawing]) -> list[int]:
        """Leave rows free for charts, two by two; the row in which each begins."""
        starts: list[int] = []
        for place in range(0, len(drawings), 2):
            both = drawings[place : place + 2]
            pixels = max(charts.height_of(drawing) for drawing in both)
            rows = ceil(pixels * charts.POINTS_IN_PIXEL / ROW_HEIGHT) + 1
            self.keep(rows * ROW_HEIGHT)
            starts += [self.row] * len(both)
            for row in range(self.row, self.row + rows):
                self.height(row, ROW_HEIGHT)
            self.row += rows
        return starts

    def _place(
        self, area: Area, exhibit: Exhibit, drawing: Drawing, row: int, side: int | None
    ) -> None:
        whole = self._pixels(FIRST, self.last)
        width = min(whole, 760.0) if side is None else (whole - GAP) / 2
        signs = bounds(exhibit, drawing, self.say.words)
        size = (width, charts.height_of(drawing))
        made = charts.chart(self.book, area, drawing, size, signs)
        across = round((side or 0) * (width + GAP))
        offset = {"x_offset": across, "y_offset": 4, "object_position": 2}
        told = {"description": drawing.title[:200]}
        self.sheet.insert_chart(row, FIRST, made, {**offset, **told})


def style_of(value: Value, left: bool = False) -> str:
    """The style that follows from a value."""
    if value is None:
        return "withheld"
    if isinstance(value, str):
        return "text"
    if isinstance(value, Bound):
        return f"number {value.sign}"
    if isinstance(value, float):
        return "number"
    if isinstance(value, int):
        return "left" if left else "count"
    return "moment" if hasattr(value, "hour") else "day"


def header_text(text: str) -> str:
    """A column's name, as a table and its heading can both hold it."""
    return plain(text).replace("_x", "-x")


def _head_styles(rows: Sequence[Sequence[Value]], styles: Sequence[str]) -> list[str]:
    """Above numbers to the right, as they stand; above texts beside them a little apart."""
    found: list[str] = []
    for place, style in enumerate(styles):
        if style:
            found.append("head")
        elif any(isinstance(row[place], str) for row in rows):
            found.append("head apart" if found[-1:] == ["head right"] else "head")
        else:
            found.append("head right")
    return found
