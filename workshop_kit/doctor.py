"""Looks whether a workshop can be run on this computer, and says what to do where not.

`python3 -m workshop_kit doctor`
"""

import contextlib
import http.client
import logging
import os
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workshop_kit import network
from workshop_kit.assembly import Kit, assemble, why_not
from workshop_kit.question import Invalid
from workshop_kit.settings import Settings, why_not_written

ENOUGH = 500_000_000
"""Free bytes on the disk that last for many workshops."""
SLOW = 0.25
"""Seconds for a commit from which on a room would notice."""
BUILT = 1_767_225_600
"""No clock that is right is before this: the first of January 2026."""
PATIENCE = 3.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, how it is, and what to do where it is not well."""

    about: str
    well: bool
    said: str


def look(settings: Settings) -> Iterator[Finding]:
    """Everything in turn; what builds on something that is not well is left out."""
    logging.getLogger("workshop_kit").addHandler(logging.NullHandler())  # it is told here instead
    folder = data_folder(settings.data)
    yield folder
    if folder.well:
        yield disk(settings.data)
        yield from _with_kit(settings)
    running = _answers(f"http://127.0.0.1:{settings.port}")
    yield port(settings.port, running)
    found = network.addresses()
    yield addresses(found)
    yield browser(settings, network.join_base(settings, None, found), running)


def data_folder(data: Path) -> Finding:
    """Can the folder be made and written?"""
    why = why_not_written(data)
    return Finding("data folder", not why, why or str(data))


def disk(data: Path) -> Finding:
    """Is there room for what comes?"""
    free = shutil.disk_usage(data).free
    told = f"{free / 1e9:.1f} GB free"
    if free < ENOUGH:
        told += f" where {data} is: make room, or choose another disk with --data FOLDER"
    return Finding("disk", free >= ENOUGH, told)


def _with_kit(settings: Settings) -> Iterator[Finding]:
    try:
        kit = assemble(settings)
    except Invalid as taken:
        running = _answer(f"http://127.0.0.1:{settings.port}", "/readyz")
        told = "a kit that runs has it open, and saves" if running == b"ready" else str(taken)
        yield Finding("database", running == b"ready", told)
        return
    except Exception as error:
        yield Finding("database", False, why_not(settings, error))
        return
    try:
        yield database(kit)
        yield clock(kit, time.time())
    finally:
        kit.close()


def database(kit: Kit) -> Finding:
    """Does it take something in, and how long does that take?"""
    began = time.perf_counter()
    try:
        kit.conduct.probe().result()
    except Exception as error:
        told = f"nothing can be saved ({type(error).__name__}): is the disk full or read only?"
        return Finding("database", False, told)
    took = time.perf_counter() - began
    told = f"saves within {took * 1000:.0f} ms"
    if took > SLOW:
        told += ": that is slow. Choose a disk in this computer with --data FOLDER"
    return Finding("database", took <= SLOW, told)


def clock(kit: Kit, now: float) -> Finding:
    """Is it plausible, and not behind what is in the database already?"""
    last = max((w.opened or 0.0 for w in kit.conduct.workshops().result()), default=0.0)
    told = time.strftime("%Y-%m-%d %H:%M", time.localtime(now))
    if now < max(last, BUILT):
        return Finding("clock", False, f"it says {told}, which is past: set the computer's clock")
    return Finding("clock", True, told)


def port(number: int, running: bool) -> Finding:
    """Is it free, or has it a kit on it that runs?"""
    if running:
        return Finding("port", True, f"{number}: a kit is running there")
    other = number + 1 if 1024 <= number < 65535 else 8501
    with socket.socket() as trial:
        if os.name != "nt":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("0.0.0.0", number))
        except OSError as error:
            denied = isinstance(error, PermissionError)
            state = "not open to this user" if denied else "taken by another program"
            told = f"{number} is {state}: choose another with --port {other}"
            return Finding("port", False, told)
    return Finding("port", True, f"{number} is free")


def addresses(found: list[network.Address]) -> Finding:
    """Is this computer on a network that phones could be on?"""
    if not found:
        told = "this computer is on no network: connect it to the Wi-Fi of the room"
        return Finding("network", False, told)
    return Finding("network", True, ", ".join(f"{a.host} ({a.interface})" for a in found))


def browser(settings: Settings, base: str, running: bool) -> Finding:
    """Does a browser that goes to the address for phones come to the kit?"""
    if not network.reachable(base):
        return Finding("phones", False, f"{base} leads phones nowhere: see network")
    with contextlib.ExitStack() as stack:
        if not running and not settings.public_url:
            listener = stack.enter_context(socket.socket())
            try:
                listener.bind(("0.0.0.0", settings.port))
                listener.listen()
            except OSError:
                return Finding("phones", False, "the port cannot be opened: see port")
            reached = _connects(base)
        else:
            reached = _answers(base)
    if not reached:
        todo = "let Python through the firewall, or start the kit when it is a tunnel's address"
        return Finding("phones", False, f"{base} does not answer even here: {todo}")
    told = f"{base} answers here. Whether a phone gets through: start, and scan the test code"
    return Finding("phones", True, told)


def _answers(base: str) -> bool:
    return _answer(base, "/healthz") == b"ok"


def _answer(base: str, path: str) -> bytes:
    parts = urlsplit(base)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        line.request("GET", path)
        return line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        line.close()


def _connects(base: str) -> bool:
    parts = urlsplit(base)
    try:
        address = (parts.hostname or "", parts.port or 80)
        socket.create_connection(address, timeout=PATIENCE).close()
    except OSError:
        return False
    return True
