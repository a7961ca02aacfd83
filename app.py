"""The kit's one server, for the console and the phones: `python app.py`.

`python3 start.py` prepares an environment and runs this; `streamlit run app.py` does too.
"""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import config

if "WORKSHOP_KIT_PORT" not in os.environ:  # as with `streamlit run app.py --server.port 8502`
    os.environ["WORKSHOP_KIT_PORT"] = str(config.get_option("server.port"))

from workshop_kit import demo, network
from workshop_kit.assembly import kit
from workshop_kit.banner import banner
from workshop_kit.phone.routes import Phone
from workshop_kit.settings import ROOT
from workshop_kit.sign_in import Door, Gate


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Runs with the server: hangs up the bell, greets, and closes the store at the end."""
    kit().bell.hang(asyncio.get_running_loop())
    link = await asyncio.to_thread(kit().access.new_link)
    greet(f"http://localhost:{kit().settings.port}/sign-in/{link}")
    gc.freeze()
    playing = asyncio.create_task(demo.play(kit())) if kit().settings.demo else None
    if playing:
        playing.add_done_callback(told)
    yield
    if playing:
        playing.cancel()
    await asyncio.to_thread(kit().close)


def told(playing: "asyncio.Task[None]") -> None:
    """Log why the demo stopped by itself; without this nobody would learn of it."""
    if not playing.cancelled() and (error := playing.exception()):
        logging.getLogger("workshop_kit.demo").error("The demo stopped", exc_info=error)


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


async def healthz(_: Request) -> PlainTextResponse:
    """A sign of life, for proxies and tests."""
    return PlainTextResponse("ok")


app = st.App(
    ROOT / "pages" / "console.py",
    lifespan=lifespan,
    routes=[
        *Phone(kit().conduct).routes(),
        *Door(kit().access).routes(),
        Route("/healthz", healthz),
    ],
    middleware=[Middleware(Gate, access=kit().access)],
)

if __name__ == "__main__":
    app.run(config={"server.port": kit().settings.port})
