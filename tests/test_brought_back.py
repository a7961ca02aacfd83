"""The workbook's commitments, edited by the organiser and brought back: told before it is done."""

import io
import shutil
import subprocess
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.rooms import SHIPPED, is_sentence, join_all, kept, play, refusal
from workshop_kit.afterwards.brought_back import Change, Returned, compare, read
from workshop_kit.afterwards.commitments import FIELDS, HEADINGS, STATUS_WORDS, Commitment
from workshop_kit.conduct import Conduct
from workshop_kit.promise import STATUSES
from workshop_kit.workbook import workbook

OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT = f"{OPEN_DOCUMENT}table:1.0", f"{OPEN_DOCUMENT}text:1.0"

PLAN = Commitment("arms/promise/c1", "show the plan", "Lea", "Sales", "Care", "2026-12-01", "Tom")
CALL = Commitment("arms/promise/c2", "call first", "Tom", "Care")
ROOM = Commitment("added/77aa", "book the room", by="2026-11-30", note="the big one")
LIST = (PLAN, CALL, ROOM)
COLUMNS = (*FIELDS, "id")


def row(commitment: Commitment, **edited: object) -> list[object]:
    """A row of the sheet, as the workbook writes it, or as she has edited it."""
    cells: dict[str, object] = {name: getattr(commitment, name) for name in COLUMNS}
    cells["by"] = date.fromisoformat(commitment.by) if commitment.by else None
    return list((cells | edited).values())


def a_file(
    *rows: Sequence[object], language: str = "en", columns: Sequence[str] = COLUMNS
) -> bytes:
    """A workbook with a sheet before it, a title over the table, and these rows."""
    book = openpyxl.Workbook()
    book.properties.created = datetime(2026, 11, 24, 12, tzinfo=UTC).replace(tzinfo=None)
    book.active["A1"] = "Read me"  # type: ignore[index]
    sheet = book.create_sheet("Our list")
    sheet.append(["What we promised"])
    sheet.append([])
    sheet.append([HEADINGS[name][language] for name in columns])
    for cells in rows:
        sheet.append(list(cells))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def back(*rows: Sequence[object], listed: Sequence[Commitment] = LIST) -> Returned:
    return compare(listed, read(a_file(*rows)))


def test_what_was_not_edited_comes_back_as_it_is() -> None:
    assert back(*map(row, LIST)) == Returned((), (), 3)


def test_the_order_of_rows_and_columns_does_not_matter_nor_does_the_language() -> None:
    order = list(reversed(COLUMNS))
    rows = [list(reversed(row(c, status=STATUS_WORDS["de"]["kept"]))) for c in reversed(LIST)]
    returned = compare(LIST, read(a_file(*rows, language="de", columns=order)))
    assert [c.fields for c in returned.changes] == [{"status": "kept"}] * 3
    assert returned.damaged == ()


def test_changed_added_and_deleted_rows_are_told_apart() -> None:
    new = ["bring cake", "Mei", None, None, date(2026, 12, 24), None, "under way", None, None]
    returned = back(row(PLAN, status="Kept ", by=date(2026, 12, 8)), new, row(ROOM))
    assert returned.changes == (
        Change("changed", PLAN, {"by": "2026-12-08", "status": "kept"}),
        Change(
            "added",
            None,
            {"what": "bring cake", "who": "Mei", "by": "2026-12-24", "status": "under way"},
        ),
        Change("deleted", CALL, {"gone": True}),
    )
    assert (returned.damaged, returned.same) == ((), 1)


def test_a_column_that_was_deleted_clears_nothing() -> None:
    columns = ["what", "status", "id"]
    rows = [[c.what, c.status, c.id] for c in LIST]
    assert compare(LIST, read(a_file(*rows, columns=columns))) == Returned((), (), 3)


@pytest.mark.parametrize(
    ("written", "day"),
    [("1.12.2026", "2026-12-01"), ("2026-12-02", "2026-12-02"), (46358, "2026-12-02"), (" ", "")],
)
def test_a_day_is_read_however_it_was_typed(written: object, day: str) -> None:
    (changed,) = back(row(PLAN, by=written), row(CALL), row(ROOM)).changes or [None]
    assert (changed.fields["by"] if changed else PLAN.by) == day


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        ({"by": "soon"}, "is no day"),
        ({"by": "12/3/2026"}, "is no day"),
        ({"status": "done"}, "is no status"),
        ({"what": ""}, "does not say what"),
        ({"id": "arms/promise/c9"}, "belongs to no commitment"),
        ({"id": CALL.id}, "has the id of row 4"),
        ({"asks": "x" * 61}, "there is room for 60"),
    ],
)
def test_a_damaged_row_is_told_with_its_number_and_the_others_are_taken(
    edited: dict[str, object], told: str
) -> None:
    returned = back(row(CALL, status="kept"), row(PLAN, **edited), row(ROOM))
    assert [c.fields for c in returned.changes if c.kind == "changed"] == [{"status": "kept"}]
    (damaged,) = returned.damaged
    assert damaged.startswith("Row 5: ")
    assert told in damaged
    assert is_sentence(damaged)
    lost_its_id = "id" in edited
    deleted = [c.before for c in returned.changes if c.kind == "deleted"]
    assert deleted == ([PLAN] if lost_its_id else []), "what is damaged is not taken for deleted"


