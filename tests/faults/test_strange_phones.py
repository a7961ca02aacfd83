"""Phones that behave strangely: half a request, a stream that is not read, far too much of all."""

import asyncio
import contextlib
import socket
import time
from pathlib import Path

import httpx2
import pytest

from bench.console import signed_in
from bench.phones import Phone, all_show
from tests.faults.conftest import CODE, Kit, run

STREAMS, BODY = 2000, 100_000_000
SILENT, RINGS = 100, 150


def heard(kit: Kit) -> float:
    """Seconds until a phone that behaves has come in and has been acknowledged an answer."""
    began = time.monotonic()

    async def come_and_answer() -> None:
        async with kit.senders(1) as (sender,):
            await sender.send()

    run(come_and_answer())
    return time.monotonic() - began


def a_line(kit: Kit) -> socket.socket:
    return socket.create_connection(("127.0.0.1", kit.server.port), timeout=30)


def test_half_a_request_holds_up_nobody(kit: Kit) -> None:
    before = kit.holds()
    lines = [a_line(kit) for _ in range(100)]
    for number, line in enumerate(lines):
        half = (
            f"POST /j/{CODE}/answer HTTP/1.1\r\nhost: here\r\ncontent-length: 400\r\n\r\nstep="
            if number % 2
            else f"GET /j/{CODE} HTT"
        )
        line.sendall(half.encode())
    assert heard(kit) < 20
    for line in lines:
        line.close()
    kit.has_let_go(before)
    assert "Traceback" not in "".join(kit.server.printed)


def a_deaf_one(kit: Kit, phone: Phone) -> socket.socket:
    """A line on which this phone asks for the bell with its pages, and never reads."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    line.connect(("127.0.0.1", kit.server.port))
    head = f"host: here\r\ncookie: participant={phone.secret}\r\n\r\n"
    line.sendall(f"GET /j/{CODE}/bell?pages HTTP/1.1\r\n{head}".encode())
    return line


def test_who_does_not_read_the_event_stream_holds_up_nobody_however_often_it_rings(
    kit: Kit,
) -> None:
    """What is not fetched is not kept either: of many rings the newest is enough."""
    cookie = signed_in(kit.server.base, kit.server.sign_in_link)

    async def ring() -> None:
        async with kit.senders(1) as (sender,):
            before, memory = kit.holds(), kit.process.memory_info().rss
            lines = [a_deaf_one(kit, sender.phone) for _ in range(SILENT)]
            await asyncio.to_thread(press, kit, cookie, RINGS)
            await all_show([sender.phone], kit.workshop.revision)
            await sender.send()
            assert kit.process.memory_info().rss - memory < SILENT * 100_000
            for line in lines:
                line.close()
            await asyncio.to_thread(kit.has_let_go, before)

    run(ring())


def press(kit: Kit, cookie: str, times: int) -> None:
    """The facilitator makes the screen dark and light: every press rings the bell."""
    moves = kit.workshop.moves
    with httpx2.Client(base_url=kit.server.base, headers={"cookie": cookie}) as remote:
        for _ in range(times):
            form = {"move": "blank", "seen": str(moves), "sure": "1"}
            answer = remote.post(f"/remote/{CODE}/move", data=form)
            moves = answer.raise_for_status().json()["moves"]


def test_two_thousand_streams_of_one_client_are_served_and_let_go(kit: Kit) -> None:
    before, memory = kit.holds(), kit.process.memory_info().rss

    async def listen_to_all() -> None:
        phones: list[Phone] = kit.phones(1)
        await phones[0].join()
        phones += [
            Phone("127.0.0.1", kit.server.port, CODE, "", "", phones[0].secret)
            for _ in range(STREAMS - 1)
        ]
        for start in range(1, STREAMS, 100):
            await asyncio.gather(*(phone.open() for phone in phones[start : start + 100]))
        assert kit.holds()["descriptors"] >= STREAMS
        assert all(phone.bells for phone in phones)
        await asyncio.to_thread(heard, kit)
        for phone in phones:
            phone.leave()
        await asyncio.sleep(0.1)

    run(listen_to_all())
    kit.has_let_go(before, 30)
    assert (kit.process.memory_info().rss - memory) / STREAMS < 80_000


@pytest.mark.parametrize("said", [True, False], ids=["of a told length", "in pieces"])
def test_a_body_of_100_megabytes_is_refused_and_not_kept(kit: Kit, said: bool) -> None:
    before, memory = kit.holds(), kit.process.memory_info().rss
    told = f"content-length: {BODY}" if said else "transfer-encoding: chunked"
    head = f"POST /j/{CODE}/answer HTTP/1.1\r\nhost: here\r\n{told}\r\n\r\n".encode()
    piece = b"x" * 65536
    line, answer = a_line(kit), b""
    line.sendall(head)
    with contextlib.suppress(OSError):  # it hangs up while we are still sending
        for _ in range(BODY // len(piece)):
            line.sendall(piece if said else b"%x\r\n" % len(piece) + piece + b"\r\n")
    with contextlib.suppress(OSError):
        answer = line.recv(1000)
    line.close()
    assert answer == b"" or b" 413 " in answer
    assert kit.process.memory_info().rss - memory < 30_000_000
    assert heard(kit) < 20
    kit.has_let_go(before)


def test_nothing_of_this_was_told_as_a_fault_of_the_kit(kit: Kit) -> None:
    log = Path(kit.data / "log.jsonl").read_text()
    assert '"level": "error"' not in log
