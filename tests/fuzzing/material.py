"""What is thrown at every way in: what is valid, what was damaged, and soup of the pieces that both are made of."""

from __future__ import annotations

import gzip
import io
from typing import Any

import orjson
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TEXT = st.text(max_size=200)
WORDS = st.sampled_from(
    [
        *("The ferry to Lindmoor is cancelled.", "Fares rise by 4 percent on 3 May.", "“Never,” she said.", "ago. 82"),
        *("Correction: an earlier version gave a wrong name.", "Read more", "Sign up to our newsletter", "\u00a0", "½"),
        *(
            "\ud83d\ude00 لا تراجع",
            "東京で。大阪で。",
            "\u202e\u200b",
            "a" * 3_000,
            "&amp;amp;",
            "\x00",
            "\ufffd",
            "\ufeff",
            "1" * 400,
        ),
    ]
)
PROSE = st.lists(WORDS | TEXT, max_size=12).map(" ".join)

TAGS = [
    "p",
    "div",
    "article",
    "h1",
    "h2",
    "table",
    "tr",
    "td",
    "li",
    "ul",
    "section",
    "figure",
    "figcaption",
    "a",
    "b",
    "script",
    "style",
    "template",
    "svg",
    "math",
    "select",
    "option",
    "title",
    "meta",
    "link",
    "html",
    "head",
    "body",
    "noscript",
    "textarea",
    "plaintext",
    "iframe",
    "form",
    "button",
    "blockquote",
    "time",
]
ATTRIBUTES = st.sampled_from(
    [
        *("", ' class="article-body"', ' href="/a#b"', ' href="http://[::1"', ' content="\x00"', " hidden", ' id="'),
        *(' property="og:title" content="x"', ' itemprop="articleBody"', ' style="display:none"', ' datetime="99"'),
        *(' type="application/ld+json"', ' rel="canonical" href="//"', ' name="date" content="2026-13-45"'),
    ]
)
LINKED = st.sampled_from(
    [
        *('{"@type":"NewsArticle","headline":[{}],"author":{"name":[1,null]}}', '{"@graph":[[[]]]}', "{", "[" * 500),
        *('{"@type":["NewsArticle"],"datePublished":99,"articleBody":{"a":1},"url":7}', "null", '"\\ud800"', "1e999"),
    ]
)


@st.composite
def _element(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    tag, attributes = draw(st.sampled_from(TAGS)), draw(ATTRIBUTES)
    ending = draw(st.sampled_from([f"</{tag}>", "", "</", f"</{tag}", "<!--", "<![CDATA["]))
    return f"<{tag}{attributes}>{draw(inside)}{ending}"


HTML = st.recursive(
    PROSE | LINKED.map('<script type="application/ld+json">{}</script>'.format),
    lambda inside: st.lists(_element(inside), max_size=5).map("".join),
    max_leaves=25,
)


@st.composite
def damaged(draw: st.DrawFn, source: st.SearchStrategy[bytes]) -> bytes:
    """Bytes with some of them cut, doubled, turned or put in."""
    raw = bytearray(draw(source))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(raw)))
        end = draw(st.integers(at, min(len(raw), at + 40)))
        raw[at:end] = draw(
            st.sampled_from([b"", bytes(raw[at:end]) * 2, b"\x00", b"\xff", b"<", b'"', b"\xf0\x9f"])
            | st.binary(max_size=6)
        )
    return bytes(raw)


