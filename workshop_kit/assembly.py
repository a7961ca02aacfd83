"""Puts the parts together, once for the process: everything else asks for `kit()`."""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workshop_kit import network
from workshop_kit.access import Access
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import agenda
from workshop_kit.exercise.agenda import Agenda
from workshop_kit.exercise.library import Library
from workshop_kit.question import Invalid
from workshop_kit.settings import ROOT, Settings, not_written
from workshop_kit.store import Store, copying

EXERCISES = ROOT / "exercises"
AGENDAS = ROOT / "agendas"
ADDRESS = "address"
"""The preference that holds the network address for the QR code."""


@dataclass(frozen=True)
class Kit:
    """The running kit."""

    settings: Settings
    bell: Bell
    conduct: Conduct
    access: Access
    library: Library
    agendas: dict[str, Agenda]
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


def assemble(settings: Settings) -> Kit:
    """A kit over the settings' database, which is made where there is none."""
    settings.data.mkdir(parents=True, exist_ok=True)
    store, bell = Store(settings.database), Bell()
    library = Library(EXERCISES, own=settings.data / "exercises")
    agendas = agenda.library(AGENDAS, dict(library.items()))
    return Kit(settings, bell, Conduct(store, bell), Access(store), library, agendas, store)


def why_not(settings: Settings, error: Exception) -> str:
    """Why a kit could not be put together, and what to do: one line, without any secret."""
    if isinstance(error, Invalid):
        return str(error)
    if isinstance(error, OSError):
        return f"The data folder {not_written(settings.data, error)}."
    lines = str(error).strip().splitlines() or [type(error).__name__]
    reason = re.sub(r"^\([\w.]+\) ", "", lines[0])  # the error's name in Python
    if "disk is full" in reason:
        todo = "Make room, or choose another disk with --data FOLDER."
    elif settings.database.startswith("postgresql"):
        todo = "Start PostgreSQL, or correct its address in WORKSHOP_KIT_DATABASE."
    else:
        todo = (
            "Is its file whole, and may it be written? Or choose another folder with --data FOLDER."
        )
    return f"The database cannot be opened: {reason}. {todo}"


def backup(settings: Settings, file: Path) -> None:
    """Copy the whole database into a file from outside, also while a kit runs. Raises Invalid."""
    copying.copy(settings.database, file)


@cache
def kit() -> Kit:
    """The kit of this process, by what the environment says."""
    return assemble(Settings.from_environment(os.environ))
