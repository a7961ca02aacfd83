"""A PowerPoint deck of the reveals: one message on each slide, with charts that can be edited."""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from workshop_kit import look
from workshop_kit.afterwards.commitments import HEADINGS
from workshop_kit.figures import Figures
from workshop_kit.report import boards, exhibit, story
from workshop_kit.report.colours import colour_of
from workshop_kit.report.exhibit import Drawing, Exhibit
from workshop_kit.report.shown import Shown, prompt, shown
from workshop_kit.report.story import Chapter
from workshop_kit.report.tongue import Tongue, tongue_of
from workshop_kit.report.words import shortened, visible
from workshop_kit.sentence import Words

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.7), Inches(11.93)
TOP, ROOM = Inches(1.75), Inches(5.0)
MOST_CHARTS, MOST_BARS = 8, 15
"""Charts of one exercise, and bars or groups of bars of one chart."""
CARDS, CARD_LETTERS, CARD_SLIDES = 6, 170, 3
"""Cards on a slide, letters on a card, and slides of cards for one step."""
ROWS, ROW_LETTERS, ROW_SLIDES = 8, 90, 6
FONT = "Calibri"
LEFT_OVER = {"printerSettings", "thumbnail", "extended-properties"}
"""Parts of the template, by what they are to it."""


def deck(figures: Figures, made: datetime, tell: Callable[[float], None]) -> bytes:
    """The whole workshop so far as a .pptx file; nobody is named as its author."""
    say = tongue_of(figures.workshop)
    slides = Slides(figures.workshop.title, say)
    _title(slides, figures, made)
    told = story.chapters(figures, say)
    for number, chapter in enumerate(told, start=1):
        _chapter(slides, figures, chapter)
        tell(0.9 * number / len(told))
    _commitments(slides, figures)
    _needs(slides, figures)
    return slides.saved(made)


class Slides:
    """A deck being written; every slide has a title that a screen reader finds."""

    def __init__(self, title: str, say: Tongue) -> None:
        self.title, self.say = visible(title), say
        self._deck = _blank()
        self._deck.slide_width, self._deck.slide_height = WIDE, HIGH

    def slide(self, title: str, under: str = "") -> Any:
        """A new slide with its message, what it is about in small letters, and the workshop."""
        made = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        head = made.shapes.title
        head.left, head.top, head.width, head.height = LEFT, Inches(0.45), ACROSS, Inches(0.85)
        size = 30 if len(title) < 70 else 24 if len(title) < 130 else 19
        write(head.text_frame, [title], size, look.BRAND, bold=True)
        head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        if under:
            box = made.shapes.add_textbox(LEFT, Inches(1.28), ACROSS, Inches(0.45))
            write(box.text_frame, [shortened(under, 160)], 14, look.MUTED)
        foot = made.shapes.add_textbox(LEFT, Inches(7.0), ACROSS, Inches(0.35))
        write(foot.text_frame, [self.title], 10, look.MUTED)
        return made

    def cover(self, title: str, under: str) -> None:
        """The first slide."""
        made = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        ground = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDE, HIGH)
        ground.fill.solid()
        ground.fill.fore_color.rgb = rgb(look.BRAND)
        ground.line.fill.background()
        made.shapes._spTree.remove(ground._element)
        made.shapes._spTree.insert(2, ground._element)
        head = made.shapes.title
        head.left, head.top, head.width, head.height = LEFT, Inches(2.3), ACROSS, Inches(1.8)
        write(head.text_frame, [title], 44, look.PAPER, bold=True)
        head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        box = made.shapes.add_textbox(LEFT, Inches(4.3), ACROSS, Inches(0.8))
        write(box.text_frame, [under], 20, look.BRAND_SOFT)

    def saved(self, made: datetime) -> bytes:
        """The deck as bytes, without an author or a machine."""
        told = self._deck.core_properties
        told.author, told.last_modified_by, told.title = "Workshop Kit", "", self.title
        told.comments = ""
        told.created = told.modified = made.replace(tzinfo=None)
        file = io.BytesIO()
        self._deck.save(file)
        return file.getvalue()


