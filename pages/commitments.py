"""What was promised and what became of it: the list, the workbook that comes back, reminders."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from workshop_kit import console
from workshop_kit.afterwards import brought_back, calendar_file, commitments, letters, post
from workshop_kit.afterwards.brought_back import Change, Returned
from workshop_kit.afterwards.commitments import FIELDS, HEADINGS, LONGEST_OF, Commitment
from workshop_kit.afterwards.letters import Letter
from workshop_kit.afterwards.post import NotSent
from workshop_kit.assembly import kit
from workshop_kit.console import take_along
from workshop_kit.promise import STATUSES
from workshop_kit.question import Invalid
from workshop_kit.workshop import Workshop

ALL, OVERDUE = "all", "overdue"
MOST_MB = 60
MOST_TOLD = 20
COLUMNS = {name: HEADINGS[name]["en"] for name in FIELDS}
STALE = "The list here was changed after this file was made. Ticked, that is undone."


# Doing what she asked for


def changed(code: str, shown: Sequence[Commitment], key: str) -> None:
    """Save what she has just edited in the table; what cannot be is told, and the rest stays."""
    edits = st.session_state[key]
    changes = commitments.edited(shown, edits)
    if changes and console.act(lambda: kit().conduct.follow_up(code, changes)) is None:
        return
    if edits["deleted_rows"]:
        st.toast("Taken off the list. It can come back, below.", icon=":material/undo:")
    if changes:
        st.session_state["table"] = st.session_state.get("table", 0) + 1


def put_back(code: str, id_: str) -> None:
    """Put a commitment back on the list."""
    console.act(lambda: kit().conduct.follow_up(code, [(id_, {"gone": False})]))


def take_over(code: str, changes: Sequence[Change]) -> None:
    """Take over what came back, as far as she has ticked it."""
    edits = st.session_state["back"]["edited_rows"]
    wanted = [
        change
        for number, change in enumerate(changes)
        if edits.get(number, {}).get("Take over", not change.stale)
    ]
    told = [(change.before.id if change.before else "", change.fields) for change in wanted]
    if console.act(lambda: kit().conduct.follow_up(code, told)) is not None:
        st.session_state["files"] = st.session_state.get("files", 0) + 1
        st.toast(f"{len(told)} taken over.", icon=":material/check:")


def send(found: Sequence[Letter]) -> None:
    """Send the letters that have an address, once."""
    mail = kit().settings.mail
    if mail is None or not console.signed_in():
        return
    try:
        problems = post.send(mail, found)
    except NotSent as error:
        st.session_state["sent"] = (False, str(error))
        return
    sent = f"{len(found) - len(problems)} of {len(found)} letters are sent."
    st.session_state["sent"] = (not problems, " ".join([sent, *problems]))


# The list


def counts(listed: Sequence[Commitment], today: date) -> str:
    """How the commitments stand, as HTML."""
    by_status = Counter(commitment.status for commitment in listed)
    late = sum(commitment.overdue(today) for commitment in listed)
    told = [f"<span>{by_status[status]} {status}</span>" for status in STATUSES]
    told += [f'<span class="late">{late} overdue</span>'] if late else []
    many = f"{len(listed)} commitment{'' if len(listed) == 1 else 's'}"
    return f'<p class="counts"><b>{many}</b>{" ".join(told)}</p>'


def due(commitment: Commitment, today: date) -> str:
    """When it is due, in words."""
    if not commitment.by or commitment.status in commitments.DONE:
        return ""
    days = (date.fromisoformat(commitment.by) - today).days
    if days < 0:
        return f"⚠ {-days} day{'' if days == -1 else 's'} overdue"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def chosen(listed: Sequence[Commitment], today: date) -> list[Commitment]:
    """Those that she wants to see."""
    wanted = st.segmented_control(
        "Show",
        [ALL, *STATUSES, OVERDUE],
        default=ALL,
        required=True,
        label_visibility="collapsed",
        key="only",
    )
    if wanted == OVERDUE:
        return [commitment for commitment in listed if commitment.overdue(today)]
    return [c for c in listed if wanted in (ALL, c.status)]


def table(code: str, shown: Sequence[Commitment], today: date) -> None:
    """The list, to be edited in place."""
    key = f"table {st.session_state.get('table', 0)} {st.session_state['only']}"
    rows = [
        {
            "Due": due(c, today),
            **{COLUMNS[name]: getattr(c, name) for name in FIELDS},
            COLUMNS["by"]: date.fromisoformat(c.by) if c.by else None,
        }
        for c in shown
    ]
    config: dict[str, Any] = {
        COLUMNS[name]: st.column_config.TextColumn(
            max_chars=longest, width="large" if name == "what" else None
        )
        for name, longest in LONGEST_OF.items()
    }
    config |= {
        "Due": st.column_config.TextColumn(disabled=True),
        COLUMNS["by"]: st.column_config.DateColumn(format="D MMM YYYY"),
        COLUMNS["status"]: st.column_config.SelectboxColumn(
            options=list(STATUSES), required=True, default=STATUSES[0]
        ),
    }
    st.data_editor(
        rows or {name: [] for name in ("Due", *COLUMNS.values())},
        column_config=config,
        column_order=[
            "Due",
            *(COLUMNS[n] for n in ("status", "what", "who", "team")),
            *(COLUMNS[n] for n in ("whom", "by", "asks", "note")),
        ],
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        height=min(560, 74 + 35 * len(rows)),
        row_height=35,
        key=key,
        on_change=changed,
        args=(code, shown, key),
    )
    st.caption(
        "Every cell can be changed; it is saved at once. The last row adds one, ticked rows can be "
        "taken off. People who take part in a pulse tell what became of theirs by themselves."
    )


def off_the_list(code: str, gone: Sequence[Commitment]) -> None:
    """What was taken off, and the way back."""
    with st.expander(f"Taken off the list ({len(gone)})"):
        for commitment in gone:
            words, button = st.columns([8, 2], vertical_alignment="center")
            who = f" · {escape(commitment.who)}" if commitment.who else ""
            words.html(f"{escape(commitment.what)}{who}")
            button.button(
                "Put back",
                key=f"back {commitment.id}",
                on_click=put_back,
                args=(code, commitment.id),
                width="stretch",
            )


# The workbook that comes back


def the_workbook(workshop: Workshop, listed: Sequence[Commitment]) -> None:
    """Take the workbook, edit it, bring it back."""
    st.html('<p class="prompt">In Excel</p>')
    st.write(
        "Edit the sheet *Commitments* of the workbook, and bring the file back: you see what it "
        "changes before anything counts."
    )
    take_along.button(workshop.code, key="commitments excel")
    file = st.file_uploader(
        "The edited workbook",
        type=["xlsx"],
        max_upload_size=MOST_MB,
        key=f"file {st.session_state.get('files', 0)}",
    )
    if file:
        try:
            returned = brought_back.compare(listed, brought_back.read(file.getvalue()))
        except Invalid as error:
            st.error(console.plain(str(error)), icon=":material/edit:")
            return
        came_back(workshop.code, returned)


def came_back(code: str, returned: Returned) -> None:
    """What a file changes, what could not be read, and the button that takes it over."""
    if returned.damaged:
        told = "\n".join(f"- {console.plain(p)}" for p in returned.damaged[:MOST_TOLD])
        more = len(returned.damaged) - MOST_TOLD
        rest = f"\n- and {more} more" if more > 0 else ""
        st.warning(f"These rows are left as they are here:\n{told}{rest}")
    if not returned.changes:
        st.info(f"Nothing is different: all {returned.same} are as they are here.")
        return
    if any(change.stale for change in returned.changes):
        st.warning(STALE, icon=":material/history:")
    st.data_editor(
        [
            {
                "Take over": not change.stale,
                "What": f"{change.kind}{' ⚠' if change.stale else ''}",
                "Commitment": change.before.what if change.before else change.fields["what"],
                "Who": (change.before.who if change.before else change.fields.get("who")) or "",
                "Change": difference(change),
            }
            for change in returned.changes
        ],
        column_config={"Change": st.column_config.TextColumn(width="large")},
        disabled=["What", "Commitment", "Who", "Change"],
        hide_index=True,
        width="stretch",
        key="back",
    )
    st.button(
        "Take over what is ticked",
        type="primary",
        on_click=take_over,
        args=(code, returned.changes),
        width="stretch",
    )


def difference(change: Change) -> str:
    """What would be different, in words."""
    if change.kind == "deleted":
        return "taken off the list"
    told = []
    for name, after in change.fields.items():
        if name == "gone":
            told.append("back on the list")
            continue
        before = getattr(change.before, name) if change.before else ""
        lead = f"{before or 'empty'} → " if change.before else ""
        told.append(f"{COLUMNS[name].casefold()}: {lead}{after or 'empty'}")
    return "; ".join(told)


# Reminders


def reminders(workshop: Workshop, listed: Sequence[Commitment], today: date) -> None:
    """A calendar file, and a letter to each."""
    st.html('<p class="prompt">Reminders</p>')
    language = workshop.agenda[0].exercise.language
    days = letters.days(workshop.code, workshop.title, listed, language)
    st.download_button(
        f"Calendar file with {len(days)} day{'' if len(days) == 1 else 's'}",
        data=lambda: calendar_file.ics(days),
        file_name=f"{workshop.code} commitments.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        width="stretch",
        disabled=not days,
        help="For your own calendar: each reminds on its morning.",
    )
    people = kit().conduct.people(workshop.code).result()
    addresses = {one.name: one.email for one in people if one.email}
    found = letters.letters(workshop.title, listed, addresses, today, language)
    if not found:
        st.caption("Nobody has to be reminded by a letter: nothing is open that has a name.")
        return
    sending([letter for letter in found if letter.address])
    with st.expander(f"{len(found)} letter{'' if len(found) == 1 else 's'}, to copy or to open"):
        names = [letter.name for letter in found]
        name = st.selectbox("To", names, key="letter to")
        letter = found[names.index(name)]
        st.code(letter.text, language=None, wrap_lines=True)
        st.link_button("Open in my mail program", letter.link, icon=":material/mail:")
        if not letter.address:
            st.caption("No email is known: a list with emails can be added on the People page.")


def sending(reached: Sequence[Letter]) -> None:
    """Send them from here, where a mail server is named."""
    if kit().settings.mail is None:
        st.caption(
            "The kit sends no mail by itself. It can, once WORKSHOP_KIT_SMTP names a mail server."
        )
        return
    if reached:
        with st.popover(f"Send {len(reached)} letters", icon=":material/send:", width="stretch"):
            st.write(
                "A mail goes to each by the server "
                f"{console.plain(kit().settings.mail.host)}: "
                f"{console.plain(', '.join(letter.name for letter in reached))}."
            )
            st.button("Yes, send them", type="primary", on_click=send, args=(reached,))
    if "sent" in st.session_state:
        good, told = st.session_state["sent"]
        (st.success if good else st.error)(console.plain(told))


workshop = console.chosen()
console.style(Path(__file__).with_suffix(".css"))
every = kit().conduct.commitments(workshop.code).result()
listed = [commitment for commitment in every if not commitment.gone]
today = datetime.now(UTC).astimezone().date()
st.html(f'<p class="over">{escape(workshop.title)}</p><h1 class="head">Commitments</h1>')
if not every:
    st.info(
        "Nothing has been promised yet. What people promise in an exercise such as “Linking arms” "
        "comes here when it is revealed; you can also write one down yourself."
    )
if every:
    st.html(counts(listed, today))
table(workshop.code, chosen(listed, today), today)
if gone := [commitment for commitment in every if commitment.gone]:
    off_the_list(workshop.code, gone)
left, right = st.columns(2, gap="large")
with left:
    the_workbook(workshop, every)
with right:
    reminders(workshop, listed, today)
