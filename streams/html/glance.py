"""A glance at a page that was looked at before: does it show the same article, between the same neighbours?

Observed: of a hundred looks at news pages about seventy find another page and the same article. What differs stands
beside it, in lists of other articles, counters and scripts; and extraction costs ten times what it takes to see that.

Decided: a look leaves a mark. It covers the page's text from the headline to the article's end, word for word and with
what its links lead to; the tags that part it from what stands before and behind it, and where these are the same as
between its own paragraphs, so that the article could go on there, the next lines too; lines nearby in the dress of its
paragraphs; what the page states about the article in tags and JSON-LD; how many long lines stand elsewhere, and how
often words of correction and update do. A later page that bears out the whole mark shows the same article; any other is
looked at properly. What is the same to the byte is not looked into: most often that is all of the article, and all that
stands before it.

Deliberately missed: a short line that appears far away from the article and speaks of no correction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

import xxhash

from streams.html.elsewhere import Told, told_of
from streams.html.limits import TAG, without_programs
from streams.html.place import place_of
from streams.html.runs import Mend

LINES_NEAR_MAX = 8
EDGE_BYTES_MAX = 3_000  # that these lines are looked for in
DRESSED_MAX = 2
DRESSED_BYTES_MAX = 4_000
DRESSED_LINE_BYTES_MIN = 60  # shorter than nearly all paragraphs, longer than invitations to follow and share
LANDMARK_BYTES_MAX = 120
REPEATS_MAX = 8  # of a landmark: more are none
REGION_GROWTH_MAX = 2  # of an article whose markup is another and whose words are the same

_TAG = re.compile(TAG)
_LINK = re.compile(rb"<[aA]\s[^<>]*>")
_ADDRESS = re.compile(rb"""\shref\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_STATING = (b"meta", b"link", b"html")
_TELLING = re.compile(rb"canonical|title|date|time|modif|publish|author|creator|lang|locale|byl", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^<]*", re.IGNORECASE)
_TIME = re.compile(rb"<time\b[^<>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<p(?:\s[^<>]*)?>", re.IGNORECASE)
_DIGITS = re.compile(rb"[0-9]+")
_FIRST_WORDS = re.compile(rb"(?:<[aA]\s[^<>]*>\s*)*[^<]*")

Mark = list[str | int]
Test = Callable[[str], bool]


def take(source: bytes, headline: str | None, texts: Sequence[str], is_noise: Test, mend: Mend = str) -> Mark | None:
    """Return the mark of a page (UTF-8) whose article has these paragraphs; None where they are not found in it.

    A mark is [landmarks: the article's first words, words that stand in it ``offset`` bytes further, its last words;
    its bytes, its digest, that of its words, that of JSON-LD, the tag before its paragraphs; then of what stands before
    and of what stands behind it: digest, how many lines there could be its own, digest of what is told there, long
    lines]. ``is_noise`` knows lines that are no article by their wording.
    """
    page = _Page(source, is_noise)
    place = place_of(page.markup, headline, texts, mend)
    if place is None:
        return None
    article = page.markup[slice(*place)]
    lines = _lines(article)
    mark: Mark = [*_landmarks(article, lines), len(article), _digest(article), _digest(_words(article)), page.stated]
    mark.append(dress := _dress(article))
    inner = {tags for tags, _ in lines[1:-1]}
    for side in page.sides(*place):
        near = side.near(inner)
        mark += [_digest(side.markup), near, side.told(near, dress), side.elsewhere.long_lines]
    return mark if page.find(mark) == place else None


def bears_out(source: bytes, mark: Mark, is_noise: Test) -> bool:
    """Whether a page (UTF-8) bears out the mark of an earlier look at it."""
    page = _Page(source, is_noise)
    if page.stated != mark[7] or (place := page.find(mark)) is None:
        return False
    before, behind = page.sides(*place)
    return before.bears_out(mark[9:13], str(mark[8])) and behind.bears_out(mark[13:17], str(mark[8]))


