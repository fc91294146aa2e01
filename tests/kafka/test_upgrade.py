"""Another version on old state: a rolling restart announces nothing, and all captures can be judged anew beside it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio

from streams import topology
from streams.hosts import topics
from streams.hosts.collecting import read_to_end
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.settings import Settings
from tests.faults.fleet import Fleet
from tests.faults.kinds import SESSION_SECONDS
from tests.kafka.history import APPEAL, History

PARTITIONS = 4
GROUP = "upgraded"
OLD, NEWER = "streams", "tests.kafka.newer"
ROOT = Path(__file__).parents[2]
SITES, PAGES = 12, 36
EDITED = range(0, PAGES, 4)
NOISE: tuple[list[str], ...] = ([], [APPEAL])
COPIES = range(1, PAGES, 6)  # pages that carry the text of the page before
DRAIN_SECONDS_MAX = 240

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900), pytest.mark.asyncio(loop_scope="module")]


class Rounds:
    """All pages, looked at in rounds an hour apart; which of them were edited is known."""

    def __init__(self) -> None:
        words = History(seed=31)
        self.texts = [[words._sentence() for _ in range(14)] for _ in range(PAGES)]
        for page in COPIES:
            self.texts[page] = list(self.texts[page - 1])
        self._words = words
        self._hour = 0

    def look(self, edited: range | tuple[()] = ()) -> list[tuple[bytes, str]]:
        """Return a capture of each page; some have one sentence that is new."""
        self._hour += 1
        for page in edited:
            self.texts[page][5] = self._words._sentence()
        return [self._capture(page) for page in range(PAGES)]

    def _capture(self, page: int) -> tuple[bytes, str]:
        site = f"site{page % SITES}.example"
        value = {
            "url": url_of(page),
            "captured_at": f"2026-03-0{1 + self._hour // 24}T{self._hour % 24:02d}:00:00Z",
            "status": 200,
            "body": "\n\n".join(NOISE[self._hour % 2] + self.texts[page]),  # never the same bytes
            "content_type": "text/plain",
            "title": f"Report {page}",
        }
        return orjson.dumps(value), site


def url_of(page: int) -> str:
    return f"https://site{page % SITES}.example/news/{page}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def settings(bootstrap_servers: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = Settings(
        bootstrap_servers=bootstrap_servers,
        partitions=PARTITIONS,
        data_dir=tmp_path_factory.mktemp("upgrade"),
        app_id=GROUP,
    )
    await topics.ensure(made)
    return made


@pytest_asyncio.fixture(loop_scope="module")
async def fleet(tmp_path: Path) -> AsyncIterator[Fleet]:
    environment = {
        "ROWBACK_APP_ID": GROUP,
        "ROWBACK_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS),
        "PYTHONPATH": str(ROOT),
    }
    async with Fleet(tmp_path, environment) as running:
        yield running


def start(fleet: Fleet, settings: Settings, name: str, version: str) -> None:
    where = ("--bootstrap-servers", settings.bootstrap_servers, "--partitions", str(PARTITIONS))
    fleet.module = version
    fleet.start(name, "worker", "--end-with-stdin", *where, "--data-dir", str(settings.data_dir / name))


async def changed(fleet: Fleet, settings: Settings, name: str, version: str) -> None:
    """Restart a worker as another version, on its own state."""
    await fleet.terminate(name)
    assert not fleet.problems
    start(fleet, settings, name, version)


async def feed(fleet: Fleet, settings: Settings, captures: list[tuple[bytes, str]]) -> None:
    """Write captures; all are handled when this returns."""
    feeder = Feeder(settings.bootstrap_servers, PARTITIONS)
    await feeder.start()
    for raw, site in captures:
        await feeder.write(raw, site)
    await feeder.stop()
    drain = Drain(settings.bootstrap_servers, GROUP, PARTITIONS)
    await drain.start()
    try:
        await drain.wait(fleet.tend, lambda _left: None)
    finally:
        await drain.stop()
    assert not fleet.ended, fleet.ended


async def told(settings: Settings, topic: str) -> list[dict[str, Any]]:
    records = read_to_end(settings.bootstrap_servers, topic, PARTITIONS, {})
    return [orjson.loads(value) for value in sorted([record.value async for record in records if record.value])]


async def revised(settings: Settings) -> Counter[str]:
    """How often each page was said to be revised, by its own past."""
    events = await told(settings, topology.REVISED)
    return Counter(event["url"] for event in events if event["basis"] == "own_history")


async def test_a_rolling_restart_with_another_version_announces_nothing(settings: Settings, fleet: Fleet) -> None:
    """And back, and forth again: whoever has a page, it is edited where it was edited, and nowhere else."""
    rounds = Rounds()
    for name in ("one", "two"):
        start(fleet, settings, name, OLD)
    await feed(fleet, settings, rounds.look() + rounds.look(EDITED))
    edited = Counter(url_of(page) for page in EDITED)
    assert await revised(settings) == edited
    copies = await told(settings, topology.DUPLICATED)
    assert len({event["page"] for event in copies}) >= len(COPIES)
    for name, version in (("one", NEWER), ("two", NEWER), ("one", OLD), ("one", NEWER)):
        await changed(fleet, settings, name, version)
        await feed(fleet, settings, rounds.look())
    await feed(fleet, settings, rounds.look())
    assert await revised(settings) == edited
    assert await told(settings, topology.DUPLICATED) == copies
    await feed(fleet, settings, rounds.look(EDITED))
    assert await revised(settings) == edited + edited
    newest = [event for event in await told(settings, topology.REVISED) if event["basis"] == "own_history"]
    assert {event["judgement"] for event in newest} == {"1", "2"}
    for name in ("one", "two"):
        await fleet.terminate(name)
    assert not fleet.problems


def from_start(settings: Settings, version: str, out: Path) -> dict[str, Any]:
    where = ("--bootstrap-servers", settings.bootstrap_servers, "--partitions", str(PARTITIONS))
    command = [sys.executable, "-m", version, "replay", "--from-start", *where, "--out", str(out), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=DRAIN_SECONDS_MAX, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    said: dict[str, Any] = orjson.loads(done.stdout)
    return said


async def test_all_captures_are_judged_anew_beside_and_compared(settings: Settings, tmp_path: Path) -> None:
    """On a Kafka of its own, by this version: only what the upgrade took over in silence comes out otherwise."""
    captures = await told(settings, topology.RAW)
    before = [await told(settings, topic) for topic in topology.PUBLIC]
    said = from_start(settings, OLD, tmp_path / "out")
    assert said["captures"] == len(captures) == sum(said["outcomes"].values())
    events = said["compared"]["events"][topology.REVISED]
    files = [(tmp_path / "out" / name / f"{topology.REVISED}.jsonl") for name in ("before", ".")]
    lines = [len(path.read_bytes().splitlines()) for path in files]
    assert events["same"] + events["only_before"] == lines[0]
    assert events["same"] + events["only_now"] == lines[1]
    assert events["same"] >= len(EDITED)
    differing = (tmp_path / "out" / "differences.jsonl").read_bytes().splitlines()
    counts = Counter((line["topic"], line["said"]) for line in map(orjson.loads, differing))
    assert counts[topology.REVISED, "now"] == events["only_now"]
    assert counts[topology.REVISED, "before"] == events["only_before"]
    assert [await told(settings, topic) for topic in topology.PUBLIC] == before
