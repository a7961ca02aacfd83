"""What a facilitator can do now, and what most likely comes next: one button for a clicker."""

from workshop_kit.workshop import NotNow, Place, Workshop
from workshop_kit.workshop.asked import has_own_reveal
from workshop_kit.workshop.moves import to_look_through

ENOUGH = 0.7
"""The share of those asked from whom on a reveal is not called hasty."""

FORWARD, BACKWARD = "forward", "backward"
"""Not moves of their own: the likely one, and what undoes it. A clicker's two buttons."""


def likely(workshop: Workshop, pictures: int = 1) -> str | None:
    """The move that most likely comes now; None after the end.

    `pictures` is how many the present reveal has.
    """
    if workshop.ended:
        return None
    if workshop.paused is not None:
        return "pause"
    place = workshop.place
    return "next" if place is None else _in_step(workshop, place, pictures)


def _in_step(workshop: Workshop, place: Place, pictures: int) -> str:
    phase = workshop.phase(place.key)
    if phase == "revealed":
        return "further" if workshop.picture + 1 < pictures else "next"
    if phase == "ready":
        return "open"
    if has_own_reveal(workshop, place):
        return "reveal"
    return "close" if phase == "open" and place.step.question.asks else "next"


def possible(workshop: Workshop) -> set[str]:
    """The moves that make sense now."""
    if workshop.ended:
        return {"back"}
    place = workshop.place
    if place is None:
        return {"next"}
    found = {"back", "next", "skip", "pause", "blank"}
    phase = workshop.phase(place.key)
    if phase in ("ready", "closed"):
        found.add("open")
    if phase == "open":
        found.add("close")
    if phase in ("open", "closed", "held") and has_own_reveal(workshop, place):
        found.add("reveal")
    if phase == "closed" and to_look_through(workshop):
        found.add("look through")
    return found


def hasty(workshop: Workshop, move: str, answered: int, asked: int) -> str:
    """Why to think twice before this move, in a sentence; empty where all is well.

    A reveal cannot be taken back, and whoever is still writing is cut off by it.
    """
    place = workshop.place
    if place is None or move != "reveal" or workshop.phase(place.key) != "open":
        return ""
    if answered >= ENOUGH * asked:
        return ""
    return f"Only {answered} of {asked} have answered. Press once more to reveal all the same."


def meant(workshop: Workshop, move: str, pictures: int = 1) -> str:
    """The move that is meant: that of a clicker's button, or the one named. Raises NotNow."""
    if move == BACKWARD:
        place = workshop.place
        shown = place is not None and workshop.phase(place.key) == "revealed"
        return "earlier" if shown and workshop.picture else "back"
    if move != FORWARD:
        return move
    found = likely(workshop, pictures)
    if found is None:
        raise NotNow("The workshop has ended.")
    return found
