"""Pages that many phones show alike are made once, and filled in for each phone.

A room that looks up at once asks for hundreds of pages which differ in a name, an id, a key for
sending and the seconds that are left; making and compressing each anew would take most of the
server's time. So what is alike is compressed once, piece by piece, and what is a phone's own is put
between the pieces as it is: both are blocks of the same deflate stream (RFC 1951, 3.2.4).
"""

import re
import secrets
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from markupsafe import escape

from workshop_kit.workshop import Workshop

T = TypeVar("T")

WORKSHOPS, PAGES = 8, 1000
BEGINNING = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""Of a gzip file without a name and a time (RFC 1952)."""


def _blank(what: str) -> str:
    """Stands for something in a page that is made for many; nobody can know or guess it."""
    return f"{what}-{secrets.token_hex(12)}"


NAME, ID, SENDING, SECONDS = (_blank(what) for what in ("name", "id", "sending", "seconds"))
BLANKS = re.compile(f"({NAME}|{ID}|{SENDING}|{SECONDS})")


class Sheet:
    """A page with blanks."""

    def __init__(self, page: str) -> None:
        pieces = BLANKS.split(page)
        self.printed = [piece.encode() for piece in pieces[::2]]
        self.blanks = pieces[1::2]

    @cached_property
    def packed(self) -> list[bytes]:
        """What is printed, each piece as deflate blocks that need none before; the last ends it."""
        modes = [zlib.Z_SYNC_FLUSH] * len(self.blanks) + [zlib.Z_FINISH]
        return [_deflated(piece, mode) for piece, mode in zip(self.printed, modes, strict=True)]


@dataclass(frozen=True)
class Filled:
    """A page for one phone: what stands in each blank, in UTF-8."""

    sheet: Sheet
    own: Mapping[str, bytes]

    def __str__(self) -> str:
        return self.plain().decode()

    def plain(self) -> bytes:
        """The page as bytes."""
        return self._with(self.sheet.printed, lambda text: text)

    def packed(self) -> bytes:
        """The page as a gzip file."""
        body = self.plain()
        end = zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(4, "little")
        return BEGINNING + self._with(self.sheet.packed, _stored) + end

    def _with(self, pieces: list[bytes], put: Callable[[bytes], bytes]) -> bytes:
        made = [pieces[0]]
        for blank, piece in zip(self.sheet.blanks, pieces[1:], strict=True):
            made += (put(self.own[blank]), piece)
        return b"".join(made)


def _deflated(piece: bytes, mode: int) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(piece) + packing.flush(mode)


def _stored(text: bytes) -> bytes:
    """A deflate block that holds a text as it is; no name comes near its 65,535 bytes."""
    size = len(text)
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + text


@dataclass
class Alike:
    """The pages of the workshops that were looked at last, each as the workshop is now."""

    _pages: OrderedDict[str, tuple[Workshop, dict[Hashable, Any]]] = field(
        default_factory=OrderedDict
    )

    def page(self, workshop: Workshop, key: Hashable, make: Callable[[], str]) -> Sheet:
        """The page of that key, with its blanks; made where there is none for this very state."""
        return self.once(workshop, key, lambda: Sheet(make()))

    def once(self, workshop: Workshop, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` says, asked once for this very state: such as a part of many pages."""
        found = self._of(workshop)
        if key not in found:
            if len(found) >= PAGES:
                found.clear()
            found[key] = find()
        return cast(T, found[key])

    def _of(self, workshop: Workshop) -> dict[Hashable, Any]:
        before = self._pages.get(workshop.code)
        if before is not None and before[0] is workshop:
            return before[1]
        pages: dict[Hashable, Any] = {}
        self._pages[workshop.code] = (workshop, pages)
        self._pages.move_to_end(workshop.code)
        while len(self._pages) > WORKSHOPS:
            self._pages.popitem(last=False)
        return pages


def filled_in(page: Sheet, name: str = "", id_: str = "", seconds: int | None = None) -> Filled:
    """A page for one phone: with her name and id, and a new key for sending."""
    own = {
        NAME: str(escape(name)).encode(),
        ID: id_.encode(),
        SECONDS: str(seconds).encode(),
        SENDING: secrets.token_urlsafe(32).encode(),
    }
    return Filled(page, own)
