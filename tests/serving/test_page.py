"""The pages as they are sent, without a browser: what is on them, and that nothing in an article acts."""

from __future__ import annotations

import html
import re
from typing import Any

import lxml.html
import pytest
from aiohttp.test_utils import TestClient, TestServer
from lxml import etree

from streams import topology
from streams.archive import Archive, Filters, revisions
from streams.serving import page_words
from streams.serving.app import create_app
from streams.serving.page_markup import STATIC, asset, outward, redline
from streams.serving.settings import ServeSettings
from streams.text.redline import Piece
from tests.archive.river import golden
from tests.serving import hostile

Client = TestClient[Any, Any]
OwnClient = tuple[Client, Archive]


async def shown(client: Client, path: str, status: int = 200) -> Any:
    answer = await client.get(path)
    text = await answer.text()
    assert answer.status == status, text
    assert answer.content_type == "text/html"
    return lxml.html.document_fromstring(text)


def all_revisions(archive: Archive, **filters: Any) -> list[Any]:
    return archive.ask(revisions.find, Filters(**filters), revisions.Bounds(), 1_000)


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


async def test_the_list_goes_on_by_links_and_shows_every_revision_once(client: Client, archive: Archive) -> None:
    path, seen = "/", []
    while path:
        page = await shown(client, path)
        seen += page.xpath("//li[contains(@class, 'entry')]/@id")
        path = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    expected = [f"r-{each.id}" for each in all_revisions(archive, basis="own_history")]
    assert seen == expected


async def test_filters_stand_in_the_url_and_mean_what_they_mean_in_the_api(client: Client) -> None:
    page = await shown(client, "/?kind=append&kind=revert&significance_min=0.1&q=the")
    said = {text_of(each) for each in page.xpath("//span[contains(@class, 'kind')]")}
    assert said == {"Added at the end", "Changed back"}
    checked = page.xpath("//input[@type='checkbox'][@checked]/@value")
    assert checked == ["append", "revert"]
    api = await (
        await client.get("/api/v1/revisions?kind=append&kind=revert&significance_min=0.1&q=the&basis=own_history")
    ).json()
    assert page.xpath("//li[contains(@class, 'entry')]/@id") == [f"r-{each['id']}" for each in api["items"][:30]]
    (events,) = page.xpath("//body/@data-events")
    assert events.startswith(
        "/api/v1/events?kind=append&kind=revert&significance_min=0.1&q=the&basis=own_history&after="
    )


async def test_a_filter_is_taken_away_by_a_link(client: Client) -> None:
    page = await shown(client, "/?kind=append&q=the")
    links = {text_of(each): each.get("href") for each in page.xpath("//a[@class='chip']")}
    assert links == {
        "Added at the end ×: remove this filter": "/?q=the",
        "“the” ×: remove this filter": "/?kind=append",
    }


