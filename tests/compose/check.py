"""The promises that the compose file makes, one after the other, each step timed.

A generated history goes through in two halves: the first undisturbed, the second with a worker killed as soon as all
of it is in Kafka, and replaced at once. Both together must say what the same captures say in memory.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from streams import topology
from tests.compose.expected import Said, in_memory
from tests.compose.project import Failed, Project
from tests.kafka.history import History

SEED = 11
CAPTURES = 3_000
PARTITIONS = 8  # as the compose file has it
WORKERS = ("worker-1", "worker-2")
SHOWN_MAX = 5

BUILD_SECONDS_MAX = 1_200.0  # from nothing, on a slow connection
UP_SECONDS_MAX = 300.0
REPLAY_SECONDS_MAX = 300.0
STOP_SECONDS_MAX = 90.0
ARCHIVE_SECONDS_MAX = 120.0  # from the start of the archive until it has read everything
COUNT_REVISIONS = """
import json, urllib.request
token = open("/run/secrets/token").read().strip()
cursor, count = "", 0
while cursor is not None:
    address = "http://127.0.0.1:8321/api/v1/revisions?limit=200" + (cursor and "&cursor=" + cursor)
    request = urllib.request.Request(address, headers={"Authorization": "Bearer " + token})
    page = json.load(urllib.request.urlopen(request))
    count += len(page["items"])
    cursor = page["next"]
print(count)
"""
MUST_SAY = (topology.CLEANED, topology.REVISED, topology.DUPLICATED, topology.PAGE_CHANGED, topology.SETTLED)


@dataclass
class Check:
    """One run of all checks: what was found wrong, how long each step took, and what was said."""

    project: Project
    work: Path
    tell: Callable[[str], None]
    problems: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    said: Said = field(default_factory=Said)

    def run(self, captures: int = CAPTURES) -> None:
        """Go through all steps; raises Failed where one cannot be done at all."""
        history = History(seed=SEED).make(captures)
        half = len(history) // 2
        with self.step("build"):
            self.project.run("build", seconds_max=BUILD_SECONDS_MAX)
        with self.step("up"):
            self.project.run("up", "--detach", "--wait", seconds_max=UP_SECONDS_MAX)
        for worker in WORKERS:
            self.confinement(worker)
        with self.step("replay"):
            self.replay(history[:half])
        with self.step("replay with a kill"):
            self.replay(history[half:], self.kill_and_replace)
        self.compare(in_memory(history, PARTITIONS))
        with self.step("serve"):
            self.archive()
        with self.step("stop"):
            self.project.run("stop", *WORKERS, seconds_max=STOP_SECONDS_MAX)
        for worker in WORKERS:
            if code := self.project.exit_code(worker):
                self.problems.append(f"{worker} ended with exit code {code} when asked to stop")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say what is being done, and remember how long it took."""
        self.tell(f"{name} ...")
        started = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - started, 1)

    def confinement(self, worker: str) -> None:
        """A worker is nobody special, and writes where it should and nowhere else."""
        if self.project.run("exec", "--no-TTY", worker, "id", "--user").strip() == b"0":
            self.problems.append(f"{worker} runs as root")
        self.project.run("exec", "--no-TTY", worker, "touch", "/data/.written", "/tmp/.written")  # noqa: S108 - in there
        try:
            self.project.run("exec", "--no-TTY", worker, "touch", "/var/tmp/.written")  # noqa: S108 - in there
        except Failed:
            return
        self.problems.append(f"{worker} can write outside of its volume")

    def archive(self) -> None:
        """The archive holds every revision that was said, and shows it to those who send the token."""
        self.project.run("--profile", "serve", "up", "--detach", "--wait", "serve", seconds_max=UP_SECONDS_MAX)
        wanted = sum(topic == topology.REVISED for topic, _, _ in self.said.events)
        deadline = time.monotonic() + ARCHIVE_SECONDS_MAX
        found = -1
        while found != wanted and time.monotonic() < deadline:
            answer = self.project.run("exec", "--no-TTY", "serve", "python", "-c", COUNT_REVISIONS)
            found = int(answer)
        if found != wanted:
            self.problems.append(f"the archive has {found:,} revisions, {wanted:,} were said")

    def replay(self, captures: list[tuple[bytes, str]], when_fed: Callable[[], None] | None = None) -> None:
        """Replay captures; each must have one outcome."""
        path = self.work / "captures.jsonl"
        path.write_bytes(b"".join(raw + b"\n" for raw, _ in captures))
        report: dict[str, Any] = orjson.loads(self.project.replay(path, self.work, REPLAY_SECONDS_MAX, when_fed))
        for what, count in (("captures", report["captures"]), ("outcomes", sum(report["outcomes"].values()))):
            if count != len(captures):
                self.problems.append(f"{len(captures):,} captures were replayed, and {count:,} {what} counted")
        self.said.articles.clear()  # what it said of pages that only it had may have changed since
        self.said.add_files(self.project.files())

    def kill_and_replace(self) -> None:
        """A crash: the worker has no time for anything, and comes back as another container with the same volume."""
        self.project.run("kill", "--signal", "KILL", WORKERS[0])
        if self.project.exit_code(WORKERS[0]) == 0:
            self.problems.append(f"{WORKERS[0]} had ended before it was killed")
        self.project.run("up", "--detach", "--no-deps", "--force-recreate", WORKERS[0])

    def compare(self, expected: Said) -> None:
        """Nothing missing, nothing invented, nothing said differently."""
        counts = Counter(topic for topic, _, _ in self.said.events)
        self.problems += [f"no {topic} was said" for topic in MUST_SAY if not counts[topic]]
        for word, found in (
            ("missing", expected.ids() - self.said.ids()),
            ("not expected", self.said.ids() - expected.ids()),
            ("said differently", {(topic, identity) for topic, identity, _ in self.said.events ^ expected.events}),
        ):
            if found:
                self.problems.append(f"{len(found):,} events {word}: {sorted(found)[:SHOWN_MAX]}")
        if self.said.outcomes != expected.outcomes:
            self.problems.append(f"outcomes are {self.said.outcomes}, expected {expected.outcomes}")
        wrong = sorted(page for page, article in self.said.articles.items() if expected.articles.get(page) != article)
        if wrong:
            self.problems.append(f"{len(wrong):,} pages belong to another article: {wrong[:SHOWN_MAX]}")

    def report(self) -> dict[str, Any]:
        """Return all that was found, ready for JSON."""
        return {
            "problems": self.problems,
            "captures": sum(self.said.outcomes.values()),
            "outcomes": dict(sorted(self.said.outcomes.items())),
            "events": dict(sorted(Counter(topic for topic, _, _ in self.said.events).items())),
            "seconds": self.seconds,
        }
