"""The disk is full, the database locked, the folder cannot be written, the clock jumps."""

import asyncio
import contextlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bench.phones import Refused
from tests.faults.conftest import CODE, Kit, all_go_on, nothing_is_lost, run, whole
from tests.servers import ROOT
from tests.test_read_only import closed_to_writing

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="limits of another process"),
    pytest.mark.usefixtures("nothing_stays"),
]

# A clock that a file puts forward or back, for the kit of this file.
JUMPY = """
import os, time
real = time.time
def jumpy():
    try:
        return real() + float(open(os.environ["CLOCK"]).read())
    except (OSError, ValueError):
        return real()
time.time = jumpy
"""
HOME = Path(tempfile.mkdtemp(prefix="faults-"))
(HOME / "sitecustomize.py").write_text(JUMPY)
DOCTOR = (sys.executable, "-m", "workshop_kit", "doctor")
ENVIRONMENT = {"PYTHONPATH": str(HOME), "CLOCK": str(HOME / "clock")}


def test_on_a_full_disk_nobody_is_told_saved_and_it_goes_on_when_there_is_room(
    kit: Kit,
) -> None:
    async def fill() -> None:
        async with kit.senders(20) as senders:
            await asyncio.gather(*(sender.send() for sender in senders))
            largest = max(file.stat().st_size for file in kit.data.glob("workshops.db*"))
            no_more = (largest, resource.RLIM_INFINITY)
            resource.prlimit(kit.process.pid, resource.RLIMIT_FSIZE, no_more)
            sending = [asyncio.create_task(sender.keep_sending(0.0)) for sender in senders]
            async with asyncio.timeout(60):
                while not all(sender.refused for sender in senders):
                    await asyncio.sleep(0.05)
            with pytest.raises(Refused, match="503"):  # she is told, and keeps what she typed
                await senders[0].phone.answer({"step": senders[0].step, "room:text": "x"})
            page = await senders[0].phone.look_now()
            assert page.status == 200, "what is there can still be read"
            resource.prlimit(kit.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
            await all_go_on(senders)
            for task in sending:
                task.cancel()
            nothing_is_lost(kit.url, senders)

    run(fill())


def test_no_other_program_can_lock_the_database_of_a_kit_that_runs(kit: Kit) -> None:
    """Nor a second kit, which says so; `backup` and whoever copies the files are not in the way."""

    async def goes_on() -> None:
        async with kit.senders(10) as senders:
            sending = [asyncio.create_task(sender.keep_sending()) for sender in senders]
            second = await asyncio.create_subprocess_exec(
                *(sys.executable, "start.py", "--data", kit.data, "--port", "8749"),
                cwd=ROOT,
                stderr=asyncio.subprocess.PIPE,
            )
            with contextlib.closing(sqlite3.connect(kit.data / "workshops.db", 0.1)) as other:
                for wish in ("BEGIN IMMEDIATE", "SELECT * FROM workshops"):
                    with pytest.raises(sqlite3.OperationalError, match="locked"):
                        other.execute(wish)
            doctor = (*DOCTOR, "--data", kit.data, "--port", str(kit.server.port))
            looked = await asyncio.create_subprocess_exec(
                *doctor, cwd=ROOT, stdout=asyncio.subprocess.PIPE
            )
            said, _ = await looked.communicate()
            assert b"well     database: a kit that runs has it open, and saves" in said
            copy = kit.data / "copy.db"
            command = (sys.executable, "-m", "workshop_kit", "backup", copy, "--data", kit.data)
            assert await (await asyncio.create_subprocess_exec(*command, cwd=ROOT)).wait() == 0
            assert whole(copy)
            _, told = await second.communicate()
            assert (second.returncode, told.count(b"\n")) == (1, 1), told
            assert b"Another program has the database open" in told
            await all_go_on(senders)
            for task in sending:
                task.cancel()
            assert not any(sender.refused for sender in senders)
            nothing_is_lost(kit.url, senders)

    run(goes_on())


def test_when_its_files_are_closed_to_writing_meanwhile_nothing_acknowledged_is_lost(
    kit: Kit,
) -> None:
    """Somebody makes the folder read-only: what is open goes on, what is opened anew is refused."""

    async def forbid() -> None:
        async with kit.senders(5) as senders:
            sending = [asyncio.create_task(sender.keep_sending()) for sender in senders]
            with closed_to_writing(kit.data):
                await asyncio.sleep(1.0)
                assert (await senders[0].phone.look_now()).status == 200, "reading goes on"
            await all_go_on(senders)
            for task in sending:
                task.cancel()
            nothing_is_lost(kit.url, senders)

    run(forbid())


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence() -> None:
    """Also to who is root, and may write nearly everywhere."""
    told = subprocess.run(
        [sys.executable, "start.py", "--data", "/proc/kit", "--port", "8749"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert "The data folder /proc/kit cannot be written" in told.stderr
    assert "--data FOLDER" in told.stderr
    assert "Traceback" not in told.stderr


def test_when_the_clock_jumps_the_room_goes_on(kit: Kit) -> None:
    clock, seconds = Path(ENVIRONMENT["CLOCK"]), []

    async def jump() -> None:
        async with kit.senders(5) as senders:
            for offset in (0, 86_400, -86_400, 3 * 365 * 86_400, 0):
                clock.write_text(str(offset))
                await asyncio.gather(*(sender.send() for sender in senders))
                page = await senders[0].phone.look_now()
                seconds.append(int(page.text.split('data-seconds="')[1].split('"')[0]))
            nothing_is_lost(kit.url, senders)

    run(jump())
    assert all(0 <= left <= 5 * 60 for left in seconds), seconds
    assert kit.workshop.code == CODE
