"""One form for texts that a reader would call the same, for comparison only: what is shown keeps its typography.

Observed: sites and extractors swap curly and straight quotes, dashes and their spacing, the ellipsis sign, non-breaking
and zero-width characters, composed and decomposed letters, without anybody having edited a word.

Decided: NFKC; every quotation mark and apostrophe is ``'`` (double ones too: house styles swap them), long dashes and
``--`` are `` - `` whatever space stood around them, ``…`` and ``. . .`` are ``...``, no space before ``! ? : ;``
(French typography), invisible and control characters are gone, white space is one space. Case stays: a changed case
is a change.

Deliberately missed: words spelled differently, hyphenated or joined; the removal of quotation marks is a change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import xxhash

_QUOTES = '"`´ʹʺʻʼʽˈ˝‘’‚‛“”„‟′″‵‶‹›«»「」『』〝〞〟＂＇'
# U+2014 em dash, U+2015 horizontal bar, U+2E3A and U+2E3B longer ones
_LONG_DASHES = "—―⸺⸻"
_SHORT_DASHES = "‐‑‒–−﹘﹣－"
# Soft hyphen, joiners, bidirectional controls, variation selectors, byte order mark, controls that are no space.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\U000e0100-\U000e01ef"
)
_COMMON = (("’", "'"), ("“", "'"), ("”", "'"), ("‘", "'"), ("\u00a0", " "), ("–", "-"), ("—", " - "), ("…", "..."))
_ODD = re.compile(f"[{_QUOTES}]|[{_LONG_DASHES}]|[{_SHORT_DASHES}]|[{_INVISIBLE}]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_LONG_HYPHENS = re.compile("-{2,}")
_DOTS = re.compile(r" ?\.(?: ?\.){2,} ?")
_QUOTE_RUN = re.compile("'{2,}")
# A space inside guillemets is typography too; their outer side is told by the sign, before it is folded away.
_GUILLEMETS = re.compile(r"([«‹])\s+|\s+([»›])")

# Scripts written without spaces between words: one token a character. Marks of Indic, Arabic and Hebrew letters are
# no \w in Python's re, so their blocks are named, without the danda.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_SPECIAL = re.compile(f"[{_SINGLE}{_MARKS}]")
_WORD_SPECIAL = re.compile(
    rf"[{_SINGLE}]|\d+(?:[.,:]\d+)+|(?:(?![{_SINGLE}])[^\W_]|[{_MARKS}])+(?:'(?:(?![{_SINGLE}])[^\W_]|[{_MARKS}])+)*"
)
_WORD = re.compile(r"[^\W_]+(?:(?:'|(?<=\d)[.,:](?=\d))[^\W_]+)*")


# The same paragraphs are folded again and again while a capture is handled: enough for those of two texts, no more.
REMEMBERED_MAX = 512
REMEMBERED_CHARACTERS_MAX = 2_000


def _odd(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in _QUOTES:
        return "'"
    if sign in _LONG_DASHES:
        return " - "
    return "-" if sign in _SHORT_DASHES else ""


def _to_plain(text: str) -> str:
    """Signs of a text that is not ASCII to their plain form."""
    if "»" in text or "›" in text:
        text = _GUILLEMETS.sub(r"\1\2", text)
    for sign, plain in _COMMON:
        text = text.replace(sign, plain)
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _ODD.sub(_odd, text))


def fold(text: str) -> str:
    """Return the form of ``text`` that is compared; not for display, offsets do not carry over. Case is kept."""
    return _remembered(text) if len(text) <= REMEMBERED_CHARACTERS_MAX else _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = _to_plain(text)
    if not text.isprintable():
        text = " ".join(_CONTROL.sub("", text).split())
    if "--" in text:
        text = _LONG_HYPHENS.sub(" - ", text)
    if '"' in text or "`" in text:
        text = text.replace('"', "'").replace("`", "'")
    if "'" in text and "''" in text:
        text = _QUOTE_RUN.sub("'", text)
    if "..." in text or ". . ." in text:
        text = _DOTS.sub("... ", text)
    # Every white space is U+0020 by now; split and join cost four times the look for a double one.
    text = " ".join(text.split()) if "  " in text else text.strip()
    for mark in "!?:;":
        if mark in text and " " + mark in text:
            text = text.replace(" " + mark, mark)
    return text


_remembered = lru_cache(maxsize=REMEMBERED_MAX)(_folded)


def fold_words(text: str) -> list[str]:
    """Return the case-folded words of ``text`` in order; numbers keep their inner separators, signs are dropped.

    In scripts without spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each character is a word.
    """
    folded = fold(text).casefold()
    special = not folded.isascii() and _SPECIAL.search(folded)
    return (_WORD_SPECIAL if special else _WORD).findall(folded)


def digest(parts: Iterable[str]) -> str:
    """Return 32 hexadecimal digits of SHA-256 over the folded parts; how a text is cut into parts counts.

    Folded text holds no NUL, so a NUL after each part keeps ("ab", "c") and ("a", "bc") apart.
    """
    total = hashlib.sha256()
    for part in parts:
        total.update(fold(part).encode("utf-8", "surrogatepass"))
        total.update(b"\x00")
    return total.hexdigest()[:32]


def digest64(text: str) -> int:
    """Return the 64-bit XXH3 of the folded text: for hashes that never leave the program."""
    return xxhash.xxh3_64_intdigest(fold(text).encode("utf-8", "surrogatepass"))
