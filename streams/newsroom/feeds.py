"""The feeds of a site: RSS, Atom, JSON Feed, a news sitemap, and an index of compressed sitemaps."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

import orjson

SITEMAP_ITEMS = 100  # in each part of an index


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; times are Unix seconds."""

    url: str
    guid: str
    title: str
    published: float
    modified: float


def rss(name: str, home: str, items: list[Item]) -> bytes:
    """Return an RSS 2.0 document."""
    entries = "".join(
        f"<item><title>{_text(item.title)}</title><link>{_text(item.url)}</link>"
        f'<guid isPermaLink="false">{_text(item.guid)}</guid><pubDate>{_mail_date(item.published)}</pubDate></item>\n'
        for item in items
    )
    return _xml(
        f'<rss version="2.0"><channel><title>{_text(name)}</title><link>{_text(home)}</link>'
        f"<description>{_text(name)}</description><ttl>5</ttl>\n{entries}</channel></rss>"
    )


def atom(name: str, home: str, items: list[Item]) -> bytes:
    """Return an Atom document (RFC 4287)."""
    newest = max((item.modified for item in items), default=0.0)
    entries = "".join(
        f"<entry><id>{_text(item.guid)}</id><title>{_text(item.title)}</title>"
        f'<link rel="alternate" href="{escape(item.url)}"/><published>{_date(item.published)}</published>'
        f"<updated>{_date(item.modified)}</updated></entry>\n"
        for item in items
    )
    return _xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><id>{_text(home)}</id><title>{_text(name)}</title>'
        f'<link rel="self" href="{escape(home)}atom.xml"/><author><name>{_text(name)}</name></author>'
        f"<updated>{_date(newest)}</updated>\n{entries}</feed>"
    )


def json(name: str, home: str, items: list[Item]) -> bytes:
    """Return a JSON Feed 1.1."""
    entries = [
        {
            "id": item.guid,
            "url": item.url,
            "title": item.title,
            "content_text": item.title,
            "date_published": _date(item.published),
            "date_modified": _date(item.modified),
        }
        for item in items
    ]
    version = "https://jsonfeed.org/version/1.1"
    return orjson.dumps({"version": version, "title": name, "home_page_url": home, "items": entries})


def sitemap(name: str, items: list[Item]) -> bytes:
    """Return a sitemap with news entries."""
    entries = "".join(
        f"<url><loc>{_text(item.url)}</loc><lastmod>{_date(item.modified)}</lastmod><news:news><news:publication>"
        f"<news:name>{_text(name)}</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{_date(item.published)}</news:publication_date>"
        f"<news:title>{_text(item.title)}</news:title></news:news></url>\n"
        for item in items
    )
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{entries}</urlset>'
    )


def index(home: str, parts: int, modified: float) -> bytes:
    """Return a sitemap index whose parts are compressed files."""
    entries = "".join(
        f"<sitemap><loc>{_text(home)}sitemap-{part}.xml.gz</loc><lastmod>{_date(modified)}</lastmod></sitemap>\n"
        for part in range(parts)
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>')


def opml(feeds: list[tuple[str, str]]) -> bytes:
    """Return the list of all feeds: names and addresses."""
    lines = "".join(f'<outline type="rss" text="{escape(name)}" xmlUrl="{escape(url)}"/>\n' for name, url in feeds)
    return _xml(f'<opml version="2.0"><head><title>Newsroom</title></head><body>\n{lines}</body></opml>')


def compressed(body: bytes) -> bytes:
    """Return a body in gzip, the same for the same body."""
    return gzip.compress(body, compresslevel=1, mtime=0)


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _text(text: str) -> str:
    return escape(text, quote=False)


def _date(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _mail_date(moment: float) -> str:
    return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)
