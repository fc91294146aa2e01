"""Which items of a feed are the same article as before, whatever the feed calls them now.

Observed: an item has two names, its guid and its link, and both change: a new system writes other guids or another
domain, an editor's change of the headline changes the link, http becomes https inside of guids, a date is set anew to
bring a story back to the top. Readers of feeds then show a hundred old stories as new.

Decided: an item is the page that its link leads to (its canonical address). Where that is unknown, an item with the
same guid is the same article moved. Where both are unknown, one with the same distinct title is. So a new guid or a
new date makes no new article. Where nine in ten of the items that were there before have changed a name at once, the
feed was re-keyed: this is said once for the site, and no item of it is news. Names of items that are told apart by
nothing (one guid for all items, one link for all) identify nothing.

Deliberately missed: feeds re-keyed little by little; re-keyed feeds that share fewer than three items with before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from streams.feeds.documents import FeedItem
from streams.web import address

REKEYED_ITEMS_MIN = 3
REKEYED_SHARE_MIN = 0.9
TITLE_CHARACTERS_MIN = 15  # shorter ones ("News in brief") stand for many articles

_SPACE = re.compile(r"\W+")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Twin:
    """An item that was there before, and as it is now."""

    old: FeedItem
    new: FeedItem

    @property
    def moved(self) -> bool:
        """Tell whether it has another page now."""
        return page_url(self.old) != page_url(self.new)

    @property
    def renamed(self) -> bool:
        """Tell whether it has another guid now."""
        return bool(self.old.guid and self.new.guid) and _guid(self.old) != _guid(self.new)

    @property
    def redated(self) -> bool:
        """Tell whether it shows another date of publication now."""
        return bool(self.old.published_at and self.new.published_at) and self.old.published_at != self.new.published_at


@dataclass(frozen=True, slots=True)
class Rekeying:
    """A feed whose items got other names all at once: how many of those that were there before, and what changed."""

    twins: tuple[Twin, ...]
    known: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a feed says now, beside what it said before: what is new, and what is the same under whatever name."""

    new: tuple[FeedItem, ...]
    twins: tuple[Twin, ...]
    rekeyed: Rekeying | None


def page_url(item: FeedItem) -> str:
    """Return the canonical address of an item's page: with no tracking, no AMP or mobile twin."""
    try:
        return address.canonical(item.url)
    except address.BadAddress:
        return item.url


def compare(old: Sequence[FeedItem], new: Sequence[FeedItem]) -> Comparison:
    """Return what is new in a feed, and whether it was re-keyed; ``old`` is all that is remembered of it."""
    left = _each_page_once(old)
    new = _each_page_once(new)
    found: dict[int, FeedItem] = {}
    for name in (page_url, _guid, _title):
        candidates = [(number, item) for number, item in enumerate(new) if number not in found]
        found.update(_matched(left, candidates, name))
        taken = set(map(id, found.values()))
        left = [item for item in left if id(item) not in taken]
    twins = tuple(Twin(found[number], item) for number, item in enumerate(new) if number in found)
    return Comparison(tuple(item for number, item in enumerate(new) if number not in found), twins, rekeyed(twins))


def rekeyed(twins: Sequence[Twin]) -> Rekeying | None:
    """Tell whether the items that were there before have got other names at once; None where they have not."""
    changed = tuple(twin for twin in twins if twin.moved or twin.renamed)
    if len(changed) < REKEYED_ITEMS_MIN or len(changed) < REKEYED_SHARE_MIN * len(twins):
        return None
    moved = sum(twin.moved for twin in changed)
    renamed = sum(twin.renamed for twin in changed)
    kinds = [f"{moved} by address" if moved else "", f"{renamed} by guid" if renamed else ""]
    first = changed[0]
    names = (page_url(first.old), page_url(first.new)) if first.moved else (first.old.guid, first.new.guid)
    evidence = (
        f"{len(changed)} of {len(twins)} items that were in the feed before have other names at once "
        f"({', '.join(kind for kind in kinds if kind)}): {_short(names[0])} is now {_short(names[1])}"
    )
    return Rekeying(changed, len(twins), evidence)


def _matched(
    old: Sequence[FeedItem], new: Iterable[tuple[int, FeedItem]], name: Callable[[FeedItem], str | None]
) -> list[tuple[int, FeedItem]]:
    """Return the items (by number) whose name belongs to exactly one old and one new item, with the old one."""
    candidates = list(new)
    often_old = Counter(key for item in old if (key := name(item)) is not None)
    often_new = Counter(key for _, item in candidates if (key := name(item)) is not None)
    known = {key: item for item in old if (key := name(item)) is not None and often_old[key] == 1}
    pairs = []
    for number, item in candidates:
        key = name(item)
        if key is not None and often_new[key] == 1 and key in known:
            pairs.append((number, known[key]))
    return pairs


def _each_page_once(items: Sequence[FeedItem]) -> list[FeedItem]:
    """Leave out items whose link is another address of a page that an item before them has."""
    first: dict[str, FeedItem] = {}
    for item in items:
        first.setdefault(page_url(item), item)
    return list(first.values())


def _guid(item: FeedItem) -> str | None:
    """Return a guid for comparing: one that is an address is the same with http and https, and with www."""
    return _SCHEME.sub("", item.guid).rstrip("/") if item.guid else None


def _title(item: FeedItem) -> str | None:
    title = _SPACE.sub(" ", item.title or "").strip().casefold()
    return title if len(title) >= TITLE_CHARACTERS_MIN else None


def _short(name: str | None) -> str:
    text = name or "none"
    return text if len(text) <= 200 else text[:197] + "..."
