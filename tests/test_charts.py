"""The pictures that a room sees: drawn from tallies alone, whole, and large where they must be."""

import random
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest

from workshop_kit import chart_theme, look, measures, questions
from workshop_kit.chart_theme import NOT_SHOWN, Bar
from workshop_kit.exercise.reading import load
from workshop_kit.measures.perception_gap import chart as gap_chart
from workshop_kit.question import Offered, Question
from workshop_kit.questions.choice.question import Choice
from workshop_kit.questions.scale.question import Scale
from workshop_kit.release import Tally

LONG = (
    "Open to other views, even when they come late and from people who don't live with the result"
)
OFFER = {f"c{i}": Offered(f"Something somebody said, number {i}", "") for i in range(6)}
ITEMS = ("Reliable", "Quick to respond", LONG, "Donaudampfschifffahrtsgesellschaftskapitän")
LOW, HIGH = "not at all", "very much"


def scale(*items: str, points: int = 5, low: str = LOW, high: str = HIGH) -> Scale:
    return Scale(low=low, high=high, items=items, points=points)


def example(kind: str) -> Question:
    """The question of this kind in its example."""
    steps = load(questions.example(kind), kind).steps
    return next(step.question for step in steps if step.ask == kind)


ASKED: dict[str, Question] = {
    **{
        f"the example of {kind}": example(kind)
        for kind in sorted(questions.kinds())
        if questions.has_chart(kind)
    },
    "a scale of two points": scale(points=2),
    "a scale of eleven points": scale(points=11),
    "a scale with items": scale(*ITEMS),
    "a scale with twelve items": scale(*"abcdefghijkl", points=11, low=LONG, high=LONG),
    "a choice of twenty": Choice(options=tuple(f"{LONG} ({i})" for i in range(20))),
}

every_question = pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
every_seed = pytest.mark.parametrize("seed", range(2))
both_sizes = pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])


@pytest.mark.parametrize("kind", sorted(questions.kinds()))
def test_every_kind_can_be_shown_to_the_room(kind: str) -> None:
    folder = files("workshop_kit.questions") / kind
    assert (folder / "chart.py").is_file() or (folder / "reveal.html").is_file()


def test_two_cards_that_say_the_same_have_a_bar_each() -> None:
    spec = chart_theme.bars(
        [Bar("Meetings", 3), Bar("Meetings", 2), Bar("Dates", 1)], True
    ).to_dict()
    labels = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert len(set(labels)) == 3
    assert [label.strip("\u200b") for label in labels] == ["Meetings", "Meetings", "Dates"]


@both_sizes
@every_seed
@every_question
def test_every_tally_becomes_a_valid_picture(question: Question, seed: int, big: bool) -> None:
    spec = drawn(question, tallies(question, seed), big, validate=True)
    assert data(spec)
    assert NOT_SHOWN not in texts(spec)


@both_sizes
@every_question
def test_what_is_withheld_is_said_to_be_not_shown(question: Question, big: bool) -> None:
    one_withheld = [None, *tallies(question, 1)[1:]]
    assert texts(drawn(question, one_withheld, big)).count(NOT_SHOWN) == 1
    assert NOT_SHOWN in texts(drawn(question, [None] * len(question.parts()), big))


@every_seed
@every_question
def test_a_picture_holds_the_counts_of_its_tally_and_no_other(
    question: Question, seed: int
) -> None:
    told = tallies(question, seed)
    counted = sorted(n for tally in told for _, n in question.counts(tally) if n)
    shown = {id(row): row["count"] for row in data(drawn(question, told)) if "count" in row}
    assert sorted(n for n in shown.values() if n) == counted


@every_question
def test_a_picture_tells_nothing_of_the_order_of_answers(question: Question) -> None:
    answers = list(values(question, 1))
    other_way = [question.tally(list(reversed(part))) for part in answers]
    assert drawn(question, [question.tally(part) for part in answers]) == drawn(question, other_way)


def test_peoples_own_words_are_counted_in_a_choice_but_not_quoted() -> None:
    question = Choice(options=("Red", "Blue"), other=True)
    spec = drawn(question, [{"counts": [1, 4], "other": ["my secret", "green"]}])
    assert [(row["count"], row["faint"]) for row in data(spec)] == [
        (4, False),
        (1, False),
        (2, True),
    ]
    assert "secret" not in str(spec)


