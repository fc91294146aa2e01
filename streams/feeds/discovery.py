"""The feeds that a front page names in its head.

Decided: tags are read one by one instead of building a tree: nothing here needs one, and a page that is nested 20,000
deep must cost no more than another. ``rel=alternate`` with the type of a feed counts, ``rel=feed`` and ``rel=sitemap``;
feeds of readers' comments do not.

Deliberately missed: links to feeds in the text of a page.
"""

from __future__ import annotations

import html
import re

from streams.feeds.documents import FEEDS_MAX, Document
from streams.feeds.links import resolved
from streams.feeds.wording import plain_title

HEAD_CHARACTERS_MAX = 1024 * 1024

_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml",
     "application/xml", "application/x.atom+xml", "application/x-rss+xml"}
)  # fmt: skip
_TAG = re.compile(r"<(link|base)\b([^<>]{0,4000})>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,1000}>([^<]{0,4000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]{1,50})\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_COMMENTS = re.compile(r"/comments?(?:/|$)|[?&]type=comments|comments[-_/]?(?:rss|feed|atom)", re.IGNORECASE)
_COMMENT_TITLE = re.compile(r"\bcomments?\b", re.IGNORECASE)


def read_page(text: str, url: str) -> Document:
    """Return the title of a page and the feeds and sitemaps that it names, feeds first. Never raises."""
    head = without_comments(text[:HEAD_CHARACTERS_MAX])
    title = _TITLE.search(head)
    base = url
    feeds: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    relations: dict[str, str] = {}
    for tag in _TAG.finditer(head):
        attributes = attributes_of(tag[2])
        if tag[1].lower() == "base":
            base = resolved(attributes.get("href"), url) or base
            continue
        target = resolved(attributes.get("href"), base)
        if target is None:
            continue
        rel = attributes.get("rel", "").lower().split()
        for relation in ("hub", "self"):
            if relation in rel:
                relations.setdefault(relation, target)
        if "sitemap" in rel:
            sitemaps.setdefault(target)
        elif _is_feed(rel, attributes, target):
            feeds.setdefault(target)
    return Document(
        "page",
        plain_title(title[1]) if title else None,
        feeds=(*feeds, *sitemaps)[:FEEDS_MAX],
        hub=relations.get("hub"),
        self_url=relations.get("self"),
    )


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case; the first of a name counts, as in browsers."""
    found: dict[str, str] = {}
    for name, written in _ATTRIBUTE.findall(tag):
        value = written[1:-1] if written[0] in "\"'" else written
        found.setdefault(name.lower(), html.unescape(value).strip())
    return found


def without_comments(text: str) -> str:
    """Return markup without its comments; one that is not closed takes the rest, as in browsers."""
    parts = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0:
        parts.append(text[at:begin])
        end = text.find("-->", begin + 4)
        if end < 0:
            return "".join(parts)
        at = end + 3
    parts.append(text[at:])
    return "".join(parts)


def _is_feed(rel: list[str], attributes: dict[str, str], target: str) -> bool:
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    named = ("alternate" in rel and "stylesheet" not in rel and kind in _TYPES) or "feed" in rel
    if not named and "alternate" in rel and kind == "application/json":
        # WordPress names its API so on every page.
        named = "feed" in target.lower()
    return named and not (_COMMENTS.search(target) or _COMMENT_TITLE.search(attributes.get("title", "")))
