"""The sheet *Responses*: tidy, one row for each answer, as small as the groups may be.

Three thousand people who answer forty questions give 120,000 rows. XlsxWriter would keep every cell
of them until the end, so these rows go straight into the sheet's XML (bench/workbook.py tells what
that saves).
"""

from collections.abc import Iterable
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from workshop_kit.question import Row
from workshop_kit.report.tidy import COLUMNS, Answers
from workshop_kit.workbook.book import Area, Book
from workshop_kit.workbook.page import header_text
from workshop_kit.workbook.paper import paper
from workshop_kit.workbook.text import RISKY, plain

WIDTHS = {
    "exercise": 20,
    "step": 7,
    "key": 24,
    "kind": 10,
    "prompt": 44,
    "about": 18,
    "item": 24,
    "group": 22,
    "person": 16,
    "number": 10,
    "text": 60,
    "pile": 18,
    "low": 18,
    "high": 18,
}
MOST_ROWS = 1_048_575
"""As many as a sheet of Excel has, without the heading."""
TABLE = "Responses"
LETTERS = {name: xl_col_to_name(place) for place, name in enumerate(COLUMNS)}


class Block(NamedTuple):
    """Rows that differ only in their number and text. `before` and `after` are the XML of the cells
    on either side of these two, with # for the number of the row."""

    before: str
    after: str
    cells: list[tuple[float | None, int | None, bool]]


class Streamed(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose rows below the heading are written when the file is; texts are shared ones."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.styles: dict[str, int] = {}

    def text(self, text: str) -> int:
        """The place of a text among the file's shared ones."""
        place: int = self.str_table._get_shared_string_index(text)
        return place

    def _write_rows(self) -> None:
        self.dim_rowmax: int
        last, self.dim_rowmax = self.dim_rowmax, 0  # the heading alone
        super()._write_rows()
        self.dim_rowmax = last
        row = 1
        for block in self.blocks:
            for number, text, risky in block.cells:
                row += 1
                self.fh.write(self._row(row, block, number, text, risky))

    def _row(
        self, row: int, block: Block, number: float | None, text: int | None, risky: bool
    ) -> str:
        told = ""
        if number is not None:
            style = self.styles["number"]
            told = f'<c r="{LETTERS["number"]}{row}" s="{style}"><v>{number:.16g}</v></c>'
        if text is not None:
            style = self.styles["risky" if risky else "text"]
            told += f'<c r="{LETTERS["text"]}{row}" s="{style}" t="s"><v>{text}</v></c>'
        before = block.before.replace("#", str(row))
        return f'<row r="{row}">{before}{told}{block.after.replace("#", str(row))}</row>'


def sheet(book: Book, name: str) -> Streamed:
    """The sheet, still empty."""
    made: Streamed = book.book.add_worksheet(name, Streamed)
    return made


def write(book: Book, made: Streamed, answers: Iterable[Answers], title: str) -> None:
    """Fill the sheet: a real table with a filter, its heading always in sight."""
    say = book.say
    made.styles = {
        "text": book.style("data")._get_xf_index(),
        "risky": book.style("data", risky=True)._get_xf_index(),
        "number": book.style("data number")._get_xf_index(),
    }
    rows = 0
    for found in answers:
        cells = [_cell(made, row) for row in found.rows[: MOST_ROWS - rows]]
        rows += len(cells)
        if cells:
            made.blocks.append(_block(made, found.common, cells))
    last = max(1, rows)
    for place, width in enumerate(WIDTHS.values()):
        made.set_column(place, place, width)
    made.set_row(0, 22)
    head = {"header_format": book.style("head")}
    columns = [{"header": header_text(say(text)), **head} for text in COLUMNS.values()]
    table = {"name": book.free(TABLE), "columns": columns, "style": "Table Style Light 1"}
    made.add_table(0, 0, last, len(COLUMNS) - 1, table)
    made.dim_rowmax = last
    book.areas[TABLE] = Area(made.get_name(), 0, 0, rows)
    made.freeze_panes(1, 0)
    made.repeat_rows(0)
    made.print_area(0, 0, last, len(COLUMNS) - 1)
    paper(made, title, say("Page {page} of {pages}", page="&P", pages="&N"))


def _cell(made: Streamed, row: Row) -> tuple[float | None, int | None, bool]:
    text = plain(row.text) if row.text else ""
    number = None if row.number is None else float(row.number)
    return number, made.text(text) if text else None, text.startswith(RISKY)


def _block(
    made: Streamed,
    common: dict[str, str | int],
    cells: list[tuple[float | None, int | None, bool]],
) -> Block:
    pieces: dict[bool, str] = {True: "", False: ""}
    for place, name in enumerate(COLUMNS):
        value = common.get(name, "")
        if value == "":
            continue
        before = place < list(COLUMNS).index("number")
        if isinstance(value, int):
            pieces[before] += (
                f'<c r="{LETTERS[name]}#" s="{made.styles["number"]}"><v>{value}</v></c>'
            )
            continue
        text = plain(value)
        style = made.styles["risky" if text.startswith(RISKY) else "text"]
        pieces[before] += f'<c r="{LETTERS[name]}#" s="{style}" t="s"><v>{made.text(text)}</v></c>'
    return Block(pieces[True], pieces[False], cells)
