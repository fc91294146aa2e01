"""match: which pages may carry the same text, without comparing each with all.

Observed: a wire story stands on hundreds of sites within hours; a house paragraph stands on every page of one site.
Pages are edited independently, so the version that agrees best may be any of either.

Decided: each new version is looked up by its anchors (``streams.text.fingerprint``). The anchors are spread over
shards, ``anchor % partitions``; a shard keeps, for each of its anchors, the versions that have it
(``streams.stages.postings``). A look-up carries the whole sample of the version, so every shard can tell how much two
versions share at all, and the shard of the smallest anchor they share speaks for the pair: each pair is said once,
with no memory of what was said. Whether two versions are compared is a function of the two: samples alike, pages
different, captured within ``PAIR_WINDOW_DAYS_MAX`` of each other. Which of them comes first does not matter, and a
repeated look-up says the same pairs again and changes no table.

Bounds: an anchor keeps the newest ``POSTINGS_MAX`` versions, of one page the first and the newest eight (older texts
are not kept either); a look-up reads ``CANDIDATES_MAX`` sketches a shard, those with the most shared anchors, and names
pairs with the ``COPIES_MAX`` that share most. Beyond them, and only there, order matters: copy 65 of a wire story is
compared with 64 others, whose article it joins all the same. None of them grows with the number of articles, and so
the cost of a look-up does not.

Deliberately missed: pairs further apart in time, and texts that share less than a tenth of the smaller sample.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from typing import Any, Final

import numpy as np

from streams import topology
from streams.records import Event, Tables
from streams.stages import postings
from streams.stages.postings import PAIR_WINDOW_DAYS_MAX, Entry, Sketch
from streams.stages.versions import VersionText
from streams.text import fingerprint
from streams.text.likeness import Body
from streams.web.time import instant

CANDIDATES_MAX: Final = 256
COPIES_MAX: Final = 64
MICROSECONDS_A_DAY: Final = 86_400_000_000


def days_apart(captured_at: str, other_captured_at: str) -> float:
    """Return the distance in days of two captures."""
    return abs(instant(captured_at) - instant(other_captured_at)) / MICROSECONDS_A_DAY


def within_window(captured_at: str, other_captured_at: str) -> bool:
    """Say whether two captures are close enough in time for their pages to be compared."""
    return days_apart(captured_at, other_captured_at) <= PAIR_WINDOW_DAYS_MAX


def lookups(version: VersionText, partitions: int) -> list[Event]:
    """Return the look-ups of a new version: one for each shard that holds an anchor of it, none for an empty text."""
    sample = Body(version.paragraphs).anchors
    item = {
        "page": version.page,
        "site": version.site,
        "version": version.number,
        "captured_at": version.captured_at,
        "anchors": b64encode(sample.astype(">u8").tobytes()).decode(),
    }
    shards = np.unique(postings.shard_of(sample, partitions)).tolist()
    return [Event(topology.LOOKUPS, str(shard), item | {"shard": shard}, int(shard)) for shard in shards]


def _pair(one: Sketch, other: Sketch) -> Event:
    smaller, larger = sorted((one, other), key=lambda sketch: sketch.page)
    value: dict[str, Any] = {
        "page": smaller.page,
        "site": smaller.site,
        "version": smaller.number,
        "other": {"page": larger.page, "site": larger.site, "version": larger.number},
    }
    return Event(topology.CANDIDATES, larger.page, value, larger.site)


def _met(own: Sketch, before: list[list[Entry]]) -> list[Entry]:
    """The versions of other pages that share anchors of this shard: those with the most first, then the newest."""
    met: Counter[Entry] = Counter()
    for listed in before:
        met.update(listed)
    mine = postings.page_of(own.entry())
    others = [(count, postings.moment_of(entry), entry) for entry, count in met.items()]
    others.sort(reverse=True)
    return [entry for _, _, entry in others if postings.page_of(entry) != mine][:CANDIDATES_MAX]


def step(item: dict[str, Any], tables: Tables, partitions: int) -> list[Event]:
    """Return the pairs that this shard speaks for, and remember the version for those that come later."""
    shard = int(item["shard"])
    own = Sketch(item["page"], item["version"], item["site"], item["captured_at"], b64decode(item["anchors"]))
    mine = own.anchors()
    alike: list[tuple[int, Entry, int, Sketch]] = []
    for entry in _met(own, postings.remember(own, tables, partitions, shard)):
        other = postings.sketch_of(entry, tables)
        if other is None or not within_window(own.captured_at, other.captured_at):
            continue
        theirs = other.anchors()
        shared = mine[fingerprint.stand_in(mine, theirs)]
        if fingerprint.alike(len(shared), len(mine), len(theirs)):
            alike.append((len(shared), entry, int(shared[0]), other))
    alike.sort(key=lambda found: (found[0], postings.moment_of(found[1]), found[1]), reverse=True)
    return [_pair(own, other) for _, _, smallest, other in alike[:COPIES_MAX] if smallest % partitions == shard]
