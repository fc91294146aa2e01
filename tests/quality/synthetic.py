"""Invented texts by the thousand, and what is made of them: nothing but words, with the frequencies of a language.

The words are numbers to the eye of ``match``: what counts is how often a run of words comes again. Frequencies follow
Zipf's law, so that common phrases happen, and one article in ten carries a house paragraph that hundreds share.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

import numpy as np

from streams.records import Event, Paragraph
from streams.stages import match
from streams.stages.versions import VersionText
from streams.text import fingerprint
from streams.text.likeness import Body

VOCABULARY = 30_000
PARAGRAPH_WORDS = 60
HOUSE_PARAGRAPHS = 40
HOUSE_SHARE = 0.1
PARTITIONS = 8
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]

Words = list[str]


def _word(number: int) -> str:
    found = ""
    while True:
        found += SYLLABLES[number % len(SYLLABLES)]
        number //= len(SYLLABLES)
        if not number:
            return found


WORDS = [_word(number + 400) for number in range(VOCABULARY)]
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))


class Press:
    """Prints articles; the same seed prints the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - texts, not secrets
        self.house = [self.words(self.random.randint(25, 50)) for _ in range(HOUSE_PARAGRAPHS)]

    def words(self, count: int) -> Words:
        """Return so many words in a row."""
        return self.random.choices(WORDS, cum_weights=WEIGHTS, k=count)

    def article(self, count: int) -> Words:
        """Return an article of so many words, now and then with a house paragraph at its end."""
        text = self.words(count)
        return text + self.random.choice(self.house) if self.random.random() < HOUSE_SHARE else text

    def retouched(self, text: Words, every: int) -> Words:
        """Return the text with a word changed now and then, ``every`` so many words on average."""
        return [self.words(1)[0] if self.random.random() * every < 1 else word for word in text]


@dataclass
class Memory:
    """The state of one shard."""

    records: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def get(self, table: str, key: str) -> bytes | None:
        return self.records.get((table, key))

    def put(self, table: str, key: str, value: bytes | None) -> None:
        if value is None:
            self.records.pop((table, key), None)
        else:
            self.records[table, key] = value


class Shards:
    """The real ``match`` over all its shards."""

    def __init__(self) -> None:
        self.tables = [Memory() for _ in range(PARTITIONS)]

    def look_up(self, version: VersionText) -> list[Event]:
        """Look a version up in all its shards and remember it there; return the pairs named."""
        said: list[Event] = []
        for event in match.lookups(version, PARTITIONS):
            assert isinstance(event.route, int)
            said += match.step(event.value, self.tables[event.route], PARTITIONS)
        return said

    def state_bytes(self) -> int:
        """Return how many bytes all tables hold, keys included."""
        return sum(len(key) + len(value) for table in self.tables for (_, key), value in table.records.items())


def version(name: str, text: Words, captured_at: str = "2026-03-01T08:00:00Z") -> VersionText:
    """Return a text as the first version of a page on a site of its own."""
    page = hashlib.sha256(name.encode()).hexdigest()[:32]
    lines = [" ".join(text[at : at + PARAGRAPH_WORDS]) for at in range(0, len(text), PARAGRAPH_WORDS)]
    site = f"{name}.example"
    paragraphs = [Paragraph(line) for line in lines]
    return VersionText(page, f"https://{site}/", site, 1, captured_at, page, None, paragraphs, [])


def containment(one: VersionText, other: VersionText) -> tuple[float, int, float]:
    """Return the share of the smaller's windows that the other has, how many that are, and the ratio of lengths."""
    mine, theirs = (Body(side.paragraphs).different_windows for side in (one, other))
    shared = int(np.count_nonzero(fingerprint.stand_in(mine, theirs)))
    smaller, larger = sorted((len(mine), len(theirs)))
    return shared / smaller, shared, larger / smaller
