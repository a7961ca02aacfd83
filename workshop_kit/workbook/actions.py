"""The sheets *Commitments* and *Needs*: who does what, for whom, by when, and how it stands."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from workshop_kit.afterwards.commitments import HEADINGS, STATUS_WORDS
from workshop_kit.figures import Figures
from workshop_kit.promise import DROPPED, KEPT, OPEN, STATUSES
from workshop_kit.report import boards
from workshop_kit.report.boards import Need
from workshop_kit.report.exhibit import Drawing, Value
from workshop_kit.workbook import charts
from workshop_kit.workbook.book import Area
from workshop_kit.workbook.page import FIRST, Page
from workshop_kit.workbook.paper import ROW_HEIGHT

COMMITMENT_WIDTHS = (50, 18, 18, 20, 13, 16, 14, 34, 9)
NEED_WIDTHS = (18, 52, 18, 18, 18, 13, 14, 34)
SUMMARY_ROWS = 9
CHART_HEIGHT = 200


def write_commitments(page: Page, figures: Figures) -> None:
    """Fill the sheet; the table is called Commitments in every language."""
    say = page.say
    page.title(say("Commitments"))
    page.text(
        say(
            "Who promised what. Choose how each stands; what is overdue turns red by itself. Add "
            "rows below if there is more; leave the last column as it is."
        ),
        "lead",
    )
    page.gap()
    if not figures.commitments:
        page.text(say("No commitment has been revealed yet."), "prompt")
        return
    styles = ("text", "text", "text", "text", "input day", "text", "status", "input", "id")
    words, heads = STATUS_WORDS[say.code], {name: h[say.code] for name, h in HEADINGS.items()}
    rows = [
        (
            *(c.what, c.who, c.team, c.whom, boards.day_of(c.by) or "", c.asks),
            *(words[c.status], c.note, c.id),
        )
        for c in figures.commitments
    ]
    summary = page.row
    page.row += SUMMARY_ROWS + 1
    area = page.table("Commitments", list(heads.values()), rows, styles, filtered=True)
    status, by = list(heads).index("status"), list(heads).index("by")
    _follow(page, area, status, by)
    page.book.book.define_name("StatusWords", _words(page))
    _summary(page, area, summary, [str(row[status]) for row in rows])


def write_needs(page: Page, figures: Figures) -> None:
    """Fill the sheet."""
    say = page.say
    page.title(say("Needs"))
    page.text(
        say(
            "What each team needs from another, and what that team answered. Write who takes it "
            "on, and by when."
        ),
        "lead",
    )
    page.gap()
    found = boards.needs(figures, say)
    if not found:
        page.text(say("No need has been revealed yet."), "prompt")
        return
    heads = ("To", "Need", "From", "Answer", "Who takes it on", "By when", "Status", "Note")
    styles = ("label", "text", "text", "text", "input", "input day", "status", "input")
    rows = [
        (n.to, n.text, n.by, _told(page, n), "", "", STATUS_WORDS[say.code][OPEN], "")
        for n in sorted(found, key=lambda n: n.to)
    ]
    area = page.table("Needs", [say(head) for head in heads], rows, styles, filtered=True)
    _follow(page, area, 6, 5)


def _told(page: Page, need: Need) -> str:
    """The answer; with how many gave it, where several people answered."""
    given = [(word, n) for word, n in need.answers.items() if n]
    if sum(n for _, n in given) < 2:
        return need.answer
    return ", ".join(f"{word} {n}" for word, n in sorted(given, key=lambda pair: -pair[1]))


def _words(page: Page) -> str:
    """The words of the drop-down, as a constant that formulas can use too."""
    return "={" + ",".join(f'"{word}"' for word in STATUS_WORDS[page.say.code].values()) + "}"


def _follow(page: Page, area: Area, status: int, by: int) -> None:
    """The drop-down, days that are days, what is overdue in red, what is done in grey."""
    say, sheet = page.say, page.sheet
    words = STATUS_WORDS[say.code]
    first, last = area.head + 1, area.head + area.rows
    one, other = area.column + status, area.column + by
    sheet.data_validation(
        *(first, one, last, one),
        {
            "validate": "list",
            "source": list(words.values()),
            "error_title": say("Status"),
            "error_message": say("Please choose one of the list."),
        },
    )
    sheet.data_validation(
        *(first, other, last, other),
        {
            "validate": "date",
            "criteria": ">",
            "value": page.book.EARLIEST,
            "error_title": say("By when"),
            "error_message": say("Please write a day, such as 31.1.2030."),
        },
    )
    state = xl_rowcol_to_cell(first, one, row_abs=False, col_abs=True)
    day = xl_rowcol_to_cell(first, other, row_abs=False, col_abs=True)
    done = f'OR({state}="{words[KEPT]}",{state}="{words[DROPPED]}")'
    reach = (first, area.column, last, area.column + status)
    sheet.conditional_format(
        *reach,
        {"type": "formula", "criteria": f"={done}", "format": page.book.done, "stop_if_true": True},
    )
    sheet.conditional_format(
        *(first, other, last, other),
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({day}),{day}<TODAY(),NOT({done}))",
            "format": page.book.late,
        },
    )


def _summary(page: Page, area: Area, row: int, statuses: Sequence[str]) -> None:
    """How many stand how, by formulas that follow the table, with a chart that follows them."""
    say = page.say
    table = "Commitments"
    words = STATUS_WORDS[say.code]
    column, day = HEADINGS["status"][say.code], HEADINGS["by"][say.code]
    heads = (column, say("Commitments"))
    for place, head in enumerate(heads):
        page.put(row, FIRST + place, head, "head right" if place else "head")
    for place, word in enumerate(STATUSES, start=1):
        told = words[word]
        page.put(row + place, FIRST, told, "label")
        formula = f'=COUNTIF({table}[{column}],"{told}")'
        _formula(page, row + place, formula, statuses.count(told))
        name = "Commitments" + "".join(part.title() for part in word.split())
        page.book.define(name, page.sheet, row + place, FIRST + 1)
    late = (
        f"=SUMPRODUCT(ISNUMBER({table}[{day}])*({table}[{day}]<TODAY())"
        f'*({table}[{column}]<>"{words[KEPT]}")*({table}[{column}]<>"{words[DROPPED]}"))'
    )
    page.put(row + 5, FIRST, say("of these overdue"), "label")
    _formula(page, row + 5, late, 0)
    page.book.define("CommitmentsOverdue", page.sheet, row + 5, FIRST + 1)
    for each in range(row, row + SUMMARY_ROWS):
        page.height(each, ROW_HEIGHT)
    where = Area(page.sheet.get_name(), row, FIRST, len(STATUSES))
    title = say("How the commitments stand")
    drawing = Drawing("bars", title, "", (1,), 0, len(STATUSES) - 1)
    made = charts.chart(page.book, where, drawing, (520, CHART_HEIGHT * 0.95))
    placed = {"object_position": 2, "x_offset": 30, "description": title}
    page.sheet.insert_chart(row, FIRST + 2, made, placed)


def _formula(page: Page, row: int, formula: str, value: Value) -> None:
    page.sheet.write_formula(row, FIRST + 1, formula, page.book.style("count"), value)
