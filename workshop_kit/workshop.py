"""A live workshop as plain facts, and the moves that change it.

A move is a pure function: it returns a new Workshop, or raises NotNow with the reason. Saving it
and telling the room is the business of `conduct`.
"""

import itertools
import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from workshop_kit.exercise import Exercise, Step
from workshop_kit.meetings import Round
from workshop_kit.question import Invalid
from workshop_kit.release import ROOM
from workshop_kit.sentence import listed, sentence

Phase = Literal["ready", "open", "closed", "held", "revealed"]
"""A step is held while the facilitator looks through its answers, which then stay as they are."""

LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"
"""For codes: no vowels, so no words; nothing that looks like something else."""

ALIKE = str.maketrans("OQDILSZBGU", "000115286V")
"""Letters and digits that are taken for one another, each group by one of its own."""

JOINERS = "\u200c\u200d"
"""Characters that cannot be seen and shape those beside them, in Persian and in emoji."""

LATER = "later-"
"""How the id of somebody begins who was not in the room, and came into a pulse."""

LONGEST_TITLE, LONGEST_TEAM, LONGEST_NAME = 80, 40, 60
TEAMS = range(2, 13)
MINIMUM = range(3, 11)


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


def new(
    title: str,
    teams: Sequence[str],
    exercises: Sequence[Exercise],
    minimum: int = MINIMUM[2],
    code: str | None = None,
) -> Workshop:
    """A workshop that has not begun. Raises Invalid where something is missing or too much."""
    title, names = clean(title), [clean(team) for team in teams if clean(team)]
    if not title:
        raise Invalid("Please give the workshop a title.")
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"The title has {len(title)} characters; there is room for {LONGEST_TITLE}.")
    if len(names) not in TEAMS:
        raise Invalid(
            f"A workshop has from {TEAMS[0]} to {TEAMS[-1]} teams; these are {len(names)}."
        )
    if twice := {n for n in names if [m.casefold() for m in names].count(n.casefold()) > 1}:
        raise Invalid(f"Two teams are called {sorted(twice)[0]}. Please give each its own name.")
    if long := [name for name in names if len(name) > LONGEST_TEAM]:
        raise Invalid(
            f"“{long[0][:LONGEST_TEAM]}…” is too long; "
            f"a team's name has up to {LONGEST_TEAM} characters."
        )
    if not exercises:
        raise Invalid("Please choose at least one exercise.")
    if minimum not in MINIMUM:
        raise Invalid(f"The smallest group shown is from {MINIMUM[0]} to {MINIMUM[-1]} people.")
    return Workshop(
        code=code or new_code(),
        title=title,
        teams=tuple(Team(f"t{i}", name) for i, name in enumerate(names, start=1)),
        agenda=_items(exercises),
        minimum=minimum,
    )


def again(workshop: Workshop, title: str, teams: Sequence[str]) -> Workshop:
    """The same agenda, with its words and times, for another group: nobody is in it yet."""
    exercises = [item.exercise for item in workshop.agenda]
    made = new(title, teams, exercises, workshop.minimum)
    return replace(made, starts=workshop.starts, time=workshop.time, guests=workshop.guests)


def teams_in(text: str) -> list[str]:
    """The team names in a typed or pasted text: one on each line, or a row or list of them."""
    lines = [line for line in re.split(r"[\n\t]", text) if line.strip()]
    return re.split(r"[,;]", lines[0]) if len(lines) == 1 else lines


def new_code() -> str:
    """Five letters to type from a projector."""
    return "".join(secrets.choice(LETTERS) for _ in range(5))


def plain(typed: str) -> str:
    """Letters and digits as somebody typed them, on any keyboard: in capitals, without signs."""
    letters = unicodedata.normalize("NFKD", typed).upper()
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in letters)
    return re.sub(r"[^A-Z0-9]", "", "".join(digits))


