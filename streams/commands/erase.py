"""`rowback erase`: forget a page or a site."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rich_click as click

from streams.commands import archived, options, terminal
from streams.hosts import erasing
from streams.web.address import BadAddress, page_of

COPIES_SHOWN_MAX = 20


@click.command(
    epilog=options.examples(
        ("rowback erase https://gazette.example/2026/bridge", "a page, by its URL or its id"),
        ("rowback erase gazette.example --yes", "a site, without being asked"),
    )
)
@click.argument("subject", metavar="PAGE|SITE")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--drop-messages",
    is_flag=True,
    help="Delete what Kafka keeps too: in each partition of each topic everything up to the last message about it, "
    "also about other sites. Whoever has not read that yet misses it.",
)
@archived.option
@options.bootstrap_servers
@options.data_dir
@options.as_json
def erase(
    subject: str,
    yes: bool,
    drop_messages: bool,
    archive_file: Path | None,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Forget a page or a site: in the archive now, in every archive and in the workers' tables by orders on Kafka.

    Erased stays erased: what is captured of it later is settled as rejected, and nothing of it is said or kept. Kafka
    cannot delete single messages: what was said of it stays on its topics until their retention ends, which is told.
    Exported files, subscribers and the poller's list of addresses are not reached; the pages of others that carry the
    same text are named.
    """
    path = archived.existing(archive_file, data_dir)
    if not yes:
        click.confirm(f"Forget everything of {terminal.visible(subject)} for good?", abort=True, err=True)
    _erase(subject, path, bootstrap_servers, data_dir, drop_messages, as_json)


@options.asynchronous
async def _erase(
    wanted: str, path: Path, bootstrap_servers: str | None, data_dir: Path | None, drop_messages: bool, as_json: bool
) -> None:
    from streams.archive import Archive, ArchiveError, erasure, ordering
    from streams.settings import Settings

    async with options.attached(bootstrap_servers, data_dir) as kafka:
        servers, group = kafka.bootstrap_servers, Settings().app_id
        try:
            archive = Archive(path)
        except ArchiveError as fault:
            raise click.ClickException(str(fault)) from fault
        try:
            subject, site, url = _named(wanted, archive.ask(erasure.subject_of, wanted))
            foreseen = archive.ask(erasure.foresee, subject)
            site = foreseen.pages.get(subject, site)
            # The orders first: whatever happens after them, every archive and every worker obeys.
            await ordering.order(servers, subject, foreseen.pages)
            forgotten = await _in_tables(servers, group, subject, site, foreseen.pages)
            archive.change(lambda connection: erasure.erase(connection, subject, erasure.now_ms()))
            while not archive.change(erasure.scrub):
                pass
            archive.shrink()
            dropped = {}
            if drop_messages:
                dropped = await erasing.drop(servers, group, [subject, *([url] if url else [])])
            kept = await erasing.kept_for(servers)
        finally:
            archive.close()
    found = Erased(subject, sorted({**foreseen.pages, **forgotten.pages}), foreseen.events, foreseen.copies,
                   forgotten.followed, dropped, kept)  # fmt: skip
    if as_json:
        terminal.write_json(asdict(found))
    else:
        _tell(found)


def _named(wanted: str, subject: str) -> tuple[str, str, str | None]:
    """Return the page's id or the site, the site as far as it is known, and the URL where one was given."""
    if "://" not in wanted:
        return subject, "" if erasing.is_page(subject) else subject, None
    try:
        page = page_of(wanted)
    except BadAddress as fault:
        raise click.ClickException(str(fault)) from fault
    return (subject if erasing.is_page(subject) else page.id), page.site, wanted


async def _in_tables(servers: str, group: str, subject: str, site: str, known: dict[str, str]) -> erasing.Forgotten:
    if not erasing.is_page(subject):
        return await erasing.erase_site(servers, group, subject, known)
    if not site:
        raise click.ClickException(f"nothing is known of a page {subject}: give its URL")
    return await erasing.erase_page(servers, group, subject, site)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and what remains: ``kept_ms`` by topic, None for ever."""

    subject: str
    pages: list[str]
    events: int
    copies: list[str]
    workers_followed: bool
    messages_dropped: dict[str, int]
    kept_ms: dict[str, int | None]


def _tell(found: Erased) -> None:
    subject = terminal.visible(found.subject)
    click.echo(f"{subject}: {len(found.pages)} pages, and {found.events} events in the archive, are forgotten.")
    if not found.workers_followed:
        click.echo("No worker has followed yet. One does when it runs: then give this command once more, to be sure.")
    if found.copies:
        click.echo("Pages of others with the same text, not erased:")
        for url in found.copies[:COPIES_SHOWN_MAX]:
            click.echo(f"  {terminal.visible(url)}")
    for name, count in found.messages_dropped.items():
        click.echo(f"{count} messages are deleted from {name}.")
    click.echo("What Kafka was told before stays on its topics until they let go of it:")
    for topic, milliseconds in found.kept_ms.items():
        click.echo(f"  {topic:24} {_until(milliseconds)}")
    click.echo("Compacted topics and the workers' files let go of it when they are compacted, in an hour or later.")
    click.echo("Not reached: exported files, subscribers, the poller's addresses (take its feed from the sources).")


def _until(milliseconds: int | None) -> str:
    if milliseconds is None:
        return "for ever: no retention is set (--drop-messages deletes it, with what lies before it)"
    ends = datetime.now(UTC) + timedelta(milliseconds=milliseconds)
    return f"until {ends:%Y-%m-%d %H:%M} UTC"
