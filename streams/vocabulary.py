"""The closed lists of words that events are made of, once. Schemas, records and stages agree with them (a test checks).

``SIGNALS``, ``NOISE_REASONS`` and ``KINDS`` may gain words within a major version (``x-may-grow`` in the schemas):
a subscriber takes a word it does not know for "something else". The other lists are closed for good.
"""

from __future__ import annotations

from typing import Final

Words = tuple[str, ...]

TOPICS: Final[Words] = (
    "article.raw",
    "article.cleaned",
    "article.revised",
    "article.duplicated",
    "article.assigned",
    "page.changed",
    "site.changed",
    "capture.settled",
    "article.rejected",
)
"""The public topics, in the order in which data flows."""

OUTCOMES: Final[Words] = (
    "created",
    "revised",
    "unchanged",
    "redated",
    "noise_only",
    "cut_off",
    "late",
    "gone",
    "restored",
    "redirected",
    "muted",
    "rejected",
)
"""What becomes of a capture: exactly one of these."""

PARAGRAPH_KINDS: Final[Words] = ("paragraph", "heading", "item", "quote", "caption", "table", "standfirst", "note")

NOISE_REASONS: Final[Words] = (
    "appeal",
    "newsletter",
    "related",
    "comments",
    "date_of_capture",
    "cookie",
    "share",
    "advertisement",
    "button",
    "counter",
    "learned",
    "boilerplate",
    "subscription",
    "changing",
    "by_hand",
)

OPS: Final[Words] = ("added", "deleted", "edited", "moved", "merged", "split")
"""What an edit does to sentences."""

SPAN_OPS: Final[Words] = ("insert", "delete", "replace")
"""What a span does to words."""

SIGNALS: Final[Words] = (
    "number",
    "date",
    "name",
    "quote",
    "negation",
    "hedge",
    "attribution",
    "typo",
    "style",
    "link",
    "headline",
    "byline",
    "correction_notice",
    "appended",
    "live_blog",
    "standfirst",
    "caption",
    "table",
    "item",
)
"""What a rule saw in a change: facts, wording, and the parts of an article that are not its running text."""

DIRECTIONS: Final[Words] = ("up", "down")

KINDS: Final[Words] = (
    "correction",
    "clarification",
    "update_note",
    "headline",
    "append",
    "live_update",
    "rewrite",
    "copyedit",
    "typography",
    "revert",
    "edit",
)
"""What sort of change an edit or a revision is; ``edit`` where nothing better is sure."""

BASES: Final[Words] = ("own_history", "copy")
"""What a revision compares a page with."""

STATEMENTS: Final[Words] = ("stated", "withdrawn")

RELATIONS: Final[Words] = ("identical", "near", "excerpt", "extended")
"""What a page is to another that carries the same text."""

PAGE_CHANGES: Final[Words] = ("gone", "restored", "redirected", "redated", "rekeyed")

SITE_CHANGES: Final[Words] = ("redesign", "rekeyed", "noise_learned")
