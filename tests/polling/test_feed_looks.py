"""What a look at a feed leads to: pages that are new, one word for a re-keyed feed, and when it is asked again."""

from dataclasses import replace

from streams import topology
from streams.feeds.documents import Document, FeedItem
from streams.polling.answers import Answer, Start
from streams.web.address import partition
from tests.polling.world import FEED, World, listing, says, shows

URLS = [f"https://morgenblatt.example/news/{number}-a-story-of-the-day" for number in range(8)]


def items(prefix: str = "guid", urls: list[str] = URLS) -> list[FeedItem]:
    return [FeedItem(url, f"{prefix}-{n}", f"Headline of the story number {n}") for n, url in enumerate(urls)]


def followed(*named: FeedItem) -> World:
    world = World()
    start = world.follow()
    world.handle([], [listing(start, *named, at=world.now)])
    return world


def look_at_feed(world: World, *named: FeedItem) -> None:
    start = feed_start(world)
    world.handle([], [listing(start, *named, at=world.now)])


def feed_start(world: World, url: str = FEED, seconds: float = 7_200) -> Start:
    for _ in range(30):
        world.now += seconds
        for start in world.tick():
            if start.url == url:
                return start
            world.handle([], [shows(start, "text", world.now)])
    raise AssertionError("the feed was never due")


def pages(world: World) -> int:
    return sum(name.startswith(b"pages") for name in world.store.records)


def test_every_page_that_a_feed_names_is_looked_at() -> None:
    world = followed(*items())
    assert pages(world) == 8


def test_an_item_with_a_new_guid_or_date_makes_no_new_page() -> None:
    world = followed(*items())
    changed = [FeedItem(URLS[0], "another", "Headline of the story number 0", "2026-09-21T10:00:00Z"), *items()[1:]]
    look_at_feed(world, *changed)
    assert pages(world) == 8
    assert world.of(topology.SITE_CHANGED) == []


def test_guids_that_change_all_at_once_are_one_event_and_no_new_page() -> None:
    world = followed(*items())
    look_at_feed(world, *items("new"))
    (said,) = world.of(topology.SITE_CHANGED)
    assert (said["change"], len(said["pages"])) == ("rekeyed", 8)
    assert pages(world) == 8


def test_addresses_that_change_all_at_once_wait_until_the_old_ones_lead_nowhere() -> None:
    world = followed(*items())
    moved = [url.replace("/news/", "/archive/") for url in URLS]
    look_at_feed(world, *items(urls=moved))
    assert len(world.of(topology.SITE_CHANGED)) == 1
    asked = set()
    for _ in range(60):
        world.now += 86_400
        for start in world.tick():
            asked.add(start.url)
            gone = start.url == URLS[3]
            world.handle([], [says(start, 404, world.now) if gone else shows(start, "text", world.now)])
    assert {url for url in asked if "/archive/" in url} == {moved[3]}


def test_an_item_of_another_site_is_handed_to_its_partition() -> None:
    world = World(partitions=64, number=partition("morgenblatt.example", 64))
    start = world.follow()
    world.handle([], [listing(start, FeedItem("https://abendpost.example/x"), at=world.now)])
    (message,) = [m for m in world.said if m.topic == topology.POLL_DUE]
    assert message.partition == partition("abendpost.example", 64)


def test_a_feed_that_does_not_change_is_asked_less_often_but_never_given_up() -> None:
    world = followed(*items())
    waits = []
    for _ in range(12):
        start = feed_start(world, seconds=600)
        world.handle([], [says(start, 304, world.now)])
        waits.append(world.feed().next_at - world.now)
    assert waits[-1] == 3_600
    assert waits == sorted(waits)
    for _ in range(12):
        world.handle([], [says(feed_start(world), 500, world.now, fault="it is broken")])
    assert world.feed().fault == "it is broken"
    assert world.feed().next_at <= world.now + 3_600


def test_a_feed_that_says_how_often_it_is_renewed_is_not_asked_before() -> None:
    world = World()
    document = Document("feed", "M", tuple(items()), interval_seconds=1_800)
    world.handle([], [Answer(world.follow(), world.now, 200, FEED, body_hash="1", document=document)])
    assert world.feed().next_at >= world.now + 1_800


def test_a_feed_in_which_all_is_new_is_asked_at_once_again() -> None:
    world = followed(*items())
    look_at_feed(world, *[FeedItem(f"https://morgenblatt.example/late/{n}", f"late-{n}") for n in range(8)])
    assert world.feed().next_at == world.now + 60


def test_a_front_page_leads_to_its_feeds_and_without_any_is_watched_itself() -> None:
    world = World()
    named = Document("page", "Front", feeds=("https://morgenblatt.example/rss",))
    world.handle([], [Answer(world.follow(), world.now, 200, FEED, body_hash="1", document=named)])
    assert "https://morgenblatt.example/rss" in {start.url for start in world.tick()}
    alone = World()
    alone.handle([], [Answer(alone.follow(), alone.now, 200, FEED, body_hash="1", document=Document("page", "Front"))])
    assert pages(alone) == 1


def test_a_feed_that_moved_for_good_goes_on_at_its_new_address() -> None:
    world = World()
    new = "https://morgenblatt.example/new.xml"
    world.handle([], [listing(world.follow(), *items(), at=world.now, moved_to=new)])
    world.now += 100_000
    asked = {start.url for start in world.tick()} | {start.url for start in world.tick()}
    assert FEED not in asked


def test_a_feed_that_the_sources_name_no_more_is_left_alone() -> None:
    world = followed(*items())
    world.settings = replace(world.settings, feeds=())
    world.take_over()
    world.items(*world.poller.wanted())
    assert not world.feed().wanted
    world.now += 100_000
    assert FEED not in {start.url for _ in range(20) for start in world.tick()}


def test_a_change_that_a_feed_tells_makes_the_page_due() -> None:
    world = followed(*items())
    look_at_feed(world, *items())
    url = URLS[2]
    before = world.page(url).next_at
    changed = FeedItem(url, "guid-2", "Headline of the story number 2", modified_at="2026-09-22T10:00:00Z")
    look_at_feed(world, *items()[:2], changed, *items()[3:])
    assert world.page(url).next_at <= max(world.now + 60, before)
