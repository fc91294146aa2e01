"""Which language a text is in, where its page does not say.

A guess from the first 1,000 characters by py3langid (Lui & Baldwin 2012, langid.py), 0.2 ms. It decides which words
count as numbers, negations and hedges, so a short text, on which guesses are unsteady, gets none. The version is
pinned: another model would judge stored texts anew. English is told by its commonest words first: the model takes half
a second to load, and most processes that read pages in English then never need it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

CHARACTERS_READ = 1_000
CHARACTERS_MIN = 120
ENGLISH_SHARE_MIN = 0.08  # English has about 0.25 of these, other languages under 0.02
# Common in English and words of no other language that is written much.
ENGLISH = frozenset(
    {
        "the", "and", "that", "with", "for", "from", "which", "have", "has", "had", "been", "were", "are",
        "their", "they", "this", "these", "not", "would", "will", "could", "about", "after", "when", "who",
        "what", "it", "its", "it's", "he", "his", "she", "her", "you", "your", "be", "or", "by",
    }
)  # fmt: skip


@cache
def _classifier() -> object:
    """Load the model at first use: half a second that a worker on HTML pages need not spend."""
    from py3langid import langid

    return langid.classify


def guess(texts: Iterable[str]) -> str | None:
    """Return an ISO 639-1 code, or None for a text of fewer than ``CHARACTERS_MIN`` characters."""
    parts: list[str] = []
    length = 0
    for text in texts:
        parts.append(text)
        length += len(text) + 1
        if length >= CHARACTERS_READ:
            break
    if length < CHARACTERS_MIN:
        return None
    beginning = " ".join(parts)[:CHARACTERS_READ]
    if _is_english(beginning.lower().split()):
        return "en"
    classify = _classifier()
    assert callable(classify)  # noqa: S101 - published without types
    language: str = classify(beginning)[0]
    return language


def _is_english(words: list[str]) -> bool:
    return "the" in words and sum(word in ENGLISH for word in words) >= ENGLISH_SHARE_MIN * len(words)
