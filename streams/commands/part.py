"""`rowback part`: two pages are not one article, because a person says so."""

from __future__ import annotations

import logging
from pathlib import Path

import rich_click as click

from streams import topology
from streams.commands import options, ordering
from streams.hosts.ordering import NotSaid, about, give, now, page_named, partings, said


@click.command(
    epilog=options.examples(("rowback part https://a.example/x https://b.example/y", "x leaves y's article"))
)
@click.argument("page")
@click.argument("other")
@options.bootstrap_servers
@options.data_dir
@options.as_json
def part(page: str, other: str, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """Take PAGE out of the article of OTHER (URLs or ids): it is parted from every page there that it was found like.

    article.assigned follows. What was said of copies stands; `rowback withdraw --copy` takes that back, too.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _part(page, other, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _part(page: str, other: str, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        servers = kafka.bootstrap_servers
        try:
            one, from_other = [await page_named(servers, name) for name in (page, other)]
        except NotSaid as fault:
            raise click.ClickException(str(fault)) from fault
        if one["page"] == from_other["page"]:
            raise click.UsageError("name two pages; these are one")
        copies = await said(servers, [topology.DUPLICATED], lambda _: True)
        assigned = await said(servers, [topology.ASSIGNED], lambda _: True)
        articles = {event.value["page"]: event.value["article"] for event in assigned}
        at = now()
        parted = partings(one, from_other, [event.value for event in copies], articles)
        orders = [about("part", one, neighbour, at) for neighbour in parted]
        await give(servers, orders)
    ordering.tell(orders, as_json)
