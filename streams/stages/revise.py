"""revise: a page against its own past, one outcome for each capture.

Observed: most looks change nothing; of the rest most change only noise. Truncated captures, late ones, pure redates
and pages that come and go make the false alarms of naive comparers; A, B, A is reported as fresh news by most.

Decided, cheapest question first:

    same bytes as last time?                        unchanged
    404 or 410?                                     gone (said at once for 410, at the second look for 404)
    older than the newest version?                  late: kept with its time, takes no number
    same text once folded, noise aside?             noise_only, or redated, or restored
    the end is missing and nothing replaces it?     cut_off (a clean end that stays for a day is a deletion: endings)
    all changed as on four other pages just now?    muted
    otherwise                                       revised; a text the page had before is a revert to it

Both sides of a comparison lose what the site has taught to be noise by now, so a block learned late does not surface
as a deletion. A page judged by an older judgement is taken over as it stands, without an announcement.

Deliberately missed: an edit that coincides with the first look after an upgrade of the judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from streams.records import Cleaned, Event, Tables
from streams.stages import (
    announce,
    byhand,
    changing,
    comparing,
    endings,
    learned,
    match,
    pages,
    revision,
    sites,
    sitewide,
    versions,
    whereabouts,
)
from streams.stages.byhand import NO_RULES, Rules
from streams.stages.clean import Capture, Rejected, article_of, part_sentences
from streams.stages.pages import Page
from streams.stages.versions import VersionText
from streams.web import address

REASON_CHARACTERS_MAX = 1_000


def step(capture: Capture, tables: Tables, partitions: int, rules: Rules = NO_RULES) -> list[Event]:
    """Return what one capture makes known, its ``capture.settled`` last; raises Rejected where it is of no use.

    ``rules`` are those that a person made for the capture's site.
    """
    return list(_Look(capture, tables, partitions, rules).events())


class _Look:
    """One capture on its way to its outcome."""

    def __init__(self, capture: Capture, tables: Tables, partitions: int, rules: Rules) -> None:
        self.capture = capture
        self.tables = tables
        self.partitions = partitions
        self.address = capture.page
        self.rules = rules
        self.spared: frozenset[str] = frozenset()
        self.judgement = f"{announce.JUDGEMENT}+{rules.key}" if rules.key else announce.JUDGEMENT

    def events(self) -> Iterator[Event]:
        capture = self.capture
        page = self._known()
        if page and page.content_hash == capture.content_hash and self._nothing_to_ask(page):
            yield self._settle("unchanged", page)
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
        watched = page.slots or (page.cut_off and endings.asks(page, instant))
        return not (page.is_late(instant) or page.judgement != self.judgement or watched)

    def _settle(self, outcome: str, page: Page | None, reason: str | None = None, number: int | None = None) -> Event:
        version = number if number is not None else (page.number if page else None)
        return announce.settled(self.capture, page.page if page else self.address.id, outcome, version, reason)

    def _text(self) -> Iterator[Event]:
        article, link = article_of(self.capture, self.rules)
        self._follow_canonical(link)
        shown_hash = versions.text_hash(article)
        page = pages.read(self.tables, self.address.id)
        if page and page.shown_hash == shown_hash and self._is_settled(page):
            yield from self._same(page, article, shown_hash)
            return
        part_sentences(article)
        site = sites.read(self.tables, self.address.site)
        if not (page and page.is_late(self.capture.instant)):  # a late capture is no new lesson
            yield from sitewide.learn(self.tables, site, self.address.id, self.capture, article)
        self.spared = byhand.spared_blocks(self.rules, self.capture.body, article, site)
        whole, article = article, learned.without_learned(article, site, self.spared)
        if not article.paragraphs:
            raise Rejected("no_article", "nothing is left of the page once the site's recurring blocks are taken out")
        if page is None:
            yield from self._created(article, shown_hash)
        elif page.is_late(self.capture.instant):
            yield from self._late(page, article)
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

    def _created(self, article: Cleaned, shown_hash: str) -> Iterator[Event]:
        page = Page(
            page=self.address.id,
            url=self.address.url,
            site=self.address.site,
            number=1,
            captured_at=self.capture.captured_at,
            instant=self.capture.instant,
            text_hash=versions.text_hash(article),
            shown_hash=shown_hash,
            content_hash=self.capture.content_hash,
            judgement=self.judgement,
            published_at=article.published_at,
            modified_at=article.modified_at,
            cut_off=article.cut_off is not None,
        )
        page.remember_version()
        version = self._keep(page, article)
        yield announce.cleaned(page, self.capture, article, 1, None)
        yield from match.lookups(version, self.partitions)
        yield self._settle("created", page)

    def _keep(self, page: Page, article: Cleaned) -> VersionText:
        """Write page and text of the newest version."""
        version = versions.text_of(page, article)
        versions.write(self.tables, version)
        pages.write(self.tables, page)
        return version

    def _keep_in_silence(self, page: Page, article: Cleaned) -> None:
        page.note_seen(self.capture.captured_at, page.text_hash)
        page.taken_over = True
        versions.write_taken_over(self.tables, versions.text_of(page, article))
        pages.write(self.tables, page)

    def _late(self, page: Page, article: Cleaned) -> Iterator[Event]:
        """Kept with its time: a text never seen is published without a number, nothing is compared."""
        hashed = versions.text_hash(article)
        number = next((n for n, known in page.known if known == hashed), None)
        if number is None and page.note_seen(self.capture.captured_at, hashed):
            pages.write(self.tables, page)
            shown = replace(page, text_hash=hashed)
            yield announce.cleaned(shown, self.capture, article, None, None)
        event = announce.settled(self.capture, page.page, "late", number, "older than the newest version")
        yield event

    def _same(self, page: Page, article: Cleaned, shown_hash: str, muted: str | None = None) -> Iterator[Event]:
        """The text is the same, but for what is ``muted`` for that reason: what else is there to tell?"""
        restored, old_dates = page.absence == "gone", (page.published_at, page.modified_at)
        redated = page.note_dates(article.published_at, article.modified_at, self.capture.instant)
        silent = page.judgement != self.judgement
        same_bytes = page.content_hash == self.capture.content_hash
        page.note_absence("", self.capture.instant)
        page.judgement = self.judgement
        if not page.cut_off:
            endings.seen_whole(page, self.capture.instant)
        page.shown_hash, page.content_hash = shown_hash, self.capture.content_hash
        pages.write(self.tables, page)
        if restored:
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back with its text")
        if redated and not silent:
            which = 0 if page.published_at != old_dates[0] else 1
            new = (page.published_at, page.modified_at)[which]
            evidence = f"the {('publication', 'modification')[which]} date changed, the text did not"
            yield announce.page_changed(page, self.capture, "redated", old_dates[which], new, evidence)
        quiet = "muted" if muted else "unchanged" if same_bytes or silent else "noise_only"
        outcome = "restored" if restored else "redated" if redated and not silent else quiet
        yield self._settle(outcome, page, muted if outcome == "muted" else None)

    def _compared(
        self, page: Page, site: sites.Site, shown: Cleaned, article: Cleaned, shown_hash: str
    ) -> Iterator[Event]:
        old = versions.read_newest(self.tables, page)
        if old is None or page.judgement != self.judgement:
            yield from self._judged_anew(page, article, shown_hash)
            return
        finding = comparing.Look(self.capture, page, site, self.spared).compared(old, shown, article)
        article, found = finding.article, finding.found
        yield from finding.said
        if found.completes:
            yield from self._rebaselined(page, article, shown_hash, "completes a capture that was cut off")
        elif found.is_empty and found.cut_off:
            page.note_seen(self.capture.captured_at, versions.text_hash(article))
            pages.write(self.tables, page)
            yield self._settle("cut_off", page, " ".join(found.cut_off.evidence)[:REASON_CHARACTERS_MAX])
        elif found.is_empty and finding.lesson and finding.lesson.rested:
            page.slots = [slot for slot in page.slots if not changing.is_rested(slot)]
            yield from self._rebaselined(page, finding.steady, shown_hash, "a place that changed at every look stands")
        elif found.is_empty:
            endings.seen_whole(page, self.capture.instant)
            moved = finding.lesson is not None and finding.lesson.moved
            yield from self._same(page, article, shown_hash, comparing.MUTED_REASON if moved else None)
        else:
            yield from self._changed(page, site, finding, shown_hash)

    def _judged_anew(self, page: Page, article: Cleaned, shown_hash: str) -> Iterator[Event]:
        """What is known of the page was judged in another way: it begins anew, in silence."""
        page.slots = []
        if page.text_hash == versions.text_hash(article):
            endings.seen_whole(page, self.capture.instant)
            yield from self._same(page, article, shown_hash)
        else:
            yield from self._rebaselined(page, article, shown_hash, "taken over under a new judgement")

    def _rebaselined(self, page: Page, article: Cleaned, shown_hash: str, reason: str) -> Iterator[Event]:
        """Take the text over as the newest version's without announcing a change."""
        if page.absence == "gone":
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back")
        self._take_over(page, article, shown_hash)
        page.known = [(n, page.text_hash if n == page.number else known) for n, known in page.known]
        self._keep_in_silence(page, article)
        yield announce.cleaned(page, self.capture, article, page.number, None)
        yield self._settle("unchanged", page, reason)

    def _take_over(
        self, page: Page, article: Cleaned, shown_hash: str, found: revision.Comparison | None = None
    ) -> None:
        """Let the page stand as the look shows it; ``found`` tells whether it shows the end."""
        page.text_hash, page.shown_hash = versions.text_hash(article), shown_hash
        page.content_hash, page.judgement = self.capture.content_hash, self.judgement
        page.note_dates(article.published_at, article.modified_at, self.capture.instant)
        if not (found and endings.is_clean(article, found)):
            endings.seen_whole(page, self.capture.instant)
        page.cut_off = bool(article.cut_off or (found and found.cut_off))
        page.note_absence("", self.capture.instant)

    def _changed(self, page: Page, site: sites.Site, finding: comparing.Finding, shown_hash: str) -> Iterator[Event]:
        article, found = finding.article, finding.found
        if page.absence == "gone":
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back, changed")
        muted, said = sitewide.is_in_step(self.tables, site, found.changes, page.page, self.capture)
        yield from said
        self._take_over(page, article, shown_hash, found)
        if found.cut_off:
            page.note_seen(self.capture.captured_at, page.text_hash)
            article = revision.with_carried_end(article, found)
            page.text_hash = versions.text_hash(article)
        if muted:
            self._keep_in_silence(page, article)
            yield self._settle("muted", page, "changed in the same way as other pages of the site within an hour")
            return
        if page.taken_over:
            versions.forget_taken_over(self.tables, page)
        page.number, page.taken_over = page.number + 1, False
        page.captured_at, page.instant = self.capture.captured_at, self.capture.instant
        reverts_to = page.number_of(page.text_hash)
        page.remember_version()
        version = self._keep(page, article)
        yield announce.cleaned(page, self.capture, article, page.number, reverts_to)
        yield revision.own_revision(finding.old, version, found, reverts_to)
        yield from match.lookups(version, self.partitions)
        yield self._settle("revised", page, finding.reason)
