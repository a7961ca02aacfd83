"""The contract of a kind of question, for every folder of `questions/`; then each kind's own."""

import random
from dataclasses import fields
from importlib.resources import files
from typing import Any, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import is_sentence, refusal
from workshop_kit import questions
from workshop_kit.exercise.reading import load
from workshop_kit.question import Answer, Fields, Invalid, Offered, Question, Value
from workshop_kit.questions.choice.question import Choice
from workshop_kit.questions.colleague.question import Colleague
from workshop_kit.questions.scale.question import Scale
from workshop_kit.questions.text.question import Text
from workshop_kit.questions.words.question import Words


def example(kind: str) -> Question:
    """The question of this kind in its example."""
    steps = load(questions.example(kind), kind).steps
    return next(step.question for step in steps if step.ask == kind)


EXAMPLES = {kind: example(kind) for kind in sorted(questions.kinds())}
OFFER = {f"p{i}": Offered(f"Person {i}", f"Team {i % 3}") for i in range(8)}

every_kind = pytest.mark.parametrize("kind", EXAMPLES)
every_question = pytest.mark.parametrize("kind", [k for k, q in EXAMPLES.items() if q.asks])

SPELLINGS = st.sampled_from(["open", "Open", "OPEN", "straße", "STRASSE", "être", "  ", "b"])
NASTY = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(
        [
            "",
            " ",
            "-1",
            "0",
            "1",
            "01",
            "3",
            "3.0",
            "99",
            "٣",
            "1e3",
            "NaN",
            "p1",
            "x" * 100_000,
            "two\nlines",
            "null \x00 bell \x07 escape \x1b[31m",
            "👩‍👩‍👧‍👦 🏴‍☠️ ❤️",
            "שלום \u202etxet desrever\u202c",
            "\ud800 half a pair",
            "=1+1",
            "<script>alert(1)</script>",
        ]
    ),
)
NAMES = st.sampled_from(["0", "1", "2", "option", "other", "person", "text"]) | st.text(max_size=5)
FORMS = st.dictionaries(NAMES, st.lists(NASTY, max_size=4), max_size=5)


def sampled(question: Question, seed: int, written: Fields | None = None) -> Answer:
    """The answer in a rehearsing participant's form, with some fields written over if that fits."""
    fields = question.sample(random.Random(seed), OFFER)
    try:
        answer = question.read({**fields, **(written or {})}, OFFER)
    except Invalid:
        answer = None
    answer = answer or question.read(fields, OFFER)
    assert answer is not None
    return answer


@st.composite
def values_of(draw: Any, kind: str) -> list[Value]:
    """What several people answered to the first part of a kind's example."""
    written = st.dictionaries(
        st.sampled_from(["text", "other", "0"]), st.lists(SPELLINGS, min_size=1, max_size=1)
    )
    drawn = draw(st.lists(st.tuples(st.integers(0, 99), written), min_size=1, max_size=12))
    return [sampled(EXAMPLES[kind], seed, over)[0] for seed, over in drawn]


@every_kind
def test_every_kind_has_all_its_faces(kind: str) -> None:
    folder = files(questions) / kind
    for face in ("question.py", "example.toml", "form.html", "reveal.html"):
        assert (folder / face).is_file(), f"questions/{kind}/{face} is missing"


@every_kind
def test_every_setting_that_holds_words_is_known_as_wording(kind: str) -> None:
    hints = get_type_hints(type(EXAMPLES[kind]))
    words = [f.name for f in fields(EXAMPLES[kind]) if hints[f.name] in (str, tuple[str, ...])]
    steps = {"like"}  # settings that name another step
    assert set(EXAMPLES[kind].wording) == set(words) - steps


@every_kind
def test_the_example_shows_its_own_kind(kind: str) -> None:
    assert EXAMPLES[kind].kind() == kind


@every_kind
@given(seed=st.integers())
def test_what_a_rehearsing_participant_fills_in_is_an_answer(kind: str, seed: int) -> None:
    question = EXAMPLES[kind]
    answer = question.read(question.sample(random.Random(seed), OFFER), OFFER)
    assert (answer is not None) == question.asks
    if answer is not None:
        assert len(answer) == len(question.parts())


@every_question
@given(data=st.data())
def test_a_tally_does_not_tell_who_came_first(kind: str, data: st.DataObject) -> None:
    values = data.draw(values_of(kind))
    mixed = data.draw(st.permutations(values))
    assert EXAMPLES[kind].tally(mixed) == EXAMPLES[kind].tally(values)


