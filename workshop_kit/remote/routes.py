"""The addresses of the remote; the gate lets in only who has a facilitator's pass."""

import asyncio
import time

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from workshop_kit.conduct import Conduct, Counts, Hasty
from workshop_kit.phone.rendering import rendered
from workshop_kit.question import Invalid
from workshop_kit.workshop import NotNow, Unknown, Workshop, steering
from workshop_kit.workshop.moves import MOVES
from workshop_kit.workshop.timing import in_words, timing

LABELS = {
    "next": "Next",
    "open": "Open",
    "close": "Close",
    "reveal": "Reveal",
    "pause": "Go on",
    "further": "Next picture",
}
"""What the big button says, by the move that it makes."""

NO_STORE = {"cache-control": "no-store"}


class Remote:
    """The routes, over one conduct."""

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    def routes(self) -> list[BaseRoute]:
        """All addresses of the remote."""
        return [
            Route("/remote/{code}", self.room),
            Route("/remote/{code}/now", self.now),
            Route("/remote/{code}/move", self.move, methods=["POST"]),
        ]

    async def room(self, request: Request) -> Response:
        """The whole page."""
        return await self._page(request, "remote.html")

    async def now(self, request: Request) -> Response:
        """The part that follows the workshop."""
        return await self._page(request, "now.html")

    async def move(self, request: Request) -> Response:
        """Make a move: the answer is how many there have been, or why it was not made."""
        code, form = request.path_params["code"], await request.form(max_files=0, max_fields=5)
        name, seen = str(form.get("move", "")), str(form.get("seen", ""))
        if name not in (*MOVES, steering.FORWARD, steering.BACKWARD) or not seen.isdecimal():
            return PlainTextResponse("There is no such move.", 422)
        sure = form.get("sure") == "1"
        try:
            moved = await asyncio.wrap_future(self._conduct.move(code, name, int(seen), sure))
        except Unknown:
            return PlainTextResponse("There is no workshop with this code.", 404)
        except Hasty as error:
            return _told(str(error), 409, again=True)
        except (NotNow, Invalid) as error:
            return _told(str(error), 409)
        return JSONResponse({"moves": moved.moves}, headers=NO_STORE)

    async def _page(self, request: Request, template: str) -> Response:
        code = request.path_params["code"]
        try:
            workshop = await asyncio.wrap_future(self._conduct.workshop(code))
        except Unknown:
            return PlainTextResponse("There is no workshop with this code.", 404)
        counts = await asyncio.wrap_future(self._conduct.counts(code))
        pictures = await asyncio.wrap_future(self._conduct.pictures(code))
        values = _values(workshop, counts, pictures, time.time())
        text = rendered(f"remote/{template}", **values)
        return HTMLResponse(text, headers=NO_STORE)


def _told(sentence: str, status: int, again: bool = False) -> JSONResponse:
    return JSONResponse({"told": sentence, "again": again}, status, headers=NO_STORE)


def _values(workshop: Workshop, counts: Counts, pictures: int, now: float) -> dict[str, object]:
    place, likely = workshop.place, steering.likely(workshop, pictures)
    open_for, told = workshop.open_for(now), timing(workshop, now)
    left = None
    if place is not None and open_for is not None and place.step.minutes:
        left = max(0, round(place.step.minutes * 60 - open_for))
    return {
        "workshop": workshop,
        "place": place,
        "phase": workshop.phase(place.key) if place else "",
        "possible": steering.possible(workshop),
        "forward": LABELS.get(likely or "", ""),
        "answered": sum(counts.answered.values()),
        "asked": sum(counts.asked.values()) if counts.asked else None,
        "joined": sum(counts.joined.values()),
        "left": left,
        "timing": told,
        "pace": in_words(told) if told else "",
    }
