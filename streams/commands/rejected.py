"""`rowback rejected`: look at what no stage could use."""

from __future__ import annotations

import base64
import binascii
import logging
import re
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rich_click as click
from aiokafka import ConsumerRecord
from rich.console import Console
from rich.text import Text

from streams import schema, topology
from streams.commands import options, terminal
from streams.commands.entries import attributes, value_of
from streams.commands.terminal import visible
from streams.hosts.reading import Start, Tail, follow, read_one

Value = dict[str, Any]

_PLACE = re.compile(r"(\d{1,9})/(\d{1,18})")


@click.group(
    epilog=options.examples(
        ("rowback rejected list", "the newest, with their reasons"),
        ("rowback rejected list --reason no_article --limit 100", "those without an article"),
        ("rowback rejected show 3/17", "one of them whole"),
    )
)
def rejected() -> None:
    """Look at the captures and messages that no stage could use, each with its reason and where it came from.

    Reads the topic article.rejected of the Kafka that runs, and starts none.
    """


@rejected.command("list", epilog=options.examples(("rowback rejected list --reason schema", "one reason only")))
@click.option("--reason", metavar="WORD", help="Only these: schema, no_article, too_large, ...")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many, the newest.")
@options.bootstrap_servers
@options.data_dir
@options.as_json
def list_(reason: str | None, limit: int, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """List what was rejected, the newest last."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _list(reason, limit, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _list(
    reason: str | None, limit: int, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool
) -> None:
    found: deque[ConsumerRecord] = deque(maxlen=limit)
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        # Each transaction leaves a marker behind, so that at worst every second offset holds no message.
        start: Start | Tail = Tail(2 * limit) if reason is None else "beginning"
        async for record in follow(kafka.bootstrap_servers, [topology.REJECTED], start, until_end=True):
            if reason is None or (value_of(record) or {}).get("reason") == reason:
                found.append(record)
    newest = sorted(found, key=lambda record: record.timestamp)
    if as_json:
        terminal.write_lines(_as_value(record, whole=False) for record in newest)
        return
    console = terminal.console()
    if not newest:
        console.print(
            Text("Nothing was rejected." if reason is None else f"Nothing was rejected for {visible(reason)}.")
        )
    for record in newest:
        console.print(_line(record))


def _sound(record: ConsumerRecord) -> Value | None:
    """Return the value where it is one; others may write to the topic too."""
    value = value_of(record)
    return None if value is None or schema.validator(topology.REJECTED)(value) else value


def _line(record: ConsumerRecord) -> Text:
    value = _sound(record)
    line = Text().append(f"{record.partition}/{record.offset}".ljust(10), "bold")
    if value is None:
        return line.append("a message that does not fit the schema of article.rejected", "red")
    line.append(f"{_when(record)}  ", "dim").append(f"{visible(value['stage'])}: {visible(value['reason'])}  ", "red")
    return line.append(f"{visible(value['message'])}  ").append(f"{_origin(value)}, {value['size']:,} bytes", "dim")


def _when(record: ConsumerRecord) -> str:
    return datetime.fromtimestamp(record.timestamp / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _origin(value: Value) -> str:
    origin = value["origin"]
    return f"{visible(origin['topic'])}/{origin['partition']}/{origin['offset']}"


def _as_value(record: ConsumerRecord, *, whole: bool) -> Value:
    value = value_of(record) or {}
    if not whole:
        value = {name: kept for name, kept in value.items() if name not in ("head", "head_encoding")}
    where = {"partition": record.partition, "offset": record.offset, "said_at_ms": record.timestamp}
    return {**where, **attributes(record), "value": value}


@rejected.command("show", epilog=options.examples(("rowback rejected show 3/17", "as `rejected list` names it")))
@click.argument("place", metavar="PARTITION/OFFSET")
@options.bootstrap_servers
@options.data_dir
@options.as_json
def show(place: str, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool) -> None:
    """Show one rejected message whole: why, where it came from, and the beginning of what came (at most 64 KiB)."""
    match = _PLACE.fullmatch(place)
    if match is None:
        raise click.BadParameter(f"{place!r} is not of the form 3/17", param_hint="PARTITION/OFFSET")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _show(int(match[1]), int(match[2]), bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _show(
    partition: int, offset: int, bootstrap_servers: str | None, data_dir: Path | None, as_json: bool
) -> None:
    async with options.attached(bootstrap_servers, data_dir) as kafka:
        record = await read_one(kafka.bootstrap_servers, topology.REJECTED, partition, offset)
    if record is None:
        raise click.ClickException(f"there is no message at {partition}/{offset} of {topology.REJECTED}")
    if as_json:
        terminal.write_json(_as_value(record, whole=True))
    else:
        _print(terminal.console(), record)


def _print(console: Console, record: ConsumerRecord) -> None:
    value = _sound(record)
    if value is None:
        console.print(_line(record))
        return
    rows = {
        "rejected by": value["stage"],
        "reason": f"{value['reason']}: {value['message']}",
        "said at": f"{_when(record)} UTC",
        "came from": _origin(value),
        "key": "none" if record.key is None else record.key.decode(errors="replace"),
        "size": f"{value['size']:,} bytes, SHA-256 {value['sha256']}",
    }
    for name, text in rows.items():
        console.print(Text().append(f"{name:<12} ", "bold").append(visible(text)))
    head, is_text = _head(value)
    console.print(Text("what came" + ("" if is_text else " (not UTF-8; shown as far as it can be)") + ":", "bold"))
    console.print(Text(visible(head)))


def _head(value: Value) -> tuple[str, bool]:
    head = value["head"] or ""
    if value["head_encoding"] != "base64":
        return head, True
    try:
        return base64.b64decode(head).decode(errors="replace"), False
    except binascii.Error:
        return head, False
