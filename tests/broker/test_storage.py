"""A directory formatted in Python is what Kafka's own tool makes of it."""

import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.record.util import calc_crc32c

from streams.broker.configuration import server_properties
from streams.broker.fetching import missing_jars
from streams.broker.java import find_java
from streams.broker.pinned import class_path
from streams.broker.settings import cache_directory_default
from streams.broker.storage import bootstrap_checkpoint, cluster_id, ensure_formatted, new_cluster_id


def batches(content: bytes) -> Iterator[bytes]:
    begin = 0
    while begin < len(content):
        end = begin + 12 + int.from_bytes(content[begin + 8 : begin + 12], "big")
        yield content[begin:end]
        begin = end


def without_times(batch: bytes) -> bytes:
    """The batch without its checksum and its two times: what does not depend on when it was written."""
    return batch[:17] + batch[21:27] + batch[43:]


def test_the_checksums_are_right() -> None:
    for batch in batches(bootstrap_checkpoint(1_772_352_000_000)):
        assert struct.unpack_from(">I", batch, 17)[0] == calc_crc32c(batch[21:])


def test_a_directory_is_formatted_once(tmp_path: Path) -> None:
    first = ensure_formatted(tmp_path / "kafka")
    before = (tmp_path / "kafka" / "bootstrap.checkpoint").read_bytes()
    assert ensure_formatted(tmp_path / "kafka") == first == cluster_id(tmp_path / "kafka")
    assert (tmp_path / "kafka" / "bootstrap.checkpoint").read_bytes() == before


def test_a_format_that_was_interrupted_is_done_again(tmp_path: Path) -> None:
    (tmp_path / "bootstrap.checkpoint").write_bytes(b"half")
    assert cluster_id(tmp_path) is None
    ensure_formatted(tmp_path)
    assert len(list(batches((tmp_path / "bootstrap.checkpoint").read_bytes()))) == 3


def test_cluster_ids_have_the_form_kafka_reads() -> None:
    ids = {new_cluster_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(text) == 22 and not text.startswith("-") for text in ids)


@pytest.mark.kafka
def test_the_checkpoint_is_the_one_of_kafkas_own_tool(tmp_path: Path) -> None:
    cache = cache_directory_default()
    if missing_jars(cache):
        pytest.skip("Kafka is not fetched yet: rowback broker --fetch-only")
    (tmp_path / "server.properties").write_text(server_properties("theirs", 1, 2))
    tool = [str(find_java().program), "-XX:TieredStopAtLevel=1", "kafka.tools.StorageTool"]
    subprocess.run(
        [*tool, "format", "-t", new_cluster_id(), "-c", "server.properties"],
        env={**os.environ, "CLASSPATH": os.pathsep.join(map(str, class_path(cache)))},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    ensure_formatted(tmp_path / "ours")
    theirs, ours = ((tmp_path / name / "bootstrap.checkpoint").read_bytes() for name in ("theirs", "ours"))
    assert [without_times(batch) for batch in batches(ours)] == [without_times(batch) for batch in batches(theirs)]
