"""What she can do where answers could not be shown: each with one press, and back with another."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import NamedTuple

import streamlit as st

from workshop_kit import console, privacy
from workshop_kit.assembly import kit
from workshop_kit.exercise import Exercise
from workshop_kit.privacy import Limit
from workshop_kit.question import Invalid
from workshop_kit.sentence import ENGLISH
from workshop_kit.workshop import Item, NotNow, Place, Workshop, people, preparation

MOST = 2
"""Similar exercises that are offered at once."""

DONE = "done for privacy"
"""Where the session keeps what was done last, to undo it."""

Change = Callable[[Workshop], Workshop]


class Done(NamedTuple):
    """What was done last: in which workshop, what it is called, and how it is undone."""

    code: str
    told: str
    back: Callable[[], Future[Workshop]]
    item: str


def undo(workshop: Workshop) -> None:
    """What was done last can be undone, wherever she is in this workshop."""
    done: Done | None = st.session_state.get(DONE)
    if done is None or done.code != workshop.code:
        return
    left, right = st.columns([7, 3], vertical_alignment="center")
    left.markdown(console.plain(done.told))
    right.button(
        "Undo",
        key="undo for privacy",
        icon=":material/undo:",
        width="stretch",
        on_click=_undo,
    )


def of_teams(workshop: Workshop, item: Item, limits: Sequence[Limit]) -> None:
    """Teams that will be shown only together as it is now, to be kept so whoever answers."""
    for teams in privacy.as_one(workshop, limits):

        def decide(w: Workshop, teams: tuple[str, ...] = teams) -> Workshop:
            return people.show_together(w, teams)

        if _possible(workshop, decide):
            names = ENGLISH.listed([workshop.team_names[team] for team in teams])
            _row(
                f"{names} count as one team in hidden figures, whoever of them answers.",
                "Show these together",
                f"{item.id} {' '.join(teams)}",
                partial(_arrange, workshop.code, decide),
            )


def of_step(workshop: Workshop, place: Place) -> None:
    """The step can be left out, unless it is all there is or another one needs it."""
    item, step = place.item, place.step

    def decide(w: Workshop) -> Workshop:
        return preparation.leave_step_out(w, item.id, step.id)

    if _possible(workshop, decide):
        _row(
            "The exercise goes on without this step, and nobody types what stays hidden.",
            "Do without this step",
            place.key,
            lambda: _prepare(
                workshop.code,
                decide,
                lambda w: preparation.exchange(w, item.id, item.exercise),
                f"A step of “{item.exercise.title}” is left out.",
                item.id,
            ),
        )


def of_exercise(workshop: Workshop, item: Item, there: Counter[str]) -> None:
    """It can be left out or skipped, or a similar one takes its place."""
    at = workshop.agenda.index(item)
    for other in privacy.instead(workshop, item, kit().library.values(), there)[:MOST]:
        _row(
            f"“{other.title}” comes in its place: {other.minutes} minutes, about {other.practice} "
            "too, and shown with as many as are here.",
            "Use this instead",
            f"{item.id} {other.file}",
            partial(_exchange, workshop.code, item, other),
        )
    if _possible(workshop, lambda w: preparation.leave_out(w, item.id)):
        _row(
            "The room never comes to this exercise; the rest of the agenda stays.",
            "Leave it out",
            item.id,
            lambda: _prepare(
                workshop.code,
                lambda w: preparation.leave_out(w, item.id),
                lambda w: preparation.add(w, item.exercise, at),
                f"“{item.exercise.title}” is left out.",
                item.id,
            ),
        )
    if workshop.place is not None and workshop.place.item == item:
        key = workshop.place.key
        _row(
            "The room goes on to the next exercise; what was answered stays as it is.",
            "Skip this exercise",
            item.id,
            lambda: _skip(workshop.code, item, key),
        )


def _row(told: str, label: str, key: str, do: Callable[[], None]) -> None:
    """One sentence of what it does, and under it, for columns are narrow, the button that does."""
    st.markdown(console.plain(told))
    st.button(label, key=f"{label} {key}", on_click=do)


def _possible(workshop: Workshop, decide: Change) -> bool:
    try:
        decide(workshop)
    except (Invalid, NotNow):
        return False
    return True


def _arrange(code: str, decide: Change) -> None:
    """Teams are shown together; to show them apart again stands in the panel itself."""
    console.act(lambda: kit().conduct.arrange(code, "show teams together", decide))


def _prepare(code: str, decide: Change, back: Change, told: str, item: str) -> None:
    name = "for privacy"
    if console.act(lambda: kit().conduct.prepare(code, name, decide)) is not None:
        undoing = Done(code, told, lambda: kit().conduct.prepare(code, f"undo {name}", back), item)
        st.session_state[DONE] = undoing


def _exchange(code: str, item: Item, other: Exercise) -> None:
    made = console.act(
        lambda: kit().conduct.prepare(
            code, "for privacy", lambda w: preparation.exchange(w, item.id, other)
        )
    )
    if made is None:
        return
    new = next(one.id for one in made.agenda if one.exercise == other)
    told = f"“{other.title}” comes in place of “{item.exercise.title}”."

    def back() -> Future[Workshop]:
        return kit().conduct.prepare(
            code, "undo for privacy", lambda w: preparation.exchange(w, new, item.exercise)
        )

    st.session_state.update({DONE: Done(code, told, back, item.id), "item": new})


def _skip(code: str, item: Item, key: str) -> None:
    if console.act(lambda: kit().conduct.move(code, "skip")) is not None:
        told = f"“{item.exercise.title}” was skipped."
        st.session_state[DONE] = Done(code, told, lambda: kit().conduct.go_to(code, key), item.id)


def _undo() -> None:
    done: Done = st.session_state[DONE]
    if console.act(done.back) is not None:
        st.session_state.pop(DONE)
        st.session_state["item"] = done.item
