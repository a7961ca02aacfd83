"""How a sheet prints: on A4 across, as wide as the page, and cut where nothing is torn apart."""

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from workshop_kit.workbook.text import plain

A4 = 9
WIDE, HIGH = 769.0, 495.0
"""Points of A4 across within its margins, a little less than they are."""
LEAST = 70.0
"""A page with less than this on it, below its title, is not left for the next."""
SPARE = 100.0
"""What is as high as a page cannot stay together: so much less of it is enough."""
ROW_HEIGHT = 15.0


def paper(sheet: Worksheet, title: str, pages: str) -> None:
    """A4 across, as wide as the page; the workshop's title, the sheet's and the pages around it."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    named = plain(title).replace("&", "&&")
    sheet.set_header(f'&L&"Calibri"&9{_apart(named)}&R&"Calibri"&9&A', {"margin": 0.3})
    sheet.set_footer(f'&L&"Calibri"&9Workshop Kit&R&"Calibri"&9{pages}', {"margin": 0.3})


def room(wide: float) -> float:
    """Points that fit below each other on a page, when what is so many points wide fits across."""
    return HIGH * max(1.0, wide / WIDE)


def cuts(
    heights: Mapping[int, float],
    rows: Sequence[int],
    together: Mapping[int, float],
    top: float,
    high: float,
) -> Iterator[int]:
    """The rows of `rows` before which a new page begins, on pages of `high` points.

    `heights` are those of rows that are not ordinary ones, `together` the points that stay on one
    page from a row on, and `top` is what is repeated on each page.
    """
    used = top
    for row in rows:
        tall = heights.get(row, ROW_HEIGHT)
        torn = used + min(together.get(row, 0.0), high - SPARE) > high and used > top + LEAST
        if torn or used + tall > high:
            yield row
            used = top
        used += tall


def _apart(text: str) -> str:
    """A digit after the size of the letters would be taken for one of it."""
    return f" {text}" if text[:1].isdigit() else text
