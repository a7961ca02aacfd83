"""A word or two each, gathered into a word cloud."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value, one_text
from workshop_kit.release import Tally
from workshop_kit.sentence import sentence

MOST_WORDS = 5
DENSE, FULL = 380, 900
"""Letters from which on a cloud is set smaller, and that fit on a projector at all."""

SAMPLES = (
    *("curious", "tired", "hopeful", "busy", "calm", "rushed", "excited", "open"),
    *("unsure", "rested", "ready", "sceptical", "grateful", "distracted", "awake", "cheerful"),
)


@dataclass(frozen=True, kw_only=True)
class Words(Question):
    """Up to `most` short answers of at most `longest` characters."""

    most: int = 1
    longest: int = 24

    def __post_init__(self) -> None:
        if not 1 <= self.most <= MOST_WORDS:
            raise ValueError(f"most must be from 1 to {MOST_WORDS}")
        if not 1 <= self.longest <= 60:
            raise ValueError("longest must be from 1 to 60 characters")

    @property
    def quotes(self) -> bool:
        return True

    @property
    def makes_cards(self) -> bool:
        return False

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        texts = [one_text(fields, str(i), self.longest) for i in range(self.most)]
        words = list(dict.fromkeys(" ".join(text.split()) for text in texts if text))
        if any("\n" in text for text in texts):
            raise Invalid(sentence("One word or a short phrase, please, on one line."))
        return [words] if words else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {str(i): [word] for i, word in enumerate(answer[0])}

    def tally(self, values: Sequence[Value]) -> Tally:
        """Words with counts, most frequent first; spelling and capitals as most people wrote."""
        spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for words in values:
            for word in {word.casefold(): word for word in words}.values():
                spellings[word.casefold()][word] += 1
        counted = [
            (min(forms, key=lambda form: (-forms[form], form)), forms.total())
            for forms in spellings.values()
        ]
        counted.sort(key=lambda entry: (-entry[1], entry[0].casefold()))
        return {"words": [{"text": text, "count": count} for text, count in counted]}

    def pages(self, tally: Tally) -> list[Tally]:
        """As many words as can be read from the back of the room; the most frequent first."""
        pages: list[list[Value]] = [[]]
        for word in tally["words"]:
            if pages[-1] and self.room({"words": [*pages[-1], word]}) > FULL:
                pages.append([])
            pages[-1].append(word)
        return [{"words": words} for words in pages]

    def is_dense(self, tally: Tally) -> bool:
        """Are there so many words that they have to be set smaller?"""
        return self.room(tally) > DENSE

    def room(self, tally: Tally) -> float:
        """How much room words take, in letters: those that came more often are larger."""
        most = max([2, *(word["count"] for word in tally["words"])])
        larger = [1 + 1.3 * (word["count"] - 1) / (most - 1) for word in tally["words"]]
        sized = zip(tally["words"], larger, strict=True)
        return math.fsum((len(word["text"]) + 3) * size**2 for word, size in sized)

    def own_words(self, tally: Tally) -> list[str]:
        return [word["text"] for word in tally["words"]]

    def without(self, tally: Tally, texts: Collection[str]) -> Tally:
        """Also in another spelling, for a team may have written them its own way."""
        gone = {text.casefold() for text in texts}
        return {"words": [w for w in tally["words"] if w["text"].casefold() not in gone]}

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(None, word["text"]) for word in tally["words"] for _ in range(word["count"])]

    def counts(self, tally: Tally) -> list[tuple[str, int]]:
        return [(word["text"], word["count"]) for word in tally["words"]]

    def in_words(self, tally: Tally) -> str:
        return ", ".join(
            f"{word['text']} ({word['count']})" if word["count"] > 1 else str(word["text"])
            for word in tally["words"]
        )

    def said(self, answer: Answer) -> str:
        return ", ".join(answer[0])

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {"0": [chance.choice(SAMPLES)]}
