"""Pages that are not there, and addresses that lead elsewhere.

A 404 may be a hiccup of the server and is said at the second look in a row; a 410 is a statement and is said at once.
An address that had a text of its own and now leads to another one of the site is said once, for the page that was
there; to another site: nothing, its history is in another partition.
"""

from __future__ import annotations

from collections.abc import Iterator

from streams.records import Event, Tables
from streams.stages import announce, pages
from streams.stages.clean import Capture
from streams.stages.pages import Page

NOT_THERE = (404, 410)


def not_there(capture: Capture, page: Page | None, tables: Tables) -> Iterator[Event]:
    """Say of a 404 or 410 what it means for the page."""
    if page is None:
        yield announce.settled(capture, capture.page.id, "gone", None, "the page was never seen with a text")
        return
    if page.is_late(capture.instant):
        yield announce.settled(capture, page.page, "late", page.number, "not there before the newest version was")
        return
    said = page.absence == "gone"
    gone = capture.status == 410 or page.absence == "missed"
    if not said:
        page.note_absence("gone" if gone else "missed", capture.instant)
        pages.write(tables, page)
    if gone and not said:
        evidence = f"status {capture.status}" + (" at two looks" if capture.status == 404 else "")
        yield announce.page_changed(page, capture, "gone", None, None, evidence)
    reason = None if said or gone else "first look without the page"
    yield announce.settled(capture, page.page, "gone", page.number, reason)


def is_news_of_redirect(capture: Capture, tables: Tables) -> bool:
    """Whether the address had a page of its own that is not yet known to lead where it leads now."""
    requested, target = capture.requested, capture.page
    if requested.id == target.id or requested.site != target.site:
        return False
    before = pages.read(tables, requested.id)
    return before is not None and before.redirected_to != target.id


def redirected(capture: Capture, tables: Tables, settled: Event | None) -> Iterator[Event]:
    """Say that an address leads elsewhere now; ``settled`` is the outcome for the target where it was looked at."""
    if not is_news_of_redirect(capture, tables):
        yield settled or announce.settled(capture, capture.requested.id, "redirected", None, None)
        return
    before = pages.read(tables, capture.requested.id)
    if before is None:
        return
    target = capture.page
    before.redirected_to = target.id
    pages.write(tables, before)
    evidence = f"the address now leads to {target.url}"
    yield announce.page_changed(before, capture, "redirected", before.url, target.url, evidence)
    yield announce.settled(capture, before.page, "redirected", before.number, None)
