"""The kit dies in the middle of a storm, as in a power cut: nothing acknowledged is lost."""

import asyncio
import random
import shutil
import signal
from pathlib import Path

import pytest

from tests.faults.conftest import Kit, nothing_is_lost, run, whole

PEOPLE = 30
pytestmark = pytest.mark.usefixtures("nothing_stays")


def test_killed_at_any_moment_it_has_every_answer_once_and_is_where_it_was(
    kit: Kit, full: bool
) -> None:
    chance, before = random.Random(), kit.workshop

    async def storm() -> None:
        async with kit.senders(PEOPLE) as senders:
            sending = [asyncio.create_task(sender.keep_sending()) for sender in senders]
            for _ in range(100 if full else 2):
                await asyncio.sleep(chance.uniform(0.1, 1.0))
                kit.server.kill()
                nothing_is_lost(kit.url, senders)
                assert kit.workshop == before, "at the same step"
                await asyncio.to_thread(kit.server.start)
                reached = sum(sender.saved for sender in senders)
                async with asyncio.timeout(60):
                    while sum(sender.saved for sender in senders) < reached + PEOPLE:
                        await asyncio.sleep(0.05)
            for task in sending:
                task.cancel()
            assert all(sender.saved > 1 for sender in senders), "everybody goes on by herself"
            nothing_is_lost(kit.url, senders)

    run(storm())


def test_the_files_as_they_are_at_any_moment_hold_every_answer(
    kit: Kit, full: bool, tmp_path: Path
) -> None:
    """A power cut leaves what is on the disk: the database and its log, whatever was under way."""
    chance = random.Random()

    def copied(number: int) -> Path:
        folder = tmp_path / f"copy{number}"
        folder.mkdir()
        for file in kit.data.glob("workshops.db*"):
            if not file.name.endswith("-shm"):  # memory that two programs share: gone
                shutil.copy(file, folder / file.name)
        return folder / "workshops.db"

    async def storm() -> None:
        async with kit.senders(PEOPLE) as senders:
            sending = [asyncio.create_task(sender.keep_sending(0.0)) for sender in senders]
            for number in range(200 if full else 10):
                await asyncio.sleep(chance.uniform(0.02, 0.2))
                kit.process.send_signal(signal.SIGSTOP)
                saved = {at: sender.saved for at, sender in enumerate(senders)}
                copy = copied(number)
                kit.process.send_signal(signal.SIGCONT)
                assert whole(copy)
                nothing_is_lost(f"sqlite:///{copy}", senders, saved)
            for task in sending:
                task.cancel()

    run(storm())
