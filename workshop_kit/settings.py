"""What the environment may set.

`start.py` reads this before anything is installed: standard library only.
"""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 8501
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Mail:
    """The server that sends letters, and in whose name; `tls` from the first word on, or once
    connected, or not at all, which is for a server on this computer only."""

    host: str
    port: int
    sender: str
    tls: Literal["at once", "then", "none"]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Where the kit listens, where it keeps its data and under which address phones find it."""

    port: int
    data: Path
    database: str
    """An SQLAlchemy URL."""
    public_url: str | None
    """The address of a tunnel or proxy in front of the kit, without a trailing slash."""
    demo: bool
    mail: Mail | None = None
    """None: letters are not sent from here."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that `environ` asks for; `ValueError` says in a sentence what is wrong."""
        demo = environ.get("WORKSHOP_KIT_DEMO", "") not in ("", "0")
        data = _data(environ.get("WORKSHOP_KIT_DATA") or ROOT / ("data-demo" if demo else "data"))
        return cls(
            port=_port(environ.get("WORKSHOP_KIT_PORT") or str(DEFAULT_PORT)),
            data=data,
            database=_database(environ.get("WORKSHOP_KIT_DATABASE") or "")
            or f"sqlite:///{(data / 'workshops.db').as_posix()}",
            public_url=_public_url(environ.get("WORKSHOP_KIT_PUBLIC_URL") or None),
            demo=demo,
            mail=_mail(
                environ.get("WORKSHOP_KIT_SMTP") or None, environ.get("WORKSHOP_KIT_MAIL_FROM", "")
            ),
        )


def why_not_written(folder: Path) -> str:
    """Why the data folder cannot be made or written, and what to do; empty where it can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        return not_written(folder, error)
    return ""


def not_written(folder: Path, error: OSError) -> str:
    """What an error says that came of writing into the data folder."""
    why = error.strerror or type(error).__name__
    return f"{folder} cannot be written ({why}): choose another with --data FOLDER"


def _data(folder: str | Path) -> Path:
    try:
        path = Path(folder).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ValueError(f"The data folder cannot be {str(folder)!r}: {error}.") from None
    if "?" in str(path):  # in a database URL it would end the path
        raise ValueError(f"The data folder cannot have a question mark in its name: {path}.")
    return path


def _database(address: str) -> str:
    try:
        parts = urlsplit(address)
        good = not address or (
            parts.scheme in ("sqlite", "postgresql", "postgresql+psycopg")
            and address.startswith(f"{parts.scheme}://")
            and parts.port != 0
        )
    except ValueError:  # the port is no number
        good = False
    if not good:  # it is not repeated: a password may be in it
        raise ValueError(
            "WORKSHOP_KIT_DATABASE must be an address such as "
            "postgresql://user:password@host:5432/database, not what it is now."
        )
    return address


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= 65535:
        return int(text)
    raise ValueError(
        f"The port must be a number from 1 to 65535, not {text!r}: for instance --port 8502."
    )


def _mail(text: str | None, sender: str) -> Mail | None:
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        host, port, scheme = parts.hostname or "", parts.port, parts.scheme
    except ValueError:
        scheme = ""
    if scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/"):
        raise ValueError(
            "WORKSHOP_KIT_SMTP must be smtp:// or smtps:// and a host, not what it is now: for "
            "instance smtps://name:password@mail.example.org."
        )
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+|[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>", sender):
        raise ValueError(
            "WORKSHOP_KIT_MAIL_FROM must say in whose name letters are sent, for instance "
            "'Lea Mai <lea@example.org>'."
        )
    here = host in ("localhost", "127.0.0.1", "::1")
    at_once = parts.scheme == "smtps"
    return Mail(
        host,
        port or (465 if at_once else 587),
        sender,
        "at once" if at_once else "none" if here else "then",
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _public_url(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    bare = whole and parts.path in ("", "/") and "@" not in parts.netloc
    if not bare or parts.query or parts.fragment or any(c.isspace() for c in text):
        raise ValueError(
            "The public address must be http:// or https:// and a host, nothing after it, "
            f"not {text!r}: for instance --public-url https://workshop.example.org."
        )
    return f"{parts.scheme}://{parts.netloc}"
