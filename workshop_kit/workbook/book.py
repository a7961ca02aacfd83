"""The file, and cells that are what they are: a text stays a text, whatever it begins with."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workshop_kit import look
from workshop_kit.report.exhibit import Value
from workshop_kit.report.tongue import Tongue
from workshop_kit.workbook.style import properties
from workshop_kit.workbook.text import RISKY, plain

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "d mmm yyyy",
}


LATE = "#FBE4D8"


class Area(NamedTuple):
    """Where a table stands: its sheet, its heading's row, its first column, all from 0."""

    sheet: str
    head: int
    column: int
    rows: int

    def cells(self, column: int, first: int, last: int | None = None) -> list[str | int]:
        """The cells of a column from one of its rows to another, as XlsxWriter's charts take it."""
        top, place = self.head + 1, self.column + column
        last = first if last is None else last
        return [self.sheet, top + first, place, top + last, place]

    def heading(self, first: int, last: int | None = None) -> list[str | int]:
        """The cells of the heading from one column to another."""
        last = first if last is None else last
        return [self.sheet, self.head, self.column + first, self.head, self.column + last]


class Book:
    """An .xlsx file being written. `areas` are the tables that are there already, by name; `late`
    and `done` how a row looks that is overdue, or over."""

    EARLIEST = date(2000, 1, 1)

    def __init__(self, say: Tongue, made: datetime) -> None:
        self.say, self.made = say, made
        self.file = BytesIO()
        self.book = Workbook(self.file, OPTIONS)
        self.areas: dict[str, Area] = {}
        self._formats: dict[tuple[str, bool], Format] = {}
        self._tables: set[str] = set()
        self.late = self.book.add_format(
            {"font_color": look.ACCENT, "bold": True, "bg_color": LATE}
        )
        self.done = self.book.add_format({"font_color": look.MUTED, "font_strikeout": True})

    def style(self, name: str, risky: bool = False) -> Format:
        """A style as a format of this file."""
        key = (name, risky)
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties(name, risky))
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, style: str) -> None:
        """Fill a cell of a sheet; never with a formula."""
        if isinstance(value, str):
            text = plain(value)
            cell = self.style(style, text.startswith(RISKY))
            if text:
                sheet.write_string(row, column, text, cell)
            else:
                sheet.write_blank(row, column, None, cell)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.style(style))
        elif value is None:
            sheet.write_blank(row, column, None, self.style(style))
        else:
            sheet.write_number(row, column, float(value), self.style(style))

    def link(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        target: str,
        text: str = "",
        style: str = "link",
    ) -> None:
        """A link to the top of another sheet, with its name or with another text."""
        quoted = target.replace("'", "''")
        told = plain(text or target)
        cell = self.style(style, told.startswith(RISKY))
        sheet.write_url(row, column, f"internal:'{quoted}'!A1", cell, told)

    def define(self, name: str, sheet: Worksheet, row: int, column: int) -> None:
        """A name for one cell, for formulas of her own."""
        quoted = sheet.get_name().replace("'", "''")
        self.book.define_name(name, f"='{quoted}'!{xl_rowcol_to_cell(row, column, True, True)}")

    def free(self, name: str) -> str:
        """A name for a table that no other table has."""
        told, number = name, 1
        while told.casefold() in self._tables:
            number += 1
            told = f"{name}_{number}"
        self._tables.add(told.casefold())
        return told

    def close(self, tell: Callable[[float], None]) -> bytes:
        """All of it as bytes."""
        self.book.close()
        tell(1.0)
        return self.file.getvalue()
