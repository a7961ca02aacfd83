"""Every exercise: to find, to understand before the room does, to try out, to bring one's own."""

import math
import re
from collections.abc import Mapping
from html import escape
from typing import get_args

import streamlit as st

from workshop_kit import console, tryout
from workshop_kit.assembly import kit
from workshop_kit.exercise import Energy, Exercise, Practice, Step
from workshop_kit.exercise.library import name_of, read
from workshop_kit.exercise.typed import Wrong

LENGTHS = (10, 20, 30, 45, 60)
MOST_TOLD = 3
"""Wrong files that are told at once; the rest is folded away."""

MOST_MB = 1
"""Streamlit counts in whole megabytes; what is larger than a file may be is told in its words."""

ABOUT: Mapping[str, str] = {
    "nothing": "",
    "self": "About oneself.",
    "own_team": "About one’s own team.",
    "other_teams": "About each of the other teams.",
    "another_team": "About one of the other teams.",
    "partner": "About one’s partner.",
    "colleague": "About those who asked for it.",
}
SEEN: Mapping[str, str] = {
    "together": "All see the answers when you reveal",
    "live": "All see the answers as they come",
    "private": "Only the one it is about reads the answers",
    "never": "The answers are not shown to the room",
}
WHOSE: Mapping[str, str] = {
    "hidden": ", without names",
    "team": ", with the team they came from",
    "shown": ", with names",
}
ENERGIES: Mapping[str, str] = {
    "calm": "people sit and write",
    "lively": "people talk with each other",
    "moving": "people are on their feet",
}
"""The words of an exercise file in words for the facilitator; a word not in here tells itself."""

STYLE = """
[class*=st-key-card]{position:relative;border:1px solid var(--line);border-radius:.6rem;
  padding:.7rem .9rem;gap:0}
[class*=st-key-card]:hover{border-color:var(--brand)}
[class*=st-key-card]:has(.chosen){border-color:var(--brand);box-shadow:inset .25rem 0 var(--brand)}
[class*=st-key-card]:has(button:focus-visible){outline:2px solid var(--focus);outline-offset:2px}
[class*=st-key-card] [data-testid=stElementContainer]:has(button){position:absolute;inset:0}
[class*=st-key-card] [data-testid=stElementContainer]:has(button) *{height:100%;width:100%}
[class*=st-key-card] button{opacity:0;position:absolute;inset:0}
.st-key-people [data-testid^=stNumberInputStep]{display:none}
.found p{margin:0;line-height:1.35}
.found b{font-size:1.05rem}
.found .quiet{font-size:.875rem}
[data-testid=stColumn]:has(.st-key-list){position:sticky;top:4rem;align-self:flex-start;
  max-height:calc(100vh - 4.5rem);overflow-y:auto;padding:2px .5rem 2px 2px}
.st-key-list{gap:.6rem;flex-wrap:nowrap}
.st-key-list>*{flex-shrink:0}
.lead h2{padding:0;margin:.1rem 0 .3rem;font-size:2rem}
.lead .for{font-size:1.15rem;line-height:1.45;margin:0}
.run{list-style:none;padding:0!important;margin:0!important}
.run>li{display:grid;grid-template-columns:2.2rem minmax(0,1fr) 4rem;gap:0 .8rem;
  padding:.9rem 0;border-top:1px solid var(--line);margin:0!important}
.run .n{width:2rem;height:2rem;border-radius:50%;background:var(--brand-soft);color:var(--ink);
  font-weight:700;display:grid;place-items:center}
.run .ask{font-weight:700;font-size:1.1rem;margin:.15rem 0 .25rem;line-height:1.35}
.run p{margin:.15rem 0;max-width:46rem}
.run .min{text-align:right;color:var(--muted);padding-top:.25rem;white-space:nowrap}
.run .say{font-size:1rem;margin:.5rem 0 .1rem}
.run .then{color:var(--brand);font-weight:600}
.chips{display:grid;grid-template-columns:3.6rem minmax(0,1fr);margin:.35rem 0}
.chips div{display:flex;flex-wrap:wrap;gap:.35rem}
.chips i{font-style:normal;color:var(--muted)}
.chips span{background:var(--mist);border:1px solid var(--line);border-radius:1rem;
  padding:.05rem .65rem;font-size:.9rem}
.plain{margin:0;padding-left:1.2rem}
.plain li{margin:.2rem 0;max-width:48rem}
.small{font-size:.9rem;color:var(--muted)}
h4.part{font-size:1.1rem;padding:1.1rem 0 .4rem;margin:0}
"""


# What an exercise is, in words


def asked(step: Step) -> str:
    """What can be answered: what is asked one by one, and between what one chooses."""
    question = step.question
    items = [part for part in question.parts() if part]
    rows = [
        f"<i>{lead}</i><div>{''.join(f'<span>{escape(text)}</span>' for text in texts)}</div>"
        for lead, texts in (("Each", items), ("Answer", question.hints()))
        if texts
    ]
    return "".join(f'<div class="chips">{row}</div>' for row in rows)


