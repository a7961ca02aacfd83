"""What phones ask for by the thousand, asked of SQLite itself.

SQLAlchemy puts each statement together and tells its errors; between the two it takes several times
as long as SQLite does for the answer. PostgreSQL is asked in the usual way.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection

Values = Mapping[str, Any]


def rows(connection: Connection, statement: sa.Executable, values: Values) -> Sequence[Any]:
    """The rows that a statement of `tables` gives."""
    if connection.dialect.name != "sqlite":
        answer = connection.execute(statement, values)
        return answer.all() if answer.returns_rows else ()
    sql, names = _written(statement)
    found = _itself(connection).execute(sql, [values[name] for name in names]).fetchall()
    return list(found)


def many(connection: Connection, statement: sa.Executable, several: Sequence[Values]) -> None:
    """Do a statement once for each of these values."""
    if connection.dialect.name != "sqlite":
        connection.execute(statement, several)
        return
    sql, names = _written(statement)
    _itself(connection).executemany(sql, [[values[n] for n in names] for values in several])


def _itself(connection: Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


@cache
def _written(statement: sa.Executable) -> tuple[str, Sequence[str]]:
    """A statement in SQLite's words, and the names of what it asks for, in order."""
    compiled: Any = statement.compile(dialect=sqlite.dialect())  # type: ignore[attr-defined]
    return str(compiled), compiled.positiontup or ()
