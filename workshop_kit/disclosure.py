"""The one door from stored responses to anything that is shown.

Whoever shows, exports or logs what people answered takes it from a Release made here. The rules
follow statistical disclosure control: a group is shown only if it is large enough, and only if
the rest of the room is empty or large enough too, so that nothing follows by subtraction
(A. Hundepool et al., "Statistical Disclosure Control", 2012, ch. 4: complementary suppression).

What is released is fixed. What is handed out of it goes through `moderated`, without the words
that the facilitator does not show.
"""

import hashlib
import secrets
import statistics
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workshop_kit.exercise import Step
from workshop_kit.measure import Result
from workshop_kit.question import Answer
from workshop_kit.release import (
    BEFORE,
    CHANGE,
    EVERYBODY,
    ROOM,
    Card,
    Cell,
    Group,
    Release,
    Tally,
    without,
)
from workshop_kit.sentence import ENGLISH, Sentence, sentence
from workshop_kit.workshop import Participant, Place, Workshop, measure_key

Standing = Literal["shown", "taken down", "waiting"]

QUOTED_ALONE = 10
"""People in one team from which on its hidden free text is shown apart from the others."""


@dataclass(frozen=True)
class Response:
    """A stored answer, as `conduct` hands it in; `person` is known only where names are shown."""

    target: str
    team: str
    answer: Answer
    person: Participant | None = None


@dataclass(frozen=True)
class Words:
    """Somebody's own words as the facilitator looks through them: not whose they are, nor when.

    `card` is the id of the card, where they are one; `about` the id of its target; `item` the part
    of the question that it belongs to, where readers may know that.
    """

    text: str
    standing: Standing
    card: str = ""
    about: str = ROOM
    item: str = ""
    pile: str = ""