def test_what_was_changed_here_meanwhile_is_said() -> None:
    later = datetime(2026, 11, 25, tzinfo=UTC).timestamp()
    listed = (replace(PLAN, status="kept", changed=later), replace(CALL, changed=later), ROOM)
    returned = back(row(PLAN), row(ROOM), listed=listed)
    assert [(c.kind, c.stale) for c in returned.changes] == [("changed", True), ("deleted", True)]


def test_what_was_taken_off_the_list_here_can_come_back() -> None:
    gone = replace(PLAN, gone=True)
    returned = back(row(PLAN), listed=(gone,))
    assert [c.fields for c in returned.changes] == [{"gone": False}]
    assert back(listed=(gone,)).changes == ()


def test_other_files_are_refused_in_a_sentence() -> None:
    assert "no Excel file" in refusal(lambda: read(b"Commitment;Status;Id"))
    assert "no Excel file" in refusal(lambda: read(b"PK but no zip"))
    other = openpyxl.Workbook()
    written = io.BytesIO()
    other.save(written)
    assert "no table of commitments" in refusal(lambda: read(written.getvalue()))


CELL = (
    st.none() | st.text(max_size=20) | st.integers() | st.floats() | st.datetimes() | st.booleans()
)


@given(st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=4))
def test_no_row_makes_it_stumble(rows: list[list[object]]) -> None:
    rows = [
        ["".join(x for x in c if x.isprintable()) if isinstance(c, str) else c for c in cells]
        for cells in rows
    ]
    returned = compare(LIST, read(a_file(*rows)))
    assert all(is_sentence(told) for told in returned.damaged)
    assert all(c.fields.get("status", "open") in STATUSES for c in returned.changes)


# The real workbook, through LibreOffice


def in_office(folder: Path, file: str, ending: str) -> Path:
    """What LibreOffice makes of a file when it is opened and saved as another kind."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here, so nothing can edit the workbook")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", ending, file]
    subprocess.run(convert, check=True, capture_output=True, timeout=180, cwd=folder)
    return (folder / file).with_suffix(f".{ending}")


def text_of(cell: Any) -> str:
    """What stands in a cell."""
    return "".join(cell.itertext()).strip()


def write(cell: Any, text: str) -> None:
    """Type a text into a cell of a flat OpenDocument sheet."""
    for paragraph in list(cell):
        cell.remove(paragraph)
    etree.SubElement(cell, f"{{{TEXT}}}p").text = text


def test_edited_in_libreoffice_and_brought_back(conduct: Conduct, tmp_path: Path) -> None:
    code = kept(conduct, SHIPPED["linking_arms"], teams=2, minimum=3)
    play(conduct, code, join_all(conduct, code, 3, 3))
    listed = conduct.commitments(code).result()
    made = datetime.now(UTC)
    figures = conduct.figures(code).result()
    (tmp_path / "workshop.xlsx").write_bytes(workbook(figures, made))
    sheet = in_office(tmp_path, "workshop.xlsx", "fods")
    document = etree.parse(sheet)
    rows = {
        commitment.id: row
        for row in document.iter(f"{{{TABLE}}}table-row")
        for commitment in listed
        if commitment.id in [text_of(cell) for cell in row]
    }
    assert len(rows) == len(listed) == 6
    changed, dropped, copied = (rows[commitment.id] for commitment in listed[:3])
    status = next(c for c in changed if text_of(c) == STATUSES[0])
    write(status, "kept")
    added = deepcopy(copied)
    copied.addnext(added)
    for cell in added:
        if text_of(cell) == listed[2].id:
            write(cell, "")
        elif text_of(cell) == listed[2].what:
            write(cell, "bring cake")
    dropped.getparent().remove(dropped)
    document.write(sheet, encoding="utf-8", xml_declaration=True)
    (tmp_path / "workshop.xlsx").unlink()
    returned = compare(listed, read(in_office(tmp_path, sheet.name, "xlsx").read_bytes()))
    assert returned.damaged == ()
    assert returned.same == 4
    assert [(c.kind, c.stale) for c in returned.changes] == [
        ("changed", False),
        ("added", False),
        ("deleted", False),
    ]
    assert returned.changes[0].fields == {"status": "kept"}
    assert returned.changes[1].fields["what"] == "bring cake"
    assert returned.changes[2].before == listed[1]
    told = [(c.before.id if c.before else "", c.fields) for c in returned.changes]
    assert conduct.follow_up(code, told).result() == 3
    again = read(workbook(conduct.figures(code).result(), made))
    assert compare(conduct.commitments(code).result(), again).changes == ()
