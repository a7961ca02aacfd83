#!/usr/bin/env python3
"""Starts Workshop Kit: makes its environment beside this file, then runs it.

python3 start.py          run it (--help tells the options)
python3 start.py demo     run it with a sample workshop under way
python3 start.py test     check everything: style, types, house rules, tests
python3 start.py bench    measure what it does under load (--help tells the parts)
"""
# Python 3.6 must be able to read this file, or it could not say that it is too old.

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Workshop Kit needs Python 3.11 or newer, this is Python {}.{}: "
        "get a newer one from https://www.python.org/downloads/\n".format(*sys.version_info)
    )
    sys.exit(2)

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from workshop_kit.settings import Settings, why_not_written

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
UNFINISHED = VENV / "unfinished"
VERSION = "{}.{}".format(*sys.version_info)
PIP = ["-m", "pip", "install", "--no-deps", "--only-binary", ":all:", "--no-compile"]
PIP += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
PACKAGE = re.compile(  # as pip tells what it is at
    r"\s*(?:Collecting|Processing|Requirement already satisfied:|Downloading) (?:\S*[/\\])?"
    r"([\w.-]+?)(?:==|-\d).*?( \([\d.]+ .B\))?\s*$"
)


class Problem(Exception):
    """What is in the way and what to do about it, in one sentence."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    try:
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        return bench(arguments[1:]) if arguments[:1] == ["bench"] else run(arguments)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def run(arguments: list[str]) -> int:
    """Start the kit, or the demo, and stay until it ends."""
    environment = environment_for(parse(arguments))
    prepare("requirements.txt")
    return hand_over([str(PYTHON), str(ROOT / "app.py")], environment)


def test(arguments: list[str]) -> int:
    """Run every check, or only pytest with `arguments`."""
    prepare("requirements.txt")
    prepare("requirements-dev.txt")
    return hand_over([str(PYTHON), str(ROOT / ".ci/checks.py"), *arguments], dict(os.environ))


def bench(arguments: list[str]) -> int:
    """Measure load and faults on this computer."""
    prepare("requirements.txt")
    prepare("requirements-dev.txt")
    return hand_over([str(PYTHON), "-m", "bench", *arguments], dict(os.environ))


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options as they were typed."""
    about = "Runs Workshop Kit. (start.py test checks it, start.py bench measures it.)"
    options = argparse.ArgumentParser("start.py", description=about, allow_abbrev=False)
    options.add_argument("what", nargs="?", metavar="demo", help="a sample workshop under way")
    options.add_argument("--port", help="where it listens (8501)")
    options.add_argument("--data", metavar="FOLDER", help="where it keeps its data (data)")
    options.add_argument("--public-url", metavar="URL", help="its address behind a tunnel or proxy")
    typed = options.parse_args(arguments)
    if typed.what not in (None, "demo"):
        options.error(f"there is demo, and test or bench as the first word, but no {typed.what!r}")
    return typed


def environment_for(options: argparse.Namespace) -> dict[str, str]:
    """What app.py is told, from options and environment, once it is known to be possible."""
    given = {name.upper(): getattr(options, name) for name in ("port", "data", "public_url")}
    given["DEMO"] = "1" if options.what == "demo" else None
    told = {f"WORKSHOP_KIT_{name}": value for name, value in given.items() if value is not None}
    environment = {**os.environ, **told}
    try:
        settings = Settings.from_environment(environment)
    except ValueError as error:
        raise Problem(str(error)) from None
    check_port(settings.port)
    check_data(settings.data)
    where = {"WORKSHOP_KIT_PORT": str(settings.port), "WORKSHOP_KIT_DATA": str(settings.data)}
    return {**environment, **where}


def check_port(port: int) -> None:
    """Raise `Problem` unless the port is free on every address."""
    other = port + 1 if 1024 <= port < 65535 else 8501
    for host in ("0.0.0.0", "127.0.0.1"):
        with socket.socket() as trial:
            if os.name != "nt":  # there it would let two programs share the port
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                denied = isinstance(error, PermissionError)
                state = "not open to this user" if denied else "taken by another program"
                raise Problem(f"Port {port} is {state}: choose one with --port {other}.") from None


