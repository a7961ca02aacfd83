"""The console's door and menu: Streamlit runs this for every page."""

from pathlib import Path

import streamlit as st

from workshop_kit import console

HERE = Path(__file__).parent

st.set_page_config(page_title="Workshop Kit", page_icon=HERE / "icon.svg", layout="wide")

screen = st.Page("screen.py", title="Screen", icon=":material/cast:")
if not console.signed_in() and console.screen_of():
    pages = [screen]
elif console.signed_in():
    pages = [
        st.Page("workshops.py", title="Workshops", icon=":material/groups:", default=True),
        st.Page("prepare.py", title="Prepare", icon=":material/edit_calendar:"),
        st.Page("people.py", title="People", icon=":material/badge:"),
        st.Page("run.py", title="Run", icon=":material/play_circle:"),
        st.Page("results.py", title="Results", icon=":material/insights:"),
        st.Page("commitments.py", title="Commitments", icon=":material/handshake:"),
        st.Page("pulse.py", title="Pulse", icon=":material/monitor_heart:"),
        st.Page("library.py", title="Library", icon=":material/menu_book:"),
        st.Page("settings.py", title="Settings", icon=":material/tune:"),
        screen,
        st.Page("keep.py", title="Carry and keep", visibility="hidden"),
        st.Page("check.py", title=console.CHECK, visibility="hidden"),
    ]
else:
    st.title("Workshop Kit")
    st.write("Please sign in as the facilitator.")
    st.link_button("Sign in", "/sign-in", type="primary")
    st.stop()

st.logo(HERE / "icon.svg")
page = st.navigation(pages, position="top" if len(pages) > 1 else "hidden")
console.style(Path(__file__).with_suffix(".css"))
page.run()
