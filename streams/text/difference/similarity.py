"""How much two sentences have in common, from 0 to 1, for many pairs at once.

Observed: plain similarity of characters finds the counterpart of a sentence as well as learned models do (NewsEdits,
F1 0.897); on characters, though, any two English sentences share half, and on words a corrected typo in a heading of
two words shares nothing.

Decided: the share of words in common order (indel similarity over word numbers); in small gaps also the similarity of
characters, stretched so that what strangers have in common is 0. Long sentences are judged by their first words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from streams.text.difference.units import Unit

# Below this share of common words readers see two different sentences, not an edited one.
EDITED_MIN = 0.5
# A sentence that begins or ends another needs this many words, lest "Photos" or "He said" find a home anywhere.
PART_WORDS_MIN = 3
WORDS_COMPARED_MAX = 400
CHARACTERS_COMPARED_MAX = 1_000
# Cells of a gap up to which characters are compared too.
CHARACTER_CELLS_MAX = 2_500
# Cells of a gap up to which every sentence is compared with every other: about 0.1 s for sentences of 25 words.
CELLS_MAX = 250_000
# In larger gaps a sentence is compared with those near the place where an even stretch would put it.
BAND_SENTENCES = 48
# Indel similarity of characters that two unrelated sentences of one language reach.
STRANGERS = 0.5

_SURROGATES_START, _SURROGATES_END = 0xD800, 0xE000
Matrix = NDArray[np.float32]


class Vocabulary:
    """Numbers words as characters, so that a sentence becomes a short string that rapidfuzz can compare."""

    def __init__(self) -> None:
        self._sign: dict[str, str] = {}

    def encode(self, unit: Unit) -> str:
        """Return one character a word (a mark, where a unit has no words)."""
        signs = []
        for word in (unit.words or unit.tokens)[:WORDS_COMPARED_MAX]:
            sign = self._sign.get(word)
            if sign is None:
                code = len(self._sign) + 1
                sign = chr(code if code < _SURROGATES_START else code + _SURROGATES_END - _SURROGATES_START)
                self._sign[word] = sign
            signs.append(sign)
        return "".join(signs)


def is_part(old: str, new: str, words_min: int) -> bool:
    """Whether the shorter of two encoded sentences is the beginning or the end of the longer."""
    short, long = (old, new) if len(old) < len(new) else (new, old)
    return len(short) >= words_min and (long.startswith(short) or long.endswith(short))


def words_in_common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the length of the longest common subsequence of two lists of words (the first 400 of each)."""
    return int(LCSseq.similarity(old[:WORDS_COMPARED_MAX], new[:WORDS_COMPARED_MAX]))


def similarity(old: Unit, new: Unit) -> float:
    """Return the similarity of one pair, 0 to 1."""
    return float(_rectangle([old], [new], Vocabulary(), characters=True)[0, 0])


def similar_pairs(old: list[Unit], new: list[Unit], least: float) -> list[tuple[int, int, float]]:
    """Return (old, new, similarity) of all pairs at or above ``least``, sorted by old, then falling new."""
    vocabulary = Vocabulary()
    cells = len(old) * len(new)
    if cells <= CELLS_MAX:
        return _cells(_rectangle(old, new, vocabulary, characters=cells <= CHARACTER_CELLS_MAX), 0, 0, least)
    found = []
    for start in range(0, len(old), BAND_SENTENCES):
        rows = old[start : start + BAND_SENTENCES]
        left = max(0, start * len(new) // len(old) - BAND_SENTENCES)
        right = (start + len(rows)) * len(new) // len(old) + BAND_SENTENCES
        found += _cells(_rectangle(rows, new[left:right], vocabulary, characters=False), start, left, least)
    return found


def _rectangle(old: list[Unit], new: list[Unit], vocabulary: Vocabulary, *, characters: bool) -> Matrix:
    rows, columns = [vocabulary.encode(unit) for unit in old], [vocabulary.encode(unit) for unit in new]
    matrix: Matrix = process.cdist(rows, columns, scorer=Indel.normalized_similarity, dtype=np.float32)
    if characters:
        _raise_parts(matrix, rows, columns)
        by_character = process.cdist(
            [unit.key[:CHARACTERS_COMPARED_MAX].casefold() for unit in old],
            [unit.key[:CHARACTERS_COMPARED_MAX].casefold() for unit in new],
            scorer=Indel.normalized_similarity,
            dtype=np.float32,
        )
        matrix = np.maximum(matrix, (by_character - STRANGERS) / (1 - STRANGERS))
    return matrix


def _raise_parts(matrix: Matrix, rows: list[str], columns: list[str]) -> None:
    """A sentence that was only cut short or drawn out is an edited one, however much was cut."""
    words_min = 1 if len(rows) == len(columns) == 1 else PART_WORDS_MIN
    for at, row in enumerate(rows):
        for beside, column in enumerate(columns):
            if 0 < matrix[at, beside] < EDITED_MIN and is_part(row, column, words_min):
                matrix[at, beside] = EDITED_MIN


def _cells(matrix: Matrix, row: int, column: int, least: float) -> list[tuple[int, int, float]]:
    rows, columns = np.nonzero(matrix >= least)
    order = np.lexsort((-columns, rows))
    return [
        (int(rows[at]) + row, int(columns[at]) + column, float(matrix[rows[at], columns[at]])) for at in order.tolist()
    ]