def who_sees(exercise: Exercise, step: Step) -> str:
    """About whom it is, who answers, and who gets to see it with which name."""
    meets = step.question.meets
    group = f"In groups of {meets} from different teams, named on the phones. " if meets else ""
    if not step.question.asks:
        return f"{group}Nothing to send: people talk, and the time is on the screen."
    about = ABOUT.get(step.about, f"About: {step.about.replace('_', ' ')}.")
    seen = SEEN.get(step.reveal, f"Shown: {step.reveal}")
    numbers = {s.id: number for number, s in enumerate(exercise.steps, start=1)}
    if (later := exercise.revealed_with(step)) != step.id and step.reveal == "together":
        seen = f"All see the answers when you reveal step {numbers[later]}"
    whose = "" if step.reveal == "never" else WHOSE.get(step.names, f", names: {step.names}")
    by = "One answer for each team." if getattr(step, "by", "person") == "team" else ""
    uses = f"Takes up the answers of step {numbers[step.uses]}." if step.uses else ""
    return group + " ".join(text for text in (about, by, uses, f"{seen}{whose}.") if text)


def step_line(exercise: Exercise, number: int, step: Step) -> str:
    """One step: what is asked, who sees it, how long, what to say."""
    say = f'<p class="say">{escape(step.say)}</p>' if step.say else ""
    order = [s.id for s in exercise.steps]
    measures = [
        reading.measure.title
        for reading in exercise.readings
        if max(reading.measure.steps().values(), key=order.index) == step.id
    ]
    then = "".join(f'<p class="then">Then all see: {escape(title)}</p>' for title in measures)
    return (
        f'<li><span class="n">{number}</span><div>'
        f'<p class="ask">{escape(step.prompt_about())}</p>{asked(step)}'
        f'<p class="quiet">{escape(who_sees(exercise, step))}</p>{say}{then}</div>'
        f'<span class="min">{step.minutes} min</span></li>'
    )


def listed(heading: str, texts: tuple[str, ...], small: bool = False) -> str:
    """A heading over a plain list; nothing where there is nothing to list."""
    lines = "".join(f"<li>{escape(text)}</li>" for text in texts)
    kind = "plain small" if small else "plain"
    return f'<h4 class="part">{heading}</h4><ul class="{kind}">{lines}</ul>' if texts else ""


def in_short(exercise: Exercise) -> str:
    """What it trains, how long, and how the room feels, on one line."""
    return f"{exercise.practice} · {exercise.minutes} min · {exercise.energy}"


def for_whom(exercise: Exercise) -> str:
    """Steps, how the room feels, and how many can take part."""
    steps, (fewest, most) = len(exercise.steps), exercise.people
    return (
        f"{steps} step{'s' if steps > 1 else ''} · {ENERGIES[exercise.energy]} · "
        f"for {fewest} to {most:,} people"
    )


def plain(text: str) -> str:
    """A text from a file, for where Streamlit would read it as Markdown."""
    return re.sub(r"([\\`*\[\]$~])", r"\\\1", text)


# Find


def words_of(exercise: Exercise) -> str:
    """All that can be searched for, in whatever language."""
    texts = [exercise.practice, exercise.file, *exercise.sources]
    for spoken in map(exercise.spoken, exercise.languages):
        texts += [spoken.title, spoken.summary, *spoken.debrief, *spoken.watch_out]
        texts += [f"{step.prompt} {step.say} {step.ask}" for step in spoken.steps]
    return " ".join(texts).casefold()


def found(exercises: Mapping[str, Exercise]) -> list[str]:
    """The names of the exercises that fit what was asked for, in the order of their titles."""
    search, room, length, practice, energy = st.columns([2.3, 1.5, 1.6, 4.6, 2.5])
    typed = search.text_input(
        "Words", placeholder="feedback, a name …", icon=":material/search:", key="words"
    )
    people = room.number_input(
        "We are … people", min_value=1, value=None, placeholder="any", key="people"
    )
    longest = length.selectbox(
        "Length",
        (math.inf, *LENGTHS),
        format_func=lambda n: "any" if n == math.inf else f"up to {n} min",
        key="length",
    )
    practices = practice.pills(
        "Practice", get_args(Practice), selection_mode="multi", key="practice"
    )
    energies = energy.pills("Energy", get_args(Energy), selection_mode="multi", key="energy")
    words = typed.casefold().replace(",", " ").split()
    return sorted(
        (
            name
            for name, exercise in exercises.items()
            if all(word in words_of(exercise) for word in words)
            and exercise.minutes <= longest
            and (people is None or exercise.people[0] <= people <= exercise.people[1])
            and (not practices or exercise.practice in practices)
            and (not energies or exercise.energy in energies)
        ),
        key=lambda name: exercises[name].title.casefold(),
    )


def choose(name: str) -> None:
    """Look at this exercise, also after a reload."""
    st.query_params["exercise"] = name


