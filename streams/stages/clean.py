"""clean: from a raw capture to the article it shows.

Observed: of a hundred looks at news pages about eighty differ in bytes and five in the article. What differs is
appeals, related links, counters, dates of capture, consent texts and markup.

Decided: a capture is cleaned by itself here (HTML by its structure, both HTML and plain text by the wording of
noise); what only the site's other pages can teach is taken out by ``revise``, which knows the site. The text shown
keeps its own typography; folding is for comparison only. What was taken out stays with the article, with its reason.

Deliberately missed: pages that need JavaScript or a login. They come out empty and are rejected with that reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import orjson
import xxhash

from streams import html, schema
from streams.records import Block, Cleaned, Noise, Paragraph
from streams.stages import byhand
from streams.stages.byhand import NO_RULES, Rules
from streams.text import language, mojibake, plain, sentences
from streams.topology import RAW
from streams.web import address, time

BODY_BYTES_MAX = 8 * 1024 * 1024
FUTURE_MICROSECONDS_MAX = 24 * 3600 * 1_000_000  # beyond the record's own Kafka timestamp
HTML_TYPES = ("text/html", "application/xhtml+xml")
HTML_MARKS = ("<!doctype html", "<html", "<head", "<body")
TITLE_CHARACTERS_MAX = 2_000
SENTENCES_CHARACTERS_MAX = 500_000
ESCAPED_TIMES_MAX = 3
BINARY_CHARACTERS_LOOKED_AT = 10_000
BINARY_SHARE_MIN = 0.1  # Latin-1 read as UTF-8 has a few in a hundred, random bytes have half
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


class Rejected(Exception):
    """A message that no stage can use: a word for machines and a sentence for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(slots=True)
class Capture:
    """A capture that can be used.

    ``encoded`` is the body in UTF-8, ``content_hash`` covers all that cleaning looks at, ``instant`` is microseconds.
    """

    url: str
    page: address.Page
    requested: address.Page
    captured_at: str
    instant: int
    status: int
    body: str
    encoded: bytes
    content_type: str | None
    title: str | None
    published_at: str | None
    event_id: str | None
    content_hash: str


