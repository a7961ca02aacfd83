"""`python3 start.py bench`: what the kit does under load, measured on the real server.

python3 start.py bench                       everything, in about five minutes
python3 start.py bench join reveal           some parts
python3 start.py bench join --phones 500     with a room of another size
python3 start.py bench --peers               beside oTree too, which is installed from PyPI at first
python3 start.py bench endurance --minutes 30    a long day: kills and lost lines, nothing lost
"""

import argparse
import asyncio
import importlib
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench import report
from bench.live import ALL, SIZES, Live
from workshop_kit.network import many_at_once

PARTS = (*ALL, "results", "workbook", "beside", "peers", "watching", "phone_weight", "endurance")
NOT_AMONG_ALL = ("peers", "endurance")
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for, tell it as a table, keep it as JSON."""
    typed = _options().parse_args(arguments)
    many_at_once()
    parts = typed.parts or [part for part in PARTS if part not in NOT_AMONG_ALL]
    if typed.peers and "peers" not in parts:
        parts.append("peers")
    found: dict[str, Any] = {"machine": report.machine(), "parts": {}}
    began = time.monotonic()
    for part, size, measure in _work(parts, typed):
        report.say(f"{part}{f', {size} phones' if size else ''} …")
        try:
            measured = _run(measure)
        except Exception as error:  # the other parts are still worth having
            report.say(f"  failed: {error!r}")
            measured = {"failed": repr(error)}
        report.take(found["parts"], part, size, measured)
        report.say(report.line(part, measured))
    found["seconds"] = round(time.monotonic() - began)
    typed.out.write_text(json.dumps(found, indent=1), encoding="utf-8")
    report.say("\n" + report.table([found]))
    report.say(f"\nIn {found['seconds']} s. The figures as JSON: {typed.out}")
    if typed.write:
        report.write(found)
        report.say(f"The last two runs stand in {report.DOCUMENT} now.")
    return int(report.failed(found))


Measure = Callable[[], Any]
"""Gives figures, or a coroutine that does."""


def _work(parts: Sequence[str], typed: argparse.Namespace) -> Iterator[tuple[str, int, Measure]]:
    """(part, size, how to measure it) in an order in which each room is filled once."""
    live = tuple(part for part in ALL if part in parts)
    for size in typed.phones if live else ():
        wanted = tuple(part for part in live if part != "idle" or size == max(typed.phones))
        if wanted:
            yield "live", size, Live(size, wanted, typed.database).run
    for part in parts:
        if part not in ALL:
            yield part, 0, partial(_measure, part, typed)


def _measure(part: str, typed: argparse.Namespace) -> Any:
    return importlib.import_module(f"bench.{part}").run(typed)


def _run(measure: Measure) -> Any:
    work = measure()
    if not asyncio.iscoroutine(work):
        return work
    if sys.platform == "win32":
        return asyncio.run(work)
    import uvloop  # noqa: PLC0415

    return uvloop.run(work)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "start.py bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_argument(
        "parts", nargs="*", choices=[*PARTS, []], metavar="part", help=", ".join(PARTS)
    )
    options.add_argument(
        "--phones", type=_sizes, default=SIZES, metavar="N,N", help="sizes of rooms"
    )
    options.add_argument(
        "--database", default="", metavar="URL", help="an empty PostgreSQL instead"
    )
    options.add_argument("--peers", action="store_true", help="the part peers too: oTree")
    options.add_argument("--minutes", type=float, default=30.0, help="how long endurance takes")
    options.add_argument(
        "--write", action="store_true", help="put the figures into docs/performance.md"
    )
    options.add_argument("--out", type=Path, default=ROOT / "bench-results.json", metavar="FILE")
    return options


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(word) for word in text.split(",") if word.isdecimal())
    if not sizes or min(sizes) < 1 or max(sizes) > 20_000:
        raise argparse.ArgumentTypeError("sizes are numbers such as 200,1000")
    return sizes


if __name__ == "__main__":
    # However it is ended, it ends what it has started, and removes its folders; also as a job in
    # the background, for which a shell has Ctrl+C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