def meant(typed: str, codes: Collection[str]) -> str | None:
    """Which code somebody has read who typed this, also where one sign looks like another.

    None where no code is like it, or more than one.
    """
    if typed in codes:
        return typed
    alike = [code for code in codes if code.translate(ALIKE) == typed.translate(ALIKE)]
    return alike[0] if len(alike) == 1 else None


def clean(text: str) -> str:
    """A name on one line, without control characters and outer space."""
    printable = "".join(c if c.isprintable() or c in JOINERS else " " for c in text)
    return " ".join(printable.split()).strip(JOINERS)


def folded(name: str) -> str:
    """A name for comparing: Zoë typed in one letter or in two, in capitals or not, is the same."""
    return unicodedata.normalize("NFKC", name).casefold()


def named(name: str) -> str:
    """A participant's name as it is kept. Raises Invalid where it is empty or too long."""
    name = clean(name)
    if not name:
        raise Invalid(sentence("Please type your name, so that your colleagues find you."))
    if len(name) > LONGEST_NAME:
        raise Invalid(
            sentence(
                "That name has {n} letters; there is room for {longest}.",
                n=len(name),
                longest=LONGEST_NAME,
            )
        )
    return name


def go_to(workshop: Workshop, key: str, now: float) -> Workshop:
    """Move to a step. A step that was open is closed."""
    place = workshop.find(key)
    if place.pulse:
        raise NotNow("What is asked in a pulse is not played in the room.")
    entered = {place.item.id: now, **workshop.entered}  # the first time counts
    return _elsewhere(workshop, at=place.key, ended=False, entered=entered)


def next_step(workshop: Workshop, now: float) -> Workshop:
    """Move to the next step, or after the last to the end."""
    if workshop.ended:
        raise NotNow("The workshop has ended.")
    if workshop.following is None:
        return _elsewhere(workshop, at=None, ended=True)
    return go_to(workshop, workshop.following.key, now)


def skip(workshop: Workshop, now: float) -> Workshop:
    """Leave the rest of this exercise out, and go to the next one, or to the end."""
    place = _current(workshop)
    rest = workshop.in_room[place.number :]
    following = next((other for other in rest if other.item != place.item), None)
    if following is None:
        return _elsewhere(workshop, at=None, ended=True)
    return go_to(workshop, following.key, now)


def back(workshop: Workshop, now: float) -> Workshop:
    """Move to the step before; from the first to the lobby."""
    if workshop.ended:
        return go_to(workshop, workshop.in_room[-1].key, now)
    if workshop.place is None:
        raise NotNow("This is the beginning.")
    if workshop.place.number == 1:
        return _elsewhere(workshop, at=None)
    return go_to(workshop, workshop.places[workshop.place.number - 2].key, now)


def open_step(workshop: Workshop, now: float) -> Workshop:
    """Let participants answer the current step."""
    place = _current(workshop)
    if workshop.phase(place.key) == "open":
        raise NotNow("This step is open.")
    if workshop.phase(place.key) == "revealed":
        raise NotNow("This step has been revealed, and what was shown stays as it is.")
    if workshop.phase(place.key) == "held":
        raise NotNow(
            "You have looked through the answers, so they stay as they are. Reveal them, or go on."
        )
    used = workshop.used_by(place)
    if used and "cards" in place.step.question.chooses and workshop.phase(used.key) != "revealed":
        raise NotNow(f"Reveal step {used.number} first: its answers are the cards of this one.")
    return moved(phased(workshop, place.key, "open"), opened=now, paused=None, dark=False)


def close(workshop: Workshop, now: float) -> Workshop:
    """Stop taking answers for the current step."""
    place = _current(workshop)
    if workshop.phase(place.key) != "open":
        raise NotNow("This step is not open.")
    return moved(_closed(workshop), opened=None)


def reveal(workshop: Workshop, now: float) -> Workshop:
    """Show what the room said, for the current step and those that are shown with it."""
    for key in _shown_now(workshop):
        workshop = phased(workshop, key, "revealed")
    return moved(workshop, opened=None, picture=0, paused=None, dark=False)


