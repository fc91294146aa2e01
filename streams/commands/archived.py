"""The archive that a command works on: its option, its place, and what to say where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from streams.settings import data_home

ARCHIVE_FILE = "archive.sqlite3"
F = TypeVar("F", bound=Callable[..., Any])


def named(what: str) -> Callable[[F], F]:
    """Return the option that names the archive, ``what`` it is to the command."""
    return click.option(
        "--archive",
        "archive_file",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="ROWBACK_SERVE_ARCHIVE",
        help=f"{what}  [default: {ARCHIVE_FILE} in the data directory]",
    )


option = named("The archive's file.")


def path_of(archive_file: Path | None, data_dir: Path | None) -> Path:
    """Return where the archive is, or is to be made."""
    return archive_file or (data_dir or data_home()) / ARCHIVE_FILE


def existing(archive_file: Path | None, data_dir: Path | None) -> Path:
    """Return where the archive is; raises click's ClickException where there is none."""
    path = path_of(archive_file, data_dir)
    if not path.is_file():
        raise click.ClickException(f"there is no archive at {path}: `rowback serve` makes it, --archive names another")
    return path
