"""The addresses that a room asks for at once are looked up: that must find what the routes say."""

import asyncio

import pytest
from starlette.routing import Match, Route
from starlette.types import Message, Receive, Scope, Send

from workshop_kit.conduct import Conduct
from workshop_kit.phone.check import Check
from workshop_kit.phone.first import PhonesFirst
from workshop_kit.phone.pulse import Pulses
from workshop_kit.phone.routes import Phone

BELOW = ("", "/", "/now", "/bell", "/join", "/pulse", "/pulse/1", "/word", "/me", "/now/x", "/none")


async def elsewhere(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})


def test_looking_an_address_up_finds_what_asking_each_route_finds(conduct: Conduct) -> None:
    routes = [*Check(conduct, None).routes(), *Pulses(conduct).routes(), *Phone(conduct).routes()]
    first = PhonesFirst(elsewhere, routes)
    for method in ("GET", "POST", "HEAD"):
        for path in ("/j", "/j/check", "/phone/x.css", *(f"/j/ABC{below}" for below in BELOW)):
            scope = {"type": "http", "method": method, "path": path, "headers": []}
            full = [r for r in routes if isinstance(r, Route) and r.matches(scope)[0] == Match.FULL]
            found = first.looked_up(scope)
            if found is not None:
                assert found[0] == full[0].endpoint
                assert found[1] == full[0].matches(scope)[1]["path_params"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/j/", 307), ("/phone", 404), ("/phone/", 404), ("/jam", 418), ("/", 418), ("/phone/x", 404)],
)
def test_what_is_no_phones_goes_on_and_what_there_is_not_is_told(
    conduct: Conduct, path: str, status: int
) -> None:
    sent: list[Message] = []

    async def ask() -> None:
        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
        await PhonesFirst(elsewhere, Phone(conduct).routes())(scope, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == status
