"""Rings when a workshop has changed. The bell carries a revision, not news: look again.

A lost ring is harmless: a listener first hears the present revision.
"""

import asyncio
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator

BEAT = 20.0
"""Every so many seconds a listener hears the present revision again, so that a dead line shows."""
ROWS = 20
"""Listeners sit in rows, which hear the beat one after the other: not all phones at once."""


class Bell:
    """Any thread rings; phones listen on the event loop that was given to `hang`."""

    def __init__(self, beat: float = BEAT) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pause = beat / ROWS
        self._revisions: dict[str, int] = {}
        self._rows: defaultdict[str, dict[int, asyncio.Event]] = defaultdict(dict)
        self._seats = itertools.cycle(range(ROWS))
        self._turns = itertools.cycle(range(ROWS))
        self._silent = False

    def hang(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say on which loop the listeners are."""
        self._loop = loop
        loop.call_later(self._pause, self._beat)

    def ring(self, code: str, revision: int) -> None:
        """Tell all listeners of a workshop; from any thread, after the commit."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, code, revision)

    def take_down(self) -> None:
        """Let all listeners go: the server stops, and would wait for them. From any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._silence)

    def _silence(self) -> None:
        self._silent = True
        for code in list(self._rows):
            self._stir(code)

    def _wake(self, code: str, revision: int) -> None:
        if revision > self._revisions.get(code, -1):
            self._revisions[code] = revision
            self._stir(code)

    def _stir(self, code: str) -> None:
        for row in self._rows.pop(code, {}).values():
            row.set()

    def _beat(self) -> None:
        """One row of each workshop after the other hears that the line is alive."""
        number = next(self._turns)
        for rows in self._rows.values():
            if row := rows.pop(number, None):
                row.set()
        if self._loop is not None and not self._silent:
            self._loop.call_later(self._pause, self._beat)

    async def listen(self, code: str, revision: int) -> AsyncIterator[int]:
        """The present revision, then each newer one; with each beat the present one again.

        Ends when the bell is taken down.
        """
        self._revisions[code] = max(revision, self._revisions.get(code, -1))
        seat, heard = next(self._seats), revision
        yield heard
        while not self._silent:
            if self._revisions[code] == heard:
                await self._rows[code].setdefault(seat, asyncio.Event()).wait()
            if not self._silent:
                heard = self._revisions[code]
                yield heard
