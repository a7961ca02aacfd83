"""A ring brings along the page it is about, to whom it belongs and to nobody else."""

import asyncio
import contextlib
import gzip
import re
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.types import Message

from tests.phones import Browser, a_browser, pages
from tests.rooms import a_step, an_exercise, kept, make
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store

ENERGY = an_exercise(a_step("energy", prompt="How full is your battery?"))
SENDING = re.compile(r'(name="sending" value=")[^"]+')


@dataclass(frozen=True)
class Ring:
    """What one event of the stream says; the page is empty where it came without."""

    answers: int
    revision: int
    page: str = ""


Next = Callable[[], Awaitable[Ring]]


@contextlib.asynccontextmanager
async def listening(conduct: Conduct, phone: Browser, query: bytes) -> AsyncIterator[Next]:
    """The stream of a phone's bell, event by event."""
    told: asyncio.Queue[bytes] = asyncio.Queue()
    gone = asyncio.Event()
    cookie = f"participant={phone.client.cookies.get('participant', '')}".encode()
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": f"/j/{phone.code}/bell",
        "query_string": query,
        "headers": [(b"cookie", cookie)],
    }

    async def receive() -> Message:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message.get("body"):
            told.put_nowait(message["body"])

    async def following() -> Ring:
        async with asyncio.timeout(5):
            event = await told.get()
        found = re.fullmatch(rb"id: (\d+)\ndata: (\d+) ?(\S*)\n\n", event)
        assert found, event
        page = gzip.decompress(b64decode(found[3])).decode() if found[3] else ""
        return Ring(int(found[1]), int(found[2]), page)

    line = asyncio.create_task(pages(conduct)(scope, receive, send))
    yield following
    gone.set()
    await line


def in_a_room(store: Store, then: Callable[[Conduct, Browser, Browser], Awaitable[None]]) -> None:
    """A question is about to be opened; Amara of Sales and Lea of Product have come in."""

    async def room() -> None:
        bell = Bell()
        bell.hang(asyncio.get_running_loop())
        conduct = Conduct(store, bell)
        code = await asyncio.to_thread(kept, conduct, ENERGY)
        await asyncio.to_thread(make, conduct, code, "next")
        two = [a_browser(conduct, code) for _ in range(2)]
        for phone, name, team in zip(two, ("Amara", "Lea"), ("t1", "t2"), strict=True):
            await asyncio.to_thread(phone.join, name, team)
        await then(conduct, *two)

    asyncio.run(room())


async def asked(phone: Browser) -> str:
    """The page that a phone gets that asks for it, but for the key that each sending has."""
    await asyncio.to_thread(phone.open, "/now")
    assert phone.last is not None
    return SENDING.sub(r"\1", phone.last.text)


def test_each_phone_gets_the_page_along_that_it_would_have_asked_for(store: Store) -> None:
    async def listen(conduct: Conduct, amara: Browser, lea: Browser) -> None:
        async with (
            listening(conduct, amara, b"pages") as hers,
            listening(conduct, lea, b"pages") as leas,
        ):
            assert [await hers(), await leas()] == [Ring(0, 1), Ring(0, 1)]
            for number, move in enumerate(("open", "close", "reveal"), 2):
                await asyncio.to_thread(make, conduct, amara.code, move)
                for phone, following in ((amara, hers), (lea, leas)):
                    ring = await following()
                    assert ring.revision == number
                    assert SENDING.sub(r"\1", ring.page) == await asked(phone)
                if move == "open":
                    await asyncio.to_thread(lea.fill_in, {"room:0": "4"})

    in_a_room(store, listen)


def test_who_cannot_unpack_a_page_hears_the_number_alone(store: Store) -> None:
    async def listen(conduct: Conduct, amara: Browser, _: Browser) -> None:
        async with listening(conduct, amara, b"") as following:
            assert await following() == Ring(0, 1)
            await asyncio.to_thread(make, conduct, amara.code, "open")
            assert await following() == Ring(0, 2)

    in_a_room(store, listen)


def test_who_is_not_in_or_not_any_more_gets_no_page(store: Store) -> None:
    async def listen(conduct: Conduct, amara: Browser, lea: Browser) -> None:
        (her,) = [p for p in conduct.participants(lea.code).result() if p.name == "Lea"]
        stranger = a_browser(conduct, amara.code)
        async with (
            listening(conduct, stranger, b"pages") as strangers,
            listening(conduct, lea, b"pages") as leas,
        ):
            await strangers(), await leas()
            conduct.remove(lea.code, her.id).result()
            await asyncio.to_thread(make, conduct, amara.code, "open")
            for following in (strangers, leas):
                ring = await following()
                while ring.revision < conduct.workshop(amara.code).result().revision:
                    ring = await following()
                assert ring.page == ""

    in_a_room(store, listen)


def test_a_page_that_cannot_be_had_does_not_keep_the_bell_from_ringing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise TimeoutError

    async def listen(conduct: Conduct, amara: Browser, _: Browser) -> None:
        async with listening(conduct, amara, b"pages") as following:
            await following()
            monkeypatch.setattr(conduct, "view", silent)
            await asyncio.to_thread(make, conduct, amara.code, "open")
            assert await following() == Ring(0, 2)

    in_a_room(store, listen)
