"""From a page's source to its article: the order of the steps.

``prepare | parse | read_metadata, read runs | select | (doubt: a second opinion on the same runs) | cut_off``
"""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from streams.html.content import select
from streams.html.doubt import reconsider
from streams.html.limits import Unreadable, prepare
from streams.html.links import targets
from streams.html.masthead import complete
from streams.html.metadata import read_metadata
from streams.html.runs import Mend, read
from streams.html.truncation import cut_off
from streams.records import Extracted

LATE_PART = 'id="S:'


def extract(source: str, url: str, mend: Mend = str) -> Extracted:
    """Return the article of a page: blocks in order, the noise between them, what the page states about itself.

    ``mend`` puts right a text that was decoded with the wrong encoding; it sees what is shown or stated, no markup.
    Raises Unreadable for what is too large, not HTML, or holds no text that could be an article.
    """
    prepared = prepare(source)
    document = LexborHTMLParser(prepared.markup, options=LexborDocumentOptions.WO_EVENTS)
    metadata = read_metadata(document, prepared.linked_data, url, mend)
    elements, runs = read(document, mend, LATE_PART in prepared.markup)
    complete(metadata, runs)
    target = targets(url, metadata.base)
    selection = select(elements, runs, metadata.headline, metadata.byline, target)
    selection = reconsider(selection, runs, prepared.markup, metadata, target)
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