def test_the_option_that_most_people_chose_is_on_top() -> None:
    question = Choice(options=("Red", "Green", "Blue"))
    rows = data(drawn(question, [{"counts": [2, 0, 7], "other": []}]))
    assert [row["label"] for row in rows] == ["Blue", "Red", "Green"]


def test_the_words_for_the_ends_of_a_scale_are_in_its_picture() -> None:
    for question in (scale(), scale(*ITEMS)):
        assert {LOW, HIGH} <= set(texts(drawn(question, tallies(question, 1))))


def test_a_mean_is_rounded_as_in_the_sentence_beside_it() -> None:
    for question in (scale(), scale("Reliable")):
        tally = question.tally([3, 3, 3, 4])  # 3.25: Vega's own format would make it 3.3
        assert question.in_words(tally).startswith("3.2 ")
        assert "3.2" in texts(drawn(question, [tally]))


@both_sizes
@pytest.mark.parametrize("label", [LONG, "a-hyphened-word " * 6, "x" * 200, "日本語" * 30, "a"])
def test_no_label_is_cut(label: str, big: bool) -> None:
    spec = drawn(scale(label), [{"counts": [1, 0, 0, 0, 2], "mean": 3.7}], big)
    assert spec["config"]["axis"]["labelLimit"] == 0
    shown = {row["item"] for row in data(spec) if "item" in row}
    assert {"".join(text.split()) for text in shown} == {"".join(label.split())}


def test_a_big_picture_is_read_from_ten_metres() -> None:
    big, normal = (drawn(scale(), [None], size)["config"] for size in (True, False))
    for part, name, least in (
        ("axis", "labelFontSize", 26),
        ("legend", "labelFontSize", 26),
        ("text", "fontSize", 26),
        ("title", "fontSize", 34),
    ):
        assert big[part][name] >= least > normal[part][name]


@every_question
def test_no_letters_in_a_big_picture_are_smaller_than_that(question: Question) -> None:
    spec = drawn(question, tallies(question, 1), big=True)
    assert all(one["mark"].get("fontSize", 26) >= 26 for one in spec["layer"])


def test_a_picture_fits_a_projector_unless_its_labels_are_very_many_and_long() -> None:
    for name, question in ASKED.items():
        if name != "a choice of twenty":
            assert drawn(question, tallies(question, 1), big=True)["height"] <= 800
    for count in (2, 5, 8):
        assert gap({"self": 2.0, "others": 3.0, "expected": 4.0}, count=count)["height"] <= 640


def test_a_picture_takes_the_page_as_its_ground_and_its_text_colour() -> None:
    spec = drawn(scale(), [{"counts": [1, 0, 0, 0, 2], "mean": 3.7}])
    assert spec["config"]["background"] == "transparent"
    assert spec["config"]["text"]["color"] == "currentColor"
    assert spec["width"] == "container"


@both_sizes
def test_the_three_views_of_a_team_differ_in_shape_and_in_colour(big: bool) -> None:
    spec = gap({"self": 4.25, "others": 3.0, "expected": 3.5}, big=big)
    marks = layer(spec, "point")["encoding"]
    for channel in ("shape", "fill", "stroke"):
        assert marks[channel]["scale"]["domain"] == ["We see us", "They see us", "We expected"]
        assert len(set(marks[channel]["scale"]["range"])) == 3
    assert [m["at"] for m in rows_of(spec, "point")] == [4.25, 3.0, 3.5]
    assert numbers(spec) == {"3.0": "left", "3.5": "above", "4.2": "right"}


def test_marks_on_the_same_point_all_show_with_their_numbers_around_them() -> None:
    spec = gap({"self": 3.6, "others": 3.6, "expected": 3.6})
    square, circle, diamond = (mark["area"] for mark in rows_of(spec, "point"))
    assert circle < square < diamond
    placed = [row for row in data(spec) if "align" in row]
    assert len({(row["align"], row["dx"], row["dy"]) for row in placed}) == 3
    assert all(abs(row["dx"]) + abs(row["dy"]) > diamond**0.5 / 2 for row in placed)


def test_a_view_that_is_withheld_is_absent() -> None:
    spec = gap({"self": None, "others": 3.0, "expected": 2.0})
    assert [m["view"] for m in rows_of(spec, "point")] == ["They see us", "We expected"]
    assert NOT_SHOWN not in texts(spec)


