"""The file with names and teams that a facilitator brings along."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from tests.rooms import a_workshop, is_sentence, refusal
from workshop_kit import roster
from workshop_kit.workshop.people import Row

LEA, TOM = Row("Lea", "Sales", "lea@example.org"), Row("Tom", "Care")


def xlsx(*rows: Sequence[object]) -> bytes:
    """An Excel file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_an_excel_file_is_read() -> None:
    content = xlsx(["Name", "Team", "Email"], ["Lea", "Sales", "lea@example.org"], ["Tom", "Care"])
    assert roster.read("people.xlsx", content) == roster.Found((LEA, TOM), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_a_csv_file_is_read_however_excel_has_saved_it(between: str, encoding: str) -> None:
    lines = ["Team;E-Mail;Vorname;Nachname", "Büro;;Zoë;Müller", "", 'Care;t@x.org;Tom;"Sr."']
    content = "\r\n".join(lines).replace(";", between).encode(encoding)
    assert roster.read("people.csv", content).rows == (
        Row("Zoë Müller", "Büro"),
        Row("Tom Sr.", "Care", "t@x.org"),
    )


@pytest.mark.parametrize("header", ["NAME,TEAM", "Teilnehmerin,Abteilung", "Full_name *,group:"])
def test_columns_are_found_by_their_words_in_english_and_german(header: str) -> None:
    assert roster.read("x.csv", f"{header}\nLea,Sales".encode()).rows == (Row("Lea", "Sales"),)


def test_a_column_of_numbers_and_columns_that_nobody_asked_for_do_no_harm() -> None:
    content = xlsx([None, "Nr", "Name", "Room", "Team"], [None, 1, 7, "A", 3], [None] * 5)
    assert roster.read("x.xlsx", content).rows == (Row("7", "3"),)


def test_rows_that_cannot_be_used_are_told_with_their_line() -> None:
    lines = (
        "Name;Team;Email\nLea;Sales;\n;Sales;\nTom;;\n\nlea;SALES;\nZoë;Care;at home\n"
        f"{'x' * 70};Care;\nMia;{'y' * 50};\nMei;Care;"
    )
    found = roster.read("x.csv", lines.encode())
    assert found.rows == (Row("Lea", "Sales"), Row("Mei", "Care"))
    assert [told.split(":")[0] for told in found.problems] == [
        *("Line 3", "Line 4", "Line 6", "Line 7", "Line 8", "Line 9")
    ]
    assert all(is_sentence(told) for told in found.problems)
    assert "lea in SALES stands in line 2 already" in found.problems[2]


def test_a_name_that_a_formula_makes_is_told_not_run() -> None:
    found = roster.read("x.xlsx", xlsx(["Name", "Team"], ['=HYPERLINK("http://x")', "Care"]))
    assert found.rows == ()
    assert "Where a formula makes it" in found.problems[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "This file is empty."),
        (b" \r\n ", "This file is empty."),
        (b"Lea,Sales\nTom,Care", "The first line has to say what the columns are"),
        (b"Name\nLea", "There is no column team."),
        (b"Mood,Team\nfine,Care", "There is no column name."),
        (b"Name,Team\n", "There is nobody in this file"),
        (b"PK\x03\x04 no zip", "This is no Excel file that can be read."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is neither an Excel file"),
        (b"Name,Team\n" + b"Lea,Sales\n" * 100_000, "This file is too large."),
        (b"Name,Team\n" + b"".join(b"L%d,S\n" % n for n in range(3001)), "There is room for 3,000"),
        (b'Name,Team\n"' + b"x" * 200_000, "This is no CSV file that can be read."),
    ],
)
def test_a_wrong_file_is_told_in_words(content: bytes, told: str) -> None:
    assert told in refusal(lambda: roster.read("x.csv", content))


def test_teams_that_are_new_are_named_once_as_they_were_written_first() -> None:
    rows = [Row("A", "Care"), Row("B", "sales"), Row("C", "CARE"), Row("D", "Press")]
    assert roster.new_teams(a_workshop(teams=2), rows) == ["Care", "Press"]


def test_more_than_twelve_teams_are_refused() -> None:
    rows = [Row("A", f"Team {number}") for number in range(11)]
    assert "there would be 13" in refusal(lambda: roster.new_teams(a_workshop(teams=2), rows))


def test_the_links_are_an_excel_file_in_which_nothing_can_become_a_formula() -> None:
    people = [("=1+1", "+Sales", "http://10.0.0.1:8501/j/ABCDE?me=x"), ("Lea", "-", "http://y")]
    sheet = openpyxl.load_workbook(io.BytesIO(roster.links(people))).active
    assert sheet
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [c.value for c in cells][3:6] == list(people[0])
    assert [c.quotePrefix for c in cells][3:6] == [True, True, False]


def test_the_links_as_csv_hold_the_same_and_no_formula_either() -> None:
    people = [("Zoë Łuk", "Sales", "https://kit/j/A?me=1"), ("=1+1", "@Care", "https://kit/j/A")]
    lines = roster.links_as_csv(people).decode("utf-8-sig").splitlines()
    assert lines[0] == "Name,Team,Personal link"
    assert lines[1:] == ["Zoë Łuk,Sales,https://kit/j/A?me=1", "'=1+1,'@Care,https://kit/j/A"]
