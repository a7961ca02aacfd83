"""Somebody else's server beside ours: started, waited for, and ended with all that it started."""

import asyncio
import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import httpx2
import psutil

PATIENCE = 60.0


class NotStarted(Exception):
    """A server does not answer: what it said last."""


@contextlib.asynccontextmanager
async def serving(
    command: Sequence[str], url: str, folder: Path, **environment: str
) -> AsyncIterator[psutil.Popen]:
    """It answers at `url` when this begins. Raises NotStarted where it does not."""
    with tempfile.TemporaryFile() as said:
        server = psutil.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            try:
                await answering(url, lambda: server.poll() is None)
            except NotStarted as error:
                said.seek(0)
                words = said.read().decode(errors="replace").strip()
                *_, last = words.split("\n") if words else [str(error)]
                raise NotStarted(last) from None
            yield server
        finally:
            _end(server)


def used(server: psutil.Process) -> float:
    """Processor seconds of a server, and of the processes that it has started."""
    times = [process.cpu_times() for process in _all(server)]
    return sum(spent.user + spent.system for spent in times)


async def answering(url: str, lives: Callable[[], bool] = lambda: True) -> None:
    """Wait until a page is there, so everything is loaded. Raises NotStarted."""
    end = time.monotonic() + PATIENCE
    async with httpx2.AsyncClient() as probe:
        while True:
            with contextlib.suppress(httpx2.TransportError):
                if (await probe.get(url)).is_success:
                    return
            if not lives():
                raise NotStarted("the server has ended at once")
            if time.monotonic() > end:
                raise NotStarted(f"nothing answers at {url}")
            await asyncio.sleep(0.1)


def _all(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]


def _end(server: psutil.Popen) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in _all(server):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
    server.wait()
