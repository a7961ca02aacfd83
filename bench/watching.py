"""The console and the projector in a browser, while a room of 1,000 answers.

She makes the screen dark and light again: how long until her own page has it, how long until the
projector has, and how long answers took meanwhile. The browser computes on the same cores. The
pages themselves tell when they have it: a test driver that looks now and then would be slower than
they are.
"""

import asyncio
import time
from typing import Any

from playwright.async_api import Page, async_playwright

from bench.browser import launching
from bench.live import Live, spread
from bench.room import CODE, Room

PEOPLE = 1000
PAUSE = 0.5
"""Seconds between two presses."""
BOTH_IN_SIGHT = (
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-background-timer-throttling",
)
"""She has one on her laptop and one on the projector: neither is behind the other."""
SEEN = """what => new Promise(done => {
  const watching = new MutationObserver(look);
  function look() {
    if (!eval(what)) return;
    watching.disconnect();
    done(Date.now() / 1000);
  }
  const all = {subtree: true, childList: true, attributes: true, characterData: true};
  watching.observe(document, all);
  look();
})"""
"""When the page has come to be so, in seconds since 1970."""
BUTTON = "[...document.querySelectorAll('button')].some(b => b.innerText.includes('{}'))"
DARK = "{}document.querySelector('.dark')"


async def run(typed: Any) -> dict[str, Any]:
    """Seconds until each page has what she did."""
    people = min(PEOPLE, max(typed.phones))
    async with Room(people) as room, async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launching(*BOTH_IN_SIGHT))
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
    control, screen = [await _window(browser, room, name, value) for _ in range(2)]
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
            seen = asyncio.gather(
                control.evaluate(SEEN, BUTTON.format(back)),
                screen.evaluate(SEEN, DARK.format("!!" if label == "Dark screen" else "!")),
            )
            place = await control.get_by_role("button", name=label).bounding_box()
            assert place
            pressed = time.time()
            await control.mouse.click(place["x"] + 10, place["y"] + 10)
            mine, theirs = await asyncio.wait_for(seen, 30)
            own.append(mine - pressed)
            others.append(theirs - pressed)
            await asyncio.sleep(PAUSE)
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


async def _window(browser: Any, room: Room, cookie: str, value: str) -> Page:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    await context.add_cookies([{"name": cookie, "value": value, "url": room.server.base}])
    page: Page = await context.new_page()
    return page
