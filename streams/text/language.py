"""Which language a text is in, where its page does not say.

A guess from the first 1,000 characters by py3langid (Lui & Baldwin 2012, langid.py), 0.2 ms. It decides which words
count as numbers, negations and hedges, so a short text, on which guesses are unsteady, gets none. The version is
pinned: another model would judge stored texts anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

CHARACTERS_READ = 1_000
CHARACTERS_MIN = 120


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
    classify = _classifier()
    assert callable(classify)  # noqa: S101 - published without types
    language: str = classify(" ".join(parts)[:CHARACTERS_READ])[0]
    return language
