"""How is it going, weeks later: what is asked again by a link, and what has moved since."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path

import streamlit as st

from workshop_kit import console, qr, reveal
from workshop_kit.afterwards import pulses, trend, trend_chart
from workshop_kit.afterwards.pulses import LONGEST_DAYS, USUAL_DAYS
from workshop_kit.afterwards.trend import Trend
from workshop_kit.assembly import kit
from workshop_kit.conduct import PulseCount
from workshop_kit.exercise import Exercise
from workshop_kit.figures import Figures
from workshop_kit.release import CHANGE
from workshop_kit.workshop import Pulse, Workshop

USUAL = "how_is_it_going"
MORE_DAYS = 3
SIDE_BY_SIDE = 3
RUNNING = (
    "Phones reach a pulse only while the kit runs and under the same address as in the room. On a "
    "laptop that goes home with you that is not so: let the kit run on a computer that stays on, "
    "with --public-url."
)


def moment(at: float) -> datetime:
    """A time where the kit runs."""
    return datetime.fromtimestamp(at, UTC).astimezone()


def said(at: float) -> str:
    """A time in words."""
    when = moment(at)
    return f"{when:%A}, {when.day} {when:%B}, {when:%H:%M}"


# Doing what she asked for


def make(workshop: Workshop, exercises: Sequence[Exercise]) -> None:
    """Make a pulse as the form says."""
    opens = datetime.now(UTC).timestamp()
    if st.session_state["opens"] == "later":
        day: date = st.session_state["day"]
        hour: time = st.session_state["hour"]
        opens = datetime.combine(day, hour).astimezone().timestamp()
    days, now = int(st.session_state["days"]), datetime.now(UTC).timestamp()
    made = console.act(
        lambda: kit().conduct.pulse(
            workshop.code, "make a pulse", lambda w: pulses.add(w, exercises, opens, days, now)
        )
    )
    if made:
        st.toast("The pulse is made.", icon=":material/check:")


def close(code: str, pulse: str) -> None:
    """Close it now, and show what it says."""
    now = datetime.now(UTC).timestamp()
    console.act(
        lambda: kit().conduct.pulse(code, "close a pulse", lambda w: pulses.end(w, pulse, now))
    )


def longer(code: str, pulse: str) -> None:
    """Keep it open for some days more."""
    now = datetime.now(UTC).timestamp()
    console.act(
        lambda: kit().conduct.pulse(
            code, "prolong a pulse", lambda w: pulses.prolong(w, pulse, MORE_DAYS, now)
        )
    )


def remove(code: str, pulse: str) -> None:
    """Take it away before it has opened."""
    console.act(
        lambda: kit().conduct.pulse(code, "remove a pulse", lambda w: pulses.remove(w, pulse))
    )


def of_guests(guests: int) -> str:
    """What is to be known of those who came in by the link alone; nothing where there are none."""
    if not guests:
        return ""
    phones = "1 phone has" if guests == 1 else f"{guests} phones have"
    return (
        f"{phones} come in by the link without having been in the room. Nobody is asked for a "
        "name there, so the same person can do that twice: they count in the means, and are not "
        "compared."
    )


# A pulse that is open or comes


@console.live(5 * console.SECONDS)
def under_way(code: str) -> None:
    """The pulse that is open or comes, with its link, as it stands now."""
    workshop = kit().conduct.workshop(code).result()
    counts = kit().conduct.pulse_counts(code).result()
    if standings(counts) != st.session_state["standings"]:
        st.rerun()  # one has opened or closed: the whole page says so
    for count in counts:
        if count.standing != "closed":
            one(workshop, count)


def standings(counts: Sequence[PulseCount]) -> list[tuple[str, str]]:
    """How the pulses stand."""
    return [(count.pulse.id, count.standing) for count in counts]


def one(workshop: Workshop, count: PulseCount) -> None:
    """A pulse with its QR code, its link, and what she can do."""
    pulse, code = count.pulse, workshop.code
    link = f"{kit().join_url(code)}/pulse"
    with st.container(border=True):
        way_in, words = st.columns([2, 7], gap="large", vertical_alignment="center")
        way_in.html(qr.image(link, "QR code of the pulse"))
        with words:
            asked = ", ".join(item.exercise.title for item in pulse.items)
            if count.standing == "coming":
                head, times = f"Opens on {said(pulse.opens)}", f"until {said(pulse.closes)}"
            else:
                answered = max(count.answered.values(), default=0)
                people = "person has" if answered == 1 else "people have"
                head, times = f"{answered} {people} answered", f"Open until {said(pulse.closes)}"
            st.html(
                f'<p class="over">Pulse {pulse.id[1:]} · {escape(asked)}</p>'
                f'<p class="prompt">{escape(head)}</p><p class="quiet">{escape(times)}. It opens '
                "and closes by the clock; what all said is shown when it has closed.</p>"
            )
            if told := of_guests(count.guests):
                st.caption(told)
            st.code(invitation(workshop, pulse, link), language=None, wrap_lines=True)
            buttons(code, count)


def buttons(code: str, count: PulseCount) -> None:
    """What she can do with it now."""
    pulse = count.pulse.id
    with st.container(horizontal=True):
        if count.standing == "coming":
            st.button("Take it away", on_click=remove, args=(code, pulse), key=f"remove {pulse}")
            return
        with st.popover("Close it now", icon=":material/event_available:"):
            st.write("Nobody can answer any more, and what was said is shown. It stays so.")
            st.button(
                "Yes, close it",
                type="primary",
                on_click=close,
                args=(code, pulse),
                key=f"close {pulse}",
            )
        st.button(
            f"{MORE_DAYS} days longer",
            on_click=longer,
            args=(code, pulse),
            key=f"longer {pulse}",
        )


def invitation(workshop: Workshop, pulse: Pulse, link: str) -> str:
    """A text to send to everybody, in the workshop's language."""
    closes = moment(pulse.closes)
    if workshop.agenda[0].exercise.language == "de":
        return (
            f"Wie läuft es seit „{workshop.title}“? Ein paar kurze Fragen, bis "
            f"{closes.day}.{closes.month}., ohne Namen. Bitte mit dem Handy von damals: {link}"
        )
    return (
        f"How is it going since “{workshop.title}”? A few short questions, until "
        f"{closes.day} {closes:%B}, without names. Please with the phone that you had then: {link}"
    )


