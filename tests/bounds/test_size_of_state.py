"""State grows with pages and versions alone: the same bytes for each, however many there are, also on one site."""

from __future__ import annotations

from collections import Counter

import orjson
import pytest

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.tables import KEY_SEPARATOR
from tests.kafka.history import History

NOW_MS = 1_790_000_000_000
FEW, MANY = 100, 300
LOOKS = 3
PER_PAGE = ("pages", "versions", "postings", "sketches")
GROWTH_MAX = 1.15  # of the bytes for each page, from few pages to three times as many
BYTES_A_PAGE_MAX = 16_000  # of texts of 250 words in three versions; what is documented, with room

Sizes = dict[str, tuple[int, int]]


def sizes(pages: int, looks: int = LOOKS) -> Sizes:
    """Return bytes in all, and of the largest record, by table, of pages of one site after some edits of each."""
    history = History(seed=3)
    host = MemoryHost(1)
    for page in range(pages):
        text = [history._sentence() for _ in range(14)]
        for look in range(looks):
            text[look % len(text)] = history._sentence()
            value = {
                "url": f"https://one.example/news/{page}",
                "captured_at": f"2026-03-{1 + look:02d}T08:00:00Z",
                "status": 200,
                "body": "\n\n".join(text),
                "content_type": "text/plain",
            }
            host.produce(orjson.dumps(value), "one.example", NOW_MS)
    host.run()
    outcomes = Counter(orjson.loads(m.value or b"")["outcome"] for m in host.topic(topology.SETTLED))
    assert outcomes == {"created": pages, "revised": pages * (looks - 1)}
    found: dict[str, list[int]] = {}
    for key, record in host.stores[0].records.items():
        found.setdefault(key.partition(KEY_SEPARATOR)[0].decode(), []).append(len(key) + len(record))
    return {table: (sum(lengths), max(lengths)) for table, lengths in found.items()}


@pytest.fixture(scope="module")
def few() -> Sizes:
    return sizes(FEW)


@pytest.fixture(scope="module")
def many() -> Sizes:
    return sizes(MANY)


def test_a_page_takes_the_same_bytes_however_many_there_are(few: Sizes, many: Sizes) -> None:
    before, after = (sum(found[name][0] for name in PER_PAGE if name in found) for found in (few, many))
    assert before / FEW < BYTES_A_PAGE_MAX
    assert after / MANY <= GROWTH_MAX * before / FEW


@pytest.mark.parametrize("table", PER_PAGE)
def test_no_record_of_a_page_grows_with_the_number_of_pages(table: str, few: Sizes, many: Sizes) -> None:
    assert many[table][1] <= GROWTH_MAX * few[table][1]


def test_a_page_keeps_so_many_versions_and_no_more() -> None:
    """Thirty versions take no more than nine."""
    nine, thirty = (sizes(3, looks)["versions"][0] for looks in (9, 30))
    assert thirty <= GROWTH_MAX * nine
