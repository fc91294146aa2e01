"""Look-ups: which pairs are named, by whom, and within which bounds."""

from base64 import b64decode, b64encode
from itertools import permutations

import orjson
import pytest

from streams import topology
from streams.records import Event
from streams.stages import match, postings
from streams.stages.match import COPIES_MAX
from streams.stages.postings import PAIR_WINDOW_DAYS_MAX
from streams.stages.versions import VERSIONS_KEPT_MAX, VersionText
from tests.stages.copies import blend, stories
from tests.stages.lanes import Table, page_id, version

FERRY, BRIDGE = stories()["ferry"], stories()["bridge"]
PARTITIONS = 4
Pair = tuple[str, int, str, int]


class Shards:
    def __init__(self) -> None:
        self.tables = [Table() for _ in range(PARTITIONS)]

    def look_up(self, *texts: VersionText) -> list[Event]:
        said: list[Event] = []
        for text in texts:
            for event in match.lookups(text, PARTITIONS):
                assert isinstance(event.route, int)
                item = orjson.loads(orjson.dumps(event.value))
                said += match.step(item, self.tables[event.route], PARTITIONS)
        return said


def pair(event: Event) -> Pair:
    value = event.value
    return value["page"], value["version"], value["other"]["page"], value["other"]["version"]


def pages_of(said: list[Event]) -> set[str]:
    return {event.value["page"] for event in said} | {event.value["other"]["page"] for event in said}


def posting_sizes(shards: Shards) -> list[int]:
    return [len(v) for t in shards.tables for (table, _), v in t.records.items() if table == postings.POSTINGS]


def test_each_anchor_goes_to_one_shard_in_one_message_a_shard() -> None:
    events = match.lookups(version("https://a.example/1", FERRY), PARTITIONS)
    shards = [event.route for event in events]
    assert len(shards) == len(set(shards)) <= PARTITIONS
    anchors = b64decode(events[0].value["anchors"])
    assert {int.from_bytes(anchors[at : at + 8], "big") % PARTITIONS for at in range(0, len(anchors), 8)} == set(shards)


def test_a_text_without_words_is_not_looked_up() -> None:
    assert match.lookups(version("https://a.example/1", "...\n---"), PARTITIONS) == []


def test_a_pair_is_named_once_over_all_shards_with_the_smaller_page_first() -> None:
    one, other = version("https://a.example/1", FERRY), version("https://b.example/1", "Our report.\n" + FERRY)
    said = Shards().look_up(one, other)
    small, large = sorted((one.page, other.page))
    assert [pair(event) for event in said] == [(small, 1, large, 1)]
    assert said[0].topic == topology.CANDIDATES
    assert said[0].route == next(text.site for text in (one, other) if text.page == large)


def test_a_pair_is_named_whichever_version_comes_first() -> None:
    texts = [
        version("https://a.example/1", FERRY),
        version("https://a.example/1", FERRY + "\nMore follows.", number=2),
        version("https://b.example/1", FERRY),
        version("https://c.example/1", BRIDGE),
    ]
    found = {frozenset(pair(event) for event in Shards().look_up(*order)) for order in permutations(texts)}
    assert len(found) == 1
    assert len(found.pop()) == 2


def test_a_repeated_look_up_names_the_same_pairs_and_changes_no_table() -> None:
    shards = Shards()
    texts = [version(f"https://{name}.example/1", FERRY) for name in "abc"]
    shards.look_up(*texts)
    before = [dict(table.records) for table in shards.tables]
    again = {pair(event) for text in texts for event in shards.look_up(text)}
    assert len(again) == 3
    assert [table.records for table in shards.tables] == before


def test_versions_of_one_page_are_not_compared_with_each_other() -> None:
    assert (
        Shards().look_up(version("https://a.example/1", FERRY), version("https://a.example/1", FERRY, number=2)) == []
    )


def test_pages_that_share_an_appeal_are_not_named() -> None:
    appeal = blend("appeal")[0].splitlines()[0] + "\n"
    assert not Shards().look_up(
        version("https://a.example/1", appeal + FERRY), version("https://b.example/1", appeal + BRIDGE)
    )


def test_an_excerpt_of_a_long_page_is_named() -> None:
    long = "\n".join(stories().values())
    lead = "\n".join(BRIDGE.strip().splitlines()[:2])
    assert len(Shards().look_up(version("https://a.example/1", long), version("https://b.example/1", lead))) == 1


@pytest.mark.parametrize(("captured_at", "pairs"), [("2036-03-05T08:00:00Z", 1), ("2036-03-09T08:00:01Z", 0)])
def test_pages_captured_too_far_apart_are_not_compared(captured_at: str, pairs: int) -> None:
    assert PAIR_WINDOW_DAYS_MAX == 3660
    said = Shards().look_up(version("https://a.example/1", FERRY), version("https://b.example/1", FERRY, captured_at))
    assert len(said) == pairs


