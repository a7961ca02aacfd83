"""The kit as a process: who gets in, what it prints, and a room of 300."""

import asyncio
import contextlib
import random
import re
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.rooms import SHIPPED
from tests.servers import Server, StreamlitRun, from_outside, shared
from workshop_kit.access import Access
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.rehearsal import Rehearsing, many_connections
from workshop_kit.store import Store
from workshop_kit.workshop import Unknown

ROOM = 300
CONSOLE = ["/", "/run", "/run?code=DEMO", "/screen", "/results", "/settings", "/workshops"]
BEHIND = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/script-health-check",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/media/anything.xlsx",
    "/static/index.html",
    "/component/x/index.html",
    "//run",
    "/sign-in/../run",
    "/j/../run",
    "/phone/../run",
]

Strangers = Callable[[], httpx2.Client]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the kit of these tests has its database."""
    return tmp_path_factory.mktemp("kit")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One kit for the tests of this file; the last one stops it. They open its database too."""
    public = "https://workshop.example.org"
    server = Server(folder / "data", shared(folder), WORKSHOP_KIT_PUBLIC_URL=public)
    yield server
    server.stop()


@pytest.fixture
def store(server: Server, folder: Path) -> Iterator[Store]:
    """The kit's own database."""
    store = Store(shared(folder))
    yield store
    store.close()


@pytest.fixture
def a_stranger(server: Server) -> Iterator[Callable[[], httpx2.Client]]:
    """Browsers that the server has never seen."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(
            httpx2.Client(base_url=server.base, headers={"accept": "text/html"})
        )


def test_a_stranger_sees_only_the_sign_in_page(
    server: Server, a_stranger: Strangers, store: Store
) -> None:
    stranger = a_stranger()
    for path in CONSOLE:
        found = stranger.get(path)
        assert (found.status_code, found.headers["location"]) == (303, "/sign-in"), path
    for path in BEHIND:
        asked = stranger.build_request("GET", server.base)
        found = stranger.send(httpx2.Request("GET", asked.url.copy_with(raw_path=path.encode())))
        assert found.status_code in (303, 403), path
        assert "sign in" in found.text or found.headers.get("location") == "/sign-in", path
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{server.port}/_stcore/stream").close()
    assert refused.value.response.status_code == 403
    # And what everybody may ask, and the door itself: one process is enough to try it all.
    end = time.monotonic() + 60
    while stranger.get("/readyz").text != "ready":
        assert time.monotonic() < end
        time.sleep(0.05)
    assert stranger.get("/healthz").text == "ok"
    link_opens_once(server, a_stranger)
    another_sites_form_is_refused(a_stranger)
    passphrase_opens_the_door_too(store, a_stranger)


def link_opens_once(server: Server, a_stranger: Strangers) -> None:
    link = server.sign_in_link
    preview = a_stranger().get(link)
    assert preview.status_code == 200, "a mere look at the link does not use it up"
    her = a_stranger()
    came_in = her.post(link)
    cookie = came_in.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert her.get("/run").status_code == 200
    again = a_stranger().post(link)
    assert again.status_code == 422
    assert "has been used" in again.text
    with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        additional_headers={"cookie": f"facilitator={her.cookies['facilitator']}"},
    ):
        pass
    assert her.get("/sign-out").headers["location"] == "/sign-in"
    assert a_stranger().get("/run", headers={"cookie": cookie}).status_code == 303


def another_sites_form_is_refused(a_stranger: Strangers) -> None:
    for path in ("/sign-in", "/j/DEMO/answer"):
        found = a_stranger().post(path, headers={"origin": "https://evil.example"})
        assert found.status_code == 403


def passphrase_opens_the_door_too(store: Store, a_stranger: Strangers) -> None:
    Access(store).set_passphrase("three calm words")
    her = a_stranger()
    assert "That is not the passphrase" in her.post("/sign-in", data={"passphrase": "nope"}).text
    her.post("/sign-in", data={"passphrase": "three calm words"})
    assert her.get("/run").status_code == 200


def test_three_hundred_phones_join_at_once_and_answer_and_all_is_stored(
    server: Server, conduct: Conduct
) -> None:
    teams = ["Sales", "Product", "Engineering", "Care"]
    code = conduct.create("A full room", teams, [SHIPPED["check_in"]]).result().code
    steps = {place.key: place.step for place in conduct.workshop(code).result().places}

    async def storm() -> None:
        async with many_connections() as network:
            phones = []
            for number in range(ROOM):
                client = httpx2.AsyncClient(base_url=server.base, timeout=60, transport=network)
                name, chance = f"Person {number}", random.Random(number)
                team = teams[number % len(teams)]
                phones.append(Rehearsing(client, code, name, team, steps, chance))
            await asyncio.gather(*(phone.join() for phone in phones))
            for move in ("next", "open"):
                await asyncio.wrap_future(conduct.move(code, move))
            assert all(await asyncio.gather(*(phone.answer() for phone in phones)))

    asyncio.run(storm())
    counts = conduct.counts(code).result()
    assert sum(counts.joined.values()) == ROOM
    assert sum(counts.answered.values()) == ROOM
    printed = "".join(server.printed)
    assert not re.search(r"Person \d|/j/|HTTP/1", printed), "no log of who asked for what, or when"


DATA_SEGMENTS_IN = 152
"""Where Linux counts in its `struct tcp_info` the packets with data that have come (tcp.h)."""


def pieces(server: Server, path: str) -> int:
    """In how many pieces an answer comes; 1 where the system does not count them."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
        if sys.platform != "linux":
            return 1
        counted = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192)
        return int.from_bytes(counted[DATA_SEGMENTS_IN : DATA_SEGMENTS_IN + 4], sys.byteorder)


def test_it_prints_where_everything_is_and_stops_when_told(server: Server, folder: Path) -> None:
    printed = "".join(server.printed)
    assert "https://workshop.example.org" in printed
    assert str(folder / "data") in printed
    assert "▀" in printed, "the QR code"
    assert "streamlit" not in printed.lower()
    assert pieces(server, "/j") == 1, "the head of an answer and its body go out at once"
    server.stop()
    assert "Traceback" not in "".join(server.printed)


def test_streamlit_run_starts_it_too(tmp_path: Path) -> None:
    server = StreamlitRun(tmp_path / "data")
    assert f":{server.port}/sign-in/" in server.sign_in_link
    assert "For the facilitator" in httpx2.get(f"{server.base}/sign-in").text
    server.stop()


def test_the_demo_gets_under_way_by_itself(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", WORKSHOP_KIT_DEMO="1")
    end = time.monotonic() + 60
    revealed: list[str] = []
    while time.monotonic() < end and "three_mirrors/their_guess" not in revealed:
        with (
            contextlib.suppress(Unknown),  # not made yet
            from_outside(f"sqlite:///{tmp_path / 'data' / 'workshops.db'}") as url,
            contextlib.closing(Store(url)) as store,
        ):
            conduct = Conduct(store, Bell())
            revealed = [place.key for place in conduct.workshop("DEMO").result().revealed()]
            joined = conduct.counts("DEMO").result().joined
        time.sleep(0.5)
    server.stop()
    assert "three_mirrors/their_guess" in revealed
    assert joined == {"t1": 6, "t2": 6, "t3": 6, "t4": 6}
