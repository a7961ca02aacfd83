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


def a_pile_of_each(seed: int) -> list[str]:
    chance = random.Random(seed)

    def filler() -> str:
        return "".join(chance.choices("abcdefghij", k=8))

    texts = [form.format(filler(), filler()) for form in TOPICS.values() for _ in range(12)]
    chance.shuffle(texts)
    return texts


def test_texts_about_the_same_lie_together_under_the_word_they_share() -> None:
    texts = a_pile_of_each(seed=1)
    piles = suggested(texts)
    assert [len(pile.places) for pile in piles] == [12, 12, 12]
    for pile in piles:
        topics = {name for i in pile.places for name in TOPICS if name.casefold() in texts[i]}
        assert len(topics) == 1, "one pile, one topic"
        assert all(pile.name.casefold() in texts[i] for i in pile.places)


def test_of_few_texts_nothing_is_suggested() -> None:
    assert suggested(a_pile_of_each(seed=1)[: sorting.FROM - 1]) == []


def test_texts_without_a_word_in_common_are_left_alone() -> None:
    assert suggested([chr(97 + n) * 4 for n in range(26)] + ["", "!?", "12"] * 3) == []


@settings(max_examples=25)
@given(st.lists(st.text(max_size=30), min_size=30, max_size=60))
def test_whatever_was_written_each_text_is_in_one_pile_at_most(texts: list[str]) -> None:
    piles = suggested(texts)
    assert piles == suggested(texts), "the same texts, the same piles"
    places = [place for pile in piles for place in pile.places]
    assert len(places) == len(set(places))
    assert set(places) <= set(range(len(texts)))
    assert all(pile.name and len(pile.places) > 1 for pile in piles)
    assert len(piles) <= sorting.MOST_PILES