@every_question
@given(data=st.data())
def test_every_answer_has_its_own_rows_in_the_workbook(kind: str, data: st.DataObject) -> None:
    question, values = EXAMPLES[kind], data.draw(values_of(kind))
    alone = sum(len(question.rows(question.tally([value]))) for value in values)
    rows = question.rows(question.tally(values))
    assert len(rows) == alone >= len(values)
    assert all(row.number is not None or row.text for row in rows)


@every_question
@given(data=st.data())
def test_a_tally_can_be_told_in_words_and_in_counts(kind: str, data: st.DataObject) -> None:
    question = EXAMPLES[kind]
    tally = question.tally(data.draw(values_of(kind)))
    assert question.in_words(tally).strip()
    assert all(label.strip() and count >= 0 for label, count in question.counts(tally))
    assert all(hint.strip() for hint in question.hints())
    assert all(isinstance(figure, int | float) for figure in question.summary(tally).values())


@every_question
@given(data=st.data())
def test_answers_and_tallies_survive_the_database(kind: str, data: st.DataObject) -> None:
    question, values = EXAMPLES[kind], data.draw(values_of(kind))
    tally = question.tally(values)
    assert msgspec.json.decode(msgspec.json.encode(values)) == values
    assert msgspec.json.decode(msgspec.json.encode(tally)) == tally


@every_question
@given(seed=st.integers())
def test_a_form_is_filled_with_the_answer_that_was_read_from_it(kind: str, seed: int) -> None:
    question = EXAMPLES[kind]
    answer = sampled(question, seed)
    assert question.read(question.fill(answer), OFFER) == answer
    assert question.said(answer).strip()


@every_kind
@pytest.mark.parametrize("fields", [{}, {"0": [""], "text": [" "], "other": ["\n"], "option": []}])
def test_a_blank_form_is_no_answer(kind: str, fields: Fields) -> None:
    assert EXAMPLES[kind].read(fields, OFFER) is None


@every_kind
@given(fields=FORMS)
def test_whatever_a_form_sends_is_read_or_refused_in_a_sentence(kind: str, fields: Fields) -> None:
    question = EXAMPLES[kind]
    answer, refused = None, "Nothing was wrong."
    try:
        answer = question.read(fields, OFFER)
    except Invalid as error:
        refused = str(error)
    assert is_sentence(refused), refused
    if answer is not None:
        assert question.read(question.fill(answer), OFFER) == answer
        assert question.said(answer).strip()
        assert question.in_words(question.tally(answer[:1]))
        assert msgspec.json.decode(msgspec.json.encode(answer)) == answer
        assert len(msgspec.json.encode(answer)) < 10_000


# Scale


@pytest.mark.parametrize(
    ("values", "counts", "mean", "median"),
    [
        ([2, 3, 3, 4, 4, 4, 5, 5], [0, 1, 2, 3, 2], 3.75, 4),
        ([1, 1, 5, 5], [2, 0, 0, 0, 2], 3, 3),
        ([4], [0, 0, 0, 1, 0], 4, 4),
    ],
)
def test_a_scale_counts_each_point_and_says_mean_and_median(
    values: list[int], counts: list[int], mean: float, median: float
) -> None:
    scale = Scale(low="no", high="yes")
    tally = scale.tally(values)
    assert [count for _, count in scale.counts(tally)] == counts
    assert scale.summary(tally) == {"Mean": mean, "Median": median}
    assert [row.number for row in scale.rows(tally)] == values


def test_only_the_ends_of_a_scale_carry_words() -> None:
    scale = Scale(low="no", high="yes", points=3)
    labels = [label for label, _ in scale.counts(scale.tally([2]))]
    assert labels == ["1 (no)", "2", "3 (yes)"]
    assert scale.hints() == ("1 no", "3 yes")
    assert scale.in_words(scale.tally([2, 3])) == "2.5 on average of 2, from 1 (no) to 3 (yes)"


def test_items_of_a_scale_may_be_left_out() -> None:
    scale = Scale(low="no", high="yes", items=("Reliable", "Quick", "Open"))
    answer = scale.read({"0": ["4"], "2": ["1"]}, {})
    assert answer == [4, None, 1]
    assert scale.said(answer) == "Reliable: 4, Open: 1"


@pytest.mark.parametrize("sent", ["0", "6", "-1", "3.5", "٣", "three", " 3"])
def test_a_scale_takes_its_own_points_only(sent: str) -> None:
    scale = Scale(low="no", high="yes")
    told = refusal(lambda: scale.read({"0": [sent]}, {}))
    assert told == "Please choose a point from 1 to 5."


# Choice

COLOURS = ("Red", "Green", "Blue")


