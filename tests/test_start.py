"""How the kit is started: `start.py` as a program, in a copy of its own."""

import ast
import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands on symlinks and signals")

Result = tuple[int, str, str]
"""Exit code, output and complaints of a start."""

TELLS_WHAT_IT_GOT = """
import json, os, sys
got = {k: v for k, v in os.environ.items() if k.startswith("WORKSHOP_KIT_")}
print(json.dumps(got | {"cwd": os.getcwd(), "arguments": sys.argv[1:]}))
"""
WAITS_FOR_A_SIGNAL = """
import signal, sys, time
def leave(number, _):
    print("got", signal.Signals(number).name, flush=True)
    sys.exit(7)
signal.signal(signal.SIGINT, leave)
signal.signal(signal.SIGTERM, leave)
print("ready", flush=True)
time.sleep(20)
"""


def free_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


class Kit:
    """A copy of the launcher beside an app that stands in for the real one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "workshop_kit").mkdir(parents=True)
        for name in ("start.py", "workshop_kit/__init__.py", "workshop_kit/settings.py"):
            shutil.copy(start.ROOT / name, root / name)
        (root / "requirements.txt").write_text("bread==1.0\n")
        (root / "app.py").write_text(TELLS_WHAT_IT_GOT)

    def install_nothing(self) -> "Kit":
        """An environment that looks complete, so that nothing has to be installed."""
        (self.root / ".venv/bin").mkdir(parents=True)
        (self.root / ".venv/bin/python").symlink_to(sys.executable)
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.root / name).touch()
            stamp = self.root / f".venv/{name}.installed"
            stamp.write_text(start.fingerprint(self.root / name))
        return self

    def popen(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith(("WORKSHOP_KIT_", "PIP_"))}
        return subprocess.Popen(
            [sys.executable, self.root / "start.py", *arguments],
            env=own | {"PIP_CONFIG_FILE": os.devnull} | environment,
            cwd=self.root.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(self, *arguments: str, **environment: str) -> Result:
        """Start it and wait for its end."""
        with self.popen(*arguments, **environment) as process:
            out, complaints = process.communicate(timeout=60)
            return process.returncode, out, complaints

    def told(self, *arguments: str, **environment: str) -> dict[str, Any]:
        """What the app was told."""
        code, out, complaints = self.start(*arguments, **environment)
        assert (code, complaints) == (0, "")
        told: dict[str, Any] = json.loads(out)
        return told


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit(tmp_path / "kit").install_nothing()


def assert_one_sentence(result: Result, *words: str) -> None:
    code, out, complaints = result
    assert (code, out) == (2, "")
    assert complaints.count("\n") == 1
    assert "Traceback" not in complaints
    for word in words:
        assert word in complaints


def test_options_reach_the_app_by_its_environment(kit: Kit) -> None:
    port, data = free_port(), kit.root / "elsewhere/data"

    told = kit.told("--port", port, "--data", str(data), "--public-url", "https://kit.example.org")

    assert told["WORKSHOP_KIT_PORT"] == port
    assert told["WORKSHOP_KIT_DATA"] == str(data)
    assert told["WORKSHOP_KIT_PUBLIC_URL"] == "https://kit.example.org"
    assert "WORKSHOP_KIT_DEMO" not in told
    assert data.is_dir()


def test_the_environment_is_heard_too_but_options_go_first(kit: Kit) -> None:
    port, database = free_port(), "postgresql+psycopg://kit@db/kit"

    told = kit.told(*("--port", port), WORKSHOP_KIT_PORT="nonsense", WORKSHOP_KIT_DATABASE=database)

    assert told["WORKSHOP_KIT_PORT"] == port
    assert told["WORKSHOP_KIT_DATABASE"] == database


def test_the_data_lies_beside_the_launcher_wherever_it_is_called_from(kit: Kit) -> None:
    told = kit.told("--port", free_port())

    assert told["WORKSHOP_KIT_DATA"] == str(kit.root / "data")
    assert told["cwd"] == str(kit.root)


def test_a_data_folder_is_meant_from_where_the_caller_is(kit: Kit) -> None:
    told = kit.told("--port", free_port(), "--data", "here")

    assert told["WORKSHOP_KIT_DATA"] == str(kit.root.parent / "here")


def test_it_keeps_bytecode_where_python_is_told_to_keep_none(kit: Kit) -> None:
    """As in many containers: there each start would compile everything anew."""
    (kit.root / "app.py").write_text("import sys; print(sys.dont_write_bytecode)")
    for told in ("", "1"):
        assert kit.start(PYTHONDONTWRITEBYTECODE=told)[:2] == (0, "False\n")


def test_the_demo_keeps_its_data_apart(kit: Kit) -> None:
    told = kit.told("demo", "--port", free_port())

    assert told["WORKSHOP_KIT_DEMO"] == "1"
    assert told["WORKSHOP_KIT_DATA"] == str(kit.root / "data-demo")


def test_the_demo_takes_a_data_folder_that_is_given(kit: Kit) -> None:
    data = str(kit.root / "mine")

    assert kit.told("demo", "--port", free_port(), "--data", data)["WORKSHOP_KIT_DATA"] == data


def test_the_exit_code_of_the_app_is_passed_on(kit: Kit) -> None:
    (kit.root / "app.py").write_text("raise SystemExit(9)")

    assert kit.start("--port", free_port())[0] == 9


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_reach_the_app_once(kit: Kit, number: signal.Signals) -> None:
    (kit.root / "app.py").write_text(WAITS_FOR_A_SIGNAL)

    with kit.popen("--port", free_port()) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        out, complaints = process.communicate(timeout=10)

    assert (process.returncode, out, complaints) == (7, f"got {number.name}\n", "")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_told_in_one_sentence(kit: Kit, host: str) -> None:
    with socket.create_server((host, 0)) as other:
        port = other.getsockname()[1]

        assert_one_sentence(kit.start("--port", str(port)), f"Port {port} is taken", "--port ")
        assert not (kit.root / "data").exists()


@pytest.mark.parametrize("port", ["web", "0", "65536"])
def test_a_port_that_is_none_is_told_in_one_sentence(kit: Kit, port: str) -> None:
    assert_one_sentence(kit.start("--port", port), port, "from 1 to 65535")


def test_a_data_folder_that_cannot_be_made_is_told_in_one_sentence(kit: Kit) -> None:
    in_the_way = kit.root / "app.py"

    for data in (in_the_way, in_the_way / "data"):
        assert_one_sentence(
            kit.start("--port", free_port(), "--data", str(data)), str(data), "--data"
        )


def test_a_public_address_that_is_none_is_told_in_one_sentence(kit: Kit) -> None:
    result = kit.start("--public-url", "kit.example.org")

    assert_one_sentence(result, "'kit.example.org'", "https://")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["dmeo"], "there is demo, and test or bench as the first word, but no 'dmeo'"),
        (["--prot", "9000"], "unrecognized arguments: --prot"),
    ],
)
def test_what_it_does_not_know_is_named(kit: Kit, typed: list[str], complaint: str) -> None:
    code, _, complaints = kit.start(*typed)

    assert code == 2
    assert complaints.endswith(f"{complaint}\n")


def test_a_python_that_is_too_old_is_told_in_one_sentence(kit: Kit) -> None:
    old = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1])"
    command = [sys.executable, "-c", old, str(kit.root / "start.py")]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert_one_sentence((done.returncode, done.stdout, done.stderr), "3.11", "3.9")


def test_an_old_python_can_read_the_launcher() -> None:
    ast.parse((start.ROOT / "start.py").read_text(), feature_version=(3, 6))


def test_a_python_without_venv_is_told_in_one_sentence(tmp_path: Path) -> None:
    kit = Kit(tmp_path / "kit")
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None")

    result = kit.start("--port", free_port(), PYTHONPATH=str(tmp_path))

    assert_one_sentence(result, "sudo apt install python3-venv")


def test_the_arguments_after_test_are_for_pytest(kit: Kit) -> None:
    (kit.root / ".ci").mkdir()
    (kit.root / ".ci/checks.py").write_text(TELLS_WHAT_IT_GOT)

    assert kit.told("test", "-k", "banner", "-x")["arguments"] == ["-k", "banner", "-x"]


# --- The environment: one real one, made without a network ---------------------------------------


def wheel(folder: Path, name: str, version: str) -> None:
    """The smallest package that pip installs."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(path, text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kit, Result]:
    """A kit after its first start, and what that said."""
    kit = Kit(tmp_path_factory.mktemp("first") / "kit")
    wheel(kit.root / "shelf", "bread", "1.0")
    (kit.root / "app.py").write_text("import bread; print('baked')")
    return kit, kit.start("--port", free_port(), **from_the_shelf(kit))