def look_through(workshop: Workshop, now: float) -> Workshop:
    """Fix what a reveal would show, for the facilitator to look through it before the room does."""
    keys = _shown_now(workshop)
    if workshop.phase(_current(workshop).key) == "held":
        raise NotNow("You are looking through these answers.")
    if not to_look_through(workshop):
        raise NotNow(
            "Nobody wrote anything in own words here, so there is nothing to look through."
        )
    if workshop.phase(_current(workshop).key) == "open":
        raise NotNow("People are still writing: close the step first.")
    for key in keys:
        workshop = phased(workshop, key, "held")
    return moved(workshop)


def to_look_through(workshop: Workshop) -> bool:
    """Would a reveal show people's own words now, all at one time?"""
    place = workshop.place
    return (
        place is not None
        and has_own_reveal(workshop, place)
        and any(worded(workshop.find(key).step) for key in _shown_now(workshop))
    )


def worded(step: Step) -> bool:
    """Do answers come in people's own words, which are revealed to all at one time?"""
    return step.question.quotes and step.reveal == "together"


def _shown_now(workshop: Workshop) -> list[str]:
    """The keys of what a reveal would show now. Raises NotNow where that is nothing."""
    place = _current(workshop)
    if not revealable(place.step):
        raise NotNow("There is nothing to reveal in this step.")
    if workshop.phase(place.key) == "revealed":
        raise NotNow("This step has been revealed.")
    if workshop.phase(place.key) == "ready":
        raise NotNow("Nobody could answer yet: open the step first.")
    if (later := workshop.shown_with(place)).key != place.key:
        raise NotNow(
            f"This is shown together with step {later.number}, when all have been answered."
        )
    return [
        other.key
        for other in workshop.places
        if workshop.phase(other.key) in ("open", "closed", "held")
        and workshop.shown_with(other).key == place.key
        and revealable(other.step)
    ]


def pause(workshop: Workshop, now: float) -> Workshop:
    """Let everybody breathe, phones and screen too; or go on, with the clock where it stood."""
    if workshop.paused is None:
        return moved(workshop, paused=now)
    later = None if workshop.opened is None else workshop.opened + now - workshop.paused
    return moved(workshop, paused=None, opened=later)


def blank(workshop: Workshop, now: float) -> Workshop:
    """Make the projector dark, so that the room looks at each other; or bring it back."""
    return moved(workshop, dark=not workshop.dark)


def show(workshop: Workshop, picture: int) -> Workshop:
    """Choose which picture of the reveal the projector shows, counted from 0."""
    if workshop.phase(_current(workshop).key) != "revealed":
        raise NotNow("Pictures come with the reveal.")
    return moved(workshop, picture=max(0, picture))


def take_pen(workshop: Workshop, key: str, me: Participant, seen: str = "") -> Workshop:
    """From now on this participant writes for her team, instead of whom she has seen writing."""
    place = workshop.find(key)
    if place.step.by != "team":
        raise Invalid("In this step everybody answers for herself.")
    if workshop.phase(key) != "open":
        raise NotNow("This step is not open now.")
    before = workshop.pen(place, me.team)
    if before and before.person not in (seen, me.id):
        raise NotNow("Somebody else of your team has just begun to write.")
    return _penned(workshop, key, me.team, Pen(me.id, before.saved if before else 0))


def team_saved(workshop: Workshop, key: str, me: Participant) -> Workshop:
    """An answer of this participant's team has been saved: her team mates look again."""
    before = workshop.pen(workshop.find(key), me.team)
    return _penned(workshop, key, me.team, Pen(me.id, 1 + (before.saved if before else 0)))


def regroup(workshop: Workshop, change: Callable[[Round], Round]) -> Workshop:
    """Change by hand who meets whom in the current step."""
    key = _meeting_now(workshop).key
    pairings = {**workshop.pairings, key: change(workshop.pairings[key])}
    return replace(workshop, revision=workshop.revision + 1, pairings=pairings)


