"""Pages that many phones show alike are made once, and filled in for each phone.

A room that looks up at once asks for hundreds of pages which differ in a name, an id, a key for
sending and the seconds that are left; making and compressing each anew would take most of the
server's time. So what is alike is compressed once, piece by piece, and what is a phone's own is put
between the pieces as it is: both are blocks of the same deflate stream (RFC 1951, 3.2.4). Where
only a few lines of a long page are a phone's own, as her card on a wall of a thousand, the other
pieces are those of everybody's pages.
"""

import itertools
import re
import secrets
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from markupsafe import Markup, escape

from workshop_kit.workshop import Workshop

T = TypeVar("T")

WORKSHOPS, PAGES, COMMON = 8, 1000, 20_000
"""How much is kept: of how many workshops, how many pages, how many parts of them."""
LONG = 1500
"""Letters from which on a text that many pages share is compressed by itself: in a shorter one
there is little that repeats."""
BEGINNING, LAST_BLOCK = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\x03\0"
"""Of a gzip file without a name and a time (RFC 1952), and of a deflate stream."""


def _blank(what: str) -> str:
    """Stands for something in a page that is made for many; nobody can know or guess it."""
    return f"{what}-{secrets.token_hex(12)}"


NAME, ID, SENDING, SECONDS, PIECE = (
    _blank(what) for what in ("name", "id", "sending", "seconds", "piece")
)
BLANKS = re.compile(rf"({NAME}|{ID}|{SENDING}|{SECONDS}|{PIECE}-\d+-)")


class Piece:
    """A piece of one page, or of many that share it, in UTF-8."""

    def __init__(self, text: str, shared: bool = False) -> None:
        self.printed, self.shared = text.encode(), shared
        self._packed: dict[Piece | None, bytes] = {}

    def packed(self, before: "Piece | None") -> bytes:
        """The same as deflate blocks, which may point back to the piece that stands before it."""
        if before not in self._packed:
            known = before.printed if before else b""
            packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=known)
            blocks = packing.compress(self.printed) + packing.flush(zlib.Z_SYNC_FLUSH)
            self._packed[before] = blocks
        return self._packed[before]


class Sheet:
    """A page with blanks: its pieces in order, a name for each blank. `shared` are pieces that
    other pages have too, by what stands for them in this one."""

    def __init__(self, page: str, shared: Mapping[Hashable, Any] | None = None) -> None:
        texts = BLANKS.split(page)
        between = [(shared or {}).get(blank, blank) for blank in texts[1::2]]
        self.pieces: list[Piece | str] = [Piece(texts[0])]
        for blank, text in zip(between, texts[2::2], strict=True):
            self.pieces += (blank, Piece(text)) if text else (blank,)


@dataclass(frozen=True)
class Filled:
    """A page for one phone: what stands in each blank, in UTF-8."""

    sheet: Sheet
    own: Mapping[str, bytes]

    def __str__(self) -> str:
        return self.plain().decode()

    def plain(self) -> bytes:
        """The page as bytes."""
        own = self.own
        return b"".join([own[p] if isinstance(p, str) else p.printed for p in self.sheet.pieces])

    def packed(self) -> bytes:
        """The page as a gzip file."""
        body, before = self.plain(), None
        end = zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(4, "little")
        blocks = [BEGINNING]
        for piece in self.sheet.pieces:
            if isinstance(piece, str):
                blocks.append(_stored(self.own[piece]))
                before = None
            else:
                blocks.append(piece.packed(before))
                before = piece if piece.shared else None  # or each phone would need a copy
        return b"".join([*blocks, LAST_BLOCK, end])


def _stored(text: bytes) -> bytes:
    """A deflate block that holds a text as it is; no name comes near its 65,535 bytes."""
    size = len(text)
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + text


@dataclass
class Found:
    """What was made for one state of a workshop: whole pages, and what they have in common."""

    workshop: Workshop
    pages: dict[Hashable, Sheet] = field(default_factory=dict)
    common: dict[Hashable, Any] = field(default_factory=dict)


@dataclass
class Alike:
    """The pages of the workshops that were looked at last, each as the workshop is now."""

    _found: OrderedDict[str, Found] = field(default_factory=OrderedDict)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def page(self, workshop: Workshop, key: Hashable, make: Callable[[], str]) -> Sheet:
        """The page of that key, with its blanks; made where there is none for this very state."""
        found = self._of(workshop)
        if key not in found.pages:
            if len(found.pages) >= PAGES:
                found.pages.clear()
            if len(found.common) >= COMMON:  # not while a page is made, which rests on it
                found.common.clear()
            found.pages[key] = Sheet(make(), found.common)
        return found.pages[key]

    def once(self, workshop: Workshop, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` says, asked once for this very state."""
        common = self._of(workshop).common
        if key not in common:
            common[key] = find()
        return cast(T, common[key])

    def text(self, workshop: Workshop, key: Hashable, make: Callable[[], str]) -> str:
        """A part of many pages, made once; a long one as what stands for it in a page."""
        return self.once(workshop, key, lambda: self._put(workshop, make()))

    def _put(self, workshop: Workshop, text: str) -> str:
        if len(text) < LONG or BLANKS.search(text):
            return text
        blank = Markup(f"{PIECE}-{next(self._numbers)}-")
        self._of(workshop).common[blank] = Piece(text, shared=True)
        return blank

    def _of(self, workshop: Workshop) -> Found:
        found = self._found.get(workshop.code)
        if found is None or found.workshop is not workshop:
            found = self._found[workshop.code] = Found(workshop)
            self._found.move_to_end(workshop.code)
            while len(self._found) > WORKSHOPS:
                self._found.popitem(last=False)
        return found


class Alone:
    """How parts of a page are found that nobody else has: anew."""

    def once(self, _: Hashable, find: Callable[[], T]) -> T:
        """What `find` says."""
        return find()

    def text(self, _: Hashable, make: Callable[[], str]) -> str:
        """What `make` makes."""
        return make()

    def within(self, _: Hashable) -> "Alone":
        """The same for a part of the page."""
        return self


@dataclass(frozen=True)
class Among:
    """How parts of a page are found that others have too: by a key, within what is theirs."""

    pages: Alike
    workshop: Workshop
    theirs: tuple[Hashable, ...]

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` says, asked once."""
        return self.pages.once(self.workshop, (*self.theirs, key), find)

    def text(self, key: Hashable, make: Callable[[], str]) -> str:
        """A part of the page, made once; a long one as what stands for it."""
        return self.pages.text(self.workshop, (*self.theirs, key), make)

    def within(self, key: Hashable) -> "Among":
        """The same for a part of the page, with keys of its own."""
        return Among(self.pages, self.workshop, (*self.theirs, key))


Sharing = Alone | Among
ALONE = Alone()


def filled_in(page: Sheet, name: str = "", id_: str = "", seconds: int | None = None) -> Filled:
    """A page for one phone: with her name and id, and a new key for sending."""
    own = {
        NAME: str(escape(name)).encode(),
        ID: id_.encode(),
        SECONDS: str(seconds).encode(),
        SENDING: secrets.token_urlsafe(32).encode(),
    }
    return Filled(page, own)
