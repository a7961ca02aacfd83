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


class AtOnce(HttpToolsProtocol):
    """uvicorn's own protocol, over a line that gathers what is written."""

    def connection_made(self, transport: Any) -> None:
        """A browser is there."""
        super().connection_made(Gathering(transport))  # type: ignore[arg-type]


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
        if self._waiting:
            written, self._waiting = self._waiting, []
            self._transport.write(b"".join(written))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def gather() -> None:
    """Let uvicorn use it; Streamlit, which starts uvicorn, leaves the protocol to "auto"."""
    uvicorn.config.HTTP_PROTOCOLS["auto"] = f"{__name__}:{AtOnce.__name__}"
