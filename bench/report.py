"""What was measured as a line, as a table beside what is promised, and in docs/performance.md."""

import json
import os
import platform
import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

Found = dict[str, Any]

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
KEPT = DOCUMENT.with_suffix(".json")
RUNS = 2
BEGINS, ENDS = "<!-- figures: start.py bench --write -->", "<!-- end of figures -->"


def seconds(value: float) -> str:
    """A duration as one reads it."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def kilobytes(value: float) -> str:
    """An amount of memory for one phone."""
    return f"{value / 1000:.0f} kB"


def share(value: float) -> str:
    """A part of one processor core."""
    return f"{value * 100:.1f} %"


def percent(value: float) -> str:
    """By how much something has grown."""
    return f"{value * 100:.0f} %"


def number(value: float) -> str:
    """A count, or a ratio."""
    if value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"


Unit = Callable[[float], str]
Row = tuple[str, str, Unit, dict[int, float]]


def _beside(key: str) -> list[Row]:
    """What `bench.beside.compared` tells of another way to do it."""
    return [
        (f"{key} join", "all in, there", seconds, {}),
        (f"{key} server cpu per join", "processor time for each, there", seconds, {}),
        (f"{key} answers p95", "answers, 95 of 100 within, there", seconds, {}),
        (f"{key} reveal", "a reveal to the last, there", seconds, {}),
        (f"{key} reveal by page", "a reveal to the last, with a page for each, there", seconds, {}),
        (f"{key} failures among phones", "phones that failed, there", number, {}),
        ("join times faster", "joining is so many times faster here", number, {}),
        ("cpu times less", "joining takes so many times less of the processor", number, {}),
        ("answers times faster", "an answer is so many times faster here", number, {}),
        ("reveal times faster", "a reveal is so many times faster here", number, {}),
        (
            "reveal by page times faster",
            "with a page for each it is so many times faster here",
            number,
            {},
        ),
        ("failures", "failures here", number, dict.fromkeys((100, 200, 1000), 0)),
    ]


ROWS: dict[str, list[Row]] = {
    "join": [
        ("all in", "all in", seconds, {1000: 1.0}),
        ("p50", "half of them within", seconds, {}),
        ("server cpu", "processor time of the server", seconds, {}),
        ("phones cpu", "processor time of the phones", seconds, {}),
        ("memory per phone", "memory for each phone", kilobytes, dict.fromkeys((1000, 3000), 4e4)),
        ("failures", "failures", number, dict.fromkeys((200, 1000, 3000), 0)),
    ],
    "reveal": [
        ("to the last", "from the press to the last phone", seconds, {1000: 0.3, 3000: 1.0}),
        ("after the move", "from the move to the last phone", seconds, {}),
        ("server cpu", "processor time of the server", seconds, {}),
    ],
    "wall": [
        ("to the last", "from the press to the last phone", seconds, {}),
        ("on the wire", "the page of a phone on the wire", kilobytes, {}),
        ("server cpu", "processor time of the server", seconds, {}),
    ],
    "answers": [
        ("p50", "acknowledged, half within", seconds, {}),
        ("p95", "acknowledged, 95 of 100 within", seconds, {1000: 0.05, 3000: 0.25}),
        ("max", "acknowledged, the last within", seconds, {}),
        ("counted after", "the console's count is right after", seconds, {}),
        ("server cpu", "processor time of the server", seconds, {}),
        ("failures", "failures", number, dict.fromkeys((200, 1000, 3000), 0)),
        ("lost", "lost", number, dict.fromkeys((200, 1000, 3000), 0)),
    ],
    "idle": [("share of a core", "share of a core while nothing happens", share, {3000: 0.03})],
    "watching": [
        ("her page", "her page has what she pressed, half within", seconds, {}),
        ("her page at most", "her page has what she pressed, at most", seconds, {1000: 1.0}),
        ("projector", "the projector has it, half within", seconds, {}),
        ("projector at most", "the projector has it, at most", seconds, {1000: 1.0}),
        ("answers p95", "answers acknowledged, 95 of 100 within", seconds, {}),
        ("failures", "failures", number, dict.fromkeys((1000,), 0)),
        ("lost", "lost", number, dict.fromkeys((1000,), 0)),
    ],
    "results": [
        ("reveal", "the reveal of the fortieth question", seconds, {}),
        ("figures", "all figures read", seconds, {}),
    ],
    "workbook": [
        ("seconds", "the workbook is there within", seconds, {100: 2.0, 3000: 10.0}),
        ("memory_mb", "its memory in MB", number, {3000: 500}),
    ],
    "beside": _beside("naive"),
    "peers": _beside("otree"),
    "phone_weight": [
        ("requests", "requests to the first question", number, {3: 6}),
        ("weight", "bytes on the wire to it", kilobytes, {3: 40_000}),
        ("seconds", "ready to answer", seconds, {}),
        ("their requests", "requests, the form in plain Streamlit", number, {}),
        ("their weight", "weight, the form in plain Streamlit", kilobytes, {}),
        ("their seconds", "ready, the form in plain Streamlit", seconds, {}),
        ("times lighter", "so many times lighter here", number, {}),
        ("times faster", "so many times faster here", number, {}),
    ],
    "endurance": [
        ("minutes", "minutes", number, {}),
        ("kills", "times the server was killed", number, {}),
        ("answers acknowledged", "answers acknowledged", number, {}),
        ("memory grown", "memory grown in the second half", percent, {}),
        ("more files and sockets", "more files and sockets at its end", number, {}),
        ("more threads", "more threads at its end", number, {}),
        ("lost", "lost", number, {1000: 0}),
    ],
}
"""By part: the figure's name, what the table calls it, its unit, and what is promised by size."""

