"""The rowback command: one file a command, loaded when it is called, so that `rowback --help` is quick."""

from __future__ import annotations

from importlib import import_module

import rich_click as click

from streams import __version__

COMMANDS = {
    "demo": "A local Kafka, sample captures over a minute, and what rowback says of them.",
    "replay": "Captures from files through Kafka to the end, and a table of outcomes.",
    "clean": "One capture cleaned: what is the article, what is noise.",
    "compare": "Two captures compared: what was really changed.",
    "tail": "Follow events as readable lines or JSON.",
    "status": "What runs, how far behind it is, and what to do.",
    "describe": "Topics, stages and tables as text, Mermaid or AsyncAPI.",
    "rejected": "Look at what no stage could use.",
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


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rowback")
def main() -> None:
    """Watch the news change: clean articles without copies, and every silent edit."""


if __name__ == "__main__":
    main()