def from_the_shelf(kit: Kit) -> dict[str, str]:
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(kit.root / "shelf")}


def test_the_first_start_installs_and_the_second_does_not(
    made: tuple[Kit, Result],
) -> None:
    kit, (code, out, complaints) = made

    assert (code, complaints) == (0, "")
    assert "Installing what requirements.txt lists" in out
    assert out.endswith("baked\n")
    assert kit.start("--port", free_port()) == (0, "baked\n", "")


def test_new_requirements_are_installed_into_the_same_environment(
    made: tuple[Kit, Result],
) -> None:
    kit, _ = made
    wheel(kit.root / "shelf", "butter", "2.0")
    (kit.root / "requirements.txt").write_text("bread==1.0\nbutter==2.0\n")

    code, out, _ = kit.start("--port", free_port(), **from_the_shelf(kit))

    assert code == 0
    assert "Making an environment" not in out
    assert "butter" in (kit.root / ".venv/install.log").read_text()


def test_without_the_internet_it_says_what_to_do(made: tuple[Kit, Result]) -> None:
    kit, _ = made
    (kit.root / "requirements.txt").write_text("jam==3.0\n")
    nowhere = f"http://127.0.0.1:{free_port()}/simple"

    code, _, complaints = kit.start(
        "--port", free_port(), PIP_INDEX_URL=nowhere, PIP_RETRIES="1", PIP_TIMEOUT="1"
    )

    assert code == 2
    assert complaints.startswith("The first start needs the internet: connect this computer")
    assert complaints.count("\n") == 1


