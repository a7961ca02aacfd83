"""What the server writes in one turn goes out at once, in order, and whole."""

import asyncio
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from workshop_kit.wire import LARGE, Gathering

Turn = Callable[[Gathering], None]


class Recorded(asyncio.Transport):
    """A line that remembers in which pieces it was given what."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:  # type: ignore[override]
        assert not self.closed, "nothing may come after the end"
        self.pieces.append(data)

    def close(self) -> None:
        self.closed = True


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


@given(st.lists(st.lists(st.integers(0, 2 * LARGE), max_size=4), max_size=4))
def test_everything_arrives_once_and_in_order(sizes: list[list[int]]) -> None:
    turns = [[bytes([16 * t + n]) * size for n, size in enumerate(s)] for t, s in enumerate(sizes)]
    line = after(*(writing(*pieces) for pieces in turns))
    assert b"".join(line.pieces) == b"".join(piece for pieces in turns for piece in pieces)


def test_what_is_large_is_not_kept_waiting_in_memory() -> None:
    line = after(writing(b"head", b"x" * LARGE, b"tail"))
    assert line.pieces == [b"head" + b"x" * LARGE, b"tail"]
