"""`rowback mcp`: the archive for language models, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from streams.commands import archived, options


@click.command(
    epilog=options.examples(
        ("rowback mcp", "what an assistant starts, as a server over stdio"),
        ("rowback mcp --archive /srv/rowback/archive.sqlite3", "of an archive elsewhere"),
    )
)
@archived.option
@options.data_dir
def mcp(archive_file: Path | None, data_dir: Path | None) -> None:
    """Let an assistant search the archive, read revisions and compare versions (Model Context Protocol, stdio).

    It only reads. Needs the extra: pip install 'rowback[assistant]'. `rowback serve` keeps the archive up to date.
    """
    path = archived.existing(archive_file, data_dir)
    try:
        from streams.serving.assistant import create_server
    except ModuleNotFoundError as fault:
        raise click.ClickException(
            "the Model Context Protocol is an extra: pip install 'rowback[assistant]'"
        ) from fault
    from streams.archive import Archive, ArchiveError

    try:
        archive = Archive(path)
    except ArchiveError as fault:
        raise click.ClickException(str(fault)) from fault
    try:
        create_server(archive).run("stdio")
    finally:
        archive.close()
