"""A first sorting of texts: similar ones together, the same each time, and silent where few."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_kit import sorting
from workshop_kit.sorting import suggested

TOPICS = {
    "Meetings": "meetings {0} too long {1}",
    "Deadlines": "{0} deadlines change {1}",
    "Feedback": "{1} feedback comes {0} late",
}


def a_pile_of_each(seed: int) -> tuple[str, ...]:
    chance = random.Random(seed)

    def filler() -> str:
        return "".join(chance.choices("abcdefghij", k=8))

    texts = [form.format(filler(), filler()) for form in TOPICS.values() for _ in range(12)]
    chance.shuffle(texts)
    return tuple(texts)


def test_texts_about_the_same_lie_together_under_the_word_they_share() -> None:
    texts = a_pile_of_each(seed=1)
    piles = suggested(texts, 3)
    assert [len(pile.places) for pile in piles] == [12, 12, 12]
    for pile in piles:
        topics = {name for i in pile.places for name in TOPICS if name.casefold() in texts[i]}
        assert len(topics) == 1, "one pile, one topic"
        assert all(pile.name.casefold() in texts[i] for i in pile.places)


def test_of_few_texts_nothing_is_suggested() -> None:
    assert suggested(a_pile_of_each(seed=1)[: sorting.FROM - 1], 3) == []


def test_texts_without_a_word_in_common_are_left_alone() -> None:
    assert suggested((*(chr(97 + n) * 4 for n in range(26)), *["", "!?", "12"] * 3), 8) == []


def test_all_the_same_is_one_pile() -> None:
    (pile,) = suggested(("Shorter meetings",) * 29 + ("Nothing like it",), 4)
    assert len(pile.places) == 29


def test_she_begins_with_more_piles_the_more_there_is_and_never_with_many() -> None:
    assert [sorting.number_of_piles(n) for n in (30, 72, 128, 300)] == [4, 6, 8, 8]


@settings(max_examples=25)
@given(st.lists(st.text(max_size=30), min_size=30, max_size=60), st.integers(2, 8))
def test_whatever_was_written_each_text_is_in_one_pile_at_most(texts: list[str], most: int) -> None:
    piles = suggested(tuple(texts), most)
    suggested.cache_clear()
    assert piles == suggested(tuple(texts), most), "the same texts, the same piles"
    places = [place for pile in piles for place in pile.places]
    assert len(places) == len(set(places))
    assert set(places) <= set(range(len(texts)))
    assert all(pile.name and len(pile.places) > 1 for pile in piles)
    assert len(piles) <= most
