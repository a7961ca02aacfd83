"""The console and the projector in a browser, while a room of 1,000 answers.

She makes the screen dark and light again: how long until her own page has it, how long until the
projector has, and how long answers took meanwhile. The browser computes on the same cores.
"""

import asyncio
import os
import shutil
import time
from typing import Any

from playwright.async_api import Page, async_playwright

from bench.live import Live, spread
from bench.room import CODE, Room

PEOPLE = 1000
PAUSE = 0.5
"""Seconds between two presses: every phone looks again after each."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")


async def run(typed: Any) -> dict[str, Any]:
    """Seconds until each page has what she did."""
    people = min(PEOPLE, max(typed.phones))
    async with Room(people) as room, async_playwright() as playwright:
        path = os.environ.get("WORKSHOP_KIT_CHROMIUM") or next(
            filter(None, map(shutil.which, CHROMIUMS)), None
        )
        browser = await playwright.chromium.launch(executable_path=path, args=[*QUIET])
        try:
            return {str(people): await _watched(room, browser)}
        finally:
            await browser.close()


async def _watched(room: Room, browser: Any) -> dict[str, float]:
    console = await room.console()
    failures = await room.everybody_joins()
    await room.to_the_question(console)
    await room.consoles.pop().close()
    name, _, value = room.cookie.partition("=")
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    await context.add_cookies([{"name": name, "value": value, "url": room.server.base}])
    control, screen = await context.new_page(), await context.new_page()
    await control.goto(f"{room.server.base}/run?code={CODE}")
    await screen.goto(f"{room.server.base}/screen?code={CODE}")
    await control.get_by_role("button", name="Dark screen").wait_for(timeout=60_000)
    await screen.get_by_text("have answered").first.wait_for(timeout=60_000)
    live = Live(room.people)
    sending = asyncio.create_task(live.send(room.phones, 5.0))
    own, others = [], []
    await asyncio.sleep(0.3)
    while not sending.done():
        for label, back in (
            ("Dark screen", "Light the screen"),
            ("Light the screen", "Dark screen"),
        ):
            began = time.perf_counter()
            await control.get_by_role("button", name=label).click()
            both = (
                _since(began, control.get_by_role("button", name=back).wait_for(timeout=30_000)),
                _since(began, _dark(screen, label == "Dark screen")),
            )
            mine, theirs = await asyncio.gather(*both)
            await asyncio.sleep(PAUSE)
            own.append(mine)
            others.append(theirs)
    took, refused = await sending
    return {
        "her page": spread(own)["p50"],
        "her page at most": max(own),
        "projector": spread(others)["p50"],
        "projector at most": max(others),
        "answers p95": spread(took)["p95"],
        "failures": len(failures) + len(refused),
        "lost": len(took) - await asyncio.to_thread(room.answers),
    }


async def _dark(screen: Page, dark: bool) -> None:
    state = "attached" if dark else "detached"
    await screen.locator(".dark").wait_for(state=state, timeout=30_000)


async def _since(began: float, work: Any) -> float:
    await work
    return time.perf_counter() - began
