"""The workbook: all that was revealed, nothing else, in a file that every office suite opens."""

import itertools
import random
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.faces import exercises
from tests.played import EXERCISES, played
from tests.rooms import SHIPPED, a_step, an_exercise, is_sentence
from workshop_kit import disclosure, findings, measures, questions
from workshop_kit.afterwards.brought_back import compare, read
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.agenda import pause
from workshop_kit.exercise.reading import load
from workshop_kit.figures import Figures
from workshop_kit.question import Row
from workshop_kit.release import EVERYBODY, Cell
from workshop_kit.report import codebook, story, tidy, tongue
from workshop_kit.report.exhibit import Drawing
from workshop_kit.report.shown import shown
from workshop_kit.reveal import measures_of
from workshop_kit.workbook import charts, exercise, paper, story_sheet, workbook
from workshop_kit.workbook.page import FIRST
from workshop_kit.workbook.text import LONGEST_CELL, plain, sheet_names
from workshop_kit.workshop import Item, Pulse, Workshop

MADE = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
NASTY = (
    "=1+1",
    '=HYPERLINK("http://example.org","look")',
    "+41 79",
    "-2",
    "@SUM(A1)",
    "'quoted",
    "#N/A",
    "TRUE",
    "123",
    "_x0041_",
    "<r><t>bold</t></r>",
    "שלום עולם",
    "👩‍👩‍👧‍👦 & <b>\n]]>",
)

TEXTS = an_exercise(a_step("words", "text", names="team", longest=4000))
"""A single step with free text that is shown with the team's name, however few answer."""


def opened(file: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(file))


def skimmed(file: bytes) -> Any:
    """The same without its looks, which take most of the time: for values and names of sheets."""
    return openpyxl.load_workbook(BytesIO(file), read_only=True)


