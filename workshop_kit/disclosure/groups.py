"""Whose answers may be shown together: the minimum, the rest, and complementary suppression."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.exercise import Step
from workshop_kit.question import Answer
from workshop_kit.release import EVERYBODY, Group
from workshop_kit.sentence import ENGLISH, Sentence, sentence
from workshop_kit.workshop import Participant

QUOTED_ALONE = 10
"""People in one team from which on its hidden free text is shown apart from the others."""


@dataclass(frozen=True)
class Response:
    """A stored answer, as `conduct` hands it in.

    `person` is known only where names are shown; `respondent` is the name under which it is stored.
    """

    target: str
    team: str
    answer: Answer
    person: Participant | None = None
    respondent: str = ""


def partition(
    sizes: Mapping[str, int],
    minimum: int,
    alone: int | None = None,
    together: Sequence[Sequence[str]] = (),
) -> tuple[tuple[str, ...], ...]:
    """Sets of teams that may be shown side by side, out of how many answered in each.

    Every set holds at least `minimum` people, a team by itself at least `alone` (the minimum
    unless given). Teams that are shown `together` are in one set; beside those, at most one set is
    of several: what is too small, with the next smallest until it is enough. Empty where there are
    not enough for a single set.
    """
    alone = max(minimum, alone or 0)
    one = {team: tuple(some) for some in together for team in some}
    units = dict.fromkeys(one.get(team, (team,)) for team, size in sizes.items() if size > 0)

    def enough(*some: tuple[str, ...]) -> bool:
        there = [size for unit in some for team in unit if (size := sizes.get(team, 0)) > 0]
        return sum(there) >= (minimum if len(there) > 1 else alone)

    def people(unit: tuple[str, ...]) -> int:
        return sum(sizes.get(team, 0) for team in unit)

    apart = sorted((unit for unit in units if enough(unit)), key=lambda unit: (people(unit), unit))
    merged = [unit for unit in units if unit not in apart]
    while merged and apart and not enough(*merged):
        merged.append(apart.pop(0))
    if merged and not enough(*merged):
        merged = []
    in_order = tuple(unit for unit in units if unit in apart)
    return in_order + ((tuple(sorted(sum(merged, ()))),) if merged else ())


def groups_of(
    step: Step,
    given: Sequence[Response],
    team_names: Mapping[str, str],
    minimum: int,
    together: Sequence[Sequence[str]] = (),
) -> tuple[list[Group], list[Sentence]]:
    """Whose answers may be shown together, and what to say of those that may not.

    `together` has the teams that the facilitator shows only as one.
    """
    sizes = Counter(response.team for response in given)
    sizes_in_order = {team: sizes[team] for team in team_names if sizes[team]}
    if not given:
        return [], []
    if step.names == "hidden":
        return hidden_groups(step, sizes_in_order, team_names, minimum, together)
    teams = [Group(team_names[team], (team,)) for team in sizes_in_order]
    people = [Group(r.person.name, (r.team,), r.person.id) for r in given if r.person]
    return [EVERYBODY, *teams, *(people if step.names == "shown" else [])], []


def hidden_groups(
    step: Step,
    sizes: Mapping[str, int],
    team_names: Mapping[str, str],
    minimum: int,
    together: Sequence[Sequence[str]] = (),
) -> tuple[list[Group], list[Sentence]]:
    """The same for hidden answers, which depends only on how many of each team answered."""
    alone = max(minimum, QUOTED_ALONE) if step.question.quotes else minimum
    needed = alone if len(sizes) == 1 else minimum
    if sum(sizes.values()) < needed:
        withheld = sentence(
            "Fewer than {needed} people answered: not shown, so that nobody can be told.",
            needed=needed,
        )
        return [], [withheld]
    groups, notes = [EVERYBODY], []
    for teams_of_set in partition(sizes, minimum, alone, together):
        names = [team_names[team] for team in teams_of_set]
        if len(teams_of_set) == 1 or not set(sizes) <= set(teams_of_set):
            groups.append(Group(ENGLISH.listed(names), teams_of_set))
        if small := [team_names[t] for t in teams_of_set if sizes.get(t, 0) < alone]:
            notes.append(
                sentence(
                    "{small}: fewer than {alone} answers, so {together} are shown only together.",
                    small=small,
                    alone=alone,
                    together=names,
                )
            )
        elif len(names) > 1:
            notes.append(sentence("{together} are shown only together.", together=names))
    return groups, notes


def holds(group: Group, team: str) -> bool:
    """Are people of this team in the group?"""
    return not group.teams or team in group.teams


def within(group: Group, response: Response) -> bool:
    """Is this answer of somebody of the group's teams one of the group's?"""
    if group.person is None:
        return True
    return response.person is not None and response.person.id == group.person
