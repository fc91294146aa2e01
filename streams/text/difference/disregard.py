"""disregarded: what one capture shows as noise is noise in the other one too.

Observed: noise is told by its wording and its place, and both change by chance: a line break within an appeal, a link
that tore it, a neighbour that went. Then the same words are noise in one version and stand in the other's article,
and a comparison of the two articles would report words that nobody added.

Decided: both sides are in view. Sentences in a row that say what a block of the other side's noise says, where this
side has no such noise, take no part in the comparison; they stay where they are in the article. A block that stands
unchanged on both sides does not matter either way.

Deliberately missed: an edit within such sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from streams.records import Noise
from streams.text.difference.similarity import words_in_common
from streams.text.difference.tokens import folded_tokens, is_word
from streams.text.difference.units import Unit
from streams.text.fold import fold

# Of the words of a row of sentences that the noise has, and of the noise that the row has.
SENTENCE_SHARE_MIN = 0.9
NOISE_SHARE_MIN = 0.8
# More is compared as whole sentences only.
CELLS_MAX = 20_000


def disregarded(units: Sequence[Unit], own: Sequence[Noise], other: Sequence[Noise]) -> set[int]:
    """Return the units of one side that are noise by the ``other`` side's word; ``own`` is this side's noise."""
    if not other or not units:
        return set()
    here = {fold(item.text) for item in own}
    texts = [text for text in dict.fromkeys(fold(item.text) for item in other) if text and text not in here]
    whole = set(texts)
    found = {at for at, unit in enumerate(units) if unit.key in whole}
    if len(texts) * len(units) > CELLS_MAX:
        return found
    said = [_words(unit.key) for unit in units]
    for text in texts:
        found |= _rows(said, _words(text))
    return found


def _rows(said: list[list[str]], noise: list[str]) -> set[int]:
    """Rows of neighbouring sentences whose words are those of one block of noise."""
    known = set(noise)
    alike = [_is_part(words, noise, known) for words in said]
    found: set[int] = set()
    for is_alike, row in groupby(range(len(said)), key=alike.__getitem__):
        places = list(row)
        words = [word for at in places for word in said[at]]
        if is_alike and words_in_common(words, noise) >= NOISE_SHARE_MIN * len(noise):
            found.update(places)
    return found


def _is_part(words: list[str], noise: list[str], known: set[str]) -> bool:
    least = SENTENCE_SHARE_MIN * len(words)
    if not words or sum(word in known for word in words) < least:
        return False
    return words_in_common(words, noise) >= least


def _words(key: str) -> list[str]:
    """Without the marks of emphasis, which may be half of what tore a sentence."""
    bare = key.casefold().replace("_", " ").replace("*", " ")
    return [token for token in folded_tokens(bare) if is_word(token)]