def test_an_anchor_keeps_the_newest_versions_and_counts_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "POSTINGS_MAX", 40)
    shards = Shards()
    texts = [version(f"https://{at}.example/1", FERRY, f"2026-03-01T08:{at:02}:00Z") for at in range(50)]
    shards.look_up(*reversed(texts))
    assert set(posting_sizes(shards)) == {4 + 28 * 40}
    said = shards.look_up(version("https://late.example/1", FERRY, "2026-03-02T00:00:00Z"))
    assert pages_of(said) == {text.page for text in texts[10:]} | {page_id("https://late.example/1")}
    posting = next(v for t in shards.tables for (table, _), v in t.records.items() if table == postings.POSTINGS)
    assert int.from_bytes(posting[:4], "big") == 11


def test_of_very_many_copies_the_newest_are_named() -> None:
    texts = [
        version(f"https://{at}.example/1", FERRY, f"2026-03-01T{at // 60:02}:{at % 60:02}:00Z")
        for at in range(COPIES_MAX + 6)
    ]
    shards = Shards()
    shards.look_up(*texts)
    said = shards.look_up(version("https://late.example/1", FERRY, "2026-03-02T00:00:00Z"))
    assert pages_of(said) == {text.page for text in texts[6:]} | {page_id("https://late.example/1")}


def test_a_house_phrase_on_many_pages_keeps_no_copy_from_being_named() -> None:
    """The phrase may be the smallest anchor that two copies share, which speaks for them."""
    phrase = (
        "All rights reserved by the Harlow Courier and its licensors, who can be reached by letter or by telephone."
    )
    shards = Shards()
    first = version("https://first.example/1", f"{BRIDGE}\n{phrase}", "2026-03-01T00:00:00Z")
    shards.look_up(first)
    for at in range(100):
        own = " ".join(f"word{at}x{place}" for place in range(60))
        shards.look_up(
            version(f"https://{at}.example/1", f"{own}\n{phrase}", f"2026-03-02T{at // 60:02}:{at % 60:02}:00Z")
        )
    said = shards.look_up(version("https://second.example/1", f"{BRIDGE}\n{phrase}", "2026-03-03T00:00:00Z"))
    assert first.page in pages_of(said)


def test_of_one_page_an_anchor_keeps_the_first_version_and_the_newest() -> None:
    shards = Shards()
    shards.look_up(*[version("https://a.example/1", FERRY, number=number) for number in range(1, 31)])
    said = shards.look_up(version("https://b.example/1", FERRY))
    of_a = {value for event in said for value in pair(event) if isinstance(value, int) and value > 1}
    assert of_a == set(range(31 - VERSIONS_KEPT_MAX, 31))
    assert len(said) == VERSIONS_KEPT_MAX + 1


def test_a_forged_sample_without_anchors_is_harmless() -> None:
    item = {
        "page": page_id("x"),
        "site": "x.example",
        "version": 1,
        "captured_at": "2026-03-01T08:00:00Z",
        "anchors": b64encode(b"").decode(),
        "shard": 0,
    }
    assert match.step(item, Table(), PARTITIONS) == []


class TestForgetting:
    """A shard that remembers many versions forgets those that nothing can be compared with any more."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postings, "VERSIONS_KEPT_MIN", 3)

    def years(self, *years: int) -> list[VersionText]:
        return [version(f"https://{year}.example/1", f"{BRIDGE}\n{year}", f"{year}-03-01T08:00:00Z") for year in years]

    def test_what_is_older_than_the_window_is_forgotten_with_all_that_led_to_it(self) -> None:
        shards = Shards()
        shards.look_up(*self.years(*range(1990, 2026)))
        kept = [key for t in shards.tables for (table, key) in t.records if table == postings.SKETCHES]
        pages = {key[:32] for key in kept}
        assert pages == {text.page for text in self.years(*range(2015, 2026))}
        listed = [
            e
            for t in shards.tables
            for (table, _), v in t.records.items()
            if table == "postings"
            for e in postings.entries(v)
        ]
        assert {postings.page_of(entry).hex() for entry in listed} == pages

    def test_the_order_of_arrival_leaves_no_trace_in_what_is_kept(self) -> None:
        texts = self.years(2001, 2002, 2003, 2020, 2021, 2022, 2023)
        ends = set()
        for order in (texts, texts[::-1], texts[3:] + texts[:3]):
            shards = Shards()
            shards.look_up(*order, *self.years(2024, 2025))
            ends.add(frozenset(key for t in shards.tables for (table, key) in t.records if table == "sketches"))
        assert len(ends) == 1

    def test_nothing_is_forgotten_within_the_window_nor_where_little_is_remembered(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shards = Shards()
        shards.look_up(*self.years(*range(2016, 2026)))
        assert len(shards.look_up(*self.years(2015))) == 10
        monkeypatch.setattr(postings, "VERSIONS_KEPT_MIN", 100)
        shards.look_up(*self.years(2050))
        assert len(shards.look_up(*self.years(2015, 2014))) == 10 + 10

    def test_how_many_were_forgotten_is_counted(self) -> None:
        shards = Shards()
        shards.look_up(*self.years(*range(1990, 2026)))
        clocks = [t.records["weeks", "clock"] for t in shards.tables]
        assert {int.from_bytes(clock[16:24], "big") for clock in clocks} == {11}
        assert {int.from_bytes(clock[24:], "big") for clock in clocks} == {25}
