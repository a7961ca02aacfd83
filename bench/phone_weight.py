"""What a phone has to load, and how long that takes on slow 4G, beside the same form in Streamlit.

python -m bench.phone_weight          prints tables in Markdown; needs Chromium (or Chrome)

From the scan with an empty cache to the first question that can be answered, and then each further
step. Slow 4G is 1.6 Mbit/s and 150 ms, with a processor slowed down four times, by Chromium's own
means (CDP). Figures are medians of several phones; bytes are those on the wire, headers included.
"""

import argparse
import contextlib
import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench.browser import launching
from tests.faces import exercises
from tests.rooms import SHIPPED, answer_all, join_all, kept, make
from tests.servers import Server, shared
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.phone.exchange import COOKIE
from workshop_kit.store import Store
from workshop_kit.workshop import NotNow, Place

PHONE = {"width": 390, "height": 844}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER_PROCESSOR = 4
PATIENCE = 120_000
PHONES = 3

SAME_FORM = """
import streamlit as st

st.title("How do you see your own team?")
with st.form("answer"):
    for item in {items!r}:
        st.radio(item, ["1 not at all", "2", "3", "4", "5 very much"], index=None, horizontal=True)
    st.form_submit_button("Send")
"""


@dataclass
class Wire:
    """What went over one page's wire since it was last asked."""

    session: CDPSession
    requests: set[str] = field(default_factory=set)
    weight: float = 0

    @classmethod
    def of(cls, page: Page, slow: bool) -> "Wire":
        """Listen to a page; where `slow`, it is a slow phone in a slow network from now on."""
        wire = cls(page.context.new_cdp_session(page))
        wire.session.send("Network.enable")
        wire.session.on("Network.requestWillBeSent", wire._asked)
        wire.session.on("Network.dataReceived", wire._came)
        wire.session.on("Network.responseReceived", wire._answered)
        wire.session.on("Network.requestServedFromCache", wire._at_hand)
        wire.session.on("Network.webSocketFrameReceived", wire._framed)
        if slow:
            wire.session.send("Network.emulateNetworkConditions", SLOW_4G)
            wire.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
        return wire

    def _asked(self, event: dict) -> None:
        if event["request"]["url"].startswith("http"):
            self.requests.add(f"{event['requestId']} {event['request']['url']}")

    def _at_hand(self, event: dict) -> None:
        self.requests = {one for one in self.requests if one.split()[0] != event["requestId"]}

    def _answered(self, event: dict) -> None:
        self.weight += event["response"]["encodedDataLength"]

    def _came(self, event: dict) -> None:
        self.weight += event["encodedDataLength"]

    def _framed(self, event: dict) -> None:
        self.weight += len(event["response"]["payloadData"])

    def since(self) -> tuple[int, float]:
        """Requests and bytes since the last time."""
        told = len(self.requests), self.weight
        self.requests.clear()
        self.weight = 0
        return told


@dataclass(frozen=True)
class Load:
    """What it took until one could answer."""

    requests: int
    weight: float
    seconds: float


def main() -> int:
    """Measure, and print."""
    options = argparse.ArgumentParser("bench.phone_weight", description=__doc__.split("\n")[0])
    options.add_argument("--phones", type=int, default=5, help="phones in a row, for the median")
    options.add_argument("--people", type=int, default=30, help="people in the room for the steps")
    asked = options.parse_args()
    ways, steps = measure(asked.phones, asked.people)
    print_ways(ways)
    print_steps(steps)
    return 0


def run(typed: Any) -> dict[str, Any]:
    """Both ways to the first answer, for the whole bench: a few phones are enough there."""
    del typed
    ways, _ = measure(PHONES, PHONES)
    ours, theirs = ways.values()
    return {
        str(PHONES): {
            "requests": ours.requests,
            "weight": ours.weight,
            "seconds": ours.seconds,
            "their requests": theirs.requests,
            "their weight": theirs.weight,
            "their seconds": theirs.seconds,
            "times lighter": theirs.weight / ours.weight,
            "times faster": theirs.seconds / ours.seconds,
        }
    }


