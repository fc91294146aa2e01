"""outcomes: what each outcome of a look says, and what is remembered of the page with it.

Which outcome it is stands in ``revise``. A version keeps its number and its text for good; what is taken over in
silence is kept apart from it. ``capture.settled`` is said last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from streams.records import Cleaned, Event, Noise, Tables
from streams.stages import (
    announce,
    changing,
    comparing,
    endings,
    glances,
    held,
    match,
    orders,
    pages,
    revision,
    sites,
    sitewide,
    versions,
)
from streams.stages.byhand import Rules
from streams.stages.clean import Capture
from streams.stages.held import Held
from streams.stages.pages import Page
from streams.stages.versions import VersionText


class Outcomes:
    """A capture on its way to its outcome, and the tables that remember it."""

    def __init__(self, capture: Capture, tables: Tables, partitions: int, rules: Rules) -> None:
        self.capture = capture
        self.tables = tables
        self.partitions = partitions
        self.address = capture.page
        self.rules = rules
        self.spared: frozenset[str] = frozenset()
        self.whole: Cleaned | None = None  # the article with what the site has taught to be noise, if it shows such
        self.judgement = f"{announce.JUDGEMENT}+{rules.key}" if rules.key else announce.JUDGEMENT

    def settle(self, outcome: str, page: Page | None, reason: str | None = None, number: int | None = None) -> Event:
        """Say what became of the capture; ``number`` is of another version than the newest."""
        version = number if number is not None else (page.number if page else None)
        return announce.settled(self.capture, page.page if page else self.address.id, outcome, version, reason)

    def created(self, article: Cleaned, shown_hash: str) -> Iterator[Event]:
        """A page that was never seen: its first version."""
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
            glance=glances.take(self.capture, article),
        )
        page.remember_version()
        version = self.keep(page, article)
        yield announce.cleaned(page, self.capture, article, 1, None)
        yield from match.lookups(version, self.partitions)
        yield self.settle("created", page)

    def keep(self, page: Page, article: Cleaned) -> VersionText:
        """Write page and text of the newest version."""
        version = self._text_of(page, article)
        versions.write(self.tables, version)
        pages.write(self.tables, page)
        return version

    def keep_in_silence(self, page: Page, article: Cleaned, silent: list[Noise]) -> None:
        """Compare the next look with this text, and leave the announced version as it is.

        ``silent`` is what the next revision has to name: it speaks of the announced version.
        """
        page.note_seen(self.capture.captured_at, page.text_hash)
        page.taken_over = True
        text = self._text_of(page, article)
        announced = dict(page.known).get(page.number, page.text_hash)
        versions.write_taken_over(self.tables, replace(text, text_hash=announced, noise=text.noise + silent))
        pages.write(self.tables, page)

    def _text_of(self, page: Page, article: Cleaned) -> VersionText:
        return replace(versions.text_of(page, article), shown=self.whole.paragraphs if self.whole else None)

    def late(self, page: Page, article: Cleaned) -> Iterator[Event]:
        """Kept with its time: a text never seen is published without a number, nothing is compared."""
        hashed = versions.text_hash(article)
        number = next((n for n, known in page.known if known == hashed), None)
        if number is None and page.note_seen(self.capture.captured_at, hashed):
            pages.write(self.tables, page)
            shown = replace(page, text_hash=hashed)
            yield announce.cleaned(shown, self.capture, article, None, None)
        event = announce.settled(self.capture, page.page, "late", number, "older than the newest version")
        yield event

    def same(self, page: Page, article: Cleaned, shown_hash: str, muted: str | None = None) -> Iterator[Event]:
        """The text is the same, but for what is ``muted`` for that reason: what else is there to tell?"""
        restored, old_dates = page.absence == "gone", (page.published_at, page.modified_at)
        redated = page.note_dates(article.published_at, article.modified_at, self.capture.instant)
        silent = page.judgement != self.judgement
        same_bytes = page.content_hash == self.capture.content_hash
        held.forget(self.tables, page)
        page.note_absence("", self.capture.instant)
        page.judgement = self.judgement
        if not page.cut_off:
            endings.seen_whole(page, self.capture.instant)
        page.shown_hash, page.content_hash = shown_hash, self.capture.content_hash
        page.glance = glances.take(self.capture, article)
        pages.write(self.tables, page)
        if restored:
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back with its text")
        if redated and not silent:
            which = 0 if page.published_at != old_dates[0] else 1
            new = (page.published_at, page.modified_at)[which]
            evidence = f"the {('publication', 'modification')[which]} date changed, the text did not"
            yield announce.page_changed(page, self.capture, "redated", old_dates[which], new, evidence)
        quiet = "unchanged" if same_bytes or silent else "muted" if muted else "noise_only"
        outcome = "restored" if restored else "redated" if redated and not silent else quiet
        yield self.settle(outcome, page, muted if outcome == "muted" else None)

    def shown_again(self, page: Page) -> Iterator[Event]:
        """The same bytes as at the look before."""
        if page.slots:
            page.slots = changing.stood(page.slots)
            pages.write(self.tables, page)
        yield self.settle("unchanged", page)

    def glanced_at(self, page: Page) -> Iterator[Event]:
        """Another page with the same article, as a glance has shown."""
        page.slots = changing.stood(page.slots)
        page.content_hash = self.capture.content_hash
        pages.write(self.tables, page)
        if page.page != self.address.id:
            pages.write_alias(self.tables, self.address.id, pages.Alias(page.page, page.content_hash))
        yield self.settle("noise_only", page)

    def judged_anew(self, page: Page, article: Cleaned, shown_hash: str) -> Iterator[Event]:
        """What is known of the page was judged in another way: it begins anew, in silence. Its clocks stay known."""
        if page.text_hash == versions.text_hash(article):
            endings.seen_whole(page, self.capture.instant)
            yield from self.same(page, article, shown_hash)
        else:
            yield from self.rebaselined(page, article, shown_hash, "taken over under a new judgement")

    def rebaselined(
        self, page: Page, article: Cleaned, shown_hash: str, reason: str, untold: comparing.Finding | None = None
    ) -> Iterator[Event]:
        """Take the text over without announcing a change: as the newest version's, or else as ``untold``."""
        if page.absence == "gone":
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back")
        self.take_over(page, article, shown_hash)
        if untold is None:
            page.known = [(n, page.text_hash if n == page.number else known) for n, known in page.known]
        self.keep_in_silence(page, article, self._untold(untold, article) if untold else [])
        if untold is None:
            yield announce.cleaned(page, self.capture, article, page.number, None)
        yield self.settle("unchanged", page, reason)

    def _untold(self, finding: comparing.Finding, article: Cleaned) -> list[Noise]:
        """Return what a text that is taken over changed in silence; places that count again are a part of it."""
        again = [n.text for n in finding.article.noise if n.rule == changing.RULE and article is finding.steady]
        return revision.silent(finding.old, finding.found, again)

    def take_over(
        self, page: Page, article: Cleaned, shown_hash: str, found: revision.Comparison | None = None
    ) -> None:
        """Let the page stand as the look shows it; ``found`` tells whether it shows the end."""
        held.forget(self.tables, page)
        page.text_hash, page.shown_hash = versions.text_hash(article), shown_hash
        page.content_hash, page.judgement = self.capture.content_hash, self.judgement
        page.glance = glances.take(self.capture, article)
        page.note_dates(article.published_at, article.modified_at, self.capture.instant)
        if not (found and endings.is_clean(article, found)):
            endings.seen_whole(page, self.capture.instant)
        page.cut_off = bool(article.cut_off or (found and found.cut_off))
        page.note_absence("", self.capture.instant)

    def changed(
        self, page: Page, site: sites.Site, finding: comparing.Finding, shown_hash: str, first: Held | None = None
    ) -> Iterator[Event]:
        """Announce a change; ``first``: the look at which it was first seen, if that was not this one."""
        article, found = finding.article, finding.found
        if page.absence == "gone":
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back, changed")
        muted, said = sitewide.is_in_step(self.tables, site, found.changes, page.page, self.capture)
        yield from said
        self.take_over(page, article, shown_hash, found)
        if found.cut_off:
            self.whole = None
            page.note_seen(self.capture.captured_at, page.text_hash)
            article = revision.with_carried_end(article, found)
            page.text_hash = versions.text_hash(article)
        if muted:
            self.keep_in_silence(page, article, revision.silent(finding.old, found))
            yield self.settle("muted", page, "changed in the same way as other pages of the site within an hour")
            return
        if page.taken_over and page.text_hash == dict(page.known).get(page.number):
            self.keep_in_silence(page, article, [])
            yield self.settle("unchanged", page, "what was changed in silence is as it was announced")
            return
        if page.taken_over:
            versions.forget_taken_over(self.tables, page)
        page.number, page.taken_over = page.number + 1, False
        page.captured_at = first.captured_at if first else self.capture.captured_at
        page.instant = self.capture.instant
        reverts_to = page.number_of(page.text_hash)
        page.remember_version()
        version = self.keep(page, article)
        seen = replace(self.capture, captured_at=page.captured_at)
        yield announce.cleaned(page, seen, article, page.number, reverts_to)
        revised = revision.own_revision(finding.old, version, found, reverts_to)
        if not orders.is_withdrawn(self.tables, revised.id):
            yield revised
        yield from match.lookups(version, self.partitions)
        yield self.settle("revised", page, finding.reason)

    def provisional(
        self, page: Page, site: sites.Site, look: comparing.Look, finding: comparing.Finding, now: Held
    ) -> Iterator[Event]:
        """Hold an edit until it has stood; ``now`` is what this look shows. Announce what was held and still stands."""
        known = held.read(self.tables, page)
        first = look.again(finding, known.article) if known else None
        stands = bool(first and not first.found.is_empty and first.found.changes.keys() <= finding.found.changes.keys())
        seconds = self.rules.confirm_after_seconds
        if known and first and stands and held.has_stood(known, self.capture.instant, seconds):
            yield from self.confirmed(page, site, first, known, now)
            return
        if not stands:
            held.hold(self.tables, page, now)
            page.note_seen(self.capture.captured_at, versions.text_hash(now.article))
        is_back = page.absence == "gone"
        if is_back:
            yield announce.page_changed(page, self.capture, "restored", None, None, "the page is back")
        page.note_absence("", self.capture.instant)
        pages.write(self.tables, page)
        yield self.settle("restored" if is_back else "unchanged", page, held.REASON.format(seconds))

    def confirmed(
        self, page: Page, site: sites.Site, first: comparing.Finding, known: Held, now: Held
    ) -> Iterator[Event]:
        """Announce what was held, as of when it was first seen; what this look shows beyond it is held in turn."""
        self.whole = None
        goes_on = versions.text_hash(known.article) != versions.text_hash(now.article)
        shown = known if goes_on else now
        *events, settled = self.changed(page, site, first, shown.shown_hash, known)
        page.content_hash = shown.content_hash
        if goes_on:
            held.hold(self.tables, page, now)
            page.note_seen(self.capture.captured_at, versions.text_hash(now.article))
        pages.write(self.tables, page)
        yield from events
        yield settled
