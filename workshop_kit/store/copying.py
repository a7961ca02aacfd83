"""A copy of SQLite's files from outside, while a kit has them open for itself.

What is committed is first in the log, and goes from there into the database; the log begins anew
only when all of it is there. So the database, copied first, and then the log belong together if
the log did not begin anew meanwhile: whatever of a page was half written stands in the log too.
"""

import contextlib
import filecmp
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from workshop_kit.question import Invalid

WITH_PG_DUMP = (
    "The data lies in PostgreSQL: back it up with pg_dump, or save each workshop as one file."
)
BEGINNING = 32
"""Bytes at the log's beginning; in them are two numbers that are new when it begins anew."""
TRIES, PAUSE = 50, 0.1


def copy(url: str, file: Path) -> None:
    """Copy the database of an address, with all that was committed when this began, into one file.

    Raises Invalid where there is none, the room is too busy for that, or it is not whole.
    """
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        raise Invalid(WITH_PG_DUMP)
    database = Path(address.database or "")
    if not database.is_file():
        raise Invalid(f"There is nothing to back up: {database} does not exist.")
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=file.parent) as folder:
        half = Path(folder) / "copy.db"
        for _ in range(TRIES):
            if _copied(database, half):
                break
            time.sleep(PAUSE)
        else:
            raise Invalid("So much is being saved just now that no copy could be made: try again.")
        try:
            with contextlib.closing(sqlite3.connect(half)) as made:
                found = made.execute("PRAGMA integrity_check").fetchone()
                made.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as error:
            found = (str(error),)
        if found != ("ok",):
            raise Invalid(f"{database} is no whole database: {found[0]}")
        half.replace(file)


def _copied(database: Path, half: Path) -> bool:
    log, its = _log(database), _log(half)
    before = _beginning(log)
    shutil.copyfile(database, half)
    its.write_bytes(b"")
    with contextlib.suppress(FileNotFoundError):  # there is none when no kit runs
        shutil.copyfile(log, its)
    if before == _beginning(log) == _beginning(its):
        # An empty log may have been filled and emptied again: then the database is another now.
        return bool(before) or filecmp.cmp(database, half, shallow=False)
    return False


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _beginning(log: Path) -> bytes:
    try:
        with log.open("rb") as file:
            return file.read(BEGINNING)
    except FileNotFoundError:
        return b""
