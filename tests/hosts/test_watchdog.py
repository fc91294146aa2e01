"""When a worker stands still: it has something to do and gets nowhere with it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from streams.hosts.watchdog import Standstill, Task

LIMIT = 10.0


def still(standstill: Standstill, now: float, *tasks: tuple[str, object]) -> str | None:
    def there() -> Iterator[Task]:
        for name, progress in tasks:
            yield Task(name, f"{name} has something to do", repr(progress))

    found = standstill.found(there(), now)
    return None if found is None else found.name


def test_a_task_that_does_not_move_for_too_long_stands_still() -> None:
    standstill = Standstill(LIMIT)
    assert [still(standstill, now, ("a", 1)) for now in (0.0, 5.0, 9.9)] == [None, None, None]
    assert still(standstill, 10.0, ("a", 1)) == "a"


def test_whatever_moves_does_not_stand_still_however_slow() -> None:
    standstill = Standstill(LIMIT)
    assert {still(standstill, 9.0 * step, ("a", step)) for step in range(20)} == {None}


def test_one_that_moves_does_not_excuse_one_that_does_not() -> None:
    standstill = Standstill(LIMIT)
    assert [still(standstill, float(now), ("a", now), ("b", 0)) for now in range(0, 11, 5)] == [None, None, "b"]


def test_having_nothing_to_do_in_between_begins_anew() -> None:
    standstill = Standstill(LIMIT)
    assert still(standstill, 0.0, ("a", 1)) is None
    assert still(standstill, 9.0) is None
    assert still(standstill, 10.0, ("a", 1)) is None


WATCHED = """
import asyncio, sys, time
from streams.hosts import watchdog
from streams.settings import Settings

class App:
    rowback_settings = Settings(standstill_seconds_max=5.0, bootstrap_servers="127.0.0.1:1")
    joining, owned = False, {}
    def fetched(self): return {}

watchdog.TICK_SECONDS = 0.02  # a loop is stuck after 100 of them

async def main():
    watching = asyncio.create_task(watchdog.Watchdog(App()).run())
    await asyncio.sleep(0.1)
    print("up", flush=True)
    if sys.argv[1] == "stuck":
        time.sleep(60)
    await asyncio.to_thread(sys.stdin.readline)
    watching.cancel()

asyncio.run(main())
"""


def watched(how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WATCHED, how]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def test_a_loop_that_is_stuck_ends_the_process_with_one_line() -> None:
    process = watched("stuck")
    _, errors = process.communicate(timeout=50)
    assert process.returncode == 1
    assert errors.splitlines()[-1].startswith("the worker stops: its event loop has been stuck")
    assert "Traceback" not in errors


def test_a_process_that_was_stopped_and_goes_on_is_not_taken_for_stuck() -> None:
    process = watched("idle")
    process.send_signal(signal.SIGSTOP)
    time.sleep(4)
    process.send_signal(signal.SIGCONT)
    time.sleep(0.5)
    assert process.poll() is None
    process.communicate("\n", timeout=50)
    assert process.returncode == 0
