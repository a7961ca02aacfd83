"""Pages that many phones show alike are made once, and filled in for each phone.

A room that looks up at once asks for hundreds of pages which differ in a name, an id, a key for
sending and the seconds that are left; making each anew would take most of the server's time.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from markupsafe import escape

from workshop_kit.workshop import Workshop

WORKSHOPS, PAGES = 8, 1000


def _blank(what: str) -> str:
    """Stands for something in a page that is made for many; nobody can know or guess it."""
    return f"{what}-{secrets.token_hex(12)}"


NAME, ID, SENDING, SECONDS = (_blank(what) for what in ("name", "id", "sending", "seconds"))


@dataclass
class Alike:
    """The pages of the workshops that were looked at last, each as the workshop is now."""

    _pages: OrderedDict[str, tuple[Workshop, dict[Hashable, str]]] = field(
        default_factory=OrderedDict
    )

    def page(self, workshop: Workshop, key: Hashable, make: Callable[[], str]) -> str:
        """The page of that key, with its blanks; made where there is none for this very state."""
        pages = self._of(workshop)
        if key not in pages:
            if len(pages) >= PAGES:
                pages.clear()
            pages[key] = make()
        return pages[key]

    def _of(self, workshop: Workshop) -> dict[Hashable, str]:
        before = self._pages.get(workshop.code)
        if before is not None and before[0] is workshop:
            return before[1]
        pages: dict[Hashable, str] = {}
        self._pages[workshop.code] = (workshop, pages)
        self._pages.move_to_end(workshop.code)
        while len(self._pages) > WORKSHOPS:
            self._pages.popitem(last=False)
        return pages


def filled_in(page: str, name: str = "", id_: str = "", seconds: int | None = None) -> str:
    """A page for one phone: with her name and id, and a new key for sending."""
    for blank, value in ((NAME, str(escape(name))), (ID, id_), (SECONDS, str(seconds))):
        page = page.replace(blank, value)
    return page.replace(SENDING, secrets.token_urlsafe(32))
