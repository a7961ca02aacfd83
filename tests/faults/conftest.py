"""A kit in a process of its own, with phones that answer: then something goes wrong."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pytest
import sqlalchemy as sa

from bench.phones import Phone, room
from bench.retry import Sender
from tests.rooms import TEAMS, a_step, an_exercise
from tests.servers import ASKING, Server, from_outside
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.conduct.keys import hidden_key
from workshop_kit.network import many_at_once
from workshop_kit.store import Store
from workshop_kit.store.tables import receipts, responses
from workshop_kit.workshop import Workshop

CODE, STEP = "FAULT", "exercise/said"
PATIENCE = 60.0


@dataclass
class Kit:
    """A running kit with a workshop whose one question is open."""

    data: Path
    database: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    came: int = 0

    def __post_init__(self) -> None:
        self.url = self.database or f"sqlite:///{self.data / 'workshops.db'}"
        asked = an_exercise(a_step("said", "text", minutes=5))
        with opened(self.url) as conduct:
            made = conduct.create("Faults", TEAMS[:3], [asked], minimum=3, code=CODE).result()
            for move in ("next", "open"):
                conduct.move(CODE, move).result()
        self.teams = [team.id for team in made.teams]
        self.server = Server(self.data, self.database, **self.environment)
        self.ready()

    @property
    def workshop(self) -> Workshop:
        """The workshop as it is in the database."""
        with from_outside(self.url) as url, opened(url) as conduct:
            return conduct.workshop(CODE).result()

    @property
    def process(self) -> psutil.Process:
        """The kit's process."""
        return psutil.Process(self.server.process.pid)

    def ready(self) -> None:
        """Wait until it can work."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.TransportError):
                if ASKING.get(f"{self.server.base}/readyz").is_success:
                    return
            time.sleep(0.1)
        raise TimeoutError("the kit does not become ready")

    def phones(self, people: int) -> list[Phone]:
        """Phones that have not come in yet."""
        first, self.came = self.came, self.came + people
        return room("127.0.0.1", self.server.port, CODE, self.teams, people, first)

    @contextlib.asynccontextmanager
    async def senders(self, people: int) -> AsyncIterator[list[Sender]]:
        """People who are in, each ready to answer."""
        phones = self.phones(people)
        try:
            await asyncio.gather(*(phone.join() for phone in phones))
            yield [
                Sender(phone, STEP, "room:text", f"person {n}") for n, phone in enumerate(phones)
            ]
        finally:
            for phone in phones:
                phone.leave()

    def holds(self) -> dict[str, float]:
        """What a leak would make more of: sockets and files, and threads."""
        process = self.process
        return {"descriptors": process.num_fds(), "threads": process.num_threads()}

    def has_let_go(self, before: dict[str, float], patience: float = 20.0) -> None:
        """Wait until it holds no more than before, but for the threads and lines of its pools."""
        end = time.monotonic() + patience
        while (
            self.holds()["descriptors"] > before["descriptors"] + 12
            or self.holds()["threads"] > before["threads"] + 8
        ):
            assert time.monotonic() < end, (before, self.holds())
            time.sleep(0.2)


@contextlib.contextmanager
def opened(url: str) -> Iterator[Conduct]:
    """A database, opened from here."""
    store = Store(url)
    try:
        yield Conduct(store, Bell())
    finally:
        store.close()


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Has the long form been asked for?"""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="module")
def kit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """One kit for the tests of a file: each has to leave it able to work."""
    many_at_once()
    environment = getattr(request.module, "ENVIRONMENT", {})
    kit = Kit(tmp_path_factory.mktemp("data"), environment=environment)
    yield kit
    kit.server.kill()


@pytest.fixture
def nothing_stays(kit: Kit) -> Iterator[None]:
    """What a fault made the kit hold is let go afterwards: streams, threads, files."""
    before = kit.holds()
    yield
    kit.has_let_go(before)


def kept(url: str) -> tuple[dict[str, str], dict[str, int]]:
    """What is in a database: the text by respondent, and how often each receipt is there."""
    with (
        from_outside(url) as there,
        sa.create_engine(there, poolclass=sa.NullPool).connect() as connection,
    ):
        found = connection.execute(sa.select(responses.c.respondent, responses.c.answer)).all()
        noted = connection.execute(sa.select(receipts.c.key, receipts.c.respondent)).all()
    assert len({who for who, _ in found}) == len(found), "each answers once"
    times: dict[str, int] = {}
    for key, _ in noted:
        times[key] = times.get(key, 0) + 1
    return {who: answer.decode() for who, answer in found}, times


def nothing_is_lost(url: str, senders: list[Sender], saved: dict[int, int] | None = None) -> None:
    """Each one's last acknowledged answer is there, or one that she sent after it; each once.

    `saved` is what had been acknowledged at another moment than now, by position.
    """
    texts, times = kept(url)
    for number, sender in enumerate(senders):
        least = sender.saved if saved is None else saved[number]
        if not least:
            continue
        text = texts[hidden_key(sender.phone.secret, CODE, STEP)]
        found = int(text.strip('[]"').split()[-1])
        assert least <= found <= sender.sent, (least, found, sender.sent, text)
    assert set(times.values()) <= {1}


def whole(database: Path) -> bool:
    """Whether SQLite finds nothing wrong in the file."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def run(work: Any) -> Any:
    """Run a test's coroutine."""
    return asyncio.run(work)


async def all_go_on(senders: Sequence[Sender]) -> None:
    """Wait until each has been acknowledged something new."""
    reached = [sender.saved for sender in senders]
    async with asyncio.timeout(60):
        while any(sender.saved <= n + 1 for sender, n in zip(senders, reached, strict=True)):
            await asyncio.sleep(0.05)
