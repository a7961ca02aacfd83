"""The check of the room: a phone that opens this page has got through to the kit."""

import asyncio
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from workshop_kit import network
from workshop_kit.conduct import Conduct
from workshop_kit.phone import language
from workshop_kit.phone.rendering import render

HEADERS = {"cache-control": "no-store", "vary": "accept-language, cookie"}


class Check:
    """The route; the facilitator's console looks whether somebody came."""

    def __init__(self, conduct: Conduct, public_url: str | None = None) -> None:
        self._conduct = conduct
        self._public_host = urlsplit(public_url).netloc if public_url else ""

    def routes(self) -> list[BaseRoute]:
        """Its one address, before those of workshops."""
        return [Route("/j/check", self.look)]

    async def look(self, request: Request) -> Response:
        """Say that it works, and note it; the laptop's own browser proves nothing."""
        came = await asyncio.to_thread(self._from_elsewhere, request)
        if came:
            await asyncio.wrap_future(self._conduct.phone_came())
        text = render("check.html", language.of(request), came=came)
        return HTMLResponse(text, headers=HEADERS)

    def _from_elsewhere(self, request: Request) -> bool:
        """A tunnel in front of the kit visits from this computer: its visitors came through it."""
        named = (request.headers.get(name) for name in ("host", "x-forwarded-host"))
        if self._public_host and (
            self._public_host in named or "x-forwarded-for" in request.headers
        ):
            return True
        return request.client is not None and not network.is_this_computer(request.client.host)
