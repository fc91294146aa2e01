"""revise: a page against its own past, one outcome for each capture.

Observed: most looks change nothing; of the rest most change only noise. Truncated captures, late ones, pure redates
and pages that come and go make the false alarms of naive comparers; A, B, A is reported as fresh news by most.

Decided, cheapest question first:

    same bytes as last time?                        unchanged
    the same article at a glance?                   noise_only
    404 or 410?                                     gone (said at once for 410, at the second look for 404)
    older than the newest version?                  late: kept with its time, takes no number
    same text once folded, noise aside?             noise_only, or redated, or restored
    the end is missing and nothing replaces it?     cut_off (a clean end that stays for a day is a deletion: endings)
    all changed as on four other pages just now?    muted
    a place of the page that changes at each look?  muted (changing)
    has it stood for as long as it must?            unchanged until then (held); off by default
    otherwise                                       revised; a text the page had before is a revert to it

Both sides of a comparison lose what the site has taught to be noise by now, so a block learned late does not surface
as a deletion. A page judged by an older judgement is taken over as it stands, without an announcement.

Deliberately missed: an edit that coincides with the first look after an upgrade of the judgement.
"""

from __future__ import annotations

from collections.abc import Iterator

from streams.records import Cleaned, Event, Tables
from streams.stages import (
    byhand,
    changing,
    comparing,
    endings,
    erased,
    glances,
    held,
    learned,
    pages,
    revision,
    sites,
    sitewide,
    versions,
    whereabouts,
)
from streams.stages.byhand import NO_RULES, Rules
from streams.stages.clean import Capture, Rejected, article_of, part_sentences
from streams.stages.held import Held
from streams.stages.outcomes import Outcomes
from streams.stages.pages import Page
from streams.web import address

REASON_CHARACTERS_MAX = 1_000


def step(capture: Capture, tables: Tables, partitions: int, rules: Rules = NO_RULES) -> list[Event]:
    """Return what one capture makes known, its ``capture.settled`` last; raises Rejected where it is of no use.

    ``rules`` are those that a person made for the capture's site.
    """
    return list(_Look(capture, tables, partitions, rules).events())


