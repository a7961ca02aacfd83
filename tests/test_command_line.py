"""`python3 -m workshop_kit`: files checked and rehearsed, in words a facilitator understands."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.rooms import HEAD, ROOT, SHIPPED, a_step
from workshop_kit.__main__ import main
from workshop_kit.questions.scale.question import Scale

CHECK_IN = ROOT / "exercises" / "check_in.toml"


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    """A file with two steps, of which one is hidden."""
    path = tmp_path / "mine.toml"
    steps = a_step("mood") + a_step("words", "words", names="team")
    path.write_text(HEAD + steps, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """What the command line answers: its exit code, and what it prints."""
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out


def test_a_good_file_is_called_good_with_its_steps_and_minutes(
    capsys: pytest.CaptureFixture[str], a_file: Path
) -> None:
    assert told(capsys, "check", a_file) == (0, f"{a_file}: good, 2 steps, 10 minutes\n")


def test_every_exercise_that_ships_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = told(capsys, "check", *sorted((ROOT / "exercises").glob("*.toml")))
    assert code == 0
    assert out.count(": good, ") == len(SHIPPED)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (HEAD + a_step("mood", ask="scall"), "step 1 (mood): “scall” is not known; did you mean"),
        (HEAD, "an exercise needs at least one [[step]]"),
        ("title = ", "this is not TOML"),
        (b"\xff\xfe\x00", "please save the file as UTF-8"),
        (b"#" * 1_000_000, "an exercise file holds at most 200 kB"),
        (b"\x00" * 10, "this is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: str | bytes, says: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    for way in ("check", "rehearse"):
        code, out = told(capsys, way, path)
        assert code == 1
        assert out.startswith(f"{path}: {says}"), out
        assert out.count("\n") == 1


def test_one_wrong_file_does_not_keep_the_others_from_being_checked(
    capsys: pytest.CaptureFixture[str], a_file: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.toml"
    code, out = told(capsys, "check", missing, tmp_path, a_file)
    assert code == 1
    assert out.splitlines() == [
        f"{missing}: the file cannot be read: No such file or directory",
        f"{tmp_path}: this is a folder; name the exercise files in it",
        f"{a_file}: good, 2 steps, 10 minutes",
    ]


def test_a_rehearsal_counts_teams_where_teams_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "teams.toml"
    path.write_text(HEAD + a_step("offer", "text", by="team", names="team"), encoding="utf-8")
    for people, teams, says in ((8, 4, "4 of 4 teams answered."), (1, 2, "1 of 1 team answered.")):
        _, out = told(capsys, "rehearse", path, "--people", people, "--teams", teams)
        assert says in out


def test_a_rehearsal_tells_for_each_step_who_answered_and_what_would_be_seen(
    capsys: pytest.CaptureFixture[str], a_file: Path
) -> None:
    code, out = told(capsys, "rehearse", a_file, "--people", 8, "--teams", 2)
    assert code == 0
    assert out.startswith("An exercise: 8 people in 2 teams\n\n1. What do you say?\n")
    assert out.count("8 of 8 answered.") == 2
    assert "Shown: " in out
    assert "on average of 8, from 1 (not at all) to 5 (very much)" in out
    assert "Withheld: Sales and Product: fewer than 5 answers" in out


def test_a_rehearsal_tells_what_is_shown_later_and_what_a_measure_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = ROOT / "exercises" / "three_mirrors.toml"
    code, out = told(capsys, "rehearse", path, "--people", 10, "--teams", 2)
    assert code == 0
    assert out.count("Shown together with step 3.") == 2
    assert "What it says: " in out
    assert "Nothing to answer: 12 minutes." in out


def test_too_few_people_are_shown_nothing(capsys: pytest.CaptureFixture[str], a_file: Path) -> None:
    _, out = told(capsys, "rehearse", a_file, "--people", 4, "--teams", 2)
    assert "Withheld: Fewer than 5 people answered" in out


@pytest.mark.parametrize("inside", [True, False], ids=["a folder", "a file"])
def test_the_results_are_written_as_an_excel_workbook(
    capsys: pytest.CaptureFixture[str], a_file: Path, tmp_path: Path, inside: bool
) -> None:
    path = tmp_path if inside else tmp_path / "results.xlsx"
    written = tmp_path / "mine.xlsx" if inside else path
    code, out = told(capsys, "rehearse", a_file, "--people", 6, "--excel", path)
    assert code == 0
    assert out.endswith(f"The results as an Excel workbook: {written}\n")
    assert "An exercise" in openpyxl.load_workbook(written).sheetnames


def test_a_workbook_that_cannot_be_written_is_told(
    capsys: pytest.CaptureFixture[str], a_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nowhere" / "results.xlsx"
    code, out = told(capsys, "rehearse", a_file, "--people", 6, "--excel", path)
    assert code == 1
    assert out.endswith(f"{path}: cannot be written: No such file or directory\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: check | rehearse"),
        (["check"], "required: FILE"),
        (["rehearse", "x.toml", "--people", "0"], "“0” is not a number from 1 to 500"),
        (["rehearse", "x.toml", "--teams", "many"], "“many” is not a number from 2 to 12"),
        (["rehearse", "x.toml", "--minimum", "2"], "“2” is not a number from 3 to 10"),
    ],
)
def test_what_was_typed_wrong_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert says in capsys.readouterr().err


def test_it_runs_as_a_module_also_where_the_terminal_knows_few_signs(a_file: Path) -> None:
    a_file.write_text(HEAD + a_step("mood", ask="scall"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "workshop_kit", "check", CHECK_IN, a_file],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "check_in.toml: good, 2 steps, 5 minutes" in done.stdout
    assert "?scall? is not known" in done.stdout
    assert not done.stderr


def test_a_vote_on_cards_that_are_withheld_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    cards = a_step("dots", "vote", uses="needs")
    path.write_text(HEAD + a_step("needs", "text") + cards, encoding="utf-8")
    code, out = told(capsys, "rehearse", path, "--people", 3, "--teams", 2)
    assert code == 0
    assert "Fewer than 5 people answered" in out
    assert "0 of 3 answered." in out


def test_somebody_who_is_stuck_is_told_and_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + a_step("mood"), encoding="utf-8")
    monkeypatch.setattr(Scale, "sample", lambda *_: {"0": ["99"]})
    code, out = told(capsys, "rehearse", path, "--people", 3, "--teams", 2)
    assert code == 1
    assert "0 of 3 answered.\n   Somebody was stuck: " in out