def test_one_option_or_several_as_the_exercise_says() -> None:
    both = {"option": ["2", "0"]}
    told = refusal(lambda: Choice(options=COLOURS).read(both, {}))
    assert told == "Please choose one option."
    assert Choice(options=COLOURS, several=True).read(both, {}) == [
        {"options": [0, 2], "other": ""}
    ]


def test_another_answer_only_where_the_exercise_has_room_for_it() -> None:
    own = {"other": [" Purple "]}
    assert Choice(options=COLOURS).read(own, {}) is None
    assert Choice(options=COLOURS, other=True).read(own, {}) == [{"options": [], "other": "Purple"}]
    told = refusal(lambda: Choice(options=COLOURS, other=True).read({**own, "option": ["1"]}, {}))
    assert told == "Please choose an option or write your own, not both."


def test_a_choice_counts_people_for_each_option() -> None:
    choice = Choice(options=COLOURS, several=True, other=True)
    tally = choice.tally(
        [
            {"options": [0, 1], "other": ""},
            {"options": [1], "other": "Purple"},
            {"options": [], "other": "orange"},
        ]
    )
    assert choice.counts(tally) == [("Red", 1), ("Green", 2), ("Blue", 0)]
    assert choice.in_words(tally) == "Red: 1; Green: 2; Blue: 0; orange; Purple"


def test_an_option_that_is_not_on_the_list_is_refused() -> None:
    told = refusal(lambda: Choice(options=COLOURS).read({"option": ["3"]}, {}))
    assert told == "That option is not on the list. Please choose again."


# Words


def words(*said: str) -> list[tuple[str, int]]:
    kind = Words()
    return kind.counts(kind.tally([[word] for word in said]))


def test_words_are_merged_over_capitals_and_told_as_most_people_wrote_them() -> None:
    assert words("Curious", "tired", "curious", "curious", "CURIOUS") == [
        ("curious", 4),
        ("tired", 1),
    ]


def test_words_come_by_number_then_by_letter() -> None:
    assert words("open", "busy", "awake", "busy") == [("busy", 2), ("awake", 1), ("open", 1)]


def test_inner_space_does_not_make_another_word() -> None:
    assert Words().read({"0": [" wide   awake "]}, {}) == [["wide awake"]]


@pytest.mark.parametrize("again", ["curious", "Curious"])
def test_who_says_a_word_twice_is_counted_once(again: str) -> None:
    kind = Words(most=2)
    answer = kind.read({"0": ["curious"], "1": [again]}, {})
    assert answer is not None
    assert [count for _, count in kind.counts(kind.tally(answer))] == [1]


def test_a_story_is_not_a_word() -> None:
    told = refusal(lambda: Words().read({"0": ["I have seen\nbetter days"]}, {}))
    assert told == "One word or a short phrase, please, on one line."
    told = refusal(lambda: Words(longest=10).read({"0": ["overwhelmed"]}, {}))
    assert told == "That is 11 characters; there is room for 10. Please shorten it."


# Text


def test_a_text_keeps_its_lines_but_no_control_characters() -> None:
    sent = "  Dear all,\r\n\tthank you \x00\x1b👍🏽\u202e \r\n"
    assert Text().read({"text": [sent]}, {}) == ["Dear all,\n\tthank you 👍🏽"]


def test_a_text_that_nobody_can_see_is_no_answer() -> None:
    assert Text().read({"text": ["\u200d"]}, {}) is None
    assert Text().read({"text": ["\u200b\u202e"]}, {}) is None


@pytest.mark.parametrize(("length", "fits"), [(20, True), (21, False)])
def test_a_text_has_the_room_that_the_exercise_gives(length: int, fits: bool) -> None:
    form = {"text": ["x" * length]}
    if fits:
        assert Text(longest=20).read(form, {}) == ["x" * 20]
    else:
        assert "room for 20" in refusal(lambda: Text(longest=20).read(form, {}))


# Colleague


def test_colleagues_are_chosen_out_of_those_in_the_room() -> None:
    kind = Colleague(most=2)
    answer = kind.read({"person": ["p3", "p1", "p1"]}, OFFER)
    assert answer is not None
    assert [chosen["id"] for chosen in answer[0]] == ["p1", "p3"]
    told = refusal(lambda: kind.read({"person": ["p1", "p99"]}, OFFER))
    assert told == "One of these people is not in the room any more. Please choose again."
    told = refusal(lambda: kind.read({"person": ["p1", "p2", "p3"]}, OFFER))
    assert told == "Please choose at most 2 people."


def test_alone_in_the_room_there_is_nobody_to_choose() -> None:
    kind = Colleague()
    assert kind.read(kind.sample(random.Random(1), {}), {}) is None
