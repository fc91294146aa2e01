"""How every command fails: one plain line on stderr and an exit code; a box around it on a terminal."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress

import rich_click as click

WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)  # carry no name of what was written


def exit_code(command: Callable[[], object], show: Callable[[click.ClickException], None]) -> int:
    """Run a command that does not end the process, and return the exit code; ``show`` draws a fault on a terminal.

    What stdout still holds is written here: when the interpreter ends, nobody could say in one line that it failed.
    """
    if sys.stdout is None:
        _say(click.ClickException("standard output is closed"), show)
        return 1
    try:
        code = _code(command)
        sys.stdout.flush()
    except click.ClickException as fault:
        _say(fault, show)
        return fault.exit_code
    except click.Abort:
        _say(click.ClickException("ended before it was done"), show)
        return 1
    except OSError as fault:
        discard_stdout()
        if fault.errno != errno.EPIPE:  # a reader that has enough, such as head, needs no line
            _say(click.ClickException(_words(fault)), show)
        return 1
    return code


def _code(command: Callable[[], object]) -> int:
    try:
        code = command()
    except SystemExit as ended:
        code = ended.code
    return code if isinstance(code, int) else 0


def _say(fault: click.ClickException, show: Callable[[click.ClickException], None]) -> None:
    with suppress(OSError):  # a terminal that is gone
        if sys.stderr is not None and sys.stderr.isatty():
            show(fault)
        else:
            click.echo(f"rowback: {fault.format_message()}", err=True)


def _words(fault: OSError) -> str:
    what = fault.strerror or str(fault) or type(fault).__name__
    if fault.filename is not None:
        return f"{os.fsdecode(fault.filename)}: {what}"
    return f"writing failed: {what}" if fault.errno in WRITING else what


def discard_stdout() -> None:
    """Let what could not be written go, or the end of the interpreter tries again."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
