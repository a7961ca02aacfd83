"""The same room with phones on plain Streamlit pages, in the same run: how many times slower.

A phone of the naive app loads what its page is made of and then talks over a websocket; here only
the websocket is opened, so the comparison is kind to it.
"""

import asyncio
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.console import Console
from bench.live import WITHIN, Figures, Live, spread
from bench.serving import serving, used
from tests.servers import ROOT, free_port

PEOPLE = 100
PATIENCE = 40.0


@dataclass(frozen=True)
class Seen:
    """What was seen of a room: seconds until all were in, of the processor for each who joined,
    until 95 of 100 answers were acknowledged, until the last phone showed a reveal; and how many
    phones failed. Where a reveal needs no page, `reveal_by_page` is how long it takes with one for
    each phone, as ours has it. Nothing stands for what could not be seen.
    """

    join: float
    cpu: float
    answers: float
    reveal: float | None
    failed: int
    reveal_by_page: float | None = None


async def run(typed: Any) -> Figures:
    """Ours, theirs, and the ratios."""
    del typed
    ours = await ours_seen(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="naive-", ignore_cleanup_errors=True) as folder:
        naive = await _naive(Path(folder) / "naive.db")
    return {str(PEOPLE): compared("naive", naive, ours)}


async def ours_seen(people: int) -> Seen:
    """Our own room of so many people."""
    told = await Live(people, ("join", "answers", "reveal")).run()
    return Seen(
        told["join"]["all in"],
        told["join"]["server cpu"] / people,
        told["answers"]["p95"],
        told["reveal"]["to the last"],
        told["join"]["failures"] + told["answers"]["failures"] + told["answers"]["lost"],
    )


def compared(name: str, theirs: Seen, ours: Seen) -> Figures:
    """Their figures by name, and how many times ours is better where both are there."""
    told = {
        f"{name} join": theirs.join,
        f"{name} server cpu per join": theirs.cpu,
        f"{name} answers p95": theirs.answers,
        f"{name} reveal": theirs.reveal,
        f"{name} reveal by page": theirs.reveal_by_page,
        f"{name} failures among phones": theirs.failed,
        "join times faster": theirs.join / ours.join,
        "cpu times less": theirs.cpu / ours.cpu,
        "answers times faster": theirs.answers / ours.answers,
        "reveal times faster": _times(theirs.reveal, ours.reveal),
        "reveal by page times faster": _times(theirs.reveal_by_page, ours.reveal),
        "failures": ours.failed,
    }
    return {figure: value for figure, value in told.items() if value is not None}


def _times(theirs: float | None, ours: float | None) -> float | None:
    return theirs / ours if theirs is not None and ours is not None else None


async def _naive(database: Path) -> Seen:
    base = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "streamlit", "run", "bench/naive/app.py", "--server.port"]
    health = f"{base}/_stcore/health"
    phones = [Console(base, "", "", f"name=Person{number}") for number in range(PEOPLE)]
    first = Console(base, "", "", "name=First")
    async with serving([*command, str(port)], health, ROOT, NAIVE_DATABASE=str(database)) as server:
        try:
            await first.open()
            await first.says("open", PATIENCE)  # everything is loaded, as with ours
            return await _through(phones, server, database)
        finally:
            for phone in (*phones, first):
                with contextlib.suppress(Exception):
                    await phone.close()


async def _through(phones: list[Console], server: psutil.Process, database: Path) -> Seen:
    chance = random.Random(8)

    async def come(phone: Console) -> None:
        await phone.open()
        await phone.says("open", PATIENCE)

    async def answer(phone: Console) -> float:
        await asyncio.sleep(chance.uniform(0, WITHIN))
        return await phone.says("saved", PATIENCE, since=await phone.press("Send"))

    spent, began = used(server), time.perf_counter()
    told = await asyncio.gather(*map(come, phones), return_exceptions=True)
    joined, spent = time.perf_counter() - began, used(server) - spent
    there = [phone for phone, error in zip(phones, told, strict=True) if error is None]
    took = await asyncio.gather(*map(answer, there), return_exceptions=True)
    answered = [seconds for seconds in took if isinstance(seconds, float)]
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO phase VALUES ('revealed')")
    began = time.perf_counter()
    shown = await asyncio.gather(
        *(phone.says("revealed", PATIENCE) for phone in there), return_exceptions=True
    )
    seen = [at - began for at in shown if isinstance(at, float)]
    return Seen(
        join=joined,
        cpu=spent / len(phones),
        answers=spread(answered)["p95"],
        reveal=max(seen, default=None),
        failed=len(phones) - len(seen),
    )
