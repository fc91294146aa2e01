"""A look at a page: what is told to the stages, what is remembered, when the next one is due.

A look that changes nothing is not told: the same bytes at the same address, or a 304, would only be found unchanged.
A page that is not there is told twice in a row, so that ``revise`` can tell a hiccup from an end, and then not again
until it is back. Faults of the server are no captures at all: they say nothing about the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from streams.cloudevents import event_id
from streams.fetching import auditing
from streams.polling import manners, planning
from streams.polling.answers import Answer, Start
from streams.polling.planning import DAY, Pace
from streams.polling.records import NEVER, PAGES, Page, Site
from streams.polling.unreadable import why_unreadable
from streams.stages import held
from streams.web import address, time

NOT_THERE = (404, 410)
ABSENCES_TOLD = 2
ABSENT_SECONDS_MAX = 7 * DAY
REFUSED_SECONDS = DAY
SOURCE = "rowback/poll"
HELD = held.REASON.partition("{")[0]  # how ``revise`` begins to say that an edit waits for another look
CONFIRM_MARGIN_SECONDS = 0.01  # captures have their time to the millisecond
UNREADABLE = ("no_article", "not_text", "too_large")  # reasons that asking again soon does not mend


@dataclass(slots=True)
class PageLook:
    """What follows from an answer: a capture, and an address to be looked at from now on."""

    capture: dict[str, Any] | None = None
    moved_to: str | None = None


def start(key: str, page: Page, site: Site, now: float) -> Start:
    """Return the look to make."""
    number = page.looks + 1
    known = bool(page.etag or page.last_modified) and page.sent_status == 200 and not must_tell(page, now)
    if not known:
        return Start(PAGES, key, number, page.url)
    trusted = now >= site.distrust_until
    if not auditing.is_conditional(key, number, site.not_modified, site.distrust_until, now):
        return Start(PAGES, key, number, page.url, audit=trusted)
    return Start(PAGES, key, number, page.url, page.etag, page.last_modified, page.answered_by)


def must_tell(page: Page, now: float) -> bool:
    """Whether this look must be told even if it shows what the one before showed: an edit waits to be confirmed."""
    return page.confirm_at is not None and now >= page.confirm_at


def answered(key: str, page: Page, site: Site, answer: Answer, tau_hours: float, pace: Pace) -> PageLook:
    """Take an answer in: change the page's and the site's record, and return what follows."""
    at = max(answer.at, (page.last_look_at or 0.0) + 0.001)
    look = PageLook()
    page.looks = answer.start.number
    if answer.status is None or answer.waits or answer.refused:
        _failed(page, answer, at, pace)
        return look
    page.status, page.failures = answer.status, 0
    page.fault = page.fault if page.unreadable else answer.fault
    if answer.status == 304:
        planning.learn_look(page, site, at)
    elif answer.status == 200:
        _arrived(key, page, site, answer, at, look)
    elif answer.status in NOT_THERE:
        _absent(key, page, answer, look)
    else:
        _failed(page, answer, at, pace)
        return look
    page.last_look_at = at
    if page.moved_to is not None:
        page.next_at = NEVER
    elif answer.status in NOT_THERE:
        page.next_at = at + manners.pause_seconds(key, page.absences, pace.look_seconds_min, _absent_max(pace))
    else:
        page.next_at = planning.next_look(page, site, at, tau_hours, pace)
        if page.confirm_at is not None:
            page.next_at = min(page.next_at, max(page.confirm_at, at + 0.001))
    if page.unreadable and look.capture is None:
        page.unreadable += 1
        _wait_for_an_article(page, pace)
    return look


def _absent_max(pace: Pace) -> float:
    return min(ABSENT_SECONDS_MAX, pace.look_seconds_max)


def _failed(page: Page, answer: Answer, at: float, pace: Pace) -> None:
    """Nothing was learned about the page: look again later, later each time."""
    page.failures += 1
    page.status = answer.status
    page.fault = answer.fault or f"the server answered {answer.status}"
    wait = manners.pause_seconds(page.url, page.failures, pace.look_seconds_min, _absent_max(pace))
    if answer.refused:
        wait = min(REFUSED_SECONDS, pace.look_seconds_max)
    page.next_at = at + wait


def _arrived(key: str, page: Page, site: Site, answer: Answer, at: float, look: PageLook) -> None:
    planning.learn_look(page, site, at)
    lies = answer.start.audit and _would_be_hidden(page, answer)
    is_elsewhere = (answer.final_url if answer.final_url != page.url else None) != page.answered_by
    is_news = answer.body_hash != page.body_hash or is_elsewhere or page.sent_status != 200
    page.etag, page.last_modified, page.absences = answer.etag, answer.last_modified, 0
    if answer.text is None:
        page.fault = answer.fault or f"{answer.content_type or 'what came'} is no text that can be read"
    elif is_news or must_tell(page, at):
        look.capture = _capture(key, page, answer)
        page.needs = why_unreadable(answer.text)
        look.capture |= {"body": answer.text, "content_type": answer.content_type}
        page.audited = look.capture["event_id"] if lies else None
    if must_tell(page, at):
        page.confirm_at = None
    page.body_hash = answer.body_hash
    page.answered_by = answer.final_url if answer.final_url != page.url else None
    page.sent_status = 200 if answer.text is not None else page.sent_status
    if answer.moved_to and _is_another_page(page.url, answer.moved_to):
        page.moved_to = look.moved_to = answer.moved_to


def _would_be_hidden(page: Page, answer: Answer) -> bool:
    before = auditing.Whole(page.etag, page.last_modified, page.body_hash or "")
    after = auditing.Whole(answer.etag, answer.last_modified, answer.body_hash or "")
    return auditing.verdict(before, after) == "lied"


def _is_another_page(url: str, final_url: str) -> bool:
    try:
        return address.page_of(url).id != address.page_of(final_url).id
    except address.BadAddress:
        return False


def _absent(key: str, page: Page, answer: Answer, look: PageLook) -> None:
    page.absences += 1
    if page.absences <= ABSENCES_TOLD and page.captures:
        look.capture = _capture(key, page, answer)
    page.etag = page.last_modified = page.body_hash = None
    page.sent_status = answer.status
    if page.absences >= ABSENCES_TOLD and page.successor:
        look.moved_to, page.successor = page.successor, None


def _capture(key: str, page: Page, answer: Answer) -> dict[str, Any]:
    page.captures += 1
    at = max(answer.asked_at or answer.at, (page.last_look_at or 0.0) + 0.001)
    capture: dict[str, Any] = {
        "url": page.url,
        "captured_at": time.written(round(at * 1000) * 1000),
        "status": answer.status,
        "event_id": event_id("look", key, answer.start.number),
        "source": SOURCE,
    }
    if answer.final_url != page.url:
        capture["final_url"] = answer.final_url
    if page.feed:
        capture["item"] = {"feed": page.feed, "guid": page.guid}
    if page.title:
        capture["title"] = page.title
    if page.published_at:
        capture["published_at"] = page.published_at
    if answer.headers:
        capture["headers"] = answer.headers
    return capture


def settled(page: Page, site: Site, value: dict[str, Any], tau_hours: float, pace: Pace, confirm: float) -> bool:
    """Take in what became of a capture of the page; return whether that changed its record."""
    try:
        at = time.instant(value["captured_at"]) / 1e6
    except (ValueError, TypeError):
        return False
    if value["outcome"] == "revised" and page.last_look_at is not None:
        _revised(page, site, value["event_id"], at)
        _look_to_confirm(page, at, confirm)
        if page.next_at < NEVER:
            due = planning.next_look(page, site, page.last_look_at, tau_hours, pace)
            page.next_at = min(page.next_at, due)
        return True
    if value["outcome"] == "unchanged" and (value["reason"] or "").startswith(HELD):
        _look_to_confirm(page, at, confirm)
        return True
    if value["outcome"] == "rejected":
        _rejected(page, value["reason"] or "rejected", pace)
        return True
    was_unreadable, page.unreadable = page.unreadable, 0
    return was_unreadable > 0


def _look_to_confirm(page: Page, at: float, confirm: float) -> None:
    """An edit that has to stand for a while is looked at then, and told even if nothing changed since."""
    if confirm and page.next_at < NEVER:
        page.confirm_at = at + confirm + CONFIRM_MARGIN_SECONDS
        page.next_at = min(page.next_at, page.confirm_at)


def _revised(page: Page, site: Site, capture: str | None, at: float) -> None:
    planning.learn_change(page, site, at)
    if page.audited is not None and page.audited == capture:
        site.distrust_until = at + auditing.DISTRUST_SECONDS  # what it hid was an edit, not a counter
    page.audited = None


def _rejected(page: Page, why: str, pace: Pace) -> None:
    reason, _, words = why.partition(": ")
    page.fault = (page.needs if reason in UNREADABLE else None) or words or reason
    if reason in UNREADABLE:
        page.unreadable += 1
        _wait_for_an_article(page, pace)


def _wait_for_an_article(page: Page, pace: Pace) -> None:
    if page.last_look_at is not None and page.next_at < NEVER:
        wait = manners.pause_seconds(page.url, page.unreadable, pace.look_seconds_min, _absent_max(pace))
        page.next_at = max(page.next_at, page.last_look_at + wait)
