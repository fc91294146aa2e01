"""The process between a command and its broker: when the command dies, however it dies, the broker is ended.

Run as a file, with nothing but the standard library, so that it stays small beside the broker. It reads its task as
one line of JSON from its standard input, starts the broker, answers with one line of JSON, and then waits for whatever
comes first: the end of its input (the command let go or is dead), SIGTERM, or the end of the broker.

It holds the lock of the data directory and hands it on to the broker: as long as either lives, the lock is held, and so
a state file can be told from one left behind without trusting process ids, which are used again.
"""

import ctypes
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

_TICK_SECONDS = 0.5
_LOCK_SECONDS_MAX = 2.0  # somebody who only asks whether the lock is held has it for a moment
_LOG_BYTES_MAX = 16 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


def main() -> int:
    """Runs one broker to its end; returns 0 when it was asked to end, 1 when the broker ended by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGTERM, lambda *_: None)
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        return 0  # the command died before it said what it wanted
    task: dict[str, Any] = json.loads(line)
    directory = Path(task["directory"])
    lock = _lock(directory / task["lock"])
    if lock is None:
        _answer({"error": "it is in use by another broker"})
        return 1
    try:
        return _supervise(task, directory, wake_read, lock)
    finally:
        if task["remove"]:
            shutil.rmtree(directory, ignore_errors=True)


def _supervise(task: dict[str, Any], directory: Path, wake_read: int, lock: int) -> int:
    log = directory / task["log"]
    try:
        broker = _start(task, log, lock)
    except OSError as error:
        _answer({"error": str(error)})
        return 1
    os.ftruncate(lock, 0)
    os.write(lock, f"{broker.pid}\n".encode())
    _answer({"pid": broker.pid})
    making = _ArchiveMaking(task["class_archive"], task["environment"])
    try:
        asked = _wait(broker, wake_read, log, making, int(task["parent"]))
    finally:
        making.end()
    (directory / task["state"]).unlink(missing_ok=True)  # before the end, so that nobody attaches to a dying broker
    if asked:
        _end(broker, float(task["stop_seconds_max"]))
    return 0 if asked else 1


def _lock(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    ends_at = time.monotonic() + _LOCK_SECONDS_MAX
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends_at:
                os.close(descriptor)
                return None
            time.sleep(0.02)
        else:
            return descriptor


def _start(task: dict[str, Any], log: Path, lock: int) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - the command line is our own
            task["command"],
            env=task["environment"],
            cwd=task["directory"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            preexec_fn=_die_with_parent  # noqa: PLW1509 - there are no threads here
            if sys.platform == "linux"
            else None,
        )


def _in_the_background() -> None:
    os.nice(19)
    if sys.platform == "linux":
        _die_with_parent()


def _die_with_parent() -> None:
    """Asks Linux to end the child when this process is killed; elsewhere a broker lives on and is attached to."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


class _ArchiveMaking:
    """Makes the class archive (see archive.py) at the lowest priority, once the broker has run for a while."""

    def __init__(self, task: dict[str, Any] | None, environment: dict[str, str]) -> None:
        self._task, self._environment = task, environment
        self._begins_at = time.monotonic() + (task["after_seconds"] if task else 0)
        self._maker: subprocess.Popen[bytes] | None = None

    def go_on(self) -> None:
        """Begins or completes the archive when it is time; a failure only means that there is none."""
        if self._task is None or time.monotonic() < self._begins_at:
            return
        try:
            if self._maker is None:
                self._keep_list(self._task)
                self._maker = self._begin(self._task)
            elif self._maker.poll() is not None:
                if self._maker.returncode == 0:
                    Path(self._task["unfinished"]).replace(self._task["archive"])
                else:
                    Path(self._task["list"]).unlink()  # whatever is wrong with it: the next broker writes a new one
                self.end()
        except OSError:
            self.end()

    def end(self) -> None:
        """Gives up what is not complete; the list is kept, so that the next broker begins with the archive earlier."""
        if self._task is None:
            return
        if self._maker is not None:
            self._maker.kill()
            self._maker.wait()
        with suppress(OSError):
            if self._maker is None:
                self._keep_list(self._task)
            Path(self._task["unfinished"]).unlink()
        self._task = None

    def _begin(self, task: dict[str, Any]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - the command line is our own
            task["command"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_in_the_background,  # noqa: PLW1509 - there are no threads here
        )

    @staticmethod
    def _keep_list(task: dict[str, Any]) -> None:
        """Copies what the broker has written of the list so far, up to its last whole line."""
        if task["fresh_list"] is not None:
            content = Path(task["fresh_list"]).read_bytes()
            unfinished = Path(task["unfinished"])
            unfinished.write_bytes(content[: content.rfind(b"\n") + 1])
            unfinished.replace(task["list"])


def _wait(broker: "subprocess.Popen[bytes]", wake_read: int, log: Path, making: _ArchiveMaking, command: int) -> bool:
    """Waits for the first end; returns whether the broker is to be ended, False when it has ended by itself.

    `command` is the process id of the command, as it says itself: asked for here, it might be that of whoever took
    over from a command that has been killed meanwhile.
    """
    while broker.poll() is None:
        ready, _, _ = select.select([sys.stdin.fileno(), wake_read], [], [], _TICK_SECONDS)
        # a child that the command forked may hold the pipe open beyond the command's death
        if ready or os.getppid() != command:
            return True
        _bound(log)
        making.go_on()
    return False


def _bound(log: Path) -> None:
    """Keeps the log and one log before it; the broker appends, so that its file may be emptied under its hands."""
    with suppress(OSError):
        if log.stat().st_size > _LOG_BYTES_MAX:
            shutil.copyfile(log, log.with_name(log.name + ".1"))
            os.truncate(log, 0)


def _end(broker: "subprocess.Popen[bytes]", seconds_max: float) -> None:
    broker.terminate()
    try:
        broker.wait(seconds_max)
    except subprocess.TimeoutExpired:
        broker.kill()
        broker.wait()


def _answer(content: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):  # the command is dead: the end of the input says so as well
        os.write(sys.stdout.fileno(), json.dumps(content).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
