"""The database behind the store: how it is opened so that nothing acknowledged is lost."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from workshop_kit.question import Invalid

READERS = 4
HEAD = "0005"
"""The newest migration; `migrations/versions` has it as a file."""


def has_log(url: str) -> bool:
    """Has SQLite left its log behind, as it does when the kit is killed?"""
    parts = sa.make_url(url)
    log = Path(f"{parts.database}-wal")
    return parts.get_backend_name() == "sqlite" and log.exists() and log.stat().st_size > 0


SOON_GIVEN_UP = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""Without these a line to PostgreSQL that died without a word would hold all up for minutes."""
TAKEN = (
    "Another program has the database open, as a kit does that is running already: stop that one, "
    "or choose another folder with --data FOLDER."
)


def engine(url: str) -> Engine:
    """The way into the database of this address."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    made = sa.create_engine(
        _alone(sa.make_url(url)),
        pool_size=READERS + 2,
        max_overflow=2,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not repeat what somebody has answered
        connect_args=SOON_GIVEN_UP if url.startswith("postgresql") else {},
    )
    sa.event.listen(made, "handle_error", _without_rows)
    if made.dialect.name == "sqlite":
        sa.event.listen(made, "connect", _careful)
        sa.event.listen(made, "connect", _noted)
        sa.event.listen(made, "checkout", _may_write)
        sa.event.listen(made, "begin", _begin)
    return made


def _alone(url: sa.URL) -> sa.URL:
    """SQLite's way to a file that one process has for itself.

    What its connections share then lies in the process's own memory. Otherwise it lies in a file
    that is mapped into memory, and a disk that takes nothing at that moment (btrfs when full, any
    that has failed) ends the process with SIGBUS. Windows has no such way, and no such end.
    An address that itself says how the file is opened (`workshops.db?timeout=5`) stays as it is,
    and others may open the file meanwhile.
    """
    if url.get_backend_name() != "sqlite" or not url.database or url.query or os.name != "posix":
        return url
    file = quote(str(Path(url.database).absolute()))
    return url.set(database=f"file:{file}", query={"vfs": "unix-excl", "uri": "true"})


def _noted(connection: Any, entry: Any) -> None:
    """Remember which files SQLite could only read: to this connection they stay so for ever."""
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    files = [name for name in (file, f"{file}-wal") if Path(name).exists()]
    entry.info["only read"] = [name for name in files if not os.access(name, os.W_OK)]


def _may_write(_: Any, entry: Any, __: Any) -> None:
    """Let go of such a connection as soon as they can be written again."""
    closed = entry.info["only read"]
    if closed and all(os.access(name, os.W_OK) for name in closed):
        raise sa.exc.DisconnectionError("Its files can be written by now.")


def _without_rows(failed: sa.engine.ExceptionContext) -> None:
    """PostgreSQL quotes the row that it refuses, as the detail of its error: leave that out."""
    error = failed.original_exception
    said = getattr(getattr(error, "diag", None), "message_primary", None)
    if said is not None:
        error.args = (said,)
        if failed.sqlalchemy_exception is not None:
            failed.sqlalchemy_exception.args = (f"({type(error).__name__}) {said}",)


def _careful(connection: Any, _: Any) -> None:
    """SQLite set to lose nothing that was acknowledged, and to overwrite what is deleted."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest form. Alembic is loaded only when there is work for it.

    Raises Invalid where another program has the database.
    """
    try:
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if version == HEAD:
            return
    except sa.exc.DBAPIError as error:
        if "database is locked" in str(error):
            raise Invalid(TAKEN) from None
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    folder = str(files("workshop_kit") / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
