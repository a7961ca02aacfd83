"""Who is here, by team; names put right, teams that come late, and the list she brings along."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from workshop_kit import console, roster, table_cards
from workshop_kit.assembly import kit
from workshop_kit.conduct import Listed
from workshop_kit.question import Invalid
from workshop_kit.workshop import Workshop, people
from workshop_kit.workshop.making import LONGEST_NAME, LONGEST_TEAM, TEAMS

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_MB = 1
MOST_AT_ONCE = 120
"""So many names are on the page at once; with more, it shows one team or those she looks for."""

MARKS = {"present": "●", "away": "○", "left": "–", "expected": "◌"}
COLOURS = {"present": "primary", "away": "gray", "left": "gray", "expected": "gray"}
STATES = {"present": "present", "away": "away", "left": "left", "expected": "not yet come"}
ALL = ""

REMOVED = (
    "Their phone is let out. Answers that carry their name and have not been shown are removed; "
    "what has been shown stays. Hidden answers stay too: nobody can tell which are theirs."
)
UNDONE = (
    "For an hour you can put them back with all of it, as long as this kit runs. In what was "
    "shown meanwhile they are missing then, and they find a new group where people meet."
)
STAYS_LISTED = "They stay on your list as not yet come, and may come in again by their link."
OFF_THE_LIST = (
    "They have not come yet. Their personal link will not work any more. For an hour you can put "
    "them back, as long as this kit runs; then it works again."
)
MOVES = (
    "What they answered so far stays with {before}: of hidden answers nobody can tell which are "
    "theirs. From now on they answer for {after}."
)


# Doing what she asked for


def pick(person: str) -> None:
    """Look at somebody, beside the list."""
    st.session_state["person"] = person
    st.session_state["removing"] = False
    st.session_state["look again"] = True


def correct(code: str, person: str) -> None:
    """Save the name and team as they stand in the fields."""
    name, team = st.session_state[f"name {person}"], st.session_state[f"team {person}"]
    if console.act(lambda: kit().conduct.correct(code, person, name, team)):
        st.toast("Saved. Phones show it at once.", icon=":material/check:")


def ask_to_remove(asking: bool) -> None:
    """Ask first; or leave everything as it is."""
    st.session_state["removing"] = asking


def remove(code: str, person: str) -> None:
    """Take somebody out, as she has said twice."""
    st.session_state["removing"] = False
    if console.act(lambda: kit().conduct.remove(code, person)):
        st.session_state["person"] = None


def put_back(code: str, name: str) -> None:
    """Put back who was taken off last."""
    if console.act(lambda: kit().conduct.put_back(code, name)):
        st.toast(f"{console.plain(name)} is on the list again.", icon=":material/check:")


def lock(code: str, locked: bool) -> None:
    """Let nobody new in, or everybody again."""
    change = people.lock if locked else people.unlock
    console.act(lambda: kit().conduct.arrange(code, change.__name__, change))


def let_guests(code: str, let: bool) -> None:
    """Let people in without a name, or ask for names again."""
    change = people.let_guests if let else people.ask_names
    console.act(lambda: kit().conduct.arrange(code, change.__name__, change))


def add_team(code: str) -> None:
    """Add the team that is written in the field."""
    name = st.session_state["new team"]
    if console.act(
        lambda: kit().conduct.arrange(code, "add a team", lambda w: people.add_team(w, name))
    ):
        st.session_state["new team"] = ""


def rename_team(code: str, team: str) -> None:
    """Give a team the name that is written in its field."""
    name = st.session_state[f"team name {team}"]
    console.act(
        lambda: kit().conduct.arrange(
            code, "rename a team", lambda w: people.rename_team(w, team, name)
        )
    )


def take_over(code: str, rows: Sequence[people.Row]) -> None:
    """Put the people of the file on the list."""
    if console.act(lambda: kit().conduct.take_over(code, rows)):
        st.session_state["files"] = st.session_state.get("files", 0) + 1
        st.toast(f"{len(rows)} people are on the list.", icon=":material/check:")


# The list


@console.live(2 * console.SECONDS)
def everybody(code: str) -> None:
    """Who is here, looked at again every two seconds."""
    if st.session_state.pop("look again", False):
        st.rerun()  # she picked somebody: that is shown beside this part
    workshop = kit().conduct.workshop(code).result()
    listed = kit().conduct.people(code).result()
    many = f"{len(listed):,} {'person' if len(listed) == 1 else 'people'}"
    st.html(f'<p class="counts"><b>{many}</b>{states(listed)}</p>')
    if not listed:
        st.caption("Nobody yet. The code is on the Run page; a list with links you add here.")
        return
    typed, team = people.plain(st.session_state["typed"]), st.session_state["only"]
    found = [one for one in listed if typed in people.plain(one.name) and team in (ALL, one.team)]
    if len(found) <= MOST_AT_ONCE or typed or team:
        names(workshop, found, paged=bool(typed or team))
    else:
        teams(workshop, listed)


def states(listed: Sequence[Listed]) -> str:
    """How many are present, away and not yet come, as HTML."""
    counts = Counter(one.state for one in listed)
    told = [
        f'<span class="{state}">{MARKS[state]} {counts[state]:,} {word}</span>'
        for state, word in STATES.items()
        if counts[state] or state == "present"
    ]
    return " ".join(told)


def names(workshop: Workshop, found: Sequence[Listed], paged: bool) -> None:
    """The names by team, each a button; a long list on several pages."""
    if not found:
        st.caption("Nobody of this name.")
    page = 0
    if paged and len(found) > MOST_AT_ONCE:
        pages = -(-len(found) // MOST_AT_ONCE)
        page = st.segmented_control(
            "Page", range(pages), default=0, format_func=lambda n: str(n + 1), required=True
        )
    shown = found[page * MOST_AT_ONCE : (page + 1) * MOST_AT_ONCE]
    for team, name in workshop.team_names.items():
        here = [one for one in shown if one.team == team]
        if not here and (paged or found != shown):
            continue
        present = sum(one.state == "present" for one in found if one.team == team)
        of = sum(one.team == team for one in found)
        count = f'<span class="quiet">{present} of {of} present</span>'
        st.html(f'<p class="team"><b>{escape(name)}</b> {count}</p>')
        with st.container(key=f"names-{team}"):
            for one in here:
                st.button(
                    f":{COLOURS[one.state]}[{MARKS[one.state]}] {console.plain(one.name)}",
                    key=f"pick {one.id}",
                    type="secondary" if one.id == st.session_state.get("person") else "tertiary",
                    on_click=pick,
                    args=(one.id,),
                )


def teams(workshop: Workshop, listed: Sequence[Listed]) -> None:
    """Very many people: each team with its numbers, and a way to its names."""
    with st.container(key="cards"):
        for team, name in workshop.team_names.items():
            here = [one for one in listed if one.team == team]
            with st.container(key=f"card-{team}", border=True):
                st.html(f'<p class="counts"><b>{escape(name)}</b>{states(here)}</p>')
                st.button("Show", key=f"show {team}", on_click=show, args=(team,))


def show(team: str) -> None:
    """Show the names of one team."""
    st.session_state["only"] = team
    st.session_state["look again"] = True


# Beside the list


def one_person(workshop: Workshop, one: Listed) -> None:
    """Somebody: the name, the team, the personal link, and the way out."""
    with st.container(border=True):
        st.html(f'<p class="over">{escape(one.name)} · {STATES[one.state]}</p>')
        if st.session_state.get("removing"):
            removing(workshop.code, one)
        else:
            correcting(workshop, one)


def correcting(workshop: Workshop, one: Listed) -> None:
    """Another name or team, and what she may want to send to this person."""
    code, ids = workshop.code, list(workshop.team_names)
    st.text_input("Name", one.name, max_chars=LONGEST_NAME, key=f"name {one.id}")
    team = st.selectbox(
        "Team",
        ids,
        index=ids.index(one.team),
        format_func=workshop.team_names.__getitem__,
        key=f"team {one.id}",
    )
    if team != one.team and one.state != "expected":
        before, after = workshop.team_names[one.team], workshop.team_names[team]
        st.caption(console.plain(MOVES.format(before=before, after=after)))
    st.button("Save", type="primary", on_click=correct, args=(code, one.id), width="stretch")
    if one.token:
        st.html(f'<p class="quiet">{escape(one.email)}<br>Personal link: one tap, and they are in')
        st.code(link(code, one.token), language=None, wrap_lines=True)
    if one.state == "left":
        leaving("Is here again", kit().conduct.bring_in, code, one)
    elif one.state != "expected":
        leaving("Has left", kit().conduct.take_out, code, one)
        st.caption("Who has left meets nobody, until you say that they are here again.")
    st.button(
        "Remove…",
        icon=":material/person_remove:",
        on_click=ask_to_remove,
        args=(True,),
        width="stretch",
    )


def leaving(
    label: str, move: Callable[[str, str], Future[Workshop]], code: str, one: Listed
) -> None:
    """Somebody goes home, or is back."""
    args = (partial(move, code, one.id),)
    st.button(label, icon=":material/logout:", on_click=console.act, args=args, width="stretch")


def removing(code: str, one: Listed) -> None:
    """The way out: asked first, with what happens then."""
    if one.state == "expected":
        st.write(OFF_THE_LIST)
    else:
        st.write(f"{REMOVED} {STAYS_LISTED}" if one.token else REMOVED)
        st.write(UNDONE)
    yes, no = st.columns(2)
    yes.button("Remove", type="primary", on_click=remove, args=(code, one.id), width="stretch")
    no.button("Keep", on_click=ask_to_remove, args=(False,), width="stretch")


def taken_off(code: str) -> None:
    """Who was taken off just now, and the way back."""
    if name := kit().conduct.taken_off(code):
        with st.container(border=True):
            st.html(f"<b>{escape(name)}</b> is off the list.")
            st.button(
                "Put back",
                icon=":material/undo:",
                on_click=put_back,
                args=(code, name),
                width="stretch",
            )


def link(code: str, token: str) -> str:
    """Somebody's personal link."""
    return f"{kit().join_url(code)}?{urlencode({'me': token})}"


