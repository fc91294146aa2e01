"""A partition's poller: each look once, within the budgets, and nothing lost when it is taken over."""

from dataclasses import replace

import pytest

from streams import topology
from streams.feeds.documents import FeedItem
from streams.polling import found, unsettled
from tests.polling.world import ARTICLE, FEED, World, listing, shows


def test_a_look_that_is_asked_for_twice_starts_once() -> None:
    world = World()
    world.items(*world.poller.wanted())
    item = found.due_item("feeds", found.feed_key(FEED), 1)
    assert len(world.items(item, item)) == 1
    assert world.items(item) == []


def test_a_message_that_was_handled_is_passed_over_when_it_comes_again() -> None:
    world = World()
    message = world.message(topology.POLL_DUE, {"items": world.poller.wanted()})
    world.handle([message])
    before = dict(world.store.records)
    world.handle([message])
    assert world.store.records == before


def test_a_message_of_an_earlier_look_starts_nothing() -> None:
    world = World()
    (start,) = world.find(ARTICLE)
    world.handle([], [shows(start, "text", world.now)])
    world.now += 90_000
    assert world.items(found.due_item("pages", start.key, 1)) == []


def test_a_look_whose_owner_died_is_made_again_by_the_next_and_stays_counted() -> None:
    world = World()
    (start,) = world.find(ARTICLE)
    full_at = world.poller.agenda.lane("morgenblatt.example").site.full_at
    world.take_over()
    assert start in world.tick()
    assert world.poller.agenda.lane("morgenblatt.example").site.full_at > full_at


def test_what_was_said_but_not_delivered_is_said_again() -> None:
    """The owner dies after the fetch and before the transaction: the next one looks, and tells it once."""
    world = World()
    (start,) = world.find(ARTICLE)
    delivered = dict(world.store.records)
    world.handle([], [shows(start, "text", world.now)])
    world.store.records, world.said = delivered, []
    world.take_over()
    (again,) = [one for one in world.tick() if one.url == ARTICLE]
    world.handle([], [shows(again, "text", world.now)])
    assert len(world.captures()) == 1


def test_the_schedule_is_the_same_after_it_is_taken_over() -> None:
    world = World()
    (start,) = world.find(ARTICLE)
    world.handle([], [shows(start, "text", world.now)])
    due = world.page().next_at
    world.take_over()
    world.now = due - 1
    assert ARTICLE not in {one.url for one in world.tick()}
    world.now = due
    assert ARTICLE in {one.url for one in world.tick()}


@pytest.mark.parametrize("whose", ["site", "total"])
def test_no_budget_is_ever_exceeded(whose: str) -> None:
    world = World(looks_per_hour_max=30 if whose == "total" else 36_000)
    per_hour = 30 if whose == "site" else 600
    world.settings = replace(world.settings, looks_per_hour_max=per_hour, concurrency_max=50)
    world.take_over()
    urls = [f"https://morgenblatt.example/news/{n}" for n in range(200)]
    starts: list[float] = []
    (feed,) = [world.follow()]
    world.handle([], [listing(feed, *map(FeedItem, urls), at=world.now)])
    for _ in range(4 * 360):
        world.now += 10
        for start in world.tick():
            starts.append(world.now)
            world.handle([], [shows(start, f"{start.url} {world.now}", world.now)])
        if len(starts) % 7 == 3:
            world.take_over()
    assert len(starts) > 90
    assert all(sum(at <= one < at + 3_600 for one in starts) <= 30 for at in starts)


def test_a_site_is_asked_no_more_at_once_than_it_bears_and_not_before_its_delay() -> None:
    world = World()
    world.settings = replace(world.settings, concurrency_max=2)
    world.take_over()
    starts = world.find(*(f"https://morgenblatt.example/news/{n}" for n in range(9)))
    assert len(starts) == 2
    assert world.tick() == []
    world.handle([], [shows(starts[0], "text", world.now)])
    assert len(world.tick()) == 1
    slow = World()
    slow.settings = replace(slow.settings, concurrency_max=5, delay_seconds=10)
    slow.take_over()
    slow.now += 100
    slow.find(*(f"https://morgenblatt.example/news/{n}" for n in range(9)))
    assert slow.tick() == []
    slow.now += 10
    assert len(slow.tick()) == 1


def test_what_cannot_be_read_stops_nothing() -> None:
    world = World()
    broken = [world.message(topology.POLL_DUE, value) for value in ({}, {"items": [{"say": "page"}]}, {"items": 3})]
    world.handle([*broken, world.message(topology.SETTLED, {"outcome": None, "url": 7})])
    assert world.find(ARTICLE)


def test_an_outcome_of_a_page_that_nobody_polls_is_passed_over() -> None:
    world = World()
    value = {"outcome": "revised", "url": ARTICLE, "page": "0" * 32, "captured_at": None, "event_id": None}
    world.handle([world.message(topology.SETTLED, value)])
    assert world.captures() == []


def test_no_look_starts_while_the_workers_are_far_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due stays due, and starts once what was told is settled, or has waited for longer than counts."""
    monkeypatch.setattr(unsettled, "UNSETTLED_MAX", 1)
    world = World()
    (start,) = world.find(ARTICLE)
    world.handle([], [shows(start, "text", world.now)])
    world.now += 90_000
    monkeypatch.setattr(unsettled, "SECONDS_MAX", 100_000.0)
    assert world.tick() == []
    monkeypatch.setattr(unsettled, "SECONDS_MAX", 600.0)
    assert world.tick() != []


def test_a_capture_that_is_settled_makes_room_for_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsettled, "UNSETTLED_MAX", 1)
    monkeypatch.setattr(unsettled, "SECONDS_MAX", 100_000.0)
    world = World()
    (start,) = world.find(ARTICLE)
    world.handle([], [shows(start, "text", world.now)])
    world.now += 90_000
    world.settled("created", event_id="of somebody else")
    assert world.tick() == []
    world.settled("created", event_id=world.captures()[-1]["event_id"])
    assert world.tick() != []
