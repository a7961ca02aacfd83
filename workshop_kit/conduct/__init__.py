"""The one door for change: decide, save, ring.

Everything that a facilitator or participant does comes through here. Methods return futures that
are done after the commit; a refusal is Invalid, NotNow or Unknown.
"""

from concurrent.futures import Future

from workshop_kit.conduct.keys import hashed, hidden_key, made_up_secret
from workshop_kit.conduct.lasting import Lasting
from workshop_kit.conduct.leading import Hasty, Leading
from workshop_kit.conduct.looking import Counts, Listed, Meeting, View
from workshop_kit.conduct.owning import Mine
from workshop_kit.conduct.people import People
from workshop_kit.conduct.pulsing import PulseCount, PulseView
from workshop_kit.conduct.showing import Showing
from workshop_kit.conduct.taking_part import TakingPart

__all__ = [
    "Conduct",
    "Counts",
    "Hasty",
    "Listed",
    "Meeting",
    "Mine",
    "PulseCount",
    "PulseView",
    "View",
    "hashed",
    "hidden_key",
    "made_up_secret",
]

PROBED = "probed"
"""The preference that is written to see whether the database takes it."""
CAME = "phone came"
"""The preference that holds when a phone last got through."""


class Conduct(Leading, People, TakingPart, Showing, Lasting):
    """The workshops of one kit, and what its owner chose."""

    def preference(self, name: str) -> Future[str | None]:
        """A setting, such as the network address for the QR code."""
        return self._store.read(lambda records: records.preference(name))

    def prefer(self, name: str, value: str) -> Future[None]:
        """Keep a setting."""
        return self._store.write(lambda records: records.prefer(name, value))

    def probe(self) -> Future[None]:
        """Write something and commit it, to see whether that works."""
        return self.prefer(PROBED, str(self._clock()))

    def phone_came(self) -> Future[None]:
        """A phone has opened the page of the check."""
        return self.prefer(CAME, str(self._clock()))

    def phone_last_came(self) -> Future[float]:
        """When a phone last opened the page of the check, in seconds since 1970; 0 for never."""
        return self._store.read(lambda records: float(records.preference(CAME) or 0))
