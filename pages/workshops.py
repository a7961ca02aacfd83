"""Her workshops, and a new one."""

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop_kit import console
from workshop_kit.afterwards import carry
from workshop_kit.assembly import kit
from workshop_kit.console import take_along
from workshop_kit.exercise import Exercise
from workshop_kit.exercise.agenda import Agenda
from workshop_kit.question import Invalid
from workshop_kit.workshop import Workshop
from workshop_kit.workshop.making import LONGEST_TITLE, MINIMUM, TEAMS, teams_in
from workshop_kit.workshop.people import plain

AGAIN, ARCHIVE, BACK = "Same again with another group", "Archive", "Bring back"
EXCEL, DELETE, KEEP = "Excel workbook", "Delete for good", "Carry and keep"
MOST_MB = 500
MANY = 8
"""From so many workshops on there is a field to find one."""


def standing(workshop: Workshop) -> str:
    """Where a workshop stands, in a few words."""
    if workshop.rehearsal:
        return "rehearsal"
    if workshop.ended:
        return "has ended"
    if workshop.place is None:
        return "not begun"
    return f"step {workshop.place.number} of {len(workshop.in_room)}"


def card(workshop: Workshop) -> None:
    """One workshop with its ways on."""
    with st.container(border=True, key=f"card-{workshop.code}"):
        words, *ways, more = st.columns([5, 1, 1, 1, 0.6], vertical_alignment="center")
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
        menu(more, workshop, (AGAIN, EXCEL, KEEP, ARCHIVE, DELETE))
        doing(workshop)


def put_away(workshop: Workshop) -> None:
    """A workshop in the archive."""
    with st.container(border=True, key=f"card-{workshop.code}"):
        words, way, more = st.columns([7, 1, 0.6], vertical_alignment="center")
        words.html(f"<b>{escape(workshop.title)}</b><br>{workshop.code} · {standing(workshop)}")
        if way.button("Results", key=f"Results {workshop.code}", width="stretch"):
            go("results.py", workshop.code)
        menu(more, workshop, (BACK, AGAIN, EXCEL, KEEP, DELETE))
        doing(workshop)


def trial(workshop: Workshop) -> None:
    """A workshop that was made to try out an exercise: gone with one press."""
    words, run, gone = st.columns([6, 1, 1.2], vertical_alignment="center")
    words.html(f"{escape(workshop.title)} · {workshop.code} · {standing(workshop)}")
    if run.button("Run", key=f"Run {workshop.code}", width="stretch"):
        go("run.py", workshop.code)
    gone.button(
        "Delete",
        key=f"Delete {workshop.code}",
        width="stretch",
        on_click=delete,
        args=(workshop.code,),
    )


# What can be done with a workshop beside playing it


def menu(column: DeltaGenerator, workshop: Workshop, ways: Sequence[str]) -> None:
    """What she does rarely."""
    key = f"more {workshop.code}"
    column.menu_button(
        "",
        ways,
        key=key,
        type="tertiary",
        icon=":material/more_horiz:",
        help=f"More for {workshop.code}",
        on_click=do,
        args=(workshop.code, key),
    )


def do(code: str, key: str) -> None:
    """Do what needs no asking, or remember what she is about to do."""
    way = st.session_state[key]
    if way == ARCHIVE:
        console.act(lambda: kit().conduct.archive(code))
    elif way == BACK:
        console.act(lambda: kit().conduct.bring_back(code))
    else:
        st.session_state["doing"] = (way, code)


def doing(workshop: Workshop) -> None:
    """What she is about to do with this workshop, right below it."""
    way, code = st.session_state.get("doing", ("", ""))
    if code != workshop.code:
        return
    if way == KEEP:
        done()
        go("keep.py", code)
    if way == AGAIN:
        same_again(workshop)
    elif way == DELETE:
        gone_for_good(workshop)
    else:
        with st.container(width=220):
            take_along.button(code, key=f"excel {code}")
    st.button("Never mind", key=f"never mind {code}", type="tertiary", on_click=done)


def done() -> None:
    """She is about to do nothing."""
    st.session_state.pop("doing", None)


def same_again(workshop: Workshop) -> None:
    """A copy for other people."""
    with st.form(f"again {workshop.code}", border=False):
        st.markdown(
            "The same agenda with your words and times, as a workshop with a code of its own. "
            "Nobody is in it, and no answer comes along."
        )
        left, right = st.columns(2, gap="large")
        title = left.text_input("Its title", workshop.title, max_chars=LONGEST_TITLE)
        names = "\n".join(workshop.team_names.values())
        teams = right.text_area("Its teams, one on each line", names, height="content")
        if st.form_submit_button("Make it", type="primary"):
            try:
                made = kit().conduct.again(workshop.code, title, teams_in(teams)).result()
            except Invalid as error:
                st.error(str(error), icon=":material/edit:")
                return
            done()
            go("prepare.py", made.code)


def gone_for_good(workshop: Workshop) -> None:
    """Everything in it is gone, after she has typed its code."""
    st.markdown(
        "This takes the workshop away for good: its agenda, everybody who joined, and all that "
        "they said. Nothing here can bring it back. What can be undone is to archive it. Or save "
        "it as one file first: this kit, or another one, can take that in again."
    )
    st.download_button(
        "Save the workshop as one file",
        data=lambda: kit().conduct.packed(workshop.code).result(),
        file_name=f"{workshop.code}.workshop",
        mime=carry.MIME,
        icon=":material/luggage:",
        on_click="ignore",
        key=f"file {workshop.code}",
    )
    with st.form(f"delete {workshop.code}", border=False):
        typed = st.text_input(f"To delete it, type its code: {workshop.code}")
        if st.form_submit_button(DELETE, type="primary", key=f"for good {workshop.code}"):
            if typed.strip().upper() == workshop.code:
                done()
                delete(workshop.code)
                st.rerun()
            st.error(f"That is not its code. It is {workshop.code}.", icon=":material/edit:")


