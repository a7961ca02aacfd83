"""Tables of teams by teams on a phone."""

FIT = 6
"""So many columns stand side by side on a phone."""


def columns(count: int, own: int | None) -> list[int]:
    """The columns of a table in their order, from 0. Where not all of them fit, her own team's
    stands first: it would often be out of sight."""
    every = range(count)
    if count <= FIT or own is None:
        return [*every]
    return [own, *(place for place in every if place != own)]
