"""Feeds out, read as feed readers read them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest
from aiohttp.test_utils import TestClient
from lxml import etree

from streams import topology
from streams.archive import Archive, Filters, revisions
from streams.serving import feeds_paging
from streams.serving.feeds import Modified
from tests.archive.river import golden
from tests.serving import hostile

Client = TestClient[Any, Any]
OwnClient = tuple[Client, Archive]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


async def atom(client: Client, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status == 200, await answer.text()
    assert answer.content_type == "application/atom+xml"
    return etree.fromstring(await answer.read())


def links(element: Any, rel: str) -> list[str]:
    found: list[str] = element.xpath(f"a:link[@rel='{rel}']/@href", namespaces=ATOM)
    return found


def ids_of(document: Any) -> list[str]:
    found: list[str] = document.xpath("a:entry/a:id/text()", namespaces=ATOM)
    return [each.rpartition(":")[2] for each in found]


async def walk(client: Client, path: str) -> tuple[list[list[str]], list[str]]:
    """Return the ids of each document from the newest back, and the addresses they came from."""
    documents, addresses = [], []
    while path:
        document = await atom(client, path)
        documents.append(ids_of(document))
        addresses.append(path)
        path = path_of(next(iter(links(document, "prev-archive")), ""))
    return documents, addresses


def wanted(archive: Archive, **filters: Any) -> list[str]:
    return [each.id for each in archive.ask(revisions.find, Filters(**filters), revisions.Bounds(), 10_000)]


@pytest.mark.parametrize("query", ["", "?basis=own_history", "?kind=append&kind=revert", "?site=gullhaven.example"])
async def test_paging_gives_every_revision_once(client: Client, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_paging, "BLOCK", 16)
    monkeypatch.setattr(feeds_paging, "NEWEST_MIN", 5)
    documents, _ = await walk(client, f"/revisions.atom{query}")
    api = f"/api/v1/revisions{query}{'&' if query else '?'}limit=200"
    expected: list[str] = []
    path: str | None = api
    while path is not None:
        answer = await (await client.get(path)).json()
        expected += [each["id"] for each in answer["items"]]
        path = f"{api}&cursor={answer['next']}" if answer["next"] else None
    assert [each for document in documents for each in document] == expected


async def test_a_poller_that_stops_at_a_known_document_misses_nothing(
    own_client: OwnClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 5005: follow prev-archive until a document that was read before."""
    monkeypatch.setattr(feeds_paging, "BLOCK", 8)
    monkeypatch.setattr(feeds_paging, "NEWEST_MIN", 3)
    client, archive = own_client
    messages = [message for message in golden() if message.topic == topology.REVISED]
    seen: set[str] = set()
    known: set[str] = set()
    for start in range(0, 110, 23):
        archive.add(messages[start : start + 23])
        path = "/revisions.atom"
        while path and path not in known:
            document = await atom(client, path)
            seen |= set(ids_of(document))
            known |= {path} - {"/revisions.atom"}
            path = path_of(next(iter(links(document, "prev-archive")), ""))
        assert seen == set(wanted(archive))


async def test_an_archive_document_stays_as_it_is(own_client: OwnClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_paging, "BLOCK", 8)
    monkeypatch.setattr(feeds_paging, "NEWEST_MIN", 3)
    client, archive = own_client
    messages = [message for message in golden() if message.topic == topology.REVISED]
    archive.add(messages[:60])
    _, addresses = await walk(client, "/revisions.atom")
    old = await (await client.get(addresses[3])).read()
    archive.add(messages[60:])
    assert await (await client.get(addresses[3])).read() == old
    document = etree.fromstring(old)
    assert document.xpath("boolean(//*[local-name()='archive'])")
    assert path_of(links(document, "current")[0]) == "/revisions.atom"
    assert path_of(links(document, "next-archive")[0]) == addresses[2]


async def test_a_document_of_an_archive_made_anew_is_gone(client: Client) -> None:
    assert (await client.get("/revisions.atom?archive=000000000000-1")).status == 410
    assert (await client.get("/revisions.atom?archive=x")).status == 400
    assert (await client.get("/revisions.json?kind=corection")).status == 400


async def test_an_entry_has_a_stable_id_its_time_and_its_versions(client: Client, archive: Archive) -> None:
    document = await atom(client, "/revisions.atom")
    (event,) = archive.ask(revisions.find, Filters(), revisions.Bounds(), 1)
    entry = document.find("a:entry", ATOM)
    value = event.value
    assert entry.findtext("a:id", namespaces=ATOM) == f"urn:rowback:revision:{event.id}"
    assert entry.findtext("a:updated", namespaces=ATOM) == value["captured_at"]
    for rel, side in (("predecessor-version", "from"), ("successor-version", "to")):
        (href,) = links(entry, rel)
        assert urlsplit(href).path == f"/pages/{value[side]['page']}/versions/{value[side]['version']}"
    for rel in ("alternate", "predecessor-version", "successor-version", "latest-version", "version-history"):
        (href,) = links(entry, rel)
        assert (await client.get(path_of(href))).status == 200