def check_data(data: Path) -> None:
    """Raise `Problem` unless the data folder is there, or can be made, and can be written."""
    why = why_not_written(data)
    if why:
        raise Problem(f"The data folder {why}.")


def hand_over(command: list[str], environment: dict[str, str]) -> int:
    """Run `command` in place of this program: signals and exit code are its own.

    Where Python is told to keep no bytecode, as in many containers, the kit keeps its own all the
    same: or each start would compile some 1,700 files anew, which takes longer than all else
    that it does.
    """
    environment = {n: v for n, v in environment.items() if n != "PYTHONDONTWRITEBYTECODE"}
    os.chdir(ROOT)  # where Streamlit looks for its settings
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    child = subprocess.Popen(command, env=environment)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # Windows sends Ctrl+C to the child as well: let it finish
            continue


def prepare(requirements: str) -> None:
    """Make sure that `.venv` has what the file pins; at once, and offline, if it has."""
    wanted, stamp = ROOT / requirements, VENV / f"{requirements}.installed"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(wanted):
        return
    if not usable():
        make_venv()
    install(wanted)
    stamp.write_text(fingerprint(wanted))


def fingerprint(wanted: Path) -> str:
    """What the stamp in a complete `.venv` says."""
    return f"{VERSION} {hashlib.sha256(wanted.read_bytes()).hexdigest()}"


def usable() -> bool:
    """Whether `.venv` is whole, and of this Python."""
    if not PYTHON.exists() or UNFINISHED.exists():
        return False
    ask = "import sys, pip; sys.exit('{}.{}'.format(*sys.version_info) != sys.argv[1])"
    return subprocess.run([str(PYTHON), "-c", ask, VERSION], capture_output=True).returncode == 0


def make_venv() -> None:
    """A new, empty `.venv`."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        why = "This Python cannot make environments"
        raise Problem(f"{why}: on Debian or Ubuntu, sudo apt install python3-venv mends it.")
    say(f"Making an environment for the kit in {VENV}")
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        raise Problem(f"The environment {VENV} cannot be made: the lines above say why.")


def install(wanted: Path) -> None:
    """Let pip install what `wanted` pins, telling how far it is."""
    say(f"Installing what {wanted.name} lists (this needs the internet, later starts do not)")
    began = time.monotonic()
    total = sum(line[:1].isalnum() for line in wanted.read_text().splitlines())
    UNFINISHED.touch()
    command = [str(PYTHON), *PIP, "-r", str(wanted)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as pip:
        log = follow((line.decode("utf-8", "replace") for line in pip.stdout or ()), total)
    UNFINISHED.unlink()
    LOG.write_text(log, encoding="utf-8")
    if pip.returncode:
        raise Problem(f"{why_not_installed(log)} Details: {LOG}")
    say(f"Installed in {time.monotonic() - began:.0f} s")


def follow(lines: Iterable[str], total: int) -> str:
    """Show how far pip is, from what it says, to the end; all that it said."""
    said, seen = [], set()
    for line in lines:
        said.append(line)
        total -= line.startswith("Ignoring ")  # not for this kind of computer
        package = PACKAGE.match(line)
        if package:
            name, size = package.group(1).replace("_", "-"), package.group(2) or ""
            seen.add(name)
            show(f"Installing {len(seen)} of {total}: {name}{size}")
        elif line.startswith("Installing collected"):
            show("Putting everything in its place")
    show("")
    return "".join(said)


def why_not_installed(log: str) -> str:
    """What pip's log says, in one sentence."""
    if "connection broken by" in log:
        return "The first start needs the internet: connect this computer, then start again."
    missing = re.search("No matching distribution found for ([^ =\n]+)", log)
    if missing:
        what = f"There is no {missing.group(1)} for Python {VERSION} on this kind of computer"
        return f"{what}: start again with another Python from 3.11 on."
    errors = re.findall("^ERROR: (.+)", log, re.MULTILINE) or ["pip gives no reason"]
    return f"The installation failed: {errors[-1].strip(' .')}."


def say(text: str) -> None:
    """A line that stays."""
    print(text, flush=True)


def show(text: str) -> None:
    """A line that the next one replaces; nothing where nobody watches."""
    if sys.stdout.isatty():
        print("\r{:<76}".format(text[:76]) + ("" if text else "\r"), end="", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