def joining(workshop: Workshop) -> None:
    """Whether new people come in."""
    if workshop.locked:
        st.html("<b>Joining is closed.</b> Who is in comes back as before.")
        label, icon = "Let people join again", ":material/lock_open:"
    else:
        st.html("<b>Joining is open.</b>")
        label, icon = "Close joining", ":material/lock:"
    args = (workshop.code, not workshop.locked)
    st.button(label, icon=icon, on_click=lock, args=args, width="stretch")


def guests(workshop: Workshop) -> None:
    """Whether one may come in without a name."""
    st.toggle(
        "Guests may join without a name",
        workshop.guests,
        key="guests",
        on_change=let_guests,
        args=(workshop.code, not workshop.guests),
        help="They are called Guest and a number. Everything else stays as it is for them: "
        "who meets whom, and which answers are hidden.",
    )


def for_tables(workshop: Workshop) -> None:
    """A code for each table, which knows the team."""
    st.download_button(
        "Cards for the tables",
        data=lambda: table_cards.sheet(workshop, kit().join_url(workshop.code)),
        file_name=f"{workshop.code} tables.html",
        mime="text/html",
        icon=":material/qr_code:",
        on_click="ignore",
        width="stretch",
        help="A page to print for each team. Who scans its code only types a name.",
    )


