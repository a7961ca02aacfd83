"""What the script of a phone's page does with an answer while there is no server: keep trying."""

import asyncio
import secrets
from dataclasses import dataclass, field

from bench.line import Lost
from bench.phones import Phone, Refused

AGAIN = 0.3
"""Seconds until an answer is sent again; a real phone waits three."""


@dataclass
class Sender:
    """A phone that answers one step again and again, each time with the next number as its text.

    `sent` is the number that was sent last, `saved` the last that was acknowledged; `keys` are the
    acknowledged sendings, `tries` how often something was sent.
    """

    phone: Phone
    step: str
    field_name: str
    prefix: str = ""
    sent: int = 0
    saved: int = 0
    keys: list[str] = field(default_factory=list)
    refused: int = 0

    def text(self, number: int) -> str:
        """What is written in the answer of that number."""
        return f"{self.prefix} {number}".strip()

    async def send(self) -> None:
        """The next answer, tried with the same key until it is acknowledged."""
        self.sent += 1
        number, key = self.sent, secrets.token_hex(16)
        form = {"step": self.step, self.field_name: self.text(number)}
        while True:
            try:
                await self.phone.answer(form, key)
            except (OSError, Lost, Refused, TimeoutError):
                self.refused += 1
                await asyncio.sleep(AGAIN)
                continue
            self.saved = number
            self.keys.append(key)
            return

    async def keep_sending(self, pause: float = 0.02) -> None:
        """Until this is cancelled."""
        while True:
            await self.send()
            await asyncio.sleep(pause)
