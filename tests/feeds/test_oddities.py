"""Feeds and pages after defects that stand in the world: each file, and what is made of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from streams.feeds import Document, parse
from streams.feeds.documents import FeedItem
from streams.feeds.pages import recognise

FOLDER = Path(__file__).with_name("oddities")
PAGES = FOLDER / "pages"
ASKED = "https://gazette.example/2026/ferry-fares"


def table(folder: Path) -> dict[str, dict[str, Any]]:
    return tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))


def item(line: str) -> FeedItem:
    fields = [field.strip() or None for field in f"{line} ||||".split("|")]
    assert fields[0]
    return FeedItem(fields[0], *fields[1:5])


def expected(case: dict[str, Any]) -> Document:
    return Document(
        case["kind"],
        case.get("title"),
        tuple(item(line) for line in case.get("items", ())),
        tuple(case.get("feeds", ())),
        case.get("hub"),
        case.get("self_url"),
        case.get("interval_seconds"),
        case.get("fault"),
        case.get("skipped", 0),
    )


@pytest.mark.parametrize(("name", "case"), table(FOLDER).items(), ids=table(FOLDER).keys())
def test_a_feed_is_read_whatever_is_wrong_with_it(name: str, case: dict[str, Any]) -> None:
    body = (FOLDER / name).read_bytes()
    content_type = case.get("content_type", "application/rss+xml")
    found = parse(body, content_type, case.get("url", "https://gazette.example/feed.xml"))
    assert found == expected(case), case["why"]


@pytest.mark.parametrize(("name", "case"), table(PAGES).items(), ids=table(PAGES).keys())
def test_a_page_that_is_no_article_is_told_in_words(name: str, case: dict[str, Any]) -> None:
    found = recognise(
        case.get("status", 200),
        ASKED,
        case.get("final_url", ASKED),
        case.get("content_type", "text/html; charset=utf-8"),
        (PAGES / name).read_bytes(),
    )
    assert (found.kind if found else None) == case.get("kind"), case["why"]
    assert found is None or found.message.endswith(("run", "none", "wall)", "article", "well", "text"))


@pytest.mark.parametrize("folder", [FOLDER, PAGES])
def test_each_file_has_its_expectation_and_its_reason(folder: Path) -> None:
    files = {file.name for file in folder.iterdir() if file.is_file()} - {"expected.toml"}
    assert files == set(table(folder))
    assert all(case["why"] for case in table(folder).values())


def test_there_are_at_least_sixty_feeds_and_pages() -> None:
    assert len(table(FOLDER)) + len(table(PAGES)) >= 60
