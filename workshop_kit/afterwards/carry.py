"""A workshop as one file, to carry it to another computer: all its rows, and nothing else.

The file is a zip with `workshop.json`, which says what it is and the fingerprint of the rows, and
`rows.jsonl`, a row of a table in each line. Secrets of phones are in it as hashes only, as they
lie in the database; so phones are known again under the same address.
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from workshop_kit.question import Invalid
from workshop_kit.workshop import Workshop

KIND, FORMAT = "workshop-kit workshop", 1
MIME = "application/zip"
ABOUT, ROWS = "workshop.json", "rows.jsonl"
MOST_BYTES = 500_000_000
MOST_UNPACKED = 2_000_000_000

STAYS = (
    "The file has the agenda with your words, who joined, every answer, what was shown, "
    "commitments and pulses. What stays behind: your passphrase and sign-ins, links to the "
    "screen, the address for phones, and exercise files of your own. Phones are known again if "
    "the other computer is reached under the same address; under another one, people go on with"
    " their personal page’s link or their code word."
)

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class About:
    """What a file says of itself."""

    kind: str
    format: int
    schema: str
    code: str
    title: str
    made: datetime
    sha256: str


def packed(workshop: Workshop, rows: Rows, schema: str) -> bytes:
    """The file."""
    lines = b"".join(
        msgspec.json.encode({"table": table, "row": _plain(row)}) + b"\n"
        for table, found in rows.items()
        for row in found
    )
    about = About(
        KIND,
        FORMAT,
        schema,
        workshop.code,
        workshop.title,
        datetime.now(UTC),
        hashlib.sha256(lines).hexdigest(),
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(ABOUT, msgspec.json.format(msgspec.json.encode(about)))
        parts.writestr(ROWS, lines)
    return written.getvalue()


def unpacked(content: bytes, schema: str) -> tuple[About, Rows]:
    """What a file is, and its rows. Raises Invalid where it is damaged, or of a newer kit."""
    no_file = "This is no workshop that was saved as one file."
    if not content.startswith(b"PK") or len(content) > MOST_BYTES:
        raise Invalid(no_file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Invalid("This file is too large to be a workshop.")
            about = msgspec.json.decode(parts.read(ABOUT), type=About)
            lines = parts.read(ROWS)
    except (zipfile.BadZipFile, KeyError, OSError, msgspec.DecodeError, EOFError, ValueError):
        raise Invalid(no_file) from None
    if about.kind != KIND:
        raise Invalid(no_file)
    if about.format > FORMAT or about.schema > schema:
        raise Invalid("This file is of a newer kit. Please bring the kit here up to date first.")
    if hashlib.sha256(lines).hexdigest() != about.sha256:
        raise Invalid("This file is damaged: it is not as it was saved. Please save it once more.")
    return about, _checked(about, _rows(lines))


def _rows(lines: bytes) -> Rows:
    rows: Rows = {}
    for line in lines.splitlines():
        entry = msgspec.json.decode(line)
        rows.setdefault(entry["table"], []).append(dict(_restored(entry["row"])))
    return rows


def _checked(about: About, rows: Rows) -> Rows:
    """The rows, if all are of this workshop and it can be read."""
    try:
        (own,) = rows["workshops"]
        workshop = msgspec.json.decode(own["body"], type=Workshop)
        others = {row["workshop"] for table in rows for row in rows[table] if table != "workshops"}
        good = {own["code"], workshop.code, *others} == {about.code}
    except (KeyError, ValueError, msgspec.DecodeError):
        good = False
    if not good:
        raise Invalid("This file is damaged: what is in it does not belong together.")
    return rows


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _as_json(value) for name, value in row.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return {"at": moment.isoformat()}
    return value


def _restored(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict) and "bytes" in value:
            yield name, base64.b64decode(value["bytes"])
        elif isinstance(value, dict) and "at" in value:
            yield name, datetime.fromisoformat(value["at"])
        else:
            yield name, value