class _Look(Outcomes):
    """One capture on its way to its outcome."""

    def events(self) -> Iterator[Event]:
        capture = self.capture
        page = self._known()
        if page and page.content_hash == capture.content_hash and self._nothing_to_ask(page):
            yield from self.shown_again(page)
        elif glanced := self._recognised(page):
            yield from self.glanced_at(glanced)
        elif capture.status in whereabouts.NOT_THERE:
            yield from whereabouts.not_there(capture, page, self.tables)
        elif 300 <= capture.status < 400:
            yield from whereabouts.redirected(capture, self.tables, None)
        elif capture.status != 200:
            raise Rejected("status", f"status {capture.status} carries no article")
        elif whereabouts.is_news_of_redirect(capture, self.tables):
            *rest, settled = self._text()
            yield from rest
            yield from whereabouts.redirected(capture, self.tables, settled)
        else:
            yield from self._text()

    def _known(self) -> Page | None:
        """The page of the capture's address: its own, or the one that it named as canonical for these bytes."""
        page = pages.read(self.tables, self.address.id)
        alias = None if page else pages.read_alias(self.tables, self.address.id)
        if alias and alias.content_hash == self.capture.content_hash:
            page = pages.read(self.tables, alias.canonical)
        return page

    def _recognised(self, page: Page | None) -> Page | None:
        """The page that a glance shows to have the same article: its own, or the one it last named as canonical."""
        alias = None if page else pages.read_alias(self.tables, self.address.id)
        page = pages.read(self.tables, alias.canonical) if alias else page
        if page and page.glance and self._nothing_to_ask(page) and glances.bears_out(self.capture, page.glance):
            return page
        return None

    def _nothing_to_ask(self, page: Page) -> bool:
        return (
            self.capture.status == 200
            and not page.absence
            and self._is_settled(page)
            and not (page.short_end and not page.cut_off)
            and self.capture.requested.id == self.capture.page.id
        )

    def _is_settled(self, page: Page) -> bool:
        """Whether a look that shows the newest version's text is one more look at it, and nothing else."""
        instant = self.capture.instant
        muted = any(slot.muted for slot in page.slots)
        watched = muted or page.held_instant is not None or (page.cut_off and endings.asks(page, instant))
        return not (page.is_late(instant) or page.judgement != self.judgement or watched)

    def _text(self) -> Iterator[Event]:
        article, link = article_of(self.capture, self.rules)
        self._follow_canonical(link)
        shown_hash = versions.text_hash(article)
        page = pages.read(self.tables, self.address.id)
        if page and page.shown_hash == shown_hash and self._is_settled(page):
            page.slots = changing.stood(page.slots)
            yield from self.same(page, article, shown_hash)
            return
        if page is None:
            erased.refuse(self.tables, self.address)
        part_sentences(article)
        site = sites.read(self.tables, self.address.site)
        if not (page and page.is_late(self.capture.instant)):  # a late capture is no new lesson
            yield from sitewide.learn(self.tables, site, self.address.id, self.capture, article)
        self.spared = byhand.spared_blocks(self.rules, self.capture.body, article, site)
        whole, article = article, learned.without_learned(article, site, self.spared)
        self.whole = whole if article.paragraphs != whole.paragraphs else None
        if not article.paragraphs:
            raise Rejected("no_article", "nothing is left of the page once the site's recurring blocks are taken out")
        if page is None:
            yield from self.created(article, shown_hash)
        elif page.is_late(self.capture.instant):
            yield from self.late(page, article)
        else:
            yield from self._compared(page, site, whole, article, shown_hash)

    def _follow_canonical(self, link: str | None) -> None:
        if link is None:
            return
        named = address.page_of(self.capture.page.url, None, link)
        if named.id != self.address.id:
            alias = pages.Alias(named.id, self.capture.content_hash)
            pages.write_alias(self.tables, self.address.id, alias)
            self.address = named

    def _compared(
        self, page: Page, site: sites.Site, shown: Cleaned, article: Cleaned, shown_hash: str
    ) -> Iterator[Event]:
        old = versions.read_newest(self.tables, page)
        if old is None or page.judgement != self.judgement:
            yield from self.judged_anew(page, article, shown_hash)
            return
        last = held.read(self.tables, page)
        look = comparing.Look(self.capture, page, site, self.spared, last.article if last else None)
        finding = look.compared(old, shown, article)
        article, found = finding.article, finding.found
        yield from finding.said
        if found.completes:
            yield from self.rebaselined(page, article, shown_hash, "completes a capture that was cut off")
        elif found.is_empty and found.cut_off:
            page.note_seen(self.capture.captured_at, versions.text_hash(article))
            pages.write(self.tables, page)
            yield self.settle("cut_off", page, " ".join(found.cut_off.evidence)[:REASON_CHARACTERS_MAX])
        elif found.is_empty and finding.lesson and finding.lesson.rested:
            page.slots = [slot for slot in page.slots if not changing.is_rested(slot)]
            reason = "a place that changed at every look stands again"
            yield from self.rebaselined(page, finding.steady, shown_hash, reason, finding)
        elif found.is_empty:
            endings.seen_whole(page, self.capture.instant)
            moved = finding.lesson is not None and finding.lesson.moved
            yield from self.same(page, article, shown_hash, comparing.MUTED_REASON if moved else None)
        elif page.shown_hash == shown_hash and finding.reason is None:
            reason = "the page shows what it showed before; what is known to be noise has changed"
            yield from self.rebaselined(page, article, shown_hash, reason, finding)
        elif self.rules.confirm_after_seconds:
            seen = revision.with_carried_end(article, found) if found.cut_off else article
            capture = self.capture
            now = Held(capture.captured_at, capture.instant, shown_hash, capture.content_hash, seen)
            yield from self.provisional(page, site, look, finding, now)
        else:
            yield from self.changed(page, site, finding, shown_hash)
