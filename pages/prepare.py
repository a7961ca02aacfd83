"""The agenda made hers: what comes when, in which words, and how the room will see it."""

import datetime
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from workshop_kit import console, projector, stylesheet
from workshop_kit.assembly import kit
from workshop_kit.conduct import Counts
from workshop_kit.console import privacy_panel, rehearsal_panel
from workshop_kit.exercise import Step
from workshop_kit.exercise.adapting import worded_alike
from workshop_kit.exercise.agenda import is_pause
from workshop_kit.look import FONT
from workshop_kit.phone import preview
from workshop_kit.question import Invalid
from workshop_kit.workshop import Item, NotNow, Place, Workshop, preparation
from workshop_kit.workshop.preparation import LONGEST_HEADING, LONGEST_TEXT, MINUTES, Plan, Planned

LABELS = {
    "title": "Title",
    "summary": "What it is for",
    "watch_out": "What to watch out for, one on each line",
    "debrief": "To talk about afterwards, one question on each line",
    "minutes": "Minutes in all",
    "prompt": "What stands on phones and screen",
    "say": "What you say to the room",
    "low": "Low end",
    "high": "High end",
    "items": "The lines to answer, one on each",
    "options": "What can be chosen, one on each line",
    "answers": "The answers, one on each line",
    "roles": "The roles, one on each line",
}
ONE_LINE = ("title", "low", "high")
BREAK = 15
SHEETS = Path(__file__).parent

Change = Callable[[Workshop], Workshop]


# Doing what she asked for


def change(code: str, name: str, decide: Change) -> Workshop | None:
    """Change the agenda, unless someone else has changed it since she saw it."""
    seen = st.session_state["seen"]
    made = console.act(lambda: kit().conduct.prepare(code, name, decide, seen))
    if made:
        st.session_state["seen"] = made.moves
    return made


def put(code: str, name: str, after: str, decide: Callable[[Workshop, int], Workshop]) -> None:
    """Put something into the agenda after this item, and look at it."""
    before = {item.id for item in kit().conduct.workshop(code).result().agenda}
    if made := change(code, name, lambda w: decide(w, numbered(w, after) + 1)):
        look(next(item.id for item in made.agenda if item.id not in before))


def put_exercise(code: str, after: str) -> None:
    """Add the exercise that is picked now."""
    spoken = language(kit().conduct.workshop(code).result())
    name = st.session_state[f"exercise to add {spoken}"]
    exercise = kit().library[name].spoken(spoken)
    put(code, f"add {name}", after, lambda w, at: preparation.add(w, exercise, at))


def put_break(code: str, after: str) -> None:
    """Add a break as it is written now."""
    title, minutes = st.session_state["break title"], st.session_state["break minutes"]
    put(code, "add a break", after, lambda w, at: preparation.add_break(w, minutes or 0, title, at))


def language(workshop: Workshop) -> str:
    """The language in which most of it speaks."""
    counted = Counter(item.exercise.language for item in workshop.agenda)
    return counted.most_common(1)[0][0]


def shifted(workshop: Workshop, item_id: str, by: int) -> Workshop:
    """Earlier by one, or later."""
    return preparation.move(workshop, item_id, numbered(workshop, item_id) + by)


def numbered(workshop: Workshop, item_id: str) -> int:
    """The number of an item in the agenda, counted from 0; -1 where it is not there any more."""
    ids = [item.id for item in workshop.agenda]
    return ids.index(item_id) if item_id in ids else -1


def look(item_id: str) -> None:
    """Choose what is shown beside the agenda."""
    st.session_state["item"] = item_id


def held() -> dict[str, Any]:
    """What she saw in each field, as it is stored."""
    found: dict[str, Any] = st.session_state.setdefault("held", {})
    return found


def refused() -> dict[str, tuple[Any, str]]:
    """What she typed that could not be saved, and why."""
    found: dict[str, tuple[Any, str]] = st.session_state.setdefault("refused", {})
    return found


def fill(key: str, stored: Any) -> None:
    """Put what is stored into a field, unless she has typed there what was not saved yet."""
    if key in refused():
        st.session_state.setdefault(key, refused()[key][0])
    elif key not in st.session_state or held().get(key) != stored:
        st.session_state[key] = as_typed(stored)
    held()[key] = stored


def as_typed(stored: Any) -> Any:
    """What is stored, as it stands in a field."""
    return "\n".join(stored) if isinstance(stored, tuple) else stored


def as_stored(typed: Any, like: Any) -> Any:
    """What was typed, as it is stored."""
    if isinstance(like, tuple):
        return tuple(line for line in typed.splitlines() if line.strip())
    return typed


