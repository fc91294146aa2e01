"""`rowback withdraw`: take back what was said."""

from __future__ import annotations

import logging
from pathlib import Path

import rich_click as click

from streams import topology
from streams.commands import options, ordering
from streams.hosts.ordering import NotSaid, Said, give, now, page_named, said, withdrawal

WITHDRAWABLE = [topology.DUPLICATED, topology.REVISED]


@click.command(
    epilog=options.examples(
        ("rowback withdraw 8f3c1f0d9a7b4e21c0ffee00c0ffee00", "an event, by its ce_id"),
        ("rowback withdraw --copy https://a.example/x https://b.example/y", "that two pages are copies"),
        ("rowback withdraw --revision https://a.example/x 4", "the revision that led to version 4"),
    )
)
@click.argument("event_id", required=False)
@click.option("--copy", nargs=2, metavar="PAGE PAGE", help="What was said of two pages (URLs or ids) as copies.")
@click.option("--revision", nargs=2, metavar="PAGE VERSION", help="The revision that led to this version of a page.")
@options.bootstrap_servers
@options.data_dir
@options.as_json
def withdraw(
    event_id: str | None,
    copy: tuple[str, str] | None,
    revision: tuple[str, str] | None,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Take back a wrong statement: an article.duplicated or article.revised.

    It is said once more as it was, with statement withdrawn. Two pages that it made one article are parted, and are
    not said to be copies again, whatever their later versions show; `rowback join` takes that back.
    """
    if [event_id, copy, revision].count(None) != 2:
        raise click.UsageError("name an EVENT_ID, or use --copy, or --revision")
    if revision and not (revision[1].isascii() and revision[1].isdigit()):
        raise click.BadParameter(f"{revision[1]!r} is no version number", param_hint="--revision")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _withdraw(event_id, copy, revision, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _withdraw(
    event_id: str | None,
    copy: tuple[str, str] | None,
    revision: tuple[str, str] | None,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        try:
            pages = [(await page_named(kafka.bootstrap_servers, name))["page"] for name in _names(copy, revision)]
            number = int(revision[1]) if revision else None
            events = await said(kafka.bootstrap_servers, WITHDRAWABLE, lambda e: _is_meant(e, event_id, pages, number))
        except NotSaid as fault:
            raise click.ClickException(str(fault)) from fault
        if not events:
            raise click.ClickException("nothing of the kind was said")
        at = now()
        orders = [withdrawal(event, at) for event in events]
        await give(kafka.bootstrap_servers, orders)
    ordering.tell(orders, as_json)


def _names(copy: tuple[str, str] | None, revision: tuple[str, str] | None) -> list[str]:
    return list(copy) if copy else [revision[0]] if revision else []


def _is_meant(event: Said, event_id: str | None, pages: list[str], number: int | None) -> bool:
    value = event.value
    if value.get("statement") == "withdrawn":
        return False
    if event_id is not None:
        return event.id == event_id
    if event.topic == topology.DUPLICATED:
        return number is None and {value["page"], value["other"]["page"]} == set(pages)
    is_own = value["basis"] == "own_history"
    return number is not None and is_own and value["page"] == pages[0] and value["to"]["version"] == number
