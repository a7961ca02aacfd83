"""The phones' pages alone, served from this process: the facilitator moves through the door.

Much quicker than a whole kit, for promises that a phone keeps whoever steers.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from tests.phones import pages
from tests.servers import free_port
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store


class Hall:
    """A server in a thread, over one conduct."""

    def __init__(self, folder: Path) -> None:
        self._store, self._bell = Store(f"sqlite:///{folder / 'workshops.db'}"), Bell()
        self.conduct = Conduct(self._store, self._bell)
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        app = Starlette(routes=pages(self.conduct).routes, lifespan=self._hang)
        self._server = uvicorn.Server(
            uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1)
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    @contextlib.asynccontextmanager
    async def _hang(self, _: Starlette) -> AsyncIterator[None]:
        self._bell.hang(asyncio.get_running_loop())
        yield

    def stop(self) -> None:
        """Let all phones go, and the database."""
        self._bell.take_down()
        self._server.should_exit = True
        self._thread.join()
        self._store.close()