# A new one


def new(workshop: Workshop) -> None:
    """What is asked, when, and for how long."""
    usual = [kit().library[e.file] for e in kit().agendas[USUAL].exercises]
    offered = pulses.offered(workshop, usual, kit().library)
    what, when = st.columns(2, gap="large")
    with what:
        chosen = st.multiselect(
            "What is asked",
            list(offered),
            default=[e.file for e in usual if e.file in offered],
            format_func=lambda file: offered[file].title,
            help="With the words that the room has seen, so that it can be compared.",
        )
        asked = {item.exercise.file for item in workshop.agenda}
        compared = [offered[file].title for file in chosen if file in asked]
        st.caption(
            f"Compared with what the room said: {console.plain(', '.join(compared))}."
            if compared
            else "None of this was asked in the room: it is compared from the second time on."
        )
    with when:
        opens = st.segmented_control(
            "Opens", ["now", "later"], default="now", required=True, key="opens"
        )
        if opens == "later":
            day, hour = st.columns(2)
            tomorrow = datetime.now(UTC).astimezone().date() + timedelta(days=1)
            day.date_input("Day", tomorrow + timedelta(days=27), min_value=tomorrow, key="day")
            hour.time_input("Time", time(9), key="hour")
        st.number_input("For how many days", 1, LONGEST_DAYS, USUAL_DAYS, key="days")
    st.button(
        "Make the pulse",
        type="primary",
        on_click=make,
        args=(workshop, [offered[file] for file in chosen]),
    )
    st.caption(RUNNING)


# What was said


def over_time(found: Trend) -> None:
    """One trend: a small picture for each item, and the same in words."""
    st.html(f'<p class="prompt">{escape(found.title)}</p><p class="quiet">{escape(found.prompt)}')
    for first in range(0, len(found.lines), SIDE_BY_SIDE):
        for column, line in zip(
            st.columns(SIDE_BY_SIDE, gap="large"),
            found.lines[first : first + SIDE_BY_SIDE],
            strict=False,
        ):
            with column:
                st.html(
                    f'<p class="item"><b>{escape(line.item)}</b> {escape(trend.from_to(line))}</p>'
                )
                st.vega_lite_chart(
                    spec=trend_chart.draw(found, line).to_dict(validate=False),
                    width="stretch",
                    theme=None,
                    alt=f"{line.item}: {trend.from_to(line)}",
                )
    answered = " · ".join(
        f"{t.label}, {t.day.day} {t.day:%B}: {t.answered} answered" for t in found.times
    )
    st.caption(
        f"{answered}. Each point is the mean of all who answered that time; how surely the same "
        "people have moved stands below, from one time to the next."
    )


def closed(workshop: Workshop, count: PulseCount, figures: Figures) -> None:
    """What one pulse said."""
    pulse = count.pulse
    with st.container(border=True):
        asked = ", ".join(item.exercise.title for item in pulse.items)
        st.html(
            f'<p class="over">Pulse {pulse.id[1:]} · closed on {escape(said(pulse.closes))}</p>'
            f'<p class="prompt">{escape(asked)}</p>'
        )
        shown = [p for p in pulses.places(workshop, pulse) if p.key in figures.releases]
        if not shown:
            st.caption("It was not asked: the kit did not run while it would have been open.")
        for place in shown:
            release = figures.releases[place.key]
            st.html(
                f'<p class="item"><b>{escape(place.step.prompt_about())}</b> '
                f"{console.have_said(place.step, release)}</p>"
            )
            for measure, result in reveal.measures_of(workshop, place, figures.results):
                for finding in measure.findings(result):
                    st.markdown(f"- {console.plain(str(finding.said))}")
            if matched := max((c.answered for c in release.cells if c.target == CHANGE), default=0):
                st.caption(
                    f"{matched} of {release.answered} are compared with what they said themselves "
                    "the time before: their phone or their code word matches both, no name does."
                )
            pictures = reveal.pictures(workshop, place, figures.releases, figures.results)
            for number, picture in enumerate(pictures):
                console.show_picture(picture, key=f"{place.key} {number}")
            for sentence in release.withheld:
                st.caption(sentence)
        if shown and (told := of_guests(count.guests)):
            st.caption(told)


workshop = console.chosen()
console.style(Path(__file__).with_suffix(".css"))
st.html(f'<p class="over">{escape(workshop.title)}</p><h1 class="head">How is it going?</h1>')
if not workshop.ended:
    st.info(
        "A pulse asks again, weeks after the workshop, what has become of it: by a link, on "
        "people’s own phones, without you. It can be made when the workshop has ended."
    )
    st.stop()
counts = kit().conduct.pulse_counts(workshop.code).result()
st.session_state["standings"] = standings(counts)
under_way(workshop.code)
if not any(count.standing != "closed" for count in counts):
    with st.expander("Make a pulse", icon=":material/add_circle:", expanded=not counts):
        new(workshop)
figures = kit().conduct.figures(workshop.code).result()
for found in trend.trends(workshop, figures.releases):
    over_time(found)
for count in reversed(counts):
    if count.standing == "closed":
        closed(workshop, count, figures)
