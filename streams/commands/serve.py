"""`rowback serve`: the archive of what is said, over HTTP and as a live stream."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import rich_click as click

from streams import logs
from streams.commands import archived, options
from streams.commands.archived import path_of
from streams.commands.interrupting import until_interrupted


@click.command(
    epilog=options.examples(
        ("rowback serve", "the Kafka on this machine, at http://127.0.0.1:8321/"),
        ("rowback serve --host 0.0.0.0 --token-file token", "for others too, who send the token"),
        ("curl -N http://127.0.0.1:8321/api/v1/events?kind=correction", "corrections as they are found"),
        ("rowback serve --keep-days 365", "history of a year"),
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, envvar="ROWBACK_SERVE_HOST", help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8321,
    show_default=True,
    envvar="ROWBACK_SERVE_PORT",
    help="0: any that is free.",
)
@archived.named("The archive's file, made where it is missing.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    envvar="ROWBACK_SERVE_TOKEN_FILE",
    help="A file that holds the token whoever asks must send; needed beyond loopback.",
)
@click.option("--public-url", metavar="URL", envvar="ROWBACK_SERVE_PUBLIC_URL", help="How others reach this server.")
@click.option(
    "--cors-origin",
    "cors_origins",
    multiple=True,
    metavar="ORIGIN",
    help="A site whose pages may read; may be repeated.",
)
@click.option(
    "--keep-days", type=click.IntRange(1, 36_500), envvar="ROWBACK_SERVE_KEEP_DAYS", help="Let go of older history."
)
@click.option(
    "--keep-bytes",
    type=click.IntRange(1_000_000),
    envvar="ROWBACK_SERVE_KEEP_BYTES",
    help="Let go of the oldest history.",
)
@click.option(
    "--streams-max", type=click.IntRange(1, 100_000), default=4_000, show_default=True, help="Open live streams."
)
@click.option(
    "--webhooks-private",
    "webhooks_private",
    multiple=True,
    metavar="HOST:PORT",
    help="A private address that webhooks may be sent to all the same; may be repeated.",
)
@options.bootstrap_servers
@options.data_dir
@options.end_with_stdin
def serve(
    host: str,
    port: int,
    archive_file: Path | None,
    token_file: Path | None,
    public_url: str | None,
    cors_origins: tuple[str, ...],
    keep_days: int | None,
    keep_bytes: int | None,
    streams_max: int,
    webhooks_private: tuple[str, ...],
    bootstrap_servers: str | None,
    data_dir: Path | None,
    end_with_stdin: bool,
) -> None:
    """Serve what rowback says: an archive that can be searched, an HTTP API, and a live stream.

    Reads the public topics of the Kafka that runs into one SQLite file, which may be deleted at any time: it is made
    anew from Kafka. May be killed at any moment; the archive holds every event once.
    """
    logs.configure()
    if end_with_stdin:
        options.end_with_standard_input()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a request that is none is no fault of ours
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # what goes wrong is said once, in our words
    given = {
        "host": host,
        "port": port,
        "token": _token(token_file),
        "public_url": public_url,
        "cors_origins": cors_origins,
        "keep_days": keep_days,
        "keep_bytes": keep_bytes,
        "streams_max": streams_max,
        "webhooks_private": webhooks_private or None,
    }
    path = path_of(archive_file, data_dir)
    chosen = {name: value for name, value in given.items() if value is not None}
    _serve(chosen, path, bootstrap_servers, data_dir, _silent if end_with_stdin else _say)


def _token(path: Path | None) -> str | None:
    return None if path is None else path.read_text("utf-8").strip()


@options.asynchronous
async def _serve(
    given: dict[str, object],
    path: Path,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    say: Callable[[str], None],
) -> None:
    from streams.archive import Archive, ArchiveError
    from streams.serving.running import InUse
    from streams.serving.running import serve as run
    from streams.serving.settings import ServeSettings

    settings = ServeSettings.model_validate({**given})
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        try:
            archive = Archive(path)
            try:
                archive.belong_to(kafka.cluster_id)
                await until_interrupted(run(archive, settings, kafka.bootstrap_servers, say))
            finally:
                archive.close()
        except (ArchiveError, InUse) as fault:
            raise click.ClickException(str(fault)) from fault
        except OSError as fault:
            raise click.ClickException(f"{settings.host}:{settings.port}: {fault.strerror or fault}") from fault


def _say(line: str) -> None:
    click.echo(f"rowback: {line}", err=True)


def _silent(_line: str) -> None:
    """For a command that started this one, and says where to look itself."""
