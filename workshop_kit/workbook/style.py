"""How cells of the workbook look, and how texts get into them unharmed."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from workshop_kit import look

BRAND, LIGHT, LINE, INK, MUTED = (
    *(colour[1:] for colour in (look.BRAND, look.MIST, look.LINE, look.INK, look.MUTED)),
)
FONT = "Calibri"

Value = str | int | float | datetime | None

TITLE, LEAD, HEADING, PROMPT, NOTE = (
    *("Kit title", "Kit lead", "Kit heading", "Kit prompt", "Kit note"),
)
HEAD, HEAD_RIGHT, LABEL, WITHIN, LINK = (
    *("Kit head", "Kit head right", "Kit label", "Kit within", "Kit link"),
)
GROUP, GROUP_COUNT = "Kit group", "Kit group count"
COUNT, NUMBER, COUNT_LEFT, MOMENT = "Kit count", "Kit number", "Kit count left", "Kit moment"
TEXT, FIGURE = "Kit text", "Kit figure"
SIZES = {TITLE: 18, LEAD: 12, HEADING: 14, PROMPT: 13}
PLAIN_SIZE = 11
LINE_HEIGHT = 1.36
"""Height of a line, by the size of its letters."""

LONGEST_CELL = 32_767
"""Excel's limit, in UTF-16 units."""

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = ("=", "+", "-", "@", "\t", "\n", "'")


def styles() -> list[NamedStyle]:
    """The workbook's cell styles; new ones each time, for a workbook binds them to itself."""
    under = Border(bottom=Side("thin", color=LINE))
    light, brand = PatternFill("solid", LIGHT), PatternFill("solid", BRAND)
    bold, white = _font(bold=True), _font(color="FFFFFF", bold=True)
    top = Alignment(vertical="top", wrap_text=True)
    left, within = Alignment("left", "top"), Alignment("left", "top", wrap_text=True, indent=1)
    right = Alignment("right", "top")
    middle, across = (
        Alignment(vertical="center", wrap_text=True),
        Alignment("right", "center", wrap_text=True),
    )
    whole, day = "0", "d mmmm yyyy, hh:mm"

    def style(
        name: str,
        font: Font | None = None,
        alignment: Alignment = top,
        fill: PatternFill | None = None,
        border: Border | None = under,
        number: str = "General",
    ) -> NamedStyle:
        return NamedStyle(
            name, font or _font(), fill or PatternFill(), border or Border(), alignment, number
        )

    return [
        style(TITLE, _font(18, "FFFFFF", bold=True), middle, brand, None),
        style(LEAD, _font(12, MUTED), border=None),
        style(HEADING, _font(14, BRAND, bold=True), middle, light, None),
        style(PROMPT, _font(13, bold=True), border=None),
        style(NOTE, _font(color=MUTED), border=None),
        style(HEAD, white, middle, brand),
        style(HEAD_RIGHT, white, across, brand),
        style(LABEL),
        style(WITHIN, alignment=within),
        style(LINK, _font(color=BRAND, bold=True)),
        style(GROUP, bold, fill=light),
        style(GROUP_COUNT, bold, right, light, number=whole),
        style(COUNT, alignment=right, number=whole),
        style(NUMBER, alignment=right, number="0.0"),
        style(COUNT_LEFT, alignment=left, number=whole),
        style(MOMENT, alignment=left, number=day),
        style(TEXT, border=None),
        style(FIGURE, alignment=left, border=None, number="0.##"),
    ]


def _font(size: int = PLAIN_SIZE, color: str = INK, bold: bool = False) -> Font:
    return Font(FONT, size, color=color, bold=bold)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text as an XML file and Excel can hold it: the same, but for what neither allows."""
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ESCAPE.sub("_x005F_", text)
    if len(text) * 2 > LONGEST_CELL:
        units = text.encode("utf-16-le")
        if len(units) > 2 * LONGEST_CELL:
            text = units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
    return text


def put(sheet: Worksheet, row: int, column: int, value: Value, style: str) -> None:
    """Fill a cell of a sheet."""
    cell = sheet.cell(row, column, "")
    cell.style = style
    fill(cell, value)


def fill(cell: Cell, value: Value) -> None:
    """Give a cell its value. A text stays a text, whatever it begins with."""
    text = plain(value) if isinstance(value, str) else None
    cell.value = value if text is None else text
    if text is not None:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_RISKY)


class Ink:
    """Makes cells of one style for `append`; much faster than `put`, for very many."""

    def __init__(self, sheet: Worksheet, style: str) -> None:
        self._sheet = sheet
        first = Cell(sheet, 1, 1)
        first.style = style
        self._style = first._style  # type: ignore[attr-defined]

    def cell(self, value: Value) -> Cell:
        """A cell that has no place yet."""
        cell = Cell(self._sheet, 1, 1, style_array=self._style)
        fill(cell, value)
        return cell


def of(value: Value, line: str = LABEL) -> str:
    """The style for a value in a table's line that has that style."""
    if isinstance(value, datetime):
        return MOMENT
    if isinstance(value, str) or value is None:
        return GROUP if line == GROUP else LABEL
    if line == GROUP:
        return GROUP_COUNT
    return COUNT if isinstance(value, int) else NUMBER


def height(text: str, width: float, style: str) -> float:
    """Points that a text takes in a cell as wide as `width` ordinary letters."""
    size = SIZES.get(style, PLAIN_SIZE)
    in_line = max(1.0, width * 1.05 * PLAIN_SIZE / size)
    lines = sum(max(1, -int(-_width(line) // in_line)) for line in text.split("\n"))
    return lines * size * LINE_HEIGHT


def _width(letters: Iterable[str]) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in letters)
