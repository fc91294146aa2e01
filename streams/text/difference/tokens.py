"""Words and marks: the smallest parts of a text that a change can be said of.

A token is a word (with its inner apostrophes, hyphens and decimal signs), an address, an abbreviation such as ``U.S.``,
a run of dots, dashes or quotation marks, or one other sign. White space is never a token. In scripts that are written
without spaces every character is a token. A sign and what is drawn upon it or joined to it (a flag, a family, a skin
tone, a vowel mark) are one: Unicode's grapheme clusters (UAX #29), as far as news have them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from streams.text.fold import fold

SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Drawn upon the sign before: accents, enclosing marks (keycaps), variation selectors, skin tones, tags of flags.
_UPON = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
# The same in scripts without spaces: vowels and tones of Thai, Lao, Burmese and Khmer, the voicing of kana.
_UPON_SINGLE = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_SIGN = rf"[^\s](?:[{_UPON}]|\u200d[^\s\w])*"
# A Khmer letter below another one follows the sign U+17D2.
_CHARACTER = rf"[{SINGLE}](?:\u17d2[\u1780-\u17b3]|[{_UPON}{_UPON_SINGLE}])*"
# Marks of Indic, Arabic and Hebrew letters are no \w in Python's re, and soft hyphens or joiners do not end a word.
_INSIDE = (
    "\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u200b-\u200d\u2060\ufeff"
)
_JOINT = "'’‘ʼ`´‐‑‒–−-"
# Brackets belong to an address in pairs only: "(https://example.org/a)and" ends before the bracket.
_ADDRESS = (
    rf"(?:https?://|www\.)(?:[^\s<>\"“”()\[\]{{}}|\u3000-\u303f\uff00-\uffef{SINGLE}]|\([^\s()]*\))*"
    r"(?:(?<=[^.,;:!?'’])|(?<=\)))"
)
_ABBREVIATION = r"(?<!\w)(?:[^\W\d_]\.){2,}"


def _pattern(letter: str) -> re.Pattern[str]:
    word = rf"{letter}+(?:[{_JOINT}]{letter}+)*"
    number = rf"\d+(?:[.,:/]\d+)+{letter}*"
    marks = r"\.{2,}|-{2,}|[\"'’‘‚“”„‟`´«»‹›]+"
    return re.compile(rf"{_ADDRESS}|{_ABBREVIATION}|{number}|{word}|{marks}|{_FLAG}|{_SIGN}")


_TOKEN = _pattern(rf"[\w{_INSIDE}]")
_TOKEN_SINGLE = re.compile(rf"{_CHARACTER}|" + _pattern(rf"(?:(?![{SINGLE}])[\w{_INSIDE}])").pattern)
# Beyond any sentence; longer texts are not held in memory.
REMEMBERED_CHARACTERS_MAX = 20_000
# Marks that fold to themselves.
_PLAIN_MARKS = frozenset(",.;:!?()[]'-")
_HAS_SINGLE = re.compile(f"[{SINGLE}]")


class Token(NamedTuple):
    """A token of an exact text: ``text[start:end]``, and ``key``, its folded form that is compared."""

    start: int
    end: int
    key: str


def _pattern_for(text: str) -> re.Pattern[str]:
    return _TOKEN if text.isascii() or not _HAS_SINGLE.search(text) else _TOKEN_SINGLE


def folded_tokens(folded: str) -> list[str]:
    """Return the tokens of a text that is folded already."""
    return _pattern_for(folded).findall(folded)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of an exact text with their offsets; signs that fold to nothing are left out."""
    return _remembered(text) if len(text) <= REMEMBERED_CHARACTERS_MAX else _scanned(text)


# Several rules look at the same sentence one after the other.
@lru_cache(maxsize=16)
def _remembered(text: str) -> tuple[Token, ...]:
    return _scanned(text)


def _scanned(text: str) -> tuple[Token, ...]:
    found = []
    for match in _pattern_for(text).finditer(text):
        key = match.group()
        if not (key.isalnum() and key.isascii()) and key not in _PLAIN_MARKS:
            key = fold(key)
        if key:
            start, end = match.span()
            found.append(Token(start, end, key))
    return tuple(found)


def is_word(key: str) -> bool:
    """Whether a token says something (letters or digits), as marks do not."""
    return key[0].isalnum() or key[-1].isalnum() or any(map(str.isalnum, key))
