"""What is asked of every measure: its faces, its words in German, and a full room in no time."""

import re
import time
from importlib.resources import files

import pytest

from docs import measures as pages
from tests.rooms import SHIPPED, a_step, an_exercise, is_sentence, join_all, kept, play
from workshop_kit import aloud, findings, measures, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.finding import Finding
from workshop_kit.language import words
from workshop_kit.measure import Part, Room
from workshop_kit.measures.help_network.measure import HelpNetwork
from workshop_kit.measures.perception_gap.measure import PerceptionGap
from workshop_kit.measures.trust_map.measure import TrustMap
from workshop_kit.question import Question
from workshop_kit.release import EVERYBODY, ROOM, Bound, Cell, Group, Release, average

KINDS = sorted(measures.kinds())
PAGES = pages.pages()
TEAMS = {f"t{i}": f"Team {i}" for i in range(12)}
PEOPLE = {f"p{i}": f"t{i % 12}" for i in range(3600)}
GENEROUS = 2.0
"""Seconds: ten times what is asked, for a machine that is busy. `bench` takes the real time."""


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_a_face_for_phones_and_a_page_in_the_docs(kind: str) -> None:
    assert (files(measures) / kind / "reveal.html").is_file()
    assert f"{kind}.md" in PAGES


def test_the_pages_of_the_docs_are_what_the_code_says() -> None:
    for name, text in PAGES.items():
        now = (pages.FOLDER / name).read_text(encoding="utf-8")
        assert now == text, f"{name}: run python docs/measures.py"


def test_every_page_gives_a_source_or_says_what_is_counted() -> None:
    for kind in KINDS:
        page = PAGES[f"{kind}.md"]
        assert re.search(r"\b(19|20)\d\d\b|Liberating|Counted are", page), kind


def test_what_is_read_aloud_tells_of_a_bound_and_of_what_is_not_shown() -> None:
    told = [aloud.mean(Bound(4.5, "≥")), aloud.mean(average({"mean": 2.0})), aloud.mean(None)]
    assert told == ["≥\xa04.5", "2.0", "not shown"]
    assert [words("de").say(said) for said in told] == ["≥\xa04,5", "2,0", "nicht gezeigt"]


def test_what_a_step_answered_is_read_aloud_in_the_words_of_each_language() -> None:
    step = an_exercise(a_step("mood", items=["Calm", "Awake"])).steps[0]
    tallies = (step.question.tally([2, 3, 4]), step.question.tally([3, 3, 4]))
    picture = reveal.StepPicture("", ROOM, step.question, tallies)
    ends = "1 (not at all) {} 5 (very much)"
    assert picture.in_words() == (
        f"Calm: 3.0 on average of 3, from {ends.format('to')}. "
        f"Awake: 3.3 on average of 3, from {ends.format('to')}"
    )
    german = words("de").say(picture.in_words())
    assert german.endswith(f"Awake: 3,3 im Durchschnitt von 3, von {ends.format('bis')}")


def test_findings_of_a_workshop_are_told_in_german_too(conduct: Conduct) -> None:
    names = ("three_mirrors", "trust_map", "in_their_shoes", "who_helps_you", "what_we_need")
    spoken = [SHIPPED[name].spoken("de") for name in (*names, "trust_pulse", "check_in")]
    code = kept(conduct, *spoken, teams=3)
    play(conduct, code, join_all(conduct, code, 6, 6, 6))
    figures = conduct.figures(code).result()
    say = words("de").say
    for item in figures.workshop.agenda:
        found = findings.of_exercise(item, figures.releases, figures.results)
        assert 1 <= len(found) <= 3, item.exercise.title
        assert all(is_sentence(finding.said) for finding in found)
        assert all(0 <= finding.size <= 1 and 0 <= finding.sure <= 1 for finding in found)
        shown = [
            findings.of_place(place, figures.releases, figures.results)
            for place in figures.workshop.revealed()
            if place.item == item
        ]
        told = [finding for some in shown for finding in some]
        assert all(finding in told for finding in found), "what Results says the room has seen"
        assert all(finding in found for some in shown if len(some) > 1 for finding in some)
        for text in (text for f in found for text in (f.said, f.ask) if text):
            assert say(text) != str(text), text
    shown = [
        picture
        for place in figures.workshop.revealed()
        for picture in reveal.pictures(figures.workshop, place, figures.releases, figures.results)
        if isinstance(picture, reveal.MeasurePicture)
    ]
    assert len({picture.measure.kind() for picture in shown}) >= 6
    for picture in shown:
        heard = say(picture.in_words())
        assert not re.search(r"not shown|we see us|counts on|names:|they see", heard), heard
        if picture.measure.kind() != "needs_board":  # people's own words, and the exercise's
            assert heard != str(picture.in_words()), heard


