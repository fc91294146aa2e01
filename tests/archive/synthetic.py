"""Events in great number, made up from a seed: for measurements, not for meaning.

Words follow Zipf's law, as in any language: the commonest stands in almost every revision, most are rare.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import orjson

from streams import topology
from streams.messages import Incoming
from streams.schema import folder
from streams.vocabulary import KINDS, SIGNALS

VOCABULARY = 60_000
SYLLABLES = ("ba", "de", "fo", "gri", "hu", "ka", "lem", "mo", "nar", "po", "ris", "sta", "tel", "vun", "wy", "zor")
BEGINNING = datetime(2023, 1, 1, tzinfo=UTC)
KIND_WEIGHTS = (4, 2, 2, 8, 20, 12, 6, 14, 4, 2, 26)
LANGUAGES = ("en", "de", "fr", "es", "pt", "cy")
LANGUAGE_WEIGHTS = (70, 10, 8, 7, 4, 1)
SENTENCE_WORDS = 22


@cache
def example(topic: str) -> Incoming:
    """Return the message of the first example of a topic that passes."""
    path = min((folder() / "examples" / f"{topic}.v1").glob("pass-*.json"))
    return message(topic, orjson.loads(path.read_bytes()), 0)


def message(topic: str, value: dict[str, Any], number: int) -> Incoming:
    """Return a value as a message; its id depends on ``number``."""
    identity = sha256(f"{topic} {number}".encode()).hexdigest()[:32]
    headers = (
        ("ce_id", identity.encode()),
        ("ce_time", value["captured_at"].encode()),
        ("ce_source", b"rowback/made-up"),
    )
    return Incoming(topic, 0, number, None, orjson.dumps(value), 1_700_000_000_000 + number, headers)


def page_id(number: int) -> str:
    """Return the id of a page by its number."""
    return sha256(f"page {number}".encode()).hexdigest()[:32]


class World:
    """Pages of sites, and what is said of them."""

    def __init__(self, seed: int, pages: int, sites: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._pages = pages
        self._sites = sites
        self.words = list(itertools.islice(self._made_up(), VOCABULARY))
        self._cumulative = list(itertools.accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))
        self._versions = [1] * pages

    def _made_up(self) -> Iterator[str]:
        seen: set[str] = set()
        while True:
            word = "".join(self._chance.choices(SYLLABLES, k=self._chance.randrange(1, 5)))
            if word not in seen:
                seen.add(word)
                yield word

    def _sentence(self) -> list[str]:
        return self._chance.choices(self.words, cum_weights=self._cumulative, k=SENTENCE_WORDS)

    def _place(self, number: int) -> dict[str, Any]:
        site = f"site{number % self._sites}.example"
        return {"page": page_id(number), "url": f"https://{site}/{number}", "site": site}

    def cleaned(self) -> Iterator[Incoming]:
        """Yield the first version of each page."""
        base = orjson.loads(example(topology.CLEANED).value or b"")
        for number in range(self._pages):
            text = ". ".join(" ".join(self._sentence()) for _ in range(7))
            value = {
                **base,
                **self._place(number),
                "version": 1,
                "late": False,
                "captured_at": f"{BEGINNING:%Y-%m-%dT%H:%M:%SZ}",
                "headline": " ".join(self._sentence()[:7]),
                "language": self._chance.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0],
                "paragraphs": [{**base["paragraphs"][0], "text": text, "sentences": [[0, len(text)]]}],
                "noise": [],
                "cut_off": None,
                "reverts_to": None,
            }
            yield message(topology.CLEANED, value, number)

    def revised(self, count: int) -> Iterator[Incoming]:
        """Yield revisions, spread over three years."""
        base = orjson.loads(example(topology.REVISED).value or b"")
        step = timedelta(days=3 * 365) / count
        for number in range(count):
            page = min(int(self._chance.random() ** 2 * self._pages), self._pages - 1)
            place = self._place(page)
            at = f"{BEGINNING + step * number:%Y-%m-%dT%H:%M:%SZ}"
            self._versions[page] += 1
            side = {"page": place["page"], "url": place["url"], "captured_at": at, "text_hash": page_id(number)}
            value = {
                **base,
                **place,
                "basis": "own_history",
                "from": {**base["from"], **side, "version": self._versions[page] - 1},
                "to": {**base["to"], **side, "version": self._versions[page]},
                "captured_at": at,
                "headline": None,
                "edits": [self._edit() for _ in range(self._chance.choice((1, 1, 2, 3)))],
                "kind": self._chance.choices(KINDS, KIND_WEIGHTS)[0],
                "significance": round(self._chance.betavariate(2, 4), 3),
                "reverts_to": None,
            }
            if value["kind"] == "revert":
                value["reverts_to"] = 1
            yield message(topology.REVISED, value, number)

    def _edit(self) -> dict[str, Any]:
        old = self._sentence()
        where = self._chance.randrange(SENTENCE_WORDS)
        new = [*old[:where], self._sentence()[0], *old[where + 1 :]]
        start = len(" ".join(old[:where])) + bool(where)
        return {
            "op": "edited",
            "old": " ".join(old),
            "new": " ".join(new),
            "old_position": {"paragraph": 0, "sentence": 0},
            "new_position": {"paragraph": 0, "sentence": 0},
            "spans": [
                {"op": "replace", "old": [start, start + len(old[where])], "new": [start, start + len(new[where])]}
            ],
            "signals": [{"type": self._chance.choice(SIGNALS), "old": None, "new": None}],
            "kind": "edit",
        }
