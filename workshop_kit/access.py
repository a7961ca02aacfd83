"""Who may be a facilitator: one-time sign-in links, a passphrase, and what a browser then holds.

Of all three only hashes are kept.
"""

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from workshop_kit.question import Invalid
from workshop_kit.store import Store
from workshop_kit.store.records import Records
from workshop_kit.workshop import NotNow

LINK_LASTS = timedelta(hours=12)
PASS_LASTS = timedelta(days=30)
SHORTEST_PASSPHRASE = 10
TRIES, TRIES_WITHIN = 10, 60.0

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}


class Access:
    """The facilitators' way in. Every method may wait for the database: not for the event loop."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._tries: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def new_link(self) -> str:
        """A token for a sign-in link that works once."""
        return self._issue("link", LINK_LASTS)

    def by_link(self, token: str) -> str:
        """The pass for a browser that followed a good link. Raises Invalid."""
        if not self._store.write(lambda r: r.end_pass(_hash(token), "link")).result():
            raise Invalid(
                "This sign-in link has been used or is too old. Restart the kit for a new one, "
                "or type your passphrase."
            )
        return self._issue("pass", PASS_LASTS)

    def new_screen_link(self, code: str) -> str:
        """A token for a link that shows a workshop's screen on another computer, and only that."""
        return self._issue(f"screen link {code}", LINK_LASTS)

    def by_screen_link(self, code: str, token: str) -> str:
        """The pass for a browser that shows a workshop's screen. Raises Invalid."""
        if not self._store.write(
            lambda r: r.end_pass(_hash(token), f"screen link {code}")
        ).result():
            raise Invalid(
                "This link to the screen has been used or is too old. Take a new one from the "
                "control room."
            )
        return f"{code}.{self._issue(f'screen {code}', PASS_LASTS)}"

    def screen_of(self, held: str | None) -> str | None:
        """The code of the workshop whose screen this browser may show; None for no good pass."""
        code, _, token = (held or "").partition(".")
        if not token:
            return None
        good = self._store.read(lambda r: r.has_pass(_hash(token), f"screen {code}")).result()
        return code if good else None

    def by_passphrase(self, passphrase: str, address: str = "") -> str:
        """The pass for who knows the passphrase. Raises Invalid, and NotNow after many tries.

        Tries are counted by network address, so that nobody locks out anybody else.
        """
        with self._lock:
            now = self._clock()
            recent = [t for t in self._tries.get(address, []) if now - t < TRIES_WITHIN]
            if len(recent) >= TRIES:
                raise NotNow("Too many tries. Please wait a minute.")
            self._tries[address] = [*recent, now]
        kept = self._store.read(lambda r: r.preference("passphrase")).result()
        if kept is None:
            raise Invalid("No passphrase has been set yet. Use the link that the kit printed.")
        salt, digest = kept.split("$")
        if not hmac.compare_digest(_stretched(passphrase, salt), digest):
            raise Invalid("That is not the passphrase. Please try again.")
        with self._lock:
            self._tries.pop(address, None)
        return self._issue("pass", PASS_LASTS)

    def set_passphrase(self, passphrase: str) -> None:
        """Set the passphrase in place of an earlier one. Raises Invalid where it is too short."""
        if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
            raise Invalid(
                f"Please use at least {SHORTEST_PASSPHRASE} characters: a few words are good."
            )
        salt = secrets.token_hex(16)
        kept = f"{salt}${_stretched(passphrase, salt)}"
        self._store.write(lambda r: r.prefer("passphrase", kept)).result()

    def has_passphrase(self) -> bool:
        """Has a passphrase been set?"""
        return self._store.read(lambda r: r.preference("passphrase")).result() is not None

    def good(self, token: str | None) -> bool:
        """Is this browser's pass good?"""
        if not token:
            return False
        return self._store.read(lambda r: r.has_pass(_hash(token), "pass")).result()

    def end(self, token: str) -> None:
        """Sign out."""
        self._store.write(lambda r: r.end_pass(_hash(token), "pass")).result()

    def _issue(self, purpose: str, lasts: timedelta) -> str:
        token = secrets.token_urlsafe(32)
        until = datetime.now(UTC) + lasts

        def save(records: Records) -> None:
            records.add_pass(_hash(token), purpose, until)

        self._store.write(save).result()
        return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _stretched(passphrase: str, salt: str) -> str:
    raw = hashlib.scrypt(passphrase.strip().encode(), salt=salt.encode(), **_SCRYPT)
    return base64.b64encode(raw).decode()
