from collections import Counter
from typing import Any

import orjson
import pytest

from streams import samples, schema, topology
from streams.captures.items import site_of_line
from streams.commands import offline
from streams.hosts.memory import MemoryHost
from streams.stages.clean import Rejected

LINES = samples.path().read_bytes().splitlines()
NOW_MS = 1_800_000_000_000  # later than the day of the samples


@pytest.fixture(scope="module")
def host() -> MemoryHost:
    found = MemoryHost()
    for line in LINES:
        found.produce(line, site_of_line(line) or "", NOW_MS)
    found.run()
    return found


def values(host: MemoryHost, topic: str) -> list[dict[str, Any]]:
    return [orjson.loads(message.value or b"null") for message in host.topic(topic)]


def test_every_sample_is_a_capture_on_an_invented_site() -> None:
    assert 60 <= len(LINES) <= 80
    for line in LINES:
        assert schema.validator(topology.RAW)(orjson.loads(line)) is None
        assert (site_of_line(line) or "").endswith(".example")


def test_the_day_shows_nearly_every_outcome(host: MemoryHost) -> None:
    """All but `muted`: a redesign needs more pages than a demo has."""
    counts = Counter(value["outcome"] for value in values(host, topology.SETTLED))
    assert counts.total() == len(LINES)
    expected = {
        "created", "revised", "unchanged", "redated", "noise_only", "cut_off", "late", "gone", "restored", "redirected",
        "rejected",
    }  # fmt: skip
    assert set(counts) == expected


def test_the_day_shows_corrections_reverts_and_copies(host: MemoryHost) -> None:
    kinds = {value["kind"] for value in values(host, topology.REVISED)}
    assert {"correction", "revert", "copyedit", "live_update", "headline"} <= kinds
    relations = {value["relation"] for value in values(host, topology.DUPLICATED)}
    assert {"identical", "near"} <= relations
    assert relations & {"excerpt", "extended"}


def test_all_that_is_said_fits_the_schemas(host: MemoryHost) -> None:
    for topic in topology.PUBLIC:
        for value in values(host, topic):
            assert schema.validator(topic)(value) is None


def test_cleaning_by_hand_says_what_the_stream_says(host: MemoryHost) -> None:
    """As long as the site has taught nothing, which on this day it has not."""
    said = {(v["url"], v["captured_at"]): v for v in values(host, topology.CLEANED) if v["version"] == 1}
    seen = 0
    for line in LINES:
        try:
            value = offline.look(orjson.loads(line)).value
        except Rejected:
            continue
        if streamed := said.get((value["url"], value["captured_at"])):
            assert value == streamed
            seen += 1
    assert seen == len(said)
