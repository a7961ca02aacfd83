"""A real Chromium, a kit that runs, and who uses both."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.hall import Hall
from tests.servers import Server

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)

Phones = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that `start.py test` found, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("WORKSHOP_KIT_CHROMIUM"),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A kit that runs, without data."""
    server = Server(tmp_path / "data")
    yield server
    server.stop()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """The phones' pages alone, which are there at once."""
    hall = Hall(tmp_path)
    yield hall
    hall.stop()


@pytest.fixture
def phones(chromium: Browser, server: Server | Hall) -> Iterator[Phones]:
    """Makes phones: each a browser of its own."""
    made: list[BrowserContext] = []

    def a_phone(**options: object) -> BrowserContext:
        chosen = {"viewport": PHONE, "base_url": server.base, "has_touch": True} | options
        context = chromium.new_context(**chosen)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield a_phone
    for context in made:
        context.close()


@pytest.fixture
def console(chromium: Browser, server: Server) -> Iterator[Page]:
    """The facilitator's laptop, signed in with the printed link."""
    context = chromium.new_context(
        viewport=LAPTOP,
        base_url=server.base,
        accept_downloads=True,  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.sign_in_link)
    page.get_by_role("heading", name="Workshops").wait_for()
    yield page
    context.close()
