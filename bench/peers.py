"""The same room in oTree from PyPI, in the same run: how many times slower.

Where it is unclear how to compare, oTree gets the better of it. Its phones ask for pages only, not
for style and scripts, and open the websocket of the live page, over which the reveal comes, but not
those of all pages. An answer counts as acknowledged when oTree has committed it and says where to
go next. One participant more stands in for the facilitator: she sends what reveals the answers.
"""

import asyncio
import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import httpx2
import psutil
from websockets.asyncio.client import ClientConnection, connect

from bench.beside import Seen, compared, ours_seen
from bench.line import PATIENCE, Line, Reply
from bench.live import SIZES, WITHIN, Figures, spread
from bench.phones import HEADERS, Refused
from bench.report import say
from bench.serving import NotStarted, serving, used
from tests.servers import free_port

PEOPLE = (100, 200)
VERSION = "6.0.15"
PROJECT = Path(__file__).parent / "otree_room"
HOME = Path(sys.prefix) / "peers" / f"otree-{VERSION}"
"""It needs other versions of what the kit needs too, so an environment of its own; it is kept."""
SCRIPTS = HOME / ("Scripts" if sys.platform == "win32" else "bin")
PIP = ("-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--retries", "1")
Done = TypeVar("Done")
SOCKET = re.compile(r'data-socket-url="(/live\?[^"]+)"')


class LeftOut(Exception):
    """Why oTree cannot be measured here, in one sentence."""


async def run(typed: Any) -> Figures:
    """Ours, theirs, and the ratios by size; or why there are none."""
    told: Figures = {}
    try:
        install()
        for people in PEOPLE if typed.phones == SIZES else typed.phones:
            say(f"  {people} phones")
            told[str(people)] = compared("otree", await _otree(people), await ours_seen(people))
    except LeftOut as why:
        told["left out"] = str(why)
    return told


def install() -> None:
    """Make the environment with oTree in it, unless it is there. Raises LeftOut."""
    if installed():
        return
    say(f"  installing oTree {VERSION} into {HOME}, once")
    shutil.rmtree(HOME, ignore_errors=True)
    python = SCRIPTS / Path(sys.executable).name
    for command in ((sys.executable, "-m", "venv", HOME), (python, *PIP, f"otree=={VERSION}")):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise LeftOut(f"oTree {VERSION} is left out: {_why(done.stdout + done.stderr)}")


