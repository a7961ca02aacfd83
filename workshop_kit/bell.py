"""Rings when a workshop has changed. The bell carries a revision, not news: look again.

A lost ring is harmless: a listener first hears the present revision.
"""

import asyncio
from collections.abc import AsyncIterator


class Bell:
    """Any thread rings; phones listen on the event loop that was given to `hang`."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._revisions: dict[str, int] = {}
        self._next: dict[str, asyncio.Future[None]] = {}
        self._silent = False

    def hang(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say on which loop the listeners are."""
        self._loop = loop

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
        for waiting in self._next.values():
            if not waiting.done():
                waiting.set_result(None)

    def _wake(self, code: str, revision: int) -> None:
        if revision <= self._revisions.get(code, -1):
            return
        self._revisions[code] = revision
        waiting = self._next.pop(code, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    async def listen(self, code: str, revision: int, patience: float) -> AsyncIterator[int | None]:
        """The present revision, then each newer one; None after `patience` seconds of silence.

        Ends when the bell is taken down.
        """
        heard = revision
        self._revisions[code] = max(revision, self._revisions.get(code, -1))
        yield heard
        while await self._rung(code, heard, patience):
            if self._revisions[code] == heard:
                yield None
            else:
                heard = self._revisions[code]
                yield heard

    async def _rung(self, code: str, heard: int, patience: float) -> bool:
        """Wait for news or until patience ends; False where the bell was taken down."""
        if self._revisions[code] == heard and not self._silent:
            coming = self._next.setdefault(code, asyncio.get_running_loop().create_future())
            await asyncio.wait([coming], timeout=patience)
        return not self._silent
