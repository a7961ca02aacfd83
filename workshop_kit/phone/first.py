"""The phones' addresses go first: past Streamlit's own middleware, which is made for its pages."""

import re
from collections.abc import Awaitable, Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS = ("/j", "/phone")
NEAR = re.compile(r"/(?P<first>\w+)/{(?P<name>\w+)}(?:/(?P<word>\w+))?")
"""The routes with one part that differs, and at most a word behind it."""

Endpoint = Callable[[Request], Awaitable[Response]]


class PhonesFirst:
    """ASGI middleware that answers for these routes itself, and hands on everything else.

    Sessions, cookies and a second compression are nothing to a phone, and would cost each of its
    requests more than the answer does. So would asking one route after the other: addresses such
    as `/j/CODE` and `/j/CODE/now`, for which a room asks all at once, are looked up.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._phones = Router(routes)
        self._near = _looked_up(routes)
        self._own = {route.path for route in routes if isinstance(route, Route)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_a_phones(scope["path"]):
            await self._app(scope, receive, send)
            return
        found = self.looked_up(scope)
        try:
            if found is None:
                await self._phones(scope, receive, send)
            else:
                endpoint, scope["path_params"] = found
                response = await endpoint(Request(scope, receive, send))
                await response(scope, receive, send)
        except HTTPException as error:  # raised before anything was sent
            told = PlainTextResponse(error.detail, error.status_code, error.headers)
            await told(scope, receive, send)

    def looked_up(self, scope: Scope) -> tuple[Endpoint, dict[str, str]] | None:
        """What answers there, and what differs in the address; None where routes must be asked,
        as for `/j/check`, which is an address of its own and no code."""
        if scope["path"] in self._own:
            return None
        _, first, *rest = scope["path"].split("/")
        endpoint, name = self._near.get((scope["method"], first, *rest[1:]), (None, ""))
        return (endpoint, {name: rest[0]}) if endpoint and rest and rest[0] else None


def _looked_up(routes: Sequence[BaseRoute]) -> dict[tuple[str, ...], tuple[Endpoint, str]]:
    """What answers at `/first/{name}` or `/first/{name}/word`, and that name, by method and words;
    of several the first that says so."""
    found: dict[tuple[str, ...], tuple[Endpoint, str]] = {}
    for route in routes:
        near = NEAR.fullmatch(route.path) if isinstance(route, Route) else None
        if near and isinstance(route, Route):
            words = [word for word in near.group("first", "word") if word]
            for method in route.methods or ():
                found.setdefault((method, *words), (route.endpoint, near["name"]))
    return found


def _is_a_phones(path: str) -> bool:
    return path.startswith(("/j/", "/phone/")) or path in PATHS
