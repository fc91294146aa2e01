"""Rules of what people say by hand: withdrawn is withdrawn, parted is parted, in whatever order things arrive."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from streams import topology
from streams.messages import Outgoing
from streams.records import Event
from streams.stages import labels
from streams.stages.versions import VersionText
from streams.web.address import partition
from tests.golden.cases import Case, all_cases
from tests.stages.lanes import Lanes, version
from tests.stages.looks import STORY, Site, look, revisions

Pair = tuple[int, int]
PAGES = sorted((version(f"https://site{n}.example/a", "text") for n in range(7)), key=lambda page: page.page)


def ref(page: VersionText) -> dict[str, str]:
    return {"page": page.page, "url": page.url, "site": page.site}


def order(word: str, pair: Pair, day: int) -> Event:
    one, other = (PAGES[number] for number in pair)
    value = {"order": word, "page": ref(one), "other": ref(other), "at": f"2026-04-{day:02}T00:00:00Z"}
    return Event(topology.ORDERS, one.page, value, one.site)


def found(lanes: Lanes, pair: Pair) -> None:
    """The lane of the smaller page finds that two pages are one article."""
    one, other = (replace(PAGES[n], captured_at=f"2026-03-{n + 1:02}T00:00:00Z") for n in sorted(pair))
    lane = lanes.lane(one.site)
    if not labels.is_parted(lanes.tables[lane], one.page, other.page):
        lanes.send(lane, labels.unite(one, other, lanes.tables[lane]))


def settled(actions: Iterable[Pair | Event], seed: int, at_once: bool = False) -> dict[str, str]:
    """Let evidence and orders come in, in an order of the seed's; return page -> article where it is another page."""
    lanes = Lanes(3, seed, repeats=15)
    shuffled = list(actions)
    lanes.random.shuffle(shuffled)
    for action in shuffled:
        if isinstance(action, Event):
            lanes.send(lanes.random.randrange(3), [action])
        else:
            found(lanes, action)
        while not at_once and lanes.random.randrange(3) and lanes.deliver():
            pass
    lanes.run()
    return {page: article for page, (article, _) in lanes.articles().items() if article != page}


