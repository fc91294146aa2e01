"""A replay that is killed and started again on a Kafka that stays: it goes on, and the results are those of one run."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from streams import samples, topology
from streams.hosts.collecting import ends_of
from streams.hosts.journal import NAME, Journal, OtherReplay

PARTITIONS = 4
WAIT_SECONDS_MAX = 120  # for a replay's first captures to be on the topic, on a busy machine
LINES = samples.path().read_bytes().splitlines(keepends=True)


def replay(servers: str, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "streams", "replay", "-", "--out", str(out), "--bootstrap-servers", servers]
    return subprocess.Popen([*command, "--partitions", str(PARTITIONS), "--json"], stdin=-1, stdout=-1)


async def captures_on(servers: str) -> int:
    return sum((await ends_of(servers, [topology.RAW], PARTITIONS))[topology.RAW].values())


@pytest.mark.kafka
@pytest.mark.timeout(600)
async def test_a_replay_that_was_killed_goes_on_and_ends_as_if_it_had_not_been(
    bootstrap_servers: str, tmp_path: Path
) -> None:
    first = replay(bootstrap_servers, tmp_path / "out")
    assert first.stdin is not None
    first.stdin.write(b"".join(LINES[: len(LINES) // 2]))
    first.stdin.flush()
    before, until = -1, time.monotonic() + WAIT_SECONDS_MAX
    while before < 1 and time.monotonic() < until:
        try:
            before = await captures_on(bootstrap_servers)
        except KeyError:
            continue  # the topics are not made yet
    first.kill()
    first.wait()
    assert 0 < before < len(LINES)

    second = replay(bootstrap_servers, tmp_path / "out")
    printed, _ = second.communicate(b"".join(LINES))
    assert second.returncode == 0
    said = orjson.loads(printed)
    assert said["captures"] == len(LINES) == sum(said["outcomes"].values())
    assert said["resumed"] >= before // 2  # what a transaction's marker takes is no capture
    outcomes = [orjson.loads(line) for line in (tmp_path / "out" / "outcomes.jsonl").read_bytes().splitlines()]
    assert [outcome["captured_at"] for outcome in outcomes] == [orjson.loads(line)["captured_at"] for line in LINES]
    assert len((tmp_path / "out" / "capture.settled.jsonl").read_bytes().splitlines()) == len(LINES)
    assert not (tmp_path / "out" / NAME).exists()


def test_a_replay_goes_on_only_with_the_inputs_it_began_with(tmp_path: Path) -> None:
    begun = Journal.begin(tmp_path, "cluster", ["a"], None, {topology.RAW: {0: 5}})
    assert Journal.read(tmp_path, "cluster", ["a"], None) == begun
    assert Journal.read(tmp_path, "another cluster", ["a"], None) is None
    with pytest.raises(OtherReplay, match=r"replay of other inputs that was cut short \(a\)"):
        Journal.read(tmp_path, "cluster", ["b"], None)
    (tmp_path / NAME).write_bytes(b"{")
    with pytest.raises(OtherReplay, match="damaged"):
        Journal.read(tmp_path, "cluster", ["a"], None)
