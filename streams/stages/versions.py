"""The texts of pages, one record a version: written once, compressed, read only where texts are compared.

A page keeps its first version and the newest ``VERSIONS_KEPT_MAX``; what is older is forgotten and counted by its
absence: ``read`` gives None and the caller says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import orjson
import zstandard

from streams.records import Cleaned, Noise, Paragraph, Tables
from streams.stages.pages import Page
from streams.text import fold

TABLE = "versions"
VERSIONS_KEPT_MAX = 8
TAKEN_OVER: Final = "taken_over"  # stands for the number in the key; 0 would be read as the version before the first
# Stands with noise that names what was taken over in silence: words that went or came and were never announced.
SILENT_RULE: Final = "changed in silence since the version before"
TEXT_BYTES_MAX = 64 * 1024 * 1024  # what a record may unpack to: eight times the largest body


@dataclass(slots=True)
class VersionText:
    """One version of a page with its text: what ``revise`` compares with and what copies are checked by.

    ``cut_off``: the end is missing; what was taken over from an earlier version is not. ``shown`` are the paragraphs
    before what the site had taught was taken out, where that was something: what is known by then is taken out of them
    anew, since a remnant of a block is no longer recognised.
    """

    page: str
    url: str
    site: str
    number: int
    captured_at: str
    text_hash: str
    headline: str | None
    paragraphs: list[Paragraph]
    noise: list[Noise]
    language: str | None = None
    cut_off: bool = False
    shown: list[Paragraph] | None = None


_compressor = zstandard.ZstdCompressor(level=3)
_decompressor = zstandard.ZstdDecompressor()


def encode(version: VersionText) -> bytes:
    """Return the record of a version: zstd over JSON."""
    return _compressor.compress(orjson.dumps(version))


def decode(kept: bytes) -> VersionText:
    """Return the version that ``encode`` made a record of."""
    value: dict[str, Any] = orjson.loads(_decompressor.decompress(kept, max_output_size=TEXT_BYTES_MAX))
    value["paragraphs"] = _paragraphs(value["paragraphs"])
    value["shown"] = _paragraphs(value["shown"]) if value.get("shown") else None
    value["noise"] = [Noise(**n) for n in value["noise"]]
    return VersionText(**value)


def _paragraphs(kept: list[Any]) -> list[Paragraph]:
    return [
        Paragraph(p["text"], p["kind"], [tuple(r) for r in p["sentences"]], [tuple(a) for a in p.get("links", ())])
        for p in kept
    ]


def _key(page: str, number: int | Literal["taken_over"]) -> str:
    return f"{page}/{number}"


def record(tables: Tables, page: str, number: int) -> bytes | None:
    """Return the record of a version as it is kept, for sending it elsewhere; ``decode`` reads it."""
    return tables.get(TABLE, _key(page, number))


def read(tables: Tables, page: str, number: int) -> VersionText | None:
    """Return a version of a page of this partition, or None where it is unknown or no longer kept."""
    kept = record(tables, page, number)
    return None if kept is None else decode(kept)


def read_newest(tables: Tables, page: Page) -> VersionText | None:
    """Return the text that a page's next capture is compared with: the newest version's, or what was taken over since.

    What was taken over in silence is kept apart: the text of an announced version never changes, because copies are
    judged by it whenever they are found.
    """
    kept = tables.get(TABLE, _key(page.page, TAKEN_OVER)) if page.taken_over else None
    return decode(kept) if kept else read(tables, page.page, page.number)


def write_taken_over(tables: Tables, version: VersionText) -> None:
    """Keep a text that is taken over in silence until the next version."""
    tables.put(TABLE, _key(version.page, TAKEN_OVER), encode(version))


def forget_taken_over(tables: Tables, page: Page) -> None:
    """Forget a text that was taken over in silence: a version comes after it."""
    tables.put(TABLE, _key(page.page, TAKEN_OVER), None)


def write(tables: Tables, version: VersionText) -> None:
    """Keep a version and forget the one that falls out of the newest ``VERSIONS_KEPT_MAX`` (the first stays)."""
    tables.put(TABLE, _key(version.page, version.number), encode(version))
    tables.put(TABLE, _key(version.page, TAKEN_OVER), None)
    oldest = version.number - VERSIONS_KEPT_MAX
    if oldest > 1:
        tables.put(TABLE, _key(version.page, oldest), None)


def forget(tables: Tables, page: Page) -> None:
    """Forget all texts of a page."""
    forget_taken_over(tables, page)
    for number in {1, *range(max(1, page.number - VERSIONS_KEPT_MAX), page.number + 1)}:
        if record(tables, page.page, number) is not None:
            tables.put(TABLE, _key(page.page, number), None)


def text_hash(article: Cleaned) -> str:
    """Return the hash of headline, body and targets of links by which versions are told apart: typography does not
    count.
    """
    targets = (target for p in article.paragraphs for _, _, target in p.links)
    return fold.digest([article.headline or "", *(p.text for p in article.paragraphs), *targets])


def text_of(page: Page, article: Cleaned) -> VersionText:
    """Return the text of a page's newest version, as it is kept and compared."""
    return VersionText(
        page=page.page,
        url=page.url,
        site=page.site,
        number=page.number,
        captured_at=page.captured_at,
        text_hash=page.text_hash,
        headline=article.headline,
        paragraphs=article.paragraphs,
        noise=article.noise,
        language=article.language,
        cut_off=article.cut_off is not None and article.cut_off.carried_over_from is None,
    )