def parse(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a raw message; raises Rejected where there is none."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        value = _parse_leniently(raw, fault)
    if not isinstance(value, dict):
        raise Rejected("not_an_object", "a capture is a JSON object with url, captured_at and status")
    return value


def _parse_leniently(raw: bytes, fault: orjson.JSONDecodeError) -> Any:
    """Half a surrogate pair or a stray byte spoils a character, not the article: U+FFFD or ? stands for it."""
    try:
        value = json.loads(raw.decode("utf-8", errors="replace"))
        return orjson.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", errors="replace"))
    except (ValueError, RecursionError):
        raise Rejected("not_json", f"not JSON: {fault.msg} at character {fault.pos}") from None


def read(value: dict[str, Any], timestamp_ms: int) -> Capture:
    """Return the capture that a raw value describes; raises Rejected with what is wrong.

    ``timestamp_ms`` is the Kafka timestamp of the record: a capture from more than a day after it is a fault.
    """
    if fault := schema.validator(RAW)(value):
        raise Rejected("schema", fault)
    body = value.get("body") or ""
    encoded = body.encode()  # once: of a large page it costs as much as reading the JSON
    if len(encoded) > BODY_BYTES_MAX:
        raise Rejected("too_large", f"the body has {len(encoded):,} bytes, the limit is {BODY_BYTES_MAX:,}")
    try:
        requested = address.page_of(value["url"])
        page = address.page_of(value["url"], value.get("final_url")) if value.get("final_url") else requested
    except address.BadAddress as fault_in_url:
        raise Rejected("url", str(fault_in_url)) from None
    captured_at, instant = _time(value["captured_at"], timestamp_ms)
    title = value.get("title")
    return Capture(
        url=value["url"],
        page=page,
        requested=requested,
        captured_at=captured_at,
        instant=instant,
        status=value["status"],
        body=body,
        encoded=encoded,
        content_type=value.get("content_type"),
        title=title[:TITLE_CHARACTERS_MAX] if title else None,
        published_at=_date(value.get("published_at")),
        event_id=value.get("event_id"),
        content_hash=_content_hash(value, encoded),
    )


def _time(text: str, timestamp_ms: int) -> tuple[str, int]:
    try:
        instant = time.instant(text)
    except ValueError as fault:
        raise Rejected("captured_at", f"captured_at {text!r}: {fault}") from None
    if instant < 0:
        raise Rejected("captured_at", f"captured_at {text!r} lies before 1970: no web page is that old")
    if instant > timestamp_ms * 1000 + FUTURE_MICROSECONDS_MAX:
        raise Rejected("captured_at", f"captured_at {text!r} lies more than a day after the message was written")
    return time.normalise(text), instant


def _date(text: str | None) -> str | None:
    """A date that cannot be read says nothing; it does not make a capture useless."""
    try:
        return time.normalise(text, day_allowed=True) if text else None
    except ValueError:
        return None


def _content_hash(value: dict[str, Any], body: bytes) -> str:
    """Hash what cleaning looks at; surrogates cannot occur here, JSON was decoded strictly."""
    hasher = xxhash.xxh3_128(body)
    for name in ("title", "published_at", "content_type", "final_url"):
        hasher.update(b"\x00" + (value.get(name) or "").encode())
    return hasher.hexdigest()


def clean(capture: Capture, rules: Rules = NO_RULES) -> tuple[Cleaned, str | None]:
    """Return the article of a capture and the canonical link of the page where it has one.

    Raises Rejected where the body is not text, over a limit, or holds no article.
    """
    article, link = article_of(capture, rules)
    part_sentences(article)
    return article, link


def part_sentences(article: Cleaned) -> None:
    """Find the sentences of an article, and its language where the page does not say it.

    Behind ``SENTENCES_CHARACTERS_MAX`` a paragraph is one sentence.
    """
    if article.language is None:
        article.language = language.guess(paragraph.text for paragraph in article.paragraphs)
    left = SENTENCES_CHARACTERS_MAX
    for paragraph in article.paragraphs:
        left -= len(paragraph.text)
        whole = [(0, len(paragraph.text))]
        paragraph.sentences = sentences.split(paragraph.text, article.language) if left >= 0 else whole


def article_of(capture: Capture, rules: Rules = NO_RULES) -> tuple[Cleaned, str | None]:
    """Return what ``clean`` does without sentences: a look that finds the same text as before needs none."""
    if is_html(capture):
        return _clean_html(capture, rules)
    if capture.content_type and not capture.content_type.lower().startswith("text/"):
        kind = capture.content_type.partition(";")[0]
        raise Rejected("not_text", f"content type {kind} is not text: only HTML and plain text can be cleaned")
    if _is_binary(capture.body):
        raise Rejected("not_text", "the body is binary data, not text")
    blocks, removed = plain.blocks(mojibake.mend(capture.body))
    kept, by_wording = byhand.sift(rules, blocks, headline := _without_entities(capture.title))
    cleaned = _article(kept, removed + by_wording, headline, None)
    cleaned.published_at = capture.published_at
    return cleaned, None


def _is_binary(body: str) -> bool:
    """Whether a body is no text in any encoding: a good part of it are signs that stand for what could not be read."""
    if "\x00" not in body and "\ufffd" not in body:
        return False
    head = body[:BINARY_CHARACTERS_LOOKED_AT]
    return len(_UNREADABLE.findall(head)) > BINARY_SHARE_MIN * len(head)


def is_html(capture: Capture) -> bool:
    """Whether a capture's body is HTML, by its content type, else by its beginning."""
    if capture.content_type:
        media_type = capture.content_type.partition(";")[0].strip().lower()
        if media_type in HTML_TYPES:
            return True
        if media_type != "text/plain":
            return False
    head = capture.body[:2_000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(HTML_MARKS)


def _clean_html(capture: Capture, rules: Rules) -> tuple[Cleaned, str | None]:
    source, left_out = byhand.without_elements(rules, capture.body)
    try:
        page = html.extract(source, capture.url, mojibake.mend)
    except html.Unreadable as fault:
        raise Rejected(fault.reason, str(fault)) from None
    headline = _without_entities(page.headline or capture.title)
    elements = byhand.kept_elements(rules, capture.body)
    blocks, removed = byhand.put_back(rules, capture.body, elements, page.blocks, page.noise)
    kept, by_wording = byhand.sift(rules, blocks, headline, elements)
    cleaned = _article(kept, left_out + removed + by_wording, headline, page.language)
    cleaned.byline = page.byline
    cleaned.published_at = page.published_at or capture.published_at
    cleaned.modified_at = page.modified_at
    cleaned.cut_off = page.cut_off
    return cleaned, page.canonical_url


def _article(kept: list[Block], removed: list[Noise], headline: str | None, tongue: str | None) -> Cleaned:
    if not kept:
        raise Rejected("no_article", "no article text was found: the page is empty, needs JavaScript or a login")
    paragraphs = [Paragraph(b.text, b.kind, links=b.links) for b in kept]
    return Cleaned(headline, paragraphs, removed, language=tongue)


def _without_entities(headline: str | None) -> str | None:
    """Feeds and templates escape headlines once too often; ``AT&amp;T`` and ``AT&T`` are no edit."""
    for _ in range(ESCAPED_TIMES_MAX):
        if not headline or "&" not in headline:
            break
        headline = unescape(headline)
    return " ".join(headline.split()) if headline else headline
