"""comparing: what a look shows against the page's newest version, once both have lost what is known to be noise.

In this order: what the site has taught (``learned``), unless it is the redesign that is being told just now
(``alike``); places of the page that change at every look (``changing``); a clean end that has stayed (``endings``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from streams.records import Cleaned, Event
from streams.stages import alike, announce, changing, endings, learned, revision, versions
from streams.stages.changing import HEADLINE, Lesson, Slot
from streams.stages.clean import Capture
from streams.stages.pages import Page
from streams.stages.revision import Comparison
from streams.stages.sites import Site
from streams.stages.versions import VersionText

SAMPLE_CHARACTERS_MAX = 500
MUTED_REASON = f"only what {changing.RULE} is different"


@dataclass(slots=True)
class Finding:
    """A look compared. ``article`` is what the page shows without noise, ``steady`` the same with muted places.

    ``said`` is to be announced first; ``reason`` tells why a revision was announced, where the edits do not.
    """

    old: VersionText
    article: Cleaned
    steady: Cleaned
    found: Comparison
    said: list[Event] = field(default_factory=list)
    lesson: Lesson | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A capture of a page that is known, the page's site, and blocks that are kept whatever the site has taught."""

    capture: Capture
    page: Page
    site: Site
    spared: frozenset[str] = frozenset()
    held: Cleaned | None = None  # what the page showed last, where that is not its newest version

    def compared(self, old: VersionText, whole: Cleaned, article: Cleaned) -> Finding:
        """Compare; ``whole`` is the article before anything that the site has taught was taken out."""
        old, article, found = self._without_learned(old, whole, article)
        finding = self._without_changing(old, article, found)
        if endings.is_clean(article, finding.found) and endings.stands(self.page, article, self.capture.instant):
            found = self._comparison(finding.old, finding.article, finding.lesson, ends_here=True)
            finding.found, finding.reason = found, endings.REASON
        return finding

    def _without_learned(
        self, old: VersionText, whole: Cleaned, article: Cleaned
    ) -> tuple[VersionText, Cleaned, Comparison]:
        spread = learned.learned_since(self.site, whole, old)
        old = learned.forgotten(old, self.site, self.spared)
        found = self._comparison(old, article)
        if spread:
            shown = learned.without_learned(whole, self.site, spread | self.spared)
            in_step = self._comparison(old, shown)
            known = alike.earlier(self.site, in_step.changes, self.page.page, self.capture.instant)
            noise = [mark for mark in known if mark not in found.changes]
            if alike.is_spreading(known, noise, otherwise_empty=found.is_empty):
                return old, shown, in_step
        return old, article, found

    def _without_changing(self, old: VersionText, article: Cleaned, found: Comparison) -> Finding:
        """Take out what changes at every look, and let this look teach what does."""
        if not self.page.slots and (found.is_empty or found.cut_off):
            return Finding(old, article, article, found)
        before = changing.text_of(old.headline, old.paragraphs)
        now = changing.text_of(article.headline, article.paragraphs)
        muted = [slot for slot in self.page.slots if slot.muted]
        follows = changing.followed(self.page.slots, before, now)
        finding = self._stripped(old, article, muted, follows) if muted else Finding(old, article, article, found)
        if finding.found.cut_off:
            return finding
        shown = finding.article
        steady = now if shown is article else changing.text_of(shown.headline, shown.paragraphs)
        last: Cleaned | VersionText = self.held or finding.old
        base = before if last is old else changing.text_of(last.headline, last.paragraphs)
        fresh = [] if finding.found.is_empty else changing.changed_places(base, steady)
        fresh = [place for place in fresh if place not in {slot.place for slot in muted}]
        slots = [*follows, *(slot for slot in self.page.slots if not slot.muted)]
        lesson = changing.watch(slots, fresh, now)
        if lesson.learned:
            muted = [slot for slot in lesson.slots if slot.muted]
            finding = self._stripped(old, article, muted, muted)
            finding.said = [self._said(slot, now) for slot in lesson.learned]
        finding.lesson = lesson
        self.page.slots = lesson.slots
        return finding

    def again(self, finding: Finding, article: Cleaned) -> Finding:
        """Compare a text that was held with what this look was compared with, by what is known now."""
        article = learned.without_learned(article, self.site, self.spared)
        lesson = finding.lesson
        muted = [slot for slot in lesson.slots if slot.muted] if lesson else []
        _, paragraphs, noise = changing.without(changing.text_of(article.headline, article.paragraphs), muted)
        kept = replace(article, paragraphs=paragraphs or article.paragraphs, noise=article.noise + noise)
        ends_here = finding.reason == endings.REASON
        found = self._comparison(finding.old, kept, lesson, ends_here)
        return Finding(finding.old, kept, article, found, [], lesson, finding.reason)

    def _stripped(self, old: VersionText, article: Cleaned, before: list[Slot], now: list[Slot]) -> Finding:
        known = changing.text_of(old.headline, old.paragraphs)
        shown = changing.text_of(article.headline, article.paragraphs)
        _, old_paragraphs, old_noise = changing.without(known, before)
        _, paragraphs, noise = changing.without(shown, now)
        kept = replace(article, paragraphs=paragraphs, noise=article.noise + noise) if paragraphs else article
        base = replace(old, paragraphs=old_paragraphs, noise=old.noise + old_noise)
        lesson = Lesson(now, [], moved=False, rested=False)
        return Finding(base, kept, article, self._comparison(base, kept, lesson), lesson=lesson)

    def _said(self, slot: Slot, now: changing.Text) -> Event:
        run = now.run_of(slot.place)
        sample = now.headline if slot.place == HEADLINE else now.words(run) if run else None
        page, evidence = self.page, f"a place that {changing.RULE}"
        sample = (sample or "")[:SAMPLE_CHARACTERS_MAX] or None
        return announce.site_changed(page.site, self.capture, "noise_learned", [page.page], evidence, sample)

    def _comparison(
        self, old: VersionText, article: Cleaned, lesson: Lesson | None = None, ends_here: bool = False
    ) -> Comparison:
        hashed = versions.text_hash(article)
        looked_at = replace(self.page, captured_at=self.capture.captured_at, text_hash=hashed)
        new = versions.text_of(looked_at, article)
        if lesson and any(slot.muted and slot.place == HEADLINE for slot in lesson.slots):
            old, new = replace(old, headline=None), replace(new, headline=None)
        return revision.compare(old, new, ends_here)
