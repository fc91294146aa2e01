"""What a look at a page leads to: a capture or none, and when the next one is due."""

from dataclasses import replace
from typing import Any

from streams import topology
from streams.polling.answers import Start
from streams.polling.records import NEVER
from streams.web.address import partition
from streams.web.time import instant
from tests.polling.world import ARTICLE, FEED, World, says, shows

TEXT = "The crane stands still again.\n\nNobody knows why."


def looked(text: str = TEXT, **more: Any) -> World:
    """A world in which the article was found and looked at once."""
    world = World()
    (start,) = world.find(ARTICLE)
    world.handle([], [shows(start, text, world.now, **more)])
    return world


def look_again(world: World, seconds: float = 86_400) -> Start:
    world.now += seconds
    starts = [start for start in world.tick() if start.url == ARTICLE]
    return starts[0]


def test_a_look_is_told_with_the_item_that_led_to_it() -> None:
    (capture,) = looked().captures()
    assert capture["url"] == ARTICLE
    assert capture["body"] == TEXT
    assert capture["item"] == {"feed": FEED, "guid": f"guid of {ARTICLE}"}
    assert len(capture["event_id"]) == 32


def test_the_same_bytes_are_not_told_again_but_counted() -> None:
    world = looked()
    world.handle([], [shows(look_again(world), TEXT, world.now)])
    assert len(world.captures()) == 1
    assert world.page().looks == 2


def test_a_capture_is_of_the_time_at_which_it_was_asked_for() -> None:
    """Of two looks at one page, under two addresses, the slower one must not seem the newer one."""
    world = looked()
    start = look_again(world)
    asked_at = world.now + 1.0
    world.now += 20.0
    world.handle([], [shows(start, "other", world.now, asked_at=asked_at)])
    assert instant(world.captures()[-1]["captured_at"]) / 1e6 == asked_at
    assert world.page().last_look_at == world.now


def test_captures_of_a_page_are_in_order_though_the_clock_was_put_back() -> None:
    world = looked()
    world.handle([], [shows(look_again(world), "other", world.now, asked_at=1.0)])
    first, second = (instant(capture["captured_at"]) for capture in world.captures())
    assert first < second


def test_not_modified_is_not_told_but_counted() -> None:
    world = looked(etag='"1"')
    start = look_again(world)
    assert start.etag == '"1"'
    world.handle([], [says(start, 304, world.now)])
    assert len(world.captures()) == 1
    assert world.page().looks == 2


def test_other_bytes_are_told_with_another_event_id() -> None:
    world = looked()
    world.handle([], [shows(look_again(world), "other", world.now)])
    first, second = world.captures()
    assert first["event_id"] != second["event_id"]
    assert first["captured_at"] < second["captured_at"]


def test_a_page_that_is_gone_is_told_twice_and_its_return_once() -> None:
    world = looked()
    for _ in range(4):
        world.handle([], [says(look_again(world), 404, world.now)])
    world.handle([], [shows(look_again(world), TEXT, world.now)])
    assert [capture["status"] for capture in world.captures()] == [200, 404, 404, 200]


def test_a_page_that_never_had_a_text_is_not_told_to_be_gone() -> None:
    world = World()
    (start,) = world.find(ARTICLE)
    world.handle([], [says(start, 404, world.now)])
    assert world.captures() == []


def test_faults_of_the_server_are_no_captures_and_pause_the_site() -> None:
    world = looked()
    world.handle([], [says(look_again(world), 503, world.now, fault="busy", waits=True, retry_after_seconds=5_000)])
    assert len(world.captures()) == 1
    assert world.page().fault == "busy"
    world.now += 4_000
    assert world.tick() == []
    world.now += 86_400
    assert world.tick()


