"""The moves that change a workshop.

A move is a pure function: it returns a new Workshop, or raises NotNow with the reason. Saving it
and telling the room is the business of `conduct`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from workshop_kit.meetings import Round
from workshop_kit.question import Invalid
from workshop_kit.workshop import NotNow, Participant, Pen, Phase, Place, Workshop
from workshop_kit.workshop.asked import has_own_reveal, revealable, worded


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


def _elsewhere(workshop: Workshop, **changes: object) -> Workshop:
    """Somewhere else in the agenda: what was open is closed, and a pause is over."""
    here: dict[str, object] = {"opened": None, "picture": 0, "paused": None, "dark": False}
    return moved(_closed(workshop), **here, **changes)


def moved(workshop: Workshop, **changes: object) -> Workshop:
    """The workshop after something that the facilitator did, at its next revision."""
    counts = {"revision": workshop.revision + 1, "moves": workshop.moves + 1}
    return replace(workshop, **counts, **changes)  # type: ignore[arg-type]


def noticed(workshop: Workshop, **changes: object) -> Workshop:
    """The workshop after something about its people: phones look again, her controls stay good."""
    return replace(workshop, revision=workshop.revision + 1, **changes)  # type: ignore[arg-type]


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
