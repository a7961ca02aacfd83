"""The kit's command line: look through exercise files, play one with rehearsing participants, and
see whether a workshop can be run on this computer.

python3 -m workshop_kit check my_exercise.toml
python3 -m workshop_kit rehearse my_exercise.toml --people 40 --teams 5 --excel .
python3 -m workshop_kit doctor
python3 -m workshop_kit backup copy.db
"""

import argparse
import asyncio
import io
import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_kit.exercise import Exercise, library
from workshop_kit.exercise.typed import Wrong
from workshop_kit.settings import Settings

if TYPE_CHECKING:
    from workshop_kit.tryout import Played

OWN_PYTHON = (
    "{} needs the kit's own Python, which has {}: run it with .venv/bin/python "
    "(on Windows .venv\\Scripts\\python) instead of python3."
)
WIDTH = 96
MOST_SHOWN = 8
PEOPLE, TEAMS, MINIMUM = range(1, 501), range(2, 13), range(3, 11)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code: 0 where all is well, 1 where it is not."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no “ ”
    typed = _options().parse_args(arguments)
    try:
        if typed.what == "doctor":
            return doctor(typed)
        if typed.what == "backup":
            return backup(typed)
        return check(typed.files) if typed.what == "check" else rehearse(typed)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # as with `| head`
        sys.stderr.close()
        return 1


def check(files: Sequence[Path]) -> int:
    """Say of each file whether it is good, or what is wrong with it and where."""
    code = 0
    for file in files:
        try:
            good = read(file)
        except Wrong as error:
            print(error)
            code = 1
        else:
            steps = _counted(len(good.steps), "step")
            print(f"{file}: good, {steps}, {_counted(good.minutes, 'minute')}")
    return code


def read(file: Path) -> Exercise:
    """The exercise in a file. Raises Wrong, in a sentence that begins with the file."""
    if file.is_dir():
        raise Wrong(f"{file}: this is a folder; name the exercise files in it")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Wrong(f"{file}: the file cannot be read: {error.strerror}") from None
    except ValueError as error:  # a name that no system takes
        raise Wrong(f"{file}: the file cannot be read: {error}") from None
    return replace(library.read(data, str(file)), file=file.stem)


def rehearse(typed: argparse.Namespace) -> int:
    """Play an exercise from the first step to the last, and tell how it went."""
    try:
        exercise = read(typed.file)
    except Wrong as error:
        print(error)
        return 1
    try:
        return asyncio.run(_rehearse(exercise, typed))
    except ModuleNotFoundError as error:
        print(OWN_PYTHON.format("A rehearsal", error.name), file=sys.stderr)
        return 2


def doctor(typed: argparse.Namespace) -> int:
    """Say of each thing that a workshop needs whether it is well, or what to do."""
    given = {"WORKSHOP_KIT_PORT": typed.port, "WORKSHOP_KIT_DATA": typed.data}
    told = {name: value for name, value in given.items() if value}
    try:
        settings = Settings.from_environment({**os.environ, **told})
        from workshop_kit.doctor import look  # noqa: PLC0415 (checking a file does without this)
    except ValueError as error:
        print(error)
        return 1
    except ModuleNotFoundError as error:
        print(OWN_PYTHON.format("The doctor", error.name), file=sys.stderr)
        return 2
    code = 0
    for finding in look(settings):
        print(f"{'well' if finding.well else 'NOT WELL':8} {finding.about}: {finding.said}")
        code = max(code, int(not finding.well))
    print("All is well." if not code else "What is not well stands above, with what to do.")
    return code


def backup(typed: argparse.Namespace) -> int:
    """Copy the whole database into a file, also while the kit runs."""
    told = {"WORKSHOP_KIT_DATA": typed.data} if typed.data else {}
    try:
        settings = Settings.from_environment({**os.environ, **told})
        from workshop_kit import assembly  # noqa: PLC0415 (checking a file does without)
        from workshop_kit.question import Invalid  # noqa: PLC0415
    except ValueError as error:
        print(error)
        return 1
    except ModuleNotFoundError as error:
        print(OWN_PYTHON.format("A backup", error.name), file=sys.stderr)
        return 2
    try:
        assembly.backup(settings, typed.file)
    except Invalid as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{typed.file}: the copy cannot be written: {error.strerror}")
        return 1
    print(f"All is copied to {typed.file}.")
    return 0