def delete(code: str) -> None:
    """Delete a workshop; who is in it gets the page for typing a code."""
    if console.act(lambda: kit().conduct.delete(code)) is None:
        return
    st.toast(f"{code} is gone.", icon=":material/delete:")
    if st.session_state.get("code") == code:
        del st.session_state["code"]


# A new one


def go(page: str, code: str) -> None:
    """To a page of this workshop."""
    st.session_state["code"] = code
    st.switch_page(page, query_params={"code": code})


USUAL = "agenda see_each_other"
"""What a workshop begins with unless she chooses: an hour, which is enough to see what it does."""


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
    chosen = before if before in names else USUAL
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
    st.caption(console.plain(spoken[name].summary))
    return exercises_of(spoken[name])


def make(page: str, title: str, teams: str, exercises: Sequence[Exercise], minimum: int) -> None:
    """Make the workshop and go on to a page; or say what is missing, with all still there."""
    try:
        made = kit().conduct.create(title, teams_in(teams), exercises, minimum)
    except Invalid as error:
        st.error(str(error), icon=":material/edit:")
        return
    go(page, made.result().code)


def who() -> tuple[str, str]:
    """What it is called, and the teams that come."""
    title = st.text_input("Title", max_chars=LONGEST_TITLE, placeholder="A day out of the silo")
    teams = st.text_area(
        f"Teams, one on each line ({TEAMS[0]} to {TEAMS[-1]})",
        placeholder="Sales\nProduct\nEngineering",
        height=130,
    )
    return title, teams


def smallest() -> int:
    """The smallest group whose figures are shown."""
    return st.slider(
        "Smallest group whose figures are shown",
        MINIMUM[0],
        MINIMUM[-1],
        5,
        help="Hidden answers of fewer people are only shown together with others.",
    )


def new() -> None:
    """The form for a new workshop."""
    with st.expander("New workshop", icon=":material/add_circle:"):
        left, right = st.columns(2, gap="large")
        with left:
            title, teams = who()
        with right:
            exercises = begin()
            minimum = smallest()
        if st.button("Make the workshop", type="primary"):
            make("prepare.py", title, teams, exercises, minimum)


def first() -> None:
    """An empty kit leads to the first workshop in three steps."""
    st.html('<p class="lead">Three steps, and your room can join.</p>')
    one, two, three = st.columns(3, gap="large")
    with one:
        st.html('<p class="number">1</p><p class="prompt">Choose an agenda</p>')
        exercises = begin()
    with two:
        st.html('<p class="number">2</p><p class="prompt">Say who comes</p>')
        title, teams = who()
        minimum = smallest()
    with three:
        st.html(
            '<p class="number">3</p><p class="prompt">Show the QR code</p>'
            "<p>People scan it with their phone’s camera and are in: no app, no account.</p>"
        )
        show = st.button("Make it and show the QR code", type="primary", width="stretch")
        prepare = st.button("Make the workshop", width="stretch")
        st.caption("… and look at its agenda first: what comes when, and every word.")
        st.page_link("check.py", label=console.CHECK, icon=":material/network_check:")
    if show or prepare:
        make("run.py" if show else "prepare.py", title, teams, exercises, minimum)


# From another computer


def bring() -> None:
    """Take in a workshop that was saved as one file."""
    with st.expander("A workshop from another computer", icon=":material/luggage:"):
        file = st.file_uploader(
            "The file that was saved there under “Carry and keep”",
            type=["workshop"],
            max_upload_size=MOST_MB,
            key=f"carried {st.session_state.get('carried', 0)}",
        )
        if file and st.button("Take it in", type="primary"):
            try:
                made = kit().conduct.unpack(file.getvalue()).result()
            except Invalid as error:
                st.error(console.plain(str(error)), icon=":material/edit:")
                return
            st.session_state["carried"] = st.session_state.get("carried", 0) + 1
            go("results.py", made.code)


# The page


def found(workshops: Sequence[Workshop]) -> list[Workshop]:
    """Those that she looks for, where there are many."""
    if len(workshops) < MANY:
        return list(workshops)
    typed = st.text_input(
        "Find a workshop", placeholder="A title, a team, a code", icon=":material/search:"
    )
    words = plain(typed).split()

    def told(workshop: Workshop) -> str:
        return plain(" ".join((workshop.code, workshop.title, *workshop.team_names.values())))

    return [w for w in workshops if all(word in told(w) for word in words)]


head, tools = st.columns([8, 3], vertical_alignment="bottom")
head.title("Workshops")
workshops = kit().conduct.workshops().result()
trials = [workshop for workshop in workshops if workshop.trial]
archived = [w for w in workshops if w.archived and not w.trial]
current = [w for w in workshops if not (w.archived or w.trial)]
if current or archived:
    with tools.container(horizontal_alignment="right"):
        st.page_link("check.py", label=console.CHECK, icon=":material/network_check:")
    new()
else:
    first()
for entry in found(current):
    card(entry)
if trials:
    with st.expander(f"Try-outs ({len(trials)})", icon=":material/science:"):
        for entry in trials:
            trial(entry)
if archived:
    with st.expander(f"Archived ({len(archived)})", icon=":material/archive:"):
        for entry in archived:
            put_away(entry)
bring()
