"""What the sites answer: validators, lies, redirects, gaps, feeds."""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime

import feedparser
import orjson
import pytest
from lxml import etree

from streams.newsroom.desk import STALE_PATH
from streams.newsroom.places import FEED_PATHS, Page, Site
from streams.web import address
from tests.newsroom.conftest import MakeDay
from tests.newsroom.days import Day

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def first(day: Day, site: int = 0) -> tuple[Site, Page]:
    """Return a site and a page of it that can be edited."""
    found = day.world.sites[site]
    return found, next(day.world.pages[n] for n in found.pages if not day.world.story(day.world.pages[n]).live)


def test_a_page_that_did_not_change_is_304(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day)
    found = day.desk.answer(site, page.path, {}, 10.0)
    assert found.status == 200
    for name, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = day.desk.answer(site, page.path, {name: found.headers[value]}, 20.0)
        assert (again.status, again.body) == (304, b"")


def test_noise_changes_while_the_validators_do_not(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day)
    one, other = (day.desk.answer(site, page.path, {}, at) for at in (10.0, 100.0))
    assert one.body != other.body
    assert one.headers == other.headers


@pytest.mark.parametrize("site_number", [0, 1, 2])
def test_an_edit_changes_the_validators_that_a_site_has(make_day: MakeDay, site_number: int) -> None:
    day = make_day(articles=60)
    site, page = first(day, site_number)
    before = day.desk.answer(site, page.path, {}, 10.0).headers
    day.world.edit(60.0, page, "append", 1)
    after = day.desk.answer(site, page.path, {}, 61.0).headers
    assert before
    assert all(before[name] != after[name] for name in before)


def test_a_site_may_have_no_validators(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day, 3)
    assert day.desk.answer(site, page.path, {}, 10.0).headers == {}


def test_a_site_that_lies_answers_304_after_an_edit(make_day: MakeDay) -> None:
    day = make_day(troubles=frozenset({"lies"}))
    site, page = first(day, 4)
    assert site.lies
    etag = day.desk.answer(site, page.path, {}, 10.0).headers["ETag"]
    day.world.edit(60.0, page, "append", 1)
    assert day.desk.answer(site, page.path, {"If-None-Match": etag}, 61.0).status == 304
    assert day.desk.answer(site, page.path, {}, 61.0).version == 1
    assert next(line for line in day.lines() if line["what"] == "site" and line["lies"])["name"] == site.name


def test_a_bad_date_in_a_request_is_no_condition(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day)
    assert day.desk.answer(site, page.path, {"If-Modified-Since": "yesterday"}, 10.0).status == 200


def test_a_page_can_go_and_come_back(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day)
    day.world.take_away(10.0, page, 20.0, 410)
    assert [day.desk.answer(site, page.path, {}, at).status for at in (15.0, 25.0)] == [410, 200]


def test_a_page_can_move(make_day: MakeDay) -> None:
    day = make_day()
    for number in (0, 2):
        site, page = first(day, number)
        old, old_path = day.world.url(page), page.path
        day.world.move(10.0, page)
        answer = day.desk.answer(site, old_path, {}, 11.0)
        assert (answer.status, answer.headers["Location"]) == (301, page.path)
        assert day.desk.answer(site, page.path, {}, 11.0).status == 200
        assert day.lines()[-1]["old_url"] == old


def test_a_site_can_go_down_and_come_back(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day)
    day.world.go_down(10.0, site, 20.0, resets=False)
    down = day.desk.answer(site, page.path, {}, 15.0)
    assert (down.status, down.headers["Retry-After"]) == (503, "5")
    day.world.go_down(20.0, site, 30.0, resets=True)
    assert day.desk.answer(site, page.path, {}, 25.0).resets
    assert day.desk.answer(site, page.path, {}, 35.0).status == 200
    assert day.desk.answer(site, "/robots.txt", {}, 25.0).status == 200


def test_a_redate_changes_dates_only(make_day: MakeDay) -> None:
    day = make_day()
    _, page = first(day)
    before = day.desk.html(page, 60.0)
    day.world.redate(59.0, page)
    after = day.desk.html(page, 60.0)
    assert page.version == 0
    assert (day.ledger.time(59.0) in before, day.ledger.time(59.0) in after) == (False, True)


def test_a_link_to_a_page_that_is_no_longer_there_says_200(make_day: MakeDay) -> None:
    day = make_day(troubles=frozenset({"stale_links"}))
    site = day.world.sites[0]
    assert STALE_PATH.encode() in day.desk.answer(site, site.feed_url.removeprefix(site.origin), {}, 1.0).body
    answer = day.desk.answer(site, STALE_PATH, {}, 1.0)
    assert answer.status == 200
    assert b"Page not found" in answer.body
    assert day.desk.answer(site, "/nothing", {}, 1.0).status == 404


