"""Reading ahead: in order, without waiting for what has not come, and with the fault at its place."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from streams.hosts.ahead import ITEMS_AHEAD_MAX, read_ahead

SECONDS_MAX = 30  # a bound on waiting for a thread of our own


async def test_everything_comes_once_and_in_order() -> None:
    count = 5 * ITEMS_AHEAD_MAX
    assert [item async for found in read_ahead(iter(range(count))) for item in found] == list(range(count))


async def test_what_is_there_is_given_while_the_source_is_silent() -> None:
    heard = threading.Event()

    def source() -> Iterator[int]:
        yield 1
        assert heard.wait(SECONDS_MAX)
        yield 2

    taken = []
    async for found in read_ahead(source()):
        taken += found
        heard.set()
    assert taken == [1, 2]


async def test_a_fault_comes_after_what_was_read_before_it() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    taken = []

    async def take() -> None:
        async for found in read_ahead(source()):
            taken.extend(found)

    with pytest.raises(OSError, match="the disk is gone"):
        await take()
    assert taken == [1]
