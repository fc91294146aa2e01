"""What rowback says of a history of captures, in memory: the messages that an archive reads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from streams.archive import Archive
from streams.archive.entry import READ
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming
from tests.golden.cases import all_cases
from tests.golden.memory import run
from tests.kafka.history import History

NOW_MS = 1_790_000_000_000


@cache
def said(seed: int = 7, captures: int = 400) -> tuple[Incoming, ...]:
    """Everything that came out on public topics, topic by topic."""
    host = MemoryHost(4)
    host.write_all(History(seed=seed, sites=8).make(captures), NOW_MS)
    host.run()
    return tuple(message for topic in READ for message in host.topic(topic))


@cache
def golden() -> tuple[Incoming, ...]:
    """The same for all golden cases at once."""
    _, messages = run([raw for case in all_cases() for raw in case.captures])
    return tuple(message for message in messages if message.topic in READ)


def filled(folder: Path, messages: tuple[Incoming, ...], name: str = "archive.sqlite3") -> Archive:
    """An archive that has read messages."""
    archive = Archive(folder / name)
    archive.add(messages)
    return archive
