"""What the facilitator does with people's own words: take down, let through, put on piles.

Each is a pure function that returns a new Workshop, or raises NotNow or Invalid. What has been
released stays as it is; `disclosure` leaves out what she does not show, wherever it is shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from workshop_kit.question import Invalid
from workshop_kit.workshop import NotNow, Workshop
from workshop_kit.workshop.making import clean

LONGEST_PILE = 60


def take_down(workshop: Workshop, key: str, text: str) -> Workshop:
    """Show a text no longer, wherever it stands: the card itself, and what took it up."""
    _check_worded(workshop, key)
    there = workshop.taken_down.get(key, ())
    if text in there:
        raise NotNow("This has been taken down already.")
    return _changed(workshop, taken_down={**workshop.taken_down, key: (*there, text)})


def put_back(workshop: Workshop, key: str, text: str) -> Workshop:
    """Show a text again that was taken down, where it was."""
    there = workshop.taken_down.get(key, ())
    alike = [other for other in there if other.casefold() == text.casefold()]
    if not alike:
        raise NotNow("This has not been taken down.")
    gone = [text] if text in alike else alike  # a word's spelling changes with who else writes it
    left = tuple(other for other in there if other not in gone)
    return _changed(workshop, taken_down=_with(workshop.taken_down, key, left))


def wait_for_me(workshop: Workshop, key: str, waiting: bool) -> Workshop:
    """Let answers that would be shown as they come wait for her; or not, where she changed her mind
    before the step was opened."""
    step = workshop.find(key).step
    if not step.question.quotes or step.reveal != "live":
        raise NotNow("Only words that are shown as they come can wait for you.")
    if workshop.phase(key) != "ready":
        raise NotNow("This step has been opened, so it goes on as people were told.")
    others = {k: texts for k, texts in workshop.let_through.items() if k != key}
    return _changed(workshop, let_through={**others, key: ()} if waiting else others)


def let_through(workshop: Workshop, key: str, texts: Collection[str]) -> Workshop:
    """Show texts that have waited for her."""
    if key not in workshop.let_through:
        raise NotNow("Answers to this step do not wait for you.")
    there = workshop.let_through[key]
    new = tuple(text for text in dict.fromkeys(texts) if text not in there)
    return _changed(workshop, let_through={**workshop.let_through, key: there + new})


def pile(workshop: Workshop, key: str, name: str, cards: Collection[str]) -> Workshop:
    """Put cards, by their ids, on a pile with a name; a card lies on one pile only."""
    _check_worded(workshop, key)
    if workshop.phase(key) not in ("held", "revealed"):
        raise NotNow("Cards come with the reveal.")
    if not cards:
        raise Invalid("Please choose the cards that belong together.")
    name = _named(name)
    left = _without(workshop.piles.get(key, {}), cards)
    return _piled(workshop, key, {**left, name: (*left.get(name, ()), *cards)})


def single(workshop: Workshop, key: str, cards: Collection[str]) -> Workshop:
    """Take cards off the piles on which they lie."""
    return _piled(workshop, key, _without(workshop.piles.get(key, {}), cards))


def rename(workshop: Workshop, key: str, name: str, new: str) -> Workshop:
    """Give a pile another name; one that has this name already takes up its cards."""
    piles, new = _found(workshop, key, name), _named(new)
    renamed: dict[str, tuple[str, ...]] = {}
    for old, cards in piles.items():
        kept = new if old == name else old
        renamed[kept] = renamed.get(kept, ()) + cards
    return _piled(workshop, key, renamed)


def unpile(workshop: Workshop, key: str, name: str) -> Workshop:
    """Take a pile apart; its cards are single again."""
    piles = _found(workshop, key, name)
    return _piled(workshop, key, {old: cards for old, cards in piles.items() if old != name})


def _check_worded(workshop: Workshop, key: str) -> None:
    if not workshop.find(key).step.question.quotes:
        raise NotNow("Nobody writes in own words in this step.")


def _named(name: str) -> str:
    name = clean(name)
    if not name:
        raise Invalid("Please give the pile a name.")
    if len(name) > LONGEST_PILE:
        raise Invalid(f"That name has {len(name)} letters; there is room for {LONGEST_PILE}.")
    return name


def _found(workshop: Workshop, key: str, name: str) -> dict[str, tuple[str, ...]]:
    piles = workshop.piles.get(key, {})
    if name not in piles:
        raise NotNow("There is no such pile any more.")
    return piles


def _without(
    piles: Mapping[str, tuple[str, ...]], cards: Collection[str]
) -> dict[str, tuple[str, ...]]:
    left = {name: tuple(c for c in there if c not in cards) for name, there in piles.items()}
    return {name: there for name, there in left.items() if there}


def _piled(workshop: Workshop, key: str, piles: dict[str, tuple[str, ...]]) -> Workshop:
    return _changed(workshop, piles=_with(workshop.piles, key, piles))


def _with(there: Mapping[str, object], key: str, value: object) -> dict[str, object]:
    """With this value, or without the key where it is empty."""
    others = {other: kept for other, kept in there.items() if other != key}
    return {**others, key: value} if value else others


def _changed(workshop: Workshop, **changes: object) -> Workshop:
    """At its next revision; it is no move that would make another one come too late."""
    return replace(workshop, revision=workshop.revision + 1, **changes)  # type: ignore[arg-type]