URLS = (
    st.sampled_from(
        [
            *(
                "https://news.example/a",
                "https://news.example/b?utm_source=x&id=1",
                "http://user:pass@news.example:99999/",
                "",
            ),
            *(
                "https://xn--.example/",
                "https://" + "a" * 300 + ".example/",
                "http://[::1]/",
                "file:///etc/passwd",
                "//",
                "http://例え.jp/",
            ),
            *(
                "https://news.example/" + "%2f" * 900,
                "http://1.2.3.4:8/",
                "javascript:alert(1)",
                "https://news.example/\ud83d\ude00",
            ),
        ]
    )
    | TEXT
)
TIMES = (
    st.sampled_from(
        [
            *(
                "2026-03-01T08:00:00Z",
                "2026-03-01T08:00:00.123456789+05:30",
                "2026-02-30T00:00:00Z",
                "0001-01-01T00:00:00+14:00",
            ),
            *("9999-12-31T23:59:60Z", "2026-03-01", "now", "2026-03-02T08:00:00Z", "1969-01-01T00:00:00Z"),
        ]
    )
    | TEXT
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
BODIES = HTML | PROSE | HTML.map("<!doctype html><html><body><article>{}</article>".format)
CAPTURES = st.fixed_dictionaries(
    {"url": URLS, "captured_at": TIMES, "status": st.sampled_from([200, 200, 200, 404, 301, 500, 0, 99, 1e9])},
    optional={
        "body": BODIES, "content_type": st.sampled_from(["text/html", "text/plain", "image/png", "", "\x00"]),
        "event_id": TEXT, "final_url": URLS, "item": st.fixed_dictionaries({}, optional={"feed": URLS, "guid": TEXT}),
        "title": TEXT, "published_at": TIMES, "headers": st.dictionaries(TEXT, TEXT, max_size=2), "source": TEXT,
    },
)  # fmt: skip


def encoded(value: Any) -> bytes:
    """JSON as it may come: lone surrogates are escaped, as careless producers do."""
    try:
        return orjson.dumps(value)
    except (TypeError, orjson.JSONEncodeError):
        return repr(value).encode("utf-8", "surrogatepass")


@st.composite
def _spoiled(draw: st.DrawFn) -> dict[str, Any]:
    value: dict[str, Any] = dict(draw(CAPTURES))
    value[draw(st.sampled_from([*value, "more"]))] = draw(JSON)
    return value


RAW = (CAPTURES | _spoiled()).map(encoded) | damaged(CAPTURES.map(encoded)) | JSON.map(encoded) | st.binary(max_size=60)
ITEMS = st.lists(JSON | _spoiled(), max_size=3).map(lambda items: encoded({"items": items})) | RAW

RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><ttl>60</ttl><item><title>A &amp; B</title>'
    b"<link>https://news.example/a</link><guid>1</guid><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
    b"</channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><link rel="hub" href="https://hub.example/"/><entry><id>x</id>'
    b'<link href="/a"/><updated>2026-03-01T08:00:00Z</updated></entry></feed>'
)
SITEMAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://news.example/a</loc>'
    b"<lastmod>2026-03-01</lastmod></url></urlset>"
)
OPML = b'<opml version="2.0"><body><outline text="x"><outline xmlUrl="https://news.example/f"/></outline></body></opml>'
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><title>&b;&c;</title></channel></rss>'
INDEX = b"<sitemapindex><sitemap><loc>https://news.example/s.xml.gz</loc></sitemap></sitemapindex>"
FEED_SEEDS = (
    RSS,
    ATOM,
    SITEMAP,
    OPML,
    BOMB,
    INDEX,
    gzip.compress(SITEMAP, mtime=0),
    b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1}]}',
)
FEEDS = (
    damaged(st.sampled_from(FEED_SEEDS))
    | HTML.map(lambda text: text.encode("utf-8", "replace"))
    | st.binary(max_size=80)
)


def warc(*, packed: bool) -> bytes:
    """An archive with a page, a redirect and a revisit."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed, warc_version="1.1")
    for status, body in (("200 OK", b"<p>The ferry is late.</p>"), ("301 Moved", b""), ("404 Not Found", b"gone")):
        headers = [
            ("Content-Type", "text/html"),
            ("Location", "/b"),
            ("Content-Encoding", "gzip" if "200" in status else "identity"),
        ]
        payload = io.BytesIO(gzip.compress(body, mtime=0) if "200" in status else body)
        writer.write_record(
            writer.create_warc_record(
                "https://news.example/a", "response", payload=payload,
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2026-03-01T08:00:00Z", "WARC-Record-ID": "<urn:uuid:1>"},
            )
        )  # fmt: skip
    return stream.getvalue()


WARCS = damaged(st.sampled_from([warc(packed=False), warc(packed=True)]))
TOML = damaged(
    st.just(
        b'contact = "mailto:desk@gazette.example"\nfeeds = ["https://news.example/f"]\nlooks_per_hour = 100\n'
        b'[sites."news.example"]\ndelay = "2s"\nleave_out = ["css:.x", "text:^a(b"]\nconfirm_after = "1h"\n'
    )
) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))
