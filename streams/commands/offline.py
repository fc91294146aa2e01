"""One capture, or two of them, judged by the stages' own functions without Kafka and without a site's memory.

Two captures of one page are compared as versions 1 and 2 of it, as ``revise`` would; captures of different pages (two
files are two pages) as copies, as ``duplicate`` would, so that either of them may be the one that is cut off.

One thing is told that the stream keeps to itself: where plain text has a line of noise by its wording alone, and the
other capture shows it with a few words or marks changed, no site says that the line is the house's, and somebody
changed it. It counts as article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

import orjson
from selectolax.lexbor import LexborHTMLParser

from streams.handler import NO_BOOK
from streams.records import Cleaned, CutOff
from streams.stages import announce, clean, revision, versions
from streams.stages.byhand import RULE_CHARACTERS_MAX, RULES_MAX, TEXT, RuleBook
from streams.stages.clean import Capture, Rejected
from streams.stages.pages import Page
from streams.stages.revision import Comparison
from streams.text import fold
from streams.text.difference.disregard import edited_noise, noise_in_article
from streams.text.difference.units import units_of
from streams.web import address, time

END_OF_TIME_MS = 253_402_300_799_000  # 9999-12-31: no clock is asked whether a capture is from the future
PROSE_CHARACTERS_MAX = 1_000_000  # of a page's source that the share of prose is measured on
PROSE_PARAGRAPH_CHARACTERS_MIN = 40
PROSE_SHARE_SURE = 0.6

Value = dict[str, Any]
Outcome = Literal["revised", "unchanged", "noise_only", "redated", "cut_off"]


@dataclass(slots=True)
class Look:
    """A capture cleaned: the article, the page it is, and what ``article.cleaned`` would say."""

    capture: Capture
    article: Cleaned
    page: Page
    value: Value


@dataclass(slots=True)
class Compared:
    """Two captures compared. ``event`` is the value of article.revised, None where there would be none.

    ``cut_side`` is the capture that lacks the end which the other one has.
    """

    old: Look
    new: Look
    outcome: Outcome
    reason: str | None
    event: Value | None
    cut_off: Value | None
    cut_side: Literal["old", "new"] | None
    dates: list[tuple[str, str, str]]
    noise: list[Value]

    @property
    def same_page(self) -> bool:
        """Tell whether it is one page against its own past."""
        return self.old.page.page == self.new.page.page


def look(value: Value, rules: RuleBook = NO_BOOK, number: int = 1) -> Look:
    """Return a capture (the value of ``article.raw``) cleaned; raises Rejected with what is wrong with it.

    ``rules`` are those that a person made for its site and others.
    """
    capture = clean.read(value, END_OF_TIME_MS)
    if capture.status != 200:
        raise Rejected("status", f"the capture has status {capture.status}: it carries no article")
    return _look(capture, rules, number)


def _look(capture: Capture, rules: RuleBook, number: int = 1) -> Look:
    try:
        article, link = clean.clean(capture, rules.of(capture.page.site))
    except Rejected:
        raise
    except Exception as fault:  # a fault of ours: the person gets a line, and the next capture its turn
        raise Rejected("failed", f"cleaning failed; this is a bug ({type(fault).__name__})") from fault
    page = _page(capture, article, link, number)
    return Look(capture, article, page, _plain(announce.cleaned(page, capture, article, number, None).value))


def _page(capture: Capture, article: Cleaned, link: str | None, number: int) -> Page:
    found = address.page_of(capture.page.url, None, link) if link else capture.page
    text_hash = versions.text_hash(article)
    return Page(
        page=found.id,
        url=found.url,
        site=found.site,
        number=number,
        captured_at=capture.captured_at,
        instant=capture.instant,
        text_hash=text_hash,
        shown_hash=text_hash,
        content_hash=capture.content_hash,
        judgement=announce.JUDGEMENT,
        published_at=article.published_at,
        modified_at=article.modified_at,
        cut_off=article.cut_off is not None,
    )


def compare(old_value: Value, new_value: Value, rules: RuleBook = NO_BOOK) -> Compared:
    """Compare two captures, the older first; raises Rejected, its message naming the capture that is of no use."""
    old = _side("the old capture", old_value, rules)
    new = _side("the new capture", new_value, rules)
    if old.page.page == new.page.page:
        old, new = _with_edited_noise(old, new, rules)
        new.page.number = 2
        new.value["version"] = 2
        return _versions_compared(old, new)
    return _copies_compared(old, new)


def _with_edited_noise(old: Look, new: Look, rules: RuleBook) -> tuple[Look, Look]:
    if clean.is_html(old.capture) or clean.is_html(new.capture):
        return old, new
    texts = edited_noise(old.article.noise, new.article.noise)
    for side, other in ((old.article, new.article), (new.article, old.article)):
        texts += noise_in_article(side.noise, units_of(other.paragraphs), other.noise)
    keep = tuple(rule for rule in (f"{TEXT}{re.escape(text)}" for text in texts) if len(rule) <= RULE_CHARACTERS_MAX)
    if not keep:
        return old, new
    site = old.capture.page.site
    own = rules.of(site)
    book = RuleBook(sites={site: replace(own, keep=(*own.keep, *keep)[:RULES_MAX])})
    return _look(old.capture, book), _look(new.capture, book)


def _side(name: str, value: Value, rules: RuleBook) -> Look:
    try:
        return look(value, rules)
    except Rejected as fault:
        raise Rejected(fault.reason, f"{name}: {fault.message}") from fault


def _versions_compared(old: Look, new: Look) -> Compared:
    before, after = versions.text_of(old.page, old.article), versions.text_of(new.page, new.article)
    dates, noise = _dates(old, new), _noise(old, new)
    if before.text_hash == after.text_hash:
        return _quiet(old, new, dates, noise)
    found = revision.compare(before, after)
    cut_off, side = _cut(found)
    if found.completes:
        reason = "the new capture completes the old one, which was cut off"
        return Compared(old, new, "unchanged", reason, None, _value(old.article.cut_off), "old", dates, noise)
    if found.is_empty and found.cut_off:
        reason = "the new capture is cut off; what it shows is unchanged"
        return Compared(old, new, "cut_off", reason, None, cut_off, side, dates, noise)
    if found.is_empty:
        return _quiet(old, new, dates, noise)
    event = _plain(revision.own_revision(before, after, found, None).value)
    return Compared(old, new, "revised", None, event, cut_off, side, dates, noise)


def _copies_compared(old: Look, new: Look) -> Compared:
    before, after = versions.text_of(old.page, old.article), versions.text_of(new.page, new.article)
    found = revision.compare_copies(before, after)
    cut_off, side = _cut(found)
    said = revision.copy_revision(before, after)
    dates, noise = _dates(old, new), _noise(old, new)
    if said is None:
        return _quiet(old, new, dates, noise)
    if found.is_empty:  # as `duplicate`, which says in its own event that one of them is cut off
        reason = "what both captures show is unchanged"
        return Compared(old, new, "cut_off", reason, None, cut_off, side, dates, noise)
    return Compared(old, new, "revised", None, _plain(said), cut_off, side, dates, noise)


def _quiet(old: Look, new: Look, dates: list[tuple[str, str, str]], noise: list[Value]) -> Compared:
    """Say why there is no event, as ``revise`` tells its quiet outcomes apart."""
    outcome: Outcome = "noise_only"
    reason = "only what is not the article differs"
    if dates:
        outcome, reason = "redated", "a date changed, the text did not"
    elif old.capture.content_hash == new.capture.content_hash:
        outcome, reason = "unchanged", "both captures show the same"
    return Compared(old, new, outcome, reason, None, None, None, dates, noise)


def _cut(found: Comparison) -> tuple[Value | None, Literal["old", "new"] | None]:
    """Return the missing end that was disregarded, and which capture lacks it."""
    if found.cut_off is None:
        return None, None
    return _value(found.cut_off), "old" if found.cut_off.carried_over_from is None else "new"


def _dates(old: Look, new: Look) -> list[tuple[str, str, str]]:
    pairs = (
        ("published", old.article.published_at, new.article.published_at),
        ("modified", old.article.modified_at, new.article.modified_at),
    )
    return [(name, before, after) for name, before, after in pairs if before and after and time.differ(before, after)]


def _noise(old: Look, new: Look) -> list[Value]:
    """Return the noise that only one side has: what a naive comparison would have reported."""
    before, after = ({fold.fold(noise.text) for noise in side.article.noise} for side in (old, new))
    gone = [noise for noise in old.article.noise if fold.fold(noise.text) not in after]
    come = [noise for noise in new.article.noise if fold.fold(noise.text) not in before]
    return [_plain(noise) for noise in gone + come]


def doubt(found: Look) -> str | None:
    """Say how much of the prose that an HTML page shows is in its article; None for plain text.

    Prose is what stands in paragraphs of some length. A small share is no fault where a page carries many teasers, but
    it is where to look first when something is missing.
    """
    body = found.capture.body
    if (found.capture.content_type or "").lower().startswith("text/plain") or "<p" not in body.lower():
        return None
    document = LexborHTMLParser(body[:PROSE_CHARACTERS_MAX])
    texts = (" ".join(node.text(separator=" ").split()) for node in document.css("p"))
    prose = sum(len(text) for text in texts if len(text) >= PROSE_PARAGRAPH_CHARACTERS_MIN)
    if not prose:
        return "the page shows no paragraphs of prose"
    chosen = sum(len(paragraph.text) for paragraph in found.article.paragraphs)
    share = min(chosen / prose, 1.0)
    words = f"the article holds {share:.0%} of the prose in paragraphs on the page"
    return words if share >= PROSE_SHARE_SURE else f"{words}: look at what is missing"


def _value(cut_off: CutOff | None) -> Value | None:
    return None if cut_off is None else _plain(cut_off)


def _plain(value: Any) -> Value:
    plain: Value = orjson.loads(orjson.dumps(value))
    return plain
