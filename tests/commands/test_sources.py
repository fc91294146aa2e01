"""What is polled, in words; and what is made of an address."""

from pathlib import Path

import orjson
import pytest
from rich.console import Console

from streams.commands import sources
from streams.commands.sources_check import judge
from streams.fetching import Answer, Fault
from streams.hosts.poll_inspecting import Polled
from streams.polling.records import NEVER, Feed, Page, Site
from tests.commands.newsroom import run

NOW = 1_790_000_000.0
FEED = "https://morgenblatt.example/feed.xml"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Morgenblatt</title>
<item><title>Crane stands still</title><link>https://morgenblatt.example/crane</link><guid>1</guid></item>
</channel></rss>"""
ARTICLE = (
    "<html><body><article><h1>Crane stands still</h1>"
    + "".join(
        f"<p>The crane in the harbour of Selkby has stood still for {n} days, a foreman said.</p>" for n in range(9)
    )
    + "</article></body></html>"
).encode()


def known() -> Polled:
    feed = Feed(FEED, "morgenblatt.example", NOW, 7, NOW - 240, NOW + 600, 200, kind="feed", items=12)
    broken = Feed("https://abendpost.example/rss", "abendpost.example", NOW, fault="it is no XML", failures=3)
    page = Page("https://morgenblatt.example/crane", "morgenblatt.example", NOW, 9, NOW - 60, NOW + 90, 200, edits=2)
    gone = Page("https://morgenblatt.example/ship", "morgenblatt.example", NOW, 9, NOW - 60, NEVER, 404)
    return Polled(
        {"1": feed, "2": broken}, {"3": page, "4": gone}, {"morgenblatt.example": Site("morgenblatt.example")}
    )


def test_feeds_sites_and_pages_are_told_in_words() -> None:
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123 - rich keeps it
    sources.show(console, known(), True, NOW)
    text = console.export_text()
    for words in ("4 min ago", "in 10 min", "it is no XML (3 times)", "gone (404)", "9 times", "2 feeds, 2 pages"):
        assert words in text


def test_the_same_for_machines() -> None:
    value = sources.as_value(known(), pages=True)
    assert [feed["fault"] for feed in value["feeds"]] == ["it is no XML", None]
    assert value["sites"][0] | {"site": "morgenblatt.example", "pages": 2, "edits": 2} == value["sites"][0]
    assert {page["next_look"] for page in value["pages"]} == {"2026-09-21T14:14:50Z", None}
    orjson.dumps(value)


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (Answer(FEED, FEED, 200, content_type="application/rss+xml", body=RSS), {"kind": "feed", "entries": 1}),
        (Answer(FEED, FEED, 200, content_type="text/html", body=ARTICLE), {"kind": "page", "usable": True}),
        (Answer(FEED, FEED, 200, content_type="text/html", body=b"<html><div id=app></div>"), {"usable": False}),
        (Answer(FEED, FEED, 404), {"usable": False, "fault": "the server answered 404"}),
        (Answer(FEED, FEED, fault=Fault("robots", "robots.txt forbids it")), {"fault": "robots.txt forbids it"}),
    ],
)
def test_an_address_is_explained(answer: Answer, part: dict[str, object]) -> None:
    value = judge(FEED, answer)
    assert value | part == value
    sources_check_prints(value)


def sources_check_prints(value: dict[str, object]) -> None:
    from streams.commands.sources_check import show

    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123 - rich keeps it
    show(console, value)
    assert console.export_text().strip()


def test_a_page_that_needs_a_script_or_a_login_is_said_to() -> None:
    pages = {
        b"<html><div id=app></div><script src=/app.js></script>": "JavaScript",
        b"<html><p>Please log in</p><form><input name=p type=password></form>": "login",
    }
    for page, word in pages.items():
        value = judge(FEED, Answer(FEED, FEED, 200, content_type="text/html", body=page))
        assert word in value["no_article"]


@pytest.mark.parametrize("command", ["poll", "run"])
def test_what_is_to_be_polled_must_be_named_and_be_sound(command: str, tmp_path: Path) -> None:
    nothing = run(command)
    assert nothing.exit_code == 2
    assert "--sources" in nothing.output
    broken = tmp_path / "sources.toml"
    broken.write_text("feedz = []")
    result = run(command, "--sources", str(broken))
    assert result.exit_code == 2
    assert "feedz" in result.output