def late_teams(workshop: Workshop) -> None:
    """A team that comes late, and other names for those that are there."""
    with st.expander(f"Teams ({len(workshop.teams)})"):
        if len(workshop.teams) < TEAMS[-1]:
            field, button = st.columns([3, 1], vertical_alignment="bottom")
            field.text_input("A new team", max_chars=LONGEST_TEAM, key="new team")
            button.button("Add", on_click=add_team, args=(workshop.code,), width="stretch")
        for team in workshop.teams:
            st.text_input(
                f"Name of {team.name}",
                team.name,
                max_chars=LONGEST_TEAM,
                key=f"team name {team.id}",
                label_visibility="collapsed",
                on_change=rename_team,
                args=(workshop.code, team.id),
            )
        st.caption("Another name is saved when you leave its field.")


def a_list(workshop: Workshop, listed: Sequence[Listed]) -> None:
    """The list that she brings along, and the personal links of who is on it."""
    with st.expander("A list of people (Excel or CSV)"):
        invited = [one for one in listed if one.token]
        if invited:
            for label, write, ending, kind in (
                (f"Personal links of {len(invited)} people", roster.links, "xlsx", EXCEL),
                ("The same as CSV", roster.links_as_csv, "csv", "text/csv"),
            ):
                st.download_button(
                    label,
                    data=partial(links, workshop, invited, write),
                    file_name=f"{workshop.code} personal links.{ending}",
                    mime=kind,
                    icon=":material/download:",
                    on_click="ignore",
                    width="stretch",
                )
            st.caption("Give each person only their own: who has it comes in as that person.")
        file = st.file_uploader(
            f"One line for each: {roster.COLUMNS}",
            type=["xlsx", "csv"],
            max_upload_size=MOST_MB,
            key=f"file {st.session_state.get('files', 0)}",
        )
        if file:
            found_in(workshop, file.name, file.getvalue())