def measure(phones: int, people: int) -> tuple[dict[str, Load], list[tuple[str, str, float]]]:
    """Both ways to the first answer by name, and (step, what, bytes) of each further look."""
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        data = Path(folder) / "data"
        with running(Server(data, shared(data))) as server, conducting(data) as conduct:
            ways = {
                "phone page": median(phones, lambda: joined(browser, server, conduct)),
                "the same form in Streamlit": streamlit(browser, Path(folder), phones),
            }
            return ways, list(further(browser, server, conduct, people))


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        yield browser
        browser.close()


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server, which ends with this."""
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def conducting(data: Path) -> Iterator[Conduct]:
    """A second hand on the workshops of a kit that runs; phones see its moves when they look."""
    store = Store(shared(data))
    yield Conduct(store, Bell())
    store.close()


@contextlib.contextmanager
def phone(browser: Browser, base: str) -> Iterator[tuple[BrowserContext, Page]]:
    """A phone with an empty cache."""
    context = browser.new_context(viewport=PHONE, base_url=base, has_touch=True)
    context.set_default_timeout(PATIENCE)
    yield context, context.new_page()
    context.close()


def joined(browser: Browser, server: Server, conduct: Conduct) -> Load:
    """From the scan to the first question of Three mirrors; typing and tapping take no time."""
    code = kept(conduct, SHIPPED["three_mirrors"], teams=4)
    make(conduct, code, "next", "open")
    with phone(browser, server.base) as (_, page):
        wire = Wire.of(page, slow=True)
        page.goto(f"/j/{code}", wait_until="commit")
        page.locator("#name").wait_for()
        seconds = ready(page)
        page.locator("#name").fill("Amara")
        page.evaluate("document.querySelector('button[name=team]').click()")
        page.locator("#form").wait_for()
        seconds += ready(page)
        page.wait_for_timeout(1000)  # what else comes: the event stream
        return Load(*wire.since(), seconds)


def ready(page: Page) -> float:
    """Seconds from the start of this page's loading until it was painted, and so could be used: its
    forms need no script."""
    found: float = page.evaluate(
        """new Promise(done => {
            const look = () => {
                const [paint] = performance.getEntriesByName("first-contentful-paint");
                paint ? done(paint.startTime / 1000) : requestAnimationFrame(look);
            };
            look();
        })"""
    )
    return found


def streamlit(browser: Browser, folder: Path, phones: int) -> Load:
    """The same form as a page of Streamlit, from a server of its own."""
    items = SHIPPED["three_mirrors"].steps[0].settings["items"]
    script = folder / "form.py"
    script.write_text(SAME_FORM.format(items=items), encoding="utf-8")
    with running(Form(script)) as server:
        return median(phones, lambda: answerable(browser, server.base))


def answerable(browser: Browser, base: str) -> Load:
    """From opening a Streamlit page until its form is there."""
    with phone(browser, base) as (_, page):
        wire = Wire.of(page, slow=True)
        page.goto("/", wait_until="commit")
        page.get_by_role("button", name="Send").wait_for()
        seconds: float = page.evaluate("performance.now() / 1000")
        page.wait_for_timeout(1000)
        return Load(*wire.since(), seconds)


class Form(Server):
    """Streamlit with one page and nothing else."""

    def __init__(self, script: Path) -> None:
        self.command = ("-m", "streamlit", "run", str(script), "--server.headless=true")
        super().__init__(script.parent)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.command = (*self.command, f"--server.port={self.port}")
        super().start()

    @property
    def sign_in_link(self) -> str:
        """There is nothing to sign in to."""
        return self.base


def median(phones: int, load: Callable[[], Load]) -> Load:
    """The median of so many phones, one after the other."""
    loads = [load() for _ in range(phones)]
    seconds = statistics.median(one.seconds for one in loads)
    return Load(max(one.requests for one in loads), max(one.weight for one in loads), seconds)


def further(
    browser: Browser, server: Server, conduct: Conduct, people: int
) -> Iterator[tuple[str, str, float]]:
    """What each further step weighs, by exercise: the question, sending, and the reveal."""
    for played in exercises():
        code = kept(conduct, played, teams=3)
        phones = join_all(conduct, code, *[people // 3] * 3)
        with phone(browser, server.base) as (context, page):
            secret = phones[0].secret
            at = f"{server.base}/j/{code}"
            context.add_cookies([{"name": COOKIE, "value": secret, "url": at}])
            page.goto(f"/j/{code}")
            wire = Wire.of(page, slow=False)
            while not make(conduct, code, "next").ended:
                place = make(conduct, code, "open").place
                assert place
                yield row(played, place, "question", page, wire)
                answer_all(conduct, code, phones)
                try:
                    make(conduct, code, "reveal")
                except NotNow:
                    continue
                yield row(played, place, "reveal", page, wire)


def row(
    played: Exercise, place: Place, what: str, page: Page, wire: Wire
) -> tuple[str, str, float]:
    """What a phone loads when it looks again."""
    wire.since()
    page.evaluate("fetch(location.pathname + '/now').then(r => r.text())")
    _, weight = wire.since()
    return f"{played.title}: {place.step.ask} {place.step.about}", what, weight


def print_ways(ways: dict[str, Load]) -> None:
    """The first table."""
    print("| from the scan to the first answer | requests | on the wire | on slow 4G |")
    print("|---|---|---|---|")
    for name, load in ways.items():
        print(f"| {name} | {load.requests} | {kilobytes(load.weight)} | {load.seconds:.2f} s |")
    print()


def print_steps(rows: list[tuple[str, str, float]]) -> None:
    """The second table: the heaviest first."""
    print("| each further step, the heaviest first | what | on the wire |")
    print("|---|---|---|")
    for name, what, weight in sorted(rows, key=lambda row: -row[2])[:12]:
        print(f"| {name} | {what} | {kilobytes(weight)} |")
    print(f"\n{len(rows)} looks of phones in all.")


def kilobytes(weight: float) -> str:
    """Bytes for readers."""
    return f"{weight / 1000:.1f} kB"


if __name__ == "__main__":
    raise SystemExit(main())