def parts_of(file: bytes) -> dict[str, str]:
    """Every part of the file as text."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def everything_in(file: bytes) -> str:
    return "\n".join(parts_of(file).values())


def values_of(sheet: Any) -> list[Any]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def rows_of(sheet: Any) -> list[list[Any]]:
    """What stands in each row; numbers rounded as `rounded` does."""
    return [rounded(row) for row in sheet.iter_rows(values_only=True)]


def rounded(values: Iterable[Any]) -> list[Any]:
    """Without the empty ones; Excel keeps 15 digits of a number."""
    given = [value for value in values if value is not None]
    return [round(value, 9) if isinstance(value, float) else value for value in given]


def responses(file: bytes) -> pd.DataFrame:
    return pd.read_excel(
        BytesIO(file),
        sheet_name="Responses",
        keep_default_na=False,
        na_values=[""],
        engine="calamine",
    )


def told(row: Row, cell: Cell) -> Row:
    """A row as it may be told: points that are told only together are no number."""
    for low, high in cell.tally.get("bands", ()):
        if low <= (row.number or 0) <= high:
            return Row(None, f"{low}–{high}")
    return row


def forms(*texts: str) -> list[dict[str, list[str]]]:
    return [{"text": [text]} for text in texts]


@dataclass(frozen=True)
class Whole:
    """Everything that ships, played by four teams to its end: the figures and their workbook."""

    figures: Figures
    file: bytes
    book: Any

    @property
    def workshop(self) -> Workshop:
        return self.figures.workshop


PLAYED: list[Whole] = []


@pytest.fixture
def whole(conduct: Conduct) -> Whole:
    if not PLAYED:  # once for all tests: they only read it
        figures = played(conduct, 6, 6, 7, 5)
        file = workbook(figures, MADE)
        PLAYED.append(Whole(figures, file, opened(file)))
    return PLAYED[0]


def test_the_codebook_explains_every_column_of_every_exercise_and_of_the_responses(
    conduct: Conduct,
) -> None:
    every = [*exercises(), SHIPPED["trust_pulse"]]  # the pulse twice: the second time it compares
    figures = played(conduct, 6, 6, 6, 6, exercises=every)
    english, german = tongue.Tongue("en"), tongue.Tongue("de")
    told = {(where, name) for where, name, *_ in codebook.headings(figures, english)}
    seen = set[str]()
    for step in shown(figures):
        seen |= {m.kind() for m, _ in measures_of(figures.workshop, step.place, figures.results)}
        tables, spoken = (story.exhibits_of(figures, step, say) for say in (english, german))
        for table, other in zip(tables, spoken, strict=True):
            assert len(table.means) == len(table.head), table.head
            for (name, means), (_, in_german) in zip(table.means, other.means, strict=True):
                where = table.title if table.measured else "What was answered"
                assert (where, name) in told
                assert is_sentence(means) or means.startswith("("), (where, name)
                assert in_german != means, means
    assert seen == set(measures.kinds())
    assert [c.heading for c in codebook.columns(english)] == [*tidy.COLUMNS.values()]


def test_the_codebook_has_a_row_for_each_column(whole: Whole) -> None:
    book = [tuple(row) for row in whole.book["Codebook"].iter_rows(values_only=True)]
    rows = {tuple(str(cell) for cell in row if cell is not None) for row in book}
    headings = codebook.headings(whole.figures, tongue.Tongue("en"))
    assert {tuple(heading) for heading in headings} <= rows


def test_what_any_two_teams_believe_of_each_other_is_a_table_of_its_own(whole: Whole) -> None:
    sheet = [[cell.value for cell in row] for row in whole.book["Three mirrors"].rows]
    title = "Any two teams: do they agree, and do they know it?"
    first = next(n for n, row in enumerate(sheet) if title in row)
    head = [name for name in sheet[first + 1] if name]
    rows = [
        dict(zip(head, [v for v in row if v is not None], strict=True))
        for row in itertools.takewhile(any, sheet[first + 2 :])
    ]
    assert len(rows) == 4 * 3 * 5  # ordered pairs of four teams, on five qualities
    for row in rows:
        assert row["Accuracy"] == pytest.approx(row["Agreement"] - row["Congruency"])
        assert row["State"] in ("consensus", "dissensus", "false consensus", "false conflict")


def test_there_is_a_sheet_for_each_exercise_and_boards_where_the_agenda_has_them(
    whole: Whole, conduct: Conduct
) -> None:
    titles = [exercise.title for exercise in EXERCISES]
    assert whole.book.sheetnames == ["Read me", "Story", *titles, "Responses", "Codebook"]
    needed = [SHIPPED["what_we_need"], SHIPPED["trust_map"]]
    book = skimmed(workbook(played(conduct, 2, 2, exercises=needed, steps=0), MADE))
    boards = ["Commitments", "Needs", "Trust map"]
    assert book.sheetnames[:5] == ["Read me", "Story", *boards]


def test_a_break_has_no_sheet_and_what_teams_wrote_together_is_counted_in_teams(
    conduct: Conduct,
) -> None:
    wish = an_exercise(a_step("wish", "text", by="team", names="team"))
    book = skimmed(workbook(played(conduct, 3, 3, exercises=[wish, pause(10)]), MADE))
    assert "Break" not in book.sheetnames
    sheet = book[wish.title]
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "2 teams answered, with the team's name." in told


def test_read_me_tells_what_it_is_and_how_privacy_was_kept(whole: Whole) -> None:
    book = whole.book
    told = values_of(book["Read me"])
    assert {"Offsite", whole.workshop.code, MADE.replace(tzinfo=None), 24} <= set(told)
    for team, joined in zip(whole.workshop.teams, (6, 6, 7, 5), strict=True):
        assert [team.name, joined] in rows_of(book["Read me"])
    assert any("fewer than 5 people" in str(text) for text in told)
    links = [cell.hyperlink.location for row in book["Read me"] for cell in row if cell.hyperlink]
    assert "'Three mirrors'!A1" in links


def test_cells_equal_the_figures(whole: Whole) -> None:
    mirrors, check_in = rows_of(whole.book["Three mirrors"]), rows_of(whole.book["Check-in"])
    for cell in whole.figures.releases["three_mirrors/their_view"].cells:
        label = whole.workshop.places[6].step.question.parts()[cell.part]
        team, counts = whole.workshop.team_names[cell.target], cell.tally["counts"]
        figures = [cell.answered, cell.tally["mean"], cell.tally["median"], *counts]
        row = rounded([team, cell.group.label, label, *figures])
        assert row in [line[: len(row)] for line in mirrors]
    for cell in whole.figures.releases["check_in/energy"].cells:
        row = [cell.group.label, cell.answered, cell.tally["mean"]]
        assert rounded(row) in [line[:3] for line in check_in]
    for word in whole.figures.releases["check_in/arrive"].cells[0].tally["words"]:
        assert [word["text"], word["count"]] in [row[:2] for row in check_in]
    for text in whole.figures.releases["three_mirrors/surprise"].cells[0].tally["texts"]:
        assert text in [row[-1] for row in mirrors if row]


def test_a_measure_brings_its_findings_its_table_and_charts(whole: Whole) -> None:
    book = whole.book
    sheet = book["Three mirrors"]
    place = whole.workshop.find("three_mirrors/their_guess")
    ((measure, result),) = measures_of(whole.workshop, place, whole.figures.results)
    item, figures = place.item, whole.figures
    found = [str(f.said) for f in findings.of_exercise(item, figures.releases, figures.results)]
    assert found
    assert set(found) <= set(values_of(sheet))
    rows = rows_of(sheet)
    for line in measure.lines(result):
        told = ["too few" if value is None else value for value in line.cells.values()]
        assert rounded(told) in rows
    titles = [_title(chart) for chart in sheet._charts]
    assert Counter(titles) & Counter(t.name for t in whole.workshop.teams) == Counter(
        t.name for t in whole.workshop.teams
    )
    assert "How we see us, how they see us" in [_title(c) for c in book["Story"]._charts]


def test_charts_are_native_with_titles_axes_and_data(whole: Whole) -> None:
    book = whole.book
    charts = [chart for sheet in book for chart in sheet._charts]
    assert len(book["Story"]._charts) == 2
    for chart in charts:
        assert _title(chart)
        assert not chart.x_axis.delete
        assert not chart.y_axis.delete
        for series in chart.series:
            name, cells = series.val.numRef.f.rsplit("!", 1)
            numbers = book[name.strip("'").replace("''", "'")][cells.replace("$", "")]
            found = [c.value for row in _rows(numbers) for c in row]
            assert all(value == "too few" or isinstance(value, int | float) for value in found)
            assert any(value != "too few" for value in found)


def test_responses_hold_one_typed_row_for_each_answer_that_may_be_shown(whole: Whole) -> None:
    file = whole.file
    table = responses(file)
    expected = [
        (
            place.number,
            whole.workshop.team_names.get(cell.target),
            cell.group.label,
            *told(row, cell),
        )
        for place in whole.workshop.places
        if place.key in whole.figures.releases and place.step.reveal != "private"
        for cell in whole.figures.releases[place.key].finest()
        for row in place.step.question.rows(cell.tally)
    ]
    columns = table[["Step", "About", "Group", "Number", "Text"]].astype(object)
    found = columns.where(columns.notna(), None).itertuples(index=False, name=None)
    assert Counter(found) == Counter(expected)
    assert table["Number"].dtype == "float64"
    assert set(table["Prompt"]) >= {"How do you see this team?", "How will [team] rate your team?"}
    assert set(table[table["Step"] == 2]["Low end"]) == {"running on empty"}
    sheet = opened(file)["Responses"]
    assert sheet.tables["Responses"].ref == f"A1:N{len(table) + 1}"
    assert sheet.tables["Responses"].autoFilter.ref == sheet.tables["Responses"].ref
    assert sheet.freeze_panes == "A2"


def test_commitments_come_back_as_they_went(conduct: Conduct) -> None:
    arms = SHIPPED["linking_arms"]
    for spoken in (arms, arms.spoken("de")):
        figures = played(conduct, 6, 6, exercises=[spoken])
        file = workbook(figures, MADE)
        returned = compare(figures.commitments, read(file))
        assert (returned.changes, returned.damaged) == ((), ())
        assert returned.same == len(figures.commitments) > 0
        sheet = opened(file).worksheets[2]
        table = sheet.tables["Commitments"]
        assert sheet.title == ("Commitments" if spoken is arms else "Zusagen")
        first, last = table.ref.split(":")
        lists, days = sheet.data_validations.dataValidation
        assert (lists.type, days.type) == ("list", "date")
        assert str(lists.sqref).removeprefix("H").split(":")[0] == str(int(first[1:]) + 1)
        assert last.startswith("J")
        overdue = [r.formula[0] for rules in sheet.conditional_formatting for r in rules.rules]
        assert any("TODAY()" in formula for formula in overdue)
        by = [row[5].value for row in sheet.iter_rows(min_row=int(first[1:]) + 1)]
        assert all(isinstance(day, datetime) for day in by if day)


def test_names_stand_where_the_room_may_know_them(conduct: Conduct) -> None:
    open_step = an_exercise(a_step("idea", "text", names="shown"), a_step("mood"))
    file = workbook(played(conduct, 3, 3, exercises=[open_step], minimum=3), MADE)
    table = responses(file)
    named = table[table["Step"] == 1]
    assert sorted(named["Person"]) == [f"Person {t}.{n}" for t in (1, 2) for n in range(3)]
    assert set(named["Group"]) == {"Sales", "Technology"}
    assert table[table["Step"] == 2]["Person"].isna().all()


def test_nothing_of_a_group_under_the_minimum_is_anywhere(conduct: Conduct) -> None:
    few, many = [{"0": ["1"]}, {"0": ["1"]}, {"0": ["2"]}], [{"0": ["5"]}] * 12
    mood = an_exercise(a_step("mood"))
    figures = played(conduct, 3, 6, 6, exercises=[mood], said={"mood": [*few, *many]})
    file = workbook(figures, MADE)
    assert "1.333" not in everything_in(file)
    table = responses(file)
    assert dict(table["Group"].value_counts()) == {"Design": 6, "Sales and Technology": 9}
    assert "Sales: fewer than 5 answers" in everything_in(file)


def test_a_pulse_has_a_sheet_of_its_own_and_its_rows_say_so(conduct: Conduct) -> None:
    asked = SHIPPED["trust_pulse"]
    figures = played(conduct, 6, 6, exercises=[asked])
    key, item = figures.workshop.places[0].key, Item("pulse-1", asked)
    again = f"pulse-1/{asked.steps[0].id}"
    later = replace(
        figures,
        workshop=replace(figures.workshop, pulses=(Pulse("p1", (item,), 0, 1),)),
        releases={**figures.releases, again: replace(figures.releases[key], step=again)},
    )
    file = workbook(later, MADE)
    assert skimmed(file).sheetnames[2:4] == ["Trust pulse", "Pulse 1 Trust pulse"]
    counted = dict(responses(file)["Exercise"].value_counts())
    assert counted["Pulse 1: Trust pulse"] == counted["Trust pulse"]


def test_whatever_people_type_nothing_hidden_is_in_any_part_of_the_file(conduct: Conduct) -> None:
    """One team is too small to be shown with its words, one step is private, one is not revealed
    and one text is taken down: none of these words is in the file, whatever they are."""
    asked = an_exercise(
        a_step("open", "text"),
        a_step("late", "text", names="shown"),
    )
    lonely = an_exercise(a_step("few", "text"), file="lonely")

    @settings(max_examples=8)
    @given(st.lists(st.text("=<>&\"'+@-_x41r/ \n\tabc😀", max_size=20), min_size=9, max_size=9))
    def check(typed: list[str]) -> None:
        words = [f"{text} w{number:02d}q" for number, text in enumerate(typed)]
        secret = {number: f"hush{number}q" for number in range(3)}
        said = {
            "open": forms(*words, f"{typed[0]} {secret[0]}"),
            "few": forms(*(f"{text} {secret[1]}" for text in typed[:4])),
            "late": forms(*(f"{text} {secret[2]}" for text in typed)),
        }
        figures = played(conduct, 5, 5, exercises=[asked, lonely], said=said)
        key = "exercise/open"
        gone = next(c.text for c in figures.releases[key].cards if secret[0] in c.text)
        workshop = replace(
            figures.workshop,
            taken_down={key: (gone,)},
            phases={**figures.workshop.phases, "exercise/late": "closed"},
        )
        shown = disclosure.moderated(workshop, figures.releases)
        file = workbook(replace(figures, workshop=workshop, releases=shown), MADE)
        _check_no_formulas(file)
        told = everything_in(file)
        assert all(f"w{number:02d}q" in told for number in range(9))
        assert not re.search(r"hush\dq", told)
        assert len(skimmed(file).sheetnames) == 6

    check()


def test_every_group_of_hidden_answers_in_the_file_is_large_enough(conduct: Conduct) -> None:
    figures = played(conduct, 3, 6, 8, 1)
    table = responses(workbook(figures, MADE))
    hidden = [p.number for p in figures.workshop.places if p.step.names == "hidden"]
    groups = table[table["Step"].isin(hidden)].groupby(
        ["Step", "About", "Item", "Group"], dropna=False
    )
    assert groups.size().min() >= 5


def test_private_words_and_names_are_in_no_part_of_the_file(whole: Whole, conduct: Conduct) -> None:
    private = SHIPPED["easier_to_work_with"].step("tell").question.sample
    file = whole.file
    assert whole.figures.releases["easier_to_work_with/tell"].answered > 0
    assert not re.search(r"Person \d|secret of", everything_in(file))
    only = played(conduct, 6, 6, exercises=[SHIPPED["easier_to_work_with"]])
    text = everything_in(workbook(only, MADE))
    assert "Only the person it is about reads these answers" in text
    assert "Not shown to anyone" in text
    for words in _samples(private):
        assert words not in text


def test_answers_about_a_person_stay_out_even_if_a_release_held_them(whole: Whole) -> None:
    release = whole.figures.releases["three_mirrors/surprise"]
    leaked = Cell("a1b2c3", 0, EVERYBODY, 6, {"texts": ["a leaked word"]})
    releases = {
        **whole.figures.releases,
        release.step: replace(release, cells=(*release.cells, leaked)),
        "easier_to_work_with/tell": replace(release, cells=(leaked,)),
    }
    text = everything_in(workbook(replace(whole.figures, releases=releases), MADE))
    assert "a leaked word" not in text
    assert "a1b2c3" not in text


@pytest.mark.parametrize("kind", questions.kinds())
def test_every_kind_of_question_has_a_place_in_it(conduct: Conduct, kind: str) -> None:
    shown = load(questions.example(kind), kind)
    figures = played(conduct, 6, 11, exercises=[shown])
    book = skimmed(workbook(figures, MADE))
    name = shown.title if kind != "commitment" else "Commitments (answers)"
    told = "\n".join(str(value) for value in values_of(book[name]))
    for place in figures.workshop.places:
        assert place.step.prompt_about("[team]") in told
    for release in figures.releases.values():
        step = figures.workshop.find(release.step).step
        row = next(iter(step.question.rows(release.cells[0].tally)))
        assert (row.text or str(int(row.number or 0))) in told


def test_what_has_not_been_revealed_is_not_told(conduct: Conduct) -> None:
    secret = an_exercise(
        a_step("early", "text", names="team", prompt="The first question?"),
        a_step("late", "text", names="team", prompt="The second question?"),
    )
    said = {"early": forms("apricot"), "late": forms("blackberry")}
    figures = played(conduct, 1, 1, exercises=[secret], said=said)
    hidden = replace(figures, releases={"exercise/early": figures.releases["exercise/early"]})
    text = everything_in(workbook(hidden, MADE))
    assert "apricot" in text
    assert "blackberry" not in text
    assert "The second question?" not in text
    assert "Not revealed yet" in text


def test_a_workshop_with_nothing_revealed_gives_a_good_file(conduct: Conduct) -> None:
    file = workbook(played(conduct, 2, 2, steps=0), MADE)
    book = opened(file)
    assert "Not revealed yet" in values_of(book["Check-in"])
    assert "Nothing has been revealed yet." in values_of(book["Story"])
    assert book["Responses"].tables["Responses"].ref == "A1:N2"
    assert responses(file).empty


def test_whatever_participants_type_stays_a_text(conduct: Conduct) -> None:
    @settings(max_examples=12)
    @given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6))
    @example(list(NASTY))
    @example(["x" * 4000, "😀" * 4000, "\t=1", "\r\n=1", "\x00\x0b\ufffe=1"])
    def check(texts: list[str]) -> None:
        read = TEXTS.steps[0].question.read
        good = [text for text in texts if read({"text": [text]}, {})]
        figures = played(conduct, 6, 6, exercises=[TEXTS], said={"words": forms(*good)})
        file = workbook(figures, MADE)
        _check_no_formulas(file)
        cells = figures.releases["exercise/words"].finest()
        said = [plain(text) for cell in cells for text in cell.tally["texts"]]
        book = skimmed(file)
        assert Counter(v for v in _column(book["Responses"], "Text") if v) == Counter(said)
        assert set(said) <= set(values_of(book["An exercise"]))

    check()


@given(st.text())
@example("\r=1")
@example("\ud800 half a letter")
@example("a\x00b\x0bc\ufffed\uffff")
@example("😀" * 20_000)
@example("x" * 40_000)
def test_a_text_becomes_one_that_a_file_can_hold(text: str) -> None:
    kept = plain(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", kept)
    assert len(kept.encode("utf-16-le")) <= 2 * LONGEST_CELL
    if text.isprintable() and not text.startswith("<r>") and len(text) < 16_000:
        assert kept == text


def test_texts_that_look_like_formulas_are_marked_as_texts(conduct: Conduct) -> None:
    figures = played(conduct, 6, 6, exercises=[TEXTS], said={"words": forms(*NASTY)})
    sheet = opened(workbook(figures, MADE))["Responses"]
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row}
    for text in ("=1+1", "+41 79", "-2", "@SUM(A1)"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
@example(["[Q1]: a/b\\c*d?", "[q1]: A/B\\C*D?", "'", "", "History", "overview", "x" * 40, "x" * 41])
@example(["😀" * 20, "😀" * 21, "\x00", "Responses", "READ ME", "'quoted'", "\ud800"])
def test_sheet_names_are_such_as_excel_takes(titles: list[str]) -> None:
    keyed = [(str(number), title) for number, title in enumerate(titles)]
    names = list(sheet_names(keyed, ["Read me", "Overview", "Responses"]).values())
    assert len(names) == len(titles)
    reserved = {"read me", "overview", "responses", "history"}
    assert len({name.casefold() for name in names} - reserved) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]|^'|'$", name)


def test_a_nasty_title_gives_a_good_file(conduct: Conduct) -> None:
    nasty = replace(TEXTS, title="=R&D's [plan]: 50/50? *\x00*")
    figures = played(conduct, 6, 6, exercises=[nasty, nasty], minimum=3)
    titled = replace(figures, workshop=replace(figures.workshop, title="1 & 2 &P \x01 </x>"))
    file = workbook(titled, MADE)
    _check_no_formulas(file)
    book = opened(file)
    assert book.sheetnames[2:4] == ["=R&D's plan 50 50", "=R&D's plan 50 50 (2)"]
    assert book["=R&D's plan 50 50"]["A1"].value == "=R&D's [plan]: 50/50? **"


def test_sheets_are_ready_to_print_and_to_read(whole: Whole) -> None:
    for sheet in whole.book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.print_area
        assert sheet.freeze_panes
        assert "Offsite" in sheet.oddHeader.left.text
        assert "Page &P of &N" in sheet.oddFooter.right.text
        assert (sheet.sheet_view.showGridLines is False) == (sheet.title != "Responses")


def test_a_title_reaches_as_far_as_the_widest_table_below_it(whole: Whole) -> None:
    sheet = whole.book["Three mirrors"]
    title = next(r for r in sheet.merged_cells.ranges if (r.min_row, r.min_col) == (1, 1))
    assert title.max_col == max(cell.column for cell in _filled(sheet))
    assert title.max_col > FIRST + len(exercise.WIDTHS[3])


def test_names_of_teams_stand_in_one_line_in_a_table(conduct: Conduct) -> None:
    figures = played(conduct, 6, 6, exercises=[SHIPPED["trust_map"]])
    teams = [
        replace(team, name=f"{team.name} of Northern Europe") for team in figures.workshop.teams
    ]
    named = replace(figures, workshop=replace(figures.workshop, teams=tuple(teams)))
    sheet = opened(workbook(named, MADE))["Trust map (answers)"]
    rows = {cell.row for cell in _filled(sheet) if cell.value == teams[1].name}
    assert rows
    assert max(sheet.row_dimensions[row].height for row in rows) < 20


def test_a_long_name_beside_a_short_text_is_not_cut(conduct: Conduct) -> None:
    figures = played(conduct, 6, 6, exercises=[TEXTS], said={"words": forms("Yes")})
    long = replace(
        figures.workshop.teams[0], name="The people who look after customers in the north"
    )
    named = replace(figures.workshop, teams=(long, *figures.workshop.teams[1:]))
    sheet = opened(workbook(replace(figures, workshop=named), MADE))[TEXTS.title]
    row = next(cell.row for cell in _filled(sheet) if cell.value == long.name)
    assert sheet.row_dimensions[row].height > 30


@pytest.mark.parametrize(("teams", "columns"), [(2, 2), (4, 3), (12, 2), (12, 3), (8, 1)])
def test_a_chart_of_the_story_has_room_for_each_name_and_each_bar(teams: int, columns: int) -> None:
    drawing = Drawing("bars", "Trust map", "", tuple(range(1, columns + 1)), 0, teams - 1)
    each = (story_sheet.tall(drawing) - (135 if columns > 1 else 95)) / teams
    assert each >= max(9 / charts.POINTS_IN_PIXEL, charts.BAR * columns)
    assert story_sheet.tall(drawing) <= charts.height_of(drawing)


@given(
    st.lists(st.floats(15, 400), max_size=60),
    st.dictionaries(st.integers(2, 60), st.floats(0, 450)),
)
def test_a_printed_page_is_never_fuller_than_it_is_and_tears_nothing_apart(
    heights: list[float], blocks: dict[int, float]
) -> None:
    top, high = 42.0, paper.room(700)
    tall = dict(enumerate(heights, start=2))
    found = [*paper.cuts(tall, list(tall), blocks, top, high)]
    assert found == sorted(set(found))
    for row in set(tall) - set(found):
        start = max((cut for cut in found if cut < row), default=2)
        above = top + sum(tall[each] for each in range(start, row))
        assert above + tall[row] <= high or above == top
        together = min(blocks.get(row, 0.0), high - paper.SPARE)
        assert above + together <= high or above <= top + paper.LEAST


def test_what_is_wider_than_a_page_is_printed_smaller_so_more_of_it_fits() -> None:
    assert paper.room(400) == paper.room(700) == paper.HIGH
    assert paper.room(2 * paper.WIDE) == 2 * paper.HIGH


def test_the_file_names_no_author_and_no_machine(whole: Whole) -> None:
    file = whole.file
    properties = opened(file).properties
    assert (properties.creator, properties.lastModifiedBy) == ("Workshop Kit", "Workshop Kit")
    assert properties.created == MADE.replace(tzinfo=None)
    assert str(Path.home()) not in everything_in(file)


def test_libreoffice_opens_and_prints_it(conduct: Conduct, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here, so nothing can open the workbook")
    figures = played(conduct, 6, 6, exercises=[*EXERCISES, TEXTS], said={"words": forms(*NASTY)})
    (tmp_path / "workshop.xlsx").write_bytes(workbook(figures, MADE))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "workshop.xlsx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "workshop.pdf").read_bytes())
    assert len(pages) > len(EXERCISES) + 3


def _filled(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def _check_no_formulas(file: bytes) -> None:
    for name, part in parts_of(file).items():
        if name.startswith("xl/worksheets/sheet"):
            assert not re.search(r"<f[ >/]|<c [^>]*t=\"(e|str)\"", part), name


def _title(chart: Any) -> str:
    return "".join(run.t for line in chart.title.tx.rich.p for run in line.r)


def _rows(cells: Any) -> Any:
    return cells if isinstance(cells, tuple) else ((cells,),)


def _column(sheet: Any, name: str) -> list[Any]:
    head = [cell.value for cell in sheet[1]]
    return [row[head.index(name)] for row in sheet.iter_rows(min_row=2, values_only=True)]


def _samples(sample: Any) -> set[str]:
    return {sample(random.Random(seed), {})["text"][0] for seed in range(200)}
