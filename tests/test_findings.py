"""What an exercise has found: few sentences, the strongest first, the same wherever they stand."""

from hypothesis import given
from hypothesis import strategies as st

from workshop_kit.finding import LEAST_SURE, MOST, Finding, nothing, strongest, sureness
from workshop_kit.sentence import Sentence


def found(size: float, sure: float = 1.0, topic: str = "") -> Finding:
    """A finding of this size and sureness."""
    return Finding(said=Sentence("Size {size}.", {"size": size}), size=size, sure=sure, topic=topic)


shares = st.floats(0, 1, allow_nan=False)


@given(st.lists(st.builds(found, shares, shares, st.sampled_from(["", "one", "two"]))))
def test_at_most_three_are_told_the_strongest_first(many: list[Finding]) -> None:
    told = strongest(many)
    assert len(told) <= MOST
    assert [f.strength for f in told] == sorted((f.strength for f in told), reverse=True)
    sure = [f for f in many if f.size and f.sure >= LEAST_SURE]
    assert not sure or told[0].strength == max(f.strength for f in sure)


def test_what_chance_may_have_made_is_not_told() -> None:
    assert strongest([found(0.9, sure=0.4)]) == []
    assert strongest([found(0.9, sure=0.4), found(0.1)]) == [found(0.1)]


def test_of_several_on_one_topic_only_the_strongest_is_told() -> None:
    assert strongest([found(0.3, topic="a"), found(0.5, topic="a"), found(0.1)]) == [
        found(0.5, topic="a"),
        found(0.1),
    ]


def test_that_there_is_none_is_told_only_where_there_is_none() -> None:
    none = nothing(Sentence("Nothing.", {}))
    assert strongest(none) == none
    assert strongest([*none, found(0.2)]) == [found(0.2)]
    assert strongest([*none, *none]) == none


def test_a_difference_is_as_sure_as_the_normal_distribution_says() -> None:
    assert round(sureness(1.96, 1), 3) == 0.95
    assert round(sureness(-5, 3, 4), 3) == 0.683
    assert sureness(0, 0, 0) == 0
    assert sureness(0.1, 0, 0) == 1
