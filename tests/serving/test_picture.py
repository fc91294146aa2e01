"""The picture of a revision: one SVG file that shows words and does nothing."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from lxml import etree

from streams.archive import Archive, Filters, revisions
from streams.serving.picture import HEIGHT, MARGIN, TEXT_SIZES, WIDTH, broken, drawn
from streams.text.redline import Piece
from tests.serving import hostile

Client = TestClient[Any, Any]
SVG = {"s": "http://www.w3.org/2000/svg"}


def events(archive: Archive) -> list[Any]:
    return archive.ask(revisions.find, Filters(), revisions.Bounds(), 1_000)


async def test_every_revision_has_one_that_fits(client: Client, archive: Archive) -> None:
    for event in events(archive)[::5]:
        answer = await client.get(f"/revisions/{event.id}.svg")
        assert answer.status == 200
        assert answer.content_type == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        root = etree.fromstring(await answer.read())
        lines = root.findall("s:text", SVG)
        assert len(lines) >= 4
        assert all(0 < float(line.get("y")) < HEIGHT for line in lines)
        assert event.value["site"] in "".join(root.itertext())


async def test_it_is_named_where_a_link_is_shared(client: Client, archive: Archive) -> None:
    event = events(archive)[0]
    text = await (await client.get(f"/revisions/{event.id}")).text()
    assert f'property="og:image" content="http://127.0.0.1:{client.port}/revisions/{event.id}.svg"' in text


async def test_an_unknown_revision_has_none(client: Client) -> None:
    assert (await client.get(f"/revisions/{'0' * 32}.svg")).status == 404


def test_what_went_and_what_came_is_told_by_more_than_colour(archive: Archive) -> None:
    exchanged = [each for each in events(archive) if [e["op"] for e in each.value["edits"]] == ["edited"]]
    event = next(each for each in exchanged if each.value["edits"][0]["spans"][0]["op"] == "replace")
    text = drawn(event.value, "Ferry")
    assert 'text-decoration="line-through"' in text
    assert 'text-decoration="underline"' in text


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_lines_are_broken_before_the_edge_and_cut_with_an_ellipsis(size: int) -> None:
    text = "Captain Ida Brandt said that all of the seats were taken on the first crossing of the day. " * 9
    lines = broken([Piece("same", text)], size, 4)
    assert len(lines) == 4
    assert lines[-1][-1].text == "…"
    for line in lines:
        assert len("".join(word.text for word in line)) * size * 0.5 < WIDTH - MARGIN


def test_right_to_left_text_begins_at_the_right(archive: Archive) -> None:
    event = next(each for each in events(archive) if each.value["site"] == "tachana.example")
    assert 'direction="rtl"' in drawn(event.value, "הספרייה ברחוב הטחנה")


@pytest.mark.parametrize("words", hostile.WORDS, ids=range(len(hostile.WORDS)))
async def test_hostile_words_are_text_in_a_picture(own_client: tuple[Client, Archive], words: str) -> None:
    client, archive = own_client
    archive.add(hostile.said(words))
    body = await (await client.get(f"/revisions/{events(archive)[0].id}.svg")).read()
    assert not hostile.SIGNS & set(body.decode())
    root = etree.fromstring(body)
    assert {etree.QName(element).localname for element in root.iter()} <= {"svg", "title", "rect", "text", "tspan"}
    assert not any(name.startswith("on") or "href" in name for element in root.iter() for name in element.attrib)