def test_a_package_that_is_not_made_for_this_computer_is_named(
    made: tuple[Kit, Result],
) -> None:
    kit, _ = made
    (kit.root / "requirements.txt").write_text("honey==3.0\n")

    code, _, complaints = kit.start("--port", free_port(), **from_the_shelf(kit))

    assert code == 2
    assert complaints.startswith(f"There is no honey for Python {start.VERSION} on this kind")


@pytest.mark.parametrize("harm", ["the Python is gone", "an install was cut off"])
def test_a_harmed_environment_is_made_anew(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr(start, "PYTHON", kit.root / ".venv/bin/python")
    monkeypatch.setattr(start, "UNFINISHED", kit.root / ".venv/unfinished")
    assert start.usable()

    if harm == "the Python is gone":
        start.PYTHON.unlink()
        start.PYTHON.symlink_to("/nowhere/python")
    else:
        start.UNFINISHED.touch()

    assert not start.usable()


def test_progress_counts_what_this_computer_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(start, "show", shown.append)
    lines = [
        "Looking in indexes: https://pypi.org/simple\n",
        "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment\n",
        "Requirement already satisfied: idna==3.20 in ./.venv/lib (from -r requirements.txt)\n",
        "Collecting charset-normalizer==3.5.2 (from -r requirements.txt (line 2))\n",
        "  Downloading charset_normalizer-3.5.2-cp311-manylinux_2_17_x86_64.whl (104 kB)\n",
        "Processing /shelf/pandas-3.1.1-cp311-cp311-win_amd64.whl (from -r requirements.txt)\n",
        "Installing collected packages: pandas, charset-normalizer\n",
        "Successfully installed charset-normalizer-3.5.2 pandas-3.1.1\n",
    ]

    assert start.follow(lines, total=4) == "".join(lines)
    assert shown == [
        "Installing 1 of 3: idna",
        "Installing 2 of 3: charset-normalizer",
        "Installing 2 of 3: charset-normalizer (104 kB)",
        "Installing 3 of 3: pandas",
        "Putting everything in its place",
        "",
    ]


def test_checks_stop_at_the_first_that_fails(capfd: pytest.CaptureFixture[str]) -> None:
    checks = runpy.run_path(str(start.ROOT / ".ci/checks.py"))
    inside = checks["main"].__globals__
    inside["tools"] = dict
    inside["CHECKS"] = [
        ("the first", ["-c", "print('fine')"]),
        ("the second", ["-c", "raise SystemExit(3)"]),
        ("the third", ["-c", "print('never')"]),
    ]

    assert checks["main"]([]) == 3

    out = capfd.readouterr().out
    assert "Failed: the second (exit code 3)" in out
    assert "never" not in out


def test_the_pins_were_made_for_these_requirements() -> None:
    pinned = (start.ROOT / "requirements.txt").read_text()

    assert "streamlit==1.67.0\n" in pinned
    assert "--universal --python-version 3.11" in pinned
    assert "://" not in pinned + (start.ROOT / "requirements-dev.txt").read_text()