def components(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return page -> article, by looking at everything at once."""
    names = list(range(len(PAGES)))
    for _ in names:
        for one, other in pairs:
            names[one] = names[other] = min(names[one], names[other])
    return {PAGES[n].page: PAGES[name].page for n, name in enumerate(names) if n != name}


@pytest.mark.parametrize("seed", range(150))
def test_articles_are_those_of_the_unions_that_remain(seed: int) -> None:
    """Random unions and orders, delivered in any order and more than once."""
    chance = random.Random(seed)  # noqa: S311 - an order of delivery, not a secret
    pairs = [(a, b) for a in range(7) for b in range(a + 1, 7)]
    united = chance.sample(pairs, chance.randint(3, 12))
    given: dict[Pair, str] = {}
    orders = []
    for day in range(1, chance.randint(2, 9)):
        pair, word = chance.choice(pairs), chance.choice(("part", "part", "join"))
        given[pair] = word
        orders.append(order(word, pair if chance.random() < 0.5 else pair[::-1], day))
    remain = {pair for pair in united if given.get(pair) != "part"} | {p for p, word in given.items() if word == "join"}
    assert settled([*united, *orders], seed) == components(remain)
    assert settled([*united, *orders], seed + 1_000, at_once=True) == components(remain)


def test_a_page_that_was_parted_says_so() -> None:
    """Its own article again: who keeps the newest event of each page must hear of it."""
    lanes = Lanes(2, 1)
    found(lanes, (0, 1))
    lanes.run()
    lanes.send(0, [order("part", (1, 0), 5)])
    lanes.run()
    newest = [event.value for event in lanes.public if event.topic == topology.ASSIGNED][-1]
    assert (newest["page"], newest["article"], newest["previous"]) == (PAGES[1].page, PAGES[1].page, PAGES[0].page)
    assert newest["captured_at"] == "2026-04-05T00:00:00Z"


def test_an_order_that_comes_again_changes_nothing() -> None:
    lanes = Lanes(2, 1)
    found(lanes, (0, 1))
    lanes.run()
    lanes.send(0, [order("part", (0, 1), 5)])
    lanes.run()
    said, tables = list(lanes.public), {lane: dict(table.records) for lane, table in lanes.tables.items()}
    lanes.send(0, [order("part", (0, 1), 5), order("join", (1, 0), 4)])
    lanes.run()
    assert lanes.public == said
    assert {lane: table.records for lane, table in lanes.tables.items()} == tables


def told(site: Site, item: dict[str, Any]) -> None:
    """Give a running river an order."""
    where = partition(item["page"]["site"], site.host.partitions)
    key = item["page"]["page"].encode()
    site.host.append(Outgoing(topology.ORDERS, where, key, orjson.dumps({"items": [item]})))
    site.host.run()


def withdrawal(topic: str, identity: str, value: dict[str, Any]) -> dict[str, Any]:
    page = {name: value[name] for name in ("page", "url", "site")}
    return {
        "order": "withdraw",
        "topic": topic,
        "id": identity,
        "value": value,
        "page": page,
        "at": "2026-04-02T00:00:00Z",
    }


def test_a_withdrawn_revision_is_said_to_be_so_once() -> None:
    site, edited = Site(), (STORY[0].replace("second", "third"), *STORY[1:])
    site.sees(look(0), look(1, edited))
    revised = site.result.events[topology.REVISED][0]
    for _ in range(2):
        told(site, withdrawal(topology.REVISED, revised.id, revised.value))
    (withdrawn,) = [e for e in site.result.events[topology.REVISED] if e.value.get("statement") == "withdrawn"]
    stated = revised
    assert len(site.result.events[topology.REVISED]) == 2
    assert withdrawn.value == stated.value | {"statement": "withdrawn"}
    assert withdrawn.id != stated.id
    assert site.sees(look(2, edited), look(3)) == ["unchanged", "revised"]
    assert revisions(site.result)[-1] == (2, 3, 1)


def test_what_was_withdrawn_before_it_is_said_is_not_said() -> None:
    """As when a river is built anew from its captures while the orders stand."""
    first, site, edited = Site(), Site(), (STORY[0].replace("second", "third"), *STORY[1:])
    first.sees(look(0), look(1, edited))
    revised = first.result.events[topology.REVISED][0]
    told(site, withdrawal(topology.REVISED, revised.id, revised.value))
    assert site.sees(look(0), look(1, edited)) == ["created", "revised"]
    assert [event.value["statement"] for event in site.result.events[topology.REVISED]] == ["withdrawn"]


def test_a_withdrawn_copy_parts_its_pages_and_is_not_said_of_later_versions() -> None:
    case = next(case for case in all_cases() if case.name == "three_sites_one_story")
    site = Site()
    site.sees(*case.captures)
    copies = [event for event in site.result.events[topology.DUPLICATED] if event.value["unites"]]
    assert copies
    for copy in copies:
        told(site, withdrawal(topology.DUPLICATED, copy.id, copy.value))
    withdrawn = [e.value for e in site.result.events[topology.DUPLICATED] if e.value["statement"] == "withdrawn"]
    assert len(withdrawn) == len(copies)
    newest = {event.value["page"]: event.value["article"] for event in site.result.events[topology.ASSIGNED]}
    assert all(page == article for page, article in newest.items())
    _edit_and_see(site, case)
    assert sum(e.value["statement"] == "stated" for e in site.result.events[topology.DUPLICATED]) == len(copies)


def _edit_and_see(site: Site, case: Case) -> None:
    for raw in case.captures:
        capture = orjson.loads(raw)
        capture |= {
            "captured_at": "2026-05-01T00:00:00Z",
            "body": capture["body"] + "\n\nOne more line was added here.",
        }
        site.sees(orjson.dumps(capture))