@pytest.mark.parametrize("path", ["/revisions.atom", "/revisions.atom?kind=append"])
async def test_a_feed_reader_takes_it(client: Client, path: str) -> None:
    """feedparser, with its sanitizer: ins and del are still there."""
    found = feedparser.parse(await (await client.get(path)).read())
    assert not found.bozo
    assert found.entries
    assert all(entry.id and entry.title and entry.updated_parsed and entry.link for entry in found.entries)
    content = "".join(entry.content[0].value for entry in found.entries)
    assert "<ins>" in content
    assert path != "/revisions.atom" or "<del>" in content


async def test_without_tags_exchanged_words_stand_apart(client: Client) -> None:
    document = await atom(client, "/revisions.atom?site=gullhaven.example&basis=own_history")
    content = document.xpath("string(a:entry/a:content)", namespaces=ATOM)
    assert "19 21" in lxml.html.fromstring(content).text_content()
    assert "[-19-]{+21+}" in document.xpath("string(a:entry/a:summary)", namespaces=ATOM)


async def test_the_json_feed_says_the_same(client: Client) -> None:
    answer = await client.get("/revisions.json?basis=own_history")
    assert answer.content_type == "application/feed+json"
    feed = await answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"].rpartition(":")[2] for item in feed["items"]] == ids_of(
        await atom(client, "/revisions.atom?basis=own_history")
    )
    for item in feed["items"]:
        assert item["title"]
        assert item["content_html"]
        assert item["date_published"].endswith("Z")
    assert urlsplit(feed["feed_url"]).query == "basis=own_history"


async def test_the_json_feed_leads_on_to_what_is_older(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_paging, "BLOCK", 32)
    monkeypatch.setattr(feeds_paging, "NEWEST_MIN", 5)
    path, seen = "/revisions.json", []
    while path:
        feed = await (await client.get(path)).json()
        seen += [item["_rowback"]["id"] for item in feed["items"]]
        path = path_of(feed.get("next_url", ""))
    assert seen == wanted(archive)


@pytest.mark.parametrize("path", ["/revisions.atom", "/revisions.json?kind=append"])
async def test_who_has_it_already_is_told_so(own_client: OwnClient, path: str) -> None:
    client, archive = own_client
    messages = [message for message in golden() if message.topic == topology.REVISED]
    archive.add(messages[:100])
    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    archive.add(messages[100:])
    changed = await client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status == 200


def test_since_when_a_feed_is_unchanged_is_told_only_when_that_is_certain() -> None:
    now = 100.0
    modified = Modified(lambda: now)
    assert modified.since("/a", "one") is None
    now = 101.5
    assert modified.since("/a", "one") == 100
    assert modified.since("/a", "two") is None
    now = 109.0
    assert modified.since("/a", "two") == 101


async def test_if_modified_since_is_obeyed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/revisions.atom?kind=rewrite"
    clock = [1_000_000_000.0]
    monkeypatch.setattr("streams.serving.feeds.Modified.since", lambda *_: int(clock[0]))
    date = (await client.get(path)).headers["Last-Modified"]
    assert (await client.get(path, headers={"If-Modified-Since": date})).status == 304
    clock[0] += 1
    assert (await client.get(path, headers={"If-Modified-Since": date})).status == 200
    assert (await client.get(path, headers={"If-Modified-Since": "yesterday"})).status == 200
    assert (await client.get(path, headers={"If-Modified-Since": date, "If-None-Match": '"x"'})).status == 200


@pytest.mark.parametrize("words", hostile.WORDS, ids=range(len(hostile.WORDS)))
async def test_hostile_words_are_text_in_feeds(own_client: OwnClient, words: str) -> None:
    client, archive = own_client
    archive.add(hostile.said(words))
    document = await atom(client, "/revisions.atom")
    (item,) = (await (await client.get("/revisions.json")).json())["items"]
    for content in (document.xpath("string(a:entry/a:content)", namespaces=ATOM), item["content_html"]):
        assert not hostile.SIGNS & set(content)
        found = lxml.html.fragment_fromstring(content, create_parent=True)
        tags = {element.tag for element in found.iter()}
        assert tags <= {"div", "p", "strong", "blockquote", "ins", "del", "a", "br"}
        assert all(set(element.attrib) <= {"dir", "href"} for element in found.iter())
    assert not hostile.SIGNS & set(item["content_text"] + item["title"])