def partition(
    sizes: Mapping[str, int], minimum: int, alone: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """Sets of teams that may be shown side by side, out of how many answered in each.

    Every set holds at least `minimum` people, a team by itself at least `alone` (the minimum
    unless given), and at most one set is of several teams: those too small, with the next
    smallest until they are enough. Empty where there are not enough for a single set.
    """
    alone = max(minimum, alone or 0)
    present = {team: size for team, size in sizes.items() if size > 0}
    apart = sorted(
        (team for team, size in present.items() if size >= alone),
        key=lambda team: (present[team], team),
    )
    merged = [team for team in present if team not in apart]

    def too_small() -> bool:
        return sum(present[t] for t in merged) < (minimum if len(merged) > 1 else alone)

    while merged and apart and too_small():
        merged.append(apart.pop(0))
    if too_small():
        merged = []
    in_order = [team for team in present if team in apart]
    return tuple((team,) for team in in_order) + ((tuple(sorted(merged)),) if merged else ())


def release(
    key: str,
    step: Step,
    responses: Sequence[Response],
    answered: int,
    team_names: Mapping[str, str],
    minimum: int,
    before: Release | None = None,
) -> Release:
    """Everything that readers may learn from one step.

    Private steps release nothing to the room. `answered` is how many people took part; `before` is
    what was released when the step was last played, if it is compared with that.
    """
    if step.reveal in ("private", "never"):
        private = sentence("Only the person it is about reads these answers.")
        return Release(key, answered, (), (private,))
    cells: list[Cell] = []
    notes: list[Sentence] = []
    for target in dict.fromkeys(r.target for r in responses if r.target != CHANGE):
        about = [response for response in responses if response.target == target]
        for part in range(len(step.question.parts())):
            given = [(r, r.answer[part]) for r in about if r.answer[part] is not None]
            groups, withheld = _groups(step, [r for r, _ in given], team_names, minimum)
            notes += withheld
            cells += [
                Cell(target, part, group, len(values), step.question.tally(values))
                for group in groups
                if (values := [value for r, value in given if _within(group, r)])
            ]
    if before is not None:
        moved = [response.answer for response in responses if response.target == CHANGE]
        cells += _moved(before, Release(key, answered, tuple(cells)), moved, minimum)
    cards = _cards(step, Release(key, answered, tuple(cells)))
    return Release(key, answered, tuple(cells), tuple(dict.fromkeys(notes)), cards)


def private(responses: Sequence[Response]) -> list[Answer]:
    """What was written to one person, in an order that tells nothing of who wrote it when."""
    return sorted(
        (response.answer for response in responses),
        key=lambda answer: hashlib.sha256(repr(answer).encode()).digest(),
    )


def moderated(workshop: Workshop, releases: Mapping[str, Release]) -> dict[str, Release]:
    """What has been revealed, as it may be handed out: without texts that have been taken down or
    that wait, similar cards beside one another. Nothing of what is held or not revealed yet."""
    return {
        place.key: coming(workshop, place, releases[place.key])
        for place in workshop.revealed()
        if place.key in releases
    }


def moderated_results(
    workshop: Workshop, releases: Mapping[str, Release], results: Mapping[str, Result]
) -> dict[str, Result]:
    """What measures said, without the texts that `moderated` leaves out of the steps they read."""
    found: dict[str, Result] = {}
    for item in workshop.agenda:
        for number, reading in enumerate(item.exercise.readings):
            result = results.get(measure_key(item.id, number))
            if result is None:
                continue
            places = [workshop.find(f"{item.id}/{s}") for s in reading.measure.steps().values()]
            texts = frozenset[str]().union(
                *(_not_shown(workshop, place, releases[place.key]) for place in places)
            )
            said = reading.measure.without(result, texts) if texts else result
            found[measure_key(item.id, number)] = said
    return found


def coming(workshop: Workshop, place: Place, released: Release) -> Release:
    """One release as `moderated` hands it out; also of answers that are shown as they come."""
    texts, piles = _not_shown(workshop, place, released), workshop.piles.get(place.key, {})
    if not texts and not piles:
        return released
    question = place.step.question
    cells = tuple(
        replace(cell, tally=question.without(cell.tally, texts)) for cell in released.cells
    )
    left = replace(released, cells=cells)
    shown = {quote.text for cell in cells for quote in question.cards(cell.tally)}
    pile_of = {card: name for name, cards in piles.items() for card in cards}
    cards = [
        replace(card, pile=pile_of.get(card.id, ""))
        for card in released.cards
        if card.text in shown
    ]
    order = [*piles, ""]
    return replace(
        left,
        cards=tuple(sorted(cards, key=lambda card: order.index(card.pile))),
        taken_down=len(_own_words(place, released)) - len(_own_words(place, left)),
    )


def own(workshop: Workshop, place: Place, answer: Answer) -> Answer:
    """A participant's answer for her own phone: with what she wrote, without the words of others
    that have been taken down."""
    question = place.step.question
    if question.quotes or "cards" not in question.chooses:
        return answer
    left: Answer = without(answer, workshop.gone_from(place))
    return left


def words(workshop: Workshop, place: Place, released: Release) -> tuple[Words, ...]:
    """All own words of a release, for the facilitator, who alone may see those taken down."""
    question, names = place.step.question, workshop.piles.get(place.key, {})
    if not question.quotes:
        return ()
    gone = {text.casefold() for text in workshop.gone_from(place)}
    shown = {*_own_words(place, coming(workshop, place, released))}
    pile_of = {card: name for name, cards in names.items() for card in cards}
    cards = released.cards or [Card("", t, "", ROOM) for t in _own_words(place, released)]
    return tuple(
        Words(
            card.text,
            _standing(card.text, shown, gone),
            card.id,
            card.about,
            "" if question.mixes else question.parts()[card.part],
            pile_of.get(card.id, ""),
        )
        for card in cards
    )


def _standing(text: str, shown: Collection[str], gone: Collection[str]) -> Standing:
    if text in shown:
        return "shown"
    return "taken down" if text.casefold() in gone else "waiting"


def _not_shown(workshop: Workshop, place: Place, released: Release) -> frozenset[str]:
    """The texts that the facilitator does not show of a step."""
    gone, passed = workshop.gone_from(place), workshop.let_through.get(place.key)
    if passed is None:
        return gone
    through = {text.casefold() for text in passed}  # a spelling may change as more people write it
    own = _own_words(place, released)
    return gone.union(text for text in own if text.casefold() not in through)


def _own_words(place: Place, released: Release) -> list[str]:
    cells = [cell for cell in released.cells if cell.group == EVERYBODY]
    return [text for cell in cells for text in place.step.question.own_words(cell.tally)]


def _moved(before: Release, now: Release, moved: Sequence[Answer], minimum: int) -> list[Cell]:
    """What was answered before, and how those who answered both times have moved.

    Whoever answered only once could be got by subtracting these from all: so they are nobody or
    enough, and where they are not, some of those who answered twice are left out by lot.
    """
    all_then = [c for c in before.cells if (c.target, c.group) == (ROOM, EVERYBODY)]
    cells = [replace(cell, target=BEFORE) for cell in all_then]
    for cell in list(cells):
        later = now.cell(ROOM, cell.part)
        given = [answer[cell.part] for answer in moved if answer[cell.part] is not None]
        once = cell.answered + (later.answered if later else 0) - 2 * len(given)
        fewer = minimum - once if 0 < once < minimum else 0
        if later is None or len(given) - fewer < minimum:
            continue
        told = secrets.SystemRandom().sample(given, len(given) - fewer)
        cells.append(Cell(CHANGE, cell.part, EVERYBODY, len(told), _movement(told)))
    return cells


def _movement(differences: Sequence[float]) -> Tally:
    """How many went up, stayed, went down; mean and standard deviation in points."""
    return {
        "up": sum(d > 0 for d in differences),
        "same": sum(d == 0 for d in differences),
        "down": sum(d < 0 for d in differences),
        "mean": statistics.fmean(differences),
        "sd": statistics.stdev(differences),
    }


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


def _groups(
    step: Step, given: Sequence[Response], team_names: Mapping[str, str], minimum: int
) -> tuple[list[Group], list[Sentence]]:
    """Whose answers may be shown together, and what to say of those that may not."""
    sizes = Counter(response.team for response in given)
    sizes_in_order = {team: sizes[team] for team in team_names if sizes[team]}
    if step.names != "hidden":
        teams = [Group(team_names[team], (team,)) for team in sizes_in_order]
        people = [Group(r.person.name, (r.team,), r.person.id) for r in given if r.person]
        if step.names == "team":
            people = []
        return [EVERYBODY, *teams, *people] if given else [], []
    alone = max(minimum, QUOTED_ALONE) if step.question.quotes else minimum
    needed = alone if len(sizes_in_order) == 1 else minimum
    if not given:
        return [], []
    if len(given) < needed:
        withheld = sentence(
            "Fewer than {needed} people answered: not shown, so that nobody can be told.",
            needed=needed,
        )
        return [], [withheld]
    groups, notes = [EVERYBODY], []
    for teams_of_set in partition(sizes_in_order, minimum, alone):
        together = [team_names[team] for team in teams_of_set]
        if len(teams_of_set) == 1 or len(teams_of_set) < len(sizes_in_order):
            groups.append(Group(ENGLISH.listed(together), teams_of_set))
        if small := [team_names[t] for t in teams_of_set if sizes[t] < alone]:
            notes.append(
                sentence(
                    "{small}: fewer than {alone} answers, so {together} are shown only together.",
                    small=small,
                    alone=alone,
                    together=together,
                )
            )
    return groups, notes


def _within(group: Group, response: Response) -> bool:
    if group.person is not None:
        return response.person is not None and response.person.id == group.person
    return not group.teams or response.team in group.teams
