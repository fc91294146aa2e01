"""glances: whether a look shows the article of the look before, told without cleaning it.

Decided: only HTML is glanced at, plain text is cleaned in less time. What feed or producer say beside the body counts
as part of the page. Each look that is cleaned leaves its mark: taking one costs a fifth of the cleaning that the next
look is spared.
"""

from __future__ import annotations

import xxhash

from streams.html import glance
from streams.html.glance import Mark
from streams.records import Block, Cleaned
from streams.stages.clean import Capture, is_html
from streams.text import mojibake, noise


def take(capture: Capture, article: Cleaned) -> Mark | None:
    """Return the mark by which a later look is recognised; None where there is none to be had."""
    if not is_html(capture):
        return None
    texts = [paragraph.text for paragraph in article.paragraphs]
    mark = glance.take(capture.encoded, article.headline, texts, _is_noise, mojibake.mend)
    return None if mark is None else [*mark, _said_beside(capture)]


def bears_out(capture: Capture, mark: Mark) -> bool:
    """Whether a look shows the article that the mark was taken of."""
    *of_page, said_beside = mark
    return (
        said_beside == _said_beside(capture)
        and is_html(capture)
        and glance.bears_out(capture.encoded, of_page, _is_noise)
    )


def _is_noise(line: str) -> bool:
    return not noise.sift([Block(line)])[0]


def _said_beside(capture: Capture) -> str:
    said = (capture.title, capture.published_at, capture.content_type, capture.page.id)
    return xxhash.xxh3_64_hexdigest("\x00".join(part or "" for part in said).encode())
