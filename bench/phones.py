"""A room of phones, which ask for what a real phone's page asks for, in the same order.

The page, its style and script once, the form to join, the page again, the event stream; from then
on what the stream rings: a number, and with a newer one the page.
"""

import asyncio
import base64
import contextlib
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.line import Line, Lost, Reply

SHORTEST_WAIT, LONGEST_WAIT = 2.0, 4.0
"""After how many seconds a browser opens a lost event stream again."""

FILES = re.compile(r'(?:href|src)="(/phone/[^"]+)"')
SECRET = re.compile(r'name="secret" value="([^"]+)"')
STEP = re.compile(r'name="step" value="([^"]+)"')
HEADERS = (
    "host: {host}\r\nuser-agent: bench\r\naccept: text/html\r\naccept-encoding: gzip\r\n"
    "accept-language: en\r\n"
)


class Refused(Exception):
    """The server said something else than a phone may expect."""


@dataclass
class Phone:
    """One phone. It is told what happens to it by its fields, with times of `time.perf_counter`."""

    host: str
    port: int
    code: str
    name: str
    team: str
    secret: str = ""
    shown: int = -1
    shown_at: float = 0.0
    page: Reply | None = None
    joined_in: float = 0.0
    bells: int = 0
    on_shown: Callable[[], None] = lambda: None
    _cached: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.base = f"/j/{self.code}"
        self._idle: list[Line] = []
        self._stream = Line(self.host, self.port)
        self._heard = -1
        self._looking = False
        self._rest = b""
        self._gone = False
        self._tasks: set[asyncio.Task[Any]] = set()
        self._first_ring: asyncio.Future[None] | None = None

    async def join(self) -> None:
        """From the QR code to the first sound of the bell."""
        began = time.perf_counter()
        page = await self._get(self.base)
        found = SECRET.search(page.text)
        if found is None:
            raise Refused("the page behind the QR code has no form to join")
        await self._files(page)
        sent = {"secret": found[1], "name": self.name, "team": self.team}
        answer = await self._post(f"{self.base}/join", sent, b"")
        if answer.status != 303:
            raise Refused(f"joining: status {answer.status}")
        self.secret = found[1]
        await self.open()
        self.joined_in = time.perf_counter() - began

    async def open(self) -> None:
        """The page of somebody who is in, and its event stream; also after a reload."""
        self.page = await self._get(self.base)
        await self._files(self.page)
        found = re.search(r'data-revision="(\d+)"', self.page.text)
        if found is None:
            raise Refused("the page after joining follows no workshop")
        self._see(int(found[1]))
        self._first_ring = asyncio.get_running_loop().create_future()
        await self._listen()
        await self._first_ring

    async def answer(self, fields: dict[str, str], sending: str = "") -> Reply:
        """Send the form with a key of its own, as the phone's script does; the page that follows.

        Raises Refused where it was not taken.
        """
        sent = {"sending": sending or secrets.token_hex(16), **fields}
        reply = await self._post(f"{self.base}/answer", sent, b"x-part: now\r\n")
        if reply.status != 200:
            raise Refused(f"an answer: status {reply.status}")
        return reply

    async def look_now(self) -> Reply:
        """The part of the page that follows the workshop, as it is now."""
        return await self._get(f"{self.base}/now")

    def lose_line(self) -> None:
        """The network breaks off: the event stream is opened again after a while."""
        self._stream.drop()

    def leave(self) -> None:
        """Close the page."""
        self._gone = True
        for task in self._tasks:
            task.cancel()
        for line in (*self._idle, self._stream):
            line.close()

    async def _files(self, page: Reply) -> None:
        for path in FILES.findall(page.text):
            if path not in self._cached:
                self._cached.add(path)
                await self._get(path)

    async def _get(self, path: str, expected: int = 200) -> Reply:
        reply = await self._send(f"GET {path} HTTP/1.1\r\n{self._headers()}\r\n".encode())
        if reply.status != expected:
            raise Refused(f"{path}: status {reply.status}")
        return reply

    async def _post(self, path: str, form: dict[str, str], more: bytes) -> Reply:
        body = urlencode(form).encode()
        head = f"POST {path} HTTP/1.1\r\n{self._headers()}content-length: {len(body)}\r\n"
        kind = b"content-type: application/x-www-form-urlencoded\r\n"
        return await self._send(head.encode() + kind + more + b"\r\n" + body)

    async def _send(self, request: bytes) -> Reply:
        """Over a line that is free, or over one more, as a browser does."""
        line = self._idle.pop() if self._idle else Line(self.host, self.port)
        reply = await line.ask(request)
        if self._gone:
            line.close()
        else:
            self._idle.append(line)
        return reply

    def _headers(self) -> str:
        cookie = f"cookie: participant={self.secret}\r\n" if self.secret else ""
        return HEADERS.format(host=f"{self.host}:{self.port}") + cookie

    async def _listen(self) -> None:
        self._rest = b""
        request = f"GET {self.base}/bell?pages HTTP/1.1\r\n{self._headers()}\r\n".encode()
        await self._stream.follow(request, self._piece, self._dead)

    def _piece(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                revision, _, page = line[6:].partition(b" ")
                self._ring(int(revision), page)

    def _dead(self) -> None:
        if not self._gone:
            self._later(self._again())

    async def _again(self) -> None:
        """The event stream has been lost: open it again after a while, until that works."""
        while not self._gone:
            await asyncio.sleep(SHORTEST_WAIT + (hash(self.secret) % 100) / 50)
            with contextlib.suppress(OSError, TimeoutError):
                await self._listen()
                return

    def _ring(self, revision: int, page: bytes) -> None:
        self.bells += 1
        if page and revision > self.shown:
            told = {b"content-encoding": b"gzip", b"x-revision": b"%d" % revision}
            self.page = Reply(200, told, base64.b64decode(page))
            self._see(revision)
        if self._first_ring and not self._first_ring.done():
            self._first_ring.set_result(None)
        self._heard = max(self._heard, revision)
        if self._heard > self.shown and not self._looking:
            self._later(self._look())

    async def _look(self) -> None:
        self._looking = True
        try:
            while self._heard > self.shown and not self._gone:
                try:
                    self.page = await self._get(f"{self.base}/now")
                except (OSError, Lost, Refused, TimeoutError):
                    await asyncio.sleep(SHORTEST_WAIT)
                    continue
                self._see(int(self.page.headers[b"x-revision"]))
        finally:
            self._looking = False

    def _see(self, revision: int) -> None:
        self.shown = max(self.shown, revision)
        self.shown_at = time.perf_counter()
        self.on_shown()

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def room(
    host: str, port: int, code: str, teams: Sequence[str], people: int, first: int = 0
) -> list[Phone]:
    """So many phones, dealt over the teams, named by their numbers."""
    return [
        Phone(host, port, code, f"Person {number:04}", teams[number % len(teams)])
        for number in range(first, first + people)
    ]


async def all_show(phones: Sequence[Phone], revision: int, patience: float = 60.0) -> None:
    """Wait until each shows this revision or a newer one."""
    done = asyncio.get_running_loop().create_future()
    left = sum(phone.shown < revision for phone in phones)
    if not left:
        return

    def seen(phone: Phone, told: list[bool]) -> None:
        nonlocal left
        if not told and phone.shown >= revision:
            told.append(True)
            left -= 1
            if not left and not done.done():
                done.set_result(None)

    for phone in phones:
        if phone.shown < revision:
            told: list[bool] = []
            phone.on_shown = lambda phone=phone, told=told: seen(phone, told)  # type: ignore[misc]
    try:
        async with asyncio.timeout(patience):
            await done
    finally:
        for phone in phones:
            phone.on_shown = lambda: None


def form_of(page: Reply) -> tuple[str, list[str]]:
    """The step that a page asks about, and the names of its fields with their choices."""
    text = page.text
    found = STEP.search(text)
    if found is None:
        raise Refused("the page has no form")
    return found[1], re.findall(r'name="([^":]+:[^"]*)"', text)