def installed() -> bool:
    """Is it there, and does it run? Its programs name the place where they were installed, so not
    where the folder was moved since."""
    try:
        done = subprocess.run([SCRIPTS / "otree", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _why(said: str) -> str:
    """What pip says, in one sentence."""
    if "connection broken by" in said:
        return "to install it once, this computer needs the internet."
    *_, last = said.strip().split("\n")
    return f"it cannot be installed here: {last.removeprefix('ERROR: ')}."


class Participant:
    """A browser that asks for pages of oTree, and goes where it is sent."""

    def __init__(self, port: int, label: str) -> None:
        self.port, self.label, self.at = port, label, ""
        self.page = Reply()
        self._line = Line("127.0.0.1", port)
        self._socket: ClientConnection | None = None

    async def come(self, link: str) -> None:
        """From the link that all have got to the question. Raises Refused."""
        path = f"{link}?{urlencode({'participant_label': self.label})}"
        await self._follow(await self._ask(f"GET {path}"))

    async def answer(self, delay: float, energy: int) -> float:
        """Answer at some moment; after how many seconds it was acknowledged. Raises Refused."""
        await asyncio.sleep(delay)
        began = time.perf_counter()
        reply = await self._ask(f"POST {self.at}", urlencode({"energy": energy}))
        took = time.perf_counter() - began
        if reply.status != 302:
            raise Refused(f"{self.at}: status {reply.status}")
        await self._follow(reply)
        return took

    async def listen(self) -> None:
        """Open the websocket of the page that follows the question. Raises Refused."""
        found = SOCKET.search(self.page.text)
        if found is None:
            raise Refused(f"{self.at} is no live page")
        path = html.unescape(found[1])
        self._socket = await connect(f"ws://127.0.0.1:{self.port}{path}")

    async def reveal(self) -> None:
        """As the facilitator: let all see what was answered."""
        assert self._socket
        await self._socket.send('"reveal"')

    async def see(self) -> float:
        """Wait for the answers of all; when they were there. Raises Refused."""
        assert self._socket
        async with asyncio.timeout(PATIENCE):
            told = json.loads(await self._socket.recv())
        if not told.get("live_method_payload"):
            raise Refused(f"{self.at} shows no answers: {told}")
        return time.perf_counter()

    async def look(self) -> float:
        """Load the page on which they are; when it was there. Raises Refused."""
        await self._follow(await self._ask(f"GET {self.at}"))
        return time.perf_counter()

    async def leave(self) -> None:
        """Close the browser."""
        self._line.close()
        if self._socket:
            await self._socket.close()

    async def _follow(self, reply: Reply) -> None:
        """Go where one is sent until there is a page."""
        while reply.status in (302, 307):
            self.at = urlsplit(reply.headers[b"location"].decode()).path
            reply = await self._ask(f"GET {self.at}")
        if reply.status != 200:
            raise Refused(f"{self.at}: status {reply.status}")
        self.page = reply

    async def _ask(self, what: str, form: str | None = None) -> Reply:
        more = HEADERS.format(host=f"127.0.0.1:{self.port}")
        if form is not None:
            more += f"content-length: {len(form)}\r\n"
            more += "content-type: application/x-www-form-urlencoded\r\n"
        return await self._line.ask(f"{what} HTTP/1.1\r\n{more}\r\n{form or ''}".encode())


async def _otree(people: int) -> Seen:
    with tempfile.TemporaryDirectory(prefix="otree-", ignore_cleanup_errors=True) as folder:
        project = shutil.copytree(PROJECT, Path(folder) / "room")
        (project / "_static").mkdir()
        port = free_port()
        command = [str(SCRIPTS / "otree"), "prodserver", f"127.0.0.1:{port}"]
        environment = {
            "PATH": os.pathsep.join([str(SCRIPTS), os.environ["PATH"]]),  # it starts a second otree
            "OTREE_PRODUCTION": "1",
            "OTREE_AUTH_LEVEL": "",
            "DATABASE_URL": "sqlite:///db.sqlite3",
        }
        base = f"http://127.0.0.1:{port}"
        try:
            async with serving(
                command, f"{base}/api/otree_version", project, **environment
            ) as server:
                await _alone(port, base)
                return await _through(people, port, base, server)
        except NotStarted as why:
            raise LeftOut(f"oTree {VERSION} is left out: it does not start here: {why}.") from None


async def _link(base: str, people: int) -> str:
    """The link of a new session for so many."""
    asked = {"session_config_name": "energy", "num_participants": people}
    async with httpx2.AsyncClient(timeout=PATIENCE) as facilitator:
        made = await facilitator.post(f"{base}/api/sessions", json=asked)
    return urlsplit(made.raise_for_status().json()["session_wide_url"]).path


async def _alone(port: int, base: str) -> None:
    """One goes all the way: each page has been made once, as with ours."""
    first = Participant(port, "First")
    await first.come(await _link(base, 1))
    await first.answer(0, 3)
    await first.listen()
    await first.reveal()
    await first.see()
    await first.leave()


async def _through(people: int, port: int, base: str, server: psutil.Process) -> Seen:
    chance, link = random.Random(8), await _link(base, people + 1)
    numbered = [Participant(port, f"Person {number:04}") for number in range(people + 1)]
    facilitator, *phones = numbered

    async def answer(phone: Participant) -> float:
        return await phone.answer(chance.uniform(0, WITHIN), chance.randint(1, 5))

    try:
        await facilitator.come(link)
        await facilitator.answer(0, 3)
        await facilitator.listen()
        spent, began = used(server), time.perf_counter()
        came = await _done(phones, lambda phone: phone.come(link))
        joined, spent = time.perf_counter() - began, used(server) - spent
        answered = await _done(came, answer)
        there = await _done(answered, Participant.listen)
        pressed = time.perf_counter()
        await facilitator.reveal()
        seen = await _done(there, Participant.see)
        looked = await _done(seen, Participant.look)
        return Seen(
            join=joined,
            cpu=spent / people,
            answers=spread([*answered.values()])["p95"],
            reveal=max(seen.values()) - pressed if seen else None,
            reveal_by_page=max(looked.values()) - pressed if looked else None,
            failed=people - len(looked),
        )
    finally:
        for participant in numbered:
            await participant.leave()


async def _done(
    phones: Iterable[Participant], what: Callable[[Participant], Awaitable[Done]]
) -> dict[Participant, Done]:
    """What came of it for each who could do it; the first failure is told."""
    them = [*phones]
    told = await asyncio.gather(*map(what, them), return_exceptions=True)
    done = {
        phone: outcome
        for phone, outcome in zip(them, told, strict=True)
        if not isinstance(outcome, BaseException)
    }
    if len(done) < len(them):
        first = next(outcome for outcome in told if isinstance(outcome, BaseException))
        say(f"  oTree: {len(them) - len(done)} phones failed, the first with {first!r}")
    return done
