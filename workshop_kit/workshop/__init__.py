"""A live workshop as plain facts."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from workshop_kit.exercise import Exercise, Step
from workshop_kit.meetings import Round
from workshop_kit.question import Invalid
from workshop_kit.sentence import sentence

Phase = Literal["ready", "open", "closed", "held", "revealed"]
"""A step is held while the facilitator looks through its answers, which then stay as they are."""

LATER = "later-"
"""How the id of somebody begins who was not in the room, and came into a pulse."""


class NotNow(Exception):
    """The move or answer is fine, but not at this moment. The message says why."""


class Unknown(Exception):
    """There is no such workshop or participant."""


class Taken(Invalid):
    """Somebody of this name is in the team already; `offered` is a name that is free."""

    def __init__(self, told: str, offered: str) -> None:
        super().__init__(told)
        self.offered = offered


@dataclass(frozen=True)
class Team:
    """A team; its id stays when its name changes."""

    id: str
    name: str


@dataclass(frozen=True)
class Participant:
    """Someone in the room; made up where a rehearsal brought her."""

    id: str
    name: str
    team: str
    made_up: bool = False


@dataclass(frozen=True)
class Invited:
    """Someone on the roster. Her personal link has the token; who joins by it gets this id."""

    id: str
    name: str
    team: str
    email: str = ""
    token: str = ""


@dataclass(frozen=True)
class Item:
    """An exercise in the agenda, with its text as it was when it was added."""

    id: str
    exercise: Exercise


@dataclass(frozen=True)
class Pulse:
    """What is asked again by a link, weeks later: each phone goes through it by itself.

    It is open from one moment to another, in seconds since 1970.
    """

    id: str
    items: tuple[Item, ...]
    opens: float
    closes: float


@dataclass(frozen=True)
class Pen:
    """Who writes for a team in a step, and how often the team's answer has been saved."""

    person: str
    saved: int = 0


@dataclass(frozen=True)
class Place:
    """A step at its place in the agenda, or in the pulse of that id. `key` names it in the whole
    workshop."""

    key: str
    number: int
    item: Item
    step: Step
    pulse: str = ""


@dataclass(frozen=True)
class Target:
    """What one answer is about: a team, a person, or the room. `name` is the label without team."""

    id: str
    label: str
    name: str = ""