def save(code: str, item_id: str, step_id: str | None, name: str, key: str) -> None:
    """Save a field that she has left. What cannot be saved stays in it, with the reason."""
    if not console.signed_in():
        return
    typed, saw = st.session_state[key], held()[key]
    refused().pop(key, None)
    value = as_stored(typed, saw)
    if value == saw:
        return
    try:
        made = kit().conduct.prepare(
            code,
            f"{name} of {item_id}" + (f"/{step_id}" if step_id else ""),
            lambda w: preparation.adapt(w, item_id, step_id, {name: value}, {name: saw}),
        )
        item = next(item for item in made.result().agenda if item.id == item_id)
    except (Invalid, NotNow) as error:
        refused()[key] = (typed, str(error))
    except Exception:
        refused()[key] = (typed, "That did not work. Please change it once more.")
    else:
        st.session_state["seen"] = made.result().moves
        fill(key, preparation.words(item, step_id)[name])
        st.toast("Saved for this workshop", icon=":material/check:")


# The agenda by the clock


def total(plan: Plan, has: int) -> str:
    """How long all of it takes, beside the time she has."""
    if plan.spare is None:
        return f"<b>{plan.minutes} minutes</b> in all"
    if plan.spare < 0:
        late = f'<span class="late">{-plan.spare} minutes too long</span>'
        return f"<b>{plan.minutes} of {has} minutes</b><br>{late}"
    left = f"{plan.spare} to spare" if plan.spare else "all of your time"
    return f"<b>{plan.minutes} of {has} minutes</b><br>{left}"


def schedule(code: str) -> None:
    """Save when it starts and how long she has."""
    at, minutes = st.session_state["starts"], st.session_state["time"]
    starts = f"{at:%H:%M}" if at else ""
    console.act(
        lambda: kit().conduct.prepare(
            code, "time", lambda w: preparation.schedule(w, starts, minutes or 0)
        )
    )


def head(workshop: Workshop, plan: Plan) -> None:
    """Which workshop, when it starts, and whether all of it fits into her time."""
    title, starts, time, result, run = st.columns(
        [5, 1.8, 1.8, 2.2, 1.2], vertical_alignment="bottom"
    )
    title.html(
        f'<p class="prompt">{escape(workshop.title)}</p>'
        '<p class="quiet">What you change here is kept with this workshop only, at once.</p>'
    )
    at = datetime.time.fromisoformat(workshop.starts) if workshop.starts else None
    fill("starts", at)
    fill("time", workshop.time or None)
    starts.time_input(
        "Starts at", None, key="starts", step=300, on_change=schedule, args=(workshop.code,)
    )
    time.number_input(
        "Minutes you have",
        0,
        preparation.DAY,
        None,
        step=15,
        key="time",
        placeholder="not said",
        on_change=schedule,
        args=(workshop.code,),
    )
    result.html(f'<p class="total" role="status">{total(plan, workshop.time)}</p>')
    if run.button("Run", type="primary", icon=":material/play_circle:", width="stretch"):
        st.switch_page("run.py", query_params={"code": workshop.code})


def entry(workshop: Workshop, planned: Planned, chosen: bool) -> None:
    """One line of the agenda; all of it can be pressed."""
    item, exercise = planned.item, planned.item.exercise
    pause, begun = is_pause(exercise), preparation.has_begun(workshop, item)
    marks = [*(() if pause else (exercise.practice,)), *(("has begun",) if begun else ())]
    kinds = " ".join(
        name for name, true in (("chosen", chosen), ("pause", pause), ("begun", begun)) if true
    )
    clock = f"{planned.starts}–{planned.ends}" if planned.starts else ""
    with st.container(key=f"entry-{item.id}"):
        st.html(
            f'<div class="entry {kinds}"><span class="at">{clock}</span>'
            f"<span><b>{escape(exercise.title)}</b><small>{' · '.join(marks)}</small></span>"
            f'<span class="min">{exercise.minutes} min</span></div>'
        )
        label = f"{clock} {console.plain(exercise.title)}".strip()
        st.button(label, key=f"look {item.id}", on_click=look, args=(item.id,))


def tools(workshop: Workshop, item: Item) -> None:
    """What can be done with the chosen line."""
    code, at, last = workshop.code, numbered(workshop, item.id), len(workshop.agenda) - 1
    begun, free = preparation.has_begun(workshop, item), preparation.first_free(workshop)
    moves: dict[str, tuple[bool, str, Change]] = {
        "Earlier": (at > free, ":material/arrow_upward:", lambda w: shifted(w, item.id, -1)),
        "Later": (at < last, ":material/arrow_downward:", lambda w: shifted(w, item.id, 1)),
        "Leave out": (
            last > 0,
            ":material/close:",
            lambda w: preparation.leave_out(w, item.id),
        ),
    }
    with st.container(key="tools", horizontal=True):
        for label, (possible, icon, decide) in moves.items():
            st.button(
                label,
                type="tertiary",
                icon=icon,
                disabled=begun or not possible,
                on_click=change,
                args=(code, f"{label} {item.id}", decide),
            )
        st.button(
            "Copy",
            type="tertiary",
            icon=":material/content_copy:",
            on_click=put,
            args=(code, f"Copy {item.id}", item.id, lambda w, _: preparation.copy(w, item.id)),
        )


