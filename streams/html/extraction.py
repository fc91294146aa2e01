"""From a page's source to its article: the order of the steps.

``prepare | parse | read_metadata, read runs | select | (doubt: a second opinion on the same runs) | cut_off``
"""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from streams.html.content import select
from streams.html.doubt import reconsider
from streams.html.limits import Unreadable, prepare
from streams.html.masthead import complete
from streams.html.metadata import read_metadata
from streams.html.runs import read
from streams.html.truncation import cut_off
from streams.records import Extracted

LATE_PART = 'id="S:'


def extract(source: str, url: str) -> Extracted:
    """Return the article of a page: blocks in order, the noise between them, what the page states about itself.

    Raises Unreadable for what is too large, not HTML, or holds no text that could be an article.
    """
    prepared = prepare(source)
    document = LexborHTMLParser(prepared.markup, options=LexborDocumentOptions.WO_EVENTS)
    metadata = read_metadata(document, prepared.linked_data, url)
    elements, runs = read(document, LATE_PART in prepared.markup)
    complete(metadata, runs)
    selection = reconsider(select(elements, runs, metadata.headline, metadata.byline), runs, prepared.markup, metadata)
    if not selection.blocks:
        raise Unreadable("no_article", "the page holds no text that could be an article")
    return Extracted(
        blocks=selection.blocks,
        noise=selection.noise,
        headline=metadata.headline,
        byline=metadata.byline,
        published_at=metadata.published_at,
        modified_at=metadata.modified_at,
        language=metadata.language,
        canonical_url=metadata.canonical_url,
        cut_off=cut_off(source, selection.blocks, selection.after, metadata),
    )
