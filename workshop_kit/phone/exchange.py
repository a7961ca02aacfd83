"""What a phone's requests and answers have in common."""

import asyncio
import re
from concurrent.futures import Future
from typing import TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

T = TypeVar("T")

COOKIE = "participant"
COOKIE_LASTS = 180 * 24 * 3600
NO_STORE = {"cache-control": "no-store"}
SPOKEN = {**NO_STORE, "vary": "accept-language, cookie"}


async def done(future: "Future[T]") -> T:
    """What a change or a question of `conduct` gives, without holding up the others."""
    return await asyncio.wrap_future(future)


def secret_of(request: Request) -> str:
    """What this phone keeps secret; empty where it has not joined."""
    return request.cookies.get(COOKIE, "")


def is_secret(text: str) -> bool:
    """Could a phone have made this as its secret?"""
    return bool(re.fullmatch(r"[\w-]{40,100}", text, re.ASCII))


def one(form: FormData, name: str) -> str:
    """The text of one field; empty where there is none."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def html(text: str, status: int = 200) -> HTMLResponse:
    """A page for this phone alone."""
    return HTMLResponse(text, status, headers=SPOKEN)


def remember(response: Response, request: Request, code: str, secret: str) -> None:
    """Let the phone keep its secret, for this workshop only and where no script can read it."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_LASTS,
        path=f"/j/{code}",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
