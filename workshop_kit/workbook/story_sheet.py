"""The sheet *Story*: each exercise with its question, its one finding, and a chart."""

from collections.abc import Mapping
from math import ceil

from workshop_kit.figures import Figures
from workshop_kit.report import story
from workshop_kit.report.exhibit import bounds
from workshop_kit.report.story import Chapter
from workshop_kit.workbook import charts
from workshop_kit.workbook.page import FIRST, ROW_HEIGHT, Page
from workshop_kit.workbook.style import size_of
from workshop_kit.workbook.text import height

WIDTHS = (62, 2, *[12] * 6)
CHART = FIRST + 2
LEAST_ROWS = 10
TALLEST = 225.0
"""Pixels of a chart, so that two chapters stand on a page."""


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
    tall = min(TALLEST, charts.height_of(chapter.chart[1])) if chapter.chart else 0.0
    rows = ceil(tall * charts.POINTS_IN_PIXEL / ROW_HEIGHT) + 1
    quotes = [f"“{quote}”" for quote in chapter.quotes]
    told = (chapter.question, chapter.finding, chapter.figure, chapter.asks, *quotes)
    texts = sum(height(text, WIDTHS[0] - 1, size_of("prompt")) + 3 for text in told if text)
    needed = max(max(LEAST_ROWS, rows) * ROW_HEIGHT, texts + 4 * ROW_HEIGHT)
    page.heading(chapter.title, needed)
    start = page.row
    page.gap(4)
    page.text(chapter.question, "note", last=FIRST)
    page.gap(6)
    if chapter.finding:
        page.text(chapter.finding, "finding", last=FIRST)
    if chapter.figure:
        page.text(chapter.figure, "figure", last=FIRST)
    for quote in quotes:
        page.text(quote, "quote", last=FIRST)
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
        made = charts.chart(page.book, area, drawing, (width, tall), signs)
        placed = {"object_position": 2, "y_offset": 4, "description": drawing.title[:200]}
        page.sheet.insert_chart(start, CHART, made, placed)
    while page.row < start + (rows if chapter.chart else 0):
        page.height(page.row, ROW_HEIGHT)
        page.row += 1