async def _rehearse(exercise: Exercise, typed: argparse.Namespace) -> int:
    from workshop_kit import tryout  # noqa: PLC0415 (checking a file does without all this)
    from workshop_kit.workbook import workbook  # noqa: PLC0415

    people = tryout.room(typed.people, typed.teams)
    print(f"{exercise.title}: {typed.people} people in {typed.teams} teams")
    code = 0
    with tryout.empty_kit() as kit:
        workshop = await asyncio.wrap_future(
            kit.conduct.create(
                f"Rehearsal of {exercise.file}"[:80],
                tryout.TEAMS[: typed.teams],
                [exercise],
                minimum=typed.minimum,
            )
        )
        async for played in tryout.play(kit, workshop, people):
            print("\n".join(["", *_told(played, typed.people, typed.teams)]))
            code = max(code, int(bool(played.stuck)))
        if typed.excel:
            figures = await asyncio.wrap_future(kit.conduct.figures(workshop.code))
            return max(
                code, _write(workbook(figures, datetime.now().astimezone()), exercise, typed)
            )
    return code


def _told(played: "Played", people: int, teams: int) -> list[str]:
    """A step in lines: what was asked, how many answered, what the room would see."""
    place = played.place
    lines = textwrap.wrap(
        f"{place.number}. {place.step.prompt_about()}", WIDTH, subsequent_indent="   "
    )
    if not place.step.question.asks:
        lines.append(f"   Nothing to answer: {_counted(place.step.minutes, 'minute')}.")
    else:
        whole = place.step.counted(min(teams, people)) if place.step.by == "team" else people
        lines.append(f"   {played.answered} of {whole} answered.")
    if played.later:
        lines.append(f"   Shown together with step {played.later.number}.")
    lines += _listed("What it says", played.findings)
    pictures = [
        ": ".join(text for text in (p.heading, p.title, p.in_words()) if text) or "nothing"
        for p in played.shown[:MOST_SHOWN]
    ]
    if len(played.shown) > MOST_SHOWN:
        pictures.append(f"… and {len(played.shown) - MOST_SHOWN} more")
    lines += _listed("Shown", pictures)
    lines += _listed("Withheld", played.withheld)
    return lines + _listed("Somebody was stuck", played.stuck)


def _listed(heading: str, entries: Sequence[str]) -> list[str]:
    short = [textwrap.shorten(entry, 3 * WIDTH, placeholder=" …") for entry in entries]
    return [
        line
        for entry in short
        for line in textwrap.wrap(
            entry, WIDTH, initial_indent=f"   {heading}: ", subsequent_indent="      "
        )
    ]


def _write(book: bytes, exercise: Exercise, typed: argparse.Namespace) -> int:
    path: Path = typed.excel
    if path.is_dir():
        path /= f"{exercise.file}.xlsx"
    try:
        path.write_bytes(book)
    except OSError as error:
        print(f"\n{path}: cannot be written: {error.strerror}")
        return 1
    print(f"\nThe results as an Excel workbook: {path}")
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "python3 -m workshop_kit",
        description="Looks through exercise files and at this computer.",
        allow_abbrev=False,
    )
    ways = options.add_subparsers(dest="what", required=True, metavar="check | rehearse | doctor")
    one = ways.add_parser("check", help="say whether files are good, or what is wrong where")
    one.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .toml file")
    two = ways.add_parser("rehearse", help="play an exercise with rehearsing participants")
    two.add_argument("file", type=Path, metavar="FILE", help="a .toml file")
    for name, among, usual, help_ in (
        ("people", PEOPLE, 40, "how many take part"),
        ("teams", TEAMS, 5, "in how many teams"),
        ("minimum", MINIMUM, 5, "the smallest group whose figures are shown"),
    ):
        two.add_argument(
            f"--{name}",
            type=_among(among),
            default=usual,
            metavar="N",
            help=f"{help_}: from {among[0]} to {among[-1]}, {usual} unless given",
        )
    two.add_argument(
        "--excel", type=Path, metavar="PATH", help="write the workbook into this folder or file"
    )
    three = ways.add_parser("doctor", help="say whether a workshop can be run on this computer")
    three.add_argument("--port", metavar="PORT", help="where the kit listens (8501)")
    three.add_argument("--data", metavar="FOLDER", help="where it keeps its data (data)")
    four = ways.add_parser("backup", help="copy the whole database, also while the kit runs")
    four.add_argument("file", type=Path, metavar="FILE", help="where the copy goes")
    four.add_argument("--data", metavar="FOLDER", help="where the kit keeps its data (data)")
    return options


def _among(numbers: range) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 5 and int(text) in numbers):
            raise argparse.ArgumentTypeError(
                f"“{text}” is not a number from {numbers[0]} to {numbers[-1]}"
            )
        return int(text)

    return number


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


if __name__ == "__main__":
    sys.exit(main())
