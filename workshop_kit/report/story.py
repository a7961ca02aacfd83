"""The workshop told in a few lines: each exercise's question, its one finding, one chart."""

from dataclasses import dataclass, replace
from textwrap import shorten

from workshop_kit import findings, reveal
from workshop_kit.exercise.agenda import is_pause
from workshop_kit.figures import Figures
from workshop_kit.report import boards, measured, steps
from workshop_kit.report.exhibit import Drawing, Exhibit
from workshop_kit.report.shown import Shown, prompt, shown, title_of
from workshop_kit.report.tongue import Tongue
from workshop_kit.workshop import Item, Place

MOST_IN_A_CHART = 8
MOST_GROUPS = 12
MOST_WORDS, QUOTED = 3, 60


@dataclass(frozen=True)
class Chapter:
    """An exercise in the story. `finding` is empty where there is none, `chart` None where nothing
    can be drawn; `answered` is the most people that answered one of its steps. `quotes` are pinned
    by the facilitator; `note` is hers, for nothing that is handed out."""

    item: Item
    title: str
    question: str
    finding: str
    figure: str
    asks: str
    answered: int
    quotes: tuple[str, ...]
    note: str
    chart: tuple[Exhibit, Drawing] | None


def chapters(figures: Figures, say: Tongue) -> list[Chapter]:
    """The story, in the agenda's order; only of exercises of which something was revealed."""
    revealed = shown(figures)
    found = []
    for item in figures.workshop.items:
        here = [step for step in revealed if step.place.item.id == item.id]
        if here and not is_pause(item.exercise):
            found.append(_chapter(figures, item, here, say))
    return found


def exhibits_of(figures: Figures, step: Shown, say: Tongue) -> list[Exhibit]:
    """All tables of one step: of the measures that it completes, then its own."""
    place = step.place
    found = [
        exhibit
        for measure, result in reveal.measures_of(figures.workshop, place, figures.results)
        for exhibit in measured.exhibits(place.item.id, measure, result, say)
    ]
    return [*found, *own_exhibits(figures, step, say)]


def own_exhibits(figures: Figures, step: Shown, say: Tongue) -> list[Exhibit]:
    """A step's own tables; drawn where no measure draws them better."""
    drawn = not _drawn_by_a_measure(step.place)
    return steps.exhibits(figures.workshop, step, say, drawn)


def _drawn_by_a_measure(place: Place) -> bool:
    """Does a measure draw what was answered here, so that it need not be drawn once more?"""
    measures = (reading.measure for reading in place.item.exercise.readings)
    return any(
        measure.charted and measure.replaces and place.step.id in measure.steps().values()
        for measure in measures
    )


def _chapter(figures: Figures, item: Item, here: list[Shown], say: Tongue) -> Chapter:
    told = findings.of_exercise(item, figures.releases, figures.results)
    finding = told[0] if told else None
    asked = [prompt(step.place.step, say) for step in here]
    return Chapter(
        item,
        title_of(figures.workshop, item, say),
        asked[0] if len(asked) == 1 else " · ".join(asked[:2]) + (" …" if len(asked) > 2 else ""),
        say.said(finding.said) if finding else _without_finding(here, say),
        say.said(finding.figure) if finding else "",
        say.said(finding.ask) if finding and finding.ask else next(iter(item.exercise.debrief), ""),
        max(step.release.answered for step in here),
        tuple(
            text
            for step in here
            for text in reveal.pinned(figures.workshop, step.place, step.release)
        ),
        figures.workshop.notes.get(item.id, ""),
        _chart(figures, here, say),
    )


def _without_finding(here: list[Shown], say: Tongue) -> str:
    """What can be said where nothing was counted: what the room said most, or how much it wrote."""
    for step in here:
        question = step.place.step.question
        for cell in step.release.cells:
            counted = [(t, n) for t, n in question.counts(cell.tally) if n > 1]
            if not cell.group.teams and counted:
                most = sorted(counted, key=lambda pair: -pair[1])[:MOST_WORDS]
                told = [f"“{shorten(text, QUOTED, placeholder=' …')}” ({n})" for text, n in most]
                return say("Said most often: {words}.", words=say.words.listed(told))
    wrote = sum(len(step.release.cards) for step in here)
    if wrote:
        return say("1 text was written.") if wrote == 1 else say("{n} texts were written.", n=wrote)
    return ""


def _chart(figures: Figures, here: list[Shown], say: Tongue) -> tuple[Exhibit, Drawing] | None:
    """The one picture of an exercise."""
    tables = [exhibit for step in here for exhibit in exhibits_of(figures, step, say)]
    for exhibit in sorted(tables, key=_rank):
        for drawing in exhibit.drawings:
            most = MOST_IN_A_CHART if drawing.series == 1 else MOST_GROUPS
            last = min(drawing.last, drawing.first + most - 1)
            whole = drawing.title in exhibit.title or not exhibit.measured
            title = drawing.title if whole else f"{exhibit.title}: {drawing.title}"
            return exhibit, replace(drawing, last=last, title=title)
    return None


def _rank(exhibit: Exhibit) -> int:
    """What a measure says comes first, then what was rated, then what was only counted."""
    if exhibit.measured:
        return 0
    return int(all(drawing.kind == "bars" for drawing in exhibit.drawings)) + 1


def has_boards(figures: Figures) -> list[str]:
    """Which of the boards this workshop has."""
    return [b for b in (boards.COMMITMENTS, boards.NEEDS, boards.TRUST) if boards.has(figures, b)]