def test_a_finding_is_the_same_on_the_screen_and_in_the_list_of_its_exercise(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SHIPPED["trust_map"], teams=3)
    play(conduct, code, join_all(conduct, code, 5, 5, 5))
    figures = conduct.figures(code).result()
    (item,) = figures.workshop.agenda
    shown: list[Finding] = []
    for place in figures.workshop.revealed():
        for picture in reveal.pictures(figures.workshop, place, figures.releases, figures.results):
            shown += getattr(picture, "found", ())
    assert shown == findings.of_exercise(item, figures.releases, figures.results)


# A full room: 12 teams of 300 people


def scale(about: str, items: int = 1) -> Question:
    """A scale, as an exercise asks it."""
    lines = f"items = {[f'Item {i}' for i in range(items)]}" if items > 1 else ""
    text = f'''[[step]]
id = "s"
ask = "scale"
prompt = "What do you say?"
about = "{about}"
low = "low"
high = "high"
{lines}
'''
    return an_exercise(text).step("s").question


def everybody_says(question: Question, targets: list[str], own: bool | None) -> Release:
    """A release in which each team is shown: about itself alone, about the others, or of all."""
    cells = []
    for number, target in enumerate(targets):
        for part in range(len(question.parts())):
            for rater, team in enumerate(TEAMS):
                if own is not None and (team == target) != own:
                    continue
                values = [1 + (i * (part + 2) + rater * number) % 5 for i in range(300)]
                cells.append(
                    Cell(target, part, Group(TEAMS[team], (team,)), 300, question.tally(values))
                )
    return Release("s", 3600, tuple(cells))


def in_time(measure: object, parts: dict[str, Part]) -> None:
    begun = time.perf_counter()
    result = measure.compute(parts, Room(TEAMS, PEOPLE))  # type: ignore[attr-defined]
    assert measure.findings(result)  # type: ignore[attr-defined]
    assert measure.lines(result)  # type: ignore[attr-defined]
    assert time.perf_counter() - begun < GENEROUS


def test_a_full_room_is_computed_in_no_time() -> None:
    five = scale("own_team", items=5)
    in_time(
        PerceptionGap(self="a", others="b", expected="c"),
        {
            role: Part(five, everybody_says(five, list(TEAMS), own))
            for role, own in (("self", True), ("others", False), ("expected", False))
        },
    )
    one = scale("own_team")
    in_time(
        TrustMap(others="a", own="b"),
        {
            role: Part(one, everybody_says(one, list(TEAMS), own))
            for role, own in (("others", False), ("own", True))
        },
    )


def test_a_full_network_is_counted_in_no_time() -> None:
    asked = SHIPPED["who_helps_you"].step("whom").question
    begun = time.perf_counter()
    cells = []
    every = []
    for number, team in enumerate(TEAMS):
        sheets = [
            [
                {"id": f"p{i}", "team": f"t{(number + i * j) % 12}", "own": i * j % 12 == 0}
                | {"home": team}
                for j in range(5)
            ]
            for i in range(300)
        ]
        every += sheets
        cells.append(Cell(ROOM, 0, Group(TEAMS[team], (team,)), 300, asked.tally(sheets)))
    cells.append(Cell(ROOM, 0, EVERYBODY, 3600, asked.tally(every)))
    assert time.perf_counter() - begun < GENEROUS
    in_time(HelpNetwork(choices="a"), {"choices": Part(asked, Release("s", 3600, tuple(cells)))})
