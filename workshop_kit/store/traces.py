"""What a database remembers beside its rows: in which order, and when, they were written.

Whoever has the file of a database can read it: in SQLite the log (WAL) and where a row lies in its
page, in PostgreSQL the number of the transaction and where a row lies in its table. From the order
of hidden answers one might guess who gave which. So when a step is over, its rows are written anew,
all at once and in the order of keys that tell nobody, and what was there before is overwritten.
"""

import logging
import threading
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine

CALM = 1.0
"""So many seconds without any writing, and traces are covered: nobody waits for it then."""

MOST_PATIENCE = 60.0

Step = tuple[str, str]
"""The code of a workshop, and the key of a step; empty where it is not about one step."""


class Traces:
    """Which traces are left in a database, and covering them."""

    def __init__(self, engine: Engine, tables: Sequence[sa.Table]) -> None:
        self._engine, self._tables = engine, tables
        self._left: set[Step] = set()
        self._patience = CALM
        self._one_at_a_time = threading.Lock()

    def add(self, steps: Collection[Step]) -> None:
        """From now on there are traces of these steps."""
        self._left.update(steps)

    @property
    def patience(self) -> float | None:
        """How long to wait for a calm moment; None where nothing is left to cover."""
        return self._patience if self._left else None

    def cover(self) -> None:
        """Cover what is left. Where that is not possible now, it stays for a later time."""
        with self._one_at_a_time:
            steps = sorted(self._left)
            if not steps:
                return
            try:
                done = self._cover(steps)
            except sa.exc.DBAPIError as error:
                logging.getLogger("workshop_kit.store.traces").warning("Not covered yet: %s", error)
                done = False
            self._patience = CALM if done else min(2 * self._patience, MOST_PATIENCE)
            if done:
                self._left.difference_update(steps)

    def _cover(self, steps: Sequence[Step]) -> bool:
        if self._engine.dialect.name == "sqlite":
            return self._rewrite_file()
        self._rewrite_rows(steps)
        self._rewrite_tables()
        return True

    def _rewrite_file(self) -> bool:
        """SQLite: all pages anew, each table in the order of its key, and an empty log."""
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except Exception as error:
            raise sa.exc.DBAPIError("VACUUM", None, error) from error
        finally:
            connection.close()
        return not busy

    def _rewrite_rows(self, steps: Sequence[Step]) -> None:
        """PostgreSQL: the rows of these steps in one transaction, in the order of their keys."""
        with self._engine.connect() as connection, connection.begin():
            for (code, step), table in ((s, t) for s in steps for t in self._tables):
                there = (table.c.workshop == code) & (table.c.step == step)
                gone = connection.execute(table.delete().where(there).returning(*table.c))
                rows = sorted(gone.mappings(), key=lambda row: [row[c] for c in table.primary_key])
                if rows:
                    connection.execute(table.insert(), [dict(row) for row in rows])

    def _rewrite_tables(self) -> None:
        """PostgreSQL: without the rows that are gone."""
        with self._engine.connect() as open_:
            connection = open_.execution_options(isolation_level="AUTOCOMMIT")
            for table in self._tables:
                connection.exec_driver_sql(f"VACUUM FULL {table.name}")
