"""What the server writes in one turn of its loop goes out at once.

uvicorn writes the head of an answer and its body apart, and uvloop hands each to the system right
away: two calls and two packets for one small page. A room that looks up at once pays for that with
a tenth of the server's time, and on the air with twice the packets.
"""

import asyncio
from typing import Any

import uvicorn.config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGE = 16_384
"""Bytes from which on a piece need not wait for more: it fills packets by itself."""
PATIENCE = 60.0
"""Seconds in which a browser that has opened a line has to have asked for something."""


class AtOnce(HttpToolsProtocol):
    """uvicorn's own protocol, over a line that gathers what is written.

    On whose line nothing has been asked after a while gives it back: uvicorn would hold it for
    ever, and the system gives a process only so many.
    """

    def connection_made(self, transport: Any) -> None:
        """A browser is there."""
        super().connection_made(Gathering(transport))  # type: ignore[arg-type]
        self._waiting = self.loop.call_later(PATIENCE, self._hang_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is gone."""
        self._waiting.cancel()
        super().connection_lost(exc)

    def _hang_up(self) -> None:
        """Not where a WebSocket has taken over: then it is none of these connections any more."""
        asked: Any = self.cycle
        if asked is None and self in self.connections:
            self.transport.close()


class Gathering:
    """An asyncio transport that hands on at the end of the loop's turn what was written in it."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._call_soon = asyncio.get_running_loop().call_soon
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Send this after all that was written before."""
        if not self._waiting:
            self._call_soon(self._flush)
        self._waiting.append(data)
        if len(data) >= LARGE:
            self._flush()

    def close(self) -> None:
        """Send what is there, and hang up."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        written, self._waiting = self._waiting, []
        if written and not self._transport.is_closing():
            self._transport.write(b"".join(written))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def gather() -> None:
    """Let uvicorn use it; Streamlit, which starts uvicorn, leaves the protocol to "auto"."""
    uvicorn.config.HTTP_PROTOCOLS["auto"] = f"{__name__}:{AtOnce.__name__}"
