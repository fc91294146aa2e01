"""The data directory of a local broker: what lies in it, who runs there, and whether it can be written.

    DIR/kafka/          Kafka's own logs, formatted once
    DIR/running.lock    held as long as a supervisor or broker of this directory lives; holds the broker's process id
    DIR/start.lock      held while a command starts a broker or looks whether it has to
    DIR/state.json      port, process id and cluster id of the broker that is ready; means nothing without running.lock
    DIR/broker.log      what Kafka said

The lock is what counts: a state file that outlived its broker is recognised even when another program has its number.
"""

import json
import os
import shutil
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from streams.broker.errors import BrokerError
from streams.broker.locks import FileLock, is_held


@dataclass(frozen=True)
class State:
    """The broker that is ready in a data directory: its port on 127.0.0.1, process id, cluster id."""

    port: int
    pid: int
    cluster_id: str


class DataDirectory:
    """The paths inside a data directory, and its state file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "kafka"
        self.temporary = path / "temporary"
        self.properties = path / "server.properties"
        self.running_lock = path / "running.lock"
        self.start_lock = FileLock(path / "start.lock")
        self.state_file = path / "state.json"
        self.log = path / "broker.log"

    def running(self) -> State | None:
        """Returns the broker that is ready here, None where none is; a state file left behind is not believed."""
        return self.remembered() if self.is_in_use() else None

    def is_in_use(self) -> bool:
        """Returns whether a broker lives here, ready or not."""
        return is_held(self.running_lock)

    def holder(self) -> int | None:
        """Returns the process id of the broker that lives here or lived here last, None where it is not known."""
        try:
            return int(self.running_lock.read_text("ascii"))
        except (OSError, ValueError):
            return None

    def remembered(self) -> State | None:
        """Returns what the state file says, None where there is none or it cannot be read."""
        try:
            content = json.loads(self.state_file.read_bytes())
            return State(port=int(content["port"]), pid=int(content["pid"]), cluster_id=str(content["cluster_id"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def remember(self, state: State) -> None:
        """Says that a broker is ready."""
        unfinished = self.state_file.with_suffix(".new")
        unfinished.write_text(json.dumps(asdict(state)) + "\n", "utf-8")
        unfinished.replace(self.state_file)

    def last_port(self) -> int | None:
        """Returns the port that the last broker had here, so that clients that still try it find the next one."""
        try:
            lines = self.properties.read_text("utf-8").splitlines()
            address = next(line for line in lines if line.startswith("advertised.listeners="))
            return int(address.rpartition(":")[2])
        except (OSError, ValueError, StopIteration):
            return None

    def log_bytes(self) -> int:
        """Returns the size of the log, 0 where there is none."""
        return self.log.stat().st_size if self.log.is_file() else 0

    def prepare(self, free_mebibytes_min: int) -> None:
        """Makes the directory and checks that there is room.

        Raises:
            BrokerError: It cannot be made or written, or the disk is nearly full.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.path).free // (1024 * 1024)
        except OSError as error:
            raise self.unwritable(error) from error
        if free < free_mebibytes_min:
            raise BrokerError(
                f"only {free} MiB are free on the disk of {self.path}, and the broker wants {free_mebibytes_min}: "
                "make room, or name another directory with --data-dir"
            )

    def empty_temporary(self) -> None:
        """Makes an empty folder for what the broker unpacks; one that was killed left its files there."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(exist_ok=True)

    def unwritable(self, error: OSError) -> BrokerError:
        """Returns the error for a directory that cannot be used."""
        return BrokerError(
            f"cannot write to {self.path} ({error.strerror or error}): name another directory with --data-dir"
        )


def port_is_free(port: int) -> bool:
    """Returns whether a server could listen on the port of 127.0.0.1 now."""
    with socket.socket() as trial:
        if os.name == "posix":  # as Java does: connections that are winding down are no obstacle
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
            trial.listen(1)
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Returns different ports of 127.0.0.1 that nobody listens on now; somebody may take one before its use."""
    trials = [socket.socket() for _ in range(count)]
    try:
        for trial in trials:
            trial.bind(("127.0.0.1", 0))
        return [int(trial.getsockname()[1]) for trial in trials]
    finally:
        for trial in trials:
            trial.close()