def take_out(workshop: Workshop, person: str) -> Workshop:
    """Somebody has left: from now on nobody meets her."""
    if person in workshop.away:
        raise NotNow("Who has left cannot leave once more.")
    return replace(workshop, revision=workshop.revision + 1, away=(*workshop.away, person))


def bring_in(workshop: Workshop, person: str) -> Workshop:
    """Somebody who had left is here again."""
    if person not in workshop.away:
        raise NotNow("Who has not left cannot come back.")
    away = tuple(other for other in workshop.away if other != person)
    return replace(workshop, revision=workshop.revision + 1, away=away)


def further(workshop: Workshop, now: float) -> Workshop:
    """The next picture of a reveal."""
    return show(workshop, workshop.picture + 1)


def earlier(workshop: Workshop, now: float) -> Workshop:
    """The picture of a reveal before this one."""
    return show(workshop, workshop.picture - 1)


def rehearse(workshop: Workshop, mark: str) -> Workshop:
    """From now on made-up participants may come in, by this mark."""
    if workshop.rehearsal:
        raise NotNow("There is a rehearsal in this workshop. Clear it first.")
    if workshop.archived:
        raise NotNow("This workshop is archived. Bring it back first.")
    if has_begun(workshop):
        raise NotNow(
            "This workshop has begun, and a rehearsal would mix with what people have said. "
            "Make the same again with another group, and rehearse that."
        )
    return moved(workshop, rehearsal=mark)


def has_begun(workshop: Workshop) -> bool:
    """Has any step been opened, so that somebody may have answered?"""
    return workshop.ended or bool(workshop.phases)


LASTING: tuple[str, ...] = ("code", "title", "teams", "agenda", "minimum", "starts", "time")
LASTING += ("trial", "archived", "guests", "together", "notes", "keep_names")
"""What a workshop is before anything happens in it, and after that has been cleared away."""


def clear(workshop: Workshop) -> Workshop:
    """Back to the lobby, as if nothing had happened; revisions go on, so that phones look again."""
    if not workshop.rehearsal:
        raise NotNow("There is no rehearsal in this workshop.")
    lasting = {name: getattr(workshop, name) for name in LASTING}
    return moved(Workshop(**lasting, revision=workshop.revision, moves=workshop.moves))


def archive(workshop: Workshop) -> Workshop:
    """Put it away: it can be read, but not joined."""
    if workshop.archived:
        raise NotNow("This workshop is archived already.")
    return moved(workshop, archived=True)


def bring_back(workshop: Workshop) -> Workshop:
    """Take it out of the archive."""
    if not workshop.archived:
        raise NotNow("This workshop is not archived.")
    return moved(workshop, archived=False)


Move = Callable[[Workshop, float], Workshop]

MOVES: Mapping[str, Move] = {
    "next": next_step,
    "back": back,
    "open": open_step,
    "close": close,
    "look through": look_through,
    "reveal": reveal,
    "skip": skip,
    "pause": pause,
    "blank": blank,
    "further": further,
    "earlier": earlier,
}
"""The facilitator's moves by name, as they stand in the moments."""


def revealable(step: Step) -> bool:
    """Does this step have something to hand out, to the room or to single people?"""
    return step.question.asks and step.reveal != "never"


def has_own_reveal(workshop: Workshop, place: Place) -> bool:
    """Is this the step whose reveal shows it, and is there something to show?"""
    return revealable(place.step) and workshop.shown_with(place).key == place.key


def measure_key(item: str, number: int) -> str:
    """The name of an exercise's measure in the whole workshop, counted from 0."""
    return f"{item}#{number}"


