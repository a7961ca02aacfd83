"""The database behind the store: how it is opened so that nothing acknowledged is lost."""

import contextlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

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


def engine(url: str) -> Engine:
    """The way into the database of this address."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    made = sa.create_engine(
        url,
        pool_size=READERS + 2,
        max_overflow=2,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not repeat what somebody has answered
        connect_args=SOON_GIVEN_UP if url.startswith("postgresql") else {},
    )
    sa.event.listen(made, "handle_error", _without_rows)
    if made.dialect.name == "sqlite":
        sa.event.listen(made, "connect", _careful)
        sa.event.listen(made, "begin", _begin)
    return made


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
    """Bring the tables to the newest form. Alembic is loaded only when there is work for it."""
    with contextlib.suppress(sa.exc.DBAPIError), engine.connect() as connection:
        if connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD:
            return
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    folder = str(files("workshop_kit") / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
