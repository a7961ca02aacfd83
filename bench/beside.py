"""The same room with phones on plain Streamlit pages, in the same run: how many times slower.

A phone of the naive app loads what its page is made of and then talks over a websocket; here only
the websocket is opened, so the comparison is kind to it.
"""

import asyncio
import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx2
import psutil

from bench.console import Console
from bench.live import Live, spread
from tests.servers import ROOT, free_port

PEOPLE = 100
WITHIN = 5.0
PATIENCE = 40.0


async def run(typed: Any) -> dict[str, Any]:
    """Ours, theirs, and the ratios."""
    del typed
    ours = await Live(PEOPLE, ("join", "answers", "reveal")).run()
    with tempfile.TemporaryDirectory(prefix="naive-", ignore_cleanup_errors=True) as folder:
        naive = await _naive(Path(folder) / "naive.db")
    told = {
        "naive join": naive["join"],
        "naive server cpu per join": naive["cpu"],
        "naive answers p95": naive["answers"],
        "naive reveal": naive["reveal"],
        "naive failures among phones": naive["failed"],
        "join times faster": naive["join"] / ours["join"]["all in"],
        "cpu times less": naive["cpu"] / (ours["join"]["server cpu"] / PEOPLE),
        "answers times faster": naive["answers"] / ours["answers"]["p95"],
        "reveal times faster": naive["reveal"] / ours["reveal"]["to the last"],
    }
    return {str(PEOPLE): told}


async def _naive(database: Path) -> dict[str, float]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "bench/naive/app.py", "--server.port"]
    server = subprocess.Popen(
        [*command, str(port)],
        cwd=ROOT,
        env={**os.environ, "NAIVE_DATABASE": str(database)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    phones = [
        Console(f"http://127.0.0.1:{port}", "", "", f"name=Person{number}")
        for number in range(PEOPLE)
    ]
    try:
        await _answering(f"http://127.0.0.1:{port}/_stcore/health")
        first = Console(f"http://127.0.0.1:{port}", "", "", "name=First")
        await first.open()
        await first.says("open", PATIENCE)  # everything is loaded, as with ours
        return await _through(phones, psutil.Process(server.pid), database)
    finally:
        for phone in (*phones, first):
            with contextlib.suppress(Exception):
                await phone.close()
        server.kill()
        server.wait()


async def _through(
    phones: list[Console], process: psutil.Process, database: Path
) -> dict[str, float]:
    chance = random.Random(8)

    async def come(phone: Console) -> None:
        await phone.open()
        await phone.says("open", PATIENCE)

    async def answer(phone: Console) -> float:
        await asyncio.sleep(chance.uniform(0, WITHIN))
        return await phone.says("saved", PATIENCE, since=await phone.press("Send"))

    used, began = process.cpu_times(), time.perf_counter()
    told = await asyncio.gather(*map(come, phones), return_exceptions=True)
    joined, now = time.perf_counter() - began, process.cpu_times()
    there = [phone for phone, error in zip(phones, told, strict=True) if error is None]
    took = await asyncio.gather(*map(answer, there), return_exceptions=True)
    answered = [seconds for seconds in took if isinstance(seconds, float)]
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO phase VALUES ('revealed')")
    began = time.perf_counter()
    shown = await asyncio.gather(
        *(phone.says("revealed", PATIENCE) for phone in there), return_exceptions=True
    )
    seen = [at - began for at in shown if isinstance(at, float)]
    return {
        "join": joined,
        "cpu": (now.user + now.system - used.user - used.system) / len(phones),
        "answers": spread(answered)["p95"],
        "reveal": max(seen, default=float("nan")),
        "failed": len(phones) - len(seen),
    }


async def _answering(url: str) -> None:
    end = time.monotonic() + PATIENCE
    async with httpx2.AsyncClient() as probe:
        while True:
            with contextlib.suppress(httpx2.TransportError):
                if (await probe.get(url)).is_success:
                    return
            if time.monotonic() > end:
                raise TimeoutError("the naive app does not start")
            await asyncio.sleep(0.1)