def more(workshop: Workshop, item: Item) -> None:
    """What else can come, after the chosen line."""
    at = max(numbered(workshop, item.id) + 1, preparation.first_free(workshop))
    where = f"It comes after “{console.plain(workshop.agenda[at - 1].exercise.title)}”."
    spoken = language(workshop)
    library = {name: exercise.spoken(spoken) for name, exercise in kit().library.items()}
    there = (workshop.code, item.id)
    exercise, pause = st.container(key="more").columns(2)
    with exercise.popover("Add an exercise", icon=":material/add:", width="stretch"):
        name = st.selectbox(
            "Exercise from the library",
            sorted(library, key=lambda name: library[name].title.casefold()),
            format_func=lambda n: f"{library[n].title} – {library[n].minutes} min",
            key=f"exercise to add {spoken}",
        )
        st.caption(f"{console.plain(library[name].summary)} {where}")
        st.button("Add", type="primary", on_click=put_exercise, args=there)
    with pause.popover("Add a break", icon=":material/coffee:", width="stretch"):
        st.text_input("Its name", "Break", max_chars=LONGEST_HEADING, key="break title")
        st.number_input("Its minutes", 1, MINUTES[-1], BREAK, step=5, key="break minutes")
        st.caption(where)
        st.button("Add the break", type="primary", on_click=put_break, args=there)


# The words


def field(workshop: Workshop, item: Item, step: Step | None, name: str) -> None:
    """One thing to change: a text, a list of texts, or minutes."""
    step_id = step.id if step else None
    stored = preparation.words(item, step_id)[name]
    key = f"{workshop.code} {item.id}/{step_id or ''} {name}"
    fill(key, stored)
    own = {
        "key": key,
        "disabled": preparation.has_begun(workshop, item),
        "on_change": save,
        "args": (workshop.code, item.id, step_id, name, key),
    }
    clock = step is not None and name == "minutes"
    label = "Minutes on its clock" if clock else LABELS.get(name, name.capitalize())
    if isinstance(stored, int):
        st.number_input(label, MINUTES[0], MINUTES[-1], **own)
    elif name in ONE_LINE:
        st.text_input(label, max_chars=LONGEST_HEADING, **own)
    elif isinstance(stored, tuple):
        st.text_area(label, height="content", **own)
    else:
        target = "The team or person stands in place of {target}." if "{target}" in stored else None
        st.text_area(label, max_chars=LONGEST_TEXT, height="content", help=target, **own)
    if key in refused():
        st.warning(f"Not saved. {refused()[key][1]}", icon=":material/edit:")


def whole(workshop: Workshop, item: Item) -> None:
    """What an exercise is called, and how long it takes with all its talking."""
    title, minutes = st.columns([3, 1.2])
    with title:
        field(workshop, item, None, "title")
    with minutes:
        field(workshop, item, None, "minutes")
    if is_pause(item.exercise):
        return
    clocks, planned = sum(s.minutes for s in item.exercise.steps), item.exercise.minutes
    if clocks > planned:
        st.caption(f":orange[The clocks of its steps add up to {clocks} minutes, not {planned}.]")
    else:
        st.caption(f"The clocks of its steps take {clocks} minutes of these {planned}.")


def answers(workshop: Workshop, item: Item, step: Step) -> None:
    """The words of what can be answered; where several steps share them, in the first."""
    alike = worded_alike(item.exercise, step.id)
    numbers = {s.id: number for number, s in enumerate(item.exercise.steps, start=1)}
    if alike[0] != step.id:
        if step.question.hints():
            st.caption(f"The answers are worded in step {numbers[alike[0]]}: they change together.")
        return
    short = [name for name in step.question.wording if name in ONE_LINE]
    if short:
        for column, name in zip(st.columns(len(short)), short, strict=True):
            with column:
                field(workshop, item, step, name)
    for name in step.question.wording:
        if name not in ONE_LINE and getattr(step.question, name):
            field(workshop, item, step, name)
    if len(alike) > 1:
        others = " and ".join(f"step {numbers[other]}" for other in alike[1:])
        st.caption(f"The answers of {others} have the same words: they change together.")


