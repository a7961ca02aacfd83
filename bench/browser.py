"""Which browser is driven, and how it is kept quiet."""

import os
import shutil
from typing import Any

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")


def chromium() -> str | None:
    """Where the browser is; nothing where only Playwright's own can be there."""
    named = [os.environ.get("WORKSHOP_KIT_CHROMIUM", ""), *map(shutil.which, CHROMIUMS)]
    return next((one for one in named if one), None)


def launching(*more: str) -> dict[str, Any]:
    """How Playwright launches it. Ctrl+C is not for the browser: who has launched it closes it."""
    return {"executable_path": chromium(), "args": [*QUIET, *more], "handle_sigint": False}
