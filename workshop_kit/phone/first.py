"""The phones' addresses go first: past Streamlit's own middleware, which is made for its pages."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS = ("/j", "/phone")


class PhonesFirst:
    """ASGI middleware that answers for these routes itself, and hands on everything else.

    Sessions, cookies and a second compression are nothing to a phone, and would cost each of its
    requests more than the answer does.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._phones = Router(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_a_phones(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            await self._phones(scope, receive, send)
        except HTTPException as error:  # raised before anything was sent
            told = PlainTextResponse(error.detail, error.status_code, error.headers)
            await told(scope, receive, send)


def _is_a_phones(path: str) -> bool:
    return path.startswith(("/j/", "/phone/")) or path in PATHS
