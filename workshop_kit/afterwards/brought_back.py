"""The workbook's commitments as the organiser brings them back: read, compared, and told first.

The table is found by its headings, in English or German, on whatever sheet and in whatever order of
rows and columns. What a row says is compared with the list as it is here; nothing is changed yet.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

import openpyxl
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from workshop_kit.afterwards import commitments
from workshop_kit.afterwards.commitments import FIELDS, HEADINGS, STATUS_WORDS, Commitment
from workshop_kit.promise import STATUSES
from workshop_kit.question import Invalid
from workshop_kit.workshop.making import clean

MOST_BYTES = 60_000_000
MOST_UNPACKED = 600_000_000
MOST_ROWS = 20_000
HEADING_WITHIN = 30
"""So many rows from the top the headings are looked for."""

DAYS = range(20_000, 110_000)
"""Numbers that can be a day, as spreadsheets count them: from 1954 to 2201."""

DAMAGED = "Row {row}: {why}"


@dataclass(frozen=True)
class Row:
    """A row of the table: its number in the sheet, and the fields of those columns that it has."""

    number: int
    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """What stood in a file; `damaged` says in sentences what could not be read, `spoiled` has the
    ids of these rows. `made` is when the kit wrote the file, in seconds since 1970; 0 if unknown.
    """

    rows: tuple[Row, ...]
    damaged: tuple[str, ...] = ()
    spoiled: frozenset[str] = frozenset()
    made: float = 0


@dataclass(frozen=True)
class Change:
    """What a file says otherwise than the list here. `before` is None for what was added.

    It is `stale` where the list here was changed after the file was made, so that taking it over
    would undo that.
    """

    kind: Literal["changed", "added", "deleted"]
    before: Commitment | None
    fields: Mapping[str, Any]
    stale: bool = False


@dataclass(frozen=True)
class Returned:
    """All that came back: changes, rows that could not be used, and how many are as they were."""

    changes: tuple[Change, ...]
    damaged: tuple[str, ...]
    same: int


def read(content: bytes) -> Table:
    """The commitments in an Excel file. Raises Invalid where there are none to be found."""
    if not content.startswith(b"PK"):
        raise Invalid("This is no Excel file. Please save the workbook as .xlsx.")
    if len(content) > MOST_BYTES:
        raise Invalid("This file is too large to be the workbook.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Invalid("This file is too large to be the workbook.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        created = book.properties.created
        made = created.replace(tzinfo=created.tzinfo or UTC).timestamp() if created else 0
        for sheet in book.worksheets:
            lines = enumerate(sheet.iter_rows(values_only=True), start=1)
            if (columns := _columns(lines)) is not None:
                return _table(columns, lines, made)
    except Invalid:
        raise
    except (InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, OSError):
        raise Invalid("This is no Excel file that can be read. Please save it as .xlsx.") from None
    raise Invalid(
        "There is no table of commitments in this file. It is found by the headings "
        f"{HEADINGS['what']['en']}, {HEADINGS['status']['en']} and {HEADINGS['id']['en']}: "
        "please leave these as they were."
    )


def compare(listed: Sequence[Commitment], table: Table) -> Returned:
    """What a file says otherwise than the list here."""
    there = {commitment.id: commitment for commitment in listed}
    changes: list[Change] = []
    damaged, same = [*table.damaged], 0
    for row in table.rows:
        before = there.get(row.id)
        if row.id and before is None:
            damaged.append(
                DAMAGED.format(
                    row=row.number,
                    why=f"its id, {row.id[:40]}, belongs to no commitment of this workshop. "
                    "To add one, leave the id empty.",
                )
            )
            continue
        if before is None:
            changes.append(Change("added", None, _said(row.fields)))
            continue
        fields = commitments.difference(before, row.fields)
        if before.gone:
            fields["gone"] = False
        if fields:
            changes.append(Change("changed", before, fields, _later(before, table)))
        else:
            same += 1
    in_file = {row.id for row in table.rows} | table.spoiled
    changes += [
        Change("deleted", commitment, {"gone": True}, _later(commitment, table))
        for commitment in listed
        if commitment.id not in in_file and not commitment.gone
    ]
    return Returned(tuple(changes), tuple(damaged), same)


def _later(commitment: Commitment, table: Table) -> bool:
    """Was it changed here after the file was made, which tells of that in whole seconds?"""
    return table.made > 0 and commitment.changed >= table.made + 1


Lines = Iterator[tuple[int, tuple[Any, ...]]]


def _columns(lines: Lines) -> dict[str, int] | None:
    """Where each column is, once its headings have been passed; None where there are none."""
    known = {word.casefold(): name for name, words in HEADINGS.items() for word in words.values()}
    for number, cells in lines:
        words = [clean(str(cell)).casefold() if cell is not None else "" for cell in cells]
        columns = {known[word]: at for at, word in enumerate(words) if word in known}
        if {"what", "status", "id"} <= columns.keys():
            return columns
        if number >= HEADING_WITHIN:
            return None
    return None


def _table(columns: Mapping[str, int], lines: Lines, made: float) -> Table:
    rows: list[Row] = []
    damaged: list[str] = []
    spoiled: set[str] = set()
    seen: dict[str, int] = {}
    for number, cells in lines:
        found = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
        if all(value is None or not str(value).strip() for value in found.values()):
            continue
        if len(rows) >= MOST_ROWS:
            raise Invalid(f"There is room for {MOST_ROWS:,} commitments; this file has more.")
        id_ = clean(_text(found.get("id")))
        try:
            if id_ in seen:
                raise Invalid(
                    f"it has the id of row {seen[id_]}. If it is another commitment, leave its id "
                    "empty; if not, delete one of the two."
                )
            rows.append(Row(number, id_, _fields(found)))
        except Invalid as problem:
            damaged.append(DAMAGED.format(row=number, why=problem))
            spoiled.add(id_)
        if id_:
            seen.setdefault(id_, number)
    return Table(tuple(rows), tuple(damaged), frozenset(spoiled), made)


def _fields(found: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a row as the list has them. Raises Invalid with what is the matter."""
    fields = {name: clean(_text(found[name])) for name in FIELDS if name in found}
    if not fields["what"]:
        raise Invalid("it does not say what somebody will do.")
    if "by" in found:
        fields["by"] = _day(found["by"])
    fields["status"] = _status(fields["status"])
    return commitments.checked(fields)


def _status(typed: str) -> str:
    word = typed.casefold()
    for words in STATUS_WORDS.values():
        for status, told in words.items():
            if word == told.casefold():
                return status
    if not word:
        return STATUSES[0]
    told = ", ".join(STATUSES)
    raise Invalid(f"“{typed[:40]}” is no status. It is one of: {told}.")


def _day(value: Any) -> str:
    """A day as YYYY-MM-DD, however a spreadsheet has kept it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and value in DAYS:
        counted: datetime = from_excel(int(value))
        return counted.date().isoformat()
    typed = clean(_text(value))
    if not typed:
        return ""
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", typed):
        typed = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise Invalid(
            f"“{typed[:40]}” is no day that can be read. Please write it as a date, "
            "such as 2030-01-31."
        ) from None


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _said(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
