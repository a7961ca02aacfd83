"""What the facilitator keeps for the debrief: notes on an exercise, and quotes that she pins.

Each is a pure function that returns a new Workshop, or raises NotNow or Invalid. A quote is one of
the texts that were shown to the room; where it is taken down later, it is pinned no more.
"""

from dataclasses import replace

from workshop_kit.question import Invalid, one_text
from workshop_kit.workshop import NotNow, Workshop

LONGEST_NOTE = 10_000


def note(workshop: Workshop, item: str, text: str, saw: str) -> Workshop:
    """Her notes on an exercise, in place of those that she saw; an empty text removes them."""
    if item not in [other.id for other in workshop.agenda]:
        raise Invalid("This exercise is not in the agenda any more.")
    if workshop.notes.get(item, "") != saw:
        raise NotNow("Someone else has just written here. Please read it, and add yours.")
    text = one_text({"note": [text]}, "note", LONGEST_NOTE)
    others = {other: there for other, there in workshop.notes.items() if other != item}
    return _kept(workshop, notes={**others, item: text} if text else others)


def pin(workshop: Workshop, key: str, text: str) -> Workshop:
    """Keep a text that was shown, for the debrief."""
    if not workshop.find(key).step.question.quotes or workshop.phase(key) != "revealed":
        raise NotNow("Only words that the room has seen can be pinned.")
    there = workshop.pinned.get(key, ())
    if text in there:
        raise NotNow("This is pinned already.")
    return _kept(workshop, pinned={**workshop.pinned, key: (*there, text)})


def unpin(workshop: Workshop, key: str, text: str) -> Workshop:
    """Keep it no longer."""
    there = workshop.pinned.get(key, ())
    if text not in there:
        raise NotNow("This is not pinned any more.")
    others = {other: texts for other, texts in workshop.pinned.items() if other != key}
    left = tuple(other for other in there if other != text)
    return _kept(workshop, pinned={**others, key: left} if left else others)


def _kept(workshop: Workshop, **changes: object) -> Workshop:
    """At its next revision; it is no move that would make another one come too late."""
    return replace(workshop, revision=workshop.revision + 1, **changes)  # type: ignore[arg-type]
