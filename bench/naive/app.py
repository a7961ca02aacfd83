"""The same room as one would write it first: every phone's page is a Streamlit page.

A phone types a name, waits, answers one question and sees how all have answered; the page looks
again each second. Answers are kept in SQLite, committed one by one. It is only here to compare.
"""

import os
import sqlite3
import threading

import pandas as pd
import streamlit as st

LOCK = threading.Lock()


@st.cache_resource
def database() -> sqlite3.Connection:
    """One connection for all."""
    made = sqlite3.connect(os.environ["NAIVE_DATABASE"], check_same_thread=False)
    made.execute("CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY)")
    made.execute("CREATE TABLE IF NOT EXISTS answers (name TEXT PRIMARY KEY, value INTEGER)")
    made.execute("CREATE TABLE IF NOT EXISTS phase (now TEXT)")
    return made


def run(statement: str, *values: object) -> list[tuple]:
    """Run a statement, and commit."""
    with LOCK, database():
        return database().execute(statement, values).fetchall()


@st.fragment(run_every=1.0)
def room(name: str) -> None:
    """What everybody sees: a form, or the answers of all."""
    if run("SELECT now FROM phase"):
        values = pd.DataFrame(run("SELECT value, count(*) FROM answers GROUP BY value"))
        st.html("<p>revealed</p>")
        if len(values):
            st.bar_chart(values, x=0, y=1)
        return
    st.html("<p>open</p>")
    value = st.radio("How is your energy?", [1, 2, 3, 4, 5], horizontal=True)
    if st.button("Send"):
        run("INSERT OR REPLACE INTO answers VALUES (?, ?)", name, value)
        st.html("<p>saved</p>")


who = st.query_params.get("name")
if who is None:
    st.text_input("Your name")
else:
    run("INSERT OR IGNORE INTO people VALUES (?)", who)
    st.html(f"<p>You are in, {who}</p>")
    room(who)
