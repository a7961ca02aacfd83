"""The sheet *Read me*: what this workbook is, and what it keeps to itself."""

from datetime import datetime

from openpyxl.worksheet.hyperlink import Hyperlink

from workshop_kit.disclosure import QUOTED_ALONE
from workshop_kit.figures import Figures
from workshop_kit.workbook.page import Line, Page
from workshop_kit.workbook.shown import (
    NOT_YET,
    OVERVIEW,
    RESPONSES,
    hushed,
    prompt,
    shown,
)
from workshop_kit.workbook.style import COUNT_LEFT, GROUP, LEAD, LINK, put
from workshop_kit.workshop import Place

WIDTHS = (30, 78, 48)
REHEARSED = (
    "This is a rehearsal: made-up participants are among those who joined, and their answers are "
    "among the figures."
)


def write(page: Page, figures: Figures, made: datetime, names: dict[str, str]) -> None:
    """Fill the sheet. `names` are the exercises' sheets by item."""
    workshop = figures.workshop
    page.title(workshop.title)
    page.text("What the room said, as far as it has been revealed.", LEAD)
    if workshop.rehearsal:
        page.text(REHEARSED, LEAD)
    page.gap()
    page.table(
        ("This workbook", ""),
        [
            Line("Workshop", (workshop.title,)),
            Line("Code", (workshop.code,)),
            Line("Made", (made.replace(tzinfo=None),)),
            Line("Agenda", (", ".join(item.exercise.title for item in workshop.agenda),)),
        ],
    )
    page.gap()
    page.table(
        ("Who joined", "People"),
        [
            *(Line(team.name, (figures.joined.get(team.id, 0),)) for team in workshop.teams),
            Line("Everybody", (sum(figures.joined.values()),), GROUP),
        ],
        left=COUNT_LEFT,
    )
    page.heading("Which answers are in here", 16.0 * len(figures.workshop.places))
    _steps(page, figures)
    page.heading("How privacy was kept")
    for sentence in _privacy(figures):
        page.text(sentence)
    page.heading("The sheets", 16.0 * (len(names) + 5))
    _sheets(page, names)


def _steps(page: Page, figures: Figures) -> None:
    revealed = {step.place.key for step in shown(figures)}

    def line(place: Place) -> Line:
        why = hushed(place.step)
        told = "Revealed" if place.key in revealed else why or NOT_YET
        asked = prompt(place.step) if told != NOT_YET else ""
        return Line(f"{place.number}. {place.item.exercise.title}", (asked, told))

    page.table(("Step", "Question", "Answers"), [line(place) for place in figures.workshop.places])


def _privacy(figures: Figures) -> list[str]:
    smallest = figures.workshop.minimum
    said = [
        "Where answers were given without names, no figure stands for fewer than "
        f"{smallest} people, and none can be got by taking one figure from another.",
        f"A team with fewer than {smallest} answers is shown only together with another team, or "
        f"not at all. Its own words in free text stand apart only from "
        f"{max(smallest, QUOTED_ALONE)} answers on.",
        "Steps that were announced with the team's name, or with people's names, show these.",
        "What was written to one person is read by that person alone. It is not in this workbook.",
        "Figures are those of the moment of the reveal; they do not change after it.",
    ]
    if gone := sum(step.release.taken_down for step in shown(figures)):
        texts = "1 text" if gone == 1 else f"{gone} texts"
        said.append(
            f"The facilitator has taken {texts} down. What it said is not in this workbook."
        )
    notes: dict[str, list[str]] = {}
    for step in shown(figures):
        for withheld in step.release.withheld:
            notes.setdefault(withheld, []).append(str(step.place.number))
    for note, steps in notes.items():
        where = f"Step {steps[0]}" if len(steps) == 1 else f"Steps {', '.join(steps)}"
        said.append(f"{where}. {note}")
    return said


def _sheets(page: Page, names: dict[str, str]) -> None:
    use = {
        OVERVIEW: "The workshop in numbers and pictures. The charts are Excel's own: change "
        "them, or copy them into slides.",
        **dict.fromkeys(
            names.values(), "Each step's question in full, with its figures, charts and texts."
        ),
        RESPONSES: "Every answer that may be shown, one in each row, to filter and to analyse. The "
        "group tells whose answers: the smallest that may be shown.",
    }
    area = page.table(
        ("Sheet", "What it is for"), [Line(name, (text,)) for name, text in use.items()]
    )
    for row, name in enumerate(use, start=area.first):
        put(page.sheet, row, 1, name, LINK)
        place = f"'{name.replace(chr(39), chr(39) * 2)}'!A1"
        page.sheet.cell(row, 1).hyperlink = Hyperlink(f"A{row}", location=place)
