"""match: which pages may carry the same text, without comparing each with all.

Observed: a wire story stands on hundreds of sites within hours; a house paragraph stands on every page of one site.
Pages are edited independently, so the version that agrees best may be any of either.

Decided: each new version is looked up by its anchors (``streams.text.fingerprint``). The anchors are spread over
shards, ``anchor % partitions``; a shard keeps, for each of its anchors, the versions that have it. A look-up carries
the whole sample of the version, so every shard can tell how much two versions share at all, and the shard of the
smallest anchor they share speaks for the pair: each pair is said once, with no memory of what was said. Whether two
versions are compared is a function of the two: samples alike, pages different, captured within
``PAIR_WINDOW_DAYS_MAX`` of each other. Which of them comes first does not matter, and a repeated look-up says the
same pairs again and changes no table.

Bounds: an anchor keeps the newest ``POSTINGS_MAX`` versions, of one page the first and the newest eight (older texts
are not kept either); what falls out is counted. Beyond them, and only there, order matters: copy 65 of a wire story
is compared with the newest 64, whose article it joins all the same.

Deliberately missed: pairs further apart in time, and texts that share less than a tenth of the smaller sample.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import orjson

from streams import topology
from streams.records import Event, Tables
from streams.stages.versions import VERSIONS_KEPT_MAX, VersionText
from streams.text import fingerprint
from streams.text.fingerprint import Hashes
from streams.text.likeness import Body
from streams.web.time import instant

PAIR_WINDOW_DAYS_MAX: Final = 3_660  # ten years: archives are replayed, and an old story is copied as if it were new
POSTINGS_MAX: Final = 64  # versions that an anchor keeps
CANDIDATES_MAX: Final = 256  # sketches that one look-up reads in one shard, those with the most shared anchors first

POSTINGS: Final = "postings"
SKETCHES: Final = "sketches"
MICROSECONDS_A_DAY: Final = 86_400_000_000

_PAGE_BYTES = 16
_ENTRY_BYTES = (
    _PAGE_BYTES + 4 + 8
)  # page, version, microseconds since 1970: big-endian, so that bytes sort like numbers
_COUNT_BYTES = 4
_BEFORE_1970 = 1 << 62  # keeps earlier times positive


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
    shards = np.unique(sample % np.uint64(partitions)).tolist()
    return [Event(topology.LOOKUPS, str(shard), item | {"shard": shard}, int(shard)) for shard in shards]


@dataclass(slots=True)
class _Sketch:
    """A version as a shard knows it. ``sample`` is the bytes of its anchors, eight each, big-endian, ascending."""

    page: str
    number: int
    site: str
    captured_at: str
    sample: bytes

    def anchors(self) -> Hashes:
        return np.frombuffer(self.sample, dtype=">u8").astype(np.uint64)

    def entry(self) -> bytes:
        moment = instant(self.captured_at) + _BEFORE_1970
        return bytes.fromhex(self.page) + self.number.to_bytes(4, "big") + moment.to_bytes(8, "big")

    def record(self) -> bytes:
        head = orjson.dumps([self.site, self.captured_at])
        return len(head).to_bytes(2, "big") + head + self.sample


def _sketch(entry: bytes, record: bytes) -> _Sketch:
    length = int.from_bytes(record[:2], "big")
    site, captured_at = orjson.loads(record[2 : 2 + length])
    number = int.from_bytes(entry[_PAGE_BYTES : _PAGE_BYTES + 4], "big")
    return _Sketch(entry[:_PAGE_BYTES].hex(), number, site, captured_at, record[2 + length :])


def _key(entry: bytes) -> str:
    return entry[: _PAGE_BYTES + 4].hex()


def _entries(posting: bytes | None) -> list[bytes]:
    body = (posting or b"")[_COUNT_BYTES:]
    return [body[start : start + _ENTRY_BYTES] for start in range(0, len(body), _ENTRY_BYTES)]


def _kept(entries: list[bytes]) -> list[bytes]:
    """Return the entries that stay: a function of the set, so the order of arrival leaves no trace."""
    of_page: dict[bytes, list[bytes]] = {}
    for entry in sorted(entries):
        of_page.setdefault(entry[:_PAGE_BYTES], []).append(entry)
    kept: list[bytes] = []
    for of_one in of_page.values():
        kept += of_one if len(of_one) <= VERSIONS_KEPT_MAX + 1 else [of_one[0], *of_one[-VERSIONS_KEPT_MAX:]]
    newest = sorted(kept, key=lambda entry: (entry[_PAGE_BYTES + 4 :], entry))[-POSTINGS_MAX:]
    return sorted(newest)


def _remember(tables: Tables, anchor: str, entry: bytes, posting: bytes | None, repeated: bool) -> None:
    entries = _entries(posting)
    if entry in entries:
        return
    kept = _kept([*entries, entry])
    gone = len(entries) + 1 - len(kept)
    evicted = int.from_bytes((posting or b"")[:_COUNT_BYTES], "big") + (0 if repeated else gone)
    value = min(evicted, 0xFFFFFFFF).to_bytes(_COUNT_BYTES, "big") + b"".join(kept)
    if value != posting:
        tables.put(POSTINGS, anchor, value)


def _pair(one: _Sketch, other: _Sketch) -> Event:
    smaller, larger = sorted((one, other), key=lambda sketch: sketch.page)
    value: dict[str, Any] = {
        "page": smaller.page,
        "site": smaller.site,
        "version": smaller.number,
        "other": {"page": larger.page, "site": larger.site, "version": larger.number},
    }
    return Event(topology.CANDIDATES, larger.page, value, larger.site)


def _met(own: _Sketch, tables: Tables, partitions: int, shard: int) -> list[bytes]:
    """Remember the version under this shard's anchors; return those remembered before, most shared anchors first."""
    sample, entry, record = own.anchors(), own.entry(), own.record()
    repeated = tables.get(SKETCHES, _key(entry)) == record
    met: Counter[bytes] = Counter()
    for anchor in sample[sample % np.uint64(partitions) == np.uint64(shard)].tolist():
        posting = tables.get(POSTINGS, f"{anchor:016x}")
        met.update(_entries(posting))
        _remember(tables, f"{anchor:016x}", entry, posting, repeated)
    if not repeated:
        tables.put(SKETCHES, _key(entry), record)
    others = [(count, other) for other, count in met.items() if other[:_PAGE_BYTES] != entry[:_PAGE_BYTES]]
    return [other for _, other in sorted(others, key=lambda counted: (-counted[0], counted[1]))]


def step(item: dict[str, Any], tables: Tables, partitions: int) -> list[Event]:
    """Return the pairs that this shard speaks for, and remember the version for those that come later."""
    shard = int(item["shard"])
    own = _Sketch(item["page"], item["version"], item["site"], item["captured_at"], b64decode(item["anchors"]))
    mine = frozenset(own.anchors().tolist())
    pairs: list[Event] = []
    for candidate in _met(own, tables, partitions, shard)[:CANDIDATES_MAX]:
        record = tables.get(SKETCHES, _key(candidate))
        if record is None:
            continue
        other = _sketch(candidate, record)
        theirs = other.anchors().tolist()
        shared = mine.intersection(theirs)
        if not shared or min(shared) % partitions != shard:
            continue
        near_in_time = within_window(own.captured_at, other.captured_at)
        if near_in_time and fingerprint.alike(len(shared), len(mine), len(theirs)):
            pairs.append(_pair(own, other))
    return pairs
