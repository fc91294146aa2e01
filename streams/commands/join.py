"""`rowback join`: two pages are one article, because a person says so."""

from __future__ import annotations

import logging
from pathlib import Path

import rich_click as click

from streams.commands import options, ordering
from streams.hosts.ordering import NotSaid, about, give, now, page_named


@click.command(
    epilog=options.examples(("rowback join https://a.example/x https://b.example/y", "one article from now on"))
)
@click.argument("page")
@click.argument("other")
@options.bootstrap_servers
@options.data_dir
@options.as_json
def join(page: str, other: str, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """Make one article of two pages (URLs or ids), whatever was found of them; article.assigned follows."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _join(page, other, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _join(page: str, other: str, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        try:
            sides = [await page_named(kafka.bootstrap_servers, name) for name in (page, other)]
        except NotSaid as fault:
            raise click.ClickException(str(fault)) from fault
        if sides[0]["page"] == sides[1]["page"]:
            raise click.UsageError("name two pages; these are one")
        orders = [about("join", sides[0], sides[1], now())]
        await give(kafka.bootstrap_servers, orders)
    ordering.tell(orders, as_json)
