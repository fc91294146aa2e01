"""Reads ahead of the event loop: a thread runs a blocking iterator, and the loop takes what is there.

A pipe that has nothing to say yet must not keep what came before it from being written, and a disk must not keep the
loop from anything else.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

T = TypeVar("T")

ITEMS_AHEAD_MAX = 64  # captures of a few kB mostly, of 8 MiB at most
PAUSE_SECONDS = 0.1  # without anything new; then the loop is given an empty list, to tend to what waits


class _Ended:
    """Behind the last item: why there are no more."""

    def __init__(self, fault: BaseException | None) -> None:
        self.fault = fault


async def read_ahead(items: Iterator[T]) -> AsyncIterator[list[T]]:
    """Yield what the iterator has given since the last time, in order; an empty list after a pause without anything.

    Raises what the iterator raises, after all that came before it.
    """
    there: queue.Queue[T | _Ended] = queue.Queue(ITEMS_AHEAD_MAX)
    given_up = threading.Event()
    threading.Thread(target=_read, args=(items, there, given_up), name="read-ahead", daemon=True).start()
    try:
        while True:
            found = await asyncio.to_thread(_take, there)
            ended = found.pop() if found and isinstance(found[-1], _Ended) else None
            yield [item for item in found if not isinstance(item, _Ended)]
            if isinstance(ended, _Ended):
                if ended.fault is not None:
                    raise ended.fault
                return
    finally:
        given_up.set()


def _read(items: Iterator[T], there: queue.Queue[T | _Ended], given_up: threading.Event) -> None:
    fault: BaseException | None = None
    try:
        for item in items:
            if not _put(there, item, given_up):
                return
    except Exception as found:
        fault = found  # the reader's to say
    _put(there, _Ended(fault), given_up)


def _put(there: queue.Queue[T | _Ended], item: T | _Ended, given_up: threading.Event) -> bool:
    while not given_up.is_set():
        try:
            there.put(item, timeout=PAUSE_SECONDS)
        except queue.Full:
            continue
        return True
    return False


def _take(there: queue.Queue[T | _Ended]) -> list[T | _Ended]:
    found: list[T | _Ended] = []
    with contextlib.suppress(queue.Empty):
        found.append(there.get(timeout=PAUSE_SECONDS))
        while len(found) < ITEMS_AHEAD_MAX:
            found.append(there.get_nowait())
    return found