def targets(
    workshop: Workshop, step: Step, me: Participant, people: Sequence[Participant] = ()
) -> tuple[Target, ...]:
    """What this participant is asked about; `people` are those who chose her, or met her.

    What is not private is asked once about all partners, so that no answer is tied to a person.
    Another team is the next one for all of a team, so that each is looked at by enough people.
    """
    if step.about == "own_team":
        return (Target(me.team, workshop.team_names[me.team]),)
    if step.about == "other_teams":
        return tuple(Target(t.id, t.name) for t in workshop.teams if t.id != me.team)
    if step.about == "another_team":
        ids = list(workshop.team_names)
        following = ids[(ids.index(me.team) + 1) % len(ids)]
        return (Target(following, workshop.team_names[following]),)
    in_order = sorted(people, key=lambda p: p.name.casefold())
    if step.about == "partner" and step.reveal != "private":
        return (Target(ROOM, listed([p.name for p in in_order])),) if people else ()
    if step.about in ("colleague", "partner"):
        return tuple(
            Target(p.id, f"{p.name}, {workshop.team_names[p.team]}", p.name) for p in in_order
        )
    return (Target(ROOM, ""),)


def item_of(exercise: Exercise, there: Collection[str]) -> Item:
    """An exercise as an item of an agenda in which these ids are taken."""
    numbered = (f"{exercise.file}-{number}" for number in itertools.count(2))
    item_id = next(i for i in itertools.chain([exercise.file], numbered) if i not in there)
    return Item(item_id, exercise)


def _elsewhere(workshop: Workshop, **changes: object) -> Workshop:
    """Somewhere else in the agenda: what was open is closed, and a pause is over."""
    here: dict[str, object] = {"opened": None, "picture": 0, "paused": None, "dark": False}
    return moved(_closed(workshop), **here, **changes)


def moved(workshop: Workshop, **changes: object) -> Workshop:
    """The workshop after something that the facilitator did, at its next revision."""
    counts = {"revision": workshop.revision + 1, "moves": workshop.moves + 1}
    return replace(workshop, **counts, **changes)  # type: ignore[arg-type]


def roles(workshop: Workshop, place: Place, group: Sequence[str]) -> dict[str, str]:
    """Who does what in a group: the first roles first, and each the next one in every later step.

    More people than roles share some; where there are fewer, the last roles are left out.
    """
    names: tuple[str, ...] = getattr(place.step.question, "roles", ())[: len(group)]
    meeting = workshop.meeting(place)
    if not names or meeting is None:
        return {}
    meetings = [(other.key, workshop.meeting(other)) for other in workshop.places]
    turn = [key for key, own in meetings if own and own.key == meeting.key].index(place.key)
    return {person: names[(i + turn) % len(names)] for i, person in enumerate(group)}


def noticed(workshop: Workshop, **changes: object) -> Workshop:
    """The workshop after something about its people: phones look again, her controls stay good."""
    return replace(workshop, revision=workshop.revision + 1, **changes)  # type: ignore[arg-type]


def _items(exercises: Sequence[Exercise]) -> tuple[Item, ...]:
    items: dict[str, Item] = {}
    for exercise in exercises:
        item = item_of(exercise, items)
        items[item.id] = item
    return tuple(items.values())


def _current(workshop: Workshop) -> Place:
    if workshop.place is None:
        raise NotNow("Go to a step first.")
    return workshop.place


def _meeting_now(workshop: Workshop) -> Place:
    place = workshop.place
    meeting = workshop.meeting(place) if place else None
    if place is None or meeting is None or meeting.key not in workshop.pairings:
        raise NotNow("Groups can be changed only in a step where people meet.")
    if workshop.phase(place.key) not in ("ready", "open"):
        raise NotNow("This step is closed. Open it again to change its groups.")
    return meeting


def _closed(workshop: Workshop) -> Workshop:
    for place in workshop.in_room:
        if workshop.phase(place.key) == "open":
            workshop = phased(workshop, place.key, "closed")
    return workshop


def phased(workshop: Workshop, key: str, phase: Phase) -> Workshop:
    """The workshop with a step in this phase."""
    return replace(workshop, phases={**workshop.phases, key: phase})


def _penned(workshop: Workshop, key: str, team: str, pen: Pen) -> Workshop:
    of_step = {**workshop.pens.get(key, {}), team: pen}
    pens = {**workshop.pens, key: of_step}
    return noticed(workshop, pens=pens)
