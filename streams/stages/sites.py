"""What a site's pages teach about each other: which blocks are noise.

Observed: house paragraphs (appeals, newsletter boxes) stand word for word in most articles of a newsroom; a block that
stood in three earlier articles of the site is one of them in all but a few cases.

Decided: a block is noise from the fourth page on that carries it. Pages that share more than 30 % of their text are
counted as one page, so that reposts and new addresses of one article do not turn the article into noise.

Deliberately missed: reworded house paragraphs (that is for ``families``), sites whose every article is a
stub, headings, lead-ins and blocks of fewer than four words, which articles may share by chance, where a text was
published first, and halves of a sentence: what an extractor tore apart at a link is no statement of the house's, and
its other half would surface as an edit.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass, field
from functools import lru_cache

import orjson

from streams.records import Paragraph, Tables
from streams.text import fold, noise

TABLE = "sites"
BLOCKS_TABLE = "blocks"
EARLIER_ARTICLES = 3
LEARNED_RULE = f"stood in {EARLIER_ARTICLES} earlier articles of the site"
REWORDED_RULE = f"in other words it {LEARNED_RULE}"
SHARED_TEXT_MAX = 0.30
WORDS_MIN = 4
EMPHASIS = " _*"  # marks of plain text that say nothing about where a sentence begins
COLONS = frozenset(":：")
QUESTION_MARKS = frozenset("?？")
QUESTION_WORDS_MIN = 8  # shorter ones are headings of articles
CONTINUING = frozenset(")]}.,;:!?、。，；：）」』】")  # no quotation marks: each opens in some language
SEGMENT_PAGES = 16  # pages a record: small enough to write at each new page, large enough to read in few look-ups
SEGMENTS_KEPT_MAX = 16  # the newest 256 pages of a site teach; older ones have taught
LEARNED_MAX = 2_000

Blocks = dict[int, int]  # hash of a block -> its length in characters


@dataclass(slots=True)
class Site:
    """The small record of a site: what was learned, which segment is open, what changed lately."""

    site: str
    segment: int = 0
    learned: list[str] = field(default_factory=list)
    changes: list[tuple[str, int, str]] = field(default_factory=list)  # a page's changes (see alike), instant, page
    phrases: list[tuple[str, int, int, int, int]] = field(default_factory=list)  # blocks by their words (see learned)
    named: list[tuple[str, int]] = field(default_factory=list)  # changes said to be a redesign, last seen when
    families: list[tuple[str, str]] = field(default_factory=list)  # blocks told in other words (see families)


def read(tables: Tables, site: str) -> Site:
    """Return what is known of a site; a site never seen knows nothing."""
    record = tables.get(TABLE, site)
    return Site(site) if record is None else Site(**orjson.loads(record))


def write(tables: Tables, site: Site) -> None:
    """Remember a site."""
    tables.put(TABLE, site.site, orjson.dumps(site))


def block_hash(paragraph: Paragraph) -> str:
    """Return the hash by which a block is recognised on other pages: 16 hexadecimal digits."""
    return name_of(paragraph.text)


def name_of(text: str) -> str:
    """Return the name of a block by its text: 16 hexadecimal digits."""
    return f"{fold.digest64(text):016x}"


def teaching_blocks(paragraphs: list[Paragraph]) -> Blocks:
    """Return the blocks of an article that can be recognised elsewhere, by hash."""
    return {fold.digest64(p.text): len(p.text) for p in paragraphs if _is_teachable(p)}


def _is_teachable(paragraph: Paragraph) -> bool:
    if paragraph.kind == "heading" or len(paragraph.text.split(None, WORDS_MIN)) < WORDS_MIN:
        return False
    return not (is_torn(paragraph.text) or leads_in(paragraph.text) or noise.names_origin(paragraph.text))


def leads_in(text: str) -> bool:
    """Whether a text speaks of what stands below it: it ends in a colon, or is a question as short as a heading."""
    end = text.rstrip(EMPHASIS)[-1:]
    return end in COLONS or (end in QUESTION_MARKS and len(text.split()) < QUESTION_WORDS_MIN)


def is_torn(text: str) -> bool:
    """Whether a text is half a sentence: it goes on from something before it, or leaves a bracket open at its end."""
    return goes_on(text) or unicodedata.category(text.rstrip(EMPHASIS)[-1:] or " ") == "Ps"


def goes_on(text: str) -> bool:
    """Whether a text begins in the midst of a sentence."""
    start = text.lstrip(EMPHASIS)[:1]
    return start.islower() or start in CONTINUING


@dataclass(slots=True)
class Segment:
    """Some pages of a site with their blocks, and an index from a block to the pages that carry it."""

    pages: list[tuple[str, Blocks]]
    bearers: dict[int, list[int]]


class Lessons:
    """The blocks of a site's newest pages, and which of a page's blocks they have taught to be noise."""

    def __init__(self, tables: Tables, site: Site) -> None:
        self._tables = tables
        self._site = site

    def _numbers(self) -> range:
        return range(self._site.segment, max(-1, self._site.segment - SEGMENTS_KEPT_MAX), -1)

    def _key(self, number: int) -> str:
        return f"{self._site.site}/{number}"

    def _segment(self, number: int) -> Segment:
        record = self._tables.get(BLOCKS_TABLE, self._key(number)) or b""
        return _open_segment(record) if number == self._site.segment else _sealed_segment(record)

    def newly_learned(self, page: str, blocks: Blocks) -> dict[int, list[str]]:
        """Return the blocks that stood in ``EARLIER_ARTICLES`` articles before this one, and on what pages."""
        bearers: dict[int, dict[str, Blocks]] = {}
        for number in self._numbers():
            segment = self._segment(number)
            for block in blocks:
                for position in segment.bearers.get(block, ()):
                    other, theirs = segment.pages[position]
                    if other != page:
                        bearers.setdefault(block, {})[other] = theirs
        return {
            block: list(pages)
            for block, pages in sorted(bearers.items())
            if _articles([blocks, *pages.values()]) > EARLIER_ARTICLES
        }

    def add(self, page: str, blocks: Blocks) -> None:
        """Let a page teach; a page that is there already is replaced by what it says now."""
        for number in self._numbers():
            pages = list(self._segment(number).pages)
            position = next((i for i, (other, _) in enumerate(pages) if other == page), None)
            if position is not None:
                pages[position] = (page, blocks)
                self._write(number, pages)
                return
        pages = list(self._segment(self._site.segment).pages)
        if len(pages) >= SEGMENT_PAGES:
            self._site.segment += 1
            pages = []
            self._tables.put(BLOCKS_TABLE, self._key(self._site.segment - SEGMENTS_KEPT_MAX), None)
        self._write(self._site.segment, [*pages, (page, blocks)])

    def forget(self, page: str) -> None:
        """Forget what a page taught; what the site has learned by it stays, as names of blocks."""
        for number in self._numbers():
            listed = self._segment(number).pages
            if any(other == page for other, _ in listed):
                self._write(number, [entry for entry in listed if entry[0] != page])

    def forget_all(self) -> None:
        """Forget what all pages taught."""
        for number in self._numbers():
            self._tables.put(BLOCKS_TABLE, self._key(number), None)

    def _write(self, number: int, pages: list[tuple[str, Blocks]]) -> None:
        self._tables.put(BLOCKS_TABLE, self._key(number), encode_segment(pages))


def _open_segment(record: bytes) -> Segment:
    pages = decode_segment(record)
    bearers: dict[int, list[int]] = {}
    for position, (_, blocks) in enumerate(pages):
        for block in blocks:
            bearers.setdefault(block, []).append(position)
    return Segment(pages, bearers)


# Sealed segments hardly change, and each new page of a site reads all of them. Keyed by content: a cache of what
# bytes mean stays right whatever happens to a transaction.
_sealed_segment = lru_cache(maxsize=512)(_open_segment)


def encode_segment(pages: list[tuple[str, Blocks]]) -> bytes:
    """Pack pages and their blocks: per page 16 bytes of id, a count, then hashes and lengths (8 bytes each)."""
    parts = []
    for page, blocks in pages:
        numbers = array("Q", [len(blocks), *blocks.keys(), *blocks.values()])
        parts.append(bytes.fromhex(page) + numbers.tobytes())
    return b"".join(parts)


def decode_segment(record: bytes) -> list[tuple[str, Blocks]]:
    """Unpack what ``encode_segment`` packed."""
    pages = []
    view, at = memoryview(record), 0
    while at < len(view):
        page = view[at : at + 16].hex()
        count = int.from_bytes(view[at + 16 : at + 24], "little")
        numbers = array("Q", view[at + 24 : at + 24 + 16 * count].tobytes())
        pages.append((page, dict(zip(numbers[:count], numbers[count:], strict=True))))
        at += 24 + 16 * count
    return pages


def _articles(pages: list[Blocks]) -> int:
    """Count different articles: pages that share more than 30 % of the shorter one's text count as one."""
    different: list[Blocks] = []
    for blocks in pages:
        if not any(_shared(blocks, other) > SHARED_TEXT_MAX for other in different):
            different.append(blocks)
        if len(different) > EARLIER_ARTICLES:
            break
    return len(different)


def _shared(a: Blocks, b: Blocks) -> float:
    common = sum(a[block] for block in a.keys() & b.keys())
    return common / max(1, min(sum(a.values()), sum(b.values())))
