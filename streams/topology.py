"""The pipeline on one screen: which topics there are, who reads and writes them, in the order data flows.

    feeds, pages ─> poll ─┐ (an app of its own; it reads rowback.poll.due and capture.settled)
    producers ─> article.raw ─> clean ─ revise ─┬─> article.cleaned, article.revised (own history),
                    (site)         (site)       │   page.changed, site.changed, capture.settled
                                                └─> rowback.match.lookups (shard) ─> match
       ┌── rowback.match.pairs (site of the larger page) <───────────────────────────┘
       └─> duplicate: sends the text ─> rowback.duplicate.pairs (site of the smaller page)
                                          └─> duplicate: exact check ─> article.duplicated,
                                              article.revised (copy), rowback.duplicate.labels ─> article.assigned

Every topic has the same number of partitions, and partition n of all of them belongs to one worker at a time:
its tables, its transaction and its input are one unit. ``clean`` and ``revise`` share a hop, because nobody reads
what would stand between them. Whatever no stage can use goes to article.rejected.
"""

from __future__ import annotations

from dataclasses import dataclass

RAW = "article.raw"
CLEANED = "article.cleaned"
REVISED = "article.revised"
DUPLICATED = "article.duplicated"
ASSIGNED = "article.assigned"
PAGE_CHANGED = "page.changed"
SITE_CHANGED = "site.changed"
SETTLED = "capture.settled"
REJECTED = "article.rejected"

CAPTURES = "rowback.clean.captures"
LOOKUPS = "rowback.match.lookups"
CANDIDATES = "rowback.match.pairs"
PAIRS = "rowback.duplicate.pairs"
LABELS = "rowback.duplicate.labels"
ORDERS = "rowback.duplicate.orders"
CHANGELOG = "rowback.tables.changelog"
ERASURES = "rowback.erase.orders"

POLL_DUE = "rowback.poll.due"
POLL_CHANGELOG = "rowback.polling.changelog"

MESSAGE_BYTES_MAX = 20 * 1024 * 1024  # a body at its limit, escaped as JSON, with room to spare
WEEK_MS = 7 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: what its key is, who writes it and how long it is kept (None: for ever)."""

    name: str
    key: str
    written_by: tuple[str, ...]
    public: bool = True
    compacted: bool = False
    retention_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: what it reads, which tables are its own, and the file that decides."""

    name: str
    reads: tuple[str, ...]
    tables: tuple[str, ...]
    file: str


STAGES = (
    Stage("clean", (RAW, CAPTURES), (), "streams/stages/clean.py"),
    Stage("revise", (), ("pages", "versions", "sites", "blocks"), "streams/stages/revise.py"),
    Stage("match", (LOOKUPS,), ("postings", "sketches", "weeks"), "streams/stages/match.py"),
    Stage("duplicate", (CANDIDATES, PAIRS, LABELS, ORDERS), ("labels", "orders"), "streams/stages/duplicate.py"),
)

# An app of its own, so that the stages do not wait for the network nor the network for them.
POLLER = Stage("poll", (POLL_DUE, SETTLED), ("feeds", "pages", "sites", "total"), "streams/polling/poller.py")
PARTS = (POLLER, *STAGES)

TOPICS = (
    Topic(RAW, "site", ("producers", "poll"), retention_ms=WEEK_MS),
    Topic(CAPTURES, "site", ("clean",), public=False, retention_ms=WEEK_MS),
    Topic(CLEANED, "site", ("revise",)),
    Topic(REVISED, "page", ("revise", "duplicate")),
    Topic(PAGE_CHANGED, "page", ("revise",)),
    Topic(SITE_CHANGED, "site", ("revise", "poll")),
    Topic(SETTLED, "site", ("revise",), retention_ms=WEEK_MS),
    Topic(LOOKUPS, "shard", ("revise",), public=False, retention_ms=WEEK_MS),
    Topic(CANDIDATES, "site", ("match",), public=False, retention_ms=WEEK_MS),
    Topic(PAIRS, "site", ("duplicate",), public=False, retention_ms=WEEK_MS),
    Topic(DUPLICATED, "page", ("duplicate",)),
    Topic(LABELS, "site", ("duplicate",), public=False, retention_ms=WEEK_MS),
    Topic(ORDERS, "site", ("duplicate",), public=False, retention_ms=WEEK_MS),
    Topic(ASSIGNED, "page", ("duplicate",), compacted=True),
    Topic(REJECTED, "as it came", ("clean", "match", "duplicate")),
    Topic(ERASURES, "page or site", ("erase",), public=False, compacted=True),
    Topic(CHANGELOG, "table and key", ("every stage",), public=False, compacted=True),
    Topic(POLL_DUE, "site", ("poll",), public=False, retention_ms=WEEK_MS),
    Topic(POLL_CHANGELOG, "table and key", ("poll",), public=False, compacted=True),
)

PUBLIC = tuple(topic.name for topic in TOPICS if topic.public)
CONSUMED = tuple(name for stage in STAGES for name in stage.reads)
