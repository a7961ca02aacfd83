"""Workshops that were really played, as the figures that were revealed of them."""

from collections.abc import Mapping, Sequence

from tests.rooms import SHIPPED, Phone, answer_all, join_all, kept, make, send
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.figures import Figures
from workshop_kit.question import Fields
from workshop_kit.workshop import Place
from workshop_kit.workshop.asked import revealable

EXERCISES = tuple(SHIPPED[name] for name in ("check_in", "easier_to_work_with", "three_mirrors"))
"""One of each: words and figures, private answers, a measure."""


def played(
    conduct: Conduct,
    *sizes: int,
    exercises: Sequence[Exercise] = EXERCISES,
    steps: int | None = None,
    said: Mapping[str, Sequence[Fields]] | None = None,
    minimum: int = 5,
) -> Figures:
    """What was revealed after these first steps, by teams of these sizes.

    `said` holds, by step, the forms of the first phones; everybody else in such a step is silent.
    """
    code = kept(conduct, *exercises, teams=len(sizes), minimum=minimum)
    phones = join_all(conduct, code, *sizes)
    for place in conduct.workshop(code).result().places[:steps]:
        make(conduct, code, "next", "open")
        _answer(conduct, code, place, phones, (said or {}).get(place.step.id))
        if revealable(place.step) and _last(conduct, code, place):
            make(conduct, code, "reveal")
    return conduct.figures(code).result()


def _answer(
    conduct: Conduct,
    code: str,
    place: Place,
    phones: Sequence[Phone],
    forms: Sequence[Fields] | None,
) -> None:
    if not place.step.question.asks:
        return
    if forms is None:
        answer_all(conduct, code, phones)
        return
    for phone, fields in zip(phones, forms, strict=False):
        send(conduct, code, phone, fields)


def _last(conduct: Conduct, code: str, place: Place) -> bool:
    """Is this the step whose reveal shows it, or is it shown with a later one?"""
    return conduct.workshop(code).result().shown_with(place).key == place.key