def _blank() -> Any:
    """python-pptx's own template without what its maker's machine left in it: how it prints, a
    picture of another deck, and by which program that was written."""
    deck = Presentation()
    for holder in (deck.part, deck.part.package):
        for key, relation in list(holder._rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in LEFT_OVER:
                holder._rels.pop(key)
    return deck


def _title(slides: Slides, figures: Figures, made: datetime) -> None:
    say = slides.say
    people = say.people(sum(figures.joined.values()))
    teams = say.people(len(figures.workshop.teams), "team")
    slides.cover(slides.title, f"{say.words.day(made.date())} · {people} · {teams}")


def _chapter(slides: Slides, figures: Figures, chapter: Chapter) -> None:
    """An exercise: its finding, then every picture of it, then people's words."""
    say, title = slides.say, chapter.title
    first = slides.slide(chapter.finding or title, f"{title}: {chapter.question}")
    beside = [*(f"“{quote}”" for quote in chapter.quotes), chapter.note]
    if any(beside):
        first.notes_slide.notes_text_frame.text = visible("\n\n".join(filter(None, beside)))
    if chapter.chart:
        draw(first, *chapter.chart, say.words)
        if chapter.asks:
            _ask(first, say("To talk about: {question}", question=chapter.asks))
    elif chapter.asks:
        asks = say("To talk about: {question}", question=chapter.asks)
        box = first.shapes.add_textbox(LEFT, Inches(2.6), ACROSS, Inches(2))
        write(box.text_frame, [asks], 24, look.INK)
    drawn = {chapter.chart[0].name: chapter.chart[1].first} if chapter.chart else {}
    left = MOST_CHARTS
    for step in shown(figures):
        if step.place.item.id != chapter.item.id:
            continue
        for table in story.exhibits_of(figures, step, say):
            for drawing in table.drawings:
                if drawn.get(table.name) == drawing.first or not left:
                    continue
                left -= 1
                under = f"{title}: {table.title or prompt(step.place.step, say)}"
                draw(slides.slide(drawing.title, under), table, drawing, say.words)
        texts = _texts(step)
        if step.place.step.ask != "commitment":
            _cards(slides, prompt(step.place.step, say), title, texts)


def _texts(step: Shown) -> list[tuple[str, str]]:
    """What people wrote, each text once, with whose it is or how often it was written."""
    times = Counter(card.text for card in step.release.cards)
    by = {card.text: card.by for card in step.release.cards}
    return [(text, by[text] if n == 1 else f"× {n}") for text, n in times.items()]


def _ask(slide: Any, question: str) -> None:
    box = slide.shapes.add_textbox(LEFT, Inches(6.55), ACROSS, Inches(0.4))
    write(box.text_frame, [question], 14, look.ACCENT, bold=True)


def _cards(slides: Slides, title: str, under: str, texts: Sequence[tuple[str, str]]) -> None:
    """People's own words, as they were put up; the first of them, where there are very many."""
    pages = [texts[place : place + CARDS] for place in range(0, len(texts), CARDS)]
    for number, page in enumerate(pages[:CARD_SLIDES], start=1):
        last = min(len(texts), number * CARDS)
        first = last - len(page) + 1
        counted = slides.say("{first} to {last} of {n}", first=first, last=last, n=len(texts))
        slide = slides.slide(title, f"{under} · {counted}")
        for place, (text, by) in enumerate(page):
            across, down = place % 3, place // 3
            card = slide.shapes.add_shape(
                MSO_SHAPE.ROUNDED_RECTANGLE,
                LEFT + across * Inches(4.02),
                TOP + Inches(0.15) + down * Inches(2.5),
                Inches(3.88),
                Inches(2.35),
            )
            card.adjustments[0] = 0.06
            card.fill.solid()
            card.fill.fore_color.rgb = rgb(look.MIST)
            card.line.color.rgb = rgb(look.LINE)
            card.shadow.inherit = False
            told = shortened(text, CARD_LETTERS)
            size = 16 if len(told) < 90 else 13
            write(card.text_frame, [told, *([by] if by else [])], size, look.INK)
            card.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _commitments(slides: Slides, figures: Figures) -> None:
    say = slides.say
    heads = [HEADINGS[name][say.code] for name in ("what", "who", "whom", "by", "asks")]
    rows = [(c.what, c.who or c.team, c.whom, _day(c.by, say), c.asks) for c in figures.commitments]
    _table(slides, say("Commitments"), heads, rows, (5.0, 2.0, 1.9, 1.5, 1.53))


def _needs(slides: Slides, figures: Figures) -> None:
    say = slides.say
    rows = [(n.to, n.text, n.by, n.answer) for n in boards.needs(figures, say)]
    heads = [say("To"), say("Need"), say("From"), say("Answer")]
    _table(slides, say("Needs"), heads, rows, (2.2, 5.6, 2.2, 1.93))


def _day(text: str, say: Tongue) -> str:
    day = boards.day_of(text)
    return say.words.day(day) if day else ""


def _table(
    slides: Slides,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    """A table over slides; where it is longer than a few, the workbook has the rest."""
    pages = [rows[place : place + ROWS] for place in range(0, len(rows), ROWS)]
    for number, page in enumerate(pages[:ROW_SLIDES]):
        first = number * ROWS + 1
        last = first + len(page) - 1
        under = slides.say("{first} to {last} of {n}", first=first, last=last, n=len(rows))
        slide = slides.slide(title, under)
        shape = slide.shapes.add_table(
            len(page) + 1, len(heads), LEFT, TOP, ACROSS, Inches(0.55) * (len(page) + 1)
        )
        table = shape.table
        for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
            table.columns[place].width = Inches(width)
            _cell(table.cell(0, place), head, look.PAPER, look.BRAND, bold=True)
        for down, row in enumerate(page, start=1):
            ground = look.MIST if down % 2 else look.PAPER
            for place, text in enumerate(row):
                _cell(table.cell(down, place), shortened(text, ROW_LETTERS), look.INK, ground)


def _cell(cell: Any, text: str, colour: str, ground: str, bold: bool = False) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(ground)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, [text], 12, colour, bold=bold)


def draw(slide: Any, table: Exhibit, drawing: Drawing, words: Words) -> None:
    """A native chart, with its figures in a sheet of its own inside the deck; a figure that is only
    a bound is written with its sign, as `words` write it."""
    data: Any = CategoryChartData(drawing.number)  # type: ignore[no-untyped-call]
    data.categories = [visible(text) for text in exhibit.texts(table, drawing)][:MOST_BARS]
    for name, values in exhibit.series(table, drawing):
        plain = [None if value is None else float(value) for value in values[:MOST_BARS]]
        data.add_series(visible(name), plain)
    kind = {
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
        "shares": XL_CHART_TYPE.BAR_STACKED_100,
        "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    }[drawing.kind]
    chart = slide.shapes.add_chart(kind, LEFT, TOP, ACROSS, ROOM - Inches(0.15), data).chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(13), FONT
    chart.font.color.rgb = rgb(look.INK)
    alone = drawing.kind == "columns" or len(drawing.columns) == 1
    chart.has_legend = not alone
    if not alone:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _axes(chart, drawing)
    plot = chart.plots[0]
    plot.gap_width = 45
    if drawing.kind == "shares":
        plot.overlap = 100
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour_of(drawing, place))
        series.invert_if_negative = False
    if alone or drawing.kind == "bars":
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = drawing.number, False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size = Pt(12 if alone else 10)
        for series, told in zip(plot.series, exhibit.bounds(table, drawing, words), strict=True):
            for place, text in enumerate(told[:MOST_BARS]):
                if text:
                    label = series.points[place].data_label
                    label.text_frame.text = text
                    label.text_frame.paragraphs[0].runs[0].font.size = labels.font.size
                    label.position = XL_LABEL_POSITION.OUTSIDE_END


def _axes(chart: Any, drawing: Drawing) -> None:
    values, labels = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(look.LINE)
    values.format.line.fill.background()
    values.major_tick_mark = labels.major_tick_mark = XL_TICK_MARK.NONE
    labels.format.line.color.rgb = rgb(look.LINE)
    values.minimum_scale = 0 if drawing.low is None else drawing.low
    if drawing.high is not None:
        values.maximum_scale, values.major_unit = drawing.high, 1
    values.tick_labels.number_format = "0%" if drawing.kind == "shares" else "0"
    values.tick_labels.number_format_is_linked = False
    if drawing.kind != "columns":
        labels.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below the bars
        values.visible = drawing.kind != "bars" or drawing.high is not None


def write(frame: Any, lines: Sequence[str], size: int, colour: str, bold: bool = False) -> None:
    """Lines of text in a shape; a second line is whose the first is."""
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = visible(line)
        run.font.size, run.font.name = Pt(size if not place else max(10, size - 4)), FONT
        run.font.bold = bold
        run.font.color.rgb = rgb(colour if not place else look.MUTED)


def rgb(colour: str) -> RGBColor:
    """A colour such as #0F6E63."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
