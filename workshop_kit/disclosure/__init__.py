"""The one door from stored responses to anything that is shown.

Whoever shows, exports or logs what people answered takes it from a Release made here. The rules
follow statistical disclosure control: a group is shown only if it is large enough, and only if
the rest of the room is empty or large enough too, so that nothing follows by subtraction
(A. Hundepool et al., "Statistical Disclosure Control", 2012, ch. 4: complementary suppression).

What is released is fixed. What is handed out of it goes through `moderated`, without the words
that the facilitator does not show.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workshop_kit.disclosure.again import FIRST, Plays, Settled, mark, movement
from workshop_kit.disclosure.groups import (
    QUOTED_ALONE,
    Response,
    groups_of,
    hidden_groups,
    partition,
    within,
)
from workshop_kit.disclosure.showing import (
    Words,
    coming,
    moderated,
    moderated_results,
    own,
    words,
)
from workshop_kit.exercise import Step
from workshop_kit.question import Answer
from workshop_kit.release import AGAIN, CHANGE, EVERYBODY, ROOM, Card, Cell, Cohort, Group, Release
from workshop_kit.sentence import Sentence, sentence

__all__ = [
    "QUOTED_ALONE",
    "Plays",
    "Response",
    "Words",
    "coming",
    "hidden_groups",
    "mark",
    "moderated",
    "moderated_results",
    "own",
    "partition",
    "private",
    "release",
    "words",
]


BANDED = sentence(
    "Where nearly all gave the same answer, it is shown only as far as it tells on nobody."
)


def release(  # noqa: PLR0913 (the terms on which all of it is shown)
    key: str,
    step: Step,
    responses: Sequence[Response],
    answered: int,
    team_names: Mapping[str, str],
    minimum: int,
    plays: Plays = FIRST,
    *,
    together: Sequence[Sequence[str]] = (),
) -> Release:
    """Everything that readers may learn from one step.

    Private steps release nothing to the room. `answered` is how many people took part; `plays` is
    what was released when the step was played before; `together` has teams shown only as one.
    """
    if step.reveal in ("private", "never"):
        private = sentence("Only the person it is about reads these answers.")
        return Release(key, answered, (), (private,))
    cells: list[Cell] = []
    notes: list[Sentence] = []
    left_out: dict[str, list[str]] = {}
    cohorts: dict[str, tuple[Cohort, ...]] = {}
    moved = [response for response in responses if response.target == CHANGE]
    for target in dict.fromkeys(r.target for r in responses if r.target not in (AGAIN, CHANGE)):
        about = [response for response in responses if response.target == target]
        for part in range(len(step.question.parts())):
            given = [r for r in about if r.answer[part] is not None]
            groups, withheld = groups_of(step, given, team_names, minimum, together)
            settled = Settled(groups)
            if step.names == "hidden" and not step.question.quotes:
                settled = plays.settled(given, groups, part, minimum)
            shown = [r for r in given if r.respondent not in settled.left_out]
            for who in sorted(settled.left_out):
                left_out.setdefault(who, []).append(mark(target, part))
            if settled.cohorts:
                cohorts[mark(target, part)] = settled.cohorts
            exact = _cells(step, target, part, settled.groups, shown)
            coarse = _coarse(step, exact)
            coarser = [BANDED] if coarse != exact else []
            cells += coarse
            notes += [*withheld, *settled.notes, *coarser]
            if plays.compared is not None and target == ROOM:
                both = [r.answer[part] for r in moved if r.respondent not in settled.left_out]
                differences = [difference for difference in both if difference is not None]
                cells += movement(plays.compared, part, cells, differences, minimum)
    cards = _cards(step, Release(key, answered, tuple(cells)))
    told = tuple(dict.fromkeys(notes))
    return Release(key, answered, tuple(cells), told, cards, left_out=left_out, cohorts=cohorts)


def _cells(
    step: Step, target: str, part: int, groups: Sequence[Group], given: Sequence[Response]
) -> list[Cell]:
    """The figures of one part, about one target, for each group that may be shown."""
    of_team: dict[str, list[Response]] = {}
    for response in given:
        of_team.setdefault(response.team, []).append(response)
    by_group = {}
    for group in groups:
        some = [r for team in group.teams or of_team for r in of_team.get(team, ())]
        if values := [r.answer[part] for r in some if within(group, r)]:
            by_group[group] = values
    return [
        Cell(target, part, group, len(values), step.question.tally(values))
        for group, values in by_group.items()
    ]


def _coarse(step: Step, cells: Sequence[Cell]) -> list[Cell]:
    """The same figures, coarser where they would tell what everybody answered."""
    if step.names != "hidden" or not cells:
        return [*cells]
    told = step.question.banded([cell.tally for cell in cells])
    return [replace(cell, tally=tally) for cell, tally in zip(cells, told, strict=True)]


def private(responses: Sequence[Response]) -> list[Answer]:
    """What was written to one person, in an order that tells nothing of who wrote it when."""
    return sorted(
        (response.answer for response in responses),
        key=lambda answer: hashlib.sha256(repr(answer).encode()).digest(),
    )


def _cards(step: Step, released: Release) -> tuple[Card, ...]:
    """All words that a step puts up, with ids and an order that stay for good."""
    named = step.names != "hidden"
    found: list[Card] = []
    for cell in released.finest() if named else released.cells:
        if not named and cell.group != EVERYBODY:
            continue
        by, team = ("", "")
        if named:
            by, team = cell.group.label, cell.group.teams[0] if len(cell.group.teams) == 1 else ""
        found += [
            Card("", str(quote.text), by, quote.about or cell.target, team, cell.part)
            for quote in step.question.cards(cell.tally)
        ]
    if step.question.mixes:
        found.sort(key=lambda card: hashlib.sha256(card.text.encode()).digest())
    return tuple(replace(card, id=f"c{number}") for number, card in enumerate(found, start=1))
