"""The bench can be run by anybody: here with a small room, for the figures' sake only."""

import json
from pathlib import Path

import pytest

from bench import live, report
from bench.__main__ import main


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


def test_the_last_two_runs_are_written_into_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"Before\n{report.BEGINS}\nold\n{report.ENDS}\nAfter\n")
    monkeypatch.setattr(report, "DOCUMENT", document)
    monkeypatch.setattr(report, "KEPT", tmp_path / "performance.json")
    for seconds in (0.9, 0.8, 0.7):
        parts = {"join": {"1000": {"all in": seconds, "failures": 0}}}
        report.write({"machine": report.machine(), "parts": parts})
    told = document.read_text()
    assert told.startswith("Before\n")
    assert told.endswith("After\n")
    assert "old" not in told
    assert "| Everybody joins at once: all in | 1,000 | 800 ms | 700 ms | 1.00 s |" in told
