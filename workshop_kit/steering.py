"""What a facilitator can do now, and what most likely comes next: one button for a clicker."""

from workshop_kit.workshop import NotNow, Workshop, has_own_reveal

ENOUGH = 0.7
"""The share of those asked from whom on a reveal is not called hasty."""

FORWARD = "forward"
"""Not a move of its own, but the likely one: what a clicker's big button does."""


def likely(workshop: Workshop) -> str | None:
    """The move that most likely comes now; None after the end."""
    if workshop.ended:
        return None
    if workshop.paused is not None:
        return "pause"
    place = workshop.place
    if place is None:
        return "next"
    phase = workshop.phase(place.key)
    own_reveal = has_own_reveal(workshop, place)
    if phase == "ready":
        return "open"
    if phase == "open" and place.step.question.asks and not own_reveal:
        return "close"
    return "reveal" if phase in ("open", "closed") and own_reveal else "next"


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
    if phase in ("open", "closed") and has_own_reveal(workshop, place):
        found.add("reveal")
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


def meant(workshop: Workshop, move: str) -> str:
    """The move that is meant: that of the big button, or the one named. Raises NotNow."""
    if move != FORWARD:
        return move
    found = likely(workshop)
    if found is None:
        raise NotNow("The workshop has ended.")
    return found
