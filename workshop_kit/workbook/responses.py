"""The sheet *Responses*: tidy, one row for each answer, as small as the groups may be."""

from collections.abc import Iterator, Sequence
from itertools import islice

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from workshop_kit.figures import Figures
from workshop_kit.workbook.page import ROW_HEIGHT, TALLEST_ROW
from workshop_kit.workbook.shown import Shown, about, finest, person_of, prompt, shown, team_of
from workshop_kit.workbook.style import FIGURE, HEAD, TEXT, Ink, Value, height, put

COLUMNS = {
    "Exercise": 20,
    "Step": 8,
    "Prompt": 42,
    "About": 18,
    "Item": 24,
    "Group": 20,
    "Person": 14,
    "Number": 11,
    "Text": 54,
    "Low end": 16,
    "High end": 16,
}
MOST_ROWS = 1_048_575
"""As many as a sheet of Excel has, without the heading."""


def write(sheet: Worksheet, figures: Figures) -> None:
    """Fill the sheet: a real table with a filter, its heading always in sight."""
    for column, (name, width) in enumerate(COLUMNS.items(), start=1):
        put(sheet, 1, column, name, HEAD)
        sheet.column_dimensions[get_column_letter(column)].width = width
    text, figure = Ink(sheet, TEXT), Ink(sheet, FIGURE)
    for row, values in enumerate(islice(_rows(figures), MOST_ROWS), start=2):
        sheet.append([_cell(text, figure, value) for value in values])
        texts = [
            (v, w) for v, w in zip(values, COLUMNS.values(), strict=True) if isinstance(v, str)
        ]
        tall = [height(value, width - 1, TEXT) for value, width in texts]
        sheet.row_dimensions[row].height = min(TALLEST_ROW, max(ROW_HEIGHT, *tall))
    last = max(2, sheet.max_row)
    table = Table(displayName="Responses", ref=f"A1:{get_column_letter(len(COLUMNS))}{last}")
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _rows(figures: Figures) -> Iterator[Sequence[Value]]:
    for step in shown(figures):
        yield from _rows_of(figures, step)


def _rows_of(figures: Figures, step: Shown) -> Iterator[Sequence[Value]]:
    place, workshop = step.place, figures.workshop
    question = place.step.question
    ends = (getattr(question, "low", ""), getattr(question, "high", ""))
    asked = (place.item.exercise.title, place.number, prompt(place.step))
    for cell in finest(workshop, step.release):
        whose = (team_of(workshop, cell.group), person_of(cell.group))
        topic = (about(workshop, cell.target), question.parts()[cell.part])
        for row in question.rows(cell.tally):
            yield (*asked, *topic, *whose, row.number, row.text, *ends)


def _cell(text: Ink, figure: Ink, value: Value) -> Cell | None:
    if value is None or value == "":
        return None
    return (text if isinstance(value, str) else figure).cell(value)
