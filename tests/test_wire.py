"""What the server writes in one turn goes out at once, in order, and whole."""

import asyncio
from collections.abc import Callable

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from workshop_kit import wire
from workshop_kit.phone import exchange
from workshop_kit.wire import LARGE, Gathering

Turn = Callable[[Gathering], None]


class Recorded(asyncio.Transport):
    """A line that remembers in which pieces it was given what."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:  # type: ignore[override]
        self.pieces.append(data)
        assert not self.closed, "nothing may come after the end"

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def after(*turns: Turn) -> Recorded:
    """The line after each of these was done, each in a turn of its own."""
    line = Recorded()

    async def run() -> None:
        gathering = Gathering(line)
        for turn in turns:
            turn(gathering)
            await asyncio.sleep(0)

    asyncio.run(run())
    return line


def writing(*pieces: bytes) -> Turn:
    """A turn in which these are written one after the other."""

    def turn(to: Gathering) -> None:
        for piece in pieces:
            to.write(piece)

    return turn


def test_the_head_of_an_answer_and_its_body_go_out_as_one() -> None:
    assert after(writing(b"head", b"body"), writing(b"next")).pieces == [b"headbody", b"next"]


def test_who_hangs_up_has_sent_everything() -> None:
    line = after(writing(b"before"), lambda to: (to.write(b"bye"), to.close())[1])
    assert (line.pieces, line.closed) == ([b"before", b"bye"], True)


def test_who_is_gone_is_sent_nothing_any_more() -> None:
    """Else a line that breaks within a turn would be told as a fault of the kit."""
    line = after(lambda to: (to.write(b"too late"), to._transport.close())[1])
    assert (line.pieces, line.closed) == ([], True)


async def endless(scope: Scope, receive: Receive, send: Send) -> None:
    """An answer that never ends, as the bell's."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"a piece", "more_body": True})
    await asyncio.Event().wait()


def test_a_line_on_which_nothing_is_ever_asked_does_not_take_anothers_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "PATIENCE", 0.1)
    config = uvicorn.Config(endless, http=wire.AtOnce, lifespan="off")
    config.load()

    async def come() -> None:
        loop, state = asyncio.get_running_loop(), ServerState()
        server = await loop.create_server(lambda: wire.AtOnce(config, state, {}), "127.0.0.1", 0)
        where = server.sockets[0].getsockname()[:2]
        silent, half, whole = [await asyncio.open_connection(*where) for _ in range(3)]
        half[1].write(b"GET / HTTP/1.1\r\nhost: h")
        whole[1].write(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n")
        async with asyncio.timeout(20):
            assert [await silent[0].read(), await half[0].read()] == [b"", b""]
            assert b"a piece" in await whole[0].readuntil(b"a piece")
        await asyncio.sleep(0.3)
        assert not whole[0].at_eof()
        for _, writer in (silent, half, whole):
            writer.close()
        server.close()
        for task in state.tasks:
            task.cancel()

    asyncio.run(come())


def test_what_is_filled_in_has_to_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SENT_WITHIN", 0.1)

    async def a_little() -> dict[str, object]:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    with pytest.raises(HTTPException) as ended:
        asyncio.run(exchange.form_of(Request({"type": "http", "headers": []}, a_little)))
    assert (ended.value.status_code, ended.value.headers) == (408, {"connection": "close"})


@given(st.lists(st.lists(st.integers(0, 2 * LARGE), max_size=4), max_size=4))
def test_everything_arrives_once_and_in_order(sizes: list[list[int]]) -> None:
    turns = [[bytes([16 * t + n]) * size for n, size in enumerate(s)] for t, s in enumerate(sizes)]
    line = after(*(writing(*pieces) for pieces in turns))
    assert b"".join(line.pieces) == b"".join(piece for pieces in turns for piece in pieces)


def test_what_is_large_is_not_kept_waiting_in_memory() -> None:
    line = after(writing(b"head", b"x" * LARGE, b"tail"))
    assert line.pieces == [b"head" + b"x" * LARGE, b"tail"]
