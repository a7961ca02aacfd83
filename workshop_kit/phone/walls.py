"""A wall of cards on phones, in parts: each phone has its own part, and those of everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from workshop_kit.release import Card

A_PART = 25
"""Cards: with fewer there is more to be put together, with more each phone has more of its own."""
MOST = 500
"""Cards on a phone, besides the parts with one's own: nobody reads more there, and three thousand
phones that fetch three thousand cards each are more than the air of a room can carry."""

Part = tuple[int, tuple[int, ...]]
"""The place of the first card of a part, and which of its places are one's own."""


def in_parts(many: int, own: Collection[int]) -> list[Part]:
    """The parts that a phone shows of a wall of so many cards."""
    parts = [
        (first, tuple(place for place in own if first <= place < first + A_PART))
        for first in range(0, many, A_PART)
    ]
    return [(first, hers) for first, hers in parts if first < MOST or hers]


def shown_of(parts: Sequence[Part], many: int) -> int:
    """How many of so many cards these parts are."""
    return sum(min(A_PART, many - first) for first, _ in parts)


def by_text(cards: Sequence[Card]) -> Mapping[str, list[tuple[int, str]]]:
    """The places of the cards that have a text, each with the team that it may be from."""
    found = defaultdict(list)
    for place, card in enumerate(cards):
        found[card.text].append((place, card.team))
    return dict(found)


def places_of(
    placed: Mapping[str, list[tuple[int, str]]], texts: Iterable[str], team: str = ""
) -> list[int]:
    """Where cards with one of these texts are; of a team, those that may be from it."""
    there = {at for text in texts for at in placed.get(text, ())}
    return sorted(place for place, of in there if not team or of in ("", team))
