"""A wall of cards on phones, in parts: each phone has its own part, and those of everybody."""

from collections.abc import Collection, Sequence

from workshop_kit.release import Card

A_PART = 25
"""Cards: with fewer there is more to be put together, with more each phone has more of its own."""


def in_parts(many: int, own: Collection[int]) -> list[tuple[int, tuple[int, ...]]]:
    """For each part of a wall of so many cards the place of its first, and which are one's own."""
    return [
        (first, tuple(place for place in own if first <= place < first + A_PART))
        for first in range(0, many, A_PART)
    ]


def places_of(cards: Sequence[Card], texts: Collection[str], team: str = "") -> list[int]:
    """Where the cards are that have one of these texts; of a team, those that may be from it."""
    return [
        place
        for place, card in enumerate(cards)
        if card.text in texts and (not team or card.team in ("", team))
    ]
