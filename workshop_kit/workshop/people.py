"""Who belongs to a workshop, as rules: the lock, teams that come late or are shown together, who is
taken out, names.

Each change is a pure function: it returns a new Workshop, or raises Invalid or NotNow with the
reason.
"""

import itertools
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from workshop_kit.question import Invalid
from workshop_kit.sentence import sentence
from workshop_kit.workshop import NotNow, Pen, Place, Team, Workshop
from workshop_kit.workshop.making import LONGEST_NAME, LONGEST_TEAM, TEAMS, clean, folded
from workshop_kit.workshop.moves import noticed


@dataclass(frozen=True)
class Row:
    """Someone in a file that the facilitator brings along; `team` is its name."""

    name: str
    team: str
    email: str = ""


UNCOMPOSED = str.maketrans("łøđıħ", "lodih")
"""Letters that Unicode does not take apart into a plain one and its mark."""


def plain(name: str) -> str:
    """A name for finding it on any keyboard: without capitals and accents."""
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(UNCOMPOSED)


def lock(workshop: Workshop) -> Workshop:
    """From now on nobody new comes in; who is in comes back as before."""
    return noticed(workshop, locked=True)


def unlock(workshop: Workshop) -> Workshop:
    """New people may come in again."""
    return noticed(workshop, locked=False)


def let_guests(workshop: Workshop) -> Workshop:
    """From now on one may come in without a name."""
    return noticed(workshop, guests=True)


def ask_names(workshop: Workshop) -> Workshop:
    """Whoever comes in says her name; guests who are in stay."""
    return noticed(workshop, guests=False)


def add_team(workshop: Workshop, name: str) -> Workshop:
    """A team that comes late. Its id is new for good: teams never go."""
    if len(workshop.teams) == TEAMS[-1]:
        raise Invalid(f"A workshop has up to {TEAMS[-1]} teams, and so many there are.")
    if any(
        workshop.phase(place.key) == "open" and place.step.about == "another_team"
        for place in workshop.places
    ):
        raise NotNow(
            "Just now each team is answering about the next one. Close this step first: with a new "
            "team, the next one would be another."
        )
    team = Team(f"t{len(workshop.teams) + 1}", _team_name(workshop, name))
    return noticed(workshop, teams=(*workshop.teams, team))


def rename_team(workshop: Workshop, team: str, name: str) -> Workshop:
    """Another name for a team. What has been shown keeps the name that it was shown with."""
    given = Team(team, _team_name(workshop, name, team))
    return noticed(workshop, teams=tuple(given if t.id == team else t for t in workshop.teams))


def show_together(workshop: Workshop, teams: Collection[str]) -> Workshop:
    """From the next reveal on, hidden answers of these teams are shown only as those of one."""
    chosen = tuple(team for team in workshop.team_names if team in teams)
    if len(chosen) < 2 or len(chosen) < len(set(teams)):
        raise Invalid("Please choose two teams or more that are to be shown together.")
    _check_nothing_shown(workshop)
    others = [tuple(t for t in some if t not in chosen) for some in workshop.together]
    kept = [some for some in others if len(some) > 1]
    return noticed(workshop, together=(*kept, chosen))


def show_apart(workshop: Workshop, team: str) -> Workshop:
    """Those with whom a team was shown together are shown each alone again, where large enough."""
    left = tuple(some for some in workshop.together if team not in some)
    if left == workshop.together:
        raise NotNow("This team is shown by itself already.")
    _check_nothing_shown(workshop)
    return noticed(workshop, together=left)


def _check_nothing_shown(workshop: Workshop) -> None:
    """Raises NotNow where teams were shown in the present exercise: it goes on as it began."""
    item = workshop.place.item if workshop.place else None
    for place in workshop.places:
        if place.item == item and workshop.phase(place.key) in ("held", "revealed"):
            raise NotNow(
                "Something of this exercise has been shown, so its teams stay as they are. "
                "Change it after this exercise, for what comes then."
            )


def _team_name(workshop: Workshop, name: str, team: str = "") -> str:
    name = clean(name)
    if not name:
        raise Invalid("Please give the team a name.")
    if len(name) > LONGEST_TEAM:
        raise Invalid(f"A team’s name has up to {LONGEST_TEAM} characters; this has {len(name)}.")
    if any(folded(t.name) == folded(name) for t in workshop.teams if t.id != team):
        raise Invalid(f"There is a team {name} already. Please choose another name.")
    return name


def regrouped(workshop: Workshop, person: str) -> Workshop:
    """Somebody is in another team now: she writes for her old one no more, and steps that have been
    opened keep that one of their people is in another team since."""
    opened = (place.key for place in workshop.places if workshop.phase(place.key) != "ready")
    counted = {key: workshop.regrouped.get(key, 0) + 1 for key in opened}
    return replace(without_pen(workshop, person), regrouped=counted)


def without_pen(workshop: Workshop, person: str) -> Workshop:
    """Whoever wants writes where this person wrote for her team."""
    pens = {
        key: {team: _free(pen, person) for team, pen in of_step.items()}
        for key, of_step in workshop.pens.items()
    }
    return replace(workshop, pens=pens)


def _free(pen: Pen, person: str) -> Pen:
    return replace(pen, person="") if pen.person == person else pen


def without(workshop: Workshop, person: str) -> Workshop:
    """Someone is taken out, for good: of all groups, of those who have left, and her pens."""
    pairings = {
        key: tuple(tuple(p for p in group if p != person) for group in groups)
        for key, groups in workshop.pairings.items()
    }
    away = tuple(other for other in workshop.away if other != person)
    return without_pen(replace(workshop, pairings=pairings, away=away), person)


def with_names_unrevealed(workshop: Workshop) -> list[str]:
    """The keys of steps whose answers carry their names, and have not been shown yet."""
    return [
        place.key
        for place in workshop.places
        if _signed(place) and workshop.phase(place.key) != "revealed"
    ]


def signed_held(workshop: Workshop) -> list[Place]:
    """The steps whose answers carry their names, and are looked through before they are shown."""
    return [p for p in workshop.places if _signed(p) and workshop.phase(p.key) == "held"]


def _signed(place: Place) -> bool:
    return place.step.by == "person" and place.step.names == "shown"


def private_begun(workshop: Workshop) -> list[str]:
    """The keys of steps in which something private may have been written already."""
    return [
        place.key
        for place in workshop.places
        if place.step.reveal == "private" and workshop.phase(place.key) != "ready"
    ]


def check_own(workshop: Workshop) -> None:
    """May people still put their own name and team right? Raises NotNow once it has begun."""
    if workshop.entered or workshop.ended:
        raise NotNow(
            sentence("It has begun. Please ask your facilitator to put your name or team right.")
        )


def told_apart(name: str, taken: Callable[[str], bool]) -> str:
    """The name with the first number that makes it a free one: Lea (2)."""
    offers = (f"{name[: LONGEST_NAME - 7]} ({number})" for number in itertools.count(2))
    return next(offer for offer in offers if not taken(offer))
