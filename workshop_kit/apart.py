"""Work in a process of its own, so that no phone waits while a large file is made.

Python computes one thing at a time in a process: a workbook of 3,000 people, made beside the room,
would slow down every answer for as long as it takes. The other process gets the function and its
arguments on its standard input, tells on its standard error how far it has come, and gives the
result on its standard output.
"""

import io
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).resolve().parent.parent
DONE = b"done "
GENTLER = 5
"""How much the other process steps back behind the server, where the system knows how."""


class Failed(Exception):
    """The other process did not give a result. What it was about is not told: it may be private."""


def call(work: Callable[..., Any], *arguments: Any, tell: Callable[[float], None]) -> Any:
    """The result of `work(*arguments, tell=…)`, computed elsewhere.

    `work` is a function of a module. `tell` is called with how much is done, from 0 to 1, in a
    thread of its own. Raises Failed.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [sys.executable, "-m", "workshop_kit.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stderr
        listening = threading.Thread(target=_listen, args=(other.stderr, tell), daemon=True)
        listening.start()
        with suppress(BrokenPipeError):  # then it has failed, and says so below
            pickle.dump((work, arguments), other.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            other.stdin.close()
        found = other.stdout.read()
        listening.join()
    if other.returncode:
        raise Failed(f"The file could not be made (exit code {other.returncode}).")
    return pickle.loads(found)


def _listen(stream: BinaryIO | Any, tell: Callable[[float], None]) -> None:
    for line in stream:
        if line.startswith(DONE):
            tell(float(line[len(DONE) :]))


def _work(given: BinaryIO, result: BinaryIO, said: BinaryIO) -> None:
    """The other process: do what it was given."""
    if hasattr(os, "nice"):
        os.nice(GENTLER)
    work, arguments = pickle.load(given)

    def tell(done: float) -> None:
        said.write(DONE + f"{done:.3f}\n".encode())
        said.flush()

    with redirect_stdout(io.StringIO()):  # the result alone goes out there
        found = work(*arguments, tell=tell)
    pickle.dump(found, result, protocol=pickle.HIGHEST_PROTOCOL)
    result.flush()


if __name__ == "__main__":
    _work(sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer)
