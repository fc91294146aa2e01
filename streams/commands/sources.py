"""`rowback sources`: what is polled, and what rowback makes of an address."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import rich_click as click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from streams.commands import options, terminal
from streams.commands.terminal import visible
from streams.hosts.poll_inspecting import Polled, polled
from streams.polling.records import NEVER, Feed, Page, Site
from streams.web import time as instants

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
FAULT_CHARACTERS_MAX = 100


@click.group(
    invoke_without_command=True,
    epilog=options.examples(
        ("rowback sources", "every feed: last look, next look, what is wrong"),
        ("rowback sources list --pages", "every page too"),
        ("rowback sources check https://news.example/", "what rowback makes of an address"),
    ),
)
@click.option("--pages", is_flag=True, help="List every page too, not only feeds.")
@options.bootstrap_servers
@options.data_dir
@options.as_json
@click.pass_context
def sources(
    context: click.Context, pages: bool, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool
) -> None:
    """Show what is polled, and check what could be.

    Reads what the pollers of the Kafka that runs remember, and disturbs nobody. Without a command: list.
    """
    if context.invoked_subcommand is None:
        begin_list(pages, bootstrap_servers, data_dir, as_json)


@sources.command("list", epilog=options.examples(("rowback sources list --pages --json", "all of it, for machines")))
@click.option("--pages", is_flag=True, help="List every page too, not only feeds.")
@options.bootstrap_servers
@options.data_dir
@options.as_json
def list_(pages: bool, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """List feeds and sites: last look, next look, status, edits seen, errors in words."""
    begin_list(pages, bootstrap_servers, data_dir, as_json)


def begin_list(pages: bool, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """Read what is polled and print it."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _list(pages, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _list(pages: bool, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        found = await polled(kafka.bootstrap_servers)
    if as_json:
        terminal.write_json(as_value(found, pages))
    else:
        show(terminal.console(), found, pages, time.time())


@sources.command(
    "check", epilog=options.examples(("rowback sources check https://news.example/feed.xml", "a feed, explained"))
)
@click.argument("url")
@options.as_json
def check(url: str, as_json: bool) -> None:
    """Look at URL once, and explain what rowback makes of it: a feed, a list, an article, or why it is none.

    Nothing is remembered, and no Kafka is needed. The rules of robots.txt are kept.
    """
    from streams.commands.sources_check import explain

    explain(url, as_json)


def as_value(found: Polled, pages: bool) -> dict[str, Any]:
    """Return what is polled as JSON."""
    feeds = sorted(found.feeds.values(), key=lambda feed: (feed.site, feed.url))
    value: dict[str, Any] = {
        "feeds": [_feed_value(feed) for feed in feeds],
        "sites": [_site_value(site, found) for _, site in sorted(found.sites.items())],
    }
    if pages:
        listed = sorted(found.pages.items(), key=lambda item: (item[1].site, item[1].url))
        value["pages"] = [_page_value(key, page) for key, page in listed]
    return value


def _target(target: Feed | Page) -> dict[str, Any]:
    return {
        "url": target.url,
        "site": target.site,
        "looks": target.looks,
        "last_look": _moment(target.last_look_at),
        "next_look": _moment(target.next_at if target.next_at < NEVER else None),
        "status": target.status,
        "moved_to": target.moved_to,
        "failures": target.failures,
        "fault": target.fault,
    }


def _feed_value(feed: Feed) -> dict[str, Any]:
    own = {"kind": feed.kind, "title": feed.title, "items": feed.items, "found_by": feed.found_by, "hub": feed.hub}
    return {**_target(feed), **own, "polled": feed.wanted}


def _page_value(key: str, page: Page) -> dict[str, Any]:
    item = {"feed": page.feed, "guid": page.guid}
    return {"page": key, **_target(page), "captures": page.captures, "edits": page.edits, "item": item}


def _site_value(site: Site, found: Polled) -> dict[str, Any]:
    pages = [page for page in found.pages.values() if page.site == site.site]
    return {
        "site": site.site,
        "pages": len(pages),
        "looks": sum(page.looks for page in pages),
        "edits": sum(page.edits for page in pages),
        "paused_until": _moment(site.resume_at or None),
        "not_modified_is_believed": site.distrust_until < time.time(),
        "fault": site.fault,
    }


def _moment(at: float | None) -> str | None:
    return None if at is None else instants.written(round(at) * 1_000_000)


def show(console: Console, found: Polled, pages: bool, now: float) -> None:
    """Print what is polled for people."""
    if not found.feeds and not found.pages:
        console.print("Nothing is polled yet.")
        return
    table = _table("feeds", "kind", "entries")
    for feed in sorted(found.feeds.values(), key=lambda feed: (feed.site, feed.url)):
        table.add_row(visible(feed.url), *_times(feed, now), feed.kind or "-", str(feed.items), words_of(feed))
    console.print(table)
    sites = Table(title="sites", title_justify="left")
    for name in ("site", "pages", "looks", "edits", "what is wrong"):
        sites.add_column(name, justify="right" if name in ("pages", "looks", "edits") else "left", overflow="fold")
    for value in as_value(found, pages=False)["sites"]:
        counts = [f"{value[name]:,}" for name in ("pages", "looks", "edits")]
        trust = "" if value["not_modified_is_believed"] else "its 304 has hidden an edit and is not believed"
        sites.add_row(visible(value["site"]), *counts, visible(value["fault"] or trust))
    console.print(sites)
    if pages:
        table = _table("pages", "looked at", "edits")
        for page in sorted(found.pages.values(), key=lambda page: (page.site, page.url)):
            times = f"{page.looks} times"
            table.add_row(visible(page.url), *_times(page, now), times, str(page.edits), words_of(page))
        console.print(table)
    console.print(Text(f"{len(found.feeds):,} feeds, {len(found.pages):,} pages, {len(found.sites):,} sites", "dim"))


def _table(title: str, *own: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("address", overflow="fold")
    for name in ("last look", "next look", *own):
        table.add_column(name, justify="right")
    table.add_column("status", overflow="fold")
    return table


def _times(target: Feed | Page, now: float) -> tuple[str, str]:
    last = "-" if target.last_look_at is None else f"{_span(now - target.last_look_at)} ago"
    due = "-" if target.next_at >= NEVER else f"in {_span(target.next_at - now)}" if target.next_at > now else "now"
    return last, due


def _span(seconds: float) -> str:
    for unit, size in (("d", DAY), ("h", HOUR), ("min", MINUTE)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def words_of(target: Feed | Page) -> str:
    """Return the status of a feed or page in words."""
    if target.moved_to:
        return f"moved to {visible(target.moved_to)}"
    if isinstance(target, Feed) and not target.wanted:
        return "no longer polled"
    if target.fault:
        again = f" ({target.failures} times)" if target.failures > 1 else ""
        return visible(target.fault)[:FAULT_CHARACTERS_MAX] + again
    if target.looks == 0:
        return "not looked at yet"
    return {200: "well", 304: "well, unchanged", 404: "gone (404)", 410: "gone (410)"}.get(
        target.status or 0, f"status {target.status}"
    )
