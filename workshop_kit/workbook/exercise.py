"""An exercise's sheet: each step's question in full, and what was revealed of the answers."""

from collections.abc import Sequence

from workshop_kit import reveal
from workshop_kit.figures import Figures
from workshop_kit.workbook import measured
from workshop_kit.workbook.blocks import Block, blocks
from workshop_kit.workbook.page import Page, points_of
from workshop_kit.workbook.shown import (
    NOT_YET,
    Shown,
    about,
    finest,
    hushed,
    prompt,
    quotes,
    shown,
    whose,
)
from workshop_kit.workbook.style import LEAD, PROMPT
from workshop_kit.workshop import Item, Place

WIDTHS = (36, *[13] * 9)
MOST_CHARTS = 6
NAMES = {"hidden": "without names", "team": "with the team's name", "shown": "with names"}


def write(page: Page, figures: Figures, item: Item) -> None:
    """Fill the sheet."""
    page.title(item.exercise.title)
    page.text(item.exercise.summary, LEAD)
    revealed = {step.place.key: step for step in shown(figures)}
    for place in figures.workshop.places:
        if place.item.id == item.id:
            _step(page, figures, place, revealed.get(place.key))


def _step(page: Page, figures: Figures, place: Place, step: Shown | None) -> None:
    tables = blocks(figures.workshop, step) if step else []
    drawn = tables[:MOST_CHARTS]
    tall = max([block.tall for block in drawn], default=0)
    page.heading(f"Step {place.number}", 60 + points_of(len(drawn), tall))
    why = hushed(place.step)
    if step is None and not why:
        page.text(NOT_YET)
        return
    page.text(prompt(place.step), PROMPT)
    if step is None:
        page.text(why)
        return
    _facts(page, figures, step)
    if tables:
        _figures(page, tables, tall)
    if not (_quotes(page, figures, step) or tables):
        _in_words(page, figures, step)
    for measure, result in reveal.measures_of(figures.workshop, place, figures.results):
        measured.write(page, measure, result)


def _facts(page: Page, figures: Figures, step: Shown) -> None:
    count = step.release.answered
    asked = step.place.step
    who = f"{asked.counted(count)} answered, {NAMES[asked.names]}."
    page.text(who if count else "Nobody answered.")
    if gone := step.release.taken_down:
        page.text(f"{gone} of their texts {'was' if gone == 1 else 'were'} taken down.")
    for note in step.release.withheld:
        page.text(note)
    if missing := _missing(figures, step):
        page.text(f"Nothing is shown about {', '.join(missing)}.")
    if any(cell.group.person for cell in step.release.cells):
        page.text("What each person answered is on the sheet Responses.")


def _missing(figures: Figures, step: Shown) -> list[str]:
    """The teams that were asked about, but of which nothing may be shown."""
    if step.place.step.about not in ("own_team", "other_teams", "another_team"):
        return []
    names = figures.workshop.team_names
    return [name for team, name in names.items() if team not in step.release.targets]


def _figures(page: Page, tables: Sequence[Block], tall: float) -> None:
    """The tables, and above them the charts of the first of them, all as tall."""
    page.gap()
    rows = page.reserve_for(len(tables[:MOST_CHARTS]), tall)
    made = []
    for number, block in enumerate(tables):
        if number:
            page.gap()
        chart = block.write(page)
        chart.height = tall
        made.append(chart)
    page.place_two_by_two(made[:MOST_CHARTS], rows)
    if len(tables) > MOST_CHARTS:
        page.text(f"There are charts for the first {MOST_CHARTS} tables.")


def _quotes(page: Page, figures: Figures, step: Shown) -> bool:
    """People's own words, if there are any."""
    pile_of = {card.text: card.pile for card in step.release.cards if card.pile}
    by_pile: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for cell in finest(figures.workshop, step.release):
        for text in quotes(step.place.step, cell):
            said = (whose(figures.workshop, cell.group), text)
            by_pile.setdefault((cell.target, pile_of.get(text, "")), []).append(said)
    targets, piles = [target for target, _ in by_pile], [*dict.fromkeys(pile_of.values()), ""]
    for target, pile in sorted(by_pile, key=lambda k: (targets.index(k[0]), piles.index(k[1]))):
        page.gap()
        team = about(figures.workshop, target)
        name = (pile or reveal.OTHERS) if pile_of else ""
        if told := ": ".join(part for part in (f"About {team}" if team else "", name) if part):
            page.text(told, PROMPT)
        page.quotes(("Whose answers", "In their words"), by_pile[target, pile])
    return bool(by_pile)


def _in_words(page: Page, figures: Figures, step: Shown) -> None:
    """Each cell as a sentence, for a kind that has neither counts nor texts."""
    said = []
    for cell in step.release.cells:
        topic = about(figures.workshop, cell.target)
        if not (told := step.place.step.question.in_words(cell.tally)):
            continue  # all of it has been taken down
        group = whose(figures.workshop, cell.group)
        said.append((group, f"About {topic}: {told}" if topic else told))
    if said:
        page.gap()
        page.quotes(("Whose answers", "What they say"), said)
