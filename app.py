"""The kit's one server, for the console and the phones: `python app.py`.

`python3 start.py` prepares an environment and runs this; `streamlit run app.py` does too.
"""

import asyncio
import contextlib
import gc
import importlib
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from types import FrameType

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import config

if "WORKSHOP_KIT_PORT" not in os.environ:  # as with `streamlit run app.py --server.port 8502`
    os.environ["WORKSHOP_KIT_PORT"] = str(config.get_option("server.port"))

from workshop_kit import demo, log, network, wire
from workshop_kit.assembly import kit, why_not
from workshop_kit.banner import banner
from workshop_kit.phone.check import Check
from workshop_kit.phone.first import PhonesFirst
from workshop_kit.phone.pulse import Pulses
from workshop_kit.phone.rendering import prepare
from workshop_kit.phone.routes import Phone
from workshop_kit.remote.routes import Remote
from workshop_kit.settings import ROOT, Settings
from workshop_kit.sign_in import Door, Gate


def prepared() -> None:
    """Put the kit together; where it cannot be, one sentence instead of a traceback."""
    logging.getLogger("workshop_kit").addHandler(logging.NullHandler())
    try:
        settings = Settings.from_environment(os.environ)
    except ValueError as error:
        sys.exit(f"The kit cannot start: {error}")
    try:
        kit().conduct.probe().result()
    except Exception as error:
        sys.exit(f"The kit cannot start. {why_not(settings, error)}")


network.many_at_once()
wire.gather()
prepared()


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Runs with the server: hangs up the bell, greets, and closes the store at the end."""
    kit().bell.hang(asyncio.get_running_loop())
    for number in (signal.SIGINT, signal.SIGTERM):
        let_phones_go_at(number)
    log.keep(kit().settings.data)
    log.event("started", port=kit().settings.port)
    link = await asyncio.to_thread(kit().access.new_link)
    greet(f"http://localhost:{kit().settings.port}/sign-in/{link}")
    warming = asyncio.create_task(asyncio.to_thread(warm_up))
    playing = asyncio.create_task(demo.play(kit())) if kit().settings.demo else None
    if playing:
        playing.add_done_callback(told)
    timing = asyncio.create_task(keep_time())
    yield
    timing.cancel()
    if playing:
        playing.cancel()
    await warming
    await asyncio.to_thread(kit().close)
    log.event("stopped")


EVERY = 20.0
"""Seconds after which it is looked what is due by the clock."""


async def keep_time() -> None:
    """Do what is due by the clock, from the start on; what fails is tried again."""
    while True:
        try:
            await asyncio.to_thread(kit().conduct.keep_time)
        except Exception:
            logging.getLogger("workshop_kit").exception("What is due by the clock failed")
        await asyncio.sleep(EVERY)


def let_phones_go_at(number: signal.Signals) -> None:
    """Take the bell down before the server stops: it waits until every phone has hung up."""
    stop = signal.getsignal(number)

    def take_down(received: int, frame: FrameType | None) -> None:
        kit().bell.take_down()
        if callable(stop):
            stop(received, frame)

    signal.signal(number, take_down)


def told(playing: "asyncio.Task[None]") -> None:
    """Log why the demo stopped by itself; without this nobody would learn of it."""
    if not playing.cancelled() and (error := playing.exception()):
        logging.getLogger("workshop_kit.demo").error("The demo stopped", exc_info=error)


LATER = (
    "workshop_kit.chart_theme",
    "workshop_kit.workshop.pairing",
    "scipy.special",
    "workshop_kit.catalog",
)
COLLECTING = (20_000, 20, 20)
"""After how many new objects the youngest are looked through, and how often the older ones."""
WARM = threading.Event()
DATABASE_PATIENCE = 3.0
"""Seconds within which a database that works has answered."""


def warm_up() -> None:
    """Load what the console's first page needs, so that nobody waits for it; then settle.

    What is there for good is taken out of the garbage collector's sight: a full collection goes
    from tens of milliseconds, felt by every phone, to next to none. It also comes more seldom: a
    room that joins makes a million objects that stay, and looking through them again and again took
    a third of the time of joining.
    """
    for module in ("pandas", *LATER):
        importlib.import_module(module)
    prepare()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    WARM.set()


def greet(sign_in_url: str) -> None:
    """Print the banner; without the QR where the terminal cannot show it."""
    base = kit().join_base()
    others = [network.join_base(kit().settings, a.host) for a in network.addresses()]
    for qr in (True, False):
        text = banner(
            sign_in_url,
            base,
            [other for other in others if other != base],
            kit().settings.data,
            qr=qr,
            colour=sys.stdout.isatty(),
        )
        try:
            print(text, flush=True)
        except UnicodeEncodeError:
            continue
        return


def stumbled(error: Exception) -> bool:
    """What a console page shows when it fails: no details; those are in the log."""
    logging.getLogger("workshop_kit.console").error("A page failed", exc_info=error)
    st.error("This page stumbled. What had been saved is safe: please reload it and look again.")
    return True


async def healthz(_: Request) -> PlainTextResponse:
    """A sign of life, for proxies and tests."""
    return PlainTextResponse("ok")


async def readyz(_: Request) -> PlainTextResponse:
    """Ready to work: everything is loaded, and the database keeps what it is given."""
    if not WARM.is_set():
        return PlainTextResponse("still starting", 503)
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            await asyncio.wrap_future(kit().conduct.probe())
    except Exception:
        return PlainTextResponse("the database does not take anything in", 503)
    return PlainTextResponse("ready")


app = st.App(
    ROOT / "pages" / "console.py",
    lifespan=lifespan,
    on_script_error=stumbled,
    routes=[
        *Door(kit().access).routes(),
        *Remote(kit().conduct).routes(),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Mount("/letters", StaticFiles(directory=ROOT / "pages" / "letters")),
    ],
    middleware=[
        Middleware(Gate, access=kit().access, public_url=kit().settings.public_url),
        Middleware(
            PhonesFirst,
            routes=[
                *Check(kit().conduct, kit().settings.public_url).routes(),
                *Pulses(kit().conduct).routes(),
                *Phone(kit().conduct).routes(),
            ],
        ),
    ],
)

if __name__ == "__main__":
    allowed = [kit().settings.public_url] if kit().settings.public_url else []
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how it is meant to end
        app.run(
            config={"server.port": kit().settings.port, "server.corsAllowedOrigins": allowed},
        )