async def test_what_a_form_sends_empty_is_left_out_of_the_url(client: Client) -> None:
    answer = await client.get("/?q=&site=&kind=append", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/?kind=append")


async def test_without_any_revision_the_page_says_what_to_do(own_client: OwnClient) -> None:
    assert "rowback run FEED" in text_of(await shown(own_client[0], "/"))


async def test_without_a_hit_the_page_says_what_to_do(client: Client) -> None:
    assert "No revision fits" in text_of(await shown(client, "/?q=airshipzeppelin"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?kind=corection", 400),
        ("/?q=%2A", 400),
        ("/?cursor=AAAA", 400),
        ("/?foo=1", 400),
        (f"/revisions/{'0' * 32}", 404),
        (f"/pages/{'0' * 32}", 404),
        ("/pages/nothing", 400),
        (f"/pages/{'0' * 32}/versions/1", 404),
        (f"/articles/{'0' * 32}", 404),
    ],
)
async def test_a_wrong_address_is_answered_by_a_page(client: Client, path: str, status: int) -> None:
    page = await shown(client, path, status)
    assert page.xpath("//h1")


async def test_only_what_is_newer_is_sent_to_a_list_that_is_open(own_client: OwnClient) -> None:
    client, archive = own_client
    messages = [message for message in golden() if message.topic == topology.REVISED]
    archive.add(messages[:10])
    (latest,) = (await shown(client, "/")).xpath("//body/@data-latest")
    archive.add(messages[10:30])
    text = await (await client.get(f"/?newer={latest}")).text()
    part = lxml.html.fragment_fromstring(text)
    newer = [each for each in all_revisions(archive, basis="own_history") if each.sequence > int(latest)]
    assert part.xpath("li/@id") == [f"r-{each.id}" for each in newer]
    assert int(part.get("data-latest")) > int(latest)


@pytest.mark.parametrize("view", ["inline", "sides"])
async def test_every_edit_of_every_revision_stands_on_its_page(client: Client, archive: Archive, view: str) -> None:
    for event in all_revisions(archive)[:: 3 if view == "inline" else 7]:
        page = await shown(client, f"/revisions/{event.id}?view={view}")
        numbers = {int(number) for number in page.xpath("//*[@data-edit]/@data-edit")}
        assert numbers == set(range(1, len(event.value["edits"]) + 1))
        identities = page.xpath("//@id")
        assert len(identities) == len(set(identities))
        targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
        assert set(targets) <= set(identities)


async def test_words_taken_out_and_put_in_are_told_to_those_who_do_not_see_them(
    client: Client, archive: Archive
) -> None:
    (event,) = [each for each in all_revisions(archive, basis="own_history") if "19 → 21" in _signals(each.value)]
    page = await shown(client, f"/revisions/{event.id}")
    assert "[removed: 19]" in text_of(page.xpath("//del[contains(., '19')]")[0])
    assert "[added: 21]" in text_of(page.xpath("//ins[contains(., '21')]")[0])
    assert "number 19 → 21, up" in text_of(page)


def _signals(value: dict[str, Any]) -> str:
    return "; ".join(words for edit in value["edits"] for words in page_words.signals(edit))


async def test_moved_sentences_lead_to_each_other(client: Client, archive: Archive) -> None:
    moved = [each for each in all_revisions(archive) if any(edit["op"] == "moved" for edit in each.value["edits"])]
    page = await shown(client, f"/revisions/{moved[0].id}")
    there, back = page.xpath("//a[@class='jump']/@href")
    assert page.get_element_by_id(there[1:]).tag == page.get_element_by_id(back[1:]).tag == "span"
    assert there != back


async def test_what_was_disregarded_is_there_on_demand(client: Client, archive: Archive) -> None:
    event = next(each for each in all_revisions(archive) if each.value["disregarded"]["noise"])
    page = await shown(client, f"/revisions/{event.id}")
    (details,) = page.xpath("//details[@class='noise']")
    assert details.get("open") is None
    assert event.value["disregarded"]["noise"][0]["text"][:40] in text_of(details)


async def test_copies_say_whether_they_carry_the_old_text(client: Client, archive: Archive) -> None:
    found = 0
    for event in all_revisions(archive, basis="own_history"):
        followers = (await (await client.get(f"/api/v1/revisions/{event.id}/followers")).json())["items"]
        if not followers:
            continue
        page = await shown(client, f"/revisions/{event.id}")
        told = [text_of(each) for each in page.xpath("//ul[@class='copies']//span[contains(@class, 'state')]")]
        assert [page_words.FOLLOWED[each["followed"]] in words for each, words in zip(followers, told, strict=True)]
        found += 1
        if found == 5:
            return
    assert found


async def test_of_what_only_moved_no_copy_is_said_to_lack_it(client: Client, archive: Archive) -> None:
    moved = [each for each in all_revisions(archive) if {edit["op"] for edit in each.value["edits"]} == {"moved"}]
    page = await shown(client, f"/revisions/{moved[0].id}")
    assert page.xpath("//ul[@class='copies']/li")
    assert not page.xpath("//span[contains(@class, 'state')]")


async def test_pages_versions_and_articles_are_shown(client: Client, archive: Archive) -> None:
    event = all_revisions(archive, basis="own_history")[0]
    page = await shown(client, f"/pages/{event.value['page']}")
    assert page.xpath(f"//li[@id='r-{event.id}']")
    (article,) = {href for href in page.xpath("//a/@href") if href.startswith("/articles/")}
    assert page.xpath("//ol[@class='timeline']/li")
    assert (await shown(client, article)).xpath(f"//li[@id='r-{event.id}']")
    version = await shown(client, f"/pages/{event.value['page']}/versions/1")
    assert "Version 1 as captured" in text_of(version)


async def test_who_has_a_page_already_is_told_so(client: Client) -> None:
    for path in ("/", "/?kind=append", "/static/page.css"):
        tag = (await client.get(path)).headers["ETag"]
        assert (await client.get(path, headers={"If-None-Match": tag})).status == 304


async def test_where_a_token_is_asked_for_a_browser_is_let_in_by_a_form(archive: Archive) -> None:
    token = "a long enough token"  # noqa: S105 - of this test only
    async with TestClient(TestServer(create_app(archive, ServeSettings(token=token)))) as guarded:
        asked = await guarded.get("/", headers={"Accept": "text/html"}, allow_redirects=False)
        assert (asked.status, asked.headers["Location"]) == (303, "/enter")
        assert (await guarded.get("/", headers={"Accept": "*/*"})).status == 401
        assert (await shown(guarded, "/enter")).xpath("//input[@type='password']")
        assert (await guarded.get("/static/page.css")).status == 200
        assert (await guarded.post("/enter", data={"token": "a wrong guess, long"})).status == 403
        assert (await guarded.get("/", headers={"Accept": "*/*"})).status == 401
        let_in = await guarded.post("/enter", data={"token": token}, allow_redirects=False)
        assert (let_in.status, let_in.headers["Location"]) == (303, "/")
        assert {"HttpOnly", "SameSite=Lax"} <= set(let_in.headers["Set-Cookie"].split("; "))
        assert (await guarded.get("/")).status == 200


async def test_a_page_lets_in_nothing_but_its_own_files(client: Client) -> None:
    answer = await client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    text = await answer.text()
    addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert all(each.startswith(("/", "#")) for each in addresses)
    assert " style=" not in text
    for name in re.findall(r'"(/static/[^"]+)"', text):
        answer = await client.get(html.unescape(name))
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
    assert (await client.get("/static/../page.py")).status == 404


@pytest.mark.parametrize("words", hostile.WORDS, ids=range(len(hostile.WORDS)))
async def test_hostile_words_show_as_text(own_client: OwnClient, words: str) -> None:
    client, archive = own_client
    archive.add(hostile.said(words))
    (event,) = all_revisions(archive)
    page_id = event.value["page"]
    for path in (
        "/",
        f"/revisions/{event.id}",
        f"/revisions/{event.id}?view=sides",
        f"/pages/{page_id}",
        f"/pages/{page_id}/versions/2",
        f"/articles/{page_id}",
    ):
        text = await (await client.get(path)).text()
        assert not hostile.SIGNS & set(text)
        page = lxml.html.document_fromstring(text)
        assert len(page.xpath("//script")) == 1
        assert not page.xpath("//@onerror | //@onload | //main//svg | //main//img | //x")
        assert all(href.startswith(("/", "#", "http")) for href in page.xpath("//a/@href"))
        assert len(page.xpath("//title")) == 1
        assert "Ferry" in text_of(page)


def test_only_web_addresses_become_links() -> None:
    assert "<a" not in outward("javascript:alert(1)")
    assert "<a" not in outward("data:text/html,<b>")
    assert '<a href="https://a.example/?a=1&amp;b=2"' in outward("https://a.example/?a=1&b=2")


def test_a_line_break_in_a_change_stays_one() -> None:
    assert "one\ntwo" in redline([Piece("in", "one\ntwo")])


def test_words_name_direction_and_place() -> None:
    assert page_words.signal({"type": "number", "old": "12", "new": "19", "direction": "up"}) == "number 12 → 19, up"
    assert page_words.signal({"type": "name", "old": None, "new": "Ida"}) == "name Ida put in"
    assert page_words.signal({"type": "quote", "old": "a" * 99, "new": "b"}) == "quote altered"
    assert page_words.between("2026-03-01T08:00:00Z", "2026-03-01T10:10:00Z") == "2 h 10 min later"
    assert page_words.moment("2026-03-01T08:00:00Z") == "1 March 2026, 08:00"
    assert page_words.grade(0.0) == "slight"
    assert page_words.kind("something_new") == "Something new"


def test_the_static_files_fetch_nothing_from_elsewhere() -> None:
    for name in STATIC:
        found = re.findall(
            rb"(?:https?:)?//[a-z0-9.]+\.[a-z]{2,}", asset(name).replace(b"http://www.w3.org/2000/svg", b"")
        )
        assert not found
    etree.fromstring(asset("icon.svg"))
