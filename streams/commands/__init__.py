"""The rowback command: one file a command, loaded when it is called, so that `rowback --help` is quick."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import rich_click as click

from streams import __version__
from streams.commands import failing

# Python's default is 700: of the CPU of cleaning 5 % went into looking for cycles where there are none.
OBJECTS_BEFORE_COLLECTION = 10_000

COMMANDS = {
    "demo": "An invented newsroom on this machine, and what rowback finds of its edits.",
    "run": "Poll feeds for ever, and say what changes: the main job.",
    "replay": "Captures from files through Kafka to the end, and a table of outcomes.",
    "clean": "One capture cleaned: what is the article, what is noise.",
    "compare": "Two captures compared: what was really changed.",
    "serve": "What is said, over HTTP: an archive to search, an API, a live stream.",
    "export": "The archive as CSV or Parquet, or the evidence of a page.",
    "webhooks": "Send what is said to servers of others, signed.",
    "mcp": "The archive for assistants, over the Model Context Protocol.",
    "erase": "Forget a page or a site.",
    "tail": "Follow events as readable lines or JSON.",
    "status": "What runs, how far behind it is, and what to do.",
    "describe": "Topics, stages and tables as text, Mermaid or AsyncAPI.",
    "capacity": "Workers, partitions, memory, disk and network for a load.",
    "sources": "What is polled: last look, next look, edits seen, what is wrong.",
    "withdraw": "Take back a wrong statement: a false copy, a false revision.",
    "join": "Make one article of two pages.",
    "part": "Take a page out of an article.",
    "rejected": "Look at what no stage could use.",
    "newsroom": "Invented news sites on this machine, to poll and to be scored against.",
    "poll": "Look at feeds and pages, on a Kafka.",
    "worker": "Run the stages on a Kafka.",
    "broker": "Run a local Kafka, with nothing to set up.",
}


class LazyGroup(click.RichGroup):
    """A group that imports a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None lets click say that there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"streams.commands.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and end the process; what goes wrong outside rowback is one line."""

        def run() -> Any:
            return super(LazyGroup, self).main(args, prog_name, complete_var, False, **extra)

        if not standalone_mode:
            return run()
        sys.exit(failing.exit_code(run, self._show))

    def _show(self, fault: click.ClickException) -> None:
        formatter = self._error_formatter()
        formatter.write_error(fault)
        click.echo(formatter.getvalue(), err=True, nl=False)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rowback")
def main() -> None:
    """Watch the news change: clean articles without copies, and every silent edit."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    level = os.environ.get("ROWBACK_LOG_LEVEL", "")
    if level and level.upper() not in logging.getLevelNamesMapping():
        raise click.UsageError(f"ROWBACK_LOG_LEVEL is {level!r}: it must be DEBUG, INFO, WARNING, ERROR or CRITICAL")


if __name__ == "__main__":
    main()
