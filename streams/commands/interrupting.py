"""Ctrl-C as the ordinary end of a command that would go on for ever."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine


def end_signals() -> list[signal.Signals]:
    """Return the signals that ask a command to end; the end of the terminal is none where nohup has it ignored."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    return numbers


async def until_interrupted(work: Coroutine[None, None, None]) -> bool:
    """Run work to its end, or until SIGINT, SIGTERM or SIGHUP; return whether one of them ended it.

    A second signal while work is being cleaned up is ignored: what was started here must not be left behind.
    """
    asked = False
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()

    def end() -> None:
        nonlocal asked
        if not asked:
            asked = True
            task.cancel()

    numbers = end_signals()
    for number in numbers:
        loop.add_signal_handler(number, end)
    try:
        await task
    except asyncio.CancelledError:
        if not asked:
            raise
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
    return asked
