"""Other ways out: rows, pictures, slides, pages. All say what the workbook says, and no more."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest

from tests.played import played
from tests.rooms import SHIPPED, a_step, an_exercise
from tests.test_workbook import NASTY, forms
from workshop_kit import apart, exports
from workshop_kit.conduct import Conduct
from workshop_kit.exports import pictures
from workshop_kit.figures import Figures
from workshop_kit.release import average
from workshop_kit.report.tidy import COLUMNS

MADE = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
BOARDS = ("check_in", "trust_map", "what_we_need", "three_mirrors", "linking_arms")
TEAMS = ("t1", "t2", "t3", "t4")
OF = [team for team in TEAMS for _ in range(6)]
FOUND: list[Figures] = []


@pytest.fixture
def figures(conduct: Conduct) -> Figures:
    """Boards, measures, words and private answers, played by three teams, one of them small."""
    if not FOUND:  # once for all tests: they only read it
        exercises = [SHIPPED[file] for file in (*BOARDS, "easier_to_work_with")]
        FOUND.append(played(conduct, 6, 6, 3, exercises=exercises))
    return FOUND[0]


def made(figures: Figures, way: str) -> bytes:
    return exports.build(way, figures, MADE, lambda done: None)


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("way", sorted({*exports.WAYS} - {"pictures"}))  # these hold only charts
def test_every_way_out_keeps_to_itself_what_is_private(figures: Figures, way: str) -> None:
    content = made(figures, way)
    parts = files(content) if content.startswith(b"PK") else {"page": content}
    told = "\n".join(part.decode("utf-8", "ignore") for part in parts.values())
    private = SHIPPED["easier_to_work_with"].step("tell")
    assert figures.releases["easier_to_work_with/tell"].answered > 0
    assert "secret of" not in told
    assert private.prompt_about("Person") not in told
    assert str(Path.home()) not in told
    alone = [c for c in figures.releases["check_in/energy"].cells if c.group.teams == ("t3",)]
    assert alone == []


def test_rows_are_the_same_in_csv_and_json(figures: Figures) -> None:
    tables = files(made(figures, "csv"))
    lines = files(made(figures, "json"))
    given = rows_of(tables["responses.csv"])
    objects = [json.loads(line) for line in lines["responses.jsonl"].splitlines()]
    assert len(given) == len(objects) > 100
    assert list(given[0]) == list(COLUMNS)
    for row, found in zip(given, objects, strict=True):
        assert {n: v for n, v in row.items() if v} == {n: str(v) for n, v in found.items()}
    energy = [r for r in objects if r["key"] == "check_in/energy"]
    assert {type(r["number"]) for r in energy} == {int}
    assert energy[0]["prompt"] == "How much energy do you have right now?"
    columns = json.loads(lines["codebook.json"])["columns"]
    assert [column["name"] for column in columns] == list(COLUMNS)
    assert {q["key"] for q in rows_of(tables["questions.csv"])} == {r["key"] for r in objects}


def test_no_text_in_a_csv_can_be_taken_for_a_formula(conduct: Conduct) -> None:
    words = an_exercise(a_step("words", "text", names="team", longest=4000))
    nasty = played(conduct, 6, 6, exercises=[words], said={"words": forms(*NASTY)})
    texts = [row["text"] for row in rows_of(files(made(nasty, "csv"))["responses.csv"])]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]
    assert "'=1+1" in texts
    lines = files(made(nasty, "json"))["responses.jsonl"].splitlines()
    assert "=1+1" in [json.loads(line)["text"] for line in lines]


def test_each_chart_is_there_as_png_and_as_svg(figures: Figures) -> None:
    few = {"check_in/energy": figures.releases["check_in/energy"]}
    drawn = files(made(replace(figures, releases=few, results={}), "pictures"))
    assert list(drawn) == ["01 Check-in 2.svg", "01 Check-in 2.png"]
    assert drawn["01 Check-in 2.png"].startswith(b"\x89PNG")
    svg = drawn["01 Check-in 2.svg"].decode()
    assert "How much energy do you have right now?" in svg
    assert "on average" in svg
    assert "http://" not in svg.replace("http://www.w3.org/", "")


def test_titles_of_pictures_and_words_of_measures_are_in_the_workshops_language(
    conduct: Conduct,
) -> None:
    german = played(conduct, 6, 6, exercises=[SHIPPED["three_mirrors"].spoken("de")])
    titles = [" ".join(c["title"]["text"]) for _, c in pictures.charts(german)]
    assert "Sales: Wie wir uns sehen, wie sie uns sehen" in titles
    assert "Sales: Wie siehst du dein eigenes Team?" in titles
    book = openpyxl.load_workbook(io.BytesIO(made(german, "workbook")))
    texts = {cell.value for row in book["Drei Spiegel"].rows for cell in row}
    assert not {"consensus", "dissensus", "false consensus", "false conflict"} & texts
    assert {"Konsens", "Dissens", "falscher Konsens", "falscher Konflikt"} & texts


def test_slides_have_native_charts_with_the_figures_of_the_reveal(figures: Figures) -> None:
    deck = pptx.Presentation(io.BytesIO(made(figures, "slides")))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == figures.workshop.title
    assert {"Commitments", "Needs"} <= set(titles)
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    energy = figures.releases["check_in/energy"].cells[0].tally["counts"]
    assert energy in [[int(v or 0) for v in chart.plots[0].series[0].values] for chart in charts]
    told = deck.core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("Workshop Kit", "", "")


def test_slides_hold_nothing_of_the_machine_on_which_their_template_was_made(
    figures: Figures,
) -> None:
    parts = files(made(replace(figures, releases={}, results={}), "slides"))
    assert not [name for name in parts if "printer" in name or "thumbnail" in name]
    assert not [n for n, part in parts.items() if b"Macintosh" in part or b"python-pptx" in part]


def test_pinned_quotes_and_her_notes_go_along_but_notes_stay_off_what_is_handed_out(
    conduct: Conduct,
) -> None:
    words = an_exercise(a_step("words", "text", names="team"))
    said = {"words": forms("Ask us first.", "=1+1")}
    given = played(conduct, 6, 6, exercises=[words], said=said)
    pinned = {"exercise/words": ("Ask us first.", "Was taken down.")}
    kept = replace(given.workshop, pinned=pinned, notes={"exercise": "They laughed.\n=2+2"})
    figures = replace(given, workshop=kept)
    page = made(figures, "summary").decode()
    deck = pptx.Presentation(io.BytesIO(made(figures, "slides")))
    said_beside = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    book = openpyxl.load_workbook(io.BytesIO(made(figures, "workbook")))
    cells = {s.title: [c.value for row in s.rows for c in row if c.value] for s in book}
    assert "Ask us first." in page
    assert len(said_beside) == 1
    assert "Ask us first." in said_beside[0]
    assert "They laughed." in said_beside[0]
    assert "“Ask us first.”" in cells["Story"]
    assert [name for name in cells if "They laughed.\n=2+2" in cells[name]] == [
        kept.items[0].exercise.title
    ]
    handed = (
        page,
        *(part.decode("utf-8", "ignore") for part in files(made(figures, "teams")).values()),
    )
    assert not [text for text in handed if "laughed" in text]
    for told in (page, *said_beside, *map(str, cells.values())):
        assert "Was taken down." not in told


def test_one_page_says_what_was_found_and_what_is_due(figures: Figures) -> None:
    page = made(figures, "summary").decode()
    first = figures.commitments[0]
    assert first.what in page
    assert "What we found" in page
    assert not re.search(r"(src|href)=|url\(|<script", page)


def test_a_team_gets_what_is_about_it_and_nothing_of_the_others(figures: Figures) -> None:
    packs = files(made(figures, "teams"))
    assert list(packs) == ["01 Sales.html", "02 Technology.html", "03 Design.html"]
    sales = packs["01 Sales.html"].decode()
    for heading in ("What others need from us", "How we are seen", "Our commitments"):
        assert heading in sales
    cells = {c.person for c in figures.commitments if c.team == "Sales"}
    assert cells
    ours = [c.who for c in figures.commitments if c.team == "Sales"]
    theirs = [c.who for c in figures.commitments if c.team != "Sales" and c.whom != "Sales"]
    section = sales.split("Our commitments")[1].split("Promised to us")[0]
    assert all(who in section for who in ours)
    assert not any(who in section for who in theirs)


def test_a_mean_that_is_told_as_a_bound_is_so_in_packs_and_sheets(conduct: Conduct) -> None:
    """Six of a team who all say 5 are told as ≥; the others, who say 2 and 4, as they are."""
    asked = SHIPPED["trust_map"]
    others = asked.readings[0].measure.steps()["others"]
    forms_of = [
        {t: {"0": ["5" if me == "t1" else "24"[n % 2]]} for t in TEAMS[:3] if t != me}
        for n, me in enumerate(OF[:18])
    ]
    figures = played(conduct, 6, 6, 6, exercises=[asked], said={others: forms_of})  # type: ignore[dict-item]
    release = figures.releases[f"trust_map/{others}"]
    told = release.cell("t2", 0, "t1")
    assert told is not None
    sales = files(made(figures, "teams"))["01 Sales.html"].decode()
    row = sales.split("<td>Technology</td>")[1].split("</tr>")[0]
    assert f"{average(told.tally):.1f}" in row
    assert f"{average(told.tally):.1f}".startswith("≥")
    assert "3.0" in row
    assert "≥\xa03.0" not in row
    book = openpyxl.load_workbook(io.BytesIO(made(figures, "workbook")))
    formats = {c.number_format for row in book["Trust map"].rows for c in row}
    assert '"≥ "0.0;"≥ "-0.0' in formats


def test_what_people_type_cannot_break_a_page_or_a_slide(conduct: Conduct) -> None:
    words = an_exercise(a_step("words", "text", names="team", about="other_teams", longest=4000))
    targets = ["t2"] * 6 + ["t1"] * 6
    said = [{t: {"text": [text]}} for t, text in zip(targets, NASTY[-12:], strict=True)]
    nasty = played(conduct, 6, 6, exercises=[words], said={"words": said})  # type: ignore[dict-item]
    page = "".join(part.decode() for part in files(made(nasty, "teams")).values())
    assert "&lt;b&gt;" in page
    assert "<b>\n]]>" not in page
    assert len(pptx.Presentation(io.BytesIO(made(nasty, "slides"))).slides) > 1


def test_a_trust_map_that_runs_one_way_has_its_matrix_too(conduct: Conduct) -> None:
    """Its arrows are a picture of another shape."""
    asked = SHIPPED["trust_map"]
    high, low = {"0": ["4"]}, {"0": ["2"]}
    others = asked.readings[0].measure.steps()["others"]
    said = [{t: high if me == "t1" else low for t in TEAMS if t != me} for me in OF]
    figures = played(conduct, 6, 6, 6, 6, exercises=[asked], said={others: said})  # type: ignore[dict-item]
    shapes = {tuple(sorted(p)) for r in figures.results.values() for p in r["pictures"]}
    assert len(shapes) > 1
    assert len(made(figures, "workbook")) > 1000
    assert b"We count on them" in files(made(figures, "teams"))["01 Sales.html"]


def test_a_file_is_made_in_a_process_of_its_own_and_tells_how_far_it_is(figures: Figures) -> None:
    told: list[float] = []
    content = exports.make("workbook", figures, MADE, told.append)
    assert content == made(figures, "workbook")
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_what_fails_in_the_other_process_is_told_without_its_words(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(apart.Failed, match="could not be made"):
        apart.call(_fail, "a private answer", tell=lambda done: None)
    assert "a private answer" not in "".join(capfd.readouterr())


def _fail(words: str, tell: Any) -> None:
    raise ValueError(words)
