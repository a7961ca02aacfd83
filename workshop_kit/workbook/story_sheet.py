"""The sheet *Story*: each exercise with its question, its one finding, and a chart."""

from collections.abc import Mapping

from workshop_kit.figures import Figures
from workshop_kit.report import story
from workshop_kit.report.exhibit import Drawing, bounds
from workshop_kit.report.story import Chapter
from workshop_kit.workbook import charts
from workshop_kit.workbook.page import FIRST, Page
from workshop_kit.workbook.paper import ROW_HEIGHT

WIDTHS = (72, 2, *[13.5] * 6)
CHART = FIRST + 2
ENOUGH = 225.0
"""Pixels of a chart, so that two chapters stand on a page; more only where it has many bars."""
BELOW = 4
"""Pixels between a heading and its chart."""


def write(page: Page, figures: Figures, names: Mapping[str, str]) -> None:
    """Fill the sheet, after the exercises' sheets, which hold the charts' tables."""
    say = page.say
    page.title(say("{workshop}: the story", workshop=figures.workshop.title))
    page.text(
        say("A question, a finding and a picture for each exercise, in the order of the day."),
        "lead",
    )
    told = story.chapters(figures, say)
    if not told:
        page.gap()
        page.text(say("Nothing has been revealed yet."), "prompt")
        return
    for chapter in told:
        _chapter(page, chapter, names[chapter.item.id])


def _chapter(page: Page, chapter: Chapter, sheet: str) -> None:
    say = page.say
    high = tall(chapter.chart[1]) if chapter.chart else 0.0
    page.heading(chapter.title)
    start = page.row
    page.gap(4)
    page.text(chapter.question, "note", last=FIRST)
    page.gap(6)
    if chapter.finding:
        page.text(chapter.finding, "finding", last=FIRST)
    if chapter.figure:
        page.text(chapter.figure, "figure", last=FIRST)
    for quote in chapter.quotes:
        page.text(f"“{quote}”", "quote", last=FIRST)
    if chapter.asks:
        page.gap(6)
        page.text(say("To talk about: {question}", question=chapter.asks), "note", last=FIRST)
    page.gap(6)
    page.text(say("{people} answered.", people=say.people(chapter.answered)), "small", last=FIRST)
    more = say("All figures: sheet “{sheet}”", sheet=sheet)
    page.book.link(page.sheet, page.row, FIRST, sheet, more, "link alone")
    page.height(page.row, ROW_HEIGHT)
    page.row += 1
    if chapter.chart:
        exhibit, drawing = chapter.chart
        width = page._pixels(CHART, page.last)
        signs = bounds(exhibit, drawing, say.words)
        area = page.book.areas[exhibit.name]
        made = charts.chart(page.book, area, drawing, (width, high), signs)
        placed = {"object_position": 2, "y_offset": BELOW, "description": drawing.title[:200]}
        page.sheet.insert_chart(start, CHART, made, placed)
    while page.points(start) < (high + BELOW) * charts.POINTS_IN_PIXEL:
        page.gap()
    page.together(start - 1)


def tall(drawing: Drawing) -> float:
    """Pixels of its chart: as low as it can be read."""
    return min(charts.height_of(drawing), max(ENOUGH, charts.least_of(drawing)))
