"""What an exercise has found: at most three sentences, out of all its measures and steps.

They follow from what was fixed at the reveal, so they say the same on the console, the projector,
every phone and in the workbook. They are Sentences: `language.words(code).say(finding.said)` says
one in a language; that of the exercise is `exercise.language`.
"""

from collections.abc import Iterator, Mapping

from workshop_kit.exercise import Exercise, Step
from workshop_kit.finding import Finding, strongest
from workshop_kit.measure import Measure, Result
from workshop_kit.release import ROOM, Release
from workshop_kit.workshop import Item, Place
from workshop_kit.workshop.asked import measure_key


def of_exercise(
    item: Item, releases: Mapping[str, Release], results: Mapping[str, Result]
) -> list[Finding]:
    """At most three, the strongest first. One that says so where there is none; empty where nothing
    has been revealed that could be counted."""
    return strongest(
        finding for step in item.exercise.steps for finding in _of(item, step, releases, results)
    )


def of_place(
    place: Place, releases: Mapping[str, Release], results: Mapping[str, Result]
) -> list[Finding]:
    """Those of them that one reveal shows: of a step, and of the measures that it completes. So all
    reveals of an exercise together tell what its three are; a reveal of which none is among them
    tells its own strongest one, rather than nothing."""
    own = strongest(_of(place.item, place.step, releases, results))
    of_all = of_exercise(place.item, releases, results)
    return [finding for finding in own if finding in of_all] or own[:1]


def of_step(place: Place, releases: Mapping[str, Release]) -> list[Finding]:
    """What a step says by itself, without any measure."""
    return strongest(_of_step(place.item, place.step, releases))


def measured(item: Item, results: Mapping[str, Result]) -> Iterator[tuple[str, Measure, Result]]:
    """Each measure of an exercise that has a result, with the id of the last step that it reads."""
    order = [step.id for step in item.exercise.steps]
    for number, reading in enumerate(item.exercise.readings):
        if (result := results.get(measure_key(item.id, number))) is not None:
            yield max(reading.measure.steps().values(), key=order.index), reading.measure, result


def _of(
    item: Item, step: Step, releases: Mapping[str, Release], results: Mapping[str, Result]
) -> Iterator[Finding]:
    for last, measure, result in measured(item, results):
        if last == step.id:
            yield from measure.findings(result)
    if not _replaced(item.exercise, step):
        yield from _of_step(item, step, releases)


def _of_step(item: Item, step: Step, releases: Mapping[str, Release]) -> Iterator[Finding]:
    release = releases.get(f"{item.id}/{step.id}")
    if release is not None:
        cells = [release.cell(ROOM, part) for part in range(len(step.question.parts()))]
        yield from step.question.findings([cell.tally if cell else None for cell in cells])


def _replaced(exercise: Exercise, step: Step) -> bool:
    """Does a measure say in place of the step what it has found?"""
    read = (r.measure for r in exercise.readings if r.measure.replaces)
    return any(step.id in measure.steps().values() for measure in read)
