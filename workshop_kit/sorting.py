"""A first sorting of texts into piles of similar ones: a suggestion, for a person to correct.

Texts are alike where they share rare words, pairs of words, or runs of letters: TF-IDF of all
three, the strongest directions of the table (latent semantic analysis, S. Deerwester et al., JASIS
41, 1990), and k-means from the best of several beginnings (D. Arthur & S. Vassilvitskii,
"k-means++", 2007). The facilitator chooses how many piles. No list of words is used, so it works in
any language that parts its words; the same texts always give the same piles.
"""

import math
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

FROM = 30
"""Texts from which on a suggestion says more than chance would."""

MOST_PILES, FEWEST_IN_A_PILE = 8, 2
PAIRS, LETTERS = (1, 2), (3, 5)
"""How many words, and how many letters of a word, make a term."""

SHORTEST, DIRECTIONS = 3, 50
BEGINNINGS, ROUNDS = 8, 30
ALIKE = 0.25
"""How near a text is to the middle of its pile at least, from 0 to 1; others are like no other."""


class Pile(NamedTuple):
    """Similar texts, by their places in the list; the name is the word that most of them share."""

    name: str
    places: tuple[int, ...]


def number_of_piles(texts: int) -> int:
    """How many piles to begin with: the root of half the texts, from two to eight."""
    return max(2, min(MOST_PILES, round(math.sqrt(texts / 2))))


@lru_cache(maxsize=4)  # a page asks again every few seconds
def suggested(texts: tuple[str, ...], most: int) -> list[Pile]:
    """At most that many piles, the largest first; a text that is like no other is in none.

    Empty for fewer than `FROM` texts. 300 texts of a sentence take a few tenths of a second.
    """
    if len(texts) < FROM:
        return []
    import numpy as np  # noqa: PLC0415 (it would delay every start)

    said = [_words(text) for text in texts]
    telling, places = _placed([Counter(_terms(words)) for words in said])
    different = len(np.unique(places.round(6), axis=0))
    many = min(most, len(telling) // FEWEST_IN_A_PILE, different)
    if many < 1:
        return []
    middles, found = _around_middles(places, many)
    near = (places * middles[found]).sum(axis=1) >= ALIKE * np.linalg.norm(middles[found], axis=1)
    together = [tuple(int(i) for i in telling[(found == n) & near]) for n in range(many)]
    kept = [there for there in together if len(there) >= FEWEST_IN_A_PILE]
    kept.sort(key=lambda there: (-len(there), there))
    return [Pile(_name(said, there), there) for there in kept]


def _placed(terms: Sequence[Counter[str]]) -> tuple[Any, Any]:
    """The numbers of the texts with a telling term, and where each lies along the strongest
    directions: an array of one row a text, each of length 1."""
    import numpy as np  # noqa: PLC0415

    weights = _weights(terms)
    columns = {term: column for column, term in enumerate(sorted(weights))}
    table = np.zeros((len(terms), len(columns)))
    for row, there in enumerate(terms):
        for term in columns.keys() & there.keys():
            table[row, columns[term]] = (1 + math.log(there[term])) * weights[term]
    sizes = np.linalg.norm(table, axis=1)
    telling = np.flatnonzero(sizes)  # a text without a telling word is like no other
    if not len(telling):
        return telling, np.zeros((0, 1))
    left, strengths, _ = np.linalg.svd(table[telling] / sizes[telling, None], full_matrices=False)
    places = left[:, :DIRECTIONS] * strengths[:DIRECTIONS]
    return telling, places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)


def _around_middles(places: Any, many: int) -> tuple[Any, Any]:
    """The middles of so many piles, and the number of the pile of each place: of several
    beginnings the one whose piles are the narrowest."""
    import numpy as np  # noqa: PLC0415
    from scipy.cluster.vq import kmeans2  # noqa: PLC0415

    sortings = []
    for seed in range(BEGINNINGS):
        chance = np.random.default_rng(seed)
        with warnings.catch_warnings(action="ignore"):  # an empty pile is none
            middles, found = kmeans2(places, many, ROUNDS, minit="++", rng=chance)
        sortings.append((float(((places - middles[found]) ** 2).sum()), seed, middles, found))
    _, _, middles, found = min(sortings, key=lambda sorting: sorting[:2])
    return middles, found


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= SHORTEST]


def _terms(words: Sequence[str]) -> list[str]:
    """Words, pairs of them, and runs of letters, which are the same in many forms of a word."""
    low = [word.casefold() for word in words]
    phrases = [" ".join(low[i : i + n]) for n in PAIRS for i in range(len(low) - n + 1)]
    return phrases + [
        f"…{word[i : i + n]}…"
        for word in (f" {word} " for word in low)
        for n in range(LETTERS[0], LETTERS[1] + 1)
        for i in range(len(word) - n + 1)
    ]


def _weights(terms: Sequence[Counter[str]]) -> dict[str, float]:
    """How telling a term is that is in several texts; one that is in all tells nothing."""
    seen = Counter(term for there in terms for term in there)
    return {term: math.log(len(terms) / count) for term, count in seen.items() if count > 1}


def _name(said: Sequence[Sequence[str]], places: Sequence[int]) -> str:
    """The word that sets a pile apart: in many of its texts, and in few others."""
    here = Counter(w for i in places for w in {word.casefold() for word in said[i]})
    everywhere = Counter(w for words in said for w in {word.casefold() for word in words})
    best = max(sorted(here), key=lambda w: (here[w] * here[w] / everywhere[w], len(w)), default="")
    return best[:1].upper() + best[1:]
