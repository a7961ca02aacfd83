"""A workshop as an Excel file.

It holds what was revealed, and nothing else: all of it is read from releases and results.
"""

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties

from workshop_kit.agenda import is_pause
from workshop_kit.figures import Figures
from workshop_kit.workbook import exercise, overview, readme, responses
from workshop_kit.workbook.page import Page, paper
from workshop_kit.workbook.shown import OVERVIEW, README, RESPONSES, sheet_names
from workshop_kit.workbook.style import BRAND, plain, styles


def workbook(figures: Figures, made: datetime) -> bytes:
    """The whole workshop so far, as the bytes of an .xlsx file; `made` is told in it."""
    workshop = figures.workshop
    exercises = [item for item in workshop.agenda if not is_pause(item.exercise)]
    names = sheet_names(exercises)
    book = Workbook()
    for style in styles():
        book.add_named_style(style)
    first = book.active
    assert first is not None
    book.remove(first)
    readme.write(Page(book.create_sheet(README), readme.WIDTHS), figures, made, names)
    overview.write(Page(book.create_sheet(OVERVIEW), overview.WIDTHS), figures)
    for item in exercises:
        page = Page(book.create_sheet(names[item.id]), exercise.WIDTHS)
        exercise.write(page, figures, item)
    responses.write(book.create_sheet(RESPONSES), figures)
    for sheet in book.worksheets:
        paper(sheet, workshop.title)
        sheet.sheet_properties.tabColor = BRAND if sheet.title in names.values() else None
    when = made.astimezone(UTC).replace(tzinfo=None)
    book.properties = DocumentProperties(
        creator="Workshop Kit", title=plain(workshop.title), created=when
    )
    file = BytesIO()
    book.save(file)
    return file.getvalue()
