"""Her workshops, and a new one."""

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop_kit import console
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
        words, run, results = st.columns([6, 1, 1], vertical_alignment="center")
        teams = ", ".join(workshop.team_names.values())
        words.html(
            f"<b>{escape(workshop.title)}</b><br>"
            f"{workshop.code} · {standing(workshop)} · {escape(teams)}"
        )
        if run.button("Run", key=f"run {workshop.code}", type="primary", width="stretch"):
            st.session_state["code"] = workshop.code
            st.switch_page("run.py", query_params={"code": workshop.code})
        if results.button("Results", key=f"results {workshop.code}", width="stretch"):
            st.session_state["code"] = workshop.code
            st.switch_page("results.py", query_params={"code": workshop.code})


EARLIER, LATER, OUT = "Earlier", "Later", "Leave out"


def row(columns: Sequence[DeltaGenerator], position: int, count: int) -> str:
    """The buttons of one exercise in the agenda; the one that was pressed."""
    impossible = {EARLIER: position == 0, LATER: position == count - 1, OUT: False}
    for column, (label, disabled) in zip(columns, impossible.items(), strict=True):
        key = f"{label} {position}"
        if column.button(label, key=key, type="tertiary", disabled=disabled):
            return label
    return ""


def ready() -> None:
    """Take a ready-made agenda in place of the present one."""
    if picked := st.session_state["ready"]:
        st.session_state["agenda"] = list(kit().agendas[picked].exercises)


def agenda() -> list[Exercise]:
    """The exercises of the new workshop in their order and language, to be changed here."""
    first = [kit().library[name] for name in ("check_in", "three_mirrors")]
    chosen: list[Exercise] = st.session_state.setdefault("agenda", first)
    languages = console.languages(chosen or kit().library.values())
    language = console.language("Language of the exercises", languages)
    agendas = {name: entry.spoken(language) for name, entry in kit().agendas.items()}
    shelf = {name: entry.spoken(language) for name, entry in kit().library.items()}
    st.selectbox(
        "Start from a ready agenda",
        sorted(agendas),
        index=None,
        placeholder="My own choice",
        format_func=lambda n: f"{agendas[n].title} – {agendas[n].minutes} minutes",
        key="ready",
        on_change=ready,
    )
    for position, exercise in enumerate(chosen):
        words, *ways = st.columns([6, 1.6, 1.4, 1.9], vertical_alignment="center")
        words.markdown(
            f"{position + 1}. **{exercise.spoken(language).title}** · {exercise.minutes} min"
        )
        if move := row(ways, position, len(chosen)):
            chosen.pop(position)
            if move != OUT:
                chosen.insert(position + (1 if move == LATER else -1), exercise)
            st.rerun()
    picked, add = st.columns([8, 2], vertical_alignment="bottom")
    name = picked.selectbox(
        "Exercise from the library",
        sorted(shelf, key=lambda n: shelf[n].title.casefold()),
        format_func=lambda n: f"{shelf[n].title} – {shelf[n].summary}",
    )
    if add.button("Add", icon=":material/add:", width="stretch"):
        chosen.append(kit().library[name])
        st.rerun()
    st.caption(f"{sum(exercise.minutes for exercise in chosen)} minutes in all")
    return [exercise.spoken(language) for exercise in chosen]


def make(title: str, teams: str, exercises: list[Exercise], minimum: int) -> None:
    """Make the workshop and go on to running it; or say what is missing, with all still there."""
    try:
        made = kit().conduct.create(title, teams_in(teams), exercises, minimum)
    except Invalid as error:
        st.error(str(error), icon=":material/edit:")
        return
    code = made.result().code
    del st.session_state["agenda"]
    st.session_state["code"] = code
    st.switch_page("run.py", query_params={"code": code})


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
            minimum = st.slider(
                "Smallest group whose figures are shown",
                MINIMUM[0],
                MINIMUM[-1],
                5,
                help="Hidden answers of fewer people are only shown together with others.",
            )
        with right:
            st.markdown("**Agenda**")
            exercises = agenda()
        if st.button("Make the workshop", type="primary"):
            make(title, teams, exercises, minimum)


st.title("Workshops")
workshops = kit().conduct.workshops().result()
new(first=not workshops)
for entry in workshops:
    card(entry)
