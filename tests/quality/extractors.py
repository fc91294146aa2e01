"""What the extraction scorer calls: ``(html, url) -> text``."""

from __future__ import annotations

import trafilatura

from streams.commands import offline
from streams.stages.clean import Rejected


def rowback(html: str, url: str | None) -> str:
    """Return the article as ``rowback clean`` has it; what is rejected is empty."""
    value = {"captured_at": "2026-01-01T00:00:00Z", "status": 200, "content_type": "text/html", "body": html}
    try:
        found = offline.look({"url": url or "https://site.example/article", **value})
    except Rejected:
        return ""
    return "\n".join(paragraph.text for paragraph in found.article.paragraphs)


def trafilatura_default(html: str, url: str | None) -> str | None:
    """Return what trafilatura finds by default."""
    found: str | None = trafilatura.extract(html, url=url)
    return found
