"""The commands that look at a Kafka, on a real one that has handled the sample captures."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from aiokafka.admin import AIOKafkaAdminClient
from click.testing import Result

from streams import samples, topology
from streams.captures.items import site_of_line
from streams.hosts import topics
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.reading import partitions_of
from streams.hosts.workers import Workers
from streams.settings import Settings
from tests.commands.newsroom import run

pytestmark = pytest.mark.kafka

LINES = samples.path().read_bytes().splitlines()
GROUP = "commands-under-test"
ROWBACK = (sys.executable, "-m", "streams")


async def without_topics(servers: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        if there := [name for name in await admin.list_topics() if not name.startswith("__")]:
            await admin.delete_topics(there)
        while any((await partitions_of(servers, there)).values()):  # noqa: ASYNC110 - nobody tells when it is gone
            await asyncio.sleep(0.1)
    finally:
        await admin.close()


async def fill(servers: str, folder: Path) -> None:
    """Let a worker handle the sample captures, and end it."""
    await without_topics(servers)
    settings = Settings(bootstrap_servers=servers, partitions=4, data_dir=folder, app_id=GROUP)
    await topics.ensure(settings)
    feeder = Feeder(servers, 4)
    await feeder.start()
    for line in LINES:
        await feeder.write(line, site_of_line(line))
    await feeder.stop()
    drain = Drain(servers, GROUP, 4)
    await drain.start()
    async with Workers(settings, 1) as workers:
        await drain.wait(workers.check, lambda _left: None)
    await drain.stop()


@pytest.fixture(scope="module")
def filled(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    asyncio.run(fill(kafka, tmp_path_factory.mktemp("worker")))
    os.environ["ROWBACK_APP_ID"] = GROUP
    yield kafka
    del os.environ["ROWBACK_APP_ID"]


def on(servers: str, *arguments: str) -> Result:
    return run(*arguments, "--bootstrap-servers", servers)


def test_tail_shows_the_whole_day(filled: str) -> None:
    result = on(filled, "tail", "--from-beginning", "--until-end")
    assert result.exit_code == 0
    assert "[-nine-]{+eight+}" in result.stdout
    assert "revert" in result.stdout
    times = [line[:16] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert times[0] < times[-1]


def test_tail_gives_json_and_stops_at_its_limit(filled: str) -> None:
    result = on(filled, "tail", "capture.settled", "--from-beginning", "--until-end", "--json")
    lines = [orjson.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == len(LINES)
    assert all(line["ce_id"] and line["topic"] == topology.SETTLED and line["value"]["outcome"] for line in lines)
    assert len(on(filled, "tail", "capture.settled", "--from-beginning", "--limit", "3").stdout.splitlines()) == 3


def test_tail_chooses_by_kind_site_and_time(filled: str) -> None:
    everything = ("tail", "--from-beginning", "--until-end", "--json")
    kinds = {
        orjson.loads(line)["value"]["change"]
        for line in on(filled, *everything, "page.changed", "--kind", "gone").stdout.splitlines()
    }
    assert kinds == {"gone"}
    found = on(filled, *everything, "article.revised", "--site", "valleyrecord.example").stdout
    assert {orjson.loads(line)["value"]["site"] for line in found.splitlines()} <= {"valleyrecord.example"}
    assert on(filled, "tail", "--since", "2000-01-01", "--until-end", "--json").stdout
    assert on(filled, "tail", "--since", "2999-01-01", "--until-end", "--json").stdout == ""


def test_status_counts_what_became_of_the_captures(filled: str) -> None:
    result = on(filled, "status", "--json")
    for _ in range(20):  # a worker that could not say goodbye is a member until its session ends
        if not orjson.loads(result.stdout)["workers"]:
            break
        time.sleep(1)
        result = on(filled, "status", "--json")
    assert result.exit_code == 0
    value = orjson.loads(result.stdout)
    assert sum(value["outcomes"].values()) == len(LINES)
    assert not any(value["behind"].values()), "markers of transactions are no messages"
    assert [finding["what"] for finding in value["findings"]] == ["no worker runs"]
    assert "noise_only" in on(filled, "status").stdout


def test_status_calls_captures_that_nobody_reads_a_fault(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROWBACK_APP_ID", "nobody")
    result = on(filled, "status", "--json")
    assert result.exit_code == 1
    assert orjson.loads(result.stdout)["behind"][topology.RAW] == len(LINES)


def test_rejected_captures_are_listed_and_shown(filled: str) -> None:
    listed = [orjson.loads(line) for line in on(filled, "rejected", "list", "--json").stdout.splitlines()]
    assert Counter(line["value"]["reason"] for line in listed) == Counter(no_article=1, status=1)
    assert len(on(filled, "rejected", "list", "--reason", "status").stdout.splitlines()) == 1
    assert "Nothing was rejected for nonsense." in on(filled, "rejected", "list", "--reason", "nonsense").stdout
    place = f"{listed[0]['partition']}/{listed[0]['offset']}"
    assert listed[0]["value"]["message"] in on(filled, "rejected", "show", place).stdout
    whole = orjson.loads(on(filled, "rejected", "show", place, "--json").stdout)
    assert orjson.loads(whole["value"]["head"])["event_id"].startswith("sample-")


@pytest.mark.parametrize(("place", "code"), [("9/0", 1), ("0/999999", 1), ("x", 2), ("-1/0", 2)])
def test_a_place_where_nothing_is_gives_one_line(filled: str, place: str, code: int) -> None:
    result = on(filled, "rejected", "show", place)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_looking_starts_no_kafka(tmp_path: Path) -> None:
    for command in (["tail"], ["status"], ["rejected", "list"]):
        result = run(*command, "--data-dir", str(tmp_path / "none"))
        assert result.exit_code == 1
        assert "no local Kafka runs" in " ".join(result.output.split())
        assert not (tmp_path / "none").exists()


def test_ctrl_c_is_the_ordinary_end_of_tail(filled: str) -> None:
    command = [*ROWBACK, "tail", "--from-beginning", "--json", "--bootstrap-servers", filled]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == b""


def test_the_demo_finds_what_the_newsroom_did_and_nothing_else() -> None:
    command = [*ROWBACK, "demo", "--seconds", "20", "--json"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    *events, last = map(orjson.loads, done.stdout.splitlines())
    summary = last["summary"]
    assert summary["captures"] == sum(summary["outcomes"].values())
    assert summary["captures"] >= 40
    assert summary["score"]["found"] > 0
    assert (summary["score"]["missed"], summary["score"]["false"]) == (0, 0)
    assert sum(line["topic"] == topology.REVISED for line in events) == summary["events"][topology.REVISED]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_ends_the_demo_and_all_that_it_started(number: signal.Signals, tmp_path: Path) -> None:
    command = [*ROWBACK, "demo", "--seconds", "600"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert b"new" in process.stdout.readline()
        process.send_signal(number)
        _, errors = process.communicate(timeout=120)
    assert process.returncode == (-number if number == signal.SIGKILL else 0)
    assert b"Traceback" not in errors
    for _ in range(60):  # after a kill it is the broker's supervisor that removes what there was
        if not list(tmp_path.iterdir()):
            break
        time.sleep(0.5)
    assert list(tmp_path.iterdir()) == []