def test_a_page_that_moved_for_good_is_followed_and_not_asked_any_more() -> None:
    world = looked()
    new = "https://morgenblatt.example/news/harbour-crane-stands"
    world.handle([], [shows(look_again(world), TEXT, world.now, final_url=new, moved_to=new)])
    assert world.captures()[-1]["final_url"] == new
    assert world.page().moved_to == new
    assert world.page().next_at == NEVER
    assert [start.url for start in world.tick() if "crane" in start.url] == [new]


def test_a_page_that_moved_to_another_site_is_handed_to_the_partition_of_that_site() -> None:
    world = World(partitions=64, number=partition("morgenblatt.example", 64))
    (start,) = world.find(ARTICLE)
    away = "https://abendpost.example/crane"
    world.handle([], [shows(start, TEXT, world.now, final_url=away, moved_to=away)])
    (message,) = [m for m in world.said if m.topic == topology.POLL_DUE]
    assert message.partition != world.number
    assert away.encode() in message.value


def test_a_temporary_redirect_is_told_and_not_followed() -> None:
    world = looked()
    world.handle([], [shows(look_again(world), TEXT, world.now, final_url="https://morgenblatt.example/wall")])
    assert len(world.captures()) == 2
    assert world.page().moved_to is None


def test_a_page_without_an_article_is_asked_less_and_less() -> None:
    world = looked("log in to read on")
    waits = []
    for _ in range(4):
        world.settled("rejected", reason="no_article: no article text was found")
        waits.append(world.page().next_at - world.now)
        world.handle([], [shows(look_again(world, 90_000), f"log in {len(waits)}", world.now)])
    assert world.page().fault == "no article text was found"
    assert max(waits[2:]) > waits[0]


def test_an_edit_makes_the_next_look_come_sooner() -> None:
    quiet, edited = looked(), looked()
    for world in (quiet, edited):
        for number in range(3):
            world.handle([], [shows(look_again(world, 7_200), f"text {number}", world.now)])
            world.settled("revised" if world is edited else "noise_only")
    assert edited.page().next_at < quiet.page().next_at
    assert edited.page().edits == 3


def test_a_site_whose_304_would_have_hidden_an_edit_is_asked_without_conditions() -> None:
    world = looked(etag='"1"')
    for number in range(40):
        start = look_again(world, 7_200)
        if start.etag:
            world.handle([], [says(start, 304, world.now)])
            continue
        world.handle([], [shows(start, f"text {number}", world.now, etag='"1"')])
        world.settled("revised")
        break
    else:
        raise AssertionError("no look was an audit")
    assert all(look_again_and_answer(world).etag is None for _ in range(5))


def look_again_and_answer(world: World) -> Start:
    start = look_again(world, 7_200)
    world.handle([], [shows(start, TEXT, world.now, etag='"1"')])
    return start


def test_a_counter_behind_the_same_validator_is_no_lie() -> None:
    world = looked(etag='"1"')
    asked = []
    for number in range(40):
        start = look_again(world)
        asked.append(start.etag)
        text = f"text with counter {number}"
        answer = says(start, 304, world.now) if start.etag else shows(start, text, world.now, etag='"1"')
        world.handle([], [answer])
        world.settled("noise_only")
    assert asked.count(None) < 20


def test_an_edit_that_waits_to_be_confirmed_is_told_again_even_when_nothing_changed() -> None:
    world = World()
    world.settings = replace(world.settings, confirm_after_seconds=600)
    world.take_over()
    (start,) = world.find(ARTICLE)
    world.handle([], [shows(start, "one", world.now)])
    world.handle([], [shows(look_again(world), "two", world.now)])
    held = {"outcome": "unchanged", "reason": "an edit is held until it has stood for 600 seconds"}
    world.settled(captured_at=world.captures()[-1]["captured_at"], **held)
    assert world.page().next_at <= world.now + 601
    world.handle([], [shows(look_again(world, 601), "two", world.now)])
    world.handle([], [shows(look_again(world), "two", world.now)])
    assert [capture["body"] for capture in world.captures()] == ["one", "two", "two"]
