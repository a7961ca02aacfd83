"""What will be shown of an answer, to whom, and which teams only together: told before it is given.

It follows from the step and from who is here, by the rules that `disclosure` goes by when the step
is revealed. More people may still come, and some may not answer: then more or less is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop_kit import disclosure
from workshop_kit.disclosure import QUOTED_ALONE
from workshop_kit.exercise import Exercise, Step
from workshop_kit.question import Invalid
from workshop_kit.release import ROOM, Group
from workshop_kit.sentence import ENGLISH, Sentence, counted, sentence
from workshop_kit.workshop import Item, Place, Workshop, preparation


@dataclass(frozen=True)
class Limit:
    """Something that will not be shown, or not alone; `teams` are those whom it concerns, by id.

    `nothing` says that of these people's answers nothing at all will be shown; `missing` is how
    many more people it takes, where that would change it.
    """

    told: Sentence
    teams: tuple[str, ...]
    nothing: bool = False
    missing: int = 0


def readers(step: Step, minimum: int) -> Sentence:
    """Who will read an answer to this step, and whether with a name."""
    if step.reveal == "private":
        return _of_private(step)
    if step.by == "team":
        return sentence("The room sees this as your team’s answer.")
    if step.names == "hidden":
        return _of_hidden(step, minimum)
    if step.names == "team":
        return sentence(
            "The room may see this with your team’s name, never with yours. In a small team, "
            "others may guess who wrote it."
        )
    if step.reveal == "never":
        return sentence("Those you choose learn that it is you who asks. Nobody else sees it.")
    return sentence("The room sees this with your name.")


def _of_private(step: Step) -> Sentence:
    if step.about == "self":
        return sentence("Only you read this, here and on your page.")
    if step.about == "partner":
        return sentence("Only your partner reads this.")
    return sentence(
        "Only the person it is about reads this, without your name. They may guess who wrote it."
    )


def _of_hidden(step: Step, minimum: int) -> Sentence:
    if step.question.quotes:
        return sentence(
            "The room reads this without your name, mixed with the others’. Your team is told only "
            "where {alone} or more of it wrote.",
            alone=max(minimum, QUOTED_ALONE),
        )
    return sentence(
        "Nobody sees your own answer, only figures of {minimum} people or more.", minimum=minimum
    )


def limits(workshop: Workshop, place: Place, joined: Mapping[str, int]) -> tuple[Limit, ...]:
    """What cannot be shown of a step, or not by team, if all who are here answer it.

    `joined` has how many there are, by team.
    """
    step = place.step
    shown = step.reveal not in ("private", "never")
    if not (step.question.asks and step.names == "hidden" and shown and step.by == "person"):
        return ()
    here = {team: joined[team] for team in workshop.team_names if joined.get(team, 0) > 0}
    if sum(here.values()) < workshop.minimum:
        return (_nobody(here, workshop.minimum),)
    found = {
        target: _groups(workshop, step, {team: here[team] for team in teams})
        for target, teams in _asked(workshop, step, list(here)).items()
    }
    without = tuple(target for target, groups in found.items() if not groups)
    if ROOM in without:  # own words of a single team
        return (_nobody(here, max(workshop.minimum, QUOTED_ALONE)),)
    told = (
        [*_together(workshop, step, here)] if step.about not in ("own_team", "another_team") else []
    )
    return (*told, *((_about(workshop, without),) if without else ()))


def of_exercise(
    workshop: Workshop, item: Item, joined: Mapping[str, int]
) -> list[tuple[Place, tuple[Limit, ...]]]:
    """Each step of an exercise that asks for an answer, with its limits."""
    return [
        (place, limits(workshop, place, joined))
        for place in workshop.places
        if place.item.id == item.id and place.step.question.asks
    ]


def advice(workshop: Workshop, limit: Limit) -> str:
    """What the facilitator can do where nothing would be shown."""
    if missing := limit.missing:
        more = "one more person has" if missing == 1 else f"{missing} more people have"
        return (
            f"Begin with this when {more} come. Or let the room talk about it, in pairs or aloud, "
            "and nobody types: leave the step out, or close it unopened."
        )
    names = ENGLISH.listed([workshop.team_names[team] for team in limit.teams])
    return (
        f"Let people talk about {names} aloud, in their teams: what so few would type stays "
        "hidden for good. About the other teams all is shown as usual."
    )


def instead(
    workshop: Workshop, item: Item, library: Iterable[Exercise], joined: Mapping[str, int]
) -> list[Exercise]:
    """Exercises for the same practice of which something is shown at each step with these people.

    They speak the language of the one that they could replace, and are not in the agenda yet;
    those that take about as long come first. Empty where it has begun.
    """
    if preparation.has_begun(workshop, item):
        return []
    own, there = item.exercise, {other.exercise.file for other in workshop.items}
    similar = [
        spoken
        for spoken in (exercise.spoken(own.language) for exercise in library)
        if spoken.practice == own.practice
        and spoken.language == own.language
        and spoken.file not in there
        and _all_shown(workshop, item, spoken, joined)
    ]
    return sorted(similar, key=lambda e: (abs(e.minutes - own.minutes), e.title.casefold()))


def as_one(workshop: Workshop, limits: Iterable[Limit]) -> list[tuple[str, ...]]:
    """Teams that could be shown together for good: now it is so only if just these answer."""
    chosen = {frozenset(teams) for teams in workshop.together}
    groups = dict.fromkeys(limit.teams for limit in limits if not limit.nothing)
    return [
        teams
        for teams in groups
        if 1 < len(teams) < len(workshop.team_names) and frozenset(teams) not in chosen
    ]


def _all_shown(
    workshop: Workshop, item: Item, exercise: Exercise, joined: Mapping[str, int]
) -> bool:
    try:
        other = preparation.exchange(workshop, item.id, exercise)
    except Invalid:  # it has too many steps
        return False
    new = other.agenda[workshop.agenda.index(item)]
    steps = of_exercise(other, new, joined)
    return bool(steps) and not any(limit.nothing for _, told in steps for limit in told)


def _groups(workshop: Workshop, step: Step, sizes: Mapping[str, int]) -> list[Group]:
    """Whose answers would be shown together, if so many of each team answered."""
    groups, _ = disclosure.hidden_groups(
        step, sizes, workshop.team_names, workshop.minimum, workshop.together
    )
    return groups


def _asked(workshop: Workshop, step: Step, here: list[str]) -> dict[str, list[str]]:
    """Who is asked about what: the teams, by the id of a target."""
    ids = list(workshop.team_names)
    if step.about == "own_team":
        return {team: [team] for team in here}
    if step.about == "other_teams":
        return {team: [other for other in here if other != team] for team in ids}
    if step.about == "another_team":
        return {ids[(ids.index(team) + 1) % len(ids)]: [team] for team in here}
    return {ROOM: here}


def _nobody(here: Mapping[str, int], needed: int) -> Limit:
    told = sentence(
        "Fewer than {minimum} people are here: of these answers nothing is shown, to anybody.",
        minimum=needed,
    )
    return Limit(told, tuple(here), nothing=True, missing=needed - sum(here.values()))


def _about(workshop: Workshop, targets: tuple[str, ...]) -> Limit:
    told = sentence(
        "Nothing is shown about {teams}: fewer than {minimum} people are asked about it.",
        teams=[workshop.team_names[target] for target in targets],
        minimum=workshop.minimum,
    )
    return Limit(told, targets, nothing=True)


def _together(workshop: Workshop, step: Step, here: Mapping[str, int]) -> list[Limit]:
    """The teams whose figures are shown only with those of others."""
    if step.question.quotes:
        return []  # own words are mixed in any case
    names, told = workshop.team_names, []
    for teams in disclosure.partition(here, workshop.minimum, together=workshop.together):
        small = [team for team in teams if here.get(team, workshop.minimum) < workshop.minimum]
        if len(teams) > 1 and not small:
            together = sentence(
                "{together} are shown only together.", together=_named(names, teams)
            )
            told.append(Limit(together, teams))
        for team in small if len(teams) > 1 else ():
            others = [names[other] for other in teams if other != team]
            alone = counted(
                "{team} has {n} person: its figures are shown only together with {others}.",
                "{team} has {n} people: its figures are shown only together with {others}.",
                n=here[team],
                team=names[team],
                others=others,
            )
            told.append(Limit(alone, teams))
    return told


def _named(names: Mapping[str, str], teams: tuple[str, ...]) -> list[str]:
    return [names[team] for team in teams]
