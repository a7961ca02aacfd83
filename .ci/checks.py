"""Every check of the kit, in the order of what is told soonest; `start.py test` runs this.

With arguments: only pytest, with these.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; main()"
TESTS = ["-m", "pytest", "-n", "2", "-m", "not browser"]
CHECKS = [
    ("ruff format", ["-m", "ruff", "format", "--check"]),
    ("ruff check", ["-m", "ruff", "check"]),
    ("mypy", ["-m", "mypy"]),
    ("lint-imports", ["-c", LINT_IMPORTS, "--no-logo"]),
    ("the tests on SQLite", TESTS),
    ("the tests on PostgreSQL", [*TESTS, "--database", "postgresql"]),
    ("the browser tests", ["-m", "pytest", "-m", "browser"]),
]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OTHER_BROWSERS = {
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}
"""Programs with which phones are tried in other browsers, and Debian's packages of them."""
LIBREOFFICE = ("libreoffice-calc", "poppler-utils", "fonts-noto-color-emoji")


def main(arguments: list[str]) -> int:
    """Run the checks up to the first that fails; its exit code."""
    environment = {**os.environ, **tools()}
    for name, command in [("pytest", ["-m", "pytest", *arguments])] if arguments else CHECKS:
        say(f"\n=== {name}")
        began = time.monotonic()
        code = run([sys.executable, *command], environment)
        if code:
            say(f"\nFailed: {name} (exit code {code}). What comes after it was not run.")
            return code
        say(f"({name}: {time.monotonic() - began:.0f} s)")
    say("\nAll is well.")
    return 0


def tools() -> dict[str, str]:
    """Make sure that there is a browser, and LibreOffice if it may be had; where the browser is."""
    if not chromium():
        apt_install("chromium")
    if not has_libreoffice():
        apt_install(*LIBREOFFICE)
    if not has_libreoffice():
        say("No LibreOffice (or no pdftoppm) here: the tests that need it will be skipped.")
    if missing := [p for program, p in OTHER_BROWSERS.items() if not shutil.which(program)]:
        apt_install(*missing)
    browser = chromium()
    if browser:
        return {"WORKSHOP_KIT_CHROMIUM": browser}
    if run([sys.executable, "-m", "playwright", "install", "chromium"]):
        sys.exit("No browser for the tests: install Chromium or Chrome, then test again.")
    return {}


def chromium() -> str:
    """The first browser on PATH that answers (Ubuntu has one that does not), or nothing."""
    found = (path for path in map(shutil.which, CHROMIUMS) if path)
    return next((path for path in found if answers(path)), "")


def answers(browser: str) -> bool:
    """Whether the program can run at all."""
    return subprocess.run([browser, "--version"], capture_output=True, check=False).returncode == 0


def has_libreoffice() -> bool:
    """Whether the workbook can be converted and looked at."""
    return all(map(shutil.which, ("soffice", "pdftoppm")))


def apt_install(*packages: str) -> None:
    """Install packages where that is possible: as root on Debian or Ubuntu."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"Installing {', '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], quiet)
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages], quiet)


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a command at the root of the project; its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def say(text: str) -> None:
    """Print at once: the checks print on their own."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
