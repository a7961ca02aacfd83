"""The roster that a facilitator brings along: an Excel or CSV file with names and teams.

`read` says what it found and, in plain words with their line, what it could not use. `links` writes
the personal links as an Excel file.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from workshop_kit.question import Invalid
from workshop_kit.workshop import Workshop
from workshop_kit.workshop.making import LONGEST_NAME, LONGEST_TEAM, TEAMS, clean, folded
from workshop_kit.workshop.people import Row

MOST_PEOPLE = 3_000
MOST_BYTES = 1_000_000
MOST_UNPACKED = 50_000_000
"""A small file may hold a huge sheet."""

HEADERS = {
    "name": (
        *("name", "full name", "participant", "person", "vollständiger name", "teilnehmer"),
        *("teilnehmerin", "teilnehmende", "teilnehmer/in", "mitarbeiter", "mitarbeiterin"),
    ),
    "first": ("first name", "firstname", "given name", "vorname"),
    "last": ("last name", "lastname", "surname", "family name", "nachname", "familienname"),
    "team": ("team", "group", "department", "unit", "gruppe", "abteilung", "bereich", "einheit"),
    "email": (
        *("email", "e-mail", "mail", "email address", "e-mail address", "mail address"),
        *("e-mail-adresse", "email-adresse", "mailadresse", "emailadresse"),
    ),
}
"""The words over a column, in English and German."""

COLUMNS = "name and team (and email, if you like)"
RISKY = ("=", "+", "-", "@", "\t", "'")
"""What spreadsheets take for the beginning of a formula."""


@dataclass(frozen=True)
class Found:
    """What stood in a file: people, and what could not be used, as sentences with their line."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...]


def read(name: str, content: bytes) -> Found:
    """The people in a file. Raises Invalid where it is none, or too much."""
    if not content.strip():
        raise Invalid("This file is empty.")
    if len(content) > MOST_BYTES:
        raise Invalid("This file is too large. Please take a sheet with nothing but the people.")
    lines = _sheet(content) if content.startswith(b"PK") else _text(content)
    return _people(lines)


def new_teams(workshop: Workshop, rows: Iterable[Row]) -> list[str]:
    """The teams of a file that the workshop does not have. Raises Invalid where they are too many.

    A team is written as it was first.
    """
    there = {folded(team.name) for team in workshop.teams}
    new = {folded(r.team): r.team for r in reversed([*rows]) if folded(r.team) not in there}
    if len(there) + len(new) > TEAMS[-1]:
        raise Invalid(
            f"With the teams of this file there would be {len(there) + len(new)}; a workshop has "
            f"up to {TEAMS[-1]}. Please look whether one team is written in two ways."
        )
    return list(reversed(new.values()))


HEADINGS = ("Name", "Team", "Personal link")


def links(people: Iterable[tuple[str, str, str]]) -> bytes:
    """(name, team, link) of everybody as an Excel file. No text in it can become a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Links")
    for letter, width in (("A", 32), ("B", 24), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    sheet.append(HEADINGS)
    for person in people:
        cells = []
        for text in person:
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(RISKY)
            cells.append(cell)
        sheet.append(cells)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def links_as_csv(people: Iterable[tuple[str, str, str]]) -> bytes:
    """The same as CSV, for mail programs; with the mark by which Excel knows its letters."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([f"'{t}" if t.startswith(RISKY) else t for t in person] for person in people)
    return written.getvalue().encode("utf-8-sig")


Line = tuple[int, list[str]]
"""A line of a file, with its number as the spreadsheet shows it."""


def _sheet(content: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Invalid("This file is too large. Please take a sheet with only the people.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [
            [_written(v) for v in row] for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except Invalid:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, OSError):
        raise Invalid("This is no Excel file that can be read. Please save it as .xlsx.") from None
    return enumerate(rows, start=1)


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _text(content: bytes) -> Iterator[Line]:
    if b"\x00" in content[:4000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Invalid("This is neither an Excel file (.xlsx) nor a CSV file.")
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    signs = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=signs)
    try:
        yield from ((reader.line_num, row) for row in reader)
    except csv.Error:
        raise Invalid("This is no CSV file that can be read. Please save it once more.") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _people(lines: Iterable[Line]) -> Found:
    filled = ((number, row) for number, row in lines if any(cell.strip() for cell in row))
    columns = _columns(next(filled, (1, [""]))[1])
    found: list[Row] = []
    problems: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in filled:
        person = _person(columns, row)
        key = (folded(person.team), folded(person.name))
        if problem := _problem(person) or _twice(person, seen.get(key)):
            problems.append(f"Line {number}: {problem}")
        else:
            seen[key] = number
            found.append(person)
        if len(found) > MOST_PEOPLE:
            raise Invalid(f"There is room for {MOST_PEOPLE:,} people; this file has more.")
    if not found and not problems:
        raise Invalid("There is nobody in this file, only the words over the columns.")
    return Found(tuple(found), tuple(problems))


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where each column is. Raises Invalid where the first line does not say it."""
    words = [re.sub(r"[\s_]+", " ", clean(cell).casefold()).strip(" :*") for cell in header]
    columns = {
        what: words.index(word)
        for what, known in HEADERS.items()
        for word in reversed(known)
        if word in words
    }
    missing = [] if {"name", "first", "last"} & set(columns) else ["name"]
    missing += [] if "team" in columns else ["team"]
    if missing:
        raise Invalid(
            f"The first line has to say what the columns are: {COLUMNS}. "
            f"There is no column {' and no column '.join(missing)}."
        )
    return columns


def _person(columns: dict[str, int], row: Sequence[str]) -> Row:
    def cell(what: str) -> str:
        at = columns.get(what, len(row))
        return clean(row[at]) if at < len(row) else ""

    whole = cell("name") if "first" not in columns else ""
    name = whole or f"{cell('first')} {cell('last') or cell('name')}".strip()
    return Row(name, cell("team"), cell("email"))


def _problem(person: Row) -> str:
    if not person.name:
        return "there is no name. Where a formula makes it, please put in what it shows."
    if len(person.name) > LONGEST_NAME:
        return f"this name has {len(person.name)} letters; there is room for {LONGEST_NAME}."
    if not person.team:
        return f"{person.name} has no team."
    if len(person.team) > LONGEST_TEAM:
        return (
            f"this team’s name has {len(person.team)} letters; up to {LONGEST_TEAM} are possible."
        )
    if person.email and not re.fullmatch(r"[^@\s]+@[^@\s]+", person.email):
        return f"“{person.email[:60]}” is no email address. Please correct it or leave it out."
    return ""


def _twice(person: Row, before: int | None) -> str:
    if before is None:
        return ""
    return (
        f"{person.name} in {person.team} stands in line {before} already. If these are two people, "
        "please add a letter of the surname."
    )
