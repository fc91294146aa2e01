"""How decisions are said: the values of the public events, their ids and their times.

Values may hold the dataclasses of ``streams.records``: orjson writes them as objects, without a copy.
"""

from __future__ import annotations

from typing import Any

from streams import topology
from streams.cloudevents import event_id
from streams.records import Cleaned, Event
from streams.stages.clean import Capture
from streams.stages.pages import Page

JUDGEMENT = "1"  # raise it when the same captures would be judged differently: pages re-baseline, nothing is announced


def cleaned(page: Page, capture: Capture, article: Cleaned, number: int | None, reverts_to: int | None) -> Event:
    """Say the text of a version; ``number`` is None for a late capture, which takes none."""
    value = {
        "page": page.page,
        "url": page.url,
        "site": page.site,
        "version": number,
        "late": number is None,
        "captured_at": capture.captured_at,
        "text_hash": page.text_hash,
        "headline": article.headline,
        "byline": article.byline,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "language": article.language,
        "paragraphs": article.paragraphs,
        "noise": article.noise,
        "cut_off": article.cut_off,
        "reverts_to": reverts_to,
        "judgement": JUDGEMENT,
    }
    identity = event_id(topology.CLEANED, page.page, number, capture.captured_at, page.text_hash, JUDGEMENT)
    return Event(topology.CLEANED, page.site, value, page.site, identity, capture.captured_at)


def page_changed(page: Page, capture: Capture, change: str, old: str | None, new: str | None, evidence: str) -> Event:
    """Say what happened to a page without a new text."""
    value: dict[str, Any] = {
        "page": page.page,
        "url": page.url,
        "site": page.site,
        "captured_at": capture.captured_at,
        "change": change,
        "from": old,
        "to": new,
        "evidence": evidence,
    }
    identity = event_id(topology.PAGE_CHANGED, page.page, change, capture.captured_at, old, new)
    return Event(topology.PAGE_CHANGED, page.page, value, page.site, identity, capture.captured_at)


def site_changed(
    site: str, capture: Capture, change: str, pages: list[str], evidence: str, sample: str | None
) -> Event:
    """Say what happened to a site as a whole."""
    value = {
        "site": site,
        "captured_at": capture.captured_at,
        "change": change,
        "pages": pages,
        "evidence": evidence,
        "sample": sample,
    }
    identity = event_id(topology.SITE_CHANGED, site, change, capture.captured_at, sample, *pages)
    return Event(topology.SITE_CHANGED, site, value, site, identity, capture.captured_at)


def settled(capture: Capture, page: str | None, outcome: str, version: int | None, reason: str | None) -> Event:
    """Say what became of a capture: one for each, whatever happened."""
    site = capture.page.site
    value = {
        "event_id": capture.event_id,
        "url": capture.url,
        "captured_at": capture.captured_at,
        "site": site,
        "page": page,
        "outcome": outcome,
        "version": version,
        "reason": reason,
    }
    identity = event_id(
        topology.SETTLED, capture.url, capture.captured_at, capture.content_hash, capture.event_id, outcome, version
    )
    return Event(topology.SETTLED, site, value, site, identity, capture.captured_at)
