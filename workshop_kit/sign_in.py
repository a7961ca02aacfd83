"""The facilitator's door: nobody without a pass gets further than the sign-in page."""

import asyncio
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from workshop_kit.access import Access
from workshop_kit.language import FIRST
from workshop_kit.phone import page
from workshop_kit.phone.rendering import render
from workshop_kit.question import Invalid
from workshop_kit.workshop import NotNow

COOKIE, SCREEN = "facilitator", "screen"
COOKIE_LASTS = 30 * 24 * 3600
OPEN = ("/j", "/phone", "/sign-in", "/letters")
"""Where everybody may go: the phones' pages, their style, the door itself, the letters."""
BELOW_OPEN = tuple(f"{start}/" for start in OPEN)


class Door:
    """The routes for signing in and out."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def routes(self) -> list[BaseRoute]:
        """The door's addresses."""
        return [
            Route("/sign-in", self.ask, methods=["GET"]),
            Route("/sign-in", self.passphrase, methods=["POST"]),
            Route("/sign-in/screen/{code}/{token}", self.link, methods=["GET"]),
            Route("/sign-in/screen/{code}/{token}", self.use_screen_link, methods=["POST"]),
            Route("/sign-in/{token}", self.link, methods=["GET"]),
            Route("/sign-in/{token}", self.use_link, methods=["POST"]),
            Route("/sign-in/{elsewhere:path}", self.ask, methods=["GET"]),
            Route("/sign-out", self.sign_out, methods=["GET", "POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """The sign-in page."""
        return await self._page()

    async def passphrase(self, request: Request) -> Response:
        """Sign in with the passphrase."""
        form = await request.form(max_files=0, max_fields=5)
        typed = str(form.get("passphrase", ""))[:1000]
        here = _address(request)
        return await self._enter(request, lambda: self._access.by_passphrase(typed, here))

    async def link(self, request: Request) -> Response:
        """A sign-in link: its page sends itself, so that a mere preview does not use it up."""
        here = request.url.path + (f"?to={to}" if (to := _way_on(request)) != "/" else "")
        screen = "code" in request.path_params
        return _html(render("sign_in_link.html", here=here, screen=screen))

    async def use_screen_link(self, request: Request) -> Response:
        """Let this browser show the screen of one workshop, and nothing else."""
        code, token = request.path_params["code"], request.path_params["token"]
        try:
            held = await asyncio.to_thread(self._access.by_screen_link, code, token)
        except Invalid as error:
            return _html(page.problem_page(FIRST, str(error)), 422)
        response = RedirectResponse(f"/?code={code}", 303)
        _keep(response, request, SCREEN, held)
        return response

    async def use_link(self, request: Request) -> Response:
        """Sign in with a link that works once."""
        token = request.path_params["token"]
        return await self._enter(request, lambda: self._access.by_link(token))

    async def sign_out(self, request: Request) -> Response:
        """End this browser's pass."""
        await asyncio.to_thread(self._access.end, request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(COOKIE)
        return response

    async def _enter(self, request: Request, issue: Callable[[], str]) -> Response:
        try:
            token = await asyncio.to_thread(issue)
        except (Invalid, NotNow) as error:
            return await self._page(str(error))
        response = RedirectResponse(_way_on(request), 303)
        _keep(response, request, COOKIE, token)
        return response

    async def _page(self, problem: str = "") -> Response:
        known = await asyncio.to_thread(self._access.has_passphrase)
        text = render("sign_in.html", problem=problem, has_passphrase=known)
        return _html(text, 422 if problem else 200)


class Gate:
    """ASGI middleware: without a pass, pages lead to the sign-in page and the rest is refused.

    A form or websocket that another site's page sends is refused too.
    """

    def __init__(self, app: ASGIApp, access: Access, public_url: str | None = None) -> None:
        self._app = app
        self._access = access
        self._public_host = urlsplit(public_url).netloc if public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        writes = scope.get("method") in ("POST", "PUT", "DELETE")
        if not writes and _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if writes and self._from_elsewhere(connection):
            await PlainTextResponse("Please use the workshop's own page.", 403)(
                scope, receive, send
            )
        elif _is_open(scope["path"]) or await self._passes(connection):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _refusal(connection)(scope, receive, send)

    async def _passes(self, connection: HTTPConnection) -> bool:
        if await asyncio.to_thread(self._access.good, connection.cookies.get(COOKIE)):
            return True
        if not _is_screen(connection.url.path):
            return False
        held = connection.cookies.get(SCREEN)
        return await asyncio.to_thread(self._access.screen_of, held) is not None

    def _from_elsewhere(self, connection: HTTPConnection) -> bool:
        origin = connection.headers.get("origin")
        if origin in (None, "null"):
            return False
        named = (connection.headers.get(name) for name in ("host", "x-forwarded-host"))
        return urlsplit(str(origin)).netloc not in {*named, self._public_host}


def _is_open(path: str) -> bool:
    return path.startswith(BELOW_OPEN) or path in OPEN or path in ("/healthz", "/readyz")


def _is_screen(path: str) -> bool:
    """May a browser go there that only shows a screen? The page itself, and what Streamlit needs;
    the page asks for the pass again, and shows nothing but the screen."""
    return path == "/" or path.startswith(("/_stcore/", "/static/", "/media/"))


def _way_on(request: Request) -> str:
    """Where to go after signing in: to a remote, or to the console."""
    to = request.query_params.get("to", "")
    return to if re.fullmatch(r"/remote/[A-Z0-9]{2,12}", to) else "/"


def _keep(response: Response, request: Request, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=COOKIE_LASTS, httponly=True, samesite="lax", secure=secure
    )


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _refusal(connection: HTTPConnection) -> Response:
    if "text/html" in connection.headers.get("accept", ""):
        return RedirectResponse("/sign-in", 303)
    return PlainTextResponse("Please sign in first.", 403)


def _html(text: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(text, status, headers={"cache-control": "no-store"})