def found_in(workshop: Workshop, name: str, content: bytes) -> None:
    """What stands in a file, what could not be used, and the button that takes it over."""
    try:
        found = roster.read(name, content)
        new = roster.new_teams(workshop, found.rows)
    except Invalid as error:
        st.error(console.plain(str(error)), icon=":material/edit:")
        return
    if found.problems:
        told = "\n".join(f"- {console.plain(problem)}" for problem in found.problems[:20])
        more = f"\n- and {len(found.problems) - 20} more" if found.problems[20:] else ""
        st.warning(f"These lines are left out:\n{told}{more}")
    if new:
        st.info(console.plain(f"New teams, added to the workshop: {', '.join(new)}."))
    if not found.rows:
        return
    st.dataframe(
        [{"Name": row.name, "Team": row.team, "Email": row.email} for row in found.rows],
        height=min(210, 37 + 35 * len(found.rows)),
        hide_index=True,
    )
    st.button(
        f"Take over {len(found.rows)} people",
        type="primary",
        on_click=take_over,
        args=(workshop.code, found.rows),
        width="stretch",
    )


def links(
    workshop: Workshop,
    invited: Sequence[Listed],
    write: Callable[[Iterable[tuple[str, str, str]]], bytes],
) -> bytes:
    """The personal links as a file. Email addresses stay here."""
    names = workshop.team_names
    return write((one.name, names[one.team], link(workshop.code, one.token)) for one in invited)


workshop = console.chosen()
console.style(Path(__file__).with_suffix(".css"))
listed = kit().conduct.people(workshop.code).result()
st.html(f'<p class="prompt">{escape(workshop.title)}</p>')
left, right = st.columns([7, 3], gap="large")
with left:
    by_name, by_team = st.columns(2)
    by_name.text_input("Find by name", key="typed", placeholder="Type a part of a name")
    by_team.selectbox(
        "Team",
        [ALL, *workshop.team_names],
        format_func=lambda team: workshop.team_names.get(team, "All teams"),
        key="only",
    )
    with st.container(key="list"):
        everybody(workshop.code)
with right, st.container(key="beside"):
    for someone in listed:
        if someone.id == st.session_state.get("person"):
            one_person(workshop, someone)
    taken_off(workshop.code)
    joining(workshop)
    guests(workshop)
    for_tables(workshop)
    late_teams(workshop)
    a_list(workshop, listed)
