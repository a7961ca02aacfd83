"""The guide to writing exercises: what it shows works, and its reference is what the code says."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from docs import reference
from tests.rooms import ROOT
from workshop_kit.__main__ import main
from workshop_kit.exercise.reading import load
from workshop_kit.exercise.typed import Wrong

GUIDE = reference.GUIDE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)( wrong)?\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
TOMLS = [text for language, wrong, text in BLOCKS if language == "toml" and not wrong]
WHOLE = [text for text in TOMLS if text.startswith("title")]
COMMANDS = re.findall(r"-m workshop_kit (.*)$", GUIDE, re.MULTILINE)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_is_something_to_try() -> None:
    assert len(WHOLE) >= 3
    assert len(COMMANDS) == 2


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: str(tomllib.loads(text)["title"]))
def test_every_exercise_in_the_guide_can_be_played(
    text: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "mine.toml").write_text(text, encoding="utf-8")
    code = main(["rehearse", "mine.toml", "--people", "12", "--teams", "2"])
    out = capsys.readouterr().out
    assert code == 0, out
    assert "12 of 12 answered." in out or "2 of 2 teams answered." in out


@pytest.mark.parametrize("text", TOMLS)
def test_every_part_of_a_file_in_the_guide_is_toml(text: str) -> None:
    assert tomllib.loads(text)


def test_the_guide_quotes_what_is_said_of_a_wrong_file() -> None:
    (wrong,) = (text for _, wrong, text in BLOCKS if wrong)
    (quoted,) = (text for language, _, text in BLOCKS if language == "text")
    with pytest.raises(Wrong) as told:
        load(wrong, "good_start")
    assert str(told.value) == quoted.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_guide_does_what_it_says(
    command: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "good_start.toml").write_text(WHOLE[0], encoding="utf-8")
    assert main(command.split()) == 0
    assert "good_start" in capsys.readouterr().out


def test_the_buttons_that_the_guide_names_are_on_the_library_page() -> None:
    page = (ROOT / "pages" / "library.py").read_text(encoding="utf-8")
    for button in re.findall(r"\*(Your own exercise|Its file[^*]*)\*", GUIDE):
        assert f'"{button}"' in page
    assert "Try it with {tryout.WITH} rehearsing participants" in page
    assert "**Try it with 12 rehearsing participants**" in GUIDE


def test_the_reference_is_what_the_code_says() -> None:
    assert reference.updated(GUIDE) == GUIDE, "run: python docs/reference.py"


def test_the_kind_in_the_developers_guide_works_as_it_stands_there(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "writing-kinds.md").read_text(encoding="utf-8")
    files = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "workshop_kit", tmp_path / "workshop_kit")
    folder = tmp_path / "workshop_kit" / "questions" / "thumbs"
    folder.mkdir()
    for name, text in [("__init__.py", ""), *files]:
        (folder / name).write_text(text, encoding="utf-8")
    command = next(line for line in guide.splitlines() if "rehearse" in line).split(" -m ")[1]
    done = subprocess.run(
        [sys.executable, "-m", *command.split(), "--excel", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 of 12 answered." in done.stdout
    assert "sideways" in done.stdout
    drawn = (
        "from workshop_kit import questions; kind = questions.kinds()['thumbs']();"
        "questions.chart('thumbs').draw(kind, [kind.tally(['up', 'down'])], True).to_dict()"
    )
    subprocess.run([sys.executable, "-c", drawn], cwd=tmp_path, check=True)
