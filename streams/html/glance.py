"""A glance at a page that was looked at before: does it show the same article, between the same neighbours?

Observed: of a hundred looks at news pages about seventy find another page and the same article. What differs stands
beside it, in lists of other articles, counters and scripts; and extraction costs ten times what it takes to see that.

Decided: a look leaves a mark. It covers the page's text from the headline to the article's end, word for word and with
what its links lead to; the tags that part it from what stands before and behind it, and where these are the same as
between its own paragraphs, so that the article could go on there, the next lines too; what the page states about the
article in tags and JSON-LD; how many long lines stand elsewhere, and how often words of correction and update do. A
later page that bears out the whole mark shows the same article; any other is looked at properly.

Deliberately missed: a short line that appears far away from the article and speaks of no correction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape

import xxhash

from streams.html.limits import scriptless

LINES_AROUND = 2
LOOKED_AT_MAX = 8  # lines, to find so many that are no noise
LONG_LINE_CHARACTERS_MIN = 240  # longer than most teasers of other articles
RECOGNISED_CHARACTERS_MIN = 20
REPEATS_MAX = 8  # of the first line: more are no landmark
CUES = (
    "correc", "corrig", "korr", "rectif", "rettific", "errat", "clarif", "earlier version", "updat", "tualiz",
    "aktualis", "mise à jour", "aggiorn", "bericht",
)  # fmt: skip
# A tag ends at the next < at the latest: a page of nothing but < takes no longer than another.
_TAG = re.compile(r"<(?![aA]\s)([/!]?[a-zA-Z0-9]*)[^<>]*>")
_LINK = re.compile(r"<[aA]\s[^<>]*>")
_ADDRESS = re.compile(r"""\shref\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_STATED = re.compile(r"<(?:meta|link|html)\b[^<>]*>", re.IGNORECASE)
_TELLING = re.compile(r"canonical|title|date|time|modif|publish|author|creator|lang|locale|byl", re.IGNORECASE)
_TIME = re.compile(r"<time\b[^<>]*>", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")

LINKED_DATA = "application/ld+json"

Mark = list[str | int]
Test = Callable[[str], bool]


def take(source: str, headline: str | None, texts: Sequence[str], is_noise: Test) -> Mark | None:
    """Return the mark of a page whose article has these paragraphs; None where it cannot be found in the source.

    A mark is [first line, number of lines, digest, long lines elsewhere]. ``is_noise`` knows lines that are no
    article by their wording.
    """
    page = _Page(source, is_noise)
    place = page.place(headline, texts)
    if place is None or page.lines.count(page.lines[place[0]]) > REPEATS_MAX:
        return None
    begin, end = place
    return [page.lines[begin], end - begin, page.digest(begin, end), page.long_lines(begin, end)]


def bears_out(source: str, mark: Mark, is_noise: Test) -> bool:
    """Whether a page bears out the mark of an earlier look at it."""
    first, count, digest, long_lines = mark
    page = _Page(source, is_noise)
    begin = -1
    for _ in range(REPEATS_MAX):
        try:
            begin = page.lines.index(str(first), begin + 1)
        except ValueError:
            return False
        end = begin + int(count)
        if end <= len(page.lines) and page.digest(begin, end) == digest:
            return page.long_lines(begin, end) <= int(long_lines)
    return False


class _Page:
    """A page as lines: what stands between its tags, links among it; without scripts, styles and comments."""

    def __init__(self, source: str, is_noise: Test) -> None:
        self._source = source
        self._markup = scriptless(source)
        self._is_noise = is_noise
        parts = _TAG.split(self._markup)
        texts, self._tags = parts[::2], parts[1::2]
        self._at = [n for n, text in enumerate(texts) if text and not text.isspace()]
        self.lines = [texts[n].strip() for n in self._at]

    def place(self, headline: str | None, texts: Sequence[str]) -> tuple[int, int] | None:
        """Return where the article begins, from its headline on where that stands before it, and where it ends."""
        bare = [_bare(line) for line in self.lines]
        first, last = _squeezed(texts[0]), _squeezed(texts[-1])
        begin = next((n for n in range(len(bare)) if _begins(bare, n, first)), None)
        if begin is None:
            return None
        end = next((n for n in range(len(bare) - 1, begin - 1, -1) if _ends(bare, n, last)), None)
        if end is None:
            return None
        title = _squeezed(headline or "")
        above = next((n for n in range(begin - 1, -1, -1) if title and bare[n] == title), begin)
        return above, end + 1

    def digest(self, begin: int, end: int) -> str:
        """Return the digest of the article's lines, those around it, what is stated of it, and the cues elsewhere."""
        hasher = xxhash.xxh3_128()
        lines = self.lines
        article = _LINK.sub(_led_to, "\n".join(lines[begin:end]))
        inner = {self._between(n) for n in range(begin + 1, end)}
        above, below = lines[max(begin - LOOKED_AT_MAX, 0) : begin], lines[end : end + LOOKED_AT_MAX]
        around = (
            *self._edge(begin, inner, lambda: self._no_noise(above)[-LINES_AROUND:]),
            "",
            *self._edge(end, inner, lambda: self._no_noise(below)[:LINES_AROUND]),
        )
        for part in (article, *around, *self._stated()):
            hasher.update(part.encode("utf-8", "replace") + b"\x00")
        elsewhere = "\n".join((*lines[:begin], *lines[end:])).lower()
        hasher.update(bytes(min(elsewhere.count(cue), 255) for cue in CUES))
        return hasher.hexdigest()

    def _edge(self, at: int, inner: set[str], nearest: Callable[[], list[str]]) -> Iterator[str]:
        """What parts the article from what is not: the tags before line ``at``, and lines where it could go on.

        It could where its own paragraphs are parted by the same tags (``inner``).
        """
        tags = self._between(at)
        yield tags
        if tags in inner:
            yield from (_DIGITS.sub("0", line) for line in nearest())

    def _no_noise(self, lines: list[str]) -> list[str]:
        return [line for line in (_LINK.sub("", line) for line in lines) if not self._is_noise(line)]

    def _between(self, at: int) -> str:
        """The names of the tags between a line and the one before it."""
        before, here = (self._at[at - 1] if at else 0), (self._at[at] if at < len(self._at) else len(self._tags))
        return " ".join(self._tags[before:here]).lower()

    def _stated(self) -> Iterator[str]:
        """What the page states about the article: tags with a telling name, its title, the first time, JSON-LD."""
        markup = self._markup
        body = markup.find("<body")
        head = markup[:body] if body >= 0 and "itemprop" not in markup else markup  # microdata stands where it is seen
        yield from (tag for tag in _STATED.findall(head) if _is_telling(tag))
        title, time = markup.find("<title"), _TIME.search(markup)
        yield markup[title : markup.find("</title", title)] if title >= 0 else ""
        yield time[0] if time else ""
        at = self._source.find(LINKED_DATA)
        while at >= 0:
            end = self._source.find("</script", at)
            yield self._source[at : end if end >= 0 else len(self._source)]
            at = self._source.find(LINKED_DATA, end) if end >= 0 else -1

    def long_lines(self, begin: int, end: int) -> int:
        """Count the long lines that are not the article."""
        return sum(len(line) >= LONG_LINE_CHARACTERS_MIN for line in (*self.lines[:begin], *self.lines[end:]))


@lru_cache(maxsize=4096)  # a site's pages have most of them in common
def _is_telling(tag: str) -> bool:
    return _TELLING.search(tag) is not None


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _bare(line: str) -> str:
    return _squeezed(unescape(_LINK.sub("", line)) if "<" in line or "&" in line else line)


def _begins(bare: list[str], at: int, text: str) -> bool:
    """Whether a text begins with a line, and goes on with the next ones where that is short."""
    wanted = min(RECOGNISED_CHARACTERS_MIN, len(text))
    found = ""
    while len(found) < wanted and at < len(bare):
        found += bare[at]
        if not text.startswith(found):
            return False
        at += 1
    return len(found) >= wanted


def _ends(bare: list[str], at: int, text: str) -> bool:
    wanted = min(RECOGNISED_CHARACTERS_MIN, len(text))
    found = ""
    while len(found) < wanted and at >= 0:
        found = bare[at] + found
        if not text.endswith(found):
            return False
        at -= 1
    return len(found) >= wanted


def _led_to(link: re.Match[str]) -> str:
    """Of a link's tag only where it leads; classes and marks for tracking change by themselves."""
    address = _ADDRESS.search(link[0])
    return f"<{address[1]}>" if address else "<>"
