"""No bytes raise, and none cost more than their share."""

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.feeds import parse
from streams.feeds.documents import ITEMS_MAX, SITEMAP_BYTES_MAX, SITEMAP_ITEMS_MAX
from streams.feeds.links import resolved
from streams.feeds.pages import recognise
from streams.feeds.wording import moment, plain_title
from streams.web import address
from streams.web import time as times

URL = "https://gazette.example/feed.xml"
SAMPLES = sorted(file for file in Path(__file__).with_name("oddities").iterdir() if file.suffix != ".toml")
SAMPLES = [file for file in SAMPLES if file.is_file() and file.stat().st_size < 20_000]
PIECES = [
    "<rss>", "<rss", "version=\"2.0\">", "</rss>", "<channel>", "<item>", "</item>", "<feed>", "<entry>",
    "</entry>", "<link>", "</link>", "<link", "href=\"/a\"/>", "<title>", "</title>", "<guid>", "<![CDATA[", "]]>",
    "<!--", "-->", "<!DOCTYPE", "[", "]>", "<?xml", "?>", "&", "&amp;", "&#0;", "&x;", "<urlset>", "<url>", "<loc>",
    "</loc>", "</url>", "<opml>", "<outline", "xmlUrl=\"/f\"/>", "<html>", "<noscript>", "<script>", "</script>",
    "{", "\"items\":", "[", "]", "}", ",", "\x00", "\ufffd", "https://a.b/", "http://[", "javascript:x", "\ufeff",
    "\xe9", "<a:b", "xmlns:a=\"\">", "<sitemapindex>", "<sitemap>", "2026-03-01", "Mon,", "01",
]  # fmt: skip


@given(
    st.binary(max_size=500), st.sampled_from(["", "text/html", "application/xml; charset=utf-16", "x; charset=\x00"])
)
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    parse(body, content_type, URL)
    recognise(200, URL, "https://gazette.example/", content_type, body)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_markup_raises(pieces: list[str]) -> None:
    body = " ".join(pieces).encode("utf-8", "surrogatepass")
    found = parse(body, "", URL)
    recognise(200, URL, URL, "", body)
    for item in found.items:
        assert address.canonical(item.url)
        assert item.url.startswith(("http://", "https://"))


@settings(max_examples=300)
@given(st.sampled_from(SAMPLES), st.integers(0, 20_000), st.binary(max_size=3), st.integers(0, 30))
def test_no_damage_raises(sample: Path, at: int, put: bytes, drop: int) -> None:
    body = sample.read_bytes()
    at %= len(body) + 1
    parse(body[:at] + put + body[at + drop :], "application/xml", URL)


@given(st.sampled_from(SAMPLES), st.integers(0, 20_000))
def test_what_is_cut_off_gives_only_items_that_the_whole_has(sample: Path, at: int) -> None:
    """An address that is cut off is another address: it is left for the next look."""
    body = sample.read_bytes()
    if sample.suffix == ".gz" or b"\x00" in body or sample.name == "cdata_not_closed.xml":
        return
    whole = {item.url for item in parse(body, "", URL).items}
    cut = parse(body[: at % (len(body) + 1)], "", URL)
    if sample.suffix != ".txt":
        assert {item.url for item in cut.items} <= whole


@given(st.text(max_size=80), st.text(max_size=30))
def test_a_link_is_a_whole_web_address_or_none(link: str, base: str) -> None:
    for where in (URL, base):
        found = resolved(link, where)
        if found is not None:
            assert found.isascii()
            assert resolved(found, "") == found
            assert "@" not in found.partition("://")[2].partition("/")[0]


@given(st.text(max_size=60))
def test_a_date_is_rfc_3339_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or times.normalise(found, day_allowed=True) == found


@given(st.text(max_size=200))
def test_a_title_is_one_line_or_none(text: str) -> None:
    found = plain_title(text)
    assert found is None or (found == " ".join(found.split()) and found)


def test_ten_thousand_items_are_taken_and_no_more() -> None:
    items = "".join(f"<item><title>Story {n}</title><link>/2026/{n}</link></item>" for n in range(ITEMS_MAX + 50))
    found = parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "", URL)
    assert len(found.items) == ITEMS_MAX
    assert found.items[-1].url == f"https://gazette.example/2026/{ITEMS_MAX - 1}"


def test_a_sitemap_ends_where_its_protocol_ends() -> None:
    pages = "".join(f"<url><loc>https://gazette.example/{n}</loc></url>" for n in range(SITEMAP_ITEMS_MAX + 10))
    found = parse(f"<urlset>{pages}</urlset>".encode(), "", URL)
    assert len(found.items) == SITEMAP_ITEMS_MAX
    assert found.fault == "only the first 50,000 pages of this sitemap were taken"


def test_a_bomb_is_not_unpacked() -> None:
    found = parse(gzip.compress(b" " * (SITEMAP_BYTES_MAX + 1)), "", URL)
    assert found.fault == "this is larger than 50 MiB"


HOSTILE = {
    "nested": ("<a>", "<rss><channel>", ""),
    "sitemap nested": ("<url>", "<urlset>", ""),
    "items that never end": ("<item><title>x", "<rss><channel>", ""),
    "CDATA that never ends": ("<![CDATA[", "<rss><channel><item><title>", ""),
    "comments that never end": ("<!--", "<rss><channel><item><title>", ""),
    "comments before": ("<!-- <rss> -->", "", "<rss/>"),
    "document types": ("<!DOCTYPE x [", "", "<rss/>"),
    "ampersands": ("&", "<rss><channel><item><title>", "</title></item></channel></rss>"),
    "attributes": (" a=1", "<rss", "></rss>"),
    "outlines": ("<outline>", "<opml>", ""),
    "links of a page": ('<link rel="alternate" ', "<html>", ""),
    "scripts of a page": ("<script>", "<html>", ""),
    "titles of a page": ("<title", "<html>", ""),
    "spaces in a link": (" \t", "<rss><channel><item><link>a", "b</link></item></channel></rss>"),
    "line breaks": ("\n", "<rss><channel><item><link>a", "b</link></item></channel></rss>"),
    "brackets": ("[", '{"items":', ""),
    "angles": ("<", "<html>", ""),
    "words of consent": ("accept javascript cookies enable ", "<html><body>", ""),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_cost_grows_with_the_size_and_no_faster(kind: str) -> None:
    piece, before, after = HOSTILE[kind]

    def seconds(pieces: int) -> float:
        body = (before + piece * pieces + after).encode()
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            parse(body, "", URL)
            recognise(200, URL, URL, "text/html", body)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(5_000), seconds(20_000)
    # Four times the size; quadratic would be sixteen times the time.
    assert large < 9 * small + 0.05
