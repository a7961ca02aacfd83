"""The phone's style and script, under names that change with their content, compressed once.

What a kind of question adds for its form (`form.css`, `form.js`) comes with them.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from workshop_kit import questions, stylesheet

PARTS = {"phone.css": ("phone.css",), "phone.js": ("phone.js", "answer.js", "forms.js", "aloud.js")}
"""The files of which each asset is made."""

TYPES = {"phone.css": "text/css", "phone.js": "text/javascript"}


@dataclass(frozen=True)
class Asset:
    """A static file as it is served. `path` holds the first digits of its hash."""

    path: str
    media_type: str
    body: bytes
    compressed: bytes


@cache
def asset(name: str) -> Asset:
    """The asset of that file name."""
    stem, ending = name.split(".")
    static = files(__package__) / "static"
    body = b"\n".join((static / part).read_bytes() for part in PARTS[name])
    body += questions.form_files(ending)
    if ending == "css":
        body = stylesheet.tokens().encode() + body
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"/phone/{stem}.{digest}.{ending}", TYPES[name], body, gzip.compress(body, 9))


@cache
def _response(name: str, packed: bool) -> Response:
    """How that asset is served, to whom and as often as it is asked for."""
    found = asset(name)
    headers = {
        "cache-control": "public, max-age=31536000, immutable",
        "vary": "accept-encoding",
        **({"content-encoding": "gzip"} if packed else {}),
    }
    body = found.compressed if packed else found.body
    return Response(body, media_type=found.media_type, headers=headers)


async def serve(request: Request) -> Response:
    """A static file, for good: another content has another name."""
    path = request.scope["path"]
    name = next((name for name in TYPES if asset(name).path == path), None)
    if name is None:
        return PlainTextResponse("There is no such file.", 404)
    return _response(name, "gzip" in request.headers.get("accept-encoding", ""))
