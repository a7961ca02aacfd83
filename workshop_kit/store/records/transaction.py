"""What one transaction asks and changes, and what it remembers of that."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from workshop_kit.store import quick
from workshop_kit.store.traces import Step

T = TypeVar("T")


class Transaction:
    """A connection within its transaction."""

    def __init__(self, connection: Connection, reading: bool = False) -> None:
        self._connection = connection
        self._found: dict[Hashable, Any] | None = {} if reading else None
        self._held: dict[str, int] = {}
        self.touched = False
        """Has anything been changed here since this was last set to False?"""
        self.traces: set[Step] = set()
        """The steps of which an order is left that may tell who answered what."""

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` says, which a mere reading asks only once."""
        if self._found is None:
            return find()
        if key not in self._found:
            self._found[key] = find()
        return cast(T, self._found[key])

    def undone(self) -> None:
        """What was changed since a while has been taken back: remember nothing of it."""
        self._held.clear()

    def over(self, code: str, step: str) -> None:
        """A step's hidden answers are complete: nobody shall learn in which order they came."""
        self.traces.add((code, step))

    def _run(self, statement: sa.Executable, values: Any = None) -> Any:
        self.touched = self.touched or bool(getattr(statement, "is_dml", False))
        return self._connection.execute(statement, values)

    def _quick(self, statement: sa.Executable, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of what phones ask for by the thousand."""
        self.touched = self.touched or bool(getattr(statement, "is_dml", False))
        return quick.rows(self._connection, statement, values)

    def _scalars(self, query: sa.Select[Any]) -> Iterable[Any]:
        return cast(Iterable[Any], self._run(query).scalars())
