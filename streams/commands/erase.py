"""`rowback erase`: forget a page or a site."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from streams.commands import archived, options, terminal

COPIES_SHOWN_MAX = 20


@click.command(
    epilog=options.examples(
        ("rowback erase https://gazette.example/2026/bridge", "a page, by its URL or its id"),
        ("rowback erase gazette.example --yes", "a site, without being asked"),
    )
)
@click.argument("subject", metavar="PAGE|SITE")
@click.option("--yes", is_flag=True, help="Do not ask.")
@archived.option
@options.bootstrap_servers
@options.data_dir
@options.as_json
def erase(
    subject: str,
    yes: bool,
    archive_file: Path | None,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Forget a page or a site: in the archive now, in every archive by an order on Kafka.

    Erased stays erased, also when it is captured again. It does not reach messages on Kafka's other topics (they go
    when their retention ends), the tables of the workers, exported files, or subscribers; the pages of others that
    carry the same text are named.
    """
    path = archived.existing(archive_file, data_dir)
    if not yes:
        click.confirm(f"Forget everything of {subject} for good?", abort=True, err=True)
    _erase(subject, path, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _erase(wanted: str, path: Path, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    from streams.archive import Archive, ArchiveError, erasure, ordering

    async with options.attached(bootstrap_servers, data_dir) as kafka:
        try:
            archive = Archive(path)
        except ArchiveError as fault:
            raise click.ClickException(str(fault)) from fault
        try:
            subject = archive.ask(erasure.subject_of, wanted)
            if "://" in subject:
                raise click.ClickException(f"the archive holds no page {terminal.visible(subject)}")
            foreseen = archive.ask(erasure.foresee, subject)
            # The order first: whatever happens after it, every archive obeys.
            await ordering.order(kafka.bootstrap_servers, subject, foreseen.pages)
            archive.change(lambda connection: erasure.erase(connection, subject, erasure.now_ms()))
            while not archive.change(erasure.scrub):
                pass
            archive.shrink()
        finally:
            archive.close()
    _tell(subject, sorted(foreseen.pages), foreseen.events, foreseen.copies, as_json)


def _tell(subject: str, pages: list[str], events: int, copies: list[str], as_json: bool) -> None:
    if as_json:
        terminal.write_json({"subject": subject, "pages": pages, "events": events, "copies": copies})
        return
    click.echo(
        f"{subject}: {len(pages)} pages and {events} events are gone from the archive; the order stands on Kafka"
    )
    if not pages:
        click.echo("The archive held nothing of it. What comes of it from now on is left out.")
    if copies:
        click.echo("Pages of others with the same text, not erased:")
        for url in copies[:COPIES_SHOWN_MAX]:
            click.echo(f"  {terminal.visible(url)}")
    click.echo(
        "Not reached: messages on other topics until their retention ends, the tables of the workers, exported files, "
        "subscribers."
    )
