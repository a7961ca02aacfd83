"""The bench can be run by anybody: here with a small room, for the figures' sake only."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from bench import beside, live, peers, report
from bench.__main__ import main
from bench.beside import Seen, compared
from tests.servers import ROOT


def test_a_small_room_gives_every_figure_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "WITHIN", 0.5)
    out = tmp_path / "figures.json"
    assert main(["join", "reveal", "answers", "--phones", "20", "--out", str(out)]) == 0
    parts = json.loads(out.read_text())["parts"]
    for part in ("join", "reveal", "answers"):
        figures = parts[part]["20"]
        assert all(figures[name] is not None for name, *_ in report.ROWS[part])
    assert parts["reveal"]["20"]["phones that show it"] == 20
    assert (parts["answers"]["20"]["lost"], parts["answers"]["20"]["failures"]) == (0, 0)
    assert "| Everybody joins at once: all in | 20 |" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="a program there cannot be asked to end")
def test_a_bench_that_is_ended_leaves_nothing_behind(tmp_path: Path) -> None:
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as of a job in the background
    bench = subprocess.Popen(
        [sys.executable, "-m", "bench", "idle", "--phones", "5", "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    signal.signal(signal.SIGINT, usual)
    process = psutil.Process(bench.pid)
    while not (servers := process.children(recursive=True)):
        assert bench.poll() is None
        time.sleep(0.05)
    bench.send_signal(signal.SIGTERM)
    said, _ = bench.communicate(timeout=60)
    assert said.endswith("\nStopped.\n"), said
    assert bench.returncode == 1
    assert not any(server.is_running() for server in servers)
    assert not [*tmp_path.iterdir()]


class Documented:
    """A document of figures for a test."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = folder / "performance.md"
        self.file.write_text(f"Before\n{report.BEGINS}\nold\n{report.ENDS}\nAfter\n")
        monkeypatch.setattr(report, "DOCUMENT", self.file)
        monkeypatch.setattr(report, "KEPT", folder / "performance.json")

    def after(self, when: str, **parts: Any) -> str:
        """What it says after one run more."""
        report.write({"machine": {**report.machine(), "when": when}, "parts": parts})
        return self.file.read_text()


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Documented:
    return Documented(tmp_path, monkeypatch)


def joined(seconds: float) -> dict[str, Any]:
    return {"1000": {"all in": seconds, "failures": 0}}


def test_the_last_two_runs_are_written_into_the_document(document: Documented) -> None:
    for seconds in (0.9, 0.8, 0.7):
        told = document.after("today", join=joined(seconds))
    assert told.startswith("Before\n")
    assert told.endswith("After\n")
    assert "old" not in told
    assert "| Everybody joins at once: all in | 1,000 | 800 ms | 700 ms | 1.00 s |" in told


def test_what_a_run_left_out_keeps_its_figures_under_the_date_that_they_are_from(
    document: Documented,
) -> None:
    beside_otree = {"100": {"otree join": 1.5}}
    document.after("Monday", join=joined(0.9), peers=beside_otree)
    document.after("Tuesday", join=joined(0.8), peers={"left out": "There is no internet."})
    told = document.after("Wednesday", join=joined(0.7))
    assert "| Everybody joins at once: all in | 1,000 | 800 ms | 700 ms | 1.00 s |" in told
    assert "| Beside oTree: all in, there | 100 | 1.50 s |  |" in told
    heads = [line for line in told.split("\n") if line.startswith("| | phones")]
    assert ["Monday" in head for head in heads] == [False, True]
    assert ["Wednesday" in head for head in heads] == [True, False]


def test_a_room_that_could_not_be_measured_is_a_failure() -> None:
    found: dict[str, Any] = {"parts": {}}
    report.take(found["parts"], "live", 200, {"failed": "TimeoutError()"})
    report.take(found["parts"], "live", 1000, {"join": {"all in": 1.0, "failures": 0}})
    assert report.failed(found)


OURS = Seen(join=0.1, cpu=0.001, answers=0.005, reveal=0.08, failed=0)


def test_another_way_is_told_with_how_many_times_ours_is_better() -> None:
    theirs = Seen(join=1.3, cpu=0.012, answers=0.02, reveal=0.02, failed=0, reveal_by_page=1.2)
    told = compared("otree", theirs, OURS)
    assert told["otree join"] == 1.3
    assert told["join times faster"] == pytest.approx(13)
    assert told["cpu times less"] == pytest.approx(12)
    assert told["answers times faster"] == pytest.approx(4)
    assert told["reveal times faster"] == pytest.approx(0.25)  # so theirs is better, and it says so
    assert told["reveal by page times faster"] == pytest.approx(15)


def test_failures_of_theirs_are_no_failures_of_ours_and_what_was_not_seen_has_no_ratio() -> None:
    theirs = Seen(join=40.0, cpu=0.012, answers=9.0, reveal=None, failed=7)
    told = compared("otree", theirs, OURS)
    assert (told["otree failures among phones"], told["failures"]) == (7, 0)
    assert "reveal times faster" not in told
    assert not report.failed({"parts": {"peers": {"100": told}}})
    ours_lost = Seen(join=0.1, cpu=0.001, answers=0.005, reveal=0.08, failed=1)
    assert report.failed({"parts": {"peers": {"100": compared("otree", theirs, ours_lost)}}})


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other part takes no time."""
    monkeypatch.setattr(beside, "run", lambda typed: {"100": {"naive join": 40.0}})


@pytest.mark.usefixtures("stand_in")
def test_otree_is_measured_only_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        peers, "run", lambda typed: asked.append(typed) or {"100": {"otree join": 1.5}}
    )
    out = ["--out", str(tmp_path / "figures.json")]
    assert main(["beside", *out]) == 0
    assert "oTree" not in capsys.readouterr().out
    assert main(["beside", "--peers", *out]) == 0
    assert len(asked) == 1
    assert "| Beside oTree: all in, there | 100 | 1.50 s |" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="there programs do not name their Python")
def test_an_otree_that_was_moved_with_its_folder_is_installed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "SCRIPTS", tmp_path)
    assert not peers.installed()
    program = tmp_path / "otree"
    for python, runs in ((sys.executable, True), ("/where/it/was/python", False)):
        program.write_text(f"#!{python}\n")
        program.chmod(0o755)
        assert peers.installed() is runs


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("pip", "why"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'\n"
            "ERROR: No matching distribution found for otree",
            "to install it once, this computer needs the internet.",
        ),
        (
            "Collecting otree\nERROR: Package 'otree' requires a different Python: 4.0 not in '<4'",
            "it cannot be installed here: Package 'otree' requires a different Python: "
            "4.0 not in '<4'.",
        ),
    ],
)
def test_where_otree_cannot_be_installed_one_sentence_says_so_and_the_bench_goes_on(
    pip: str,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(peers, "HOME", tmp_path / "otree")
    monkeypatch.setattr(peers, "SCRIPTS", tmp_path / "otree" / "bin")
    refused = subprocess.CompletedProcess([], 1, stdout="", stderr=pip)
    monkeypatch.setattr(peers.subprocess, "run", lambda *_, **__: refused)
    out = tmp_path / "figures.json"
    assert main(["peers", "beside", "--out", str(out)]) == 0
    parts = json.loads(out.read_text())["parts"]
    assert parts["beside"]["100"]["naive join"] == 40.0
    assert parts["peers"] == {"left out": f"oTree {peers.VERSION} is left out: {why}"}
    assert parts["peers"]["left out"] in capsys.readouterr().out
