"""The sheet *Trust map*: who counts on whom, as a matrix with a colour scale."""

from workshop_kit import look
from workshop_kit.figures import Figures
from workshop_kit.release import Bound
from workshop_kit.report import boards
from workshop_kit.report.boards import Matrix
from workshop_kit.report.privacy import TOO_FEW
from workshop_kit.report.steps import unique
from workshop_kit.workbook.book import Area
from workshop_kit.workbook.page import FIRST, Page, header_text

WIDTHS = (30, *[14] * 12)
ROW = 30


def write(page: Page, figures: Figures) -> None:
    """Fill the sheet: a matrix for each time that it was asked."""
    say = page.say
    page.title(say("Trust map"))
    found = boards.matrices(figures, say)
    if not found:
        page.text(say("Nothing has been revealed yet."), "prompt")
        return
    for matrix in found:
        _matrix(page, matrix)


def _matrix(page: Page, matrix: Matrix) -> None:
    say = page.say
    page.heading(matrix.title, 60 + ROW * len(matrix.rows))
    page.text(
        say(
            "Rows say how far they count on the team above each column: means in scale points, "
            "1 = {low} … {points} = {high}. A frame marks how a team counts on itself.",
            low=matrix.low,
            points=matrix.points,
            high=matrix.high,
        )
    )
    page.gap()
    head = page.row
    names = unique(say("Who counts"), *matrix.teams)
    page.height(head, 34)
    for row, (label, own, means) in enumerate(matrix.rows, start=head + 1):
        page.put(row, FIRST, label, "matrix row")
        page.height(row, ROW)
        for place, mean in enumerate(means):
            style = "matrix none" if mean is None else "matrix own" if place == own else "matrix"
            if isinstance(mean, Bound):
                style += f" {mean.sign}"
            told = mean if mean is not None else say(TOO_FEW) if own is not None else ""
            page.put(row, FIRST + 1 + place, told, style)
    last = head + len(matrix.rows)
    styles = ["head", *["head turned"] * len(matrix.teams)]
    name = page.book.free("TrustMap")
    page.sheet.add_table(
        *(head, FIRST, last, FIRST + len(matrix.teams)),
        {
            "name": name,
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": header_text(text), "header_format": page.book.style(style)}
                for text, style in zip(names, styles, strict=True)
            ],
        },
    )
    page.book.areas[name] = Area(page.sheet.get_name(), head, FIRST, len(matrix.rows))
    page.sheet.conditional_format(
        *(head + 1, FIRST + 1, last, FIRST + len(matrix.teams)),
        {
            "type": "3_color_scale",
            "min_type": "num",
            "mid_type": "num",
            "max_type": "num",
            "min_value": 1,
            "mid_value": (1 + matrix.points) / 2,
            "max_value": matrix.points,
            "min_color": "#F6D9C9",
            "mid_color": look.PAPER,
            "max_color": look.LOW_TO_HIGH[1],
        },
    )
    page.row = last + 1
    if any(mean is None for _, own, means in matrix.rows for mean in means if own is not None):
        told = say("“{too_few}”: too few of that team answered to show it.", too_few=say(TOO_FEW))
        page.text(told)
