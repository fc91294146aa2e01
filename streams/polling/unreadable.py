"""Pages that a browser would show and rowback cannot: recognised by what stands instead of an article.

Decided: only what a page says of itself. A form that asks for a password means a login; a body of hardly any words with
scripts, or words that ask for JavaScript, means a page that is made in the browser. Both are out of rowback's scope: a
fetcher of one's own can write such captures to ``article.raw``.
"""

from __future__ import annotations

import re

HEAD_CHARACTERS_MAX = 500_000
WORDS_MIN = 60  # with fewer a page holds no article

_PASSWORD = re.compile(r"<input\b[^>]{0,500}type\s*=\s*[\"']?password", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.{0,200000}?</script\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_WORD = re.compile(r"\w+")
_ASKS_FOR_SCRIPT = re.compile(
    r"(?:enable|requires?|turn on|activate|needs?)\W+(?:\w+\W+){0,3}javascript", re.IGNORECASE
)


def why_unreadable(body: str) -> str | None:
    """Return in words what a page needs that rowback does not do; None where nothing points to it."""
    head = body[:HEAD_CHARACTERS_MAX]
    if "<" not in head:
        return None
    bare, scripts = _SCRIPT.subn(" ", head)
    if len(_WORD.findall(_TAG.sub(" ", bare))) >= WORDS_MIN:
        return None
    if _PASSWORD.search(bare):
        return "the page asks for a login, which rowback has not"
    if scripts or _ASKS_FOR_SCRIPT.search(bare):
        return "the page is made by JavaScript in the browser, which rowback does not run"
    return None
