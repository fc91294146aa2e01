"""How deep a change of words goes: from spacing and case down to another statement.

Decided: a change is a typo only where one word became a very similar one with the same two first letters, and neither
is a number; in a long name only a letter inside, or an "s" at its end. "million" to "billion" or "legal" to "illegal"
must never count as one. In doubt it is ``words``.
"""

from __future__ import annotations

import re
from typing import Literal

from rapidfuzz.distance import OSA

from streams.records import Span
from streams.text.difference.quantities import moments, quantities
from streams.text.difference.tokens import folded_tokens, is_word
from streams.text.difference.vocabulary import GRAMMAR, vocabulary
from streams.text.fold import fold

Depth = Literal["typography", "case", "punctuation", "style", "typo", "grammar", "words"]

# Signs of layout and markup, that are never read out.
_LAYOUT = re.compile(r"[\s'*_#|•·~^<>\[\](){}\\/+=-]+")
_ITEM_NUMBER = re.compile(r"\W*\d{1,3}[.)]\s*")
TYPO_LETTERS_MIN = 5
TYPO_LETTERS_LONG = 8
# Shorter names that differ in a letter are two names.
TYPO_NAME_LETTERS_MIN = 7
_VOWELS = frozenset("aeiouyáàâäãéèêëíìîïóòôöõúùûüåæøœ")
_CONTRACTIONS = (("can't", "cannot"), ("won't", "will not"), ("n't", " not"), ("'re", " are"), ("'ve", " have"))
_CONTRACTIONS_OPEN = (("'ll", " will"), ("it's", "it is"), ("that's", "that is"), ("i'm", "i am"), ("let's", "let us"))
_SPELLINGS = (
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"is(e|es|ed|ing|er|ers)\b"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s?|ed|ing|able|ful|ite|ites)\b"), r"or\1"),
    (re.compile(r"(?<=[a-z]{3})(t)re(s?)\b"), r"\1er\2"),
    (re.compile(r"ll(ed|ing|er|ers)\b"), r"l\1"),
    (re.compile(r"(?<=[a-z]{2})ogue\b"), "og"),
    (re.compile(r"(?<=[a-z]{3})ence\b"), "ense"),
    (re.compile(r"\s*\bper ?cent\b"), "%"),
    (re.compile(r"\bprogramme(s?)\b"), r"program\1"),
)


def depth(old: str, new: str, language: str | None = None) -> Depth:
    """Return how deep the change from ``old`` to ``new`` goes; either may be empty."""
    before, after = fold(old), fold(new)
    if _LAYOUT.sub("", before) == _LAYOUT.sub("", after):
        return _of_layout(before, after)
    low_before, low_after = before.casefold(), after.casefold()
    if low_before == low_after:
        return "case"
    words_before, words_after = _words(low_before), _words(low_after)
    if words_before == words_after:
        return "punctuation"
    if _joined(words_before) == _joined(words_after) or _spelled_out(low_before) == _spelled_out(low_after):
        return "style"
    if words_before and words_after and _same_number(before, after, language):
        return "style"
    if len(words_before) == len(words_after) == 1 and is_typo(before, after, language):
        return "typo"
    if {*words_before, *words_after} <= GRAMMAR:
        return "grammar"
    return "words"


def span_depth(old: str, new: str, span: Span, language: str | None = None) -> Depth:
    """Return how deep one span of an edit goes; the number of a list item is no statement."""
    before, after = old[slice(*span.old)], new[slice(*span.new)]
    if span.old[0] == span.new[0] == 0 and _is_item_number(before) and _is_item_number(after):
        return "punctuation"
    return depth(before, after, language)


def span_depths(old: str, new: str, spans: list[Span], language: str | None = None) -> list[Depth]:
    """Return the depth of every span; a date that only is written otherwise ("May 3", "3 May") is style."""
    depths = [span_depth(old, new, span, language) for span in spans]
    if "words" not in depths:
        return depths
    before, after = moments(old, language), moments(new, language)
    senses = {item.sense for item in before} & {item.sense for item in after}
    left, right = ([(item.start, item.end) for item in side if item.sense in senses] for side in (before, after))
    return [
        "style" if _is_within(span.old, left) and _is_within(span.new, right) else depth
        for span, depth in zip(spans, depths, strict=True)
    ]


def _is_within(extent: tuple[int, int], ranges: list[tuple[int, int]]) -> bool:
    return any(start <= extent[0] and extent[1] <= end for start, end in ranges)


def _is_item_number(text: str) -> bool:
    return not text or _ITEM_NUMBER.fullmatch(text) is not None


def _of_layout(before: str, after: str) -> Depth:
    """Letters are the same: joining words is a matter of spelling, brackets and dashes are punctuation."""
    if _words(before) != _words(after):
        return "style"
    marks = set(before) ^ set(after)
    return "punctuation" if marks & set("()[]/-+=") else "typography"


def _joined(words: list[str]) -> str:
    """ "user friendly", "user-friendly" and "userfriendly" are one."""
    return "".join(words).replace("-", "")


def _words(text: str) -> list[str]:
    return [token for token in folded_tokens(text) if is_word(token)]


def _spelled_out(text: str) -> str:
    """One spelling for British and American words, and contractions in full; only ever compared with its like."""
    for short, full in (*_CONTRACTIONS, *_CONTRACTIONS_OPEN):
        text = text.replace(short, full)
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return text


def _same_number(old: str, new: str, language: str | None) -> bool:
    """Whether both are one number and nothing else, of equal value: "four" and "4"."""
    before, after = quantities(old, language, []), quantities(new, language, [])
    if len(before) != 1 or len(after) != 1 or before[0].sense != after[0].sense:
        return False
    return before[0].end - before[0].start == len(old) and after[0].end - after[0].start == len(new)


def is_typo(old: str, new: str, language: str | None = None) -> bool:
    """Whether one word is the other, misspelled."""
    before, after = old.strip(".,;:!?'"), new.strip(".,;:!?'")
    if not (before.isalpha() and after.isalpha()):
        return False
    if before[0].isupper() and after[0].isupper() and not vocabulary(language).nouns_capitalised:
        return _is_name_misspelt(before.casefold(), after.casefold())
    if before[0].isupper() and after[0].isupper():
        return False
    before, after = before.casefold(), after.casefold()
    if {before, after} & vocabulary(language).numbers.keys():
        return False
    length = min(len(before), len(after))
    if length < TYPO_LETTERS_MIN or before[:2] != after[:2] or _is_inflection(before, after):
        return False
    return OSA.distance(before, after) <= (2 if length >= TYPO_LETTERS_LONG else 1)


def _is_name_misspelt(old: str, new: str) -> bool:
    """One letter more or less, two exchanged, or another vowel, inside a long name; an "s" at its end: "Services"."""
    short, long = sorted((old, new), key=len)
    if len(short) < TYPO_NAME_LETTERS_MIN or short[:2] != long[:2] or OSA.distance(short, long) != 1:
        return False
    if long == short + "s":
        return True
    if short[-1] != long[-1]:
        return False
    exchanged = [pair for pair in zip(short, long, strict=False) if pair[0] != pair[1]]
    return len(short) != len(long) or len(exchanged) == 2 or set(exchanged[0]) <= _VOWELS


def _is_inflection(old: str, new: str) -> bool:
    """ "promise" and "promised" differ in what they say, not in their spelling."""
    short, long = sorted((old, new), key=len)
    return long.startswith(short[:-1]) and long[len(short) - 1 :].endswith(("s", "d", "r", "g", "y", "n", "t"))
