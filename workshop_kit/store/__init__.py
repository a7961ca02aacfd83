"""What is kept: the same tables on SQLite and PostgreSQL.

Reads run in a few threads. What phones look at goes through one thread that answers all who have
gathered in one reading, so that what they share is found once. All writes go through one thread
that commits what has gathered in one transaction, so that a thousand answers cost a few disk
flushes; a write's future is done only after its commit.

Responses lie in a table without time, clustered by a key that for hidden answers only the
participant's phone can make: neither order nor content ties one to a person.
"""

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from workshop_kit.question import Invalid
from workshop_kit.store.copying import WITH_PG_DUMP
from workshop_kit.store.database import READERS, engine, has_log, migrate
from workshop_kit.store.records import Records
from workshop_kit.store.tables import receipts, responses
from workshop_kit.store.traces import Traces

T = TypeVar("T")
_log = logging.getLogger(__name__)
MOST_AT_ONCE = 500
PATIENCE = 30.0
"""Seconds after which nobody waits for a database any longer: a room of 3,000 takes two."""
FAILED = (sa.exc.DBAPIError, sqlite3.Error)
"""What a database raises that could not do what it was asked."""


class Coming(Future[T]):
    """What the database will say. Who waits for it is not held up by a database that says nothing
    any more, neither yes nor no: after a while TimeoutError is raised."""

    def result(self, timeout: float | None = PATIENCE) -> T:
        """What it said, or the exception. What was not begun when it is given up is not done."""
        try:
            return super().result(timeout)
        except TimeoutError:
            self.cancel()
            raise


class Store:
    """A database, its reading threads and its one writing thread."""

    def __init__(self, url: str) -> None:
        self._engine = engine(url)
        crashed = has_log(url)
        migrate(self._engine)
        self._traces = Traces(self._engine, (responses, receipts))
        if crashed:
            self._traces.add([("", "")])
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._looks: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._workers = [
            threading.Thread(target=work, args=(jobs, do, traces), name=name, daemon=True)
            for name, jobs, do, traces in (
                ("store-write", self._jobs, self._commit, self._traces),
                ("store-look", self._looks, self._answer, None),
            )
        ]
        self._closing = threading.Lock()
        self._closed = False
        for worker in self._workers:
            worker.start()

    def read(self, ask: Callable[[Records], T]) -> Future[T]:
        """Ask something of the records as they are committed now."""

        coming: Coming[T] = Coming()

        def run() -> None:
            if not coming.set_running_or_notify_cancel():
                return
            try:
                with self._engine.connect() as connection:
                    coming.set_result(ask(Records(connection)))
            except BaseException as error:
                coming.set_exception(error)

        self._readers.submit(run)
        return coming

    def look(self, ask: Callable[[Records], T]) -> Future[T]:
        """Ask something small, as every phone does: those who ask at once share one reading.

        It is as committed now, and so for all of them.
        """
        return self._ask(self._looks, ask)

    def write(self, change: Callable[[Records], T]) -> Future[T]:
        """Change the records. The future is done after the commit, or has the exception."""
        return self._ask(self._jobs, change)

    def _ask(
        self, jobs: "queue.SimpleQueue[_Job | None]", what: Callable[[Records], T]
    ) -> Future[T]:
        """Raises RuntimeError once the store is closed, as a pool of threads does: nobody would
        ever do it."""
        future: Coming[T] = Coming()
        with self._closing:
            if self._closed:
                raise RuntimeError("The store is closed.")
            jobs.put((what, future))
        return future

    def backup(self, file: Path) -> None:
        """A copy of the whole database in a file, while it is in use. Raises Invalid.

        SQLite's own online backup: the copy is as of one moment.
        """
        if self._engine.dialect.name != "sqlite":
            raise Invalid(WITH_PG_DUMP)
        half = file.with_name(f"{file.name}.half")
        held = self._engine.raw_connection()
        try:
            with contextlib.closing(sqlite3.connect(half)) as copy:
                assert held.driver_connection
                held.driver_connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            held.close()
        half.replace(file)

    def tidy(self) -> None:
        """Let SQLite's log go, in which what was deleted may still stand."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Finish what was asked for, and let go of the database."""
        with self._closing:
            self._closed = True
            for jobs in (self._jobs, self._looks):
                jobs.put(None)
        for worker in self._workers:
            worker.join()
        self._readers.shutdown()
        self._traces.cover()
        self._engine.dispose()

    def _answer(self, batch: "list[_Job]") -> None:
        told: list[tuple[Future[Any], Any]] = []
        refused: list[tuple[Future[Any], Exception]] = []
        try:
            with self._engine.connect() as connection:
                records = Records(connection, reading=True)
                for ask, future in batch:
                    try:
                        told.append((future, ask(records)))
                    except FAILED:
                        raise
                    except Exception as refusal:
                        refused.append((future, refusal))
        except Exception as error:
            told, refused = [], [(future, error) for _, future in batch]
        _settle(told, refused)

    def _commit(self, batch: "list[_Job]", apart: bool = False) -> None:
        """Commit what a batch changes; who is refused changes nothing.

        Refusals come before the first change as a rule. Where one does not, all is done again with
        each change `apart`, so that it alone can be taken back: that costs more than most changes.
        """
        done: list[tuple[Future[Any], Any]] = []
        refused: list[tuple[Future[Any], Exception]] = []
        try:
            writing = self._engine.connect().execution_options(writing=True)
            with writing as connection, connection.begin():
                records = Records(connection)
                for change, future in batch:
                    records.touched = False
                    try:
                        with connection.begin_nested() if apart else contextlib.nullcontext():
                            done.append((future, change(records)))
                    except FAILED:
                        raise
                    except Exception as refusal:
                        if records.touched and not apart:
                            raise _HalfDone from refusal
                        records.undone()
                        refused.append((future, refusal))
        except _HalfDone:
            self._commit(batch, apart=True)
            return
        except Exception as error:
            self._failed(batch, error)
            return
        self._traces.add(records.traces)
        _settle(done, refused)

    def _failed(self, batch: "list[_Job]", error: Exception) -> None:
        """Nothing of the batch was kept: try each alone, so that one does not spoil the others."""
        if len(batch) == 1:
            _log.error("A change was not kept", exc_info=error)
            batch[0][1].set_exception(error)
            return
        for job in batch:
            self._commit([job])


_Job = tuple[Callable[[Records], Any], "Future[Any]"]


class _HalfDone(Exception):
    """A change was refused after it had changed something."""


def work(
    jobs: "queue.SimpleQueue[_Job | None]",
    do: Callable[[list[_Job]], None],
    traces: Traces | None,
) -> None:
    """Do what has gathered, again and again, until None comes; in a calm moment cover traces."""
    going_on = True
    while going_on:
        try:
            batch = [jobs.get(timeout=traces.patience if traces else None)]
        except queue.Empty:
            if traces:
                traces.cover()
            continue
        with contextlib.suppress(queue.Empty):
            while len(batch) < MOST_AT_ONCE and batch[-1] is not None:
                batch.append(jobs.get_nowait())
        going_on = batch[-1] is not None
        # Who gave up waiting is left out; from here on nobody can give up.
        asked = [job for job in batch if job and job[1].set_running_or_notify_cancel()]
        if asked:
            do(asked)


def _settle(
    done: "list[tuple[Future[Any], Any]]", refused: "list[tuple[Future[Any], Exception]]"
) -> None:
    for future, value in done:
        future.set_result(value)
    for future, reason in refused:
        future.set_exception(reason)