class _Page:
    """A page without scripts, styles and comments, and the digest of what it states in JSON-LD."""

    def __init__(self, source: bytes, is_noise: Test) -> None:
        self.markup, linked_data = without_programs(source)
        self.stated = _digest(b"\x00".join(linked_data))
        self._is_noise = is_noise

    def find(self, mark: Mark) -> tuple[int, int] | None:
        """Return where the article of a mark begins and ends: the same to the byte, or else in its words."""
        first, inside, last = (str(landmark).encode("latin-1") for landmark in (mark[0], mark[1], mark[3]))
        offset, size, same, words = int(mark[2]), int(mark[4]), mark[5], mark[6]
        places = list(_places(self.markup, inside, 0))
        for at in places:
            begin = at - offset
            if begin >= 0 and _digest(self.markup[begin : begin + size]) == same:
                return begin, begin + size
        for at in places:
            begin = self.markup.rfind(first, 0, at + len(first))
            for end in (found + len(last) for found in _places(self.markup, last, at)):
                if begin < 0 or end - begin > REGION_GROWTH_MAX * size:
                    break
                if _digest(_words(self.markup[begin:end])) == words:
                    return begin, end
        return None

    def sides(self, begin: int, end: int) -> tuple[_Side, _Side]:
        """Return what stands before the article, and what behind it."""
        behind = self.markup[end:]
        is_timed = self.markup.find(b"<time", 0, end) >= 0  # only the first time of a page says when it was published
        return (
            _Side(self.markup[:begin], self._is_noise, False, True),
            _Side(behind, self._is_noise, True, not is_timed),
        )


class _Side:
    """What stands on one side of the article. ``is_timed``: whether its first time is one that the page states."""

    def __init__(self, markup: bytes, is_noise: Test, is_behind: bool, is_timed: bool) -> None:
        self.markup = markup
        self._is_noise = is_noise
        self._is_behind = is_behind
        self._is_timed = is_timed

    def bears_out(self, mark: Mark, dress: str) -> bool:
        """Whether the side is what it was, as far as that tells something about the article."""
        same, near, told, long_lines = mark
        return _digest(self.markup) == same or (
            self.told(int(near), dress) == told and self.elsewhere.long_lines <= int(long_lines)
        )

    @cached_property
    def elsewhere(self) -> Told:
        return told_of(self.markup)

    @cached_property
    def _edge(self) -> list[tuple[bytes, bytes]]:
        """The lines from the article outwards, each with the tags that part it from the one before."""
        if self._is_behind:
            return _lines(self.markup[:EDGE_BYTES_MAX])[:LINES_NEAR_MAX]
        lines = _lines(self.markup[-EDGE_BYTES_MAX:])[len(self.markup) > EDGE_BYTES_MAX :]
        tags, texts = [tags for tags, _ in lines], [text for _, text in lines]
        return list(zip(tags[::-1], [*texts[-2::-1], b""], strict=True))[:LINES_NEAR_MAX]

    def near(self, inner: set[bytes]) -> int:
        """Return how many lines could be the article's: those parted by the same tags (``inner``) as its own."""
        return next((n for n, (tags, _) in enumerate(self._edge) if tags not in inner), len(self._edge))

    def told(self, near: int, dress: str) -> str:
        """Return the digest of what is told of the article, by ``near`` lines and any in its paragraphs' ``dress``."""
        hasher = xxhash.xxh3_64()
        parts = [self.elsewhere.cues, *_stated(self.markup, is_head=not self._is_behind)]
        if self._is_timed and (time := _TIME.search(self.markup)):
            parts.append(time[0])
        parts += [tags for tags, _ in self._edge[: near + 1]]
        parts += self._no_noise([line for _, line in self._edge[:near]])
        parts += self._no_noise(self._dressed(dress))[:DRESSED_MAX]
        for part in parts:
            hasher.update(part + b"\x00")
        return hasher.hexdigest()

    def _dressed(self, dress: str) -> list[bytes]:
        if not dress:
            return []
        window = self.markup[:DRESSED_BYTES_MAX] if self._is_behind else self.markup[-DRESSED_BYTES_MAX:]
        lines = [_TAG.split(text, 1)[0] for text in window.split(dress.encode("latin-1"))[1:]]
        lines = [line for line in lines if len(line) >= DRESSED_LINE_BYTES_MIN]
        return lines[:LINES_NEAR_MAX] if self._is_behind else lines[: -LINES_NEAR_MAX - 1 : -1]

    def _no_noise(self, lines: Sequence[bytes]) -> list[bytes]:
        texts = (_LINK.sub(b"", line).strip() for line in lines)
        kept = [text for text in texts if text and not self._is_noise(text.decode("utf-8", "replace"))]
        return [_DIGITS.sub(b"0", text) for text in kept]


