"""An exercise's sheet: each step's question in full, and what was revealed of the answers."""

from collections.abc import Sequence

from workshop_kit import findings, reveal
from workshop_kit.figures import Figures
from workshop_kit.report import measured, story
from workshop_kit.report.boards import COMMITMENTS, NEEDS
from workshop_kit.report.codebook import NAMES
from workshop_kit.report.shown import (
    NOT_YET,
    Shown,
    about,
    finest,
    hushed,
    prompt,
    quotes,
    shown,
    title_of,
    whose,
)
from workshop_kit.report.tongue import Tongue
from workshop_kit.workbook.page import Page
from workshop_kit.workbook.text import in_line
from workshop_kit.workshop import Item, Place

WIDTHS = {1: (36, *[12] * 9), 2: (30, 24, *[11] * 8), 3: (20, 22, 26, *[10] * 8)}
"""The columns of a sheet, by how many of them say what a row is about."""
WIDEST = 40
"""A longer text has several lines."""
BOARDS = {NEEDS: "Needs", COMMITMENTS: "Commitments"}


def widths(figures: Figures, item: Item, say: Tongue) -> Sequence[float]:
    """The columns that the sheet's tables need: names of teams and of states in one line."""
    exhibits = [
        exhibit
        for step in shown(figures)
        if step.place.item.id == item.id
        for exhibit in story.exhibits_of(figures, step, say)
    ]
    found: list[float] = list(
        WIDTHS[min(3, max((exhibit.labels for exhibit in exhibits), default=1))]
    )
    for place, width in enumerate(found):
        texts = {row[place] for e in exhibits if place < len(e.head) for row in e.rows}
        lines = [in_line(text) for text in texts if isinstance(text, str)]
        found[place] = max(width, min(WIDEST, max(lines, default=0.0)))
    return found


def write(page: Page, figures: Figures, item: Item) -> None:
    """Fill the sheet."""
    page.title(title_of(figures.workshop, item, page.say))
    page.text(item.exercise.summary, "lead")
    revealed = {step.place.key: step for step in shown(figures)}
    for finding in findings.of_exercise(item, figures.releases, figures.results):
        page.text(page.say.said(finding.said), "finding")
    here = [place for place in figures.workshop.places if place.item.id == item.id]
    for place in here:
        if place.key in revealed:
            _measures(page, figures, place)
    for place in here:
        _step(page, figures, place, revealed.get(place.key))
    if note := figures.workshop.notes.get(item.id):
        page.heading(page.say("Notes of the facilitator"))
        page.text(note, "text")
    if item.exercise.debrief:
        page.heading(page.say("To talk about"), 20.0 * len(item.exercise.debrief))
        for question in item.exercise.debrief:
            page.text(f"•  {question}", "note")


def _measures(page: Page, figures: Figures, place: Place) -> None:
    """What several steps say together comes first; what was answered to each comes after it."""
    say = page.say
    for measure, result in reveal.measures_of(figures.workshop, place, figures.results):
        tables = measured.exhibits(place.item.id, measure, result, say)
        if not tables:
            continue
        page.heading(say.said(measure.title), page.points_of(tables[0]))
        if measure.kind() in BOARDS:
            sheet = say(BOARDS[measure.kind()])
            page.text(say("All of it is on the sheet “{sheet}”.", sheet=sheet))
        for exhibit in tables:
            page.gap()
            page.exhibit(exhibit)


def _step(page: Page, figures: Figures, place: Place, step: Shown | None) -> None:
    say, why = page.say, hushed(place.step)
    tables = story.own_exhibits(figures, step, say) if step else []
    follows = page.points_of(tables[0]) + 60 if tables else 120
    page.heading(say("Step {number}", number=place.number), follows)
    if step is None and not why:
        page.text(say(NOT_YET))
        return
    page.text(prompt(place.step, say), "prompt")
    if step is None:
        page.text(say(why))
        return
    _facts(page, figures, step)
    for exhibit in tables:
        page.gap()
        page.exhibit(exhibit)
    if not (_quotes(page, figures, step) or tables):
        _in_words(page, figures, step)


def _facts(page: Page, figures: Figures, step: Shown) -> None:
    say, count, asked = page.say, step.release.answered, step.place.step
    if not count:
        page.text(say("Nobody answered."))
        return
    people, named = say.people(count, asked.by), say(NAMES[asked.names])
    page.text(say("{people} answered, {named}.", people=people, named=named))
    if gone := step.release.taken_down:
        page.text(
            say("1 of their texts was taken down.")
            if gone == 1
            else say("{n} of their texts were taken down.", n=gone)
        )
    for note in step.release.withheld:
        page.text(say.said(note))
    if missing := _missing(figures, step):
        page.text(say("Nothing is shown about {teams}.", teams=say.words.listed(missing)))
    if any(cell.group.person for cell in step.release.cells):
        page.text(
            say("What each person answered is on the sheet “{sheet}”.", sheet=say("Responses"))
        )


def _missing(figures: Figures, step: Shown) -> list[str]:
    """The teams that were asked about, but of which nothing may be shown."""
    if step.place.step.about not in ("own_team", "other_teams", "another_team"):
        return []
    names = figures.workshop.team_names
    return [name for team, name in names.items() if team not in step.release.targets]


def _quotes(page: Page, figures: Figures, step: Shown) -> bool:
    """People's own words, if there are any."""
    say = page.say
    pile_of = {card.text: card.pile for card in step.release.cards if card.pile}
    by_pile: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for cell in finest(figures.workshop, step.release):
        for text in quotes(step.place.step, cell):
            said = (whose(figures.workshop, cell.group, say), text)
            by_pile.setdefault((cell.target, pile_of.get(text, "")), []).append(said)
    targets, piles = [target for target, _ in by_pile], [*dict.fromkeys(pile_of.values()), ""]
    for target, pile in sorted(by_pile, key=lambda k: (targets.index(k[0]), piles.index(k[1]))):
        page.gap()
        team = about(figures.workshop, target)
        name = (pile or say.said(reveal.OTHERS)) if pile_of else ""
        lead = say("About {team}", team=team) if team else ""
        if told := ": ".join(part for part in (lead, name) if part):
            page.text(told, "prompt")
        page.quotes((say("Whose answers"), say("In their words")), by_pile[target, pile])
    return bool(by_pile)


def _in_words(page: Page, figures: Figures, step: Shown) -> None:
    """Each cell as a sentence, for a kind that has neither counts nor texts."""
    say = page.say
    said: list[tuple[str, str]] = []
    for cell in step.release.cells:
        topic = about(figures.workshop, cell.target)
        if not (told := say.said(step.place.step.question.in_words(cell.tally))):
            continue  # all of it has been taken down
        group = whose(figures.workshop, cell.group, say)
        lead = say("About {team}", team=topic)
        said.append((group, f"{lead}: {told}" if topic else told))
    if said:
        page.gap()
        page.quotes((say("Whose answers"), say("What they say")), said)
