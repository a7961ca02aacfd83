"""The phones' addresses go first: past Streamlit's own middleware, which is made for its pages."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS = ("/j", "/phone")


class PhonesFirst:
    """ASGI middleware that answers for these routes itself, and hands on everything else.

    Sessions, cookies and a second compression are nothing to a phone, and would cost each of its
    requests more than the answer does.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._phones = Starlette(routes=routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_a_phones(scope["path"]):
            await self._phones(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_a_phones(path: str) -> bool:
    return path.startswith(("/j/", "/phone/")) or path in PATHS