def _digest(markup: bytes) -> str:
    return xxhash.xxh3_64_hexdigest(markup)


def _places(markup: bytes, landmark: bytes, at: int) -> Iterator[int]:
    """Yield where a landmark stands from ``at`` on."""
    for _ in range(REPEATS_MAX):
        at = markup.find(landmark, at)
        if at < 0:
            return
        yield at
        at += 1


def _landmarks(article: bytes, lines: Sequence[tuple[bytes, bytes]]) -> tuple[str, str, int, str]:
    """Return bytes by which an article is found again, each as a character: its first, its longest and last words."""
    words = _FIRST_WORDS.match(article)
    first = words[0][:LANDMARK_BYTES_MAX] if words else b""
    last = article[article.rfind(b">") + 1 :][-LANDMARK_BYTES_MAX:]
    inside = max((line for _, line in lines if b"<" not in line), key=len)[:LANDMARK_BYTES_MAX] or first
    return first.decode("latin-1"), inside.decode("latin-1"), article.find(inside), last.decode("latin-1")


def _lines(markup: bytes) -> list[tuple[bytes, bytes]]:
    """Return the lines between the tags, links among them, each with the names of the tags before it; the last is
    empty.
    """
    parts = _TAG.split(markup)
    found: list[tuple[bytes, bytes]] = []
    names: list[bytes] = []
    for text, name in zip(parts[::2], [*parts[1::2], b""], strict=True):
        if text and not text.isspace():
            found.append((b" ".join(names).lower(), text.strip()))
            names = []
        names.append(name)
    found.append((b" ".join(names[:-1]).lower(), b""))
    return found


def _dress(article: bytes) -> str:
    """Return the tag that most paragraphs of an article begin with, each byte as a character."""
    found = Counter(_PARAGRAPH.findall(article)).most_common(1)
    return found[0][0][:LANDMARK_BYTES_MAX].decode("latin-1") if found else ""


def _words(article: bytes) -> bytes:
    """Return what an article says: its lines, where its links lead, and what it states in tags."""
    lines = b"\n".join([text.strip() for text in _TAG.split(article)[::2] if text and not text.isspace()])
    time = _TIME.search(article)
    stated = b"".join(_stated(article, is_head=False))
    return _LINK.sub(_led_to, lines) + b"\x00" + stated + (time[0] if time else b"")


def _stated(markup: bytes, *, is_head: bool) -> Iterator[bytes]:
    """What tags state about the article: those with a telling name in the head, and the title; microdata anywhere."""
    if is_head and b"itemprop" not in markup:
        body = markup.find(b"<body")
        markup = markup[:body] if body >= 0 else markup
    if is_head or b"itemprop" in markup:
        tags = [tag for tag in markup.split(b"<") if tag[:4].lower() in _STATING]
        yield from (tag.partition(b">")[0] for tag in tags if _is_telling(tag))
    if is_head and (title := _TITLE.search(markup)):
        yield title[0]


@lru_cache(maxsize=4096)  # a site's pages have most of them in common
def _is_telling(tag: bytes) -> bool:
    return _TELLING.search(tag) is not None


def _led_to(link: re.Match[bytes]) -> bytes:
    """Of a link's tag only where it leads; classes and marks for tracking change by themselves."""
    address = _ADDRESS.search(link[0])
    return b"<" + address[1] + b">" if address else b"<>"
