"""What is erased leaves the tables of every lane, and does not come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest

from streams import topology
from streams.records import Event
from streams.stages import erase, labels
from streams.tables import KEY_SEPARATOR
from tests.stages.lanes import Lanes, version
from tests.stages.looks import STORY, URL, Site, look
from tests.stages.test_orders import PAGES, components, found, ref, told

SITE = "quarrytown.example"
AT = "2026-04-09T00:00:00Z"


def remembered(site: Site) -> dict[str, bytes]:
    """All records of a lane, by table and key."""
    store = site.host.stores[0]
    return {key.replace(KEY_SEPARATOR, b" ").decode(): value for key, value in store.records.items()}


def order(word: str, page: dict[str, str]) -> dict[str, Any]:
    return {"order": word, "page": page, "at": AT}


def page_of(site: Site) -> dict[str, str]:
    value = site.result.events[topology.CLEANED][0].value
    return {"page": value["page"], "url": "", "site": value["site"]}


def looked_at() -> Site:
    """A page with versions, a late look, a captured noise block and a copy on another site of the same lane."""
    site = Site()
    edited = (STORY[0].replace("second", "third"), *STORY[1:])
    site.sees(look(0), look(1, edited), look(2), look(3, edited), look(0.5, STORY[:5]))
    site.sees(look(4, url="https://elsewhere.example/copy"))
    return site


@pytest.mark.parametrize("whole_site", [False, True])
def test_nothing_of_an_erased_page_stays_but_a_mark_and_fingerprints(whole_site: bool) -> None:
    site = looked_at()
    page = page_of(site)
    assert any(page["page"] in name for name in remembered(site) if name.startswith("versions "))
    if whole_site:
        told(site, order(erase.ERASE_SITE, page | {"page": SITE}))
    told(site, order(erase.ERASE_PAGE, page))
    left = remembered(site)
    named = {name.split(" ")[0] for name in left if page["page"] in name}
    assert named <= {"orders", "sketches"}
    tables = {name: value for name, value in left.items() if name.split(" ")[0] not in ("sketches", "postings")}
    assert not [name for name, value in tables.items() if URL.encode() in value or page["page"].encode() in value]
    assert not [name for name, value in tables.items() if bytes.fromhex(page["page"]) in value]
    if whole_site:
        assert not [name for name, value in tables.items() if SITE.encode() in value]
        assert {name for name in left if SITE in name} == {f"orders erased/{SITE}"}
    assert any(name.startswith("versions ") for name in left), "the copy elsewhere stays"


@pytest.mark.parametrize("word", [erase.ERASE_PAGE, erase.ERASE_SITE])
def test_what_is_captured_of_it_later_has_an_outcome_and_is_said_nowhere(word: str) -> None:
    """Not on article.rejected either, which would keep its words."""
    site = looked_at()
    page = page_of(site)
    told(site, order(word, page if word == erase.ERASE_PAGE else page | {"page": SITE}))
    told(site, order(erase.ERASE_PAGE, page))
    said = {topic: len(events) for topic, events in site.result.events.items()}
    before = remembered(site)
    assert site.sees(look(8), look(9, STORY[2:])) == ["rejected", "rejected"]
    settled = orjson.loads(site.host.topic(topology.SETTLED)[-1].value or b"")
    assert settled["reason"].startswith("erased")
    assert {topic: len(events) for topic, events in site.result.events.items()} == said
    after = remembered(site)
    assert {k: v for k, v in after.items() if not k.startswith("next")} == {
        k: v for k, v in before.items() if not k.startswith("next")
    }


def test_an_order_that_comes_again_says_nothing() -> None:
    site = looked_at()
    page = page_of(site)
    told(site, order(erase.ERASE_PAGE, page))
    once, said = remembered(site), {topic: len(events) for topic, events in site.result.events.items()}
    told(site, order(erase.ERASE_PAGE, page))
    again = remembered(site)
    assert {k: v for k, v in again.items() if not k.startswith("next")} == {
        k: v for k, v in once.items() if not k.startswith("next")
    }
    assert {topic: len(events) for topic, events in site.result.events.items()} == said


@pytest.mark.parametrize("seed", range(60))
def test_who_belonged_together_by_an_erased_page_alone_does_so_no_longer(seed: int) -> None:
    """Page 2 united two groups; and page 0, after which an article was named, is erased in every second run."""
    gone = 2 if seed % 2 else 0
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (5, 6)]
    lanes = Lanes(3, seed, repeats=15)
    for pair in pairs:
        found(lanes, pair)
        while lanes.random.randrange(3) and lanes.deliver():
            pass
    lanes.run()
    value = order(erase.ERASE_PAGE, ref(PAGES[gone]))
    lanes.send(0, [Event(topology.ORDERS, PAGES[gone].page, value, PAGES[gone].site)])
    lanes.run()
    remain = [pair for pair in pairs if gone not in pair]
    expected = components(remain)
    articles = {page: article for page, (article, _) in lanes.articles().items() if article != page}
    assert {page: article for page, article in articles.items() if page != PAGES[gone].page} == expected
    for table in lanes.tables.values():
        for (name, key), record in table.records.items():
            assert name == "orders" or PAGES[gone].url.encode() not in record, (name, key)


def test_a_page_that_was_erased_hears_nothing_more_of_articles() -> None:
    lanes = Lanes(2, 1)
    one, other = (replace(version(f"https://site{n}.example/a", "text"), captured_at=AT) for n in range(2))
    lane = lanes.lane(one.site)
    lanes.send(lane, [Event(topology.ORDERS, one.page, order(erase.ERASE_PAGE, ref(one)), one.site)])
    lanes.run()
    lanes.send(lane, labels.unite(other, one, lanes.tables[lanes.lane(other.site)]))
    lanes.run()
    assert not [key for name, key in lanes.tables[lane].records if name == labels.LABELS and key == one.page]
    assert orjson.loads(orjson.dumps(list(lanes.articles()))) in ([], [other.page])
