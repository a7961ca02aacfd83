"""Phones for the tests: the real pages in this process, read as a browser without JavaScript."""

import atexit
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

import httpx2
from anyio.from_thread import BlockingPortal, start_blocking_portal
from lxml import html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from workshop_kit.conduct import Conduct
from workshop_kit.phone.pulse import Pulses
from workshop_kit.phone.routes import Phone


def pages(conduct: Conduct) -> Starlette:
    """The phones' pages alone."""
    return Starlette(routes=[*Pulses(conduct).routes(), *Phone(conduct).routes()])


@dataclass
class Browser:
    """A phone's browser in which JavaScript is off."""

    client: TestClient
    code: str
    last: httpx2.Response | None = None

    def open(self, path: str = "") -> "Browser":
        """Go to the workshop's page, or one below it."""
        self.last = self.client.get(f"/j/{self.code}{path}")
        return self

    def fill_in(self, form: dict[str, str | list[str]], button: str = "") -> "Browser":
        """Fill in the page's form and press its button."""
        page = self.page.forms[0]
        hidden = {i.name: i.value for i in page.inputs if i.get("type") == "hidden"}
        self.last = self.client.post(page.get("action"), data=hidden | form)
        return self

    def join(self, name: str = "Amara", team: str = "t1") -> "Browser":
        """Come in."""
        return self.open().fill_in({"name": name, "team": team})

    @property
    def page(self) -> html.HtmlElement:
        """What is on the screen."""
        assert self.last is not None
        return html.document_fromstring(self.last.text)

    @property
    def text(self) -> str:
        """What can be read there."""
        return " ".join(self.page.text_content().split())

    @property
    def alert(self) -> str:
        """The sentence that says what went wrong; empty where nothing did."""
        return " ".join(
            "".join(e.text_content() for e in self.page.xpath("//*[@role='alert']")).split()
        )


@cache
def loop() -> BlockingPortal:
    """One event loop for all these phones: the client would make a new one for each request."""
    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(start_blocking_portal())


def a_browser(conduct: Conduct, code: str) -> Browser:
    """A phone that has just scanned the code."""
    client = TestClient(pages(conduct))
    client.portal = loop()
    return Browser(client, code)


def browsers(conduct: Conduct, code: str, teams: Sequence[str]) -> list[Browser]:
    """Phones that have joined, one for each team named."""
    return [a_browser(conduct, code).join(f"Person {i}", team) for i, team in enumerate(teams)]
