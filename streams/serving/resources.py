"""What the API can be asked: every operation, once, for the router and for its document."""

from __future__ import annotations

from streams.serving import articles, pages, revisions, streaming, webhooks
from streams.serving.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *articles.OPERATIONS,
    *revisions.OPERATIONS,
    *pages.OPERATIONS,
    *streaming.OPERATIONS,
    *webhooks.OPERATIONS,
)
