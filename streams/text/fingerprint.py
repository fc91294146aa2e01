"""A text as numbers: hashes of its windows (runs of words), and a sample of them by which copies find each other.

Observed: copies are edited, cut, prefixed with appeals and quoted in part, so that whole-text hashes, simhash and
MinHash bands at the usual thresholds miss most of them; what survives are runs of unchanged words.

Decided: windows of ``WINDOW_WORDS`` words. The sample is the set of local minima (winnowing: Schleimer, Wilkerson and
Aiken, SIGMOD 2003): of every ``SPAN_WINDOWS`` windows in a row the one with the smallest hash. So an unbroken run that
two texts share, 36 words of any two texts up to 4,000 words long, always shares an anchor, however long the rest of
either is; a random sample promises that to nobody, and one of a fixed size fails for an excerpt of a long text. Very
long texts take a wider span, very short ones a narrower: the anchors of a wider span are among those of a narrower,
so texts of different lengths still meet.

Deliberately missed: rewordings that leave no run of five words, and translations.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import xxhash

Hashes = npt.NDArray[np.uint64]

WINDOW_WORDS: Final = 5  # an edit breaks as many windows as they are long; four words and fewer are common phrases
SPAN_WINDOWS: Final = 32  # one anchor in about 17 words
# A text too short for so many gets narrower ones, and 22 anchors at least: of 8, one copy in a hundred that was edited
# in every eighth word and lies in a text twice as long shared none.
SPANS_A_TEXT_MIN: Final = 12
SPANS_A_TEXT_MAX: Final = 128  # bounds the anchors of a text at about 256
ANCHORS_SHARED_MIN: Final = 0.1  # share of the smaller sample; the exact check follows, so this is permissive
MUCH_LONGER: Final = 4  # times as many anchors

WORDS_REMEMBERED_MAX = 200_000
_FACTORS: Final = tuple(np.uint64(pow(0x9E3779B97F4A7C15, k, 1 << 64)) for k in range(WINDOW_WORDS))
_EMPTY: Final[Hashes] = np.zeros(0, dtype=np.uint64)


def _mixed(hashes: Hashes) -> Hashes:
    """Finalizer of SplitMix64 (Steele, Lea and Flood, 2014): minima need hashes that are evenly spread."""
    hashes ^= hashes >> np.uint64(30)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    return hashes


class _Digests(dict[str, bytes]):
    """The hash of each word, made once: most words of a text stood in others before it."""

    def __missing__(self, word: str) -> bytes:
        found = self[word] = xxhash.xxh3_64_digest(word.encode("utf-8", "surrogatepass"))
        return found


_digests = _Digests()


def windows(words: list[str]) -> Hashes:
    """Return the 64-bit hashes of all runs of ``WINDOW_WORDS`` words, in order; a shorter text is one window."""
    if not words:
        return _EMPTY
    if len(_digests) > WORDS_REMEMBERED_MAX:
        _digests.clear()
    each = np.frombuffer(b"".join(map(_digests.__getitem__, words)), dtype="<u8")
    each = each.astype(np.uint64, copy=False)
    count = max(1, len(each) - WINDOW_WORDS + 1)
    total = each[:count].copy()
    for place in range(1, min(WINDOW_WORDS, len(each))):
        total += each[place : place + count] * _FACTORS[place]
    return _mixed(total)


def _span(count: int) -> int:
    if count > SPAN_WINDOWS * SPANS_A_TEXT_MAX:
        return count // SPANS_A_TEXT_MAX
    return max(1, min(SPAN_WINDOWS, count // SPANS_A_TEXT_MIN))


def anchors(text_windows: Hashes) -> Hashes:
    """Return the sample of a text's windows by which copies are looked up: ascending, each hash once."""
    minima = text_windows
    span, width = _span(len(minima)), 1
    while width * 2 <= span:  # minima of 2, 4, 8, ... windows in a row, each from the one before
        minima = np.minimum(minima[:-width], minima[width:])
        width *= 2
    rest = span - width
    if rest:
        minima = np.minimum(minima[:-rest], minima[rest:])
    return np.unique(minima)


def stand_in(hashes: Hashes, ascending: Hashes) -> npt.NDArray[np.bool_]:
    """Say of each hash whether it is among the others, which are in ascending order."""
    if not len(ascending):
        return np.zeros(len(hashes), dtype=np.bool_)
    places = np.minimum(np.searchsorted(ascending, hashes), len(ascending) - 1)
    found: npt.NDArray[np.bool_] = ascending[places] == hashes
    return found


def alike(shared: int, count: int, other_count: int) -> bool:
    """Say whether two texts that share so many anchors are worth an exact check: a function of the unordered pair.

    A much longer text has a sparser sample: one anchor is enough there.
    """
    smaller, larger = sorted((count, other_count))
    return shared > 0 and (shared >= ANCHORS_SHARED_MIN * smaller or larger >= MUCH_LONGER * smaller)