@dataclass(frozen=True)
class Workshop:
    """Everything that the facilitator decided. `at` is the key of the current step.

    `minimum` is the smallest group whose figures are shown; `opened` the time (seconds since 1970)
    when the current step was opened; `picture` the one that the projector shows of a reveal;
    `pairings` has the groups that met in a step, as ids of participants; `away` who has left and
    meets nobody; `pens` who writes for each team, by step and team. `moves` counts what the
    facilitator did, `revision` all that changed. `starts` is the planned time of day as HH:MM,
    `time` how many minutes there are; "" and 0 where she has not said. `entered` tells when each
    exercise began, by its item; `paused` since when everybody breathes; `dark` is the projector's.
    `rehearsal` is the mark of the rehearsal that is in it, by which made-up participants come in;
    "" where there is none. A `trial` was made to try out one exercise, and what is `archived`
    cannot be joined.
    `locked` keeps new people out; with `guests`, one comes in without a name too.

    `pulses` are what is asked again after the end, the earliest first. So many days after it was
    played people's names are removed, `keep_names`; it is `nameless` where that has been done.

    By step, `taken_down` has the texts that she does not show, `let_through` those that she does
    where they wait for her, and `piles` the ids of similar cards by the name that she gave them.

    `together` has the ids of teams whose hidden answers she shows only together, `pinned` by step
    the texts that she keeps for the debrief, `notes` what she noted, by the exercise's item.
    `regrouped` counts by step how often somebody was moved to another team after it was opened.
    """

    code: str
    title: str
    teams: tuple[Team, ...]
    agenda: tuple[Item, ...]
    minimum: int = 5
    revision: int = 0
    at: str | None = None
    ended: bool = False
    phases: dict[str, Phase] = field(default_factory=dict)
    opened: float | None = None
    picture: int = 0
    pairings: dict[str, Round] = field(default_factory=dict)
    away: tuple[str, ...] = ()
    entered: dict[str, float] = field(default_factory=dict)
    paused: float | None = None
    dark: bool = False
    pens: dict[str, dict[str, Pen]] = field(default_factory=dict)
    taken_down: dict[str, tuple[str, ...]] = field(default_factory=dict)
    let_through: dict[str, tuple[str, ...]] = field(default_factory=dict)
    piles: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    moves: int = 0
    starts: str = ""
    time: int = 0
    rehearsal: str = ""
    trial: bool = False
    archived: bool = False
    locked: bool = False
    guests: bool = False
    together: tuple[tuple[str, ...], ...] = ()
    pinned: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    pulses: tuple[Pulse, ...] = ()
    keep_names: int = 90
    nameless: bool = False
    regrouped: dict[str, int] = field(default_factory=dict)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every exercise in order: of the agenda, and then of the pulses."""
        return (*self.agenda, *(item for pulse in self.pulses for item in pulse.items))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every step in order: of the agenda, and then of the pulses."""
        of = {item.id: pulse.id for pulse in self.pulses for item in pulse.items}
        pairs = [(item, step) for item in self.items for step in item.exercise.steps]
        return tuple(
            Place(f"{item.id}/{step.id}", number, item, step, of.get(item.id, ""))
            for number, (item, step) in enumerate(pairs, start=1)
        )

    @cached_property
    def in_room(self) -> tuple[Place, ...]:
        """Every step of the agenda in order."""
        return tuple(place for place in self.places if not place.pulse)

    def open_for(self, now: float) -> float | None:
        """For how many seconds the current step has been open, without pauses; None if it isn't.

        Never less than none, also where the computer's clock has been put back.
        """
        if self.opened is None:
            return None
        return max(0.0, (now if self.paused is None else self.paused) - self.opened)

    @property
    def place(self) -> Place | None:
        """The current step; None in the lobby and at the end."""
        return None if self.at is None else self.find(self.at)

    @property
    def following(self) -> Place | None:
        """The step that comes next; None after the last."""
        number = self.place.number if self.place else 0
        return None if self.ended or number == len(self.in_room) else self.in_room[number]

    @cached_property
    def team_names(self) -> dict[str, str]:
        """Team names by id."""
        return {team.id: team.name for team in self.teams}

    def find(self, key: str) -> Place:
        """The place of that key. Raises Invalid where there is none."""
        for place in self.places:
            if place.key == key:
                return place
        raise Invalid(sentence("This workshop has no such step."))

    def group(self, place: Place, person: str) -> tuple[int, tuple[str, ...]] | None:
        """The number and members of someone's group in a step where people meet."""
        meeting = self.meeting(place)
        groups = self.pairings.get(meeting.key, ()) if meeting else ()
        found = (pair for pair in enumerate(groups, start=1) if person in pair[1])
        return next(found, None)

    def meeting(self, place: Place) -> Place | None:
        """The place whose groups meet in a step: itself, or an earlier one; None where none do."""
        if like := getattr(place.step.question, "like", ""):
            return self.find(f"{place.item.id}/{like}")
        return place if place.step.question.meets else None

    def pen(self, place: Place, team: str) -> Pen | None:
        """Who writes for a team in a step that teams answer; None where nobody has begun."""
        return self.pens.get(place.key, {}).get(team)

    def used_by(self, place: Place) -> Place | None:
        """The earlier step whose answers a step takes up."""
        return self.find(f"{place.item.id}/{place.step.uses}") if place.step.uses else None

    def gone_from(self, place: Place) -> frozenset[str]:
        """The texts that have been taken down of a step, and of those whose cards it takes up."""
        own = frozenset(self.taken_down.get(place.key, ()))
        used = self.used_by(place)
        return own | self.gone_from(used) if used else own

    def plays(self, place: Place) -> tuple[Place, ...]:
        """Where the same step was played before, the last time last."""
        step, file = place.step, place.item.exercise.file
        return tuple(
            other
            for other in self.places[: place.number - 1]
            if (other.item.exercise.file, other.step.id) == (file, step.id)
            and len(other.step.question.parts()) == len(step.question.parts())
            and self.phase(other.key) != "ready"
        )

    def before(self, place: Place) -> Place | None:
        """The same step when it was last played, where a measure compares with that."""
        back = [r.measure for r in place.item.exercise.readings if r.measure.looks_back]
        if not any(place.step.id in measure.steps().values() for measure in back):
            return None
        return next(reversed(self.plays(place)), None)

    def phase(self, key: str) -> Phase:
        """Where a step stands."""
        return self.phases.get(key, "ready")

    def revealed(self) -> tuple[Place, ...]:
        """The steps that have been revealed, in the agenda's order."""
        return tuple(place for place in self.places if self.phase(place.key) == "revealed")

    def shown_with(self, place: Place) -> Place:
        """The place whose reveal shows this one; its own where that has been revealed already."""
        last = self.find(f"{place.item.id}/{place.item.exercise.revealed_with(place.step)}")
        return place if self.phase(last.key) == "revealed" else last