def card(name: str, exercise: Exercise, chosen: bool) -> None:
    """One exercise in the list; all of it can be pressed."""
    mine = "" if kit().library.ships(name) else " · your own"
    with st.container(key=f"card {name}"):
        st.html(
            f'<div class="found{" chosen" if chosen else ""}">'
            f"<p><b>{escape(exercise.title)}</b></p><p>{escape(exercise.summary)}</p>"
            f'<p class="quiet">{in_short(exercise)}{mine}</p></div>'
        )
        st.button(plain(exercise.title), key=f"look {name}", on_click=choose, args=(name,))


# Look inside, and try


def inside(name: str, exercise: Exercise) -> None:
    """All of one exercise, and the ways on from it."""
    st.html(
        f'<div class="lead"><p class="over">{in_short(exercise)}</p>'
        f'<h2>{escape(exercise.title)}</h2><p class="for">{escape(exercise.summary)}</p>'
        f'<p class="quiet">{for_whom(exercise)}</p></div>'
    )
    with st.container(horizontal=True):
        if st.button(
            f"Try it with {tryout.WITH} rehearsing participants",
            type="primary",
            icon=":material/play_circle:",
        ):
            begin(exercise)
        st.download_button(
            "Its file, to begin your own",
            data=kit().library.file(name).read_bytes(),
            file_name=f"my_{name}.toml" if kit().library.ships(name) else f"{name}.toml",
            mime="application/toml",
            icon=":material/download:",
            on_click="ignore",
        )
    lines = [step_line(exercise, number, s) for number, s in enumerate(exercise.steps, start=1)]
    st.html(
        f'<h4 class="part">How it runs</h4><ol class="run">{"".join(lines)}</ol>'
        + listed("What to watch out for", exercise.watch_out)
        + listed("To talk about afterwards", exercise.debrief)
        + listed("What it builds on", exercise.sources, small=True)
    )


def begin(exercise: Exercise) -> None:
    """Make a workshop of this exercise alone, and go on to running it."""
    made = tryout.begin(kit(), exercise)
    console.choose(made.code)
    st.switch_page("run.py", query_params={"code": made.code})


# One's own


def own() -> None:
    """Bring a file; what is wrong with it is told, and a good one is in the library at once."""
    library = kit().library
    st.markdown(
        "An exercise is a small text file. Take the file of one that is near to what you want, "
        "change it in any text editor, and bring it back here. "
        "`docs/writing-exercises.md` shows how, in 15 minutes."
    )
    file = st.file_uploader("Your exercise file (.toml)", type="toml", max_upload_size=MOST_MB)
    if file is None:
        st.caption(f"Your own are kept in {library.own}. A file you put there is here at once too.")
        return
    name, data = name_of(file.name), file.getvalue()
    try:
        exercise = read(data, name)
    except Wrong as error:
        st.error(plain(str(error)), icon=":material/edit:")
    else:
        take(name, data, exercise)


def take(name: str, data: bytes, exercise: Exercise) -> None:
    """Put a good file on the shelf; where there is one of its name, ask first or refuse."""
    library = kit().library
    path = library.file(name)
    if not library.ships(name) and not path.exists():
        library.keep(name, data)
        choose(name)
        st.rerun()
    if not library.ships(name) and path.read_bytes() == data:
        st.success(f"“{plain(exercise.title)}” is in your library as {path.name}.")
    elif library.ships(name):
        st.error(f"An exercise that ships is called {name}. Please give your file another name.")
    else:
        st.warning(f"You have an exercise called {name} already. Shall this one replace it?")
        if st.button("Replace it"):
            library.keep(name, data)
            choose(name)
            st.rerun()


st.html(f"<style>{STYLE}</style>")
head, spoken, tools = st.columns([6.4, 2.6, 3], vertical_alignment="bottom")
head.title("Library")
with spoken.container(horizontal_alignment="right"):
    languages = console.languages(kit().library.values())
    language = console.language("Language", languages, visible=False)
with tools.popover("Your own exercise", icon=":material/upload_file:", width="stretch"):
    own()
wrong = kit().library.wrong()
for sentence in wrong[:MOST_TOLD]:
    st.warning(f"Left out: {plain(sentence)}", icon=":material/edit:")
if wrong[MOST_TOLD:]:
    with st.expander(f"{len(wrong) - MOST_TOLD} more files are left out"):
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in wrong[MOST_TOLD:]))
shelf = {name: exercise.spoken(language) for name, exercise in kit().library.items()}
names = found(shelf)
if names:
    asked_for = st.query_params.get("exercise")
    shown = asked_for if asked_for in names else names[0]
    choose(shown)  # it stays, whatever its name is in another language
    left, right = st.columns([4, 7.4], gap="large")
    with left, st.container(key="list"):
        st.caption(f"{len(names)} of {len(shelf)} exercises")
        for entry in names:
            card(entry, shelf[entry], entry == shown)
    with right:
        inside(shown, shelf[shown])
else:
    st.info("Nothing fits all of that. Try fewer words, more minutes, or any practice.")
