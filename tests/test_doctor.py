"""The doctor looks at what a workshop needs, and says what to do where something is not well."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT
from workshop_kit import doctor
from workshop_kit.__main__ import main
from workshop_kit.assembly import assemble, why_not
from workshop_kit.settings import Settings


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def findings(data: Path, port: int, **environ: str) -> dict[str, doctor.Finding]:
    """What it finds, by what it looked at."""
    asked = {"WORKSHOP_KIT_DATA": str(data), "WORKSHOP_KIT_PORT": str(port), **environ}
    return {found.about: found for found in doctor.look(Settings.from_environment(asked))}


def test_a_computer_that_is_well_is_told_so(tmp_path: Path) -> None:
    found = findings(tmp_path / "data", a_free_port())
    for about in ("data folder", "disk", "database", "clock", "port"):
        assert found[about].said, about
    assert found["data folder"].well
    assert found["clock"].well
    assert "is free" in found["port"].said


def test_a_port_that_another_program_has_is_told_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = other.getsockname()[1]
        found = findings(tmp_path, port)["port"]
    assert not found.well
    assert f"taken by another program: choose another with --port {port + 1}" in found.said


@pytest.mark.skipif(sys.platform == "win32", reason="a file stands in for a folder")
def test_a_folder_that_cannot_be_written_ends_the_look_at_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    found = findings(tmp_path / "file", a_free_port())
    assert not found["data folder"].well
    assert "--data FOLDER" in found["data folder"].said
    assert "database" not in found


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "workshops.db").write_bytes(b"This is a letter to my aunt. " * 400)
    found = findings(tmp_path, a_free_port())["database"]
    assert not found.well
    assert "cannot be opened" in found.said
    assert "\n" not in found.said


@pytest.mark.parametrize(
    ("address", "todo"),
    [
        ("postgresql://kit:geheim@127.0.0.1:1/kit", "Start PostgreSQL"),
        ("postgresql://kit:geheim@host:port/kit", "postgresql://user"),
    ],
    ids=["nobody there", "no address"],
)
def test_a_kit_that_cannot_start_says_in_one_line_what_to_do(
    tmp_path: Path, address: str, todo: str
) -> None:
    asked = {"WORKSHOP_KIT_DATA": str(tmp_path), "WORKSHOP_KIT_PORT": "8750"}
    told = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **asked, "WORKSHOP_KIT_DATABASE": address},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("The kit cannot start")
    assert todo in told.stderr
    assert told.stderr.count("\n") == 1
    assert "geheim" not in told.stderr


def test_a_database_of_another_make_is_told_without_its_password() -> None:
    with pytest.raises(ValueError, match="postgresql://user") as told:
        Settings.from_environment({"WORKSHOP_KIT_DATABASE": "mysql://kit:geheim@127.0.0.1/kit"})
    assert "geheim" not in str(told.value)


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that even root cannot write")
def test_a_folder_in_which_no_kit_can_be_put_together_is_told_with_another_way() -> None:
    settings = Settings.from_environment({"WORKSHOP_KIT_DATA": "/proc/kit"})
    with pytest.raises(OSError, match="/proc/kit") as refused:
        assemble(settings)
    assert "--data FOLDER" in why_not(settings, refused.value)


def test_a_full_disk_is_told_without_a_traceback(tmp_path: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    told = why_not(Settings.from_environment({"WORKSHOP_KIT_DATA": str(tmp_path)}), full)
    assert told == (
        "The database cannot be opened: database or disk is full. "
        "Make room, or choose another disk with --data FOLDER."
    )


def test_where_postgresql_does_not_answer_she_is_told_to_start_it(tmp_path: Path) -> None:
    nowhere = f"postgresql://nobody@127.0.0.1:{a_free_port()}/kit"
    found = findings(tmp_path, a_free_port(), WORKSHOP_KIT_DATABASE=nowhere)["database"]
    assert not found.well
    assert "Start PostgreSQL, or correct its address" in found.said
    assert "--data" not in found.said


def test_a_database_that_takes_nothing_in_is_told(tmp_path: Path) -> None:
    findings(tmp_path, a_free_port())
    with sqlite3.connect(tmp_path / "workshops.db") as locking:
        locking.execute(
            "CREATE TRIGGER no BEFORE INSERT ON preferences BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    found = findings(tmp_path, a_free_port())["database"]
    assert not found.well
    assert "nothing can be saved" in found.said


def test_a_clock_in_the_past_is_told(tmp_path: Path) -> None:
    kit = doctor.assemble(Settings.from_environment({"WORKSHOP_KIT_DATA": str(tmp_path)}))
    try:
        assert not doctor.clock(kit, 1_000_000_000.0).well
        assert doctor.clock(kit, doctor.BUILT + 1.0).well
    finally:
        kit.close()


def test_the_command_says_what_is_well_and_ends_with_one_where_something_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.network, "addresses", list)
    code = main(["doctor", "--data", str(tmp_path), "--port", str(a_free_port())])
    told = capsys.readouterr().out
    assert code == 1
    assert "NOT WELL network: this computer is on no network" in told
    assert f"well     data folder: {tmp_path}" in told.replace(os.sep, "/").replace("//", "/")
