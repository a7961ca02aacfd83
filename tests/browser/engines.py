"""Firefox and WebKit as the machine has them. Playwright drives only builds of its own, which are
not to be had everywhere; what a journey needs of the browsers' own protocols is little."""

import json
import os
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

import httpx2

from tests.servers import free_port

PATIENCE = 60.0
MINI_BROWSERS = "webkit2gtk-4*/MiniBrowser"
PREFERENCES = """
user_pref("marionette.port", {port});
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.enabled", false);
"""


class Engine(ABC):
    """One browser, by the commands of WebDriver."""

    @abstractmethod
    def _do(self, command: str, **told: Any) -> Any:
        """A command with what it is told; what it says."""

    @abstractmethod
    def end(self) -> None:
        """Let go of the browser."""

    def go(self, address: str) -> None:
        """Open an address."""
        self._do("Navigate", url=address)

    def run(self, script: str) -> Any:
        """What a script in the page returns."""
        return self._do("ExecuteScript", script=script, args=[])

    def press(self, css: str) -> None:
        """Press on what a person would press: a label, a button."""
        self._do("ElementClick", id=self._find(css))

    def write(self, css: str, text: str) -> None:
        """Type into a field."""
        self._do("ElementSendKeys", id=self._find(css), text=text)

    def sees(self, text: str) -> None:
        """Wait until a text can be read on the page."""
        end = time.monotonic() + PATIENCE
        while text not in (shown := self.run("return document.body.innerText")):
            assert time.monotonic() < end, f"{text!r} did not come; there is: {shown}"
            time.sleep(0.05)

    def _find(self, css: str) -> str:
        (found,) = self._do("FindElement", using="css selector", value=css).values()
        return str(found)


class Firefox(Engine):
    """Firefox, over its own Marionette: messages of JSON, each after its length."""

    def __init__(self, port: int) -> None:
        self._line = _connected(port)
        self._hear()
        self._do("NewSession", capabilities={})

    def _do(self, command: str, **told: Any) -> Any:
        message = json.dumps([0, 1, f"WebDriver:{command}", told]).encode()
        self._line.sendall(b"%d:%s" % (len(message), message))
        _, _, error, said = self._hear()
        assert error is None, error
        return said.get("value", said) if isinstance(said, dict) else said

    def end(self) -> None:
        self._line.close()

    def _hear(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._line.recv(1)
        left, message = int(length[:-1]), b""
        while len(message) < left:
            message += self._line.recv(left - len(message))
        return json.loads(message)


class WebKit(Engine):
    """WebKit as GNOME has it, over its WebDriver."""

    PATHS: ClassVar[dict[str, str]] = {
        "Navigate": "url",
        "ExecuteScript": "execute/sync",
        "FindElement": "element",
        "ElementClick": "element/{id}/click",
        "ElementSendKeys": "element/{id}/value",
    }

    def __init__(self, port: int, browser: Path) -> None:
        self._driver = httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE)
        _connected(port).close()
        options = {"binary": str(browser), "args": ["--automation"]}
        asked = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._at = f"/session/{self._post('/session', {'capabilities': asked})['sessionId']}"

    def _do(self, command: str, **told: Any) -> Any:
        return self._post(f"{self._at}/{self.PATHS[command].format_map(told)}", told)

    def _post(self, path: str, told: dict[str, Any]) -> Any:
        answer = self._driver.post(path, json=told)
        assert answer.is_success, answer.text
        return answer.json()["value"]

    def end(self) -> None:
        self._driver.delete(self._at)
        self._driver.close()


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Firefox without a window. Raises FileNotFoundError where there is none."""
    program, port = _program("firefox-esr", "firefox"), free_port()
    (folder / "user.js").write_text(PREFERENCES.format(port=port), encoding="utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with _running(command, {"HOME": str(folder)}), _opened(Firefox(port)) as engine:
        yield engine


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """WebKit on a screen that nobody sees. Raises FileNotFoundError where there is none."""
    driver, screen, port = _program("WebKitWebDriver"), _program("Xvfb"), free_port()
    browser = next(Path("/usr/lib").glob(f"*/{MINI_BROWSERS}"), None)
    if browser is None:
        raise FileNotFoundError("no MiniBrowser")
    reading, writing = os.pipe()
    display = [screen, "-displayfd", str(writing), "-screen", "0", "800x900x24"]
    with _running(display, {}, pass_fds=[writing]):
        number = os.read(reading, 10).decode().strip()
        os.close(reading)
        os.close(writing)
        away = {"DISPLAY": f":{number}", "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
        with (
            _running([driver, f"--port={port}"], away),
            _opened(WebKit(port, browser)) as engine,
        ):
            yield engine


@contextmanager
def _opened(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.end()


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(f"no {names[0]}")
    return found


@contextmanager
def _running(command: list[str], environment: dict[str, str], **options: Any) -> Iterator[None]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env={**os.environ, **environment}, **quiet, **options)
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()
        process.wait()


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
