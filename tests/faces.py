"""All that can be seen of kinds and measures, with as few exercises as show it."""

from tests.rooms import SHIPPED
from workshop_kit import questions
from workshop_kit.exercise import Exercise, Step
from workshop_kit.exercise.reading import load


def exercises() -> list[Exercise]:
    """The shipped exercises and the examples of kinds, as few as show every kind and measure."""
    examples = [load(questions.example(kind), kind) for kind in sorted(questions.kinds())]
    left, chosen, seen = [*SHIPPED.values(), *examples], list[Exercise](), set[str]()
    while left:
        best = max(left, key=lambda one: len(every_face(one) - seen))
        if every_face(best) <= seen:
            break
        chosen.append(best)
        seen |= every_face(best)
    return chosen


def every_face(played: Exercise) -> set[str]:
    """All that there is to see of an exercise."""
    return {face for step in played.steps for face in (asks(step), shown(played, step))}


def asks(step: Step) -> str:
    """What its form looks like: its kind, for one or many, by whom."""
    return f"{step.ask} about {step.about} by {step.by}"


def shown(played: Exercise, step: Step) -> str:
    """What its reveal looks like: that of a measure, or of its kind."""
    measures = [r.measure.kind() for r in played.readings if step.id in r.measure.steps().values()]
    private = "private " if step.reveal == "private" else ""
    return f"{private}{', '.join(measures) or step.ask} revealed"
