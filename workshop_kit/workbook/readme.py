"""The first sheet: what this workbook is, what to do with it, and what it keeps to itself."""

from collections.abc import Mapping, Sequence

from workshop_kit.exercise.agenda import is_pause
from workshop_kit.figures import Figures
from workshop_kit.promise import OPEN
from workshop_kit.report import privacy
from workshop_kit.report.exhibit import Value
from workshop_kit.report.shown import NOT_YET, hushed, prompt, shown, title_of
from workshop_kit.workbook.page import FIRST, Page

WIDTHS = (30, 20, 20, 20, 20, 40)
TILE_HEIGHT = 42


def write(page: Page, figures: Figures, sheets: Mapping[str, str]) -> None:
    """Fill the sheet. `sheets` are the names of all sheets with what each is for."""
    workshop, say = figures.workshop, page.say
    page.title(workshop.title)
    page.text(say("What the room said and promised, for those who take it on."), "lead")
    if workshop.rehearsal:
        page.text(
            say(
                "This is a rehearsal: made-up participants are among those who joined, and their "
                "answers are among the figures."
            ),
            "figure",
        )
    page.gap()
    _tiles(page, _numbers(page, figures))
    page.gap()
    agenda = [i.exercise.title for i in workshop.agenda if not is_pause(i.exercise)]
    facts: list[tuple[str, Value]] = [
        (say("Workshop"), workshop.title),
        (say("Code"), workshop.code),
        (say("This file was made"), page.book.made.replace(tzinfo=None)),
        (say("Exercises"), ", ".join(agenda)),
    ]
    page.facts(facts)
    page.heading(say("On Monday: what to do with it"), 100)
    for number, text in enumerate(_advice(page, sheets), start=1):
        page.text(f"{number}.  {text}", "note")
    page.heading(say("The sheets"), 16.0 * len(sheets))
    _sheets(page, sheets)
    page.heading(say("How privacy was kept"))
    for text in privacy.kept(figures, say):
        page.text(f"•  {text}", "note")
    page.heading(say("Who joined"), 20.0 * len(workshop.teams))
    joined = [(team.name, figures.joined.get(team.id, 0)) for team in workshop.teams]
    page.table("Teams", (say("Team"), say("People")), joined, ("text", "left"))
    page.heading(say("Which answers are in here"), 100)
    _steps(page, figures)


def _numbers(page: Page, figures: Figures) -> list[tuple[int, str]]:
    say, revealed = page.say, shown(figures)
    answers = sum(step.release.answered for step in revealed)
    left = sum(commitment.status == OPEN for commitment in figures.commitments)
    found = [
        (sum(figures.joined.values()), say("people joined")),
        (len(figures.workshop.teams), say("teams")),
        (len(revealed), say("steps revealed")),
        (answers, say("answers given")),
        (len(figures.commitments), say("commitments")),
    ]
    return [*found, (left, say("still open"))] if figures.commitments else found[:4]


def _tiles(page: Page, numbers: Sequence[tuple[int, str]]) -> None:
    """The workshop in a few large numbers."""
    page.book.define("PeopleJoined", page.sheet, page.row, FIRST)
    for place, (number, label) in enumerate(numbers):
        page.put(page.row, FIRST + place, number, "big")
        page.put(page.row + 1, FIRST + place, label, "big label")
    page.height(page.row, TILE_HEIGHT)
    page.height(page.row + 1, 20)
    page.row += 2


def _advice(page: Page, sheets: Mapping[str, str]) -> list[str]:
    say = page.say
    told = [
        say(
            "Read “{story}”: five minutes, one finding for each exercise. Its charts are Excel's "
            "own: copy them into your slides.",
            story=say("Story"),
        )
    ]
    if say("Commitments") in sheets:
        told.append(
            say(
                "Go through “{sheet}” with the people who made them. Choose how each stands in the "
                "drop-down; what is overdue turns red by itself. Then read the workbook into the "
                "kit again, and its list is up to date.",
                sheet=say("Commitments"),
            )
        )
    if say("Needs") in sheets:
        told.append(
            say(
                "On “{sheet}”, write who takes each need on and by when. Ask again for what was "
                "too vague to be answered.",
                sheet=say("Needs"),
            )
        )
    told.append(
        say(
            "To look deeper, go to the sheet of an exercise, or filter “{responses}”; “{codebook}” "
            "says what each column and each measure means.",
            responses=say("Responses"),
            codebook=say("Codebook"),
        )
    )
    told.append(
        say(
            "On paper, print “{story}” and the sheets that you need: all of them are many pages.",
            story=say("Story"),
        )
    )
    return told


def _sheets(page: Page, sheets: Mapping[str, str]) -> None:
    for name, text in sheets.items():
        page.book.link(page.sheet, page.row, FIRST, name)
        page.text(text, "text", first=FIRST + 1)


def _steps(page: Page, figures: Figures) -> None:
    say = page.say
    revealed = {step.place.key: step.release for step in shown(figures)}
    for place in figures.workshop.places:
        if is_pause(place.item.exercise):
            continue
        release = revealed.get(place.key)
        told = say(hushed(place.step) or NOT_YET)
        if release is not None:
            told = say("{people} answered", people=say.people(release.answered, place.step.by))
        asked = prompt(place.step, say) if release is not None or hushed(place.step) else ""
        title = title_of(figures.workshop, place.item, say)
        page.line(f"{place.number}. {title}", asked, told)