TITLES = {
    "join": "Everybody joins at once",
    "reveal": "A reveal",
    "wall": "A wall of everybody's texts",
    "answers": "Everybody answers within five seconds",
    "idle": "Waiting",
    "watching": "In a browser, while all answer",
    "results": "40 questions",
    "workbook": "40 questions",
    "beside": "Beside plain Streamlit",
    "peers": "Beside oTree",
    "phone_weight": "One phone on slow 4G",
    "endurance": "A long day",
}


def machine() -> dict[str, str]:
    """On what it was measured."""
    return {
        "when": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load before": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    told = information.read_text(encoding="utf-8") if information.exists() else ""
    found = re.search(r"model name\s*: (.+)", told)
    return found[1] if found else platform.processor() or platform.machine()


def take(parts: Found, part: str, size: int, measured: Found) -> None:
    """Put what was measured where it belongs."""
    if part != "live" or "failed" in measured:
        parts.setdefault(part, {}).update(measured)
        return
    for name, figures in measured.items():
        parts.setdefault(name, {})[str(size)] = figures


def line(part: str, measured: Found) -> str:
    """A first look at figures, while the rest is still being measured."""
    told = measured.items() if part == "live" else [(part, measured)]
    return "\n".join(f"  {name}: {_short(figures)}" for name, figures in told)


def _short(figures: Any) -> str:
    if not isinstance(figures, dict):
        return f"{figures:.3g}" if isinstance(figures, float) else str(figures)
    return ", ".join(f"{key} {_short(value)}" for key, value in figures.items())


def table(runs: Sequence[Found]) -> str:
    """The figures of the last runs in Markdown, beside what is promised.

    A part that was left out of a run keeps its earlier figures, in a table of their own, under the
    dates of the runs that they are from.
    """
    together: dict[tuple[int, ...], list[str]] = {}
    for part in ROWS:
        together.setdefault(_last(runs, part), []).append(part)
    return "\n\n".join(
        _table([runs[place] for place in places], parts)
        for places, parts in together.items()
        if places
    )


def _last(runs: Sequence[Found], part: str) -> tuple[int, ...]:
    """The places of the last runs that have figures of a part."""
    having = [place for place, run in enumerate(runs) if _sizes(run, part)]
    return tuple(having[-RUNS:])


def _sizes(run: Found, part: str) -> set[str]:
    return {size for size in run["parts"].get(part, {}) if size.isdecimal()}


def _table(runs: Sequence[Found], parts: Sequence[str]) -> str:
    lines = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}; "
        f"{machine['system']}, Python {machine['python']}, SQLite {machine['sqlite']}."
        for machine in [runs[-1]["machine"]]
    ]
    heads = [f"{run['machine']['when']}, load {run['machine']['load before']}" for run in runs]
    lines += [
        "",
        f"| | phones | {' | '.join(heads)} | promised |",
        f"|---|--:|{'--:|' * len(heads)}--:|",
    ]
    for part in parts:
        sizes = set[str]().union(*(_sizes(run, part) for run in runs))
        for size in sorted(sizes, key=int):
            for name, label, unit, promised in ROWS[part]:
                values = [run["parts"].get(part, {}).get(size, {}).get(name) for run in runs]
                if not any(isinstance(value, int | float) for value in values):
                    continue
                shown = ["" if value is None else unit(value) for value in values]
                limit = promised.get(int(size))
                told = "" if limit is None else unit(limit) if limit else "none"
                title = f"{TITLES[part]}: {label}"
                lines.append(f"| {title} | {int(size):,} | {' | '.join(shown)} | {told} |")
    return "\n".join(lines)


def failed(found: Found) -> bool:
    """Has something not been measured, or has anything been lost?"""
    parts = found["parts"]
    told = [figures for part in parts.values() for figures in (part, *part.values())]
    return any(
        isinstance(figures, dict)
        and ("failed" in figures or figures.get("lost") or figures.get("failures"))
        for figures in told
    )


def write(found: Found) -> None:
    """Put the last two runs of each part into the document, and keep them beside it."""
    earlier = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else []
    runs = [*earlier, found]
    told = {place for part in ROWS for place in _last(runs, part)}
    runs = [run for place, run in enumerate(runs) if place in told]
    KEPT.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    figures = "\n".join([BEGINS, "", table(runs), "", ENDS])
    DOCUMENT.write_text(f"{before}{figures}{after}", encoding="utf-8")


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    print(text, flush=True)
