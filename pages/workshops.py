"""Her workshops, and a new one."""

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st

from workshop_kit import console
from workshop_kit.agenda import Agenda
from workshop_kit.assembly import kit
from workshop_kit.exercise import Exercise
from workshop_kit.question import Invalid
from workshop_kit.workshop import LONGEST_TITLE, MINIMUM, TEAMS, Workshop, teams_in


def standing(workshop: Workshop) -> str:
    """Where a workshop stands, in a few words."""
    if workshop.ended:
        return "has ended"
    if workshop.place is None:
        return "not begun"
    return f"step {workshop.place.number} of {len(workshop.places)}"


def card(workshop: Workshop) -> None:
    """One workshop with its ways on."""
    with st.container(border=True):
        words, *ways = st.columns([5, 1, 1, 1], vertical_alignment="center")
        teams = ", ".join(workshop.team_names.values())
        words.html(
            f"<b>{escape(workshop.title)}</b><br>"
            f"{workshop.code} · {standing(workshop)} · {escape(teams)}"
        )
        pages = {"Prepare": "prepare.py", "Run": "run.py", "Results": "results.py"}
        for column, (label, page) in zip(ways, pages.items(), strict=True):
            kind: Literal["primary", "secondary"] = "primary" if label == "Run" else "secondary"
            key = f"{label} {workshop.code}"
            if column.button(label, key=key, type=kind, width="stretch"):
                go(page, workshop.code)


def go(page: str, code: str) -> None:
    """To a page of this workshop."""
    st.session_state["code"] = code
    st.switch_page(page, query_params={"code": code})


def beginnings() -> dict[str, Agenda | Exercise]:
    """What a workshop can begin with: a ready agenda, or one exercise."""
    agendas = {f"agenda {name}": agenda for name, agenda in sorted(kit().agendas.items())}
    exercises = {f"exercise {name}": exercise for name, exercise in sorted(kit().library.items())}
    return agendas | exercises


def exercises_of(beginning: Agenda | Exercise) -> tuple[Exercise, ...]:
    """What is in the agenda at first."""
    return beginning.exercises if isinstance(beginning, Agenda) else (beginning,)


def picked(key: str) -> None:
    """Remember what she begins with: in another language, the list of it is another one."""
    st.session_state["beginning"] = st.session_state[key]


def begin() -> tuple[Exercise, ...]:
    """The exercises that a new workshop begins with, in their language."""
    there = beginnings()
    names = list(there)
    before = st.session_state.get("beginning")
    chosen = before if before in names else names[0]
    languages = console.languages(exercises_of(there[chosen]))
    language = console.language("Language of the exercises", languages)
    spoken = {name: beginning.spoken(language) for name, beginning in there.items()}

    def called(name: str) -> str:
        ready = ", a ready agenda" if name.startswith("agenda ") else ""
        return f"{spoken[name].title} – {spoken[name].minutes} minutes{ready}"

    key = f"begin {language}"
    name = st.selectbox(
        "Begin with",
        names,
        index=names.index(chosen),
        format_func=called,
        key=key,
        on_change=picked,
        args=(key,),
    )
    st.caption("On the next page you change all of it: what, when, and every word.")
    return exercises_of(spoken[name])


def make(title: str, teams: str, exercises: Sequence[Exercise], minimum: int) -> None:
    """Make the workshop and go on to preparing it; or say what is missing, with all still there."""
    try:
        made = kit().conduct.create(title, teams_in(teams), exercises, minimum)
    except Invalid as error:
        st.error(str(error), icon=":material/edit:")
        return
    go("prepare.py", made.result().code)


def new(first: bool) -> None:
    """The form for a new workshop."""
    with st.expander("New workshop", icon=":material/add_circle:", expanded=first):
        left, right = st.columns(2, gap="large")
        with left:
            title = st.text_input(
                "Title", max_chars=LONGEST_TITLE, placeholder="A day out of the silo"
            )
            teams = st.text_area(
                f"Teams, one on each line ({TEAMS[0]} to {TEAMS[-1]})",
                placeholder="Sales\nProduct\nEngineering",
                height=170,
            )
        with right:
            exercises = begin()
            minimum = st.slider(
                "Smallest group whose figures are shown",
                MINIMUM[0],
                MINIMUM[-1],
                5,
                help="Hidden answers of fewer people are only shown together with others.",
            )
        if st.button("Make the workshop", type="primary"):
            make(title, teams, exercises, minimum)


st.title("Workshops")
workshops = kit().conduct.workshops().result()
new(first=not workshops)
for entry in workshops:
    card(entry)