def test_a_quality_with_no_view_at_all_is_said_to_be_not_shown() -> None:
    spec = gap({"self": None, "others": None, "expected": None})
    assert texts(spec) == [NOT_SHOWN]
    assert rows_of(spec, "point") == []


def test_the_ends_of_the_scale_may_hold_any_letters() -> None:
    spec = gap(
        {"self": 1.0, "others": 3.0, "expected": 2.0}, low='"; alert(1) //', high="\\ ’\u2028"
    )
    ends = layer(spec, "point")["encoding"]["x"]["axis"]["labelExpr"]
    assert r'["1", "\"; alert(1) //"]' in ends
    assert "\u2028" not in ends


def test_every_measure_has_its_picture() -> None:
    for kind in measures.kinds():
        assert (files("workshop_kit.measures") / kind / "reveal.html").is_file()
        assert not measures.has_chart(kind) or callable(measures.chart(kind).draw)


def test_text_colours_can_be_read_on_paper() -> None:
    for colour in (look.INK, look.MUTED, look.BRAND, look.ACCENT, look.EXPECTED):
        assert contrast(colour, look.PAPER) >= 4.5
    assert contrast(look.INK, look.BRAND_SOFT) >= 4.5
    assert contrast(look.INK, look.MIST) >= 4.5


@pytest.mark.parametrize("points", range(2, 12))
def test_each_step_of_a_scale_is_darker_and_its_number_can_be_read(points: int) -> None:
    shades = chart_theme.shades(points)
    light = [luminance(shade) for shade in shades]
    assert light == sorted(light, reverse=True)
    assert (shades[0], shades[-1]) == (look.LOW_TO_HIGH[0], look.LOW_TO_HIGH[-1])
    question = scale("Reliable", points=points)
    pieces = data(drawn(question, [question.tally(list(range(1, points + 1)))]))
    for piece in (row for row in pieces if "letters" in row):
        assert contrast(piece["letters"], piece["colour"]) >= 4.5


def test_the_twelve_teams_have_twelve_colours() -> None:
    assert len(look.TEAMS) == 12
    assert all(a != b for a, b in combinations(look.TEAMS, 2))


# What the tests draw, and what they find in it.


def values(question: Question, seed: int, people: int = 24) -> Iterator[Sequence[Any]]:
    chance = random.Random(seed)
    answers = [question.read(question.sample(chance, OFFER), OFFER) for _ in range(people)]
    return zip(*(answer for answer in answers if answer), strict=True)


def tallies(question: Question, seed: int) -> list[Tally]:
    return [question.tally(list(part)) for part in values(question, seed)]


def drawn(
    question: Question, told: Sequence[Tally | None], big: bool = False, validate: bool = False
) -> dict[str, Any]:
    """The picture as Vega-Lite; with `validate`, checked against its schema."""
    chart = questions.chart(question.kind()).draw(question, told, big)
    spec: dict[str, Any] = chart.to_dict(validate=validate)
    return spec


def gap(
    views: dict[str, float | None],
    count: int = 1,
    big: bool = True,
    low: str = LOW,
    high: str = HIGH,
) -> dict[str, Any]:
    qualities = [{"quality": f"Quality {i}", **views} for i in range(count)]
    picture = {"title": "Sales", "points": 5, "low": low, "high": high, "qualities": qualities}
    spec: dict[str, Any] = gap_chart.draw(picture, big).to_dict()
    return spec


def data(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for rows in spec["datasets"].values() for row in rows]


def layer(spec: dict[str, Any], mark: str) -> dict[str, Any]:
    return next(one for one in spec["layer"] if one["mark"]["type"] == mark)


def rows_of(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = spec["datasets"][layer(spec, mark)["data"]["name"]]
    return rows


def texts(spec: dict[str, Any]) -> list[str]:
    return [row[name] for row in data(spec) for name in ("text", "mean") if name in row]


def numbers(spec: dict[str, Any]) -> dict[str, str]:
    side = {"right": "left", "left": "right", "center": "above"}
    return {row["text"]: side[row["align"]] for row in data(spec) if "align" in row}


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_a_long_word_of_a_label_stays_whole_beside_its_row() -> None:
    names = ["Unternehmenskommunikation", "Qualitätssicherungslabore und Prüfung"]
    labels, _ = chart_theme.row_labels(names, 30, 780, look.BIG)
    assert labels == ["Unternehmenskommunikation", "Qualitätssicherungslabore\nund Prüfung"]