def step_fields(workshop: Workshop, item: Item, step: Step) -> None:
    """All words of one step, and its clock."""
    field(workshop, item, step, "prompt")
    answers(workshop, item, step)
    field(workshop, item, step, "say")
    clock, out = st.columns([1.2, 2], vertical_alignment="bottom")
    with clock:
        field(workshop, item, step, "minutes")
    out.button(
        "Leave this step out",
        type="tertiary",
        icon=":material/close:",
        disabled=len(item.exercise.steps) == 1 or preparation.has_begun(workshop, item),
        on_click=change,
        args=(
            workshop.code,
            f"leave out {item.id}/{step.id}",
            lambda w: preparation.leave_step_out(w, item.id, step.id),
        ),
    )


def picked(code: str, item: Item) -> Step:
    """The step that she looks at."""
    steps = item.exercise.steps
    if len(steps) == 1:
        return steps[0]
    number = st.segmented_control(
        "Step",
        range(len(steps)),
        format_func=lambda n: str(n + 1),
        default=0,
        key=f"step of {code} {item.id} {len(steps)}",
    )
    return steps[number or 0]


def worded(workshop: Workshop, item: Item) -> Step:
    """All words of an exercise, those of its steps one by one; the step that is looked at."""
    if preparation.has_begun(workshop, item):
        st.html(
            '<p class="begun">This has begun, so it stays as the room knows it. '
            "A copy can still change.</p>"
        )
    whole(workshop, item)
    step = picked(workshop.code, item)
    if not is_pause(item.exercise):
        step_fields(workshop, item, step)
        with st.expander("What it is for, what to watch out for, the debrief"):
            field(workshop, item, None, "summary")
            field(workshop, item, None, "watch_out")
            field(workshop, item, None, "debrief")
    return step


# As the room will see it


@st.cache_data(show_spinner=False)
def sheets() -> tuple[str, str]:
    """The style of the projector and of a phone, each in the size of its frame."""
    files = [(SHEETS / name).read_text(encoding="utf-8") for name in ("console.css", "screen.css")]
    page = (
        f"@font-face{{font-family:{FONT.split(',')[0]};src:url(/letters/latin.woff2);"
        "font-weight:200 800}"
        "body{margin:0;font-family:var(--font);line-height:1.6;color:var(--ink);"
        "background:var(--paper)}h1{font-weight:700}"
    )
    return stylesheet.tokens() + page + "".join(
        files
    ), preview.style() + "html{zoom:.75;scrollbar-width:thin}"


def made_up(workshop: Workshop, place: Place) -> Counts:
    """A full room, of which some have answered."""
    each = 1 if place.step.by == "team" else 8
    asked = {team.id: each for team in workshop.teams}
    return Counts(asked, asked, {workshop.teams[0].id: each})


def seen(workshop: Workshop, place: Place) -> None:
    """The projector and a phone while the step is open."""
    big, small = sheets()
    st.html('<p class="quiet">On the projector</p>')
    with st.container(key="projector"):
        counts = made_up(workshop, place)
        told, share = console.have_answered(place.step, counts), console.share_answered(counts)
        stage = projector.stage(place, "open", told, share, 0)
        corner = projector.corner(workshop.code, console.qr(workshop.code))
        console.frame(
            f'<div class="stMain"><div class="stMainBlockContainer">{stage}{corner}</div></div>',
            big,
            "The projector while this step is open",
            height=260,
        )
    st.html(f'<p class="quiet">On the phone of {preview.ME}, {escape(workshop.teams[0].name)}</p>')
    with st.container(key="phone"):
        console.frame(
            preview.phone(workshop, place), small, "A phone while this step is open", height=480
        )


# The page


def chosen(workshop: Workshop) -> Item:
    """The item that she looks at; the first that has not begun where she has not chosen."""
    items = {item.id: item for item in workshop.agenda}
    first = next((i for i in workshop.agenda if not preparation.has_begun(workshop, i)), None)
    found = items.get(st.session_state.get("item", ""), first or workshop.agenda[0])
    st.session_state["item"] = found.id
    return found


workshop = console.chosen()
st.session_state["seen"] = workshop.moves
console.style(Path(__file__).with_suffix(".css"))
plan = preparation.plan(workshop)
item = chosen(workshop)
head(workshop, plan)
rehearsal_panel.show(workshop.code)
agenda, wording, room = st.columns([3.4, 4, 4], gap="medium")
with agenda, st.container(key="agenda"):
    for line in plan.items:
        entry(workshop, line, line.item == item)
        if line.item == item:
            tools(workshop, item)
    more(workshop, item)
with wording, st.container(key="wording"):
    step = worded(workshop, item)
    privacy_panel.show(workshop, item, privacy_panel.expected(workshop.code))
with room, st.container(key="room"):
    seen(workshop, workshop.find(f"{item.id}/{step.id}"))
