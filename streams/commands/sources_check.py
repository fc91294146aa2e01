"""What rowback makes of an address: a feed with its entries, a list, an article with its noise, or why it is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from streams.commands import options, terminal
from streams.commands.terminal import visible
from streams.feeds import Document, parse
from streams.fetching import Answer, Fetcher, FetchSettings, Look
from streams.polling.unreadable import why_unreadable
from streams.settings import PollSettings
from streams.stages import clean
from streams.stages.clean import Rejected
from streams.web import encoding
from streams.web import time as instants

ENTRIES_SHOWN = 5
FEEDS_SHOWN = 20
TEXT_CHARACTERS = 200


def explain(url: str, as_json: bool) -> None:
    """Look at an address once and print what it is; exit code 1 where nothing can be made of it."""
    _explain(url, as_json)


@options.asynchronous
async def _explain(url: str, as_json: bool) -> None:
    polling = PollSettings()
    settings = FetchSettings(contact=polling.contact, allowed_private=polling.allowed_private_set)
    async with Fetcher(settings) as fetcher:
        answer = await fetcher.fetch(Look(url, purpose="feed"))
    value = judge(url, answer)
    if as_json:
        terminal.write_json(value)
    else:
        show(terminal.console(), value)
    if not value["usable"]:
        raise SystemExit(1)


def judge(url: str, answer: Answer) -> dict[str, Any]:
    """Return what an answer means for rowback."""
    value: dict[str, Any] = {
        "url": url,
        "status": answer.status,
        "final_url": answer.final_url,
        "moved_to": answer.moved_to,
        "content_type": answer.content_type or None,
        "bytes": len(answer.body),
        "answers_conditions": bool(answer.etag or answer.last_modified),
        "fault": answer.fault.message if answer.fault else None,
        "usable": False,
    }
    if answer.fault is not None or answer.status != 200:
        value["fault"] = value["fault"] or f"the server answered {answer.status}"
        return value
    document = parse(answer.body, answer.content_type, answer.final_url)
    value |= _document_value(document)
    if document.kind in ("page", "unknown") and not document.items:
        value |= _article_value(answer)
    value["usable"] = bool(document.items or document.feeds or value.get("article"))
    return value


def _document_value(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "title": document.title,
        "entries": len(document.items),
        "newest": [
            {"url": item.url, "title": item.title, "published_at": item.published_at}
            for item in document.items[:ENTRIES_SHOWN]
        ],
        "feeds": list(document.feeds[:FEEDS_SHOWN]),
        "hub": document.hub,
        "renewed_every_seconds": document.interval_seconds,
        "fault": document.fault,
    }


def _article_value(answer: Answer) -> dict[str, Any]:
    """Clean the page as a worker would."""
    text, _ = encoding.decode(answer.body, answer.content_type)
    now = instants.written(int(time.time()) * 1_000_000)
    raw = {"url": answer.final_url, "captured_at": now, "status": 200, "body": text}
    raw["content_type"] = answer.content_type or None
    try:
        article, link = clean.clean(clean.read(raw, int(time.time() * 1000)))
    except Rejected as fault:
        return {"article": None, "no_article": why_unreadable(text) or fault.message}
    if needs := why_unreadable(text):  # what is left for us to read is no article, whatever it looks like
        return {"article": None, "no_article": needs}
    return {
        "article": {
            "headline": article.headline,
            "published_at": article.published_at,
            "language": article.language,
            "paragraphs": len(article.paragraphs),
            "beginning": article.paragraphs[0].text[:TEXT_CHARACTERS],
            "noise": len(article.noise),
            "canonical": link,
        }
    }


def show(console: Console, value: dict[str, Any]) -> None:
    """Print the judgement for people."""
    if value["final_url"] != value["url"]:
        lasting = " for good" if value["moved_to"] else ""
        console.print(Text(visible(f"{value['url']} leads to {value['final_url']}{lasting}.")))
    if "kind" not in value:
        console.print(Text(visible(f"Nothing can be read there: {value['fault']}."), "red"))
        return
    for line in [*_listing(value), *_article(value)]:
        console.print(Text(visible(line)))
    if value["fault"]:
        console.print(Text(visible(f"What is wrong with it: {value['fault']}."), "yellow"))
    if not value["usable"]:
        words = "rowback can make nothing of it. Any program of yours can write captures to article.raw instead."
        console.print(Text(words, "red"))


def _listing(value: dict[str, Any]) -> Iterator[str]:
    conditions = "can be asked for changes only" if value["answers_conditions"] else "must be fetched whole each time"
    yield f"{value['bytes']:,} bytes of {value['content_type'] or 'no stated type'}; it {conditions}."
    if value["entries"]:
        kind = value["kind"].replace("_", " ")
        yield f"It is a {kind} of {value['entries']:,} entries: {value['title'] or 'no title'}."
        for item in value["newest"]:
            yield f"  {item['published_at'] or '-':<22} {item['title'] or item['url']}"
    for feed in value["feeds"]:
        yield f"It names {feed}"
    if value["renewed_every_seconds"]:
        yield f"It says that it is renewed every {value['renewed_every_seconds'] / 60:.0f} minutes."
    if value["hub"]:
        yield f"Its hub tells of news at once: {value['hub']}"


def _article(value: dict[str, Any]) -> Iterator[str]:
    if article := value.get("article"):
        yield f"As a page it is an article: {article['headline'] or 'no headline'}"
        yield f"  {article['paragraphs']} paragraphs; {article['noise']} pieces of noise were taken out. It begins:"
        yield f"  {article['beginning']}"
    elif "no_article" in value:
        yield f"As a page it is no article: {value['no_article']}."
