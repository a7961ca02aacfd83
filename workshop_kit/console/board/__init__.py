"""The cards of a step as a board: she drags those together that belong together.

The list beside it does the same with ticks, for the keyboard.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

import streamlit as st

from workshop_kit import console, stylesheet
from workshop_kit.assembly import kit
from workshop_kit.disclosure import Words
from workshop_kit.workshop import Workshop, moderation

NEW = "New pile {}"
"""The name of a pile that came about by dragging, until she names it."""


def show(workshop: Workshop, key: str, words: Sequence[Words]) -> None:
    """The board of a step; what she drops is kept at once."""
    piles = list(workshop.piles.get(key, {}))

    def dropped() -> None:
        moved = st.session_state[f"board {key}"].get("dropped")
        if moved:
            _drop(workshop, key, moved)

    _board()(
        key=f"board {key}",
        data={
            "piles": piles,
            "cards": [{"id": w.card, "text": w.text, "pile": w.pile} for w in words],
        },
        on_dropped_change=dropped,
    )


def _drop(workshop: Workshop, key: str, moved: dict[str, str]) -> None:
    """A card was let go: over another one, over a pile, or where it is single."""
    card, other, pile = (str(moved.get(name, "")) for name in ("card", "onto", "pile"))

    def change(now: Workshop) -> Workshop:
        if not pile and not other:
            return moderation.single(now, key, [card])
        return moderation.pile(now, key, pile or _free(now, key), [c for c in (card, other) if c])

    console.act(lambda: kit().conduct.moderate(workshop.code, "pile", change))


def _free(workshop: Workshop, key: str) -> str:
    """A name that no pile has yet."""
    taken = workshop.piles.get(key, {})
    return next(n for i in range(1, len(taken) + 2) if (n := NEW.format(i)) not in taken)


@cache
def _board() -> Callable[..., object]:
    here = files(__package__)
    css = stylesheet.tokens().replace(":root", ":host") + (here / "board.css").read_text("utf-8")
    js = (here / "board.js").read_text("utf-8")
    made: Callable[..., object] = st.components.v2.component("board", css=css, js=js)
    return made
