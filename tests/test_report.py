"""What all files say: in the workshop's language, only what was released, the same everywhere."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from tests.played import played
from tests.rooms import ROOT, SHIPPED, a_step, an_exercise
from workshop_kit.conduct import Conduct
from workshop_kit.measure import pictures
from workshop_kit.release import Bound
from workshop_kit.report import boards, codebook, story, tidy
from workshop_kit.report.shown import shown
from workshop_kit.report.tongue import KNOWN, Tongue, tongue_of

KIT = ROOT / "workshop_kit"
FOLDERS = ("report", "workbook", "exports")
ENGLISH, DEUTSCH = Tongue("en"), Tongue("de")


def _said() -> Iterator[str]:
    """Every text that the files say by themselves: what `say` is called with."""
    for folder in FOLDERS:
        for file in sorted((ROOT / "workshop_kit" / folder).glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and _is_say(node.func):
                    text = node.args[0]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


def _is_say(called: ast.expr) -> bool:
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    return name == "say"


def test_a_german_workshop_gets_german_files_word_for_word() -> None:
    said = {*_said(), *tidy.COLUMNS.values(), *tidy.MEANS.values(), *codebook.NAMES.values()}
    assert len(said) > 100
    assert sorted(said - KNOWN.keys()) == []
    for english, german in KNOWN.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", german)), english


def test_what_kinds_and_measures_call_their_figures_is_said_in_german() -> None:
    folders = (("measures", "measure"), ("questions", "question"))
    files = [f for kinds, file in folders for f in (KIT / kinds).glob(f"*/{file}.py")]
    unknown = {
        key.value
        for file in files
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name in ("lines", "summary")
        for told in ast.walk(function)
        if isinstance(told, ast.Dict) and told.keys and _headings(told)
        for key in told.keys
        if isinstance(key, ast.Constant) and DEUTSCH.name(str(key.value)) == key.value
    }
    assert unknown <= {"Team", "Median", "Text", "In %"}, "add them to report/german.py"


def _headings(told: ast.Dict) -> bool:
    """Are the keys headings for people, and not names for the code?"""
    keys = [key.value for key in told.keys if isinstance(key, ast.Constant)]
    return any(str(key)[:1].isupper() for key in keys)


def test_the_language_is_that_of_most_exercises(conduct: Conduct) -> None:
    german = [SHIPPED[file].spoken("de") for file in ("check_in", "trust_map")]
    mixed = played(conduct, 2, 2, exercises=[SHIPPED["check_out"], *german], steps=0)
    assert tongue_of(mixed.workshop).code == "de"
    assert tongue_of(played(conduct, 2, 2, steps=0).workshop).code == "en"


def test_each_exercise_is_told_with_a_question_a_finding_and_a_chart(conduct: Conduct) -> None:
    told = story.chapters(played(conduct, 6, 6), ENGLISH)
    assert [chapter.item.exercise.file for chapter in told] == ["check_in", "three_mirrors"]
    for chapter in told:
        assert chapter.question
        assert chapter.finding.endswith(".")
        assert chapter.chart


def test_needs_and_the_trust_matrix_are_those_of_the_reveal(conduct: Conduct) -> None:
    asked = [SHIPPED["what_we_need"], SHIPPED["trust_map"]]
    figures = played(conduct, 6, 6, exercises=asked)
    needs = boards.needs(figures, ENGLISH)
    assert {(need.by, need.to) for need in needs} <= {
        ("Sales", "Technology"),
        ("Technology", "Sales"),
    }
    assert needs
    (matrix,) = boards.matrices(figures, ENGLISH)
    (picture,) = (
        picture
        for result in figures.results.values()
        for picture in pictures(result)
        if "widest" in picture
    )
    assert [means for _, _, means in matrix.rows] == [row["means"] for row in picture["rows"]]


def test_the_codebook_tells_every_measure_with_its_source(conduct: Conduct) -> None:
    found = codebook.formulas(played(conduct, 6, 6), ENGLISH)
    assert [formula.title for formula in found] == ["How we see us, how they see us"]
    assert "blind spot = self - others" in found[0].how
    assert "Kenny" in found[0].sources


def test_what_is_told_only_in_bands_is_no_number_in_the_rows(conduct: Conduct) -> None:
    mood = an_exercise(a_step("mood"))
    figures = played(conduct, 6, 6, exercises=[mood], said={"mood": [{"0": ["5"]}] * 12})
    (found,) = [rows for _, rows in tidy.answers(figures, ENGLISH)][:1]
    assert {(row.number, row.text) for row in found} == {(None, "4–5")}
    (table,) = story.exhibits_of(figures, shown(figures)[0], ENGLISH)
    assert table.head[-1] == "Told together"
    assert {row[-1] for row in table.rows} == {"4–5"}
    assert isinstance(table.rows[0][2], Bound)


def test_texts_that_are_still_guessed_are_in_no_file(conduct: Conduct) -> None:
    whole = played(conduct, 6, 6, exercises=[SHIPPED["best_case"]], minimum=3)
    mixing = next(p for p in whole.workshop.places if p.step.question.mixes)
    guessed = next(p for p in whole.workshop.places if p.step.uses == mixing.step.id)
    before = {key: r for key, r in whole.releases.items() if key != guessed.key}
    early = [step.place.key for step in shown(replace(whole, releases=before))]
    assert mixing.key not in early
    assert mixing.key in [step.place.key for step in shown(whole)]


def test_rows_tell_on_which_pile_a_text_lies(conduct: Conduct) -> None:
    words = an_exercise(a_step("words", "text", names="team"))
    said = {"words": [{"text": [f"text {number}"]} for number in range(4)]}
    figures = played(conduct, 4, 4, exercises=[words], said=said)
    release = figures.releases["exercise/words"]
    cards = tuple(replace(c, pile="Trust" if "0" in c.text else "") for c in release.cards)
    piled = replace(figures, releases={release.step: replace(release, cards=cards)})
    found = [(a.common["pile"], r.text) for a in tidy.answers(piled, ENGLISH) for r in a.rows]
    assert sorted(found, key=lambda pair: str(pair[1])) == [
        ("Trust", "text 0"),
        *(("", f"text {number}") for number in range(1, 4)),
    ]
