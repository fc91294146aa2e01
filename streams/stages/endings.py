"""endings: when a missing end is a deletion after all.

Observed: a capture that lost its last third and ends cleanly at a paragraph looks like an editor's deletion of that
third. What cuts captures (a template that fails, a reader's free quota, an extractor's fault) lasts minutes or hours
and then the whole text is back; what an editor deletes stays away.

Decided: a look whose end is missing cleanly is ``cut_off``, and where it ends is remembered. The same end at a second
look at least ``CONFIRMED_HOURS`` later, no whole look in between, is the end of the text: the deletion is a revision.
Another end, or the whole text, starts anew. Times are those of the captures.

Deliberately missed: ends that are broken within a sentence or bear a mark of continuation, however long they stay:
an editor leaves no half sentences. A page that a paywall shortens to whole paragraphs for good is taken for edited.
"""

from __future__ import annotations

from streams.records import Cleaned
from streams.stages.pages import Page
from streams.stages.revision import Comparison
from streams.stages.sites import name_of

CONFIRMED_HOURS = 24  # meters, outages and faulty templates were seen to last less; an editor's deletion stays
CONFIRMED_MICROSECONDS = CONFIRMED_HOURS * 3600 * 1_000_000
REASON = f"the text ends here at two looks at least {CONFIRMED_HOURS} hours apart"


def is_clean(article: Cleaned, found: Comparison) -> bool:
    """Tell whether an end is missing that nothing but its absence speaks of."""
    return found.cut_off is not None and found.ends_cleanly and article.cut_off is None


def stands(page: Page, article: Cleaned, instant: int) -> bool:
    """Remember where a text ends that was cut off cleanly; tell whether it has ended there for long enough."""
    end = name_of(article.paragraphs[-1].text)
    if page.short_end is None or page.short_end[0] != end:
        page.short_end = (end, instant)
        return False
    first = min(page.short_end[1], instant)
    page.short_end = (end, first)
    return instant - first >= CONFIRMED_MICROSECONDS


def asks(page: Page, instant: int) -> bool:
    """Tell whether a look at what was shown last time has something to say about the end of the text."""
    if page.short_end is None:
        return False
    return not page.cut_off or instant - page.short_end[1] >= CONFIRMED_MICROSECONDS


def seen_whole(page: Page, instant: int) -> None:
    """The end is there, or is another one: what was missing is no longer in doubt.

    A look from before the end was missed says nothing about it.
    """
    page.cut_off = False
    if page.short_end and instant >= page.short_end[1]:
        page.short_end = None
