"""What a shard of ``match`` remembers: which versions have an anchor, their samples, and when to forget them.

    postings   anchor -> the versions that have it: 28 bytes each (page, version, time), and a count of those left out
    sketches   version -> the version of its week that was remembered before it, and its sample, 8 bytes an anchor
    weeks      week -> the version remembered last, from which a week's versions hang as a chain; and the shard's clock

Every list is cut by a rule on the set, newest first by capture time, so that the order of arrival leaves no trace.

A version is forgotten when the newest capture that the shard has seen is ``WEEKS_KEPT`` later: whatever might still be
compared with it would be more than ``LATE_WEEKS`` late itself. A shard that remembers ``VERSIONS_KEPT_MIN`` versions or
fewer forgets none, so that archives may be replayed in any order. How many were forgotten is counted in the clock.

An article of 500 words has about 36 anchors: 36 postings of 36 bytes and up, and in each shard that holds one of them a
sketch of about 350 bytes.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from struct import Struct
from typing import Final

import numpy as np
import orjson

from streams.records import Tables
from streams.stages.versions import VERSIONS_KEPT_MAX
from streams.text.fingerprint import Hashes
from streams.web.time import instant

PAIR_WINDOW_DAYS_MAX: Final = 3_660  # ten years: archives are replayed, and an old story is copied as if it were new
LATE_WEEKS: Final = 9  # two months: how late a capture may come and still meet all it is to be compared with
WEEKS_KEPT: Final = PAIR_WINDOW_DAYS_MAX // 7 + LATE_WEEKS
VERSIONS_KEPT_MIN: Final = 100_000  # a shard with fewer forgets none: about 70 MB
FORGOTTEN_A_STEP_MAX: Final = 4  # more than come in, so that forgetting keeps up
POSTINGS_MAX: Final = 256  # versions that an anchor keeps: a house phrase stands on hundreds of pages between copies

POSTINGS: Final = "postings"
SKETCHES: Final = "sketches"
WEEKS: Final = "weeks"

_MICROSECONDS_A_WEEK = 7 * 86_400_000_000
_PAGE_BYTES = 16
_KEY_BYTES = _PAGE_BYTES + 4
_ENTRY_BYTES = _KEY_BYTES + 8  # microseconds since 1970: big-endian, so that bytes sort like numbers
_COUNT_BYTES = 4
_BEFORE_1970 = 1 << 62  # keeps earlier times positive
_NOBODY = bytes(_KEY_BYTES)
_CLOCK = Struct(">4Q")
_CLOCK_KEY = "clock"

Entry = bytes  # a version in a posting


@dataclass(slots=True)
class Sketch:
    """A version as a shard knows it. ``sample`` is the bytes of its anchors, eight each, big-endian, ascending."""

    page: str
    number: int
    site: str
    captured_at: str
    sample: bytes

    def anchors(self) -> Hashes:
        """Return the sample, ascending."""
        return np.frombuffer(self.sample, dtype=">u8").astype(np.uint64)

    def entry(self) -> Entry:
        """Return the version as postings list it."""
        moment = instant(self.captured_at) + _BEFORE_1970
        return bytes.fromhex(self.page) + self.number.to_bytes(4, "big") + moment.to_bytes(8, "big")

    def record(self) -> bytes:
        """Return what is kept of it, but for its place in the chain of its week."""
        head = orjson.dumps([self.site, self.captured_at])
        return len(head).to_bytes(2, "big") + head + self.sample


@dataclass(slots=True)
class _Clock:
    """The newest and the oldest week that a shard remembers, how many versions, and how many it has forgotten."""

    newest: int
    oldest: int
    kept: int = 0
    forgotten: int = 0


def moment_of(entry: Entry) -> bytes:
    """Return the capture time of an entry, as bytes that sort like the time."""
    return entry[_KEY_BYTES:]


def page_of(entry: Entry) -> bytes:
    """Return the page of an entry."""
    return entry[:_PAGE_BYTES]


def shard_of(anchors: Hashes, partitions: int) -> Hashes:
    """Return the shard that each anchor belongs to."""
    return anchors % np.uint64(partitions)


def sketch_of(entry: Entry, tables: Tables) -> Sketch | None:
    """Return the version that an entry stands for; None where it was forgotten."""
    kept = tables.get(SKETCHES, entry[:_KEY_BYTES].hex())
    return None if kept is None else _sketch(entry[:_KEY_BYTES], kept[_KEY_BYTES:])


def _sketch(key: bytes, record: bytes) -> Sketch:
    length = int.from_bytes(record[:2], "big")
    site, captured_at = orjson.loads(record[2 : 2 + length])
    number = int.from_bytes(key[_PAGE_BYTES:], "big")
    return Sketch(key[:_PAGE_BYTES].hex(), number, site, captured_at, record[2 + length :])


def entries(posting: bytes | None) -> list[Entry]:
    """Return the versions of a posting."""
    body = (posting or b"")[_COUNT_BYTES:]
    return [body[start : start + _ENTRY_BYTES] for start in range(0, len(body), _ENTRY_BYTES)]


def _cut(listed: list[Entry]) -> list[Entry]:
    """Return the entries that stay: of a page the first version and the newest, of all the newest."""
    of_page: dict[bytes, list[Entry]] = {}
    for entry in sorted(listed):
        of_page.setdefault(page_of(entry), []).append(entry)
    kept: list[Entry] = []
    for of_one in of_page.values():
        kept += of_one if len(of_one) <= VERSIONS_KEPT_MAX + 1 else [of_one[0], *of_one[-VERSIONS_KEPT_MAX:]]
    if len(kept) <= POSTINGS_MAX:
        return kept
    return sorted(sorted(kept, key=lambda entry: (moment_of(entry), entry))[-POSTINGS_MAX:])


def remember(sketch: Sketch, tables: Tables, partitions: int, shard: int) -> list[list[Entry]]:
    """Remember a version under this shard's anchors; return what was listed under each before."""
    entry, anchors = sketch.entry(), sketch.anchors()
    repeated = _hung(entry, sketch, tables)
    before: list[list[Entry]] = []
    for anchor in anchors[shard_of(anchors, partitions) == shard].tolist():
        posting = tables.get(POSTINGS, f"{anchor:016x}")
        listed = entries(posting)
        before.append(listed)
        if entry not in listed:
            kept = _cut([*listed, entry])
            gone = 0 if repeated else len(listed) + 1 - len(kept)
            _write(tables, anchor, kept, int.from_bytes((posting or b"")[:_COUNT_BYTES], "big") + gone, posting)
    _forget_old(tables, partitions, shard)
    return before


