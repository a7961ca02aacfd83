"""Every exercise at hand: those that ship and one's own, read anew when a file changes.

A file that is wrong is set aside and told; it never keeps the others from the room.
"""

import contextlib
import os
import re
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workshop_kit.exercise import Exercise
from workshop_kit.exercise.reading import load
from workshop_kit.exercise.typed import Wrong


@dataclass(frozen=True)
class Shelf:
    """What the folders held when they were last looked at; `seen` tells when that has changed."""

    seen: tuple[object, ...] = ()
    exercises: Mapping[str, Exercise] | None = None
    wrong: tuple[str, ...] = ()


class Library(Mapping[str, Exercise]):
    """The exercises by name, always as their files are now. `own` is the folder of one's own."""

    def __init__(self, shipped: Path, own: Path) -> None:
        self.own = own
        self._shipped = shipped
        self._shelf = Shelf()

    def __getitem__(self, name: str) -> Exercise:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    # All of them at once: the folders are looked at once, not for each exercise anew.

    def items(self) -> ItemsView[str, Exercise]:
        """All of them with their names."""
        return self._now().items()

    def values(self) -> ValuesView[Exercise]:
        """All of them."""
        return self._now().values()

    def wrong(self) -> tuple[str, ...]:
        """What is the matter with files that could not be read, a sentence each."""
        self._now()
        return self._shelf.wrong

    def file(self, name: str) -> Path:
        """Where an exercise is written, or would be if it were one's own."""
        return (self._shipped if self.ships(name) else self.own) / f"{name}.toml"

    def ships(self, name: str) -> bool:
        """Does an exercise of this name come with the kit?"""
        return (self._shipped / f"{name}.toml").is_file()

    def keep(self, name: str, data: bytes) -> Exercise:
        """Write one's own exercise, in place of an own one of that name. Raises Wrong."""
        if self.ships(name):
            raise Wrong(f"{name}: an exercise that ships has this name; give your file another")
        good = read(data, name)
        self.own.mkdir(parents=True, exist_ok=True)
        half = self.file(name).with_suffix(".half")
        half.write_bytes(data)
        half.replace(self.file(name))
        return good

    def _now(self) -> Mapping[str, Exercise]:
        files = [*_files(self._shipped), *_files(self.own)]
        seen = tuple((path, s.st_ino, s.st_size, s.st_mtime_ns) for path, s in files)
        shelf = self._shelf
        if shelf.exercises is None or seen != shelf.seen:
            shelf = self._shelf = self._read(seen, [path for path, _ in files])
        assert shelf.exercises is not None
        return shelf.exercises

    def _read(self, seen: tuple[object, ...], files: list[Path]) -> Shelf:
        found: dict[str, Exercise] = {}
        wrong: list[str] = []
        for path in files:
            try:
                if path.stem in found:
                    raise Wrong(f"{path.stem}: an exercise that ships has this name; rename yours")
                found[path.stem] = read(path.read_bytes(), path.stem)
            except Wrong as error:
                wrong.append(str(error))
            except OSError as error:
                wrong.append(f"{path.stem}: the file cannot be read: {error.strerror}")
        return Shelf(seen, found, tuple(wrong))


@lru_cache(200)
def read(data: bytes, name: str) -> Exercise:
    """The exercise in a file's bytes; the same bytes are read once. Raises Wrong."""
    try:
        text = data.decode("utf-8-sig")  # as Windows Notepad may write it
    except UnicodeDecodeError:
        raise Wrong(f"{name}: please save the file as UTF-8") from None
    return load(text, name)


def name_of(file: str) -> str:
    """The name under which a file of this name is kept: small letters, digits and _."""
    stem = Path(file.replace("\\", "/")).name.removesuffix(".toml").casefold()
    return re.sub(r"[^a-z0-9]+", "_", stem).strip("_")[:60] or "my_exercise"


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """A folder's exercise files with what tells that one has changed; none where it is missing."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        with contextlib.suppress(OSError):  # gone in between
            found.append((path, path.stat()))
    return found
