"""families: house paragraphs of a site in other words than those it was learned in.

Observed: about one house paragraph in twenty is a first sighting in other words: an appeal names another sum, a line
about the newsletter loses a clause. Word for word it is none of the blocks that the site has taught.

Decided: a learned block is kept as a set of hashed pairs of neighbouring words, figures being all alike. A whole
paragraph belongs to its family where a third of the pairs of both is in common and its own wording has the cues of an
appeal or of a newsletter box. Neither would do alone: such cues stand in reports as well, and a sentence
that is close to a house's may be an edit of it, or a statement by a form.

Deliberately missed: other house paragraphs in other words; short blocks, whose pairs say little; editors' notes and
lines about where a text was published first, which follow a form; blocks that were never learned word for word.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import xxhash

from streams.records import Paragraph
from streams.text import fold, noise
from streams.text.notes import is_editors_note
from streams.text.wording import cues

WORDS_MIN = 12
WORDS_MAX = 200
KEPT_MAX = 64  # newest families of a site
ALIKE_MIN = 0.35  # share of the pairs of either that both have
CUES_MIN = 1  # of 3 at most, see `wording.cues`: what one page alone could not tell
_HASH_DIGITS = 8
_KINDS = frozenset({"paragraph", "item", "standfirst"})

Family = tuple[str, str]  # the learned block's name, its pairs as hexadecimal digits


def family_of(name: str, text: str) -> Family | None:
    """Return what is kept of a learned block; None where it is too short or too long to be told in other words."""
    pairs = _pairs(text)
    return (name, "".join(f"{pair:0{_HASH_DIGITS}x}" for pair in sorted(pairs))) if pairs else None


class Families:
    """The families of a site whose blocks count as noise."""

    def __init__(self, kept: Iterable[Family], names: frozenset[str]) -> None:
        self._families = [(name, _read(digits)) for name, digits in kept if name in names]

    def name_of(self, paragraph: Paragraph) -> str | None:
        """Return the learned block that a paragraph says in other words, the most similar one; None if it is none."""
        if not self._families or paragraph.kind not in _KINDS:
            return None
        pairs = _pairs(paragraph.text)
        best = max(((_share(pairs, other), name) for name, other in self._families), default=(0.0, ""))
        if not pairs or best[0] < ALIKE_MIN:
            return None
        if cues.might(cues.bits(cues.words(paragraph.text.lower()))) < CUES_MIN:
            return None
        return None if is_editors_note(paragraph.text) or noise.names_origin(paragraph.text) else best[1]


def _share(pairs: frozenset[int], other: frozenset[int]) -> float:
    """How much two sets have in common (Jaccard)."""
    return len(pairs & other) / max(1, len(pairs | other))


def _pairs(text: str) -> frozenset[int]:
    words = ["0" if word.isdigit() else word for word in fold.fold_words(text)]
    if not WORDS_MIN <= len(words) <= WORDS_MAX:
        return frozenset()
    return frozenset(xxhash.xxh32_intdigest(f"{a}\x00{b}".encode("utf-8", "surrogatepass")) for a, b in pairwise(words))


def _read(digits: str) -> frozenset[int]:
    return frozenset(int(digits[at : at + _HASH_DIGITS], 16) for at in range(0, len(digits), _HASH_DIGITS))
