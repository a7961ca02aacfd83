"""What a phone's requests and answers have in common."""

import asyncio
import gzip
import re
from collections.abc import Mapping
from concurrent.futures import Future
from typing import TypeVar
from urllib.parse import parse_qs, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from workshop_kit.language import NAMES, words
from workshop_kit.phone import language
from workshop_kit.phone.alike import Filled
from workshop_kit.question import Fields, Invalid
from workshop_kit.sentence import sentence
from workshop_kit.workshop import NotNow

T = TypeVar("T")

COOKIE = "participant"
COOKIE_LASTS = 180 * 24 * 3600
NO_STORE = {"cache-control": "no-store"}
SPOKEN = {**NO_STORE, "vary": "accept-language, cookie, accept-encoding"}
KEPT_BY_BROWSER = {**SPOKEN, "cache-control": "private, no-cache"}
"""A browser may take such a page back from its memory, also where there is no network: its script
looks whether it is still right."""
PATIENCE = 20.0
"""Seconds after which a phone is told that something did not work. Its script waits for less."""
MOST_FIELDS = 2000
MOST_BYTES = 400_000
WORTH_PACKING, LIGHTLY = 600, 5
"""Letters from which on a page is compressed, and how hard: a light page takes 20 microseconds."""
SENT_WITHIN = 60.0
"""Seconds for all that was filled in, also on a slow line: who sends on and on gives it back."""
TOO_MUCH = sentence("That is too much for one answer. Please shorten it.")


async def done(future: "Future[T]") -> T:
    """What a change or a question of `conduct` gives, without holding up the others.

    Raises TimeoutError where the database says nothing: what was not begun is not done then.
    """
    async with asyncio.timeout(PATIENCE):
        return await asyncio.wrap_future(future)


def secret_of(request: Request) -> str:
    """What this phone keeps secret; empty where it has not joined."""
    return request.cookies.get(COOKIE, "")


def is_secret(text: str) -> bool:
    """Could a phone have made this as its secret?"""
    return bool(re.fullmatch(r"[\w-]{40,100}", text, re.ASCII))


async def form_of(request: Request) -> Fields:
    """What was filled in. Raises HTTPException where it is too much, before all of it has come."""
    body = bytearray()
    try:
        if int(request.headers.get("content-length") or 0) > MOST_BYTES:
            raise ValueError
        async with asyncio.timeout(SENT_WITHIN):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise ValueError
        text = body.decode(errors="replace")
        return parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ClientDisconnect:
        raise HTTPException(400) from None  # nobody is there to read it
    except TimeoutError:
        raise HTTPException(408, headers={"connection": "close"}) from None
    except ValueError:
        raise HTTPException(413, words(language.of(request)).say(TOO_MUCH)) from None


def one(form: Fields, name: str) -> str:
    """The text of one field; empty where there is none."""
    return next(iter(form.get(name, ())), "")


def html(
    request: Request, text: str | Filled, status: int = 200, headers: Mapping[str, str] = SPOKEN
) -> Response:
    """A page for this phone alone, made small where the phone understands that and it pays."""
    small = "gzip" in request.headers.get("accept-encoding", "")
    if small and (isinstance(text, Filled) or len(text) >= WORTH_PACKING):
        return HTMLResponse(packed(text), status, {**headers, "content-encoding": "gzip"})
    return HTMLResponse(str(text), status, headers)


def packed(text: str | Filled) -> bytes:
    """A page as a gzip file."""
    if isinstance(text, Filled):
        return text.packed()
    return gzip.compress(text.encode(), LIGHTLY)


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


def refusal(error: Invalid | NotNow) -> str:
    """What a refusal says: a Sentence, where it is meant for participants."""
    told: str = error.args[0]
    return told


def carried(request: Request) -> str:
    """What a personal or a table's link said, as the query of another address."""
    if not request.scope["query_string"]:
        return ""
    query = request.query_params
    said = {name: query[name] for name in ("me", "team") if query.get(name)}
    return f"?{urlencode(said)}" if said else ""


def chosen_language(request: Request) -> Response | None:
    """Keep the language that was chosen at the foot of the page, and go back to it."""
    if not request.scope["query_string"]:
        return None
    code = request.query_params.get("lang")
    if code not in NAMES:
        return None
    response = RedirectResponse(request.url.path + carried(request), 303)
    response.set_cookie(
        language.COOKIE,
        code,
        max_age=language.COOKIE_LASTS,
        path="/j",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response