def _write(tables: Tables, anchor: int, kept: list[Entry], left_out: int, before: bytes | None) -> None:
    posting = min(left_out, 0xFFFFFFFF).to_bytes(_COUNT_BYTES, "big") + b"".join(kept)
    if posting != before:
        tables.put(POSTINGS, f"{anchor:016x}", posting if kept else None)


def _week(entry: Entry) -> int:
    return int.from_bytes(moment_of(entry), "big") // _MICROSECONDS_A_WEEK


def _hung(entry: Entry, sketch: Sketch, tables: Tables) -> bool:
    """Keep a sketch and hang it into its week; say whether it hung there before."""
    key, record, week = entry[:_KEY_BYTES], sketch.record(), _week(entry)
    known = tables.get(SKETCHES, key.hex())
    if known is not None:
        if known[_KEY_BYTES:] != record:
            tables.put(SKETCHES, key.hex(), known[:_KEY_BYTES] + record)
        return known[_KEY_BYTES:] == record
    last = tables.get(WEEKS, str(week))
    tables.put(SKETCHES, key.hex(), (last or _NOBODY) + record)
    tables.put(WEEKS, str(week), key)
    clock = _clock(tables) or _Clock(week, week)
    clock.newest, clock.oldest, clock.kept = max(clock.newest, week), min(clock.oldest, week), clock.kept + 1
    tables.put(WEEKS, _CLOCK_KEY, _CLOCK.pack(*astuple(clock)))
    return False


def _clock(tables: Tables) -> _Clock | None:
    kept = tables.get(WEEKS, _CLOCK_KEY)
    return _Clock(*_CLOCK.unpack(kept)) if kept else None


def _forget_old(tables: Tables, partitions: int, shard: int) -> None:
    """Forget a few of the versions that are too old, where the shard remembers many."""
    clock = _clock(tables)
    if clock is None or clock.kept <= VERSIONS_KEPT_MIN or clock.oldest >= clock.newest - WEEKS_KEPT:
        return
    goal = clock.forgotten + FORGOTTEN_A_STEP_MAX
    while clock.forgotten < goal and clock.kept > VERSIONS_KEPT_MIN and clock.oldest < clock.newest - WEEKS_KEPT:
        last = tables.get(WEEKS, str(clock.oldest))
        if last is None:
            clock.oldest += 1
            continue
        before = _forget(last, tables, partitions, shard)
        tables.put(WEEKS, str(clock.oldest), None if before == _NOBODY else before)
        clock.kept, clock.forgotten = clock.kept - 1, clock.forgotten + 1
    tables.put(WEEKS, _CLOCK_KEY, _CLOCK.pack(*astuple(clock)))


def _forget(key: bytes, tables: Tables, partitions: int, shard: int) -> bytes:
    """Forget a version; return the one of its week that was remembered before it."""
    kept = tables.get(SKETCHES, key.hex()) or _NOBODY
    before, record = kept[:_KEY_BYTES], kept[_KEY_BYTES:]
    if record:
        anchors = _sketch(key, record).anchors()
        for anchor in anchors[shard_of(anchors, partitions) == shard].tolist():
            posting = tables.get(POSTINGS, f"{anchor:016x}")
            left = [entry for entry in entries(posting) if entry[:_KEY_BYTES] != key]
            _write(tables, anchor, left, int.from_bytes((posting or b"")[:_COUNT_BYTES], "big"), posting)
    tables.put(SKETCHES, key.hex(), None)
    return before
