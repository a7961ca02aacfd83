"""Puts the parts together, once for the process: everything else asks for `kit()`."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workshop_kit import exercise, network
from workshop_kit.access import Access
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.settings import ROOT, Settings
from workshop_kit.store import Store

EXERCISES = ROOT / "exercises"
ADDRESS = "address"
"""The preference that holds the network address for the QR code."""


@dataclass(frozen=True)
class Kit:
    """The running kit."""

    settings: Settings
    bell: Bell
    conduct: Conduct
    access: Access
    library: dict[str, Exercise]
    store: Store

    def join_base(self) -> str:
        """The address under which phones reach this kit now, without a trailing slash."""
        chosen = self.conduct.preference(ADDRESS).result()
        return network.join_base(self.settings, chosen)

    def join_url(self, code: str) -> str:
        """What the QR code of a workshop says."""
        return f"{self.join_base()}/j/{code}"

    def close(self) -> None:
        """Let go of the database, with everything saved."""
        self.store.close()


def assemble(settings: Settings, exercises: Path = EXERCISES) -> Kit:
    """A kit over the settings' database, which is made where there is none."""
    settings.data.mkdir(parents=True, exist_ok=True)
    store, bell = Store(settings.database), Bell()
    return Kit(
        settings, bell, Conduct(store, bell), Access(store), exercise.library(exercises), store
    )


@cache
def kit() -> Kit:
    """The kit of this process, by what the environment says."""
    return assemble(Settings.from_environment(os.environ))
