"""The bell as a phone hears it: server-sent events, with the page that each is about."""

import asyncio
from base64 import b64encode

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from workshop_kit.conduct import Conduct
from workshop_kit.phone import language
from workshop_kit.phone import page as pages
from workshop_kit.phone.exchange import NO_STORE, done, packed, secret_of
from workshop_kit.workshop import Workshop

UNPACKS = b"pages"
"""The query of a phone that can unpack a page."""


class Rings(Response):
    """The bell, for as long as the phone listens: one waits for news, one for the phone to go.

    An event has the revision, and as its id how often she has answered. Where the workshop has
    moved on, what she may see now follows, packed: a room that looks up at once is spared a
    thousand requests, and each phone a way to the server and back. A phone whose ring was lost, or
    came without its page, asks for it.
    """

    media_type = "text/event-stream"

    def __init__(self, conduct: Conduct, workshop: Workshop, request: Request) -> None:
        super().__init__(headers={**NO_STORE, "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._conduct, self._workshop = conduct, workshop
        self._secret, self._language = secret_of(request), language.of(request)
        self._unpacks = request.scope["query_string"] == UNPACKS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        ringing = asyncio.create_task(self._ring(send))
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            ringing.cancel()

    async def _ring(self, send: Send) -> None:
        code, told = self._workshop.code, None
        with self._conduct.listening(code, self._secret):
            async for revision in self._conduct.listen(self._workshop):
                answers = self._conduct.sent(code, self._secret)  # at least these are on the page
                moved = told is not None and revision > told
                told, page = revision, b""
                if moved and self._unpacks:
                    told, page = await self._page(revision)
                ring = b"id: %d\ndata: %d %s\n\n" % (answers, told, page)
                await send({"type": "http.response.body", "body": ring, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _page(self, revision: int) -> tuple[int, bytes]:
        """What she may see now, and of which revision it is; where that fails, nothing: her phone
        asks by itself then, and is told why."""
        try:
            view = await done(self._conduct.view(self._workshop.code, self._secret))
            made = packed(pages.now(self._language, view))
        except Exception:
            return revision, b""
        return view.workshop.revision, b64encode(made)
