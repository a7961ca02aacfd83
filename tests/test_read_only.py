"""The files of the database are closed to writing while the kit runs, and opened again."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.servers import ROOT
from workshop_kit.store.database import READERS, engine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files are closed in other ways")
EVERY = READERS + 4
"""As many lines as there can be to SQLite at once."""


def close_to_writing(folder: Path, closed: bool) -> None:
    """Close a folder and what is in it to everybody, also to who is root; or open it again."""
    files = [folder, *folder.iterdir()]
    if os.geteuid():
        for file in files:
            file.chmod((0o500 if file.is_dir() else 0o400) if closed else 0o700)
        return
    command = ["chattr", "+i" if closed else "-i", *map(str, files)]
    if not shutil.which("chattr") or subprocess.call(command):
        pytest.skip("here files cannot be closed to who runs the tests")


@contextlib.contextmanager
def closed_to_writing(folder: Path) -> Iterator[None]:
    """Nobody can write in it meanwhile."""
    try:
        close_to_writing(folder, True)
        yield
    finally:
        close_to_writing(folder, False)


def test_a_line_that_was_opened_while_nothing_could_be_written_is_let_go_afterwards(
    tmp_path: Path,
) -> None:
    """SQLite goes on taking such a line as one that may only read, for as long as it is open."""
    lines = engine(f"sqlite:///{tmp_path / 'kit.db'}")
    with lines.connect() as first, first.begin():
        first.exec_driver_sql("CREATE TABLE said (word)")
    held = lines.connect()  # as while the room runs: one line is open already
    with closed_to_writing(tmp_path), contextlib.ExitStack() as several:
        for _ in range(EVERY - 1):
            line = several.enter_context(lines.connect())
            assert line.exec_driver_sql("SELECT count(*) FROM said").scalar() == 0
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            line.exec_driver_sql("INSERT INTO said VALUES ('not kept')")
    held.close()
    with contextlib.ExitStack() as several:
        for _ in range(EVERY):
            line = several.enter_context(lines.connect())
            line.exec_driver_sql("INSERT INTO said VALUES ('kept')")
            line.commit()
    with lines.connect() as last:
        assert last.exec_driver_sql("SELECT count(*) FROM said").scalar() == EVERY
    lines.dispose()


OUTLIVES = """
import os, sys
from pathlib import Path
from tests.test_read_only import closed_to_writing
from workshop_kit.store import Store
folder = Path(sys.argv[1])
store = Store(f"sqlite:///{folder / 'kit.db'}")
for number in range(3):
    store.write(lambda records: records.prefer("word", str(number))).result()
for file in folder.iterdir():
    with open(file) as kept:  # the system has written everything out, as it does in a calm moment
        os.fsync(kept.fileno())
with closed_to_writing(folder):
    for ask in (store.look, store.read):
        assert ask(lambda records: records.preference("word")).result() == "2"
    try:
        store.write(lambda records: records.prefer("word", "3")).result()
    except Exception:
        print("refused")
store.write(lambda records: records.prefer("word", "4")).result()
store.close()
print("goes on")
"""


def test_no_full_or_closed_disk_takes_the_process_away() -> None:
    """Memory that SQLite shared through a file would: who first writes there after the system has
    put it on the disk is ended (SIGBUS) where the disk takes nothing, as btrfs does when full."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:  # no memory, but a disk
        command = [sys.executable, "-c", OUTLIVES, folder]
        try:
            told = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
            )
        finally:
            close_to_writing(Path(folder), False)
    assert (told.returncode, told.stdout.split("\n")) == (0, ["refused", "goes on", ""]), told
