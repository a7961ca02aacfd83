"""The language of a phone: the one that was chosen on it, or else what its browser asks for."""

from collections.abc import Iterator
from functools import lru_cache

from starlette.requests import Request

from workshop_kit.language import FIRST, NAMES

COOKIE = "language"
COOKIE_LASTS = 180 * 24 * 3600


def of(request: Request) -> str:
    """The code of the language in which to answer a phone."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in NAMES else wanted(request.headers.get("accept-language", ""))


@lru_cache(maxsize=256)
def wanted(header: str) -> str:
    """The first language of an Accept-Language header that the kit speaks: de-AT is served by de.

    By hand, since Babel would make every phone wait that speaks English.
    """
    ranked = sorted(_ranked(header), key=lambda pair: -pair[0])  # what is equal keeps its order
    return next((code for weight, code in ranked if weight > 0 and code in NAMES), FIRST)


def _ranked(header: str) -> Iterator[tuple[float, str]]:
    for entry in header.split(","):
        tag, _, weight = entry.partition(";")
        try:
            yield float(weight.strip().removeprefix("q=") or 1), tag.strip().lower().split("-")[0]
        except ValueError:
            continue
