"""Where an article stands in the source that it was read from.

Decided: it is found by its first and last words, line by line, because tags, links and entities stand between them; a
line whose first sign cannot be the text's is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape
from itertools import accumulate

from streams.html.runs import CONTROL, Mend

RECOGNISED_CHARACTERS_MIN = 20
_WHOLE_TAG = re.compile(rb"(<(?![aA]\s)[/!]?[a-zA-Z0-9]*[^<>]*>)")
Bare = Callable[[bytes], str]
_LINK = re.compile(r"<[aA]\s[^<>]*>")


def place_of(markup: bytes, headline: str | None, texts: Sequence[str], mend: Mend) -> tuple[int, int] | None:
    """Return where the article begins, from its headline on where that stands before it, and where it ends.

    ``mend`` is what the texts went through when they were read.
    """

    def bare(line: bytes) -> str:
        text = line.decode("utf-8", "replace")
        if not text.isascii():
            text = CONTROL.sub("", mend(text))
        return _squeezed(unescape(_LINK.sub("", text)) if "<" in text or "&" in text else text)

    parts = _WHOLE_TAG.split(markup)
    lines = [n for n in range(0, len(parts), 2) if parts[n] and not parts[n].isspace()]
    first, last = _squeezed(texts[0]), _squeezed(texts[-1])
    begin = next((n for n in range(len(lines)) if _begins(parts, lines, n, first, bare)), None)
    if begin is None:
        return None
    end = next((n for n in range(len(lines) - 1, begin - 1, -1) if _ends(parts, lines, n, last, bare)), None)
    if end is None:
        return None
    title = _squeezed(headline or "")
    above = (
        n for n in range(begin - 1, -1, -1) if _may_begin(parts[lines[n]], title[:1]) and bare(parts[lines[n]]) == title
    )
    starts = list(accumulate(map(len, parts), initial=0))
    at, end_at = lines[next(above, begin)], lines[end]
    indent = len(parts[at]) - len(parts[at].lstrip())
    return starts[at] + indent, starts[end_at] + len(parts[end_at].rstrip())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _may_begin(line: bytes, text: str) -> bool:
    """Whether it is worth a look if a text begins with a line."""
    return not text.isascii() or line.lstrip()[:1] in (b"<", b"&", text[:1].encode())


def _may_end(line: bytes, text: str) -> bool:
    return not text[-1].isascii() or line.rstrip()[-1:] in (b">", b";", text[-1].encode())


def _begins(parts: Sequence[bytes], lines: Sequence[int], at: int, text: str, bare: Bare) -> bool:
    """Whether a text begins with a line, and goes on with the next ones where that is short."""
    wanted = min(RECOGNISED_CHARACTERS_MIN, len(text))
    found = bare(parts[lines[at]]) if _may_begin(parts[lines[at]], text[:1]) else ""
    while found and text.startswith(found):
        if len(found) >= wanted:
            return True
        at += 1
        if at == len(lines):
            return False
        found += bare(parts[lines[at]])
    return False


def _ends(parts: Sequence[bytes], lines: Sequence[int], at: int, text: str, bare: Bare) -> bool:
    wanted = min(RECOGNISED_CHARACTERS_MIN, len(text))
    found = bare(parts[lines[at]]) if _may_end(parts[lines[at]], text) else ""
    while found and text.endswith(found):
        if len(found) >= wanted:
            return True
        at -= 1
        if at < 0:
            return False
        found = bare(parts[lines[at]]) + found
    return False
