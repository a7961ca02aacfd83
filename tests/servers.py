"""The real server for the tests: `app.py` in a process of its own, on a port of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx2

from workshop_kit.store import copying

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90.0
ASKING = httpx2.Client(limits=httpx2.Limits(max_keepalive_connections=0))
"""Asks whether a server is there; one for all, for to make one takes longer than to ask."""


class Server:
    """A kit that runs. It can be killed, and started again on the same port and data."""

    command: Sequence[str] = ("app.py",)

    def __init__(self, data: Path, database: str = "", **environment: str) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.printed: list[str] = []
        self._environment = {
            **os.environ,
            "WORKSHOP_KIT_DATA": str(data),
            "WORKSHOP_KIT_PORT": str(self.port),
            "WORKSHOP_KIT_DATABASE": database,
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
            **environment,
        }
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers and has printed its banner."""
        self.printed.clear()
        self.process = subprocess.Popen(
            [sys.executable, *self.command],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        try:
            self._answers()
        except BaseException:  # whoever gives up waiting, with Ctrl+C too, leaves nothing behind
            self.kill()
            raise

    def _answers(self) -> None:
        """Wait until it does. Raises RuntimeError."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                if self.sign_in_link and ASKING.get(f"{self.base}/healthz").is_success:
                    return
            except httpx2.TransportError:
                pass
            time.sleep(0.05)
        raise RuntimeError("the server did not start:\n" + "".join(self.printed))

    @property
    def sign_in_link(self) -> str:
        """The link of this start, as it was printed."""
        found = re.search(r"http://localhost:\d+(/sign-in/\S+)", "".join(self.printed))
        return self.base + found[1] if found else ""

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._listening.join()

    def stop(self) -> None:
        """End it as Ctrl+C would; it has to obey."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise
        self._listening.join()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as printing:
            for line in printing:
                self.printed.append(line)


class StreamlitRun(Server):
    """The same, as `streamlit run` starts it; it is told of the port in Streamlit's way."""

    def start(self) -> None:
        """Start it, and wait until it answers and has printed its banner."""
        self._environment.pop("WORKSHOP_KIT_PORT", None)
        port = f"--server.port={self.port}"
        self.command = ("-m", "streamlit", "run", "app.py", port)
        super().start()


def shared(data: Path) -> str:
    """The database of a data folder, for a kit that lets a second hand open it meanwhile."""
    return f"sqlite:///{data / 'workshops.db'}?timeout=5"


@contextlib.contextmanager
def from_outside(url: str) -> Iterator[str]:
    """A database that a running kit may have for itself, as it is now: where it can be read."""
    if not url.startswith("sqlite"):
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        copying.copy(url, Path(folder) / "copy.db")
        yield f"sqlite:///{folder}/copy.db"


def free_port() -> int:
    """A port that nobody listens on."""
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
