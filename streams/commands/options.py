"""Options that several commands share, and how a command fails: one line and an exit code, never a traceback."""

from __future__ import annotations

import asyncio
import functools
import os
import shlex
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import rich_click as click
from click.core import ParameterSource
from pydantic import ValidationError
from rich.text import Text

from streams.hosts.rules import of_sources
from streams.settings import Settings
from streams.sources import BadSources, Sources, WatchedSources, read
from streams.stages.byhand import RuleBook

if TYPE_CHECKING:  # Kafka's clients take longer to load than a command without Kafka takes in all
    from streams.hosts.connection import Connection

SECRET_WORDS = ("sasl_", "token", "password", "secret")  # in the name of a setting whose value is not shown

P = ParamSpec("P")
Command = TypeVar("Command", bound=Callable[..., None])

bootstrap_servers = click.option(
    "--bootstrap-servers",
    metavar="HOST:PORT[,...]",
    envvar="ROWBACK_BOOTSTRAP_SERVERS",
    help="The Kafka to use; without it a local one.",
)
data_dir = click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="ROWBACK_DATA_DIR",
    help="Where the local Kafka (in its folder kafka) and the tables live.  [default: ~/.local/share/rowback]",
)
partitions = click.option(
    "--partitions",
    type=click.IntRange(1, 10_000),
    default=8,
    show_default=True,
    envvar="ROWBACK_PARTITIONS",
    help="Partitions of every topic; fixed when the topics are created.",
)
sources = click.option(
    "--sources",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    envvar="ROWBACK_SOURCES",
    help="A sources file (TOML): feeds, pages, and how each site is treated. Changes take effect without a restart.",
)
end_with_stdin = click.option("--end-with-stdin", is_flag=True, hidden=True, help="End when standard input is closed.")
rules = click.option(
    "--sources",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    envvar="ROWBACK_SOURCES",
    help="A sources file (TOML) with what is to be left out or kept on the pages of a site.",
)
confirm_after = click.option(
    "--confirm-after",
    metavar="SECONDS",
    type=click.FloatRange(0, 30 * 86_400),
    default=0.0,
    envvar="ROWBACK_CONFIRM_AFTER_SECONDS",
    help="How long an edit has to stand, by the captures' own times, before it is announced; 0: at once.",
)
_metrics_port = click.option(
    "--metrics-port",
    type=click.IntRange(0, 65_535),
    envvar="ROWBACK_METRICS_PORT",
    help="Serve /metrics, /livez and /readyz here; 0: any port that is free.  [default: do not]",
)
_metrics_host = click.option(
    "--metrics-host",
    default="127.0.0.1",
    show_default=True,
    envvar="ROWBACK_METRICS_HOST",
    help="Where to listen for that. Nothing is asked of who reads: keep it on a network of your own.",
)
_canary_seconds = click.option(
    "--canary-seconds",
    type=click.FloatRange(1.0, 86_400.0),
    envvar="ROWBACK_CANARY_SECONDS",
    help="Send a capture of the site canary.invalid so often, and measure when one came through.  [default: do not]",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")


def metrics(command: Command) -> Command:
    """Add the options of what can be seen from outside."""
    return _metrics_port(_metrics_host(_canary_seconds(command)))


def examples(*lines: tuple[str, str]) -> str:
    """Return the end of a help text: commands, each with what it does in a few words.

    rich-click joins the lines of an epilog that is a string, and leaves a ``Text`` as it is; click only asks for str.
    """
    text = Text("Examples:")
    for command, purpose in lines:
        text.append(f"\n  {command}").append(f"\n      {purpose}", "dim")
    return cast(str, text)


def watched_sources(feeds: Iterable[str], files: Iterable[Path]) -> WatchedSources:
    """Return what to poll; raises click's UsageError where there is nothing, or it cannot be used."""
    named = [*map(str, files), *feeds]
    if not named:
        raise click.UsageError("name feeds to poll, or a sources file with --sources")
    try:
        return WatchedSources(named)
    except BadSources as fault:
        raise click.UsageError(str(fault)) from fault


def end_with_standard_input() -> None:
    """A part that a command started ends with that command, also when the command is killed."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):  # not the buffer: its lock would be held when the process ends itself
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def is_on_command_line(name: str) -> bool:
    """Tell whether the running command was given this parameter itself, not by the environment."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def repeated(command: str, bootstrap_servers: str | None, data_dir: Path | None) -> str:
    """Return a command to be typed that looks at the same Kafka as the one that names it."""
    if bootstrap_servers:
        return f"{command} --bootstrap-servers {shlex.quote(bootstrap_servers)}"
    return f"{command} --data-dir {shlex.quote(str(data_dir))}" if data_dir else command


@asynccontextmanager
async def attached(bootstrap_servers: str | None, data_dir: Path | None) -> AsyncIterator[Connection]:
    """Yield the Kafka that runs, and start none; what to do where none runs names the same directory.

    Raises NotConnected or BrokerError, each with one line for people.
    """
    from streams.broker import BrokerError
    from streams.hosts.connection import connected

    async with AsyncExitStack() as stack:
        try:
            kafka = await stack.enter_async_context(connected(bootstrap_servers, data_dir, attach_only=True))
        except BrokerError as fault:
            told = f"`{repeated('rowback broker', None, data_dir)}`"
            raise BrokerError(str(fault).replace("`rowback broker`", told)) from fault
        yield kafka


def asynchronous(command: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async command, and turn what can go wrong outside rowback into one line and exit code 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from aiokafka.errors import KafkaError

        try:
            asyncio.run(command(*args, **kwargs))
        except _faults() as fault:
            raise click.ClickException(str(fault)) from fault
        except ValidationError as fault:
            raise _setting_at_fault(fault) from fault
        except KafkaError as fault:
            raise click.ClickException(f"Kafka: {fault!r}") from fault

    return run


def _faults() -> tuple[type[Exception], ...]:
    """Return what can go wrong outside rowback, each with one line for people."""
    from streams.broker import BrokerError
    from streams.captures import UnreadableInput
    from streams.hosts.connection import NotConnected
    from streams.hosts.journal import OtherReplay
    from streams.hosts.topics import TopicsError
    from streams.hosts.workers import WorkersDied

    return BrokerError, NotConnected, OtherReplay, TopicsError, UnreadableInput, WorkersDied


def rule_book(sources: tuple[Path, ...], confirm_after_seconds: float = 0.0) -> RuleBook:
    """Return what the sources files say about sites; what cannot be used is wrong use, in one line."""
    try:
        return of_sources(read([str(path) for path in sources]) if sources else Sources(), confirm_after_seconds)
    except BadSources as fault:
        raise click.UsageError(str(fault)) from fault


def settings(**values: Any) -> Settings:
    """Return the settings of the environment and these; one that is out of its bounds is wrong use, in one line."""
    try:
        return Settings(**values)
    except ValidationError as fault:
        raise _setting_at_fault(fault) from fault


def _setting_at_fault(fault: ValidationError) -> click.UsageError:
    first = fault.errors()[0]
    words = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:  # several settings together, a password maybe among them: their values are not shown
        return click.UsageError(words)
    name = ".".join(map(str, first["loc"]))
    if any(word in name for word in SECRET_WORDS):
        return click.UsageError(f"{name}: {words.lower()}")
    return click.UsageError(f"{name} is {first['input']!r}: {words.lower()}")
