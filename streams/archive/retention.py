"""What is kept: by age and by size, a few rows at a time, so that writing and reading go on.

Decided: history goes, the present stays. What is older than wanted goes: revisions, versions but the newest of a
page, statements, changes, rejections, and the captures they rest on. A page and its newest version stay as long as the
page is looked at; after that they go too. Age is that of the message on its topic, so that old captures that are
replayed today are of today. When the file is larger than wanted, the oldest history goes first, until it fits or only
the newest versions are left. Counts of outcomes stay.

Deliberately missed: a rebuild from Kafka brings back what Kafka still has.
"""

from __future__ import annotations

import logging
import time

from streams.archive.archive import Archive
from streams.archive.counts import size
from streams.archive.erasure import is_scrubbed, scrub
from streams.archive.forgetting import DAY_MS, forget_older, forget_oldest, forget_settled

logger = logging.getLogger(__name__)


async def apply(archive: Archive, keep_days: int | None, keep_bytes: int | None) -> int:
    """Let go of what need not be kept; return how many events went."""
    gone = 0
    if keep_days is not None:
        before_ms = int(time.time() * 1000) - keep_days * DAY_MS
        gone += await _forget_older(archive, before_ms)
    await archive.written(lambda: archive.change(forget_settled))
    while keep_bytes is not None and await archive.read(size) > keep_bytes:
        count = await archive.written(lambda: archive.change(forget_oldest))
        gone += count
        if not count:
            logger.warning("the archive holds more than %d bytes, all of it newest versions", keep_bytes)
            break
    if not await archive.read(is_scrubbed):
        while not await archive.written(lambda: archive.change(scrub)):
            pass
    if gone:
        await archive.written(archive.shrink)
    return gone


async def _forget_older(archive: Archive, before_ms: int) -> int:
    gone = 0
    while count := await archive.written(
        lambda: archive.change(lambda connection: forget_older(connection, before_ms))
    ):
        gone += count
    return gone