def test_a_feed_may_link_to_what_robots_may_not_fetch(make_day: MakeDay) -> None:
    day = make_day(troubles=frozenset({"forbidden"}))
    site = day.world.sites[1]
    assert b"/private/not-for-robots" in day.desk.answer(site, site.feed_url.removeprefix(site.origin), {}, 1.0).body


def test_robots_are_told_what_not_to_fetch_and_where_the_sitemap_is(make_day: MakeDay) -> None:
    day = make_day()
    text = day.desk.answer(day.world.sites[0], "/robots.txt", {}, 1.0).body.decode()
    assert "Disallow: /private/" in text
    assert f"Sitemap: {day.world.sites[0].origin}/sitemap-index.xml" in text


def listed(day: Day, site: Site, kind: str) -> list[str]:
    """Return the addresses in a feed."""
    body = day.desk.answer(site, FEED_PATHS[kind], {}, 1.0).body  # type: ignore[index]
    if kind == "json":
        return [item["url"] for item in orjson.loads(body)["items"]]
    if kind in ("rss", "atom"):
        parsed = feedparser.parse(body)
        assert not parsed.bozo
        assert all(entry.title and entry.id and entry.published_parsed for entry in parsed.entries)
        return [entry.link for entry in parsed.entries]
    if kind == "sitemap":
        return [str(loc.text) for loc in etree.fromstring(body).iter(LOC)]
    if kind == "index":
        parts = [str(loc.text).removeprefix(site.origin) for loc in etree.fromstring(body).iter(LOC)]
        bodies = [gzip.decompress(day.desk.answer(site, part, {}, 1.0).body) for part in parts]
        return [str(loc.text) for part in bodies for loc in etree.fromstring(part).iter(LOC)]
    return [str(link) for link in etree.HTML(body).xpath("//li/a/@href")]


@pytest.mark.parametrize("kind", FEED_PATHS)
def test_every_kind_of_feed_lists_the_pages_of_its_site(make_day: MakeDay, kind: str) -> None:
    day = make_day()
    for site in day.world.sites:
        wanted = {day.world.url(day.world.pages[number]) for number in site.pages}
        assert {address.canonical(url) for url in listed(day, site, kind)} == wanted


@pytest.mark.parametrize("kind", FEED_PATHS)
def test_every_address_in_a_feed_leads_to_its_page(make_day: MakeDay, kind: str) -> None:
    day = make_day()
    for site in day.world.sites:
        for url in listed(day, site, kind):
            answer = day.desk.answer(site, url.removeprefix(site.origin), {}, 1.0)
            assert (answer.status, answer.page) == (200, address.canonical(url))


def test_addresses_in_the_ledger_are_canonical(make_day: MakeDay) -> None:
    for line in make_day().lines():
        if "page" in line:
            assert address.page_of(line["url"]).url == line["url"]
            assert address.page_of(line["url"]).id == line["page"]


def test_a_feed_that_is_keyed_anew_has_other_guids_and_the_same_addresses(make_day: MakeDay) -> None:
    day = make_day()
    site = day.world.sites[0]
    before = feedparser.parse(day.desk.answer(site, "/feed.xml", {}, 1.0).body).entries
    day.world.rekey(5.0, site)
    after = feedparser.parse(day.desk.answer(site, "/feed.xml", {}, 6.0).body).entries
    assert [entry.link for entry in before] == [entry.link for entry in after]
    assert not {entry.id for entry in before} & {entry.id for entry in after}


def test_a_feed_shows_the_new_headline_and_when_it_was_changed(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day, 1)
    etag = day.desk.answer(site, "/atom.xml", {}, 1.0).headers["ETag"]
    day.world.edit(60.0, page, "headline", 3)
    answer = day.desk.answer(site, "/atom.xml", {"If-None-Match": etag}, 61.0)
    entry = next(one for one in feedparser.parse(answer.body).entries if page.path in one.link)
    assert entry.title == day.world.text(page).headline
    assert entry.updated > entry.published


def test_dates_in_headers_are_those_of_the_last_edit(make_day: MakeDay) -> None:
    day = make_day()
    site, page = first(day)
    day.world.edit(60.0, page, "append", 3)
    shown = day.desk.answer(site, page.path, {}, 61.0).headers["Last-Modified"]
    assert parsedate_to_datetime(shown).timestamp() == int(day.desk.started + 60.0)
