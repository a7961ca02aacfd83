"""What the projector shows: it follows the workshop by itself."""

import time
from html import escape

import streamlit as st

from workshop_kit import console, reveal
from workshop_kit.assembly import kit
from workshop_kit.conduct import Counts
from workshop_kit.question import Question
from workshop_kit.workshop import Place, Workshop

STYLE = """
header,[data-testid=stHeader],[data-testid=stSidebar],[data-testid=stToolbar]{display:none!important}
.stMainBlockContainer{padding:2.2vh 3vw 0!important;max-width:none!important}
.stMain{font-size:1.6vw}
.stage{min-height:80vh;display:flex;flex-direction:column;justify-content:center}
.stage h1{font-size:4.4vw;line-height:1.12;margin:0 0 2vh;padding:0}
.stage p{font-size:2vw;margin:.6vh 0}
.lobby{display:grid;grid-template-columns:minmax(0,38vw) minmax(0,1fr);gap:4vw;align-items:center;min-height:90vh}
.lobby .qr{max-width:min(38vw,82vh)}
.lobby .code{font-size:6.5vw;line-height:1.1;margin:0}
.lobby h1{font-size:3.4vw;line-height:1.12;padding:0}
.lobby .quiet{font-size:1.9vw}
.chips{display:flex;flex-wrap:wrap;gap:.8vw;margin-top:3vh}
.chips span{font-size:1.7vw;padding:.5vh 1.2vw;border-radius:2vw;background:var(--brand-soft);color:#15211F;font-weight:600}
.ends{display:flex;justify-content:space-between;max-width:60vw;font-size:2vw;margin-top:3vh;border-top:.3vw solid var(--brand);padding-top:1vh}
.options{display:grid;grid-template-columns:1fr 1fr;gap:1vw;margin-top:2vh;font-size:2vw}
.count{font-size:3vw!important;font-weight:700;color:var(--brand)}
.corner{position:fixed;right:2vw;bottom:2vh;width:11vw;text-align:center;font-size:1.5vw}
.title{font-size:2.6vw;font-weight:700;line-height:1.15;margin:0}
.sub{font-size:1.7vw;margin:.4vh 0}
.wall .cloud{font-size:3.2vw;min-height:60vh;align-content:center}
.wall .cards{font-size:1.7vw;grid-template-columns:repeat(auto-fill,minmax(27vw,1fr))}
.note{font-size:1.2vw;color:var(--muted)}
.clock{font-size:11vw;font-weight:700;font-variant-numeric:tabular-nums;line-height:1;color:var(--brand)}
"""


def lobby(workshop: Workshop, counts: Counts) -> str:
    """The QR code as large as it goes, and who has come."""
    chips = "".join(
        f"<span>{escape(name)} {counts.joined.get(team, 0)}</span>"
        for team, name in workshop.team_names.items()
    )
    return (
        f'<div class="lobby">{console.qr(workshop.code)}<div><h1>{escape(workshop.title)}</h1>'
        f'<p class="quiet">Scan with your camera, or open<br><b>{escape(console.address(workshop.code))}</b></p>'
        f'<p class="code">{workshop.code}</p>'
        f'<p class="count">{sum(counts.joined.values())} are here</p>'
        f'<div class="chips">{chips}</div></div></div>'
    )


def corner(workshop: Workshop) -> str:
    """For late joiners, at any time."""
    return f'<div class="corner">{console.qr(workshop.code)}<span class="code">{workshop.code}</span></div>'


def hints(question: Question) -> str:
    """The options of a question, in words."""
    if low := getattr(question, "low", ""):
        return f'<div class="ends"><span>1 {escape(low)}</span><span>{question.points} {escape(question.high)}</span></div>'
    options = getattr(question, "options", ())
    return f'<div class="options">{"".join(f"<span>{escape(o)}</span>" for o in options)}</div>' if options else ""


def clock(workshop: Workshop, place: Place) -> str:
    """Time left of a talk."""
    if workshop.opened is None:
        return ""
    left = max(0, round(place.step.minutes * 60 - (time.time() - workshop.opened)))
    return f'<p class="clock" role="timer">{left // 60}:{left % 60:02d}</p>'


def stage(workshop: Workshop, place: Place, counts: Counts) -> str:
    """The prompt, while the room listens, answers or talks."""
    phase = workshop.phase(place.key)
    answered, joined = sum(counts.answered.values()), sum(counts.joined.values())
    asking = place.step.question.asks
    lines = [
        f'<p class="over">{escape(place.item.exercise.title)}</p>',
        f"<h1>{escape(place.step.prompt.replace('{target}', '…'))}</h1>",
    ]
    if phase == "ready":
        lines.append('<p class="quiet">Listen first. It opens on your phone in a moment.</p>')
    elif not asking:
        lines.append(clock(workshop, place))
    elif phase == "open":
        lines += [hints(place.step.question), f'<p class="count">{answered} of {joined} have answered</p>']
    else:
        lines.append(f'<p class="count">Closed. {answered} of {joined} have answered.</p>')
    return f'<div class="stage">{"".join(lines)}</div>{corner(workshop)}'


def revealed(workshop: Workshop, place: Place) -> None:
    """One picture of the reveal, as large as it goes."""
    figures = kit().conduct.figures(workshop.code).result()
    shown = reveal.pictures(workshop, place, figures.releases, figures.results)
    if place.step.reveal == "private":
        st.html('<div class="stage"><h1>Look at your phone.</h1><p class="quiet">What was written to you is there, and only there.</p></div>')
        return
    if not shown:
        st.html('<div class="stage"><h1>Too few answers to show.</h1><p class="quiet">Nobody’s answer can be told from this.</p></div>')
        return
    number = min(workshop.picture, len(shown) - 1)
    picture = shown[number]
    heading = picture.heading or place.step.prompt.replace("{target}", "…")
    title = f"{picture.title}: {heading}" if picture.title else heading
    st.html(f'<p class="title">{escape(title)}</p>')
    console.show_picture(picture, big=True, key=f"{place.key} {number}")
    release = figures.releases[place.key]
    note = " ".join(release.withheld) or f"{release.answered} people answered."
    st.html(f'<p class="note">{escape(note)}</p>')


def live(workshop: Workshop, place: Place) -> bool:
    """Answers as they come, where the step shows them so; False where there are none yet."""
    release = kit().conduct.live(workshop.code).result()
    shown = reveal.step_pictures(workshop, place, {place.key: release}) if release else ()
    if not shown:
        return False
    st.html(f'<p class="title">{escape(place.step.prompt)}</p>')
    console.show_picture(shown[0], big=True)
    st.html(corner(workshop))
    return True


@st.fragment(run_every=console.SECONDS)
def show(code: str) -> None:
    """Whatever the room should see now."""
    workshop = kit().conduct.workshop(code).result()
    counts = kit().conduct.counts(code).result()
    place = workshop.place
    if workshop.ended:
        st.html('<div class="stage"><h1>Thank you.</h1></div>')
    elif place is None:
        st.html(lobby(workshop, counts))
    elif workshop.phase(place.key) == "revealed":
        revealed(workshop, place)
    elif place.step.reveal != "live" or not live(workshop, place):
        st.html(stage(workshop, place, counts))


console.style(STYLE)
show(console.chosen().code)
