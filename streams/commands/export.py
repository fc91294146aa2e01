"""`rowback export`: what the archive holds, as files for other tools and other people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from streams.commands import archived, options, terminal

if TYPE_CHECKING:  # loaded when it is called, so that --help is quick
    from streams.archive import Archive, Filters


@click.command(
    epilog=options.examples(
        ("rowback export revisions.csv --site gazette.example", "one row an edit"),
        ("rowback export revisions.parquet --kind correction", "the same for data tools"),
        ("rowback export evidence/ --page https://gazette.example/2026/bridge", "a page with the captures it rests on"),
    )
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--page", metavar="PAGE", help="Evidence of this page (URL or id): OUT is a folder.")
@click.option("--site", "sites", multiple=True, metavar="SITE", help="Only this site; may be repeated.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only revisions of this kind; may be repeated.")
@archived.option
@options.data_dir
@options.as_json
def export(
    out: Path,
    page: str | None,
    sites: tuple[str, ...],
    kinds: tuple[str, ...],
    archive_file: Path | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Write revisions as a table (OUT.csv or OUT.parquet), or the evidence of a page (--page).

    Evidence is a folder: what is said of the page, the captures as they stood on Kafka, a WARC file, and a manifest
    with the SHA-256 of everything. `rowback serve` may run meanwhile.
    """
    from streams.archive import Archive, ArchiveError, Filters

    path = archived.existing(archive_file, data_dir)
    if page is None and out.suffix not in (".csv", ".parquet"):
        raise click.UsageError(f"{out}: give a name that ends in .csv or .parquet, or --page for evidence")
    if page is not None and (sites or kinds):
        raise click.UsageError("--page is evidence of one page: leave --site and --kind out")
    try:
        archive = Archive(path)
    except ArchiveError as fault:
        raise click.ClickException(str(fault)) from fault
    try:
        written = _evidence(archive, page, out) if page else _table(archive, Filters(sites=sites, kinds=kinds), out)
    finally:
        archive.close()
    if as_json:
        terminal.write_json({"out": str(out), **written})
    else:
        click.echo(f"{out}: " + ", ".join(f"{count} {what}" for what, count in written.items()))


def _evidence(archive: Archive, page: str, out: Path) -> dict[str, int]:
    from streams.archive import erasure, evidence, pages

    identity = archive.ask(erasure.subject_of, page)
    if len(identity) != len("0" * 32) or archive.ask(pages.page, identity) is None:
        raise click.ClickException(f"the archive holds no page {page}")
    manifest = evidence.export(archive, identity, out)
    missing = sum(capture["file"] is None for capture in manifest["captures"])
    return {"events": len(manifest["events"]), "captures": len(manifest["captures"]), "without their bytes": missing}


def _table(archive: Archive, filters: Filters, out: Path) -> dict[str, int]:
    from streams.archive import tables

    try:
        write = tables.write_csv if out.suffix == ".csv" else tables.write_parquet
        return {"rows": write(archive, filters, out)}
    except tables.NoParquet as fault:
        raise click.ClickException(str(fault)) from fault
