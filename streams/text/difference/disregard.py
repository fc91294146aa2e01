"""disregarded: what one capture shows as noise is noise in the other one too.

Observed: noise is told by its wording and its place, and both change by chance: a line break within an appeal, a link
that tore it, a neighbour that went. Then the same words are noise in one version and stand in the other's article,
and a comparison of the two articles would report words that nobody added.

Decided: both sides are in view. Sentences in a row that say what a block of the other side's noise says, where this
side has no such noise, take no part in the comparison; they stay where they are in the article. A block that stands
unchanged on both sides does not matter either way.

Deliberately missed: an edit within such sentences. What rotates or counts is exchanged or differs in its figures; a
line in which a few words were changed was edited by somebody (``edited_noise``). The stream stays silent about it all
the same, since house lines are reworded on every page; who compares two texts and no site is told.
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
# A line of noise was edited where the other one has so much of its words; shorter lines are alike by chance.
EDITED_SHARE_MIN = 0.8
EDITED_WORDS_MIN = 6
EDITED_LINES_MAX = 50
# What a page says otherwise at each look, whoever reads it.
_NEVER_EDITED = frozenset({"counter", "date_of_capture", "advertisement", "cookie", "share", "button", "by_hand"})


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


def edited_noise(old: Sequence[Noise], new: Sequence[Noise]) -> list[str]:
    """Return the texts of noise that both sides show with a few words changed: as they stand in ``old`` and ``new``."""
    gone, come = _alone(old, new), _alone(new, old)
    found: dict[str, None] = {}
    for before, words in gone.items():
        for after, others in come.items():
            least = EDITED_SHARE_MIN * min(len(words), len(others))
            if words != others and words_in_common(words, others) >= least:
                found |= {before: None, after: None}
    return list(found)


def noise_in_article(noise: Sequence[Noise], units: Sequence[Unit], own: Sequence[Noise]) -> list[str]:
    """Return the texts of one side's ``noise`` that stand in the other side's article, which has ``own`` noise."""
    lines = [item for item in noise if item.reason not in _NEVER_EDITED][:EDITED_LINES_MAX]
    return [item.text for item in lines if disregarded(units, own, [item])]


def _alone(own: Sequence[Noise], other: Sequence[Noise]) -> dict[str, list[str]]:
    """The words of each line that only one side shows; a figure is as good as any other."""
    known = {fold(item.text) for item in other}
    lines = [item.text for item in own if item.reason not in _NEVER_EDITED and fold(item.text) not in known]
    words = {text: ["0" if word.isdigit() else word for word in _words(fold(text))] for text in lines}
    return dict([(text, said) for text, said in words.items() if len(said) >= EDITED_WORDS_MIN][:EDITED_LINES_MAX])


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
