"""The facilitator's console as her browser speaks with it, without the browser's own work.

Streamlit's page talks over a websocket: what the script shows comes as messages, a press goes out
as one, and a part that looks again by itself is asked for again by the page. So a move made here
is made in a Streamlit script thread, as hers are.
"""

import asyncio
import contextlib
import re
import time
from dataclasses import dataclass, field
from typing import Any

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass(frozen=True)
class Button:
    """A button on her page, and the part of the page in which it is."""

    id: str
    fragment: str
    disabled: bool


@dataclass
class Console:
    """Her open page."""

    base: str
    cookie: str
    page: str
    query: str
    buttons: dict[str, Button] = field(default_factory=dict)
    texts: dict[str, tuple[str, float]] = field(default_factory=dict)
    """What the page shows as HTML or tells her, by its place, and when it came."""

    async def open(self) -> None:
        """Load the page, and keep its live parts looking again."""
        headers = {"origin": self.base, **({"cookie": self.cookie} if self.cookie else {})}
        url = self.base.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket: ClientConnection = await connect(
            url, additional_headers=headers, max_size=None, subprotocols=["streamlit"]
        )
        self._hash = ""
        self._clocks: dict[str, asyncio.Task[None]] = {}
        self._run = asyncio.create_task(self._listen())
        await self._send(ClientState(query_string=self.query, page_name=self.page))

    async def close(self) -> None:
        """Close the page."""
        for task in (self._run, *self._clocks.values()):
            task.cancel()
        await self._socket.close()

    async def press(self, label: str, patience: float = 20.0) -> float:
        """Press the button with this label, as soon as it may be; when it was pressed."""
        end = time.perf_counter() + patience
        while (button := self.buttons.get(label)) is None or button.disabled:
            if time.perf_counter() > end or self._run.done():
                raise TimeoutError(f"the page has no {label} to press: {sorted(self.buttons)}")
            await asyncio.sleep(0.01)
        state = ClientState(
            query_string=self.query, page_script_hash=self._hash, fragment_id=button.fragment
        )
        state.widget_states.widgets.add(id=button.id, trigger_value=True)
        pressed = time.perf_counter()
        await self._send(state)
        return pressed

    async def says(self, pattern: str, patience: float = 20.0, since: float = 0.0) -> float:
        """Wait until something on the page matches that came after `since`; how long after."""
        end = time.perf_counter() + patience
        while True:
            for text, at in self.texts.values():
                if at > since and re.search(pattern, text):
                    return at - since
            if time.perf_counter() > end or self._run.done():
                raise TimeoutError(f"the page does not say {pattern}")
            await asyncio.sleep(0.01)

    async def _send(self, state: ClientState) -> None:
        message = BackMsg(rerun_script=state)
        await self._socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._hash = message.new_session.page_script_hash
        elif kind == "auto_rerun":
            self._look_again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._show(message)

    def _show(self, message: ForwardMsg) -> None:
        delta, place = message.delta, "/".join(map(str, message.metadata.delta_path))
        element: Any = delta.new_element
        if element.WhichOneof("type") == "button":
            made = Button(element.button.id, delta.fragment_id, element.button.disabled)
            self.buttons[element.button.label] = made
        elif (kind := element.WhichOneof("type")) in ("html", "alert", "toast"):
            self.texts[place] = (getattr(element, kind).body, time.perf_counter())

    def _look_again(self, fragment: str, seconds: float) -> None:
        if fragment in self._clocks:
            return

        async def clock() -> None:
            with contextlib.suppress(Exception):  # the page was closed
                while True:
                    await asyncio.sleep(seconds)
                    await self._send(
                        ClientState(
                            query_string=self.query,
                            page_script_hash=self._hash,
                            fragment_id=fragment,
                            is_auto_rerun=True,
                        )
                    )

        self._clocks[fragment] = asyncio.create_task(clock())


def signed_in(base: str, link: str) -> str:
    """Use the sign-in link up; the cookie of her pass."""
    with httpx2.Client(base_url=base) as browser:
        browser.post(link)
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
