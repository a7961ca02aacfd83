"""A first sorting of texts into piles of similar ones: a suggestion, for a person to correct.

Texts are alike where they share rare words, or beginnings of words: TF-IDF of both, cosine, and
average linkage, as in C. D. Manning, P. Raghavan & H. Schütze, "Introduction to Information
Retrieval" (2008), ch. 6 and 17. No list of words is used, so it works in any language that parts
its words; the same texts always give the same piles.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

FROM = 30
"""Texts from which on a suggestion says more than chance would."""

MOST_PILES, FEWEST_IN_A_PILE = 8, 2
STEM, SHORTEST = 5, 3
ALIKE = 0.2
"""The mean likeness, from 0 to 1, down to which texts are put together."""


class Pile(NamedTuple):
    """Similar texts, by their places in the list; the name is the word that most of them share."""

    name: str
    places: tuple[int, ...]


def suggested(texts: Sequence[str]) -> list[Pile]:
    """The largest piles first; a text that is like no other is in none. Empty for few texts."""
    if len(texts) < FROM:
        return []
    import numpy as np  # noqa: PLC0415 (it would delay every start)
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415

    said = [_words(text) for text in texts]
    weights = _weights(said)
    columns = {term: column for column, term in enumerate(sorted(weights))}
    table = np.zeros((len(texts), len(columns)))
    for row, words in enumerate(said):
        for term in columns.keys() & set(_terms(words)):
            table[row, columns[term]] = weights[term]
    sizes = np.linalg.norm(table, axis=1)
    telling = np.flatnonzero(sizes)  # a text without a telling word is like no other
    if len(telling) < FEWEST_IN_A_PILE:
        return []
    table = table[telling] / sizes[telling, None]
    apart = np.clip(1 - table @ table.T, 0, 1)[np.triu_indices(len(telling), 1)]
    found = fcluster(linkage(apart, "average"), 1 - ALIKE, "distance")
    together = [tuple(int(i) for i in telling[found == n]) for n in sorted(set(found))]
    piles = [places for places in together if len(places) >= FEWEST_IN_A_PILE]
    piles.sort(key=lambda places: (-len(places), places))
    return [Pile(_name(said, places), places) for places in piles[:MOST_PILES]]


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= SHORTEST]


def _terms(words: Sequence[str]) -> list[str]:
    """Words and their beginnings, which are the same in many of their forms."""
    low = [word.casefold() for word in words]
    return [*low, *(f"{word[:STEM]}…" for word in low)]


def _weights(said: Sequence[Sequence[str]]) -> dict[str, float]:
    """How telling a term is that is in several texts; one that is in all tells nothing."""
    seen = Counter(term for words in said for term in set(_terms(words)))
    return {term: math.log(len(said) / count) for term, count in seen.items() if count > 1}


def _name(said: Sequence[Sequence[str]], places: Sequence[int]) -> str:
    """The word that sets a pile apart: in many of its texts, and in few others."""
    here = Counter(w for i in places for w in {word.casefold() for word in said[i]})
    everywhere = Counter(w for words in said for w in {word.casefold() for word in words})
    best = max(sorted(here), key=lambda w: (here[w] * here[w] / everywhere[w], len(w)), default="")
    return best[:1].upper() + best[1:]
