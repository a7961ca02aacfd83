"""A workshop as an Excel file.

It holds what was revealed, and nothing else: all of it is read from releases and results.
XlsxWriter writes it: much faster than openpyxl, and a text is written as a text by its own call, so
that none can become a formula.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from workshop_kit.exercise.agenda import is_pause
from workshop_kit.figures import Figures
from workshop_kit.report import boards, story, tidy
from workshop_kit.report.shown import title_of
from workshop_kit.report.tongue import Tongue, tongue_of
from workshop_kit.workbook import actions, codebook, exercise, readme, responses, story_sheet, trust
from workshop_kit.workbook.book import Book
from workshop_kit.workbook.page import Page
from workshop_kit.workbook.style import BRAND
from workshop_kit.workbook.text import plain, sheet_names

BOARDS = {
    boards.COMMITMENTS: ("Commitments", actions.COMMITMENT_WIDTHS, actions.write_commitments),
    boards.NEEDS: ("Needs", actions.NEED_WIDTHS, actions.write_needs),
    boards.TRUST: ("Trust map", trust.WIDTHS, trust.write),
}
USES = {
    "Story": "The workshop in five minutes: a question, a finding and a chart for each exercise.",
    "Commitments": "What was promised: by whom, for whom, by when; with how it stands, to choose.",
    "Needs": "What teams need from each other, and what they answered.",
    "Trust map": "Who counts on whom, in both directions.",
    "Responses": "Every answer that may be shown, one in each row, to filter and to analyse.",
    "Codebook": "What each column, each scale and each measure means, and on what it builds.",
}
EXERCISE_USE = "Each question in full, with its figures, charts and texts."
TO_THE_ROWS, TO_THE_END = 0.5, 0.7
"""How far the work has come when all sheets but *Responses* are there, and when that is too."""


def workbook(
    figures: Figures, made: datetime, tell: Callable[[float], None] = lambda done: None
) -> bytes:
    """The whole workshop so far, as the bytes of an .xlsx file; `made` is told in it.

    `tell` is called with how much of it is done, from 0 to 1.
    """
    workshop, say = figures.workshop, tongue_of(figures.workshop)
    book = Book(say, made)
    exercises = [item for item in workshop.items if not is_pause(item.exercise)]
    there = [BOARDS[board] for board in story.has_boards(figures)]
    first = [say("Read me"), say("Story"), *(say(name) for name, _, _ in there)]
    last = [say("Responses"), say("Codebook")]
    titles = [(i.id, _apart(title_of(workshop, i, say), [*first, *last], say)) for i in exercises]
    names = sheet_names(titles, [*first, *last])
    sheets = {name: book.book.add_worksheet(name) for name in [*first, *names.values()]}
    rows = responses.sheet(book, last[0])
    pages = [
        Page(book, sheets[first[0]], readme.WIDTHS),
        Page(book, sheets[first[1]], story_sheet.WIDTHS),
    ]
    for number, item in enumerate(exercises):
        page = Page(book, sheets[names[item.id]], exercise.widths(figures, item, say))
        exercise.write(page, figures, item)
        page.sheet.set_tab_color(BRAND)
        pages.append(page)
        tell(TO_THE_ROWS * (number + 1) / len(exercises))
    for name, widths, write in there:
        page = Page(book, sheets[say(name)], widths)
        write(page, figures)
        pages.append(page)
    responses.write(book, rows, tidy.answers(figures, say), workshop.title)
    tell(TO_THE_END)
    page = Page(book, book.book.add_worksheet(last[1]), codebook.WIDTHS)
    codebook.write(page, figures)
    pages.append(page)
    readme.write(pages[0], figures, _uses(say, [*first[1:], *names.values(), *last]))
    story_sheet.write(pages[1], figures, names)
    for page in pages:
        page.finish(workshop.title)
    _properties(book, workshop.title, made)
    return book.close(tell)


def _uses(say: Tongue, names: list[str]) -> dict[str, str]:
    known = {say(name): say(use) for name, use in USES.items()}
    return {name: known.get(name, say(EXERCISE_USE)) for name in names}


def _apart(title: str, taken: Sequence[str], say: Tongue) -> str:
    """The title of an exercise's sheet, where a board is called the same: who answered what."""
    same = title.casefold() in {name.casefold() for name in taken}
    return f"{title} ({say('answers')})" if same else title


def _properties(book: Book, title: str, made: datetime) -> None:
    """What the file tells of itself: no author, no machine."""
    when = made.astimezone(UTC).replace(tzinfo=None)
    told = {"title": plain(title), "author": "Workshop Kit", "created": when}
    book.book.set_properties(told)
