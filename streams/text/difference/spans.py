"""Word-level spans: which words of a sentence changed.

Levenshtein opcodes over folded tokens (rapidfuzz), so that no word is cut and quote style, dashes and spaces that only
look different are no change. Short equal islands between two replacements ("of the") are taken into the change: a
reader sees one change of a phrase, not three crumbs.

Putting the new text of every span in place of its old text gives the new sentence, up to folding (``splice``); with
the spans of what only looks different as well (``exact``), which are those that are published, to the sign.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from streams.records import Span
from streams.text.difference.anchors import common_ends
from streams.text.difference.tokens import Token, is_word, tokens
from streams.text.fold import fold

# Beyond this the middle between equal ends is one replacement.
CELLS_MAX = 16_000_000
# An island this small is swallowed when the changes on both sides of it are larger than itself.
ISLAND_WORDS_MAX = 2
ISLAND_CHARACTERS_MAX = 6

Change = tuple[int, int, int, int]
Tokens = tuple[Token, ...]


def spans_of(old: str, new: str) -> list[Span]:
    """Return the spans in order: ranges of ``old`` and ``new`` in code points, at token borders, never overlapping."""
    old_tokens, new_tokens = tokens(old), tokens(new)
    spans = []
    for change in _coalesced(_changes(old_tokens, new_tokens), old_tokens, new_tokens):
        left, right = _trimmed(old, _extent(old, old_tokens, change[:2]), new, _extent(new, new_tokens, change[2:]))
        if left[0] == left[1]:
            if right[0] < right[1]:
                spans.append(Span("insert", left, right))
        else:
            spans.append(Span("replace" if right[0] < right[1] else "delete", left, right))
    return spans


def exact(old: str, new: str, spans: list[Span]) -> list[Span]:
    """Return the spans and, between them, those of what folds to the same and is written otherwise, in order."""
    found: list[Span] = []
    i = j = 0
    for span in [*spans, Span("replace", (len(old), len(old)), (len(new), len(new)))]:
        found += _written_otherwise(old, (i, span.old[0]), new, (j, span.new[0]))
        found.append(span)
        i, j = span.old[1], span.new[1]
    return found[:-1]


def without_typography(old: str, new: str, spans: list[Span]) -> list[Span]:
    """Return spans without those that ``exact`` added."""
    return [span for span in spans if fold(old[slice(*span.old)]) != fold(new[slice(*span.new)])]


def _written_otherwise(old: str, left: tuple[int, int], new: str, right: tuple[int, int]) -> list[Span]:
    if old[slice(*left)] == new[slice(*right)]:
        return []
    places = _places(old, left), _places(new, right)
    if len(places[0]) != len(places[1]):
        return [_span(left, right)]
    found: list[Span] = []
    for one, other in zip(*places, strict=True):
        if old[slice(*one)] == new[slice(*other)]:
            continue
        if found and found[-1].old[1] == one[0] and found[-1].new[1] == other[0]:
            found[-1] = _span((found[-1].old[0], one[1]), (found[-1].new[0], other[1]))
        else:
            found.append(_span(one, other))
    return found


def _places(text: str, extent: tuple[int, int]) -> list[tuple[int, int]]:
    """The tokens of a part of a text and what stands between them, by turns."""
    start, end = extent
    borders = [start]
    for token in tokens(text[start:end]):
        borders += [start + token.start, start + token.end]
    borders.append(end)
    return list(pairwise(borders))


def _span(old: tuple[int, int], new: tuple[int, int]) -> Span:
    op: Literal["insert", "delete", "replace"] = "replace"
    if old[0] == old[1]:
        op = "insert"
    elif new[0] == new[1]:
        op = "delete"
    return Span(op, old, new)


def splice(old: str, new: str, spans: list[Span]) -> str:
    """Return ``old`` with every span's new text in place of its old text."""
    parts, at = [], 0
    for span in spans:
        parts += [old[at : span.old[0]], new[span.new[0] : span.new[1]]]
        at = span.old[1]
    return "".join([*parts, old[at:]])


def _changes(old: Tokens, new: Tokens) -> list[Change]:
    number: dict[str, int] = {}
    a = [number.setdefault(token.key, len(number)) for token in old]
    b = [number.setdefault(token.key, len(number)) for token in new]
    keys_old, keys_new = [token.key for token in old], [token.key for token in new]
    start, end = common_ends(keys_old, keys_new)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if not a and not b:
        return []
    if not a or not b or len(a) * len(b) > CELLS_MAX:
        return [(start, start + len(a), start, start + len(b))]
    changes: list[Change] = []
    for code in Levenshtein.opcodes(a, b):
        if code.tag == "equal":
            continue
        if changes and changes[-1][1] == code.src_start + start and changes[-1][3] == code.dest_start + start:
            changes[-1] = (changes[-1][0], code.src_end + start, changes[-1][2], code.dest_end + start)
        else:
            changes.append(
                (code.src_start + start, code.src_end + start, code.dest_start + start, code.dest_end + start)
            )
    return changes


def _coalesced(changes: list[Change], old: Tokens, new: Tokens) -> list[Change]:
    merged: list[Change] = []
    for change in changes:
        if merged and _is_crumb(old[merged[-1][1] : change[0]], _words(merged[-1], old, new), _words(change, old, new)):
            merged[-1] = (merged[-1][0], change[1], merged[-1][2], change[3])
        else:
            merged.append(change)
    return merged


def _words(change: Change, old: Tokens, new: Tokens) -> int:
    return sum(is_word(token.key) for token in old[change[0] : change[1]] + new[change[2] : change[3]])


def _is_crumb(island: Tokens, before: int, after: int) -> bool:
    words = [token for token in island if is_word(token.key)]
    if len(words) > ISLAND_WORDS_MAX or sum(len(token.key) for token in island) > ISLAND_CHARACTERS_MAX:
        return False
    if any(token.key[0].isdigit() or token.key[0].isupper() for token in words):
        return False
    return min(before, after) >= max(2, len(words)) and before + after > 4 * len(words)


def _extent(text: str, marks: Tokens, change: tuple[int, ...]) -> tuple[int, int]:
    """From the end of the token before to the start of the token after, so that the spaces around are seen."""
    left = marks[change[0] - 1].end if change[0] else 0
    right = marks[change[1]].start if change[1] < len(marks) else len(text)
    return left, right


def _trimmed(
    old: str, left: tuple[int, int], new: str, right: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Take white space that both sides share off the ends of a change."""
    (i, i_end), (j, j_end) = left, right
    while i < i_end and j < j_end and old[i].isspace() and new[j].isspace():
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and old[i_end - 1].isspace() and new[j_end - 1].isspace():
        i_end, j_end = i_end - 1, j_end - 1
    return (i, i_end), (j, j_end)
