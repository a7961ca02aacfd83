"""Takes the README's pictures anew, from the demo: `.venv/bin/python docs/take_pictures.py`."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.servers import Server  # noqa: E402 (found through the path above)

PICTURES = ROOT / "docs" / "pictures"
LAPTOP, PROJECTOR, PHONE = (1440, 900), (1920, 1080), (390, 844)


def main() -> None:
    """Play the demo, and look at it from the laptop, the projector and a phone."""
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data), WORKSHOP_KIT_DEMO="1")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("WORKSHOP_KIT_CHROMIUM"), args=["--no-sandbox"]
        )

        def a_page(size: tuple[int, int]) -> Page:
            viewport = {"width": size[0], "height": size[1]}
            context = browser.new_context(viewport=viewport, base_url=server.base)  # type: ignore[arg-type]
            context.set_default_timeout(120_000)  # a busy machine draws slowly
            return context.new_page()

        try:
            laptop, phone = a_page(LAPTOP), a_page(PHONE)
            join(phone)
            laptop.goto(server.sign_in_link)
            laptop.goto("/run?code=DEMO")
            laptop.get_by_text("Revealed").wait_for(timeout=120_000)
            phone.get_by_text("Good to work with").first.wait_for()
            for page, name in ((laptop, "run"), (phone, "phone")):
                page.wait_for_timeout(2000)
                page.screenshot(path=PICTURES / f"{name}.png")
            laptop.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
            laptop.goto("/screen?code=DEMO")
            laptop.locator(".stVegaLiteChart svg").wait_for()
            laptop.wait_for_timeout(2000)
            laptop.screenshot(path=PICTURES / "screen.png")
        finally:
            browser.close()
            server.stop()


def join(phone: Page) -> None:
    """One more participant."""
    phone.goto("/j/DEMO")
    phone.get_by_label("Your name").fill("Eva")
    phone.get_by_role("button", name="Product").click()


if __name__ == "__main__":
    main()
