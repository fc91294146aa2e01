"""held: an edit that has to stand for a while before it is announced (``confirm_after_seconds``, off by default).

Observed: drafts are saved live, corrections follow an edit within minutes, captions wander; who wants none of that
would rather hear of an edit later.

Decided: the first text that differs from the newest version is held, with its time. A later look, at least the given
seconds of the captures' own time after it, that still shows every change of the held text confirms it: that text
becomes the next version, with the time at which it was first seen. What such a look shows beyond it is held in turn,
so that a page which never rests is still followed, step by step. A look that lacks one of the changes takes the held
text's place; one that shows the newest version again drops it. Numbers are given in the order of announcement. A held
look is ``unchanged`` and says so, the confirming one ``revised``; a look older than the held text is ``late``.

Deliberately missed: an edit that is taken back before it was confirmed, and one that coincides with a new judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
import zstandard

from streams.records import Cleaned, CutOff, Noise, Paragraph, Tables
from streams.stages.pages import Page
from streams.stages.versions import TABLE, TEXT_BYTES_MAX

MICROSECONDS_A_SECOND = 1_000_000
REASON = "an edit is held until it has stood for {:g} seconds"


@dataclass(slots=True)
class Held:
    """A text that was seen and is not announced yet; its hashes as in ``pages.Page``."""

    captured_at: str
    instant: int
    shown_hash: str
    content_hash: str
    article: Cleaned


_compressor = zstandard.ZstdCompressor(level=3)
_decompressor = zstandard.ZstdDecompressor()


def _key(page: Page) -> str:
    return f"{page.page}/held"


def hold(tables: Tables, page: Page, text: Held) -> None:
    """Hold a text in the place of what was held before."""
    page.held_instant = text.instant
    tables.put(TABLE, _key(page), _compressor.compress(orjson.dumps(text)))


def forget(tables: Tables, page: Page) -> None:
    """Let go of what is held."""
    if page.held_instant is not None:
        page.held_instant = None
        tables.put(TABLE, _key(page), None)


def read(tables: Tables, page: Page) -> Held | None:
    """Return what is held of a page, or None."""
    kept = tables.get(TABLE, _key(page)) if page.held_instant is not None else None
    if kept is None:
        return None
    value: dict[str, Any] = orjson.loads(_decompressor.decompress(kept, max_output_size=TEXT_BYTES_MAX))
    article = value.pop("article")
    article["paragraphs"] = [
        Paragraph(p["text"], p["kind"], [tuple(r) for r in p["sentences"]], [tuple(a) for a in p["links"]])
        for p in article["paragraphs"]
    ]
    article["noise"] = [Noise(**noise) for noise in article["noise"]]
    article["cut_off"] = CutOff(**article["cut_off"]) if article["cut_off"] else None
    return Held(**value, article=Cleaned(**article))


def has_stood(text: Held, instant: int, seconds: float) -> bool:
    """Whether a look is late enough to confirm what is held."""
    return instant - text.instant >= seconds * MICROSECONDS_A_SECOND
