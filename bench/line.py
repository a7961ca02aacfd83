"""One HTTP/1.1 connection of a phone, as light as it can be: the load must not be the bottleneck.

A request at a time; a connection that the server has closed meanwhile, or just then, is opened anew
and asked once more, as a browser does. A stream hands on what comes until it is closed.
"""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httptools

PATIENCE = 60.0


class Lost(Exception):
    """The server closed the line, or said nothing for a minute."""


@dataclass
class Reply:
    """What the server said."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        """The body as it is read; unpacked only here, so outside of what is measured."""
        packed = self.headers.get(b"content-encoding") == b"gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Line(asyncio.Protocol):
    """A connection to the kit."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Reply] | None = None
        self._heard: Callable[[bytes], None] | None = None
        self._ended: Callable[[], None] | None = None
        self._reply = Reply()

    async def ask(self, request: bytes) -> Reply:
        """Send a whole request, and wait for the whole reply. Raises Lost."""
        try:
            return await self._ask(request)
        except Lost:
            return await self._ask(request)

    async def _ask(self, request: bytes) -> Reply:
        if self._transport is None or self._transport.is_closing():
            await self._open()
        assert self._transport
        self._begin()
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            async with asyncio.timeout(PATIENCE):
                return await waiting
        except BaseException:
            self.close()
            raise

    async def follow(
        self, request: bytes, heard: Callable[[bytes], None], ended: Callable[[], None]
    ) -> None:
        """Send a request and hand on each piece of the reply, for as long as it lasts."""
        await self._open()
        assert self._transport
        self._begin()
        self._heard, self._ended = heard, ended
        self._transport.write(request)

    def close(self) -> None:
        """Hang up."""
        self._ended = None
        if self._transport:
            self._transport.close()

    def drop(self) -> None:
        """Break off, without having meant to."""
        if self._transport:
            self._transport.abort()

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE):
            await loop.create_connection(lambda: self, self._host, self._port)

    def _begin(self) -> None:
        self._reply = Reply()
        self._pieces: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)

    # What asyncio and httptools call

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(Lost(str(error or "closed")))
        if self._ended:
            ended, self._ended, self._heard = self._ended, None, None
            ended()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._reply.headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        self._reply.status = self._parser.get_status_code()

    def on_body(self, piece: bytes) -> None:
        if self._heard:
            self._heard(piece)
        else:
            self._pieces.append(piece)

    def on_message_complete(self) -> None:
        self._reply.body = b"".join(self._pieces)
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(self._reply)
